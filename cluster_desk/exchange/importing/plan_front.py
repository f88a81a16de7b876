"""What stands around a plan's table: approvals, goals, tasks, lists, prose; a row each, stored with the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from cluster_desk.core import parsed_rows
from cluster_desk.core.language import _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedApproval, PlanFront
from cluster_desk.core.records.fields import Kind, Record, fields_of
from cluster_desk.core.records.plans import Approval, Direction, EventList, Goal, Plan, PlanText, Task
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.importing.batch import Storing
from cluster_desk.exchange.importing.compared_row import ComparedRow, value_words
from cluster_desk.exchange.importing.imported import Imported
from cluster_desk.exchange.importing.matching import Matching, Way
from cluster_desk.exchange.importing.proposal import Row

_F = TypeVar("_F", bound=parsed_rows.Row)
_COMPARED = (Kind.TEXT, Kind.PROSE, Kind.DAY, Kind.PARTS)


@dataclass(frozen=True)
class _Draft:
    """One thing around a plan's table as a record, with the row that it was read from and what the review shows."""

    row: parsed_rows.Row
    record: Record
    said: tuple[str, str]
    interpretation: str


@dataclass(frozen=True)
class _FrontKind:
    """A list of a plan (`field`) and the fields that its records are known by; with `by_all` all their words first."""

    field: str
    record: type[Record]
    names: tuple[str, ...]
    drafts: Callable[[PlanFront], Iterator[_Draft]]
    by_all: bool = False

    def key(self, record: Record) -> Hashable | None:
        """What a record of this kind is known by; None for one without a word of it."""
        results = tuple(_key(str(getattr(record, name))) for name in self.names)
        return results if any(results) else None


class FrontRow(ComparedRow[Record]):
    """One thing that stands around a plan's table."""

    def __init__(self, draft: _Draft, field: str, plan: Row) -> None:
        super().__init__(draft.row, plan)
        self.kind = type(draft.record)
        self._draft, self._field = draft, field

    def said(self) -> tuple[str, ...]:
        return self._draft.said

    def interpretation(self) -> tuple[str, ...]:
        return (self._draft.interpretation,)

    def words(self) -> dict[str, str]:
        return _words_of(self._draft.record)

    def words_of(self, record: Record) -> dict[str, str]:
        return _words_of(record)

    def put_into(self, plan: Plan, into: Storing) -> None:
        """Add it to `plan`, which is stored with the import, or change what the plan has of it."""
        if self.stored is None:
            getattr(plan, self._field).append(self._draft.record)
            into.count(self._draft.record)
            return
        record = next(one for one in getattr(plan, self._field) if one.uuid == self.stored.uuid)
        for name in self.changes():
            value = getattr(self._draft.record, name)
            is_parts = fields_of(type(record))[name].kind is Kind.PARTS
            setattr(record, name, _same_rows(getattr(record, name), value) if is_parts else value)

    def remember_in(self, plan: Plan, into: Storing) -> None:
        """Let the import remember what the document says of it."""
        self.remember(self.stored or self._draft.record, plan.uuid, into)


def front_rows(plan: Row, front: PlanFront, stored: Plan | None, imported: Imported) -> list[FrontRow]:
    """The rows of what stands around a plan's table, matched with the plan of the file (None for a new one)."""
    rows: list[FrontRow] = []
    for kind in _KINDS:
        drafts = list(kind.drafts(front))
        made = [FrontRow(draft, kind.field, plan) for draft in drafts]
        if stored is not None and made:
            matching: Matching[Any] = Matching(
                imported,
                kind.record,
                stored.uuid,
                [row.words() for row in made],
                kind.names,
                getattr(stored, kind.field),
            )
            ways = [Way([kind.key(draft.record) for draft in drafts], kind.key, alone=kind.by_all)]
            if kind.by_all:
                ways.insert(0, Way([_all_words(draft.record) for draft in drafts], _all_words))
            for row, match in zip(made, matching.matches(ways), strict=True):
                row.take_match(match)
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


