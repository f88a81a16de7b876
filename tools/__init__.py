"""Scripts for those who work on the program; none of them ships."""
