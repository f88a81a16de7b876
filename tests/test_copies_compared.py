"""What compares the copies of all other tests notices a copy that is not its file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from cluster_desk.data.backup import copies as backup
from cluster_desk.desk import Desk
from tests.builders import an_organization
from tests.copies_compared import COPIES, Copies
from tests.torture.rows import rows_of


def _copy(data_file: Path, folder: Path) -> tuple[Path, list[str]]:
    desk = Desk.open(data_file)
    desk.change("Added", an_organization())
    copy = desk.back_up(folder).path
    desk.close()
    return copy, rows_of(data_file)


def test_the_copies_of_every_test_are_compared(data_file: Path, tmp_path: Path) -> None:
    before = COPIES.compared
    _copy(data_file, tmp_path / "копии")
    backup.back_up_file(data_file, tmp_path / "ещё", tmp_path / "флешка")
    assert COPIES.compared == before + 3


def test_a_row_that_differs_is_told(data_file: Path, tmp_path: Path) -> None:
    copy, rows = _copy(data_file, tmp_path)
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE recording SET step_id = 7")
    copies = Copies()
    copies.compare(copy, rows)
    [result] = copies.described()
    assert "2 rows differ" in result
    assert copies.described() == []


def test_a_copy_that_cannot_be_restored_is_told(data_file: Path, tmp_path: Path) -> None:
    copy, rows = _copy(data_file, tmp_path)
    copy.write_bytes(copy.read_bytes()[:-4096])
    copies = Copies()
    copies.compare(copy, rows)
    assert len(copies.described()) == 1
