"""A file of an older version: copied, brought up to this one in one go, the same rows in the same tables as a new file.

`files/` keeps a file of every older version, as that version of the program made it. That of version 2 is a full one,
made before the house was rebuilt (`version-2.made-by.txt` tells what is in it): it loses nothing in any later version.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization
from cluster_desk.data.backup.copies import backups_in
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.file import tables
from cluster_desk.data.file.connection import connect
from cluster_desk.data.file.migrations import NEWEST
from cluster_desk.data.file.migrations.columns import Added, add_columns
from cluster_desk.data.history.undelete import completed, parcels, unpacked
from cluster_desk.data.queries.contents import read_content
from cluster_desk.desk import Desk
from tests.builders import an_organization
from tests.data.file.conftest import FILES, Upgraded
from tests.torture.rows import rows_of

Rows = dict[str, list[dict[str, object]]]


def version_of(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def tables_of(path: Path) -> list[tuple[str, str]]:
    """What the file's own list of tables, indexes and triggers says; renaming leaves quotation marks in it."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    return sorted((name, re.sub(r'["\s]+', " ", sql or "").replace(" (", "(").strip()) for name, sql in rows)


def test_it_becomes_the_same_as_a_new_file_with_the_same_rows(
    old_file: Path, upgraded: Upgraded, data_file: Path
) -> None:
    assert upgraded.faults == []
    assert version_of(upgraded.path) == NEWEST
    _assert_all_there(_records(old_file), _records(upgraded.path))
    assert tables_of(upgraded.path) == tables_of(data_file)


def test_it_is_copied_as_it_was_first(old_file: Path, upgraded: Upgraded, tmp_path: Path) -> None:
    [copy] = backups_in(upgraded.copies)
    assert upgraded.copy == copy
    assert version_of(copy.path) == version_of(old_file)
    assert rows_of(copy.path) == rows_of(old_file)
    again = Desk.open(Path(shutil.copy(upgraded.path, tmp_path)), copies=tmp_path / "копии")
    assert again.upgraded_from is None
    again.close()


def test_without_a_copy_it_is_not_touched(old_file: Path, tmp_path: Path) -> None:
    content = old_file.read_bytes()
    place = tmp_path / "копии"
    place.write_text("это не папка", encoding="utf-8")
    with pytest.raises(UserError):
        Desk.open(old_file, copies=place)
    assert old_file.read_bytes() == content


def test_its_history_goes_on(upgraded: Upgraded, tmp_path: Path) -> None:
    desk = Desk.open(Path(shutil.copy(upgraded.path, tmp_path)))
    redo = desk.next_redo()
    assert redo
    assert desk.redo()
    assert desk.undo()
    desk.change("Added", an_organization(short_name="Новая", full_name="Новая школа"))
    newest = desk.next_undo()
    assert newest
    assert newest.id > redo.id  # no number is given twice
    assert desk.undo()
    while desk.undo():
        pass
    assert "Василёк" not in str(desk.read.rows("SELECT short_name FROM organizations"))
    desk.close()


def test_a_file_that_is_only_read_stays_as_it_is(old_file: Path, tmp_path: Path) -> None:
    content = old_file.read_bytes()
    desk = Desk.open(old_file, read_only=True)
    assert [school for school in desk.read.load_all(Organization) if "Василёк" in school.short_name]
    assert desk.read.search("Василёк", 5)
    with pytest.raises(UserError):
        desk.undo()
    copy = desk.back_up(tmp_path / "копии")  # a copy is of the file, not of what was made of it in memory
    assert rows_of(copy.path) == rows_of(old_file)
    desk.close()
    assert old_file.read_bytes() == content


def test_what_is_saved_of_a_damaged_one_is_of_this_version(old_file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(old_file)) as connection:
        [transactions] = connection.execute("SELECT count(*) FROM steps").fetchone()
    result = salvage(old_file, tmp_path / "новый.cdesk")
    assert result.whole
    assert result.rows["steps"] == transactions
    desk = Desk.open(tmp_path / "новый.cdesk")
    assert desk.upgraded_from is None
    assert desk.verify() == []
    _assert_all_there(_records(old_file), _records(tmp_path / "новый.cdesk"))
    assert desk.redo()
    desk.close()


@pytest.fixture
def full_file(tmp_path: Path) -> Path:
    path = tmp_path / "Полный кластер.cdesk"
    path.write_bytes(gzip.decompress((FILES / "version-2.cdesk.gz").read_bytes()))
    return path


def _records(path: Path) -> Rows:
    """Every row of every table that holds records, as the journal writes rows: its numbers have 15 figures."""
    watched = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal_%_insert' ORDER BY 1"
    result: Rows = {}
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute(watched).fetchall():
            names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            pairs = ", ".join(f"'{name}', [{name}]" for name in names)
            rows = connection.execute(f'SELECT json_object({pairs}) FROM "{table}" ORDER BY id')
            result[table] = [json.loads(row) for (row,) in rows]
    return result


def _assert_all_there(old: Rows, new: Rows) -> None:
    """Every old row is there with every old value; a later version may add tables and columns."""
    for table, rows in old.items():
        assert [{name: row[name] for name in was} for was, row in zip(rows, new[table], strict=True)] == rows, table


def test_a_full_file_holds_every_kind_of_record_and_loses_none(full_file: Path, tmp_path: Path) -> None:
    before = _records(full_file)
    assert [table for table, rows in before.items() if not rows] == []
    photos = [row for row in rows_of(full_file) if row.startswith("contents: ")]
    assert len(photos) == 6
    desk = Desk.open(full_file, copies=tmp_path / "копии")
    assert desk.verify() == []
    for (digest,) in desk.read.rows("SELECT digest FROM attachments"):
        assert read_content(desk.read, digest)
    assert desk.upgraded_from in (None, *backups_in(desk.backups_folder(tmp_path / "копии")))
    desk.close()
    _assert_all_there(before, _records(full_file))
    assert [row for row in rows_of(full_file) if row.startswith("contents: ")] == photos


def test_words_of_a_full_file_stay_as_they_were_typed(full_file: Path) -> None:
    Desk.open(full_file).close()
    result = json.dumps(list(_records(full_file).values()), ensure_ascii=False)
    decomposed, no_width, no_break = "и\u0306дём", "Школь\u200bный\u200d\u2060 \ufeffмузей", "  2\u00a0Б класс\u00ad"
    for words in ("«Юный   краевед» ", decomposed, no_width, no_break, "Шкоlа"):
        assert words in result
    assert "вторая \\n\\n  четвёртая" in result


def test_the_history_of_a_full_file_is_whole_and_can_be_taken_back_and_brought_again(full_file: Path) -> None:
    with closing(sqlite3.connect(full_file)) as connection:
        states = dict(connection.execute("SELECT state, count(*) FROM steps GROUP BY state").fetchall())
        transactions = connection.execute("SELECT id, name, subject, at FROM steps ORDER BY id").fetchall()
    assert len(transactions) == 300
    before = _records(full_file)
    desk = Desk.open(full_file)
    assert desk.read.rows("SELECT id, name, subject, at FROM steps ORDER BY id") == transactions
    brought, taken = 0, 0
    while desk.redo():
        brought += 1
    newest = desk.read.rows("SELECT * FROM events ORDER BY id")
    while desk.undo():
        taken += 1
    assert (brought, taken) == (states[1], states[0] + states[1])
    assert desk.verify() == []
    for _n in range(states[0]):
        assert desk.redo()
    desk.close()
    _assert_all_there(before, _records(full_file))
    desk = Desk.open(full_file)
    while desk.redo():
        pass
    assert desk.read.rows("SELECT * FROM events ORDER BY id") == newest
    assert desk.verify() == []
    desk.close()


def test_the_bin_of_a_full_file_comes_back_to_the_last_record(full_file: Path) -> None:
    desk = Desk.open(full_file)
    assert len(parcels(desk.read)) == 40
    while result := parcels(desk.read):
        desk.put_back("Brought back", completed(desk.read, unpacked(desk.read, result[:1])).images)
    assert desk.verify() == []
    desk.close()


def test_a_column_that_a_version_adds_is_in_its_place_in_every_row_and_in_the_history(
    full_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "foreign", lambda _connection: [])  # the version that adds them is none yet
    Desk.open(full_file).close()
    before, names = _records(full_file), [name for name, _sql in tables_of(full_file)]
    with closing(connect(full_file, read_only=False)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        added = (
            Added("organizations", "watchword TEXT NOT NULL", next_column="notes"),
            Added("plan_items", "rank INTEGER", next_column="state", value=None),
        )
        add_columns(connection, added)
        connection.execute("COMMIT")
    _assert_all_there(before, _records(full_file))
    assert _records(full_file)["organizations"][0]["watchword"] == ""
    assert [name for name, _sql in tables_of(full_file)] == names
    [sql] = [sql for name, sql in tables_of(full_file) if name == "organizations"]
    assert "watchword TEXT NOT NULL, notes TEXT NOT NULL, UNIQUE" in sql
    desk = Desk.open(full_file)
    assert desk.verify() == []
    done = 0
    while desk.redo():
        pass
    while desk.undo():
        done += 1
    assert done > 200
    while desk.redo():
        done -= 1
    assert done == 0
    while deleted := parcels(desk.read):
        desk.put_back("Brought back", completed(desk.read, unpacked(desk.read, deleted[:1])).images)
    assert desk.verify() == []
    desk.close()
