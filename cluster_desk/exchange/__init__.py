"""Other programs' files: read, understood, taken in."""
