"""What stands where in a document: grids, headers, reading order, numbering."""
