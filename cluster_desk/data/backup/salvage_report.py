"""What a salvaged file lacks beside a copy: which records, by name, so that they can be looked up and entered again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.catalog import all_records, owner_column, owner_of, record_class
from cluster_desk.core.records.fields import Kind, Record, fields_of, title_column
from cluster_desk.data.file.connection import UNREADABLE, read_apart
from cluster_desk.data.file.open import check_tables, damaged, recognise

_VISIBLE = [record for record in all_records() if not record.INTERNAL]


@dataclass(frozen=True)
class LostRecord:
    """A record or part that a copy holds and the salvaged file does not."""

    record: type[Record]
    title: str


@dataclass
class FileComparison:
    """How many records of each kind were saved and how many the copy holds; what of it is not in the salvaged file.

    Without a copy (`copy` is None) nothing is known to be lacking.
    """

    copy: Path | None = None
    saved: dict[type[Record], int] = field(default_factory=dict)
    in_copy: dict[type[Record], int] = field(default_factory=dict)
    lost: list[LostRecord] = field(default_factory=list)


def compare_files(new: Path, copies: Sequence[Path]) -> FileComparison:
    """Set the salvaged file `new` beside the first of `copies` that can be read. What was deleted later is not lost."""
    with closing(_open(new)) as saved:
        counts = {record: len(_uuids(saved, record)) for record in _VISIBLE if owner_of(record) is None}
        for copy in copies:
            try:
                with closing(_open(copy)) as held:
                    lost = _lost(saved, held)
                    counts |= {one.record: len(_uuids(saved, one.record)) for one in lost}
                    in_copy = {record: len(_uuids(held, record)) for record in counts}
                    return FileComparison(copy, counts, in_copy, lost)
            except (UserError, *UNREADABLE):
                continue
    return FileComparison(None, counts)


def _open(path: Path) -> sqlite3.Connection:
    recognise(path)
    try:
        connection = read_apart(path)
    except sqlite3.Error as error:
        raise damaged(path) from error
    try:
        check_tables(connection, path)
    except BaseException as error:
        connection.close()
        if isinstance(error, UNREADABLE):
            raise damaged(path) from error
        raise
    return connection


def _uuids(connection: sqlite3.Connection, record: type[Record]) -> set[str]:
    return {uuid for (uuid,) in connection.execute(f"SELECT uuid FROM {record.TABLE}")}


def _lost(saved: sqlite3.Connection, held: sqlite3.Connection) -> list[LostRecord]:
    gone: set[tuple[str, int]] = set()  # rows whose owner is lost: listed with it
    lost = []
    deleted = set(saved.execute("SELECT table_name, row_id FROM row_changes WHERE after IS NULL"))
    for record in _VISIBLE:
        there, owner = _uuids(saved, record), owner_of(record)
        key = f'"{owner_column(record)}"' if owner else "NULL"
        title = f'"{title_column(record)}"' if fields_of(record).get(record.TITLE) else "''"
        for row, uuid, words, of in held.execute(f"SELECT id, uuid, {title}, {key} FROM {record.TABLE} ORDER BY id"):
            if uuid in there or (record.TABLE, row) in deleted:
                continue
            gone.add((record.TABLE, row))
            if not (owner and (owner[0].TABLE, of) in gone):
                lost.append(LostRecord(record, _title(held, record, words)))
    return lost


def _title(held: sqlite3.Connection, record: type[Record], words: object) -> str:
    """What people call a record; a part that is called by what it leads to takes that one's name."""
    field = fields_of(record).get(record.TITLE)
    if field is None or field.kind is not Kind.LINK:
        return str(words or "")
    target = record_class(field.target)
    row = held.execute(f'SELECT "{title_column(target)}" FROM {target.TABLE} WHERE id = ?', (words,)).fetchone()
    return str(row[0] if row else "")
