"""Rows of a pasted table become records: columns by their headings, or in the order that the list shows them.

What a row says is kept as typed; a row that cannot be a record is told with the reason and makes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_desk.core.language import N_, _, in_russian
from cluster_desk.core.organization_names import guess_kind, short_name
from cluster_desk.core.records.fields import Choice, Field, Kind, Record, fields_of
from cluster_desk.core.records.members import Agreement, Organization
from cluster_desk.core.russian.dates import read_clock, read_day
from cluster_desk.core.russian.numbers import read_whole
from cluster_desk.core.words import fold, tidy

AGREEMENT = {"agreement_number": "number", "agreement_day": "day", "valid_until": "valid_until"}
"""Columns of an organization's row that belong to its agreement, and the agreement's fields."""

_AGREEMENT_LABELS = {"agreement_number": N_("Agreement №"), "agreement_day": N_("Agreement of")}
_ALSO = {
    "short_name": "организация, оо, оу, наименование, название, школа, краткое наименование, краткое название",
    "full_name": "полное наименование, наименование организации, наименование оо, наименование учреждения",
    "head_id": "директор, руководитель оо, фио руководителя, ф.и.о. руководителя, заведующий",
    "phone": "телефоны, тел., контактный телефон",
    "email": "почта, эл. почта, электронная почта, e-mail, электронный адрес",
    "site": "сайт, веб-сайт, адрес сайта",
    "locality": "населённый пункт, место, село",
    "agreement_number": "номер соглашения, № соглашения, соглашение",
    "agreement_day": "дата соглашения, дата",
    "valid_until": "действует до, срок действия, действительно до",
    "name": "фио, ф.и.о., фамилия имя отчество, фамилия, сотрудник",
    "position": "должность",
    "organization_id": "организация, место работы, оо, оу, школа",
}
"""Headings, by the key they mean, that offices use beside our own labels."""


@dataclass
class Pasted:
    """The records that rows make, each with its row's number as the user counts, and the rows that make none."""

    records: list[tuple[int, Record]] = field(default_factory=list)
    made: list[Record] = field(default_factory=list)
    """Records linked to by name that were not there: to be stored with the others."""
    bad: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Linking:
    """How names in link columns become row numbers: `known` by class name and folded title, `draft` makes new ones."""

    known: Mapping[str, Mapping[str, int]]
    draft: Callable[[str, str], Record]
    made: dict[tuple[str, str], Record] = field(default_factory=dict)

    def row_of(self, target: str, title: str) -> int | None:
        """The row number of the `target` called `title`, made when there is none."""
        key = fold(title)
        if key in self.known.get(target, {}):
            return self.known[target][key]
        if (target, key) not in self.made:
            self.made[target, key] = self.draft(target, title)
        return self.made[target, key].id


def paste_rows(
    record: type[Record], rows: Sequence[Sequence[str]], order: Sequence[str], linking: Linking, taken: set[str]
) -> Pasted:
    """The records of class `record` that `rows` make. `order` names the columns where no heading does.

    `taken` holds the folded titles there are already; those of new records are added to it.
    """
    keys = _keys_of_heading(record, rows[0]) if rows else None
    columns: Sequence[str] = keys or order
    pasted = Pasted()
    for number, row in enumerate(rows, start=1):
        if keys and number == 1:
            continue
        try:
            made = _record_of(record, dict(zip(columns, row, strict=False)), linking)
        except ValueError as trouble:
            pasted.bad.append((number, str(trouble)))
            continue
        title = fold(made.display_name())
        if title and title in taken:
            pasted.bad.append((number, _("“%(title)s” is there already.") % {"title": made.display_name()}))
            continue
        taken.add(title)
        pasted.records.append((number, made))
    pasted.made = list(linking.made.values())
    return pasted


def _keys_of_heading(record: type[Record], cells: Sequence[str]) -> list[str] | None:
    """Which column is which by a heading; None when the row is no heading: two of its cells must be known."""
    known: dict[str, str] = {}
    labels = {name: told.label for name, told in fields_of(record).items() if told.kind is not Kind.PARTS}
    if record is Organization:
        labels |= {**_AGREEMENT_LABELS, "valid_until": N_("Valid until")}
    for key, label in labels.items():
        words = [label, _(label), in_russian(label), *_ALSO.get(key, "").split(", ")]
        known |= {fold(word): key for word in words if word}
    keys = [known.get(fold(cell), "") for cell in cells]
    found = [key for key in keys if key]
    return keys if len(found) >= min(2, len([cell for cell in cells if cell])) and found else None


def _record_of(record: type[Record], told: Mapping[str, str], linking: Linking) -> Record:
    """The record that one row makes. Raises ValueError with a sentence for a cell that cannot be understood."""
    values: dict[str, Any] = {}
    fields = fields_of(record)
    for key, cell in told.items():
        text = cell.strip()
        if key in fields and text:
            values[key] = _value(fields[key], text, linking)
    if record is Organization:
        _complete_organization(values, told)
    title = record.TITLE
    if not values.get(title):
        raise ValueError(_("“%(field)s” is empty.") % {"field": _(fields[title].label)})
    return record(**values)


def _complete_organization(values: dict[str, Any], told: Mapping[str, str]) -> None:
    """Fill the one name from the other, the kind from the name, and make the agreement."""
    name = values.get("full_name") or values.get("short_name", "")
    if name:
        values.setdefault("full_name", name)
        values.setdefault("short_name", short_name(tidy(name)))
        values.setdefault("kind", guess_kind(name))
    fields = fields_of(Agreement)
    agreement = {}
    for key, name in AGREEMENT.items():
        text = told.get(key, "").strip()
        if text and text not in ("-", "—"):
            agreement[name] = _value(fields[name], text, None)
    if agreement:
        values["agreements"] = [Agreement(**agreement)]


def _value(told: Field, text: str, linking: Linking | None) -> Any:
    if told.kind is Kind.DAY:
        return _understood(read_day(text), told, text)
    if told.kind is Kind.WHOLE:
        return _understood(read_whole(text), told, text)
    if told.kind is Kind.CLOCK:
        return _understood(read_clock(text), told, text)
    if told.kind is Kind.CHOICE and told.choices:
        return _choice(told.choices, text)
    if told.kind is Kind.LINK and linking:
        return linking.row_of(told.target, tidy(text))
    return text if told.kind is Kind.PROSE else tidy(text)


def _understood(value: Any, told: Field, text: str) -> Any:
    if value is None:
        raise ValueError(_("“%(text)s” cannot be read as “%(field)s”.") % {"text": text, "field": _(told.label)})
    return value


def _choice(choices: type[Choice], text: str) -> Choice:
    """The choice whose words these are, in either language; the last one, "other", for words nobody has."""
    folded = fold(text)
    for member in choices:
        if folded in (fold(member.label), fold(_(member.label)), fold(in_russian(member.label))):
            return member
    return guess_kind(text) if choices is type(guess_kind("")) else list(choices)[-1]
