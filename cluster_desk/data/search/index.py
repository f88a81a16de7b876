"""The index of the search everywhere: one document a record, kept in the same transaction as the record.

It is an FTS5 table `search` whose row numbers give kind and record (`kind << 40 | id`), built from the fields as they
are declared: the title apart, then every other text of the record and of its parts, and its days in words. It holds
nothing that the tables do not, so a damaged or outdated one is simply made anew; for a file that is only read this
happens in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from cluster_desk.core.records.catalog import owner_column, owner_of, part_class, record_class, records_by_table
from cluster_desk.core.records.fields import Field, Kind, Record, fields_of, title_column
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import MONTHS
from cluster_desk.core.russian.text import index_words
from cluster_desk.data.file.error_messages import code_of
from cluster_desk.data.history.journal import RowChange

_NAMES = (
    "Event",
    "Participant",
    "PlanItem",
    "Publication",
    "Collection",
    "Consent",
    "IncomingPaper",
    "Visit",
    "OfficePaper",
    "Decision",
    "Meeting",
    "Person",
    "Organization",
)

SHIFT = 40
_BUILT_AS = 2
"""Higher with each version whose index holds other words of the same fields."""
_AT_ONCE = 500
_FILLED_AT_ONCE = 5_000  # so that the words of a long log are not in memory all at once
_TABLE = "fts5(title, words, tokenize = \"unicode61 remove_diacritics 0\", prefix = '1 2 3 4')"
TABLES = {
    "search": f"CREATE VIRTUAL TABLE search USING {_TABLE}",
    "search_state": "CREATE TABLE search_state(told TEXT NOT NULL)",
    "search_data": "CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB)",
    "search_idx": "CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
    "search_content": "CREATE TABLE 'search_content'(id INTEGER PRIMARY KEY, c0, c1)",
    "search_docsize": "CREATE TABLE 'search_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
    "search_config": "CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID",
}
"""What the file's own list says of the index; FTS5 makes the last five. Any may be missing: it is made anew then."""
_Chain = tuple[type[Record], ...]


@cache
def indexed() -> tuple[type[Record], ...]:
    """What the search finds, the most numerous first: later kinds have higher row numbers, and come first."""
    return tuple(map(record_class, _NAMES))


_OF_THE_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM)


def create(connection: sqlite3.Connection) -> None:
    """Create the empty index."""
    connection.execute(TABLES["search"])
    connection.execute(TABLES["search_state"])
    connection.execute("INSERT INTO search_state VALUES (?)", (_fingerprint(),))


def drop(connection: sqlite3.Connection) -> None:
    """Take the index away; the next search makes it anew."""
    connection.execute("DROP TABLE IF EXISTS search")
    connection.execute("DROP TABLE IF EXISTS search_state")


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the index anew from the tables, in the transaction under way."""
    drop(connection)
    create(connection)
    _fill(connection, "search")


def update_index(connection: sqlite3.Connection, changes: Iterable[RowChange]) -> None:
    """Bring the documents up to date whose rows, or parts' rows, changed; an index that is damaged is made anew."""
    touched = _records_behind(connection, list(changes))
    if not any(touched.values()):
        return
    # The outer one ends with the transaction: it is what can be gone back to when the inner one's end fails.
    connection.execute("SAVEPOINT search_before")
    connection.execute("SAVEPOINT search_kept_up")
    try:
        for kind, rows in touched.items():
            for start in range(0, len(rows), _AT_ONCE):
                _refresh(connection, kind, rows[start : start + _AT_ONCE])
        connection.execute("RELEASE search_kept_up")  # only now is the index written, and damage found
    except sqlite3.DatabaseError as error:
        if code_of(error) in _OF_THE_DISK:
            raise  # the whole change fails, and SQLite may have taken it back already
        connection.execute("ROLLBACK TO search_before")
        _begin_anew(connection)


def _begin_anew(connection: sqlite3.Connection) -> None:
    """Take a damaged index away so thoroughly that a new one can be made; the next search makes it."""
    try:
        drop(connection)
    except sqlite3.DatabaseError:
        connection.execute("DROP TABLE IF EXISTS search_state")  # an index without its state is not used


def ready(connection: sqlite3.Connection) -> bool:
    """Whether the index can be asked: it is there, built from this version's fields, and has a document a record."""
    try:
        row = connection.execute("SELECT told FROM search_state").fetchone()
        counted = connection.execute("SELECT count(*) FROM search_docsize").fetchone()[0]
    except sqlite3.DatabaseError:
        return False
    return bool(row and row[0] == _fingerprint()) and counted == _count_records(connection)


