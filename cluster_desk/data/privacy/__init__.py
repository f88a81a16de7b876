"""What the file keeps of a person, and erasing it."""
