"""What is shipped in the place of packages of which next to nothing is needed."""
