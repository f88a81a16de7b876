"""What a document would bring into the file: rows to be looked through, their doubts and the answers to them.

A proposal stores nothing. A row tells the document's words and beside them what was made of them; a question that
nobody answers keeps the answer that stays nearest to the document.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from cluster_desk.core import parsed_document, parsed_rows
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Record

if TYPE_CHECKING:
    from cluster_desk.exchange.importing.batch import ImportBatch
    from cluster_desk.exchange.importing.memory import ImportMemory


class State(Enum):
    """What the user has to know of a row."""

    CLEAR = "clear"
    STATED = "told"  # something to know, nothing to decide
    DOUBT = "doubt"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Answer:
    """One way to settle a doubt: `label` in the user's language, `value` what the row makes of it."""

    label: str
    value: Any


@dataclass
class Question:
    """A doubt and its answers; `chosen` is what holds when nobody answers.

    `words` are the document's words it is about: who answers is not asked again for the same words. With `takes_day`
    a day may be typed instead of an answer; it is kept in `day`. `spelling` are words that the answer is remembered for
    beyond this document. `brief` is the doubt in a few words, for a column. `kept` tells what stays in the file while
    nobody answers, for a doubt that is about words of the file's own.
    """

    text: str
    answers: Sequence[Answer]
    chosen: int = 0
    words: str = ""
    takes_day: bool = False
    day: dt.date | None = None
    answered: bool = False
    brief: str = ""
    spelling: str = ""
    kept: str = ""

    def answer(self, place: int) -> None:
        """Settle the doubt by the answer at `place`."""
        self.chosen, self.day, self.answered = place, None, True

    def answer_day(self, day: dt.date) -> None:
        """Settle the doubt by a day that was typed."""
        self.day, self.answered = day, True

    @property
    def value(self) -> Any:
        """What the answer that holds means."""
        return self.day if self.day is not None else self.answers[self.chosen].value

    def same_as(self, other: Question) -> bool:
        """Whether `other` asks the same about the same words."""
        mine = [answer.label for answer in self.answers]
        return bool(self.words) and self.words == other.words and mine == [each.label for each in other.answers]


class ProposedRow(ABC):
    """A row of a proposal; what a subclass must tell is `said`, `interpretation` and how it is stored.

    A row is left out by itself (`skipped`) or together with its `parent`.
    """

    is_heading: ClassVar[bool] = False
    kind: type[Record] | None = None  # what the row stands for

    def __init__(self, row: parsed_rows.ParsedRow, parent: ProposedRow | None = None) -> None:
        self.row = row
        self.parent = parent
        self._is_skipped = False
        self.is_deleted = False  # the office deleted what an earlier import made of it
        self.notes: list[str] = [doubt.sentence() for doubt in row.doubts if doubt.kind == parsed_rows.INFERRED]
        self.questions: list[Question] = [as_question(doubt) for doubt in row.doubts if doubt.kind not in _NOT_ASKED]

    @property
    def counts(self) -> str:
        """The name of the record class that the row stands for; "" for none."""
        return self.kind.__name__ if self.kind else ""

    @property
    def skipped(self) -> bool:
        """Whether it is left out."""
        return self._is_skipped or (self.parent is not None and self.parent.skipped)

    @skipped.setter
    def skipped(self, value: bool) -> None:
        self._is_skipped = value

    @abstractmethod
    def said(self) -> tuple[str, ...]:
        """The document's words, a text for each of its columns."""

    @abstractmethod
    def interpretation(self) -> tuple[str, ...]:
        """What was made of them, a text for each column."""

    @property
    def sign(self) -> str:
        """The kind of what the first column understood shows ("by" for a deadline that ends on a day); "" for text."""
        return ""

    @property
    def doubts_sign(self) -> bool:
        """Whether it is doubtful."""
        return False

    def matched(self) -> bool:
        """Whether all of it stands in the file already."""
        return False

    def matched_words(self) -> str:
        """How a row that is matched is told."""
        return _("in the file already")

    def store(self, into: ImportBatch) -> None:  # noqa: B027 - a row that is only shown brings nothing
        """Bring the row into `into`; not called for a row that is skipped."""

    @property
    def open_questions(self) -> list[Question]:
        """The doubts that nobody settled yet."""
        return [question for question in self.questions if not question.answered]

    @property
    def state(self) -> State:
        """What the user has to know of this row."""
        if self.skipped:
            return State.SKIPPED
        if self.open_questions:
            return State.DOUBT
        return State.STATED if self.notes or self.matched() else State.CLEAR

    def remark(self) -> str:
        """What to check, in the user's language."""
        if self.skipped:
            return _("skipped: deleted in the file since it was imported") if self.is_deleted else _("skipped")
        open_texts = [question.brief or question.text for question in self.open_questions]
        values = [self.matched_words()] if self.matched() else []
        return "; ".join(open_texts or [*values, *self.notes]) or _("clear")

    def label(self) -> str:
        """The row in a few words, for a list."""
        return " ".join(filter(None, self.said()))

    def place(self) -> str:
        """Where the row stood in the document."""
        return self.row.source.place()


