"""Copies, history, the trash and personal data in the window."""
