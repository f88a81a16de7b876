"""What a document would bring beside what the file holds and what earlier imports of it brought."""