def is_sound(connection: sqlite3.Connection) -> bool | None:
    """Whether the index agrees with itself; it takes as long as reading it. None where the file is only read.

    False where that cannot be found out.
    """
    try:
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        return None if code_of(error) == sqlite3.SQLITE_READONLY else False
    return True


def build_aside(connection: sqlite3.Connection) -> None:
    """Make an index in memory that stands before the file's own: for a file that is only read, or one past mending."""
    drop_aside(connection)
    connection.execute(f"CREATE VIRTUAL TABLE temp.search USING {_TABLE}")
    _fill(connection, "temp.search")


def drop_aside(connection: sqlite3.Connection) -> None:
    """Take that index away, which follows no change; the file's own is asked again."""
    connection.execute("DROP TABLE IF EXISTS temp.search")


def _fingerprint() -> str:
    """What the index is built from: kinds and fields as they are declared."""
    return json.dumps(
        [[kind.__name__, _BUILT_AS, _TABLE, *(field.column for _own, field in _fields(kind))] for kind in indexed()]
    )


def _fields(kind: type[Record]) -> Iterator[tuple[type[Record], Field]]:
    """Every text and day of a kind and of its parts, with the class that has it; parts found by themselves left out."""
    for field in fields_of(kind).values():
        if field.kind is Kind.PARTS:
            part = part_class(kind, field)
            if part not in indexed():
                yield from _fields(part)
        elif field.kind in (Kind.TEXT, Kind.PROSE, Kind.DAY, Kind.WHOLE) and field.searched:
            yield kind, field


def _count_records(connection: sqlite3.Connection) -> int:
    return int(sum(connection.execute(f"SELECT count(*) FROM {kind.TABLE}").fetchone()[0] for kind in indexed()))


def _fill(connection: sqlite3.Connection, table: str) -> None:
    for number, kind in enumerate(indexed()):
        highest = connection.execute(f"SELECT coalesce(max(id), 0) FROM {kind.TABLE}").fetchone()[0]
        for first in range(1, highest + 1, _FILLED_AT_ONCE):
            documents = _documents(connection, kind, f"BETWEEN {first} AND {first + _FILLED_AT_ONCE - 1}")
            connection.executemany(
                f"INSERT INTO {table} (rowid, title, words) VALUES (?, ?, ?)",
                ((number << SHIFT | row, title, words) for row, title, words in documents),
            )
    # Filled piece by piece it lies in pieces, in each of which every word would be looked for.
    connection.execute(f"INSERT INTO {table} (search) VALUES ('optimize')")


def _refresh(connection: sqlite3.Connection, kind: type[Record], rows: Sequence[int]) -> None:
    number = indexed().index(kind)
    among = f"IN ({', '.join(map(str, rows))})"
    documents = [(number << SHIFT | row, title, words) for row, title, words in _documents(connection, kind, among)]
    gone = {number << SHIFT | row for row in rows} - {row for row, *_words in documents}
    connection.executemany("DELETE FROM search WHERE rowid = ?", [(row,) for row in gone])
    connection.executemany("REPLACE INTO search (rowid, title, words) VALUES (?, ?, ?)", documents)


def _documents(connection: sqlite3.Connection, kind: type[Record], among: str) -> Iterator[tuple[int, str, str]]:
    """Row number, title and all other words of the records, as the index holds them; `among` (SQL) says of which."""
    # One statement a kind, the parts before the records they lie in: (of parts?, row, title, words, …).
    sources = [(part, "0", *_owner_sql(part, chain), "NULL") for part, chain in _parts(kind)]
    sources.append((kind, "1", "t.id", "", f't."{title_column(kind)}"'))
    names: dict[type[Record], list[str]] = {own: [] for own, *_rest in sources}
    for own, field in _fields(kind):
        if own is not kind or field.name != kind.TITLE:
            names[own].append(field.column)
    widest = max(map(len, names.values()))
    sql = " UNION ALL ".join(
        f"SELECT {', '.join([entry, owner, title, *_padded(names[own], widest)])} FROM {own.TABLE} AS t {joins}"
        f" WHERE {owner} {among}"
        for own, entry, owner, joins, title in sources
        if names[own]
    )
    inside: dict[int, list[str]] = {}
    for is_record, row, title, *values in connection.execute(sql).fetchall():
        words = [_stems(str(value)) for value in values if value not in (None, "")]
        if is_record:
            yield row, index_words(str(title or "")), " ".join(filter(None, words + inside.get(row, [])))
        else:
            inside.setdefault(row, []).extend(words)


