"""A row of a proposal that stands for one record: matched with the file's, and told what importing it would change."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, ClassVar, Generic, TypeVar

from cluster_desk.core import parsed_rows
from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Kind, Record, fields_of
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.comparison import Comparison, compare
from cluster_desk.exchange.importing.matching import Match, MatchKey, RowMatching
from cluster_desk.exchange.importing.memory import ImportMemory, Remembered
from cluster_desk.exchange.importing.proposal import Answer, ProposedRow, Question

_R = TypeVar("_R", bound=Record)
_VISIBLE = 60
"""Signs of a text that a remark tells."""


class ComparedRow(ProposedRow, Generic[_R]):
    """A row that one record of the file is, or will be, made of; a subclass tells its `words`."""

    kind: type[_R]
    is_in_many_documents: ClassVar[bool] = False  # documents that are no versions of each other speak of it

    def __init__(self, row: parsed_rows.ParsedRow, parent: ProposedRow | None = None) -> None:
        super().__init__(row, parent)
        self.stored: _R | None = None
        self.comparison = Comparison()
        self.remembered: Remembered | None = None
        self._asked: dict[str, Question] = {}

    @abstractmethod
    def words(self) -> dict[str, str]:
        """The document's words by field, as they would be stored."""

    def words_of(self, record: _R) -> dict[str, str]:
        """The same fields as the file has them."""
        return {name: value_words(getattr(record, name)) for name in self.words()}

    def take_match(self, match: Match[_R]) -> None:
        """Compare with what the row was matched with; one that the office deleted since is left out at first."""
        self.stored, self.remembered = match.stored, match.remembered
        if match.is_deleted:
            self.is_deleted = self.skipped = True
        if match.stored is None:
            return
        now = self.words_of(match.stored)
        before = match.remembered
        is_version = before is None or before.is_own or not self.is_in_many_documents
        self.comparison = compare(self.words(), now, before.words if before else None, is_version=is_version)
        for name in self.comparison.changes:
            self.notes.append(_("in the file: %(words)s") % {"words": display(self.display_value(name, now[name]))})
        for name, words in self.comparison.kept.items():
            if words.strip():
                values = {"words": display(self.display_value(name, now[name]))}
                self.notes.append(_("changed in the file, stays: %(words)s") % values)
        for name, words in self.comparison.conflicts.items():
            self._asked[name] = self._conflict(name, now[name], words)
        self.questions += self._asked.values()

    def _conflict(self, name: str, now: str, words: str) -> Question:
        """Which of two texts holds: the file's, until somebody says otherwise."""
        theirs, ours = (self.display_value(name, text).replace("\n", "; ") or "—" for text in (now, words))
        answers = [Answer(_("Keep: %(words)s") % {"words": theirs}, None)]
        answers.append(Answer(_("From the document: %(words)s") % {"words": ours}, words))
        values = {"field": self.label_of(name), "row": self.label(), "theirs": display(theirs), "ours": display(ours)}
        return Question(
            _("%(field)s is another one in the file.") % values,
            answers,
            brief=_("%(field)s: another in the file") % values,
            kept=_("%(row)s: %(field)s stays “%(theirs)s”, the document has “%(ours)s”") % values,
        )

    def label_of(self, name: str) -> str:
        """What people call a field."""
        field = fields_of(self.kind).get(name)
        return _(field.label) if field else name

    def display_value(self, name: str, words: str) -> str:
        """The words of a field as people read them: a choice by its label, a day as it is written."""
        field = fields_of(self.kind).get(name)
        if field and field.choices and words:
            return _(field.choices.of(words).label)
        return ".".join(reversed(words.split("-"))) if field and field.kind is Kind.DAY else words

    def changes(self) -> dict[str, str]:
        """The fields to be changed in the file's record, as the questions were answered, with their words."""
        asked = {name: one.value for name, one in self._asked.items() if one.value is not None}
        return {**self.comparison.changes, **asked}

    def matched(self) -> bool:
        """Whether the file has all that the document says, or the office's own words in its place."""
        return self.stored is not None and not self.changes()

    def store_record(self, owner: str, into: ImportBatch) -> _R:
        """Store the record, new or with what the document changed of it, and remember it as one of `owner` (a uuid)."""
        record = self.meant()
        if record is None:
            record = self.added(into)
        elif self.matched():
            into.report.matched[self.kind.__name__] += 1
        else:
            record = self.to_change(record, into)
            self.complete(record, into)
        self.remember(record, owner, into)
        return record

    def meant(self) -> _R | None:
        """The record of the file that the row means, as its questions were answered."""
        return self.stored

    def added(self, into: ImportBatch) -> _R:
        """The new record; a subclass whose rows are stored by `store_record` makes it."""
        raise NotImplementedError

    def to_change(self, record: _R, into: ImportBatch) -> _R:
        """The record to be changed, which is stored with the import."""
        assert record.id is not None
        return into.change(self.kind, record.id)

    def complete(self, record: _R, into: ImportBatch) -> None:
        """Put the document's words into the record where they are to be changed; a subclass those that are no words."""
        for name, words in self.changes().items():
            setattr(record, name, words)

    def remember(self, record: Record, owner: str, into: ImportBatch) -> None:
        """Let the import remember what the document says, but for conflicts that nobody settled."""
        before: Mapping[str, str] = self.remembered.words if self.remembered and self.remembered.is_own else {}
        open_ones = {name for name, one in self._asked.items() if not one.answered}
        words = {name: text for name, text in self.words().items() if name not in open_ones}
        words |= {name: before[name] for name in open_ones if name in before}
        into.remember(record, owner, words, answered=any(one.answered for one in self._asked.values()))


def match_rows(
    rows: Sequence[ComparedRow[_R]],
    memory: ImportMemory,
    owner: str,
    names: tuple[str, ...],
    records: Iterable[_R],
    keys: Sequence[MatchKey[_R]],
) -> None:
    """Match the rows of one owner with its records in the file (see `RowMatching`); each compares itself with its."""
    if rows:
        matching = RowMatching(memory, rows[0].kind, owner, [row.words() for row in rows], names, records)
        for row, match in zip(rows, matching.matches(keys), strict=True):
            row.take_match(match)


def value_words(value: Any) -> str:
    """A field's value as text: what a document's words are compared with."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)


def display(words: str) -> str:
    """Words in a remark: on one line, cut when they are long, a dash for none."""
    line = words.replace("\n", "; ")
    return (line if len(line) <= _VISIBLE else f"{line[:_VISIBLE].rstrip()}…") or "—"


class PartRow(ComparedRow[_R]):
    """A row whose record is a part of another: it is stored with that one, in the list `field` of it."""

    field: str

    def store_in(self, whole: Record, into: ImportBatch) -> None:
        """Put the part into `whole`, or change what that has of it."""
        self._whole = whole
        self.store_record(whole.uuid, into)

    def added(self, into: ImportBatch) -> _R:
        part = self.part(into)
        getattr(self._whole, self.field).append(part)
        into.count(part)
        return part

    @abstractmethod
    def part(self, into: ImportBatch) -> _R:
        """The new part."""

    def to_change(self, record: _R, into: ImportBatch) -> _R:
        parts: list[_R] = getattr(self._whole, self.field)
        return next(one for one in parts if one.uuid == record.uuid)
