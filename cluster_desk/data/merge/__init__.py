"""Two copies of one file that were both worked on, merged three ways, by rows and fields."""
