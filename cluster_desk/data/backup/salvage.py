"""What can be read of a damaged data file, put into a new one.

Every whole page of every table is read, also where SQLite refuses the file. A row whose owner is lost is left out, a
link that leads nowhere is emptied, and both are told. Rows that can be read on a page whose checksum does not agree are
taken, and named: a letter in them may be wrong.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.records.catalog import owner_column, owner_of, records_by_table
from cluster_desk.core.records.fields import title_column
from cluster_desk.data.file import checksums, migrations, values
from cluster_desk.data.file.connection import store
from cluster_desk.data.file.create import create_file, made_aside
from cluster_desk.data.file.error_messages import write_error
from cluster_desk.data.file.handles import reading
from cluster_desk.data.file.migrations.columns import fill_images
from cluster_desk.data.file.open import OpenFile
from cluster_desk.data.file.pages import Pages, Row, Torn
from cluster_desk.data.history import journal

_NAMED = 15
_Columns = Mapping[str, Sequence[str]]
_HISTORY = ("steps", "row_changes", "contents")  # half a row of these is none
_PASSED_OVER = ("sqlite_sequence", "recording", "branches")


@dataclass(frozen=True)
class Doubtful:
    """A record that was read from a spoilt page: what it is and is called; of a part, the record that it is part of."""

    record: str
    title: str


@dataclass
class Salvaged:
    """What came of it: rows by table, rows and pages that could not be read, rows left out and links emptied.

    `doubtful`: the records in which a letter or a number may be wrong.
    """

    rows: Counter[str] = field(default_factory=Counter)
    torn_rows: int = 0
    torn_pages: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    emptied: int = 0
    doubtful: list[Doubtful] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing was lost, as far as can be known."""
        return not (self.torn_rows or self.torn_pages or self.left_out or self.emptied or self.doubtful)

    def sentences(self) -> list[str]:
        """What was lost and what may be wrong, in sentences."""
        if self.whole:
            return [_("Nothing was lost.")]
        lines = []
        lost = self.torn_rows + self.left_out.total()
        if self.torn_pages or lost or self.emptied:
            lines.append(
                _("Pages torn: %(pages)d, rows torn or left out: %(rows)d, links emptied: %(links)d.")
                % {"pages": self.torn_pages, "rows": lost, "links": self.emptied}
            )
        if self.doubtful:
            names = "; ".join(f"{_(one.record)}: {one.title}" for one in self.doubtful[:_NAMED])
            more = len(self.doubtful) - _NAMED
            names += _("; and %d more") % more if more > 0 else ""
            lines.append(_("A letter or a number may be wrong in these, look through them: %s.") % names)
        return lines


def salvage(damaged: Path, new: Path, progress: Progress = SILENT) -> Salvaged:
    """Read what stands in `damaged` into the new file `new`, which must not exist. `damaged` is only read.

    Raises UserError when nothing of a data file can be found in it or `new` cannot be written.
    """
    try:
        if not damaged.is_file():  # a pipe would be waited for, a device never ends
            raise FileNotFoundError
        with reading(damaged) as file:
            content = file.read()
    except OSError as error:
        raise UserError(_("The file cannot be read: %(path)s") % {"path": damaged}) from error
    with made_aside(new) as draft:
        opened = create_file(draft)
        try:
            content, corrupt = checksums.without(content)
            result = _salvage_into(opened, Pages(content), corrupt, progress)
        finally:
            opened.close()
        if not result.rows:
            raise UserError(
                _("Nothing of a Cluster Desk file could be found in it: %(path)s") % {"path": damaged},
                do=_("Restore the latest backup instead."),
            )
    return result


