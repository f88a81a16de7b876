"""What stands around a plan's table: approvals, goals, tasks, lists, prose; a row each, stored with the plan."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cluster_desk.core.language import _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import PlanFront
from cluster_desk.core.records.fields import Kind, Record, fields_of
from cluster_desk.core.records.plans import Approval, Direction, EventList, Goal, Plan, PlanText, Task
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import PartRow, match_rows, value_words
from cluster_desk.exchange.importing.matching import MatchKey
from cluster_desk.exchange.importing.memory import ImportMemory
from cluster_desk.exchange.importing.proposal import ProposedRow

_COMPARED = (Kind.TEXT, Kind.PROSE, Kind.DAY, Kind.PARTS)


@dataclass(frozen=True)
class _FrontKind:
    """A list of a plan (`field`) and the fields that its records are known by; with `by_all` all their words first.

    `described` says what the review shows of one: what it is, its words, what was understood. `once` is what one that
    the plan tells again has in common with the first; None where each counts.
    """

    field: str
    record: type[Record]
    names: tuple[str, ...]
    described: Callable[[Parsed[Any]], tuple[str, str, str]]
    once: Callable[[Parsed[Any]], object] | None = None
    by_all: bool = False

    def drafts_in(self, front: PlanFront) -> list[Parsed[Any]]:
        """What the document tells of this kind, each once."""
        kept: dict[object, Parsed[Any]] = {}
        for row in getattr(front, self.field):
            kept.setdefault(self.once(row) if self.once else id(row), row)
        return list(kept.values())

    def key(self, record: Record) -> Hashable | None:
        """What a record of this kind is known by; None for one without a word of it."""
        words = tuple(_key(str(getattr(record, name))) for name in self.names)
        return words if any(words) else None


class FrontRow(PartRow[Record]):
    """One thing that stands around a plan's table."""

    def __init__(self, parsed: Parsed[Any], kind: _FrontKind, plan: ProposedRow) -> None:
        super().__init__(parsed, plan)
        self.kind, self.field = kind.record, kind.field
        self.draft = _fresh(parsed.record)
        self._described = kind.described(parsed)

    def said(self) -> tuple[str, ...]:
        return self._described[:2]

    def interpretation(self) -> tuple[str, ...]:
        return self._described[2:]

    def words(self) -> dict[str, str]:
        return _words_of(self.draft)

    def words_of(self, record: Record) -> dict[str, str]:
        return _words_of(record)

    def part(self, into: ImportBatch) -> Record:
        return self.draft

    def complete(self, record: Record, into: ImportBatch) -> None:
        for name in self.changes():
            value = getattr(self.draft, name)
            is_parts = fields_of(type(record))[name].kind is Kind.PARTS
            setattr(record, name, _same_rows(getattr(record, name), value) if is_parts else value)


def front_rows(plan: ProposedRow, front: PlanFront, stored: Plan | None, memory: ImportMemory) -> list[FrontRow]:
    """The rows of what stands around a plan's table, matched with the plan of the file (None for a new one)."""
    rows: list[FrontRow] = []
    for kind in _KINDS:
        made = [FrontRow(parsed, kind, plan) for parsed in kind.drafts_in(front)]
        if stored is not None and made:
            keys = [MatchKey([kind.key(row.draft) for row in made], kind.key, alone=kind.by_all)]
            if kind.by_all:
                keys.insert(0, MatchKey([_all_words(row.draft) for row in made], _all_words))
            match_rows(made, memory, stored.uuid, kind.names, getattr(stored, kind.field), keys)
        rows += made
    return rows


def _words_of(record: Record) -> dict[str, str]:
    """The words of a record by field; those of its parts are lines of one text."""
    return {
        name: "\n".join(map(_part_line, getattr(record, name)))
        if field.kind is Kind.PARTS
        else value_words(getattr(record, name))
        for name, field in fields_of(type(record)).items()
        if field.kind in _COMPARED
    }


def _part_line(part: Record) -> str:
    return " ".join(filter(None, _words_of(part).values()))


def _all_words(record: Record) -> Hashable:
    return tuple(fold(words) for words in _words_of(record).values())


def _same_rows(now: Sequence[Record], wanted: Iterable[Record]) -> list[Record]:
    """`wanted` as parts; those of the same words stay the rows they were: others may lean on them."""
    kept = {_key(_part_line(one)): one for one in now}
    return [kept.pop(_key(_part_line(one)), one) for one in wanted]


def _key(words: str) -> str:
    return fold(words).rstrip(" .;:,")


def _approval(parsed: Parsed[Approval]) -> tuple[str, str, str]:
    one, typed = parsed.record, parsed.typed
    read = filter(None, (one.position, one.name, typed["stated_order"], typed["day_words"]))
    return one.kind, "; ".join(typed["lines"]), "; ".join(read)


def _same_approval(parsed: Parsed[Approval]) -> object:
    one, typed = parsed.record, parsed.typed
    return fold(one.kind), fold(one.name), fold(one.position), typed["stated_order"], typed["day_words"]


def _same_text(parsed: Parsed[Goal] | Parsed[Task]) -> str:
    return _key(parsed.record.text)


def _goal(parsed: Parsed[Goal]) -> tuple[str, str, str]:
    return _("Goal"), parsed.record.text, _("Goal")


def _task(parsed: Parsed[Task]) -> tuple[str, str, str]:
    subtasks = parsed.record.subtasks
    said = " ".join([parsed.record.text, *(line.text for line in subtasks)])
    return _("Task"), said, _("Task, sub-tasks: %d") % len(subtasks) if subtasks else _("Task")


def _event_list(parsed: Parsed[EventList]) -> tuple[str, str, str]:
    one = parsed.record
    names = "; ".join(event.name for event in one.events)
    return one.name or one.heading, names, _("List of events: %d") % len(one.events)


def _text(parsed: Parsed[PlanText]) -> tuple[str, str, str]:
    lines = parsed.record.text.split("\n")
    return _("Text"), parsed.record.heading or lines[0], _("Text, paragraphs: %d") % len(lines)


def _direction(parsed: Parsed[Direction]) -> tuple[str, str, str]:
    one = parsed.record
    return _("Direction"), one.title_words, _("Direction, lines: %d") % len(one.lines)


def _fresh(record: Record) -> Record:
    """A new record with the same words: what is read once may be imported more than once."""
    fresh = type(record)()
    for name in fields_of(type(record)):
        value = getattr(record, name)
        setattr(fresh, name, [_fresh(part) for part in value] if isinstance(value, list) else value)
    return fresh


_KINDS: tuple[_FrontKind, ...] = (
    _FrontKind("approvals", Approval, ("kind", "name", "position"), _approval, _same_approval),
    _FrontKind("goals", Goal, ("text",), _goal, _same_text),
    _FrontKind("tasks", Task, ("text",), _task, _same_text),
    _FrontKind("event_lists", EventList, ("name", "heading"), _event_list, by_all=True),
    _FrontKind("texts", PlanText, ("heading",), _text, by_all=True),
    _FrontKind("directions", Direction, ("title_words",), _direction),
)
