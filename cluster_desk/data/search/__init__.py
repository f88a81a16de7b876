"""The index of words and what it finds."""