def _salvage_into(opened: OpenFile, pages: Pages, corrupt: frozenset[int], progress: Progress) -> Salvaged:
    connection = opened.connection
    blanks = {table: _blank(connection, table) for table in _tables(connection)}
    newest = {table: list(blank) for table, blank in blanks.items()}
    version = pages.version if 1 <= pages.version <= migrations.NEWEST else migrations.NEWEST
    columns, added = migrations.columns_in(version, newest), migrations.added_since(version)
    for one in added:
        blanks[one.table][one.name] = one.value
    salvaged = Salvaged()
    new = _NewTables(connection, columns, blanks, corrupt, salvaged)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    leaves = _leaves_of_tables(pages, columns, salvaged)
    for number, (table, numbers) in enumerate(leaves.items()):
        progress.report(number, len(leaves))
        for row in _rows(pages, numbers, salvaged):
            if not new.put(table, row):
                salvaged.torn_rows += 1
    _put_strays(pages, new, {leaf for numbers in leaves.values() for leaf in numbers}, salvaged)
    if salvaged.rows:
        _mend_links(connection, salvaged)
        salvaged.doubtful = _named(connection, new.doubtful)
        _make_usable(connection, salvaged)
        fill_images(connection, added)
    store(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    return salvaged


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rootpage")
    ]
    # The search index holds nothing of its own and is made anew by the first search.
    return [name for name in names if name not in _PASSED_OVER and not name.startswith("search")]


def _blank(connection: sqlite3.Connection, table: str) -> dict[str, str | int | None]:
    """The columns of a table with what stands for nothing in each: a file of an older version has fewer."""
    rows = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return {name: _nothing(kind, needed) for _number, name, kind, needed, *_rest in rows}


def _leaves_of_tables(pages: Pages, columns: _Columns, salvaged: Salvaged) -> dict[str, list[int]]:
    """The leaves of every table that the file's own list of tables leads to; {} when that list is torn."""
    by_table: dict[str, list[int]] = {}
    master, whole = pages.leaves_below(1)
    salvaged.torn_pages += not whole
    for row in _rows(pages, master, salvaged):
        if (
            len(row.values) == 5
            and row.values[0] == "table"
            and row.values[1] in columns
            and isinstance(row.values[3], int)
        ):
            leaves, whole = pages.leaves_below(row.values[3])
            by_table[str(row.values[1])] = leaves
            salvaged.torn_pages += not whole
    return by_table


def _rows(pages: Pages, leaves: Iterable[int], salvaged: Salvaged) -> Iterable[Row]:
    for leaf in leaves:
        try:
            for row in pages.rows(leaf):
                if row is None:
                    salvaged.torn_rows += 1
                else:
                    yield row
        except Torn:
            salvaged.torn_pages += 1


def _put_strays(pages: Pages, new: _NewTables, known: set[int], salvaged: Salvaged) -> None:
    """Rows of leaves that no table leads to any more, each put where its shape fits; only when something is torn."""
    if not (salvaged.torn_pages or salvaged.torn_rows or not known):
        return
    free = pages.free_pages()
    for number in range(2, pages.count + 1):
        if number in known or number in free or pages.kind(number) != 13:
            continue
        with suppress(Torn):
            for row in pages.rows(number):
                table = _fitting(new.columns, row) if row else ""
                if row and table:
                    new.put(table, row)


def _fitting(columns: _Columns, row: Row) -> str:
    """The only table that a stray row can belong to: as many columns, an uuid second, its row not there yet."""
    if (
        len(row.values) < 2
        or row.values[0] is not None
        or not isinstance(row.values[1], str)
        or len(row.values[1]) != 36
    ):
        return ""
    fitting = [table for table, names in columns.items() if len(names) == len(row.values) and names[1] == "uuid"]
    return fitting[0] if len(fitting) == 1 else ""


