"""Several clusters in one window: the folder of their reports, who reported, their numbers side by side."""
