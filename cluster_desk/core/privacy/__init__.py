"""A person's name and numbers found in any text, and taken out."""
