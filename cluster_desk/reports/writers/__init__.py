"""Document to file, one format a file."""
