"""Copies, history, the bin and personal data in the window."""
