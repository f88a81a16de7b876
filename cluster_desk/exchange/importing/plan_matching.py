"""A document's items and steps in the words that are stored, and which of its tables are the same one typed twice."""

from __future__ import annotations

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedPlan
from cluster_desk.core.records.fields import Record, fields_of
from cluster_desk.core.records.plans import PlanItem, PlanStep
from cluster_desk.core.russian.text import fold


def cell_words(row: Parsed[PlanItem] | Parsed[PlanStep]) -> dict[str, str]:
    """The words of an item or step, by field, in the columns that the document has: of others it says nothing."""
    names = _names_in_documents(type(row.record))
    return {name: getattr(row.record, name) for name in names if name not in row.absent}


_NAMES: dict[type[Record], tuple[str, ...]] = {}


def _names_in_documents(kind: type[Record]) -> tuple[str, ...]:
    """The fields that documents have columns for."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(
            name
            for name, field in fields_of(kind).items()
            if name == "further" or (field.in_table and field.in_table.known_as)
        )
    return _NAMES[kind]


def rows_apart(one: ParsedPlan, other: ParsedPlan) -> int | None:
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


def _outline(plan: ParsedPlan) -> list[tuple[list[str], list[str]]]:
    """Each section, item and step: what makes it the same, and its further words."""
    lines: list[tuple[list[str], list[str]]] = []
    for section in plan.sections:
        lines.append(([_letters(section.record.name)], []))
        for item in section.parts:
            for row in (item, *item.parts):
                names = ("number", "title", "deadline") if row is item else ("deadline",)
                key = [_letters(getattr(row.record, name)) for name in names]
                lines.append((key, [fold(words) for words in cell_words(row).values()]))
    return lines if any(section.parts for section in plan.sections) else []


def _letters(words: str) -> str:
    return "".join(sign for sign in fold(words) if sign.isalnum())
