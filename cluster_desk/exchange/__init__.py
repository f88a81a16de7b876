"""Other programs' files: read, parsed, imported."""
