"""Whether words typed into the search ask for a figure or a list: told without reading anything."""

from __future__ import annotations

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold, tidy

_BEGINS = regex(r"(?:сколько|в чем|как(?:ие|их) |где участвовал|кто победил|кто занял|справк\w* |перечень )")
_LEAST = 3  # words of a question


def is_question(words: str) -> bool:
    """Whether they ask for a figure or the events behind it rather than for a record."""
    folded = fold(tidy(words))
    return bool(_BEGINS.match(folded)) and len(folded.split()) >= _LEAST
