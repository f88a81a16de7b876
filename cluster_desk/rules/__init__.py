"""What must hold before a change is stored, one file an area."""
