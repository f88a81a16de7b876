"""Gathers the records that a proposal's rows make, so that they are stored as one change, and counts them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from cluster_desk.core.language import n_
from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.fields import Record, with_parts
from cluster_desk.core.russian.text import fold

if TYPE_CHECKING:
    from cluster_desk.core.records.imports import ImportedRecord
    from cluster_desk.desk import Desk
    from cluster_desk.exchange.importing.memory import ImportMemory

_R = TypeVar("_R", bound=Record)


@dataclass
class Report:
    """What an import did: counts by the name of a record class; `doubted` are sentences nobody answered.

    `kept` are differences in which the file's words stayed since nobody decided, `deleted` the rows that were not
    added again since the office deleted what they were imported as.
    """

    document: str
    added: Counter[str] = field(default_factory=Counter)
    completed: Counter[str] = field(default_factory=Counter)
    matched: Counter[str] = field(default_factory=Counter)
    doubted: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    skipped: int = 0

    @property
    def changed(self) -> bool:
        """Whether the file was changed at all."""
        return bool(self.added or self.completed)

    def to_json(self) -> dict[str, Any]:
        """The report for `import --json`."""
        counts = {name: dict(getattr(self, name)) for name in ("added", "completed", "matched")}
        values = {"kept": self.kept, "deleted": self.deleted}
        return {"document": self.document, **counts, "doubted": self.doubted, "skipped": self.skipped, **values}


def counted_words(counts: Counter[str]) -> str:
    """«6 meetings, 24 questions» in the user's language, "" for nothing."""
    return ", ".join(_count_words(name, number) for name, number in counts.items() if number)


def _count_words(name: str, number: int) -> str:
    words = {
        "Organization": n_("%d organization", "%d organizations", number),
        "OrganizationSpelling": n_("%d spelling of a name", "%d spellings of names", number),
        "Person": n_("%d person", "%d people", number),
        "CouncilSeat": n_("%d seat on the council", "%d seats on the council", number),
        "Meeting": n_("%d meeting", "%d meetings", number),
        "AgendaItem": n_("%d question", "%d questions", number),
        "Plan": n_("%d plan", "%d plans", number),
        "PlanSection": n_("%d section", "%d sections", number),
        "PlanItem": n_("%d plan item", "%d plan items", number),
        "PlanStep": n_("%d step", "%d steps", number),
        "Approval": n_("%d approval", "%d approvals", number),
        "Goal": n_("%d goal", "%d goals", number),
        "Task": n_("%d task", "%d tasks", number),
        "EventList": n_("%d event list", "%d event lists", number),
        "ListedEvent": n_("%d listed event", "%d listed events", number),
        "PlanText": n_("%d text", "%d texts", number),
        "Event": n_("%d log entry", "%d log entries", number),
        "Participant": n_("%d participant|line", "%d participants|lines", number).partition("|")[0],
        "Direction": n_("%d direction", "%d directions", number),
        "Collection": n_("%d request to schools", "%d requests to schools", number),
        "SchoolReply": n_("%d school's answer", "%d answers of schools", number),
        "ReplyWords": n_("%d answer to a question", "%d answers to questions", number),
        "Indicator": n_("%d indicator", "%d indicators", number),
    }
    return words[name] % number if name in words else f"{record_class(name).TABLE}: {number}"


class ImportBatch:
    """The records of one import, made and changed once each however many rows speak of them."""

    def __init__(self, desk: Desk, report: Report, memory: ImportMemory | None = None) -> None:
        self.report = report
        self._desk = desk
        self._memory = memory
        self._remembered: dict[str, ImportedRecord] = {}  # by the record's uuid
        self._is_settled = False  # somebody decided what is to be remembered
        self._records: dict[tuple[type[Record], int], Record] = {}
        self._made: dict[int, Record] = {}  # by the identity of what a record was made from
        self._short_names: set[str] | None = None

    @property
    def records(self) -> list[Record]:
        """What is to be stored, and remembered with it; what is remembered is no change of its own."""
        records = list(self._records.values())
        return [*records, *self._remembered.values()] if records or self._is_settled else []

    def remember(self, record: Record, owner: str, words: dict[str, str], *, answered: bool = False) -> None:
        """Remember what the document said of `record`, which stands in the record with the uuid `owner` ("": none)."""
        row = self._memory.row_for(record, owner, words) if self._memory else None
        if row is not None:
            self._remembered.setdefault(record.uuid, row)
            self._is_settled |= answered

    def add(self, record: type[_R], made_from: object = None, **values: Any) -> _R:
        """A new record; the same `made_from` asked for again by `made` gives the same one."""
        draft = self._desk.draft(record, **values)
        assert draft.id is not None
        self._records[record, draft.id] = draft
        if made_from is not None:
            self._made[id(made_from)] = draft
        self.count(draft)
        return draft

    def number_of(self, part: type[Record]) -> int:
        """A row number for a part that others of this import link to."""
        number = self._desk.draft(part).id
        assert number is not None
        return number

    def count(self, record: Record) -> None:
        """Tell in the report that `record` and what is in it were added."""
        for each in with_parts(record):
            name = type(each).__name__
            if name in _COUNTED:
                self.report.added[name] += 1

    def made(self, made_from: object) -> Record | None:
        """The record that was made from this thing; None before it is."""
        return self._made.get(id(made_from))

    def change(self, record: type[_R], row: int) -> _R:
        """The record stored under `row`, to be changed and stored again with the import."""
        known = self._records.get((record, row))
        if known is None:
            known = self._desk.read.load(record, row)
            assert known is not None
            self._records[record, row] = known
            self.report.completed[record.__name__] += 1
        assert isinstance(known, record)
        return known

    def free_short_name(self, *wishes: str) -> str:
        """The first of `wishes` that no organization has as its short name; it is then taken."""
        if self._short_names is None:
            self._short_names = {fold(row[0]) for row in self._desk.read.rows("SELECT short_name FROM organizations")}
        last = wishes[-1]
        numbered = (f"{last} ({number})" for number in range(2, 1_000))
        name = next(wish for wish in (*wishes, *numbered) if fold(wish) not in self._short_names)
        self._short_names.add(fold(name))
        return name


_COUNTED = frozenset(
    "Organization Person CouncilSeat Meeting AgendaItem Plan PlanSection PlanItem PlanStep Approval Goal Task "
    "EventList ListedEvent PlanText Direction Event Participant".split()
)
