"""What stands where in a document: grids, headers, numbering, what surrounds a table."""