@dataclass
class _NewTables:
    """The tables of the new file: `columns` as the damaged file has them, `blanks` as a new row of today begins.

    `doubtful`: the rows in which a letter may be wrong, as table and row number.
    """

    connection: sqlite3.Connection
    columns: _Columns
    blanks: Mapping[str, Mapping[str, str | int | None]]
    corrupt: frozenset[int]
    salvaged: Salvaged
    doubtful: list[tuple[str, int]] = field(default_factory=list)

    def put(self, table: str, row: Row) -> bool:
        """Put a row where it belongs; False when it could not be. What an older version had besides is left."""
        blank = self.blanks[table]
        read = {
            name: row.number if name == "id" else value
            for name, value in zip(self.columns[table], row.values, strict=False)
            if name in blank
        }
        torn = [name for name, value in read.items() if not values.fits(table, name, value)]
        if "id" in torn or (torn and table in _HISTORY):
            return False
        stored = {**blank, **read, **{name: str(uuid.uuid4()) if name == "uuid" else blank[name] for name in torn}}
        names = ", ".join(f'"{name}"' for name in stored)
        marks = ", ".join("?" * len(stored))
        try:
            put = self.connection.execute(
                f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})', list(stored.values())
            )
        except sqlite3.Error as error:
            if write_error(error):
                raise  # the new file cannot be written: no row of the damaged one is to blame
            return False
        self.salvaged.rows[table] += put.rowcount
        if put.rowcount and (torn or not self.corrupt.isdisjoint(row.pages)):
            self.doubtful.append((table, row.number))
        return bool(put.rowcount)


def _named(connection: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> list[Doubtful]:
    """What these rows are called; rows of history and of the file's own keeping are nobody's to look through."""
    doubtful: dict[Doubtful, None] = {}
    for table, row in rows:
        record = records_by_table().get(table)
        while record is not None and (owner := owner_of(record)):
            sql = f'SELECT "{owner_column(record)}" FROM "{record.TABLE}" WHERE id = ?'
            stored = connection.execute(sql, (row,)).fetchone()
            record, row = (owner[0], stored[0]) if stored else (None, row)
        if record is not None:
            sql = f'SELECT "{title_column(record)}" FROM "{record.TABLE}" WHERE id = ?'
            stored = connection.execute(sql, (row,)).fetchone()
            if stored:
                doubtful[Doubtful(record.LABEL, str(stored[0] or ""))] = None
    return list(doubtful)


def _mend_links(connection: sqlite3.Connection, salvaged: Salvaged) -> None:
    """Empty links that lead nowhere; leave out rows that cannot be without what they lean on."""
    while True:
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if not broken:
            return
        for table, row, _other, key in broken:
            links = connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            column = next(link[3] for link in links if link[0] == key)
            nullable = next(
                not one[3] for one in connection.execute(f'PRAGMA table_info("{table}")') if one[1] == column
            )
            if nullable:
                connection.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (row,))
                salvaged.emptied += 1
            else:
                gone = connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,)).rowcount
                salvaged.left_out[table] += gone


def _make_usable(connection: sqlite3.Connection, salvaged: Salvaged) -> None:
    """A file needs its cluster; and where something is lost, earlier changes can be read but no longer taken back."""
    if not connection.execute("SELECT 1 FROM cluster").fetchone():
        rows = connection.execute("PRAGMA table_info(cluster)").fetchall()
        known = {"id": 1, "uuid": str(uuid.uuid4())}
        values = [known.get(name, _nothing(kind, needed)) for _n, name, kind, needed, *_rest in rows]
        connection.execute(f"INSERT INTO cluster VALUES ({', '.join('?' * len(rows))})", values)
        salvaged.torn_rows += 1
    journal.count_images(connection)
    _go_on_numbering(connection)
    if not salvaged.whole:
        connection.execute("UPDATE steps SET state = ?", (journal.IRREVERSIBLE,))


def _go_on_numbering(connection: sqlite3.Connection) -> None:
    """Give no row number again that a deleted row had: its history would become the new one's."""
    used = "SELECT table_name, max(row_id) FROM row_changes GROUP BY table_name"
    for table, last in connection.execute(used).fetchall():
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        if row is None:
            connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))
        elif row[0] < last:
            connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, table))


def _nothing(kind: str, needed: bool) -> str | int | None:
    """What stands for nothing in a column."""
    return ("" if kind == "TEXT" else 0) if needed else None
