"""Copies of the file, put back and compared; what is saved of a damaged one."""
