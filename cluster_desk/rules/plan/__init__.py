"""Rules and operations of a plan of work."""
