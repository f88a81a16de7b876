"""Random pairs of histories of one file, merged: what the program says of them is held against the bare rows.

`python -m tests.merge_check [how many]` (1000). The base file, both copies and what comes of them are read by plain SQL
here, not by what merges: no edit of either side may be lost without having been shown.
"""