class OfferedRow(ProposedRow):
    """A row that is only offered: it is left out until somebody takes it."""

    def __init__(self, row: parsed_rows.ParsedRow, parent: ProposedRow | None = None) -> None:
        super().__init__(row, parent)
        self.skipped = True

    @property
    def state(self) -> State:
        """What the user has to know of this row: one that nobody took is no row left out."""
        return State.STATED if self.skipped else super().state

    def matched(self) -> bool:
        """Whether all of it stands in the file already, or nobody wants it there."""
        return self.skipped

    def remark(self) -> str:
        """What to check, in the user's language."""
        taken = _("offered; Space takes it") if self.skipped else _("is taken")
        return "; ".join([taken, *self.notes])


_NOT_ASKED = (parsed_rows.INFERRED, parsed_rows.OF_DEADLINE)
"""Doubts that are remarks, and those that a plan's row asks by itself."""


def as_question(doubt: parsed_rows.Doubt) -> Question:
    """A doubt of the reader that nothing more is known about: accept as read, or leave the row out."""
    return Question(doubt.sentence(), [Answer(_("Take it as read"), None)])


@dataclass
class ProposalPart:
    """The rows of one area; titles of columns are msgids. A column's weight is its share of the width."""

    area: str
    title: str
    said_columns: Sequence[tuple[str, int]]
    interpretation_columns: Sequence[tuple[str, int]]
    rows: list[ProposedRow] = field(default_factory=list)
    main: str = ""
    offer: Callable[[int], str] | None = None  # what a button that takes so many offered rows says

    @property
    def counted(self) -> list[ProposedRow]:
        """The rows that the tab's number counts: those that stand for a `main`, or heading rows, or all."""
        if self.main:
            return [row for row in self.rows if row.counts == self.main]
        headings = [row for row in self.rows if row.is_heading]
        return headings or self.rows

    def offered(self) -> list[OfferedRow]:
        """The rows that are offered and not taken."""
        return [row for row in self.rows if isinstance(row, OfferedRow) and row.skipped]

    def take_offered(self) -> None:
        """Take every row that is offered."""
        for row in self.offered():
            row.skipped = False


@dataclass
class Proposal:
    """All that a document would bring, by area; `document` is the file's name, `memory` what imports remember."""

    document: str
    parts: list[ProposalPart]
    memory: ImportMemory

    def rows(self) -> Iterator[ProposedRow]:
        """Every row, area by area."""
        for part in self.parts:
            yield from part.rows

    def answer(self, question: Question, place: int) -> None:
        """Settle `question`, and with it every open one that asks the same about the same words."""
        question.answer(place)
        for row in self.rows():
            for other in row.open_questions:
                if question.same_as(other):
                    other.answer(place)

    def decisions(self) -> list[object]:
        """Which rows are left out and how every doubt is answered."""
        return [(row.skipped, [(one.answered, one.chosen, one.day) for one in row.questions]) for row in self.rows()]

    def take_over(self, old: Proposal) -> None:
        """Decide as `old` was decided wherever the same row is asked the same: the document was read once more."""
        before = dict(old._keyed())
        for key, row in self._keyed():
            if key not in before:
                continue
            row.skipped = before[key]._is_skipped
            asked = {one.text: one for one in before[key].questions if one.answered}
            for question in row.questions:
                other = asked.get(question.text)
                if other is not None and len(other.answers) == len(question.answers):
                    question.chosen, question.day, question.answered = other.chosen, other.day, True

    def _keyed(self) -> Iterator[tuple[tuple[object, ...], ProposedRow]]:
        """Every row with what it is known by: its kind, its place, and which of the rows there it is."""
        counts: Counter[tuple[object, ...]] = Counter()
        for row in self.rows():
            source = row.row.source
            key = (type(row).__name__, source.table, source.row, source.paragraph, source.sheet)
            counts[key] += 1
            yield (*key, counts[key]), row

    def count(self, state: State) -> int:
        """How many rows are in `state`."""
        return sum(row.state is state for row in self.rows())


class LeftRow(ProposedRow):
    """Something in the document that is not taken: named, so that nobody thinks it was."""

    def __init__(self, row: parsed_rows.ParsedRow, said: str, why: str) -> None:
        super().__init__(row)
        self.questions = [
            Question(doubt.sentence(), [Answer(_("Leave it in the document"), None)]) for doubt in row.doubts
        ]
        self._said, self._why = said, why
        self.notes = [why]

    def said(self) -> tuple[str, ...]:
        """Where it stood and its words."""
        return self.row.source.place(), self._said

    def interpretation(self) -> tuple[str, ...]:
        """That it stays where it is."""
        return (_("stays in the document"),)


def left_part(
    document: parsed_document.ParsedDocument, further: Sequence[parsed_document.LeftAlone] = ()
) -> ProposalPart:
    """What is not taken: tables of another kind, words that no record tells, and `further` ones."""
    part = ProposalPart(
        "left", N_("Not read"), ((N_("Where"), 2), (N_("How it begins"), 7)), ((N_("What becomes of it"), 4),)
    )
    for each in (*document.left_alone, *further):
        if each.is_wanting:
            part.rows.append(LeftRow(each, each.name, each.reason.sentence()))
    return part
