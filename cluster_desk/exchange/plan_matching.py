"""What of a document's plan stands in the file already: the plan, its sections, items and steps.

A plan is known by its name and period, an item by its section with its title and number; so a document that was
changed brings only what differs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.found import FoundItem, FoundPlan, FoundStep
from cluster_desk.core.normalize import normalize, same_words
from cluster_desk.core.records.fields import fields_of
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection, PlanStep
from cluster_desk.core.words import fold, tidy


def typed_lines(lines: Sequence[str] | None) -> str:
    """Paragraphs of a cell as they are stored: a line each."""
    return "\n".join(tidy(line) for line in lines or [] if tidy(line))


def values_of(row: FoundItem | FoundStep) -> dict[str, str]:
    """The words of an item or step as they are stored, by field."""
    words = {
        "deadline": normalize(row.deadline or ""),
        "responsible": typed_lines(row.responsible),
        "result": normalize(row.result or ""),
        "further": "\n".join(map(tidy, row.further)),
        **{name: tidy(text) for name, text in row.more.items() if isinstance(row, FoundItem) or name in _OF_STEP},
    }
    if isinstance(row, FoundItem):
        words |= {"number": tidy(row.number or ""), "title": normalize(row.title)}
    return words


_OF_STEP = fields_of(PlanStep)


def differences(row: FoundItem | FoundStep, stored: PlanItem | PlanStep) -> dict[str, str]:
    """The fields in which the file has other words than the document, with the document's."""
    return {name: words for name, words in values_of(row).items() if not same_words(words, getattr(stored, name))}


def plan_like(name: str, period: tuple[dt.date, dt.date] | None, known: Sequence[Plan]) -> Plan | None:
    """The plan of the file with this name and period; where the period is not told, the only one of that name."""
    alike = [one for one in known if fold(one.name) == fold(name)]
    if period is not None:
        alike = [one for one in alike if (one.period_start, one.period_end) == period]
    return alike[0] if len(alike) == 1 or (alike and period is not None) else None


@dataclass
class StoredSection:
    """A section of the file with its items that nothing of the document was matched with yet."""

    facts: PlanSection
    items: list[PlanItem]

    def take(self, item: FoundItem) -> PlanItem | None:
        """The item that `item` means: the same title and number, else the title, else a number that is its own."""
        title, number = fold(item.title), fold(item.number or "")
        ways = (
            [one for one in self.items if fold(one.title) == title and fold(one.number) == number],
            [one for one in self.items if fold(one.title) == title],
        )
        found = next((way[0] for way in ways if way), None)
        if found is not None:
            self.items.remove(found)
        return found

    def take_numbered(self, item: FoundItem) -> PlanItem | None:
        """The item with that number whose title was changed; asked when all titles have been."""
        number = fold(item.number or "")
        found = [one for one in self.items if number and fold(one.number) == number]
        if len(found) == 1:
            self.items.remove(found[0])
            return found[0]
        return None


class StoredTable:
    """The table of a plan of the file, to be matched with a document's."""

    def __init__(self, sections: Sequence[PlanSection], items: Sequence[PlanItem]) -> None:
        by_section: dict[int | None, list[PlanItem]] = {}
        for item in items:
            by_section.setdefault(item.section_id, []).append(item)
        self.sections = [StoredSection(one, by_section.get(one.id, [])) for one in sections]
        self._free = list(self.sections)

    def take_section(self, title: str) -> StoredSection | None:
        """The first section of this title that nothing was matched with yet."""
        found = next((one for one in self._free if fold(one.facts.name) == fold(title)), None)
        if found is not None:
            self._free.remove(found)
        return found

    def left_over(self) -> int:
        """How many items of the file the document does not have."""
        return sum(len(one.items) for one in self.sections)


def rows_apart(one: FoundPlan, other: FoundPlan) -> int | None:
    """How many rows differ in the tables of two plans of a document; None when they are not the same table.

    The same table has the same sections and items with the same numbers, titles and deadlines; people and results may
    differ in the spelling of some rows: offices type the table twice.
    """
    mine, others = _outline(one), _outline(other)
    if not mine or [key for key, _words in mine] != [key for key, _words in others]:
        return None
    apart = sum(words != other_words for (_key, words), (_other, other_words) in zip(mine, others, strict=True))
    return apart if apart * _ALIKE <= len(mine) else None


_ALIKE = 2
"""Of so many rows one may differ in spelling."""


def _outline(plan: FoundPlan) -> list[tuple[list[str], list[str]]]:
    """Each section, item and step: what makes it the same, and its further words."""
    lines: list[tuple[list[str], list[str]]] = []
    for section in plan.sections:
        lines.append(([_letters(section.title or "")], []))
        for item in section.items:
            key = [_letters(words or "") for words in (item.number, item.title, item.deadline)]
            lines.append((key, [fold(words) for words in values_of(item).values()]))
            lines += [
                ([_letters(step.deadline or "")], [fold(words) for words in values_of(step).values()])
                for step in item.steps
            ]
    return lines if any(section.items for section in plan.sections) else []


def _letters(words: str) -> str:
    return "".join(sign for sign in fold(words) if sign.isalnum())
