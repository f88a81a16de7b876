"""Files that somebody prepared: what lies beside a data file, or stands in it, is told in a sentence and runs nowhere.

Were it wrong, opening a file from a stick or a letter could delete or overwrite any file of the user.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.data.backup.copies import back_up_file, restore
from cluster_desk.data.backup.file_summary import holds
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.file import checksums
from cluster_desk.data.file.lock import FileLock, lock_path
from cluster_desk.data.file.open import open_file
from cluster_desk.desk import Desk
from tests.builders import an_organization

Door = Callable[[Path, Path], object]


def doors() -> dict[str, Door]:
    """Every way in which a data file is opened; the second path is a folder that the test may fill."""
    return {
        "open": lambda path, _folder: Desk.open(path).close(),
        "open a link": lambda path, folder: Desk.open(_link(path, folder)).close(),
        "read": lambda path, _folder: Desk.open(path, read_only=True).close(),
        "file": lambda path, _folder: open_file(path).close(),
        "salvage": lambda path, folder: salvage(path, folder / "спасённый.cdesk"),
        "restore": lambda path, folder: restore(path, folder / "на место.cdesk"),
        "restore into": lambda path, folder: restore(Path(shutil.copy(path, folder / "копия.cdesk")), path),
        "summary": lambda path, _folder: holds(path),
        "back up": back_up_file,
    }


def _link(path: Path, folder: Path) -> Path:
    link = folder / "ссылка.cdesk"
    link.symlink_to(path)
    return link


def journal_that_names(victim: Path, data_file: Path) -> bytes:
    """A journal without a page to bring back, which SQLite would end by deleting `victim`."""
    mark, name = bytes.fromhex("d9d505f920a163d7"), str(victim).encode()
    pages = int.from_bytes(data_file.read_bytes()[28:32], "big")
    header = mark + b"".join(number.to_bytes(4, "big") for number in (0, 1, pages, 512, 4096))
    letters = sum(byte - 256 if byte > 127 else byte for byte in name) & 0xFFFFFFFF  # C's are signed
    end = [b"\0\0\0\1", name, len(name).to_bytes(4, "big"), letters.to_bytes(4, "big"), mark]
    return header.ljust(512, b"\0") + b"".join(end)


@pytest.mark.parametrize("door", doors())
def test_a_journal_that_names_another_file_is_never_played(data_file: Path, tmp_path: Path, door: str) -> None:
    victim = tmp_path / "диплом.txt"
    victim.write_text("важные слова", encoding="utf-8")
    journal = data_file.with_name(f"{data_file.name}-journal")
    journal.write_bytes(journal_that_names(victim, data_file))
    content, folder = data_file.read_bytes(), tmp_path / "другая"
    folder.mkdir()
    try:
        doors()[door](data_file, folder)
    except UserError as error:
        result = error.what
    else:
        result = ""
    assert victim.read_text(encoding="utf-8") == "важные слова"
    assert data_file.read_bytes() == content
    if door != "salvage":  # which reads the file's pages and nothing beside it
        assert not journal.exists(), "it was put aside"
        assert str(journal) in result


def test_it_is_told_once_and_kept(data_file: Path, tmp_path: Path) -> None:
    journal = data_file.with_name(f"{data_file.name}-journal")
    for _again in range(2):
        journal.write_bytes(journal_that_names(tmp_path / "диплом.txt", data_file))
        with pytest.raises(UserError) as raised:
            Desk.open(data_file)
        assert "foreign" in raised.value.do
    with closing(Desk.open(data_file)) as desk:
        desk.change("Added", an_organization())
        assert desk.verify() == []
    assert sorted(path.name for path in tmp_path.glob("*.foreign*")) == [
        f"{journal.name}.foreign",
        f"{journal.name}.foreign1",
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("ending", ["-journal", "-wal"])
@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_only_stands_in_the_place_of_a_journal_is_neither_waited_for_nor_written(
    data_file: Path, tmp_path: Path, kind: str, ending: str
) -> None:
    victim, beside = tmp_path / "диплом.txt", data_file.with_name(f"{data_file.name}{ending}")
    victim.write_text("важные слова", encoding="utf-8")
    if kind == "link":
        beside.symlink_to(victim)
    elif kind == "pipe":
        os.mkfifo(beside)
    else:
        beside.mkdir()
    with pytest.raises(UserError) as raised:
        Desk.open(data_file)
    assert str(beside) in raised.value.what
    with closing(Desk.open(data_file)) as desk:  # it was put aside
        desk.change("Added", an_organization())
        assert desk.verify() == []
    assert victim.read_text(encoding="utf-8") == "важные слова"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("kind", ["link", "link to nothing", "second name", "pipe", "folder"])
def test_a_lock_file_that_is_something_else_is_neither_followed_nor_written(
    data_file: Path, tmp_path: Path, kind: str
) -> None:
    victim, lock = tmp_path / "диплом.txt", lock_path(data_file)
    victim.write_text("важные слова", encoding="utf-8")
    make: dict[str, Callable[[], object]] = {
        "link": lambda: lock.symlink_to(victim),
        "link to nothing": lambda: lock.symlink_to(tmp_path / "новый.txt"),
        "second name": lambda: lock.hardlink_to(victim),
        "pipe": lambda: os.mkfifo(lock),
        "folder": lock.mkdir,
    }
    make[kind]()
    with pytest.raises(UserError) as raised:
        Desk.open(data_file)
    assert lock.name in raised.value.what + raised.value.do
    assert victim.read_text(encoding="utf-8") == "важные слова"
    assert not (tmp_path / "новый.txt").exists()
    assert os.path.lexists(lock)
    Desk.open(data_file, read_only=True).close()


def test_a_file_of_somebody_in_the_place_of_the_lock_keeps_its_words(data_file: Path) -> None:
    lock = lock_path(data_file)
    lock.write_text("важные слова", encoding="utf-8")
    with closing(Desk.open(data_file)):
        assert not FileLock(data_file).take(), "it holds all the same"
    assert lock.read_text(encoding="utf-8") == "важные слова"


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in folders there")
@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("door", doors())
def test_a_pipe_or_a_device_is_no_data_file(tmp_path: Path, door: str, kind: str) -> None:
    path, folder = tmp_path / "Кластер.cdesk", tmp_path / "другая"
    folder.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    if door == "restore into":
        return  # what would be copied here is the pipe
    with pytest.raises(UserError):
        doors()[door](path, folder)


def test_checksums_that_tell_another_layout_than_the_header_are_damage_found_at_once(data_file: Path) -> None:
    content = data_file.read_bytes()
    size, pages = 4096, int.from_bytes(content[28:32], "big")
    assert checksums.corrupt_pages(data_file) == frozenset()
    for lying in ((1, size * pages), (2048, pages * 2), (size, pages + 1)):
        sums = b"\0\0\0\0" * lying[1]
        body = content[: size * pages].ljust(lying[0] * lying[1], b"\0") + sums
        foot = b"CDSEAL\0\1" + b"".join(number.to_bytes(4, "little") for number in (_counter(content), *lying))
        data_file.write_bytes(body + foot + zlib.crc32(sums + foot).to_bytes(4, "little"))
        result = checksums.corrupt_pages(data_file)
        assert result == (frozenset() if lying[0] == 1 else frozenset({1}))


def _counter(content: bytes) -> int:
    return int.from_bytes(content[24:28], "big")
