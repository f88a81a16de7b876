"""What a file keeps of a person, and how it is erased for good: from the tables, from history, from the file's bytes.

Law 152-ФЗ gives a person the right to know what is kept and to have it erased. Erasing cannot be undone.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cluster_desk.core.erasing import eraser
from cluster_desk.core.language import N_, _
from cluster_desk.core.names import parse_name
from cluster_desk.core.records.catalog import RECORDS
from cluster_desk.core.records.fields import Field, Kind, Record, fields_of
from cluster_desk.core.records.members import Person
from cluster_desk.core.words import fold
from cluster_desk.data import journal
from cluster_desk.data.connection import FileConnection
from cluster_desk.data.lock import user_name
from cluster_desk.data.queries.reader import Reader

PUT = "(удалено)"
_TEXTS = (Kind.TEXT, Kind.PROSE)


@dataclass(frozen=True)
class Kept:
    """One thing that is kept of a person: in which record, which field, the words."""

    record: str
    title: str
    field: str
    words: str


def kept_of(read: Reader, person: int) -> list[Kept]:
    """Everything that the file's tables keep of a person: the personal fields, and texts that name the person."""
    found = []
    takes_out = _taker(read, person)
    for record, field in _text_fields():
        for row, title, words in read.rows(f'SELECT id, "{record.TITLE}", "{field.name}" FROM {record.TABLE}'):
            own = record is Person and row == person and field.personal
            if words not in ("", PUT, None) and (own or takes_out(str(words)) != words):
                found.append(Kept(_(record.LABEL), str(title or ""), _(field.label), str(words)))
    return found


def erase(connection: FileConnection, read: Reader, person: int) -> set[str]:
    """Take a person's data out of every table and of history, inside a transaction; gives the tables touched.

    The person's row stays, so that what was done stays counted, but it names nobody. The file must be vacuumed after
    the transaction; then the name is nowhere in its bytes.
    """
    takes_out = _taker(read, person)
    touched = set()
    for record, field in _text_fields():
        for row, words in read.rows(f'SELECT id, "{field.name}" FROM {record.TABLE} WHERE "{field.name}" <> \'\''):
            clean = takes_out(str(words))
            if clean != words:
                connection.execute(f'UPDATE {record.TABLE} SET "{field.name}" = ? WHERE id = ?', (clean, row))
                touched.add(record.TABLE)
    _blank(connection, person)
    _clean_history(connection, person, takes_out)
    _note(connection)
    return touched | {Person.TABLE}


def people_called(read: Reader, words: str) -> list[tuple[int, str]]:
    """The people whom `words` may name: row number and name; several where it is not clear."""
    wanted = parse_name(words)
    people = [(row, str(name)) for row, name in read.rows("SELECT id, name FROM people ORDER BY name COLLATE russian")]
    exact = [one for one in people if fold(one[1]) == fold(words.strip())]
    if exact or wanted is None:
        return exact
    names = [(one, parse_name(one[1])) for one in people]
    return [one for one, name in names if name and name.may_be(wanted)]


def copies_that_name(copies: Sequence[Path], name: str) -> list[Path]:
    """Those of the data files `copies` whose bytes still hold the surname of `name`, read in small pieces."""
    told = parse_name(name)
    wanted = (told.surname if told else name).encode()
    return [path for path in copies if _holds(path, wanted)]


def _holds(path: Path, wanted: bytes) -> bool:
    before = b""
    try:
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                if wanted in before + piece:
                    return True
                before = piece[-len(wanted) :]
    except OSError:
        return False
    return False


def _text_fields() -> Iterator[tuple[type[Record], Field]]:
    for record in RECORDS:
        for field in fields_of(record).values():
            if field.kind in _TEXTS:
                yield record, field


def _taker(read: Reader, person: int) -> Callable[[str], str]:
    """What takes the person's name out of a text; a name that cannot be taken apart is found as it was typed."""
    words = str(read.value("SELECT name FROM people WHERE id = ?", person) or "")
    name = parse_name(words)
    if not words or words == PUT:
        return lambda text: text
    if name is None:
        return lambda text: text.replace(words, PUT)
    others = [parse_name(str(row[0])) for row in read.rows("SELECT name FROM people WHERE id <> ?", person)]
    alone = all(other is None or fold(other.surname) != fold(name.surname) for other in others)
    return eraser(name, PUT, alone=alone)


def _personal() -> list[str]:
    return [field.name for field in fields_of(Person).values() if field.personal]


def _blank(connection: FileConnection, person: int) -> None:
    pairs = ", ".join(f'"{name}" = ?' for name in _personal())
    values = [PUT if name == Person.TITLE else "" for name in _personal()]
    connection.execute(f"UPDATE {Person.TABLE} SET {pairs} WHERE id = ?", (*values, person))


def _clean_history(connection: FileConnection, person: int, takes_out: Callable[[str], str]) -> None:
    changes = connection.execute("SELECT id, table_name, row_id, before, after FROM row_changes").fetchall()
    for number, table, row, *images in changes:
        own = table == Person.TABLE and row == person
        clean = [image and _clean_image(image, own=own, takes_out=takes_out) for image in images]
        if clean != images:
            connection.execute("UPDATE row_changes SET before = ?, after = ? WHERE id = ?", (*clean, number))
    for number, subject in connection.execute("SELECT id, subject FROM steps WHERE subject <> ''").fetchall():
        clean_subject = takes_out(subject)
        if clean_subject != subject:
            connection.execute("UPDATE steps SET subject = ? WHERE id = ?", (clean_subject, number))


def _clean_image(image: str, *, own: bool, takes_out: Callable[[str], str]) -> str:
    values: dict[str, Any] = json.loads(image)
    clean = {name: takes_out(value) if isinstance(value, str) else value for name, value in values.items()}
    if own:
        clean |= {name: PUT if name == Person.TITLE else "" for name in _personal()}
    return image if clean == values else json.dumps(clean, ensure_ascii=False, separators=(",", ":"))


def _note(connection: FileConnection) -> None:
    """A line of history without a name and without images: that, when and by whom somebody was erased."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    connection.execute(
        "INSERT INTO steps (name, subject, at, user, computer, origin, state) VALUES (?, '', ?, ?, ?, '', ?)",
        (N_("Personal data erased"), now, user_name(), platform.node(), journal.SEALED),
    )
