"""A list and a form an area."""
