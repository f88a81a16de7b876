"""A kind of record that nobody thought of is merged by being declared: no line of the merging knows it."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import types
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.records import catalog
from cluster_desk.data.file.connection import FileConnection, prepare
from cluster_desk.data.history import journal
from cluster_desk.data.merge import shapes, words
from cluster_desk.data.merge.merge import compare
from cluster_desk.data.merge.storing import images_of

_DECLARED = '''
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Part, Record

class Book(Part, area="shelves", table="books", label="Book", title="title"):
    """A book on a shelf."""
    title: str = fields.text("Title", required=True)

class Shelf(Record, area="shelves", table="shelves", label="Shelf"):
    """A shelf of the library: who keeps it, what was understood of its words."""
    name: str = fields.text("Name", required=True)
    note: str = fields.prose("Note")
    keeper: str = fields.text("Keeper", of="keeper_id")
    keeper_id = fields.link("Who it is", "Person", cleared=True)
    books: list = fields.parts("Books", "Book")
'''
_TABLES = (
    (
        "CREATE TABLE shelves (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, "
        "note TEXT NOT NULL, keeper TEXT NOT NULL, keeper_id INTEGER REFERENCES people (id) ON DELETE SET NULL)"
    ),
    (
        "CREATE TABLE books (id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, "
        "shelves_id INTEGER NOT NULL REFERENCES shelves (id) ON DELETE CASCADE, place INTEGER NOT NULL, "
        "title TEXT NOT NULL)"
    ),
)


@pytest.fixture
def _shelves(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    name = "cluster_desk.core.records.invented"
    module = types.ModuleType(name)
    monkeypatch.setitem(sys.modules, name, module)
    exec(_DECLARED.replace("keeper_id =", "keeper_id: int | None ="), module.__dict__)
    monkeypatch.setitem(catalog._FILES, "Shelf", "invented")
    known = (catalog.all_records, catalog.records_by_table, catalog._owners_in)
    for each in (*known, shapes.shape_of):
        each.cache_clear()
    yield
    monkeypatch.undo()
    for each in (*known, shapes.shape_of):
        each.cache_clear()


def opened(path: Path) -> FileConnection:
    connection = sqlite3.connect(path, isolation_level=None, factory=FileConnection)
    prepare(connection)
    return connection


def change(connection: FileConnection, *statements: str) -> None:
    connection.execute("BEGIN")
    transaction = journal.begin(connection, "Changed", "", "test")
    for statement in statements:
        connection.execute(statement)
    journal.end(connection, transaction)
    connection.execute("COMMIT")


def parted(path: Path) -> Path:
    """The file with a shelf and a book, and its copy."""
    with closing(opened(path)) as connection:
        for table, statement in zip(("shelves", "books"), _TABLES, strict=True):
            connection.execute(statement)
            journal.watch(connection, table)
        change(
            connection,
            "INSERT INTO shelves VALUES (1, 'shelf', 'Сказки', '', '', NULL)",
            "INSERT INTO books VALUES (1, 'book', 1, 1, 'Колобок')",
        )
    return Path(shutil.copy(path, path.with_name("там.cdesk")))


@pytest.mark.usefixtures("_shelves")
def test_a_kind_that_was_declared_today_is_merged(data_file: Path) -> None:
    other = parted(data_file)
    with closing(opened(data_file)) as here, closing(opened(other)) as there:
        change(
            here,
            "UPDATE shelves SET note = 'у окна' WHERE id = 1",
            "INSERT INTO shelves VALUES (2, 'mine', 'Стихи', '', '', NULL)",
            "INSERT INTO books VALUES (2, 'my book', 2, 1, 'Бородино')",
        )
        person = "INSERT INTO people ({}) VALUES ({})"
        columns = [row[1] for row in there.execute("PRAGMA table_info(people)") if row[3] or row[1] == "id"]
        values = ["1" if name == "id" else "'keeper'" if name == "uuid" else "''" for name in columns]
        change(
            there,
            person.format(", ".join(columns), ", ".join(values)),
            "UPDATE shelves SET keeper = 'Зимина А. Р.', keeper_id = 1 WHERE id = 1",
            "INSERT INTO shelves VALUES (2, 'theirs', 'Басни', '', '', NULL)",
            "INSERT INTO books VALUES (2, 'their book', 2, 1, 'Квартет')",
            "INSERT INTO books VALUES (3, 'new book', 1, 2, 'Теремок')",
        )
        merge = compare(here, there, {})
        assert merge.conflicts == []
        assert ("there", "Shelf", "Басни", "added") in [
            (one.side, one.kind, one.title, one.what) for one in words.told_changes(merge)
        ]
        here.execute("PRAGMA foreign_keys = OFF")
        here.execute("BEGIN")
        transaction = journal.begin(here, "Merged", "", merge.origin)
        for (table, row), image in images_of(merge, {}).rows.items():
            journal.put_back(here, table, row, image)
        journal.end(here, transaction)
        here.execute("COMMIT")
        assert here.execute("PRAGMA foreign_key_check").fetchall() == []
        shelf = here.execute("SELECT note, keeper, people.uuid FROM shelves JOIN people ON people.id = keeper_id")
        assert shelf.fetchall() == [("у окна", "Зимина А. Р.", "keeper")]
        sql = "SELECT shelves.name, title FROM shelves JOIN books ON shelves_id = shelves.id ORDER BY 1, place"
        assert here.execute(sql).fetchall() == [
            ("Басни", "Квартет"),
            ("Сказки", "Колобок"),
            ("Сказки", "Теремок"),
            ("Стихи", "Бородино"),
        ]
        assert compare(here, there, {}).rows.keys() == {("shelves", "mine"), ("books", "my book"), ("shelves", "shelf")}
