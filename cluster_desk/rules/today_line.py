"""One line of what is to be settled on a day, as the opening screen, the reminders and the command line tell it."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal, NamedTuple

from cluster_desk.core.language import _
from cluster_desk.rules.plan.deadlines import Haste

Shown = Literal[
    "item",
    "step",
    "event",
    "meeting",
    "decision",
    "organization",
    "plan",
    "log",
    "paper",
    "incoming",
    "visit",
    "consent",
    "collection",
    "publication",
]


class TodayLine(NamedTuple):
    """One thing to settle: a record, what it is called, its days, what is known of it.

    `days` are words of its days, `deadline` the kind of a deadline. `where` says what it is in («План, п. 4.3»), `who`
    who answers, `note` what is missing. `item` is the plan item of a step; `rows` are several records told as one line.
    """

    kind: Shown
    row: int
    title: str
    days: str = ""
    deadline: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    haste: Haste = ""
    where: str = ""
    who: str = ""
    note: str = ""
    number: str = ""
    item: int = 0
    rows: tuple[int, ...] = ()


def names_in_short(names: Sequence[str], most: int = 2) -> str:
    """The first names of several, with initials: «Лебедев И. П., Громова Е. Н. и ещё 2»."""
    told = ", ".join(_in_short(name) for name in names[:most])
    more = len(names) - most
    return told + (_(" and %d more") % more if more > 0 else "")


_PATRONYMICS = ("вич", "вна", "ична", "инична", "оглы", "кызы")


def _in_short(name: str) -> str:
    """A name with initials; words without a patronymic name nobody in full, and stay.

    What tells names apart in any words takes long to load, so a plain name does without it.
    """
    words = name.split()
    if not any(word.rstrip(",;.").lower().endswith(_PATRONYMICS) for word in words):
        return name
    if len(words) == 3 and all(word.isalpha() and word.istitle() for word in words):
        return f"{words[0]} {words[1][0]}. {words[2][0]}."
    from cluster_desk.core.russian.names import shorten

    return shorten(name)