def _once(rows: Sequence[_F], key: Callable[[_F], object]) -> list[_F]:
    """The rows without those that the same plan tells again."""
    kept: dict[object, _F] = {}
    for row in rows:
        kept.setdefault(key(row), row)
    return list(kept.values())


def _approvals(front: PlanFront) -> Iterator[_Draft]:
    def key(one: ParsedApproval) -> object:
        return fold(one.kind), fold(one.name or ""), fold(one.position or ""), one.order, one.date_text

    for entry in _once(front.approvals, key):
        record = Approval(
            kind=tidy(entry.kind),
            position=tidy(entry.position or ""),
            name=tidy(entry.name or ""),
            order="\n".join(basis_lines(entry)),
            day=dt.date.fromisoformat(entry.date) if entry.date else None,
        )
        read = "; ".join(filter(None, (entry.position, entry.name, entry.order, entry.date_text)))
        yield _Draft(entry, record, (entry.kind, "; ".join(entry.lines)), read)


def basis_lines(approval: ParsedApproval) -> list[str]:
    """The lines of an approval that tell neither who nor in what post: its order, its minutes, its date."""
    position, name = fold(approval.position or ""), fold(approval.name or "")
    return [
        line
        for line in map(tidy, approval.lines)
        if not (name and name in fold(line)) and not (fold(line).rstrip(" ,") and fold(line).rstrip(" ,") in position)
    ]


def _words_key(result: Parsed[Goal] | Parsed[Task]) -> str:
    return _key(result.record.text)


def _goals(front: PlanFront) -> Iterator[_Draft]:
    for entry in _once(front.goals, _words_key):
        yield _Draft(entry, _fresh(entry.record), (_("Goal"), entry.record.text), _("Goal"))


def _tasks(front: PlanFront) -> Iterator[_Draft]:
    for entry in _once(front.tasks, _words_key):
        subtasks = entry.record.subtasks
        said = " ".join([entry.record.text, *(line.text for line in subtasks)])
        text = _("Task, sub-tasks: %d") % len(subtasks) if subtasks else _("Task")
        yield _Draft(entry, _fresh(entry.record), (_("Task"), said), text)


def _event_lists(front: PlanFront) -> Iterator[_Draft]:
    for event_list in front.event_lists:
        events = event_list.record.events
        said = (event_list.record.name or event_list.record.heading, "; ".join(one.name for one in events))
        yield _Draft(event_list, _fresh(event_list.record), said, _("List of events: %d") % len(events))


def _texts(front: PlanFront) -> Iterator[_Draft]:
    for text in front.texts:
        lines = text.record.text.split("\n")
        said = (_("Text"), text.record.heading or lines[0])
        yield _Draft(text, _fresh(text.record), said, _("Text, paragraphs: %d") % len(lines))


def _directions(front: PlanFront) -> Iterator[_Draft]:
    for direction in front.directions:
        said = (_("Direction"), direction.record.title_words)
        yield _Draft(direction, _fresh(direction.record), said, _("Direction, lines: %d") % len(direction.record.lines))


def _fresh(record: Record) -> Record:
    """A new record with the same words: what is read once may be imported more than once."""
    fresh = type(record)()
    for name in fields_of(type(record)):
        result = getattr(record, name)
        setattr(fresh, name, [_fresh(part) for part in result] if isinstance(result, list) else result)
    return fresh


_KINDS: tuple[_FrontKind, ...] = (
    _FrontKind("approvals", Approval, ("kind", "name", "position"), _approvals),
    _FrontKind("goals", Goal, ("text",), _goals),
    _FrontKind("tasks", Task, ("text",), _tasks),
    _FrontKind("event_lists", EventList, ("name", "heading"), _event_lists, by_all=True),
    _FrontKind("texts", PlanText, ("heading",), _texts, by_all=True),
    _FrontKind("directions", Direction, ("title_words",), _directions),
)
