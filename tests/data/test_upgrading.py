"""A file of an older version: copied, brought up to this one in one go, the same rows in the same tables as a new file.

`files/` keeps a file of every older version, as that version of the program made it.
"""

from __future__ import annotations

import gzip
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization
from cluster_desk.data.backup import backups_in
from cluster_desk.data.migrations import NEWEST
from cluster_desk.data.salvage import salvage
from cluster_desk.desk import Desk
from tests.builders import an_organization
from tests.torture.rows import rows_of

FILES = Path(__file__).parent / "files"
HISTORY = ("steps", "row_changes", "recording")


@pytest.fixture(params=range(1, NEWEST))
def old_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of an older version with a history: added, changed, deleted and taken back, added and taken back."""
    path = tmp_path / "Прежний кластер.cdesk"
    path.write_bytes(gzip.decompress((FILES / f"version-{request.param}.cdesk.gz").read_bytes()))
    return path


def version_of(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def tables_of(path: Path) -> list[tuple[str, str]]:
    """What the file's own list of tables, indexes and triggers says; renaming leaves quotation marks in it."""
    with closing(sqlite3.connect(path)) as connection:
        told = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    return sorted((name, re.sub(r'["\s]+', " ", sql or "").replace(" (", "(").strip()) for name, sql in told)


def test_it_becomes_the_same_as_a_new_file_with_the_same_rows(old_file: Path, data_file: Path, tmp_path: Path) -> None:
    before = rows_of(old_file, without=HISTORY)
    desk = Desk.open(old_file, copies=tmp_path / "копии")
    assert desk.verify() == []
    desk.close()
    assert version_of(old_file) == NEWEST
    assert rows_of(old_file, without=HISTORY) == before
    assert tables_of(old_file) == tables_of(data_file)


def test_it_is_copied_as_it_was_first(old_file: Path, tmp_path: Path) -> None:
    version, before = version_of(old_file), rows_of(old_file)
    desk = Desk.open(old_file, copies=tmp_path / "копии")
    [copy] = backups_in(desk.backups_folder(tmp_path / "копии"))
    assert desk.upgraded_from == copy
    desk.close()
    assert version_of(copy.path) == version
    assert rows_of(copy.path) == before
    again = Desk.open(old_file, copies=tmp_path / "копии")
    assert again.upgraded_from is None
    again.close()


def test_without_a_copy_it_is_not_touched(old_file: Path, tmp_path: Path) -> None:
    content = old_file.read_bytes()
    place = tmp_path / "копии"
    place.write_text("это не папка", encoding="utf-8")
    with pytest.raises(UserError):
        Desk.open(old_file, copies=place)
    assert old_file.read_bytes() == content


def test_its_history_goes_on(old_file: Path) -> None:
    desk = Desk.open(old_file)
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
    assert desk.read.found("Василёк", 5)
    with pytest.raises(UserError):
        desk.undo()
    copy = desk.back_up(tmp_path / "копии")  # a copy is of the file, not of what was made of it in memory
    assert rows_of(copy.path) == rows_of(old_file)
    desk.close()
    assert old_file.read_bytes() == content


def test_what_is_saved_of_a_damaged_one_is_of_this_version(old_file: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(old_file)) as connection:
        [steps] = connection.execute("SELECT count(*) FROM steps").fetchone()
    found = salvage(old_file, tmp_path / "новый.cdesk")
    assert found.whole
    assert found.rows["steps"] == steps
    desk = Desk.open(tmp_path / "новый.cdesk")
    assert desk.upgraded_from is None
    assert desk.verify() == []
    saved = rows_of(tmp_path / "новый.cdesk", without=HISTORY)
    assert saved == rows_of(old_file, without=HISTORY)
    assert desk.redo()
    desk.close()
