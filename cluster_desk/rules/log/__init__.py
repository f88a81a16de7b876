"""Rules of the log of what was done."""
