"""Disks and shares that may not be written to: a file there is opened for reading, and why is told.

Windows answers for a folder that it may be written to, whatever its rights are; so here every folder is said to.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.lock_file import LockFile
from cluster_desk.data.backup.copies import restore
from cluster_desk.data.file.create import made_aside
from cluster_desk.data.file.handles import identity_of
from cluster_desk.desk import Desk
from tests.builders import an_organization
from tests.torture.own_mounts import NotAllowed, in_own_mounts, show_read_only


@pytest.fixture(autouse=True)
def _says_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_asked: True)


def test_a_file_on_a_read_only_disk_is_read_and_nothing_else(data_file: Path, tmp_path: Path) -> None:
    def work() -> list[str]:
        show_read_only(data_file.parent, tmp_path / "диск")
        path, told = tmp_path / "диск" / data_file.name, []
        with closing(Desk.open(path)) as desk:
            told += [desk.refused, *desk.verify()]
            desk.back_up(tmp_path / "копии")
            with pytest.raises(UserError):
                desk.change("Added", an_organization())
        with pytest.raises(UserError), made_aside(path.with_name("новый.cdesk")):
            pass
        with pytest.raises(UserError):
            restore(data_file, path)
        return told

    try:
        assert in_own_mounts(work) == ["folder"]
    except NotAllowed:
        pytest.skip("no disks of our own here")


def test_a_write_protected_file_is_read_and_its_lock_given_back(
    data_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.open

    def refuse(path: str | Path, flags: int, *more: int, **options: int) -> int:
        if Path(path) == data_file and flags & os.O_RDWR:
            raise PermissionError(13, "write-protected", str(path))
        return really(path, flags, *more, **options)

    monkeypatch.setattr(os, "open", refuse)
    with closing(Desk.open(data_file)) as desk:
        assert desk.refused == "file"
        assert desk.verify() == []
        assert [path.name for path in data_file.parent.iterdir()] == [data_file.name]


def test_a_folder_that_refuses_is_told_at_once_when_a_file_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def refuse(path: str | Path, *_described: int) -> int:
        tried.append(path)
        raise PermissionError(13, "refused", str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(UserError, match="нет прав"), made_aside(tmp_path / "новый.cdesk"):
        pass
    assert len(tried) == 1


@pytest.fixture
def _new_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A network disk whose driver gives another number of a file at each asking."""
    really, numbers = os.stat, iter(range(10**6, 10**9))

    def stat(path: str | Path | int, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> os.stat_result:
        values = list(really(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks))
        values[1] = next(numbers)
        return os.stat_result(values)

    monkeypatch.setattr(os, "stat", stat)


@pytest.mark.usefixtures("_new_numbers")
def test_a_driver_that_gives_new_numbers_at_each_asking_costs_no_lock(tmp_path: Path) -> None:
    one, other = LockFile(tmp_path / "a.lock", str.isalpha), LockFile(tmp_path / "a.lock", str.isalpha)
    assert one.take("первый")
    assert not other.take("второй")
    one.release()
    assert other.take("второй")
    other.release()


@pytest.mark.usefixtures("_new_numbers")
def test_a_file_of_such_a_driver_is_not_taken_for_another_one(data_file: Path) -> None:
    assert identity_of(data_file) is None
    with closing(Desk.open(data_file)) as desk:
        for name in ("Первая", "Вторая"):
            desk.change("Added", an_organization(short_name=name, full_name=f"{name} школа"))
        assert desk.undo()
