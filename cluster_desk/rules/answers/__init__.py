"""A caller's question of the log: its words understood (`questions.py`), the figure and the events behind it."""
