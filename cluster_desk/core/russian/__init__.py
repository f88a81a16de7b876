"""Russian words: months, days, numbers, Roman numerals, the cases of names, posts and bodies.

Pure functions. Texts come out with ordinary spaces; `reports.document.typography` ties what must not be parted.
Nothing is imported here: a list needs days, and would load the patterns of names with them.
"""
