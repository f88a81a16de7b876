"""Answers to a caller's questions, while the phone is held."""
