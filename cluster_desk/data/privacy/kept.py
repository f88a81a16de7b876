"""What a file keeps of a person, as a person who asks is shown it.

All of it: their own fields, texts that name them, records tied to them, history, photos, the files of papers and of
templates. Nothing may be left out: earlier values too, and what the program cannot look into.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cluster_desk.core.language import _, n_
from cluster_desk.core.privacy.name_eraser import PUT
from cluster_desk.core.records.catalog import kinds_with_bytes, links_to, owner_column, owner_of, record_class
from cluster_desk.core.records.events import Attachment, Event
from cluster_desk.core.records.fields import Field, Kind, Record, columns_of, fields_of, title_column
from cluster_desk.core.records.imports import ImportedRecord, unpacked
from cluster_desk.core.records.members import Person
from cluster_desk.core.records.office_papers import OfficePaper, PaperFile, PaperState, kept_permanently
from cluster_desk.core.records.participants import PRINTED, Participant, PrintedPaper
from cluster_desk.core.records.templates import PlacePiece, Template, TemplatePlace
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.history.images import is_readable, values_of
from cluster_desk.data.privacy.erase import RecordText, Somebody, images, texts
from cluster_desk.data.privacy.paper_words import PACKED, lines_of
from cluster_desk.data.queries.contents import read_content
from cluster_desk.data.queries.reader import Reader

_Place = tuple[type[Record], int]


@dataclass(frozen=True)
class PersonalDatum:
    """One thing that is kept of a person: in which record, which field, the words.

    `note` says what is to be known of it; `sure` is False where it may be somebody else or another word. `stays`:
    erasing does not take it away, since it stands in a file that the program keeps byte for byte.
    """

    record: str
    title: str
    field: str
    words: str
    note: str = ""
    sure: bool = True
    stays: bool = False


def personal_data_of(read: Reader, who: Somebody) -> list[PersonalDatum]:
    """Everything that the file keeps of a person: their own fields, then doubtful places, which are to be judged."""
    named: dict[_Place, None] = {}
    own = list(_own_fields(read, who))
    data = list(_naming_texts(read, who, named))
    tied = list(_tied(read, who, named))
    pictures = list(_attachments(read, named))
    papers = [*_templates(read, who, named), *_papers(read, who, named), *_printed(read, named)]
    own += _with_name(read, named)
    past = [*_past_fields(read, who), *_past_texts(read, who)]
    found = [*own, *sorted([*data, *tied], key=lambda one: one.sure), *past, *pictures, *papers]
    return [*found, *_closed_papers(read, found)] if found else []


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


def _naming_texts(read: Reader, who: Somebody, named: dict[_Place, None]) -> Iterator[PersonalDatum]:
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


def _may_be_named(who: Somebody, text: RecordText, words: str) -> bool:
    return who.without(words, text.field, text.linked, doubtful=True) != words


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
                values = values_of(image)
                past |= {(name, values[name]): field for name, field in columns.items() if values.get(name)}
    for (name, value), field in past.items():
        words = _display(read, field, value)
        if (name, value) not in now and words and words != PUT:
            yield PersonalDatum(_(Person.LABEL), who.words, _(field.label), words, _("an earlier value, in history"))


def _past_texts(read: Reader, who: Somebody) -> Iterator[PersonalDatum]:
    """How many earlier states of other records name the person."""
    count = unreadable = 0
    for _number, table, row, both in images(read):
        unreadable += not all(map(is_readable, both))
        if table != Person.TABLE or row not in who.rows:
            count += any(
                image is not None and who.clean_image(image, table, own=False, doubtful=False) != image
                for image in both
            )
    if count:
        words = n_("%d change of other records names the person", "%d changes of other records name the person", count)
        yield PersonalDatum(_("History"), "", "", words % count, _("goes with the rest when the person is erased"))
    if unreadable:
        words = n_("%d change in the history cannot be read", "%d changes in the history cannot be read", unreadable)
        note = _("it was looked through as mere words")
        yield PersonalDatum(_("History"), "", "", words % unreadable, note, sure=False)


def _with_name(read: Reader, named: dict[_Place, None]) -> Iterator[PersonalDatum]:
    """What stands beside a name of theirs and is about them: a child's class."""
    for record, row in named:
        about = [field for field in columns_of(record).values() if field.about]
        for field in about:
            sql = f'SELECT "{title_column(record)}", "{field.column}" FROM {record.TABLE} WHERE id = ?'
            title, words = read.row(sql, row) or ("", "")
            if words:
                yield PersonalDatum(_(record.LABEL), str(title), _(field.label), str(words))


def _events_of_participants(read: Reader, named: Iterable[_Place]) -> set[int]:
    """The events whose lists of participants name the person."""
    rows = ", ".join(str(row) for record, row in named if record is Participant) or "NULL"
    return {int(event) for (event,) in read.rows(f"SELECT event_id FROM participants WHERE id IN ({rows})")}


def _printed(read: Reader, named: dict[_Place, None]) -> Iterator[PersonalDatum]:
    """Papers printed of events whose participants name the person: they lie elsewhere, and name them still."""
    note = _("was printed with the name: the program cannot reach the paper, look yourself")
    for event in sorted(_events_of_participants(read, named)):
        sql = (
            "SELECT e.name, p.paper, p.day FROM printed_papers AS p "
            "JOIN event_folders AS f ON f.id = p.event_folders_id JOIN events AS e ON e.id = f.event_id "
            "WHERE f.event_id = ? ORDER BY p.day, p.place"
        )
        for title, paper, day in read.rows(sql, event):
            words = f"{_(PRINTED.get(paper, paper))}, {show_day(dt.date.fromisoformat(day))}"
            yield PersonalDatum(
                _(PrintedPaper.LABEL), str(title), _(fields_of(PrintedPaper)["paper"].label), words, note, stays=True
            )


