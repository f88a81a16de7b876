"""Documents put together at random with their truth: what the reader makes of each is held against it.

`python -m tests.documents_check [how many]` (200) tells the share of facts that were read right and the words that
have no home, for the layouts the readers were made with and for those held back meanwhile. Everything is invented.
"""
