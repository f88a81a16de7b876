"""A package for the stick: it comes back as the file it was, or is refused in a sentence and nothing is changed."""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.events import Event
from cluster_desk.data.backup.package import Carried, WrongPassword, read_package, unpacked
from cluster_desk.data.queries.contents import kept_digests
from cluster_desk.desk import Desk
from cluster_desk.rules.log.attachments import make_attachment
from tests.torture.rows import rows_in

LOCKED = Path(__file__).parents[1] / "files" / "locked.cdpack"
"""An empty cluster's package with the password «луговое-7», locked so lightly that trying one costs nothing.

The locks that the library makes cost a second's work each time.
"""
_PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 40


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory, _prepared_file: Path) -> Iterator[tuple[Desk, Path]]:
    folder = tmp_path_factory.mktemp("packed")
    path = folder / "Кластер.cdesk"
    path.write_bytes(_prepared_file.read_bytes())
    desk = Desk.open(path)
    event = Event(name="Слёт Громова", day_words="12.10.2026", attachments=[make_attachment("слёт.jpg", _PHOTO)])
    desk.change("Added", event, contents=[_PHOTO])
    target = folder / "Кластер.cdpack"
    desk.pack(target, password="луговое-7")
    yield desk, target
    desk.close()


def test_a_package_with_a_password_holds_the_file_and_no_name_in_its_bytes(packed: tuple[Desk, Path]) -> None:
    desk, target = packed
    assert "Громова".encode() not in target.read_bytes()
    with unpacked(target, "луговое-7") as (path, manifest), closing(Desk.open(path, read_only=True)) as other:
        assert manifest.is_whole
        assert rows_in(other._file.connection) == rows_in(desk._file.connection)
        assert not desk.compare_with(other).rows
    assert not path.exists()


def test_a_wrong_password_or_none_is_told() -> None:
    for password in ("", "Луговое-7"):
        with pytest.raises(WrongPassword):
            read_package(LOCKED, password)
    assert read_package(LOCKED, "луговое-7")


@pytest.mark.parametrize("cut", [0, 3, 30, 500, -20])
def test_a_package_cut_short_is_refused(packed: tuple[Desk, Path], tmp_path: Path, cut: int) -> None:
    for password in ("луговое-7", ""):
        whole = LOCKED
        if not password:
            whole = tmp_path / "открытый.cdpack"
            packed[0].pack(whole)
        path = tmp_path / "обрезан.cdpack"
        path.write_bytes(whole.read_bytes()[:cut])
        with pytest.raises(UserError) as caught:
            read_package(path, password)
        assert "обрезан" in str(caught.value)
        if cut == -20 and password:
            break


def test_other_files_and_changed_bytes_are_refused(packed: tuple[Desk, Path], tmp_path: Path) -> None:
    path = tmp_path / "п.cdpack"
    packed[0].pack(path)
    with zipfile.ZipFile(path) as package:
        manifest, pages = package.read("manifest.json"), package.read("file.cdesk")
    for told, content in ((manifest, pages[:-1] + b"x"), (b"[]", pages), (b"{}", pages), (b'{"left_out": 5}', pages)):
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("manifest.json", told)
            package.writestr("file.cdesk", content)
        with pytest.raises(UserError):
            read_package(path)
    for content in (b"", b"%PDF-1.7", b"PK\x03\x04", b"age-encryption.org/v1\n-> scrypt"):
        path.write_bytes(content)
        with pytest.raises(UserError):
            read_package(path, "пароль")


def test_what_earlier_packages_carried_is_left_out_and_wanted_there(packed: tuple[Desk, Path], tmp_path: Path) -> None:
    desk, _target = packed
    carried = Carried(tmp_path, "cluster")
    assert carried.digests() == []
    carried.remember(kept_digests(desk.read))
    path = tmp_path / "изменения.cdpack"
    manifest = desk.pack(path, carried=carried.digests())
    assert len(manifest.left_out) == 1
    with unpacked(path) as (file, told), closing(Desk.open(file, read_only=True)) as other:
        assert told == manifest
        merge = desk.compare_with(other)
        assert not merge.rows
        assert merge.missing(manifest.left_out) == 0
        assert other.read.value("SELECT count(*) FROM contents") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "труба.cdpack")
    with pytest.raises(UserError):
        read_package(tmp_path / "труба.cdpack")
