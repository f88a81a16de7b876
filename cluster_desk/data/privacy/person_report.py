"""What is kept of a person: their own fields, texts that name them, records tied to them, history, photos.

It is what a person who asks is shown (152-ФЗ), so that nothing may be left out: earlier values too, and what the
program cannot look into.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cluster_desk.core.language import _, n_
from cluster_desk.core.privacy.name_eraser import PUT
from cluster_desk.core.records.catalog import links_to, owner_column, owner_of, record_class
from cluster_desk.core.records.events import Attachment, Event
from cluster_desk.core.records.fields import Field, Kind, Record, columns_of, fields_of, title_column
from cluster_desk.core.records.imports import ImportedRecord, unpacked
from cluster_desk.core.records.members import Person
from cluster_desk.data.privacy.erase import ParsedText, Somebody, images, texts
from cluster_desk.data.queries.reader import Reader

_Place = tuple[type[Record], int]


@dataclass(frozen=True)
class PersonalDatum:
    """One thing that is kept of a person: in which record, which field, the words.

    `note` says what is to be known of it; `sure` is False where it may be somebody else or another word.
    """

    record: str
    title: str
    field: str
    words: str
    note: str = ""
    sure: bool = True


def personal_data_of(read: Reader, who: Somebody) -> list[PersonalDatum]:
    """Everything that the file keeps of a person: their own fields, then doubtful places, which are to be judged."""
    named: dict[_Place, None] = {}
    own = list(_own_fields(read, who))
    data = list(_texts(read, who, named))
    tied = list(_tied(read, who, named))
    pictures = list(_attachments(read, named))
    past = [*_past_fields(read, who), *_past_texts(read, who)]
    return [*own, *sorted([*data, *tied], key=lambda one: one.sure), *past, *pictures]


def _own_fields(read: Reader, who: Somebody) -> Iterator[PersonalDatum]:
    for row in sorted(who.rows):
        person = read.load(Person, row)
        if person is None:
            continue
        for field in fields_of(Person).values():
            words = _display(read, field, getattr(person, field.name))
            if words and words != PUT:
                yield PersonalDatum(_(Person.LABEL), person.name, _(field.label), words)


def _display(read: Reader, field: Field, value: object) -> str:
    if field.kind is Kind.LINK and value is not None:
        target = record_class(field.target)
        return str(read.value(f'SELECT "{title_column(target)}" FROM {target.TABLE} WHERE id = ?', value) or "")
    return "" if value is None else str(value)


def _texts(read: Reader, who: Somebody, named: dict[_Place, None]) -> Iterator[PersonalDatum]:
    maybe = _("may be somebody else, or another word")
    for text in texts(read):
        if text.record is Person and text.row in who.rows:
            continue
        kept = PersonalDatum(_(text.record.LABEL), text.title, _(text.field.label), text.words)
        if text.record is ImportedRecord and text.field.name == "words":
            naming = (words for words in unpacked(text.words).values() if _may_be_named(who, text, words))
            kept = replace(kept, words="; ".join(naming) or text.words)
        if who.without(text.words, text.field, text.linked, doubtful=False) != text.words:
            yield kept
        elif who.without(text.words, text.field, text.linked, doubtful=True) != text.words:
            yield replace(kept, note=maybe, sure=False)
        else:
            continue
        named[text.record, text.row] = None


def _may_be_named(who: Somebody, found_text: ParsedText, words: str) -> bool:
    return who.without(words, found_text.field, found_text.linked, doubtful=True) != words


def _tied(read: Reader, who: Somebody, named: dict[_Place, None]) -> Iterator[PersonalDatum]:
    """Records that lead to the person and do not name them in words."""
    marks = ", ".join(map(str, sorted(who.rows))) or "NULL"
    for record, field in links_to(Person):
        sql = f'SELECT id, "{title_column(record)}" FROM {record.TABLE} WHERE "{field.column}" IN ({marks})'
        for row, title in read.rows(sql):
            if (record, row) not in named:
                named[record, row] = None
                yield PersonalDatum(_(record.LABEL), str(title or ""), _(field.label), who.words)


def _past_fields(read: Reader, who: Somebody) -> Iterator[PersonalDatum]:
    """Earlier values of the person's own fields."""
    columns = columns_of(Person)
    now = {
        (name, value)
        for row in who.rows
        for name in columns
        for (value,) in read.rows(f'SELECT "{name}" FROM {Person.TABLE} WHERE id = ?', row)
    }
    past: dict[tuple[str, object], Field] = {}
    for _number, table, row, both in images(read):
        if table == Person.TABLE and row in who.rows:
            for image in both:
                values = json.loads(image or "{}")
                past |= {(name, values[name]): field for name, field in columns.items() if values.get(name)}
    for (name, value), field in past.items():
        words = _display(read, field, value)
        if (name, value) not in now and words and words != PUT:
            yield PersonalDatum(_(Person.LABEL), who.words, _(field.label), words, _("an earlier value, in history"))


def _past_texts(read: Reader, who: Somebody) -> Iterator[PersonalDatum]:
    """How many earlier states of other records name the person."""
    count = 0
    for _number, table, row, both in images(read):
        if table != Person.TABLE or row not in who.rows:
            count += any(
                image is not None and who.clean_image(image, table, own=False, doubtful=False) != image
                for image in both
            )
    if count:
        words = n_("%d change of other records names the person", "%d changes of other records name the person", count)
        yield PersonalDatum(_("History"), "", "", words % count, _("goes with the rest when the person is erased"))


def _attachments(read: Reader, named: dict[_Place, None]) -> Iterator[PersonalDatum]:
    """Photos and papers of the events that name the person."""
    owner, _field = owner_of(Attachment) or (Event, None)
    events = {row for record, row in named if record is owner}
    for record, row in named:
        if record is not Attachment and owner_of(record) and owner_of(record)[0] is owner:  # type: ignore[index]
            events.add(int(read.value(f"SELECT {owner_column(record)} FROM {record.TABLE} WHERE id = ?", row)))
    for event in sorted(events):
        sql = f"SELECT id, name, note FROM {Attachment.TABLE} WHERE {owner_column(Attachment)} = ?"
        for row, name, note in read.rows(sql, event):
            if (Attachment, row) not in named:
                text = _("of an event that names the person; the program cannot look into it, look yourself")
                yield PersonalDatum(_(Attachment.LABEL), str(note or name), _("File name"), str(name), text)
