"""What the search can do besides finding: commands, known by their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cluster_desk.core.russian.slips import other_layout
from cluster_desk.core.russian.text import fold, forms, query_words

_MOST = 4


@dataclass(frozen=True)
class Command:
    """What can be done from anywhere: its words on the screen, further words that it is asked for by, what it does."""

    title: str
    do: Callable[[], object]
    more: str = ""
    icon: str = ""


def commands_for(commands: Sequence[Command], query: str) -> list[Command]:
    """The commands that have all words of a question, in any form or begun; in the other layout where none has."""
    for asked in (query, other_layout(query)):
        words = query_words(asked)
        fitting = [one for one in commands if words and all(_has(one, word) for word in words)]
        if fitting:
            return sorted(fitting, key=lambda one: not _begins(one, words[0]))[:_MOST]
    return []


def is_meant(command: Command, query: str) -> bool:
    """Whether a question of several words begins as the command does: it is rather that than a record."""
    words = query_words(query)
    return len(words) > 1 and _begins(command, words[0])


def _has(command: Command, word: str) -> bool:
    wanted = forms(word)
    return any(
        own.startswith(word) or any(one in wanted for one in forms(own))
        for own in query_words_of(f"{command.title} {command.more}")
    )


def _begins(command: Command, word: str) -> bool:
    return fold(command.title).startswith(word)


def query_words_of(text: str) -> list[str]:
    """All words of a text as questions have them."""
    return [word for part in fold(text).replace("-", " ").split() if (word := part.strip('.,:;…()«»"“”!?'))]
