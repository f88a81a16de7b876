"""Rows pasted into a list become records: their words understood by kind, their links matched as the import matches.

A row that cannot be a record is told with the reason and makes nothing; whom a name may mean is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.consents import Consent
from cluster_desk.core.records.control import IncomingPaper, Visit
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Field, Kind, Record, fields_of, title_column
from cluster_desk.core.records.members import Agreement, Organization, OrganizationKind
from cluster_desk.core.records.participants import Participant
from cluster_desk.core.russian.agreements import agreement_parts, agreement_told
from cluster_desk.core.russian.dates import read_clock, read_day
from cluster_desk.core.russian.numbers import read_money, read_number, read_whole
from cluster_desk.core.russian.organizations import guess_kind, short_name
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.importing.batch import ImportBatch, Report
from cluster_desk.exchange.importing.existing import (
    KnownOrganization,
    KnownOrganizations,
    KnownPeople,
    PersonLink,
    add_organization,
    organization_question,
)
from cluster_desk.exchange.importing.pasting import Pasted, Target, names_of
from cluster_desk.exchange.importing.proposal import Question
from cluster_desk.rules.log.quick_entry import entry_from_words

if TYPE_CHECKING:
    from cluster_desk.desk import Desk

_AGREEMENT = {
    "agreement_number": ("number", N_("Agreement №")),
    "agreement_day": ("day", N_("Agreement of")),
    "valid_until": ("valid_until", N_("Valid until")),
}
"""Columns of an organization's row that belong to its agreement: its fields, and what the list calls them."""
_FIELDS = {"when": "day_words", "where": "venue", "people": "participants", "children_in_all": "children"}
"""The fields behind columns of lists that show more than a field."""


def targets_of(record: type[Record]) -> list[Target]:
    """The fields that a column pasted into a list of such records may go to."""
    own = [
        Target(name, value.label, value.roles.split())
        for name, value in fields_of(record).items()
        if value.kind is not Kind.PARTS and not value.hidden
    ]
    if record is Organization:
        own += [Target("agreement", N_("Agreement")), *(Target(key, each[1]) for key, each in _AGREEMENT.items())]
    return [*own, Target("participants", N_("Participants"))] if record is Event else own


def order_of(keys: Sequence[str]) -> list[str]:
    """The fields behind the columns of a list, by their keys."""
    return [_FIELDS.get(key, key) for key in keys]


@dataclass
class _Row:
    """A row of a list: its number as the user counts, its record, and what links that with others."""

    number: int
    record: Record
    links: list[Callable[[ImportBatch], None]] = field(default_factory=list)


_MAY_BE_ALIKE = (Event, Participant, Consent, IncomingPaper, Visit)
"""Kinds of which two may be called the same: two consents of one person, a round of visits."""


class PastedList:
    """The rows of a list that tables of the clipboard make: `questions` about whom names mean, `bad` rows with why."""

    def __init__(
        self, desk: Desk, record: type[Record], pasted: Pasted, values: Mapping[str, Any] | None = None
    ) -> None:
        self._desk, self._record, self._fields = desk, record, fields_of(record)
        self._values = values or {}
        self._people, self._organizations = KnownPeople(desk.read), KnownOrganizations(desk.read)
        self._rows: list[_Row] = []
        self.questions: list[Question] = []
        self.bad: list[tuple[int, str]] = []
        # Entries of the log may be called alike, a child take part twice; a seat on the council has no name of its own.
        self._is_unique = self._fields[record.TITLE].required and record not in _MAY_BE_ALIKE
        titles = desk.read.rows(f'SELECT "{title_column(record)}" FROM {record.TABLE}') if self._is_unique else []
        self._taken = {fold(str(row[0] or "")) for row in titles}
        for number, words in _rows_of(pasted, self.bad):
            try:
                self._take(number, words)
            except ValueError as trouble:
                self.bad.append((number, str(trouble)))

    def to_store(self) -> tuple[list[Record], int]:
        """What is to be stored, linked as questions were answered, and of how many rows; the others are then bad."""
        into, good = ImportBatch(self._desk, Report("")), []
        for row in self._rows:
            if problems := self._desk.problems(row.record):
                self.bad.append((row.number, str(problems)))
                continue
            for link in row.links:
                link(into)
            good.append(row.record)
        return [*into.records, *good], len(good)

    def _take(self, number: int, words: dict[str, str]) -> None:
        _part_agreement(words)
        fields = {key: self._fields[key] for key in words if key in self._fields}
        made = {key: _value(each, words[key]) for key, each in fields.items() if each.kind is not Kind.LINK}
        if self._record is Organization:
            _complete_organization(made, words)
        title = self._record.TITLE
        if self._fields[title].required and not made.get(title):
            raise ValueError(_("“%(field)s” is empty.") % {"field": _(self._fields[title].label)})
        if self._record is Event:
            record: Record = self._event(made, words)
        else:
            record = self._desk.draft(self._record, **{**self._values, **made})
        if fold(record.display_name()) in self._taken:
            raise ValueError(_("“%(title)s” is there already.") % {"title": record.display_name()})
        self._taken |= {fold(record.display_name())} if self._is_unique else set()
        links = [self._link(record, key, tidy(words[key])) for key, each in fields.items() if each.kind is Kind.LINK]
        self._rows.append(_Row(number, record, links))

    def _event(self, made: Mapping[str, Any], words: Mapping[str, str]) -> Event:
        """An entry of the log as its quick line makes it, with whatever else the row tells."""
        today = self._desk.read.today()
        values = [words.get(key, "") for key in ("day_words", "name", "venue", "participants")]
        event = entry_from_words(self._desk.read, *values, near=today, today=today)
        for key in made.keys() - {"day_words", "venue"}:
            setattr(event, key, made[key])
        return event

    def _link(self, record: Record, key: str, words: str) -> Callable[[ImportBatch], None]:
        """What links the field `key` with whom `words` mean; who is not known is made."""
        field = self._fields[key]
        if field.target == "Person":
            link = PersonLink(words, self._people, brings=True)
            self.questions += [link.question] if link.question else []
            return lambda into: setattr(record, key, link.row_number(into))
        if field.target != "Organization":
            raise _not_understood(field, words)
        candidates = self._organizations.find(words)
        known = candidates.sure or KnownOrganization((words,), short_name(words))
        if candidates.sure is None:
            self._organizations.add(known)
        if candidates.perhaps:
            known.question = organization_question(words, known, candidates.perhaps)
            self.questions.append(known.question)

        def set_organization(into: ImportBatch) -> None:
            row = known.row_number(into)
            setattr(record, key, add_organization(into, known.resolved(), words).id if row is None else row)

        return set_organization


