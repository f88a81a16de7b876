"""The way of a document into a file: reviewed, accepted; a new file."""
