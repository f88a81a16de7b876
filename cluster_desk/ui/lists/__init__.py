"""One list for every kind of record."""
