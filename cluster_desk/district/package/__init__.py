"""A delivery: what an office sends of a period, made of its file, read with suspicion."""
