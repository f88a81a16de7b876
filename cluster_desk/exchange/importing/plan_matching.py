"""A document's items and steps in the words that are stored, and which of its tables are the same one typed twice."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.normalize import normalize
from cluster_desk.core.parsed_document import ParsedItem, ParsedPlan, ParsedStep
from cluster_desk.core.records.fields import fields_of
from cluster_desk.core.records.plans import PlanStep
from cluster_desk.core.russian.text import fold, tidy


def typed_lines(lines: Sequence[str] | None) -> str:
    """Paragraphs of a cell as they are stored: a line each."""
    return "\n".join(tidy(line) for line in lines or [] if tidy(line))


def values_of(row: ParsedItem | ParsedStep) -> dict[str, str]:
    """The words of an item or step as they are stored, by field."""
    words = {
        "deadline": normalize(row.deadline or ""),
        "responsible": typed_lines(row.responsible),
        "result": normalize(row.result or ""),
        "further": "\n".join(map(tidy, row.further)),
        **{name: tidy(text) for name, text in row.more.items() if isinstance(row, ParsedItem) or name in _OF_STEP},
    }
    if isinstance(row, ParsedItem):
        words |= {"number": tidy(row.number or ""), "title": normalize(row.title)}
    return words


_OF_STEP = fields_of(PlanStep)


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
