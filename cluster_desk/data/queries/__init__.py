"""Lists as flat rows, one file an area."""
