"""A data file is found by SQLite wherever it lies and however it is called, a share of another computer included."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from cluster_desk.core.disk import sqlite_address
from cluster_desk.data.backup.file_summary import holds
from cluster_desk.data.file import values
from cluster_desk.data.queries.reader import Reader
from cluster_desk.desk import Desk
from cluster_desk.rules.today import what_is_due
from tests.builders import a_cluster, an_organization

ODD_NAMES = (
    "Кластер?mode=memory.cdesk", "Кластер#2.cdesk", "100%.cdesk", "100%20.cdesk", "а&б=в;г.cdesk", "а+б ~ [1].cdesk",
    "file:а.cdesk", "'\"`.cdesk", "перенос\nстроки.cdesk", "vfs=unix.cdesk", "//двойная.cdesk",
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PureWindowsPath(r"C:\Школа\a.cdesk"), "file:///C:/%D0%A8%D0%BA%D0%BE%D0%BB%D0%B0/a.cdesk?mode=ro"),
        (PureWindowsPath(r"\\server\share\a b.cdesk"), "file:////server/share/a%20b.cdesk?mode=ro"),
        (PureWindowsPath(r"C:\50%#1.cdesk"), "file:///C:/50%25%231.cdesk?mode=ro"),
        (PureWindowsPath(r"\\?\C:\a.cdesk"), "file:%5C%5C%3F%5CC%3A%5Ca.cdesk?mode=ro&vfs=win32-longpath"),
        (
            PureWindowsPath(r"\\?\UNC\server\share\a.cdesk"),
            "file:%5C%5C%3F%5CUNC%5Cserver%5Cshare%5Ca.cdesk?mode=ro&vfs=win32-longpath",
        ),
        (PurePosixPath("/home/a?.cdesk"), "file:///home/a%3F.cdesk?mode=ro"),
        (PurePosixPath("//server/share/a.cdesk"), "file:////server/share/a.cdesk?mode=ro"),
    ],
)
def test_no_computer_is_named_where_sqlite_allows_none(path: PureWindowsPath | PurePosixPath, address: str) -> None:
    assert sqlite_address(path, mode="ro") == address


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_is_made_changed_copied_and_read_under_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name.strip("/")
    with closing(Desk.create(path, a_cluster())) as desk:
        desk.change("Added", an_organization())
        copy = desk.back_up(tmp_path / "копии № 1?#%")
    with closing(Desk.open(path, read_only=True)) as desk:
        assert desk.verify() == []
        assert desk.read.value("SELECT count(*) FROM organizations") == 1
    assert holds(copy.path).transactions == 1


def test_a_path_with_two_strokes_at_its_beginning_is_no_computer(data_file: Path) -> None:
    with closing(Desk.open(Path(f"//{str(data_file).lstrip('/')}"))) as desk:
        desk.change("Added", an_organization())
        assert desk.verify() == []


@pytest.mark.parametrize("letters", [81, 100, 120])
def test_a_long_name_has_copies(tmp_path: Path, letters: int) -> None:
    with closing(Desk.create(tmp_path / f"{'ш' * letters}.cdesk", a_cluster())) as desk:
        made = desk.back_up(tmp_path / "копии")
        assert [one.path for one in desk.backups(tmp_path / "копии")] == [made.path]


def test_many_questions_are_one_look_at_the_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look a question takes the lock and asks the disk for a journal each time, which is slow on a share."""
    looks: list[bool] = []

    def unfit(connection: sqlite3.Connection) -> str:
        looks.append(connection.in_transaction)
        return real(connection)

    real = values.unfit
    monkeypatch.setattr(values, "unfit", unfit)
    with closing(Desk.open(desk.path, read_only=True)) as other:
        assert looks == [True]
        with other.read.at_once():
            with other.read.at_once():
                pass
            looks.append(other.read._connection.in_transaction)
        looks.append(other.read._connection.in_transaction)
        with suppress(KeyError), other.read.at_once():
            raise KeyError
        looks.append(other.read._connection.in_transaction)
    assert looks == [True, True, False, False]


def test_what_is_due_today_is_told_of_one_state_of_the_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[bool] = []

    def rows(self: Reader, sql: str, *told: object) -> list[tuple[object, ...]]:
        looks.append(self._connection.in_transaction)
        return real(self, sql, *told)

    real = Reader.rows
    monkeypatch.setattr(Reader, "rows", rows)
    what_is_due(desk.read, dt.date(2026, 11, 30))
    assert looks
    assert all(looks)
    assert not desk.read._connection.in_transaction