def _attachments(read: Reader, named: dict[_Place, None]) -> Iterator[PersonalDatum]:
    """Photos and papers of the events, consents and incoming papers that name the person."""
    text = _("of an event that names the person; the program cannot look into it, look yourself")
    beside = _("it lies with a record that names the person; the program cannot look into it, look yourself")
    for kind in kinds_with_bytes():
        if not issubclass(kind, Attachment):
            continue
        note = text if kind is Attachment else beside
        for owner in sorted(_owners_named(read, named, kind)):
            sql = f"SELECT id, name, note FROM {kind.TABLE} WHERE {owner_column(kind)} = ?"
            for row, name, shown in read.rows(sql, owner):
                if (kind, row) not in named:
                    words = str(shown or name)
                    yield PersonalDatum(_(kind.LABEL), words, _("File name"), str(name), note, stays=True)


def _owners_named(read: Reader, named: dict[_Place, None], kind: type[Attachment]) -> set[int]:
    """The records with files of this kind that name the person, by themselves or by another of their parts."""
    owner, _field = owner_of(kind) or (Event, None)
    owners = {row for record, row in named if record is owner}
    if owner is Event:
        owners |= _events_of_participants(read, named)
    for record, row in named:
        if record is not kind and owner_of(record) and owner_of(record)[0] is owner:  # type: ignore[index]
            owners.add(int(read.value(f"SELECT {owner_column(record)} FROM {record.TABLE} WHERE id = ?", row)))
    return owners


def _templates(read: Reader, who: Somebody, named: dict[_Place, None]) -> Iterator[PersonalDatum]:
    """The papers of templates that name the person: in their own words, or in the words of a place."""
    rows = {row for record, row in named if record is Template}
    places = {row for record, row in named if record is TemplatePlace}
    of_piece = f"SELECT template_places_id FROM {PlacePiece.TABLE} WHERE id = ?"
    places |= {int(read.value(of_piece, row)) for record, row in named if record is PlacePiece}
    rows |= {int(read.value(f"SELECT templates_id FROM {TemplatePlace.TABLE} WHERE id = ?", row)) for row in places}
    note = _("its example names the person; the program does not change papers, take in one without the name")
    for row, name, file, digest in read.rows(f"SELECT id, name, file_name, digest FROM {Template.TABLE} ORDER BY id"):
        where = _naming_lines(read, who, digest)
        if where or row in rows:
            words = _("%(file)s: “%(line)s”") % {"file": file, "line": where[0]} if where else str(file)
            yield PersonalDatum(_(Template.LABEL), str(name), _("File name"), words, note, stays=True)


def _papers(read: Reader, who: Somebody, named: dict[_Place, None]) -> Iterator[PersonalDatum]:
    """The files of the office's papers that name the person, or belong to a paper that does."""
    papers = {row for record, row in named if record is OfficePaper}
    files = {row for record, row in named if record is PaperFile}
    papers |= {int(read.value("SELECT office_papers_id FROM paper_files WHERE id = ?", row)) for row in files}
    for paper in read.load_all(OfficePaper):
        for file in paper.files:
            where = _naming_lines(read, who, file.digest)
            if where or paper.id in papers:
                words = _("%(file)s: “%(line)s”") % {"file": file.name, "line": where[0]} if where else file.name
                note = _why_it_stays(paper, is_read=where is not None)
                yield PersonalDatum(_(OfficePaper.LABEL), paper.name, _(file.role.label), words, note, stays=True)


def _why_it_stays(paper: OfficePaper, *, is_read: bool) -> str:
    if paper.state is not PaperState.DRAFT and kept_permanently(paper):
        return _("signed and kept permanently (125-ФЗ, Rosarchiv's list of 2019): the file stays as it was signed")
    if not is_read:
        return _("of a paper that names the person; the program cannot look into it, look yourself")
    return _("the program does not change papers: delete this one, or put one without the name in its place")


def _naming_lines(read: Reader, who: Somebody, digest: str) -> list[str] | None:
    """The lines of a kept paper that name the person; None where the program cannot look into it."""
    lines = lines_of(read_content(read, digest) or b"")
    if lines is None:
        return None
    may = (line for line in lines if who.eraser.may_name(line))
    return [line[:200] for line in may if any(spot.sure for spot in who.eraser.spots(line))]


def _closed_papers(read: Reader, found: list[PersonalDatum]) -> Iterator[PersonalDatum]:
    """How many kept files nobody can look into but a person: they may name anybody."""
    told = sum(one.stays and one.record == _(OfficePaper.LABEL) for one in found)
    sql = "SELECT count(*) FROM paper_files JOIN contents USING (digest) WHERE substr(data, 1, 4) <> ?"
    closed = int(read.value(sql, PACKED))
    if closed > told:
        words = n_("%d scan, PDF or signature", "%d scans, PDFs and signatures", closed) % closed
        note = _("the program cannot look into them: look yourself")
        yield PersonalDatum(_(OfficePaper.LABEL), "", _("Files"), words, note, stays=True)
