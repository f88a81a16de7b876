"""Which of the words that a torture counts by tell that something is wrong."""

from __future__ import annotations

from collections import Counter

WRONG = (
    "lost",  # what was said to be done is gone, or what was there before
    "mixed",  # neither as before nor as after
    "no sentence",  # an error that nobody foresaw
    "ended",  # the process died by itself
    "did not go on",  # the same desk stored nothing more when the disk was well again
    "left a draft",  # half a file lies about though it could have been taken away
)


def wrong_in(counts: Counter[str]) -> dict[str, int]:
    """What is wrong, and how often."""
    return {word: counts[word] for word in WRONG if counts[word]}