def _padded(names: Sequence[str], width: int) -> list[str]:
    return [f't."{name}"' for name in names] + ["NULL"] * (width - len(names))


def _parts(
    kind: type[Record], chain: tuple[type[Record], ...] = ()
) -> Iterator[tuple[type[Record], tuple[type[Record], ...]]]:
    """Every kind of part inside `kind`, with the records it lies in from the innermost out."""
    for field in fields_of(kind).values():
        if field.kind is Kind.PARTS and part_class(kind, field) not in indexed():
            part = part_class(kind, field)
            yield part, (kind, *chain)
            yield from _parts(part, (kind, *chain))


def _owner_sql(part: type[Record], chain: _Chain) -> tuple[str, str]:
    """SQL for the row number of the record that a part belongs to in the end, and the joins that lead there."""
    owner, joins = f"t.{owner_column(part)}", ""
    for number, inner in enumerate(chain[:-1]):
        joins += f"JOIN {inner.TABLE} AS j{number} ON j{number}.id = {owner} "
        owner = f"j{number}.{owner_column(inner)}"
    return owner, joins


def _stems(text: str) -> str:
    """What the index holds of a value."""
    return _stems_once(text) if len(text) < _SHORT else index_words(_words(text))


@lru_cache(8192)
def _stems_once(text: str) -> str:
    """The same; in a plan or a log, short values come again and again."""
    return index_words(_words(text))


_SHORT = 200


def _words(text: str) -> str:
    """A value as words; a day also by its month's name and in figures, a phone also by its figures in one."""
    if len(text) == 10 and text[4] == text[7] == "-" and text[:4].isdecimal():
        year, month, day = text.split("-")
        return f"{int(day)} {MONTHS[int(month) - 1]} {year} {day} {month} {int(month)}"
    return " ".join([text, *_phone_figures(text)])


_PHONE = regex(r"(?<![\d-])\+?\d[\d()\s\u2010-\u2013-]{3,20}\d(?![\d-])")
_SHORTEST_PHONE = 5


def _phone_figures(text: str) -> Iterator[str]:
    """The figures of each phone in a text as one number: all, without the country's, and the last ones alone."""
    for match in _PHONE.finditer(text):
        figures = "".join(sign for sign in match[0] if sign.isdecimal())
        if len(figures) != len(match[0]) and _SHORTEST_PHONE <= len(figures) <= 12:
            yield from dict.fromkeys((figures, *(figures[-length:] for length in (10, 7, 6, 5))))


def _records_behind(connection: sqlite3.Connection, changes: Sequence[RowChange]) -> dict[type[Record], list[int]]:
    """The records found by the search whose own rows or parts' rows changed."""
    touched: dict[type[Record], dict[int, None]] = {kind: {} for kind in indexed()}
    images = {(table, row): before for table, row, before, _after in changes if before is not None}
    changed: dict[type[Record], dict[int, None]] = {}
    for table, row, _before, _after in changes:
        if kind := records_by_table().get(table):
            changed.setdefault(kind, {})[row] = None
    waiting = list(changed.items())
    for kind, rows in waiting:
        if kind in touched:
            touched[kind] |= rows
        elif owner := owner_of(kind):
            waiting.append((owner[0], dict.fromkeys(_owner_rows(connection, kind, rows, images))))
    return {kind: list(rows) for kind, rows in touched.items()}


def _owner_rows(
    connection: sqlite3.Connection, kind: type[Record], rows: Iterable[int], images: Mapping[tuple[str, int], str]
) -> Iterator[int]:
    """The rows that parts lie in: those changed or deleted as their `images` before say, all others as they stand."""
    column, as_they_stand = owner_column(kind), []
    for row in rows:
        image = images.get((kind.TABLE, row))
        if image is None:
            as_they_stand.append(row)
        else:
            yield json.loads(image)[column]
    for start in range(0, len(as_they_stand), _AT_ONCE):
        among = ", ".join(map(str, as_they_stand[start : start + _AT_ONCE]))
        yield from (row for (row,) in connection.execute(f"SELECT {column} FROM {kind.TABLE} WHERE id IN ({among})"))
