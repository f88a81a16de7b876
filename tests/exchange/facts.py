"""The facts of a plan as they should be against what was read, and whether a doubt is at the place of what is wrong.

A doubt is at a fact's place when it is about that row and that field (or the whole row), about the column that the fact
stands in, or, for the period, about the period. A fact that is wrong without one is wrong in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPlan
from cluster_desk.core.records.plans import PlanItem, PlanSection, PlanStep
from cluster_desk.core.russian.text import fold

FIELDS = ("number", "title", "deadline", "responsible", "result")
_ALIKE, _HELD = 0.6, 0.8


@dataclass(frozen=True)
class Row:
    """A row of a plan as it should be read; None for what the document has no place for."""

    title: str
    deadline: str | None = None
    responsible: str | None = None
    result: str | None = None
    number: str | None = None
    section: str = ""


@dataclass(frozen=True)
class Fact:
    """One fact: `verdict` is "right", "missed", "wrong" or "invented"; `doubted` where a doubt stands at its place."""

    what: str
    verdict: str
    wanted: str
    found: str
    doubted: bool = False

    @property
    def is_silent(self) -> bool:
        """Wrong, and nothing says that it may be."""
        return self.verdict in ("wrong", "invented") and not self.doubted


def compare(wanted: Sequence[Row], document: ParsedDocument) -> list[Fact]:
    """Each fact of `wanted` beside what was read, each row of the document used once."""
    rows = list(_rows(document))
    facts: list[Fact] = []
    for want in wanted:
        found = max(rows, key=lambda row: _near(want, row), default=None)
        if found is None or _near(want, found) < _ALIKE:
            facts += [Fact(name, "missed", words, "") for name, words in _told(want)]
            continue
        rows.remove(found)
        facts += _facts(want, found)
    return facts + [Fact("row", "invented", "", row.record.display_name(), row.is_doubted("row")) for row in rows]


@dataclass
class _Found:
    """A row that was read, with its section and its plan."""

    row: Parsed[PlanItem] | Parsed[PlanStep]
    section: Parsed[PlanSection]
    plan: ParsedPlan

    @property
    def record(self) -> PlanItem | PlanStep:
        return self.row.record

    def is_doubted(self, name: str) -> bool:
        """Whether a doubt stands at this field of the row, at the whole row, or at its column."""
        about_row = any(doubt.field in (name, "") or name == "row" for doubt in self.row.doubts)
        return about_row or any(doubt.field == name for doubt in self.plan.doubts)


def _rows(document: ParsedDocument) -> Iterator[_Found]:
    for plan in document.plans:
        for section in plan.sections:
            for item in section.parts:
                yield _Found(item, section, plan)
                yield from (_Found(step, section, plan) for step in item.parts)


def _near(want: Row, found: _Found) -> float:
    title, read = _plain(want.title), _plain(found.record.display_name())
    alike = SequenceMatcher(None, title, read).ratio()
    alike = max(alike, _HELD) if title in read else alike
    same = sum(_plain(words) == _plain(str(getattr(found.record, name, ""))) for name, words in _told(want))
    return alike + same / 20


def _told(want: Row) -> Iterator[tuple[str, str]]:
    yield from ((name, words) for name in FIELDS if (words := getattr(want, name)) is not None)


def _facts(want: Row, found: _Found) -> Iterator[Fact]:
    for name in FIELDS:
        wanted, got = getattr(want, name), str(getattr(found.record, name, ""))
        if wanted is None:
            if got.strip():
                yield Fact(name, "invented", "", got, found.is_doubted(name))
            continue
        verdict = "right" if _plain(wanted) == _plain(got) else "wrong" if got.strip() else "missed"
        yield Fact(name, verdict, wanted, got, found.is_doubted(name))
    section = found.section.record.name
    is_right = _plain(section) == _plain(want.section)
    yield Fact("section", "right" if is_right else "wrong", want.section, section, found.is_doubted("section"))


def _plain(words: str) -> str:
    """Words without what does not count: white space, capitals, signs at the ends."""
    return re.sub(r"\s*-\s*", "-", fold(words)).strip(" .;:,")
