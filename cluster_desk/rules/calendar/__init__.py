"""What stands on which day, and moving it."""
