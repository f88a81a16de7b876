"""How many took part, in one cell of a school's answer: «12», «более 70», «12 детей и 2 педагога», «много»."""

from __future__ import annotations

import re

from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.events import Event, Participation, TakingPart
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.counts import find_counts, number_in, read_counts
from cluster_desk.exchange.layout.grids import Cell

NOTHING = regex(r"^(?:[-–—.xх×*]+|нет|не было|никто|не участв\w+|отсутству\w+|0)\.?$", re.IGNORECASE)
"""What schools write into a cell of which they have nothing to tell."""
_MANY = 3_000
"""More than any school of a rural district has."""


def counts_in(cell: Cell, kind: TakingPart, row: Parsed[Event], place: str) -> list[Parsed[Participation]]:
    """The counts of a cell under a heading that counts `kind`; what is not understood is doubted at `row`."""
    text = cell.text
    if cell.unknown:
        row.doubt(N_("Cell %(cell)s: it holds a formula whose result the file does not keep."), "formula", cell=place)
        return []
    if NOTHING.match(text):
        return []
    if cell.day:
        row.doubt(
            N_("Cell %(cell)s: a date stands where a number is meant: “%(words)s”."), "number", cell=place, words=text
        )
        return [counted(kind, text, None)]
    number = number_in(text)
    if number is not None:
        if number > _MANY:
            row.doubt(
                N_("Cell %(cell)s: %(words)s people of one school are very many."), "number", cell=place, words=text
            )
        return [counted(kind, _bare(text), number)]
    counts, rest = read_counts(text)
    told = [one for one in counts if one.of_people]
    if not told or rest:
        row.doubt(N_("Cell %(cell)s: the number is not understood: “%(words)s”."), "number", cell=place, words=text)
    if not told:
        return [counted(kind, text, None)]
    return [counted(kind if one.kind is TakingPart.OTHERS else one.kind, one.words, one.number) for one in told]


def counted(kind: TakingPart, words: str, number: int | None) -> Parsed[Participation]:
    """A count of people as typed, with the number understood."""
    return Parsed(
        Participation(kind=kind, count_words=words, count=number), typed={"unit_or_kind": kind.value, "text": words}
    )


def _bare(text: str) -> str:
    """The words of a number without what was counted, as they are kept: «более 70» of «более 70 школьников»."""
    counts = find_counts(text)
    return counts[0].words if len(counts) == 1 else text
