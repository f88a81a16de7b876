"""A long file that was looked through is not read again, unless anything about it is other than it was."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from cluster_desk.core.records.members import Person
from cluster_desk.data.file import checksums, known, values
from cluster_desk.data.file.known import KnownFiles
from cluster_desk.data.file.open import DamagedFile
from cluster_desk.desk import Desk


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A line for each time that all records of a file were read; every file is long."""
    lines: list[str] = []
    whole = values.unfit

    def unfit(connection: sqlite3.Connection) -> str:
        lines.append("read")
        return whole(connection)

    monkeypatch.setattr(known, "_LONG", 0)
    monkeypatch.setattr(values, "unfit", unfit)
    return lines


@pytest.fixture
def folder(tmp_path: Path) -> KnownFiles:
    return KnownFiles(tmp_path / "этот компьютер")


def _open(path: Path, folder: KnownFiles, *, read_only: bool = False) -> Desk:
    return Desk.open(path, read_only=read_only, known=folder)


def test_a_known_file_is_not_read_again_and_changes_of_ours_keep_it_known(
    data_file: Path, looked: list[str], folder: KnownFiles
) -> None:
    for change in (False, False, True, False):
        with closing(_open(data_file, folder)) as desk:
            if change:
                desk.change("Added", Person(name="Тихонова Анна"))
    with closing(_open(data_file, folder, read_only=True)) as desk:
        assert desk.read.value("SELECT count(*) FROM people") == 1
    assert looked == ["read"]


def _touched(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def _copied_over(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)


def _written_by_another(path: Path) -> None:
    told = path.stat()
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE people SET name = x'00ff'")
        other.commit()
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


@pytest.mark.parametrize("act", [_touched, _copied_over, _written_by_another])
def test_a_file_that_something_happened_to_is_read_again(
    data_file: Path, looked: list[str], folder: KnownFiles, act: object
) -> None:
    with closing(_open(data_file, folder)) as desk:
        desk.change("Added", Person(name="Тихонова Анна"))
    act(data_file)  # type: ignore[operator]
    with suppress(DamagedFile):
        _open(data_file, folder).close()
    assert len(looked) == 2


def test_values_of_a_wrong_kind_are_refused_whoever_sealed_them(
    data_file: Path, looked: list[str], folder: KnownFiles
) -> None:
    with closing(_open(data_file, folder)) as desk:
        desk.change("Added", Person(name="Тихонова Анна"))
    with closing(sqlite3.connect(data_file, isolation_level=None)) as other:
        other.execute("UPDATE people SET name = x'00ff'")
        checksums.write(other, data_file)
    for _each in range(2):
        with pytest.raises(DamagedFile):
            _open(data_file, folder)


def test_a_letter_that_the_disk_spoilt_is_noticed_in_a_known_file(
    data_file: Path, looked: list[str], folder: KnownFiles
) -> None:
    with closing(_open(data_file, folder)) as desk:
        desk.change("Added", Person(name="Тихонова Анна"))
    told, content = data_file.stat(), bytearray(data_file.read_bytes())
    content[content.index("Тихонова".encode())] ^= 4
    with data_file.open("r+b") as file:
        file.write(content)
    os.utime(data_file, ns=(told.st_atime_ns, told.st_mtime_ns))
    with closing(_open(data_file, folder)) as desk, pytest.raises(DamagedFile):
        desk.make_sure()


@pytest.mark.parametrize("content", ["", "[]", "{", "[" * 90_000, '{"a": 1}', "x" * 200_000])
def test_a_spoilt_list_costs_a_look_and_nothing_else(
    data_file: Path, looked: list[str], folder: KnownFiles, content: str
) -> None:
    folder._path.parent.mkdir()
    folder._path.write_text(content, encoding="utf-8")
    for _each in range(2):
        _open(data_file, folder).close()
    assert looked == ["read"]


def test_a_short_file_is_left_out(data_file: Path, folder: KnownFiles) -> None:
    _open(data_file, folder).close()
    assert not folder._path.exists()