def _rows_of(pasted: Pasted, bad: list[tuple[int, str]]) -> Iterator[tuple[int, dict[str, str]]]:
    """The number and the words by field of every row; one that is a single cell over the whole width is told."""
    for table in pasted.tables:
        headed = table.headed()
        for index in headed.rows():
            alone = headed.grid.only_cell(index) if headed.grid.width > 1 else None
            words = {key: "\n".join(headed.grid.rows[index][at].lines) for key, at in headed.roles.items()}
            if alone is not None:
                bad.append((index + 1, _("“%(text)s” stands over all columns.") % {"text": alone.text}))
            elif any(words.values()):
                yield index + 1, {key: text for key, text in words.items() if text.strip("-–— ")}


def _part_agreement(words: dict[str, str]) -> None:
    """Take an agreement told in words («№ 6 от 12.10.2026») apart; one only said to be there has an empty number."""
    if agreement := tidy(words.pop("agreement", "")):
        there, told = agreement_told(agreement)
        if not told:
            words |= {"agreement_number": ""} if there and "agreement_number" not in words else {}
            return
        parts = agreement_parts(agreement)
        words.setdefault("agreement_number", parts.number)
        for name, day in (("agreement_day", parts.day), ("valid_until", parts.until)):
            if day:
                words.setdefault(name, f"{day:%d.%m.%Y}")


def _complete_organization(made: dict[str, Any], words: Mapping[str, str]) -> None:
    """Fill the one name from the other, the kind from the name, and make the agreement."""
    if name := made.get("full_name") or made.get("short_name", ""):
        made.setdefault("full_name", name)
        made.setdefault("short_name", short_name(tidy(name)))
        made.setdefault("kind", guess_kind(name))
    fields = fields_of(Agreement)
    values = {name: _value(fields[name], words[key]) for key, (name, _label) in _AGREEMENT.items() if key in words}
    if values:
        made["agreements"] = [Agreement(**values)]


_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.DAY: read_day,
    Kind.WHOLE: read_whole,
    Kind.CLOCK: read_clock,
    Kind.NUMBER: read_number,
    Kind.MONEY: read_money,
    Kind.FLAG: lambda text: {"да": True, "yes": True, "+": True, "нет": False, "no": False}.get(fold(text)),
}


def _value(target: Field, text: str) -> Any:
    """What a cell means in a field. Raises ValueError with a sentence for one that cannot be understood."""
    value: Any = text if target.kind is Kind.PROSE else tidy(text)
    if target.kind in _READERS:
        value = _READERS[target.kind](value)
    elif target.choices:
        guessed = guess_kind(text) if target.choices is OrganizationKind else None
        value = next((one for one in target.choices if fold(text) in names_of(one)), guessed)
    if value is None:
        raise _not_understood(target, text)
    return value


def _not_understood(target: Field, text: str) -> ValueError:
    return ValueError(_("“%(text)s” cannot be read as “%(field)s”.") % {"text": text, "field": _(target.label)})
