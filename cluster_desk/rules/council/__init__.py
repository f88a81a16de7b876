"""Rules of the council, its meetings and minutes."""
