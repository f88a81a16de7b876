"""The file is itself whatever path led to it, and what another program does to it meanwhile is noticed.

Were it wrong, two windows would write one file through a link, a copy would be put into the link in its place, or the
pages of two versions would be mixed and sealed as sound.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.data.backup.copies import copy_on, make_backup, restore
from cluster_desk.data.file.connection import store
from cluster_desk.data.file.handles import ByteLock
from cluster_desk.data.file.lock import lock_path
from cluster_desk.data.file.open import FileInUse
from cluster_desk.desk import Desk
from tests.builders import a_cluster, an_organization
from tests.torture.works import cut_in_a_save

COUNT = "SELECT count(*) FROM organizations"
LINKS: tuple[Callable[[Path, Path], None], ...] = (Path.symlink_to, Path.hardlink_to)
_OPENS = """
import sys
from pathlib import Path
from cluster_desk.desk import Desk
try:
    Desk.open(Path(sys.argv[1])).close()
except Exception as error:
    print(type(error).__name__)
"""


@pytest.fixture
def linked(data_file: Path, tmp_path: Path) -> Path:
    """A link to the data file, in another folder."""
    place = tmp_path / "Рабочий стол"
    place.mkdir()
    link = place / "Наш кластер.cdesk"
    link.symlink_to(data_file)
    return link


def _opened_by_another_program(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", _OPENS, str(path)], capture_output=True, text=True, check=True,
                          cwd=Path(__file__).parents[3])  # fmt: skip
    return done.stdout.strip()


@pytest.mark.parametrize("link_to", LINKS)
def test_a_file_is_open_once_by_whatever_name(
    data_file: Path, tmp_path: Path, link_to: Callable[[Path, Path], None]
) -> None:
    other = tmp_path / "ярлык" / "Другое имя.cdesk"
    other.parent.mkdir()
    link_to(other, data_file)
    with closing(Desk.open(data_file)) as desk:
        with pytest.raises(FileInUse):
            Desk.open(other)
        assert _opened_by_another_program(other) == "FileInUse"
        with pytest.raises(FileInUse):  # the one refused has given back none of the first one's locks
            Desk.open(other)
        desk.change("Added", an_organization())
    with closing(Desk.open(other)) as desk:
        assert desk.read.value(COUNT) == 1
        assert desk.verify() == []
        assert _opened_by_another_program(data_file) == "FileInUse"
    assert _opened_by_another_program(other) == ""
    assert not lock_path(data_file).exists()
    assert not lock_path(other).exists()


def test_who_has_a_file_open_is_told_through_a_link_too(data_file: Path, linked: Path) -> None:
    with closing(Desk.open(linked)) as desk:
        assert desk.path == data_file
        with pytest.raises(FileInUse) as raised:
            Desk.open(linked)
    assert raised.value.holder.computer


def test_a_copy_takes_the_place_of_the_file_not_of_a_link_to_it(data_file: Path, linked: Path, tmp_path: Path) -> None:
    with closing(Desk.open(data_file)) as desk:
        copy = make_backup(desk.read._connection, desk.path, tmp_path / "копии")
        desk.change("Added", an_organization())
    kept = restore(copy.path, linked)
    assert kept is not None
    assert kept.parent == data_file.parent
    assert linked.is_symlink()
    with closing(Desk.open(data_file)) as desk:
        assert desk.read.value(COUNT) == 0


def test_a_save_that_was_cut_is_taken_back_through_a_link_too(data_file: Path, linked: Path) -> None:
    with closing(Desk.open(data_file)) as desk:
        desk.change("Added", *(an_organization(short_name=f"№ {n}", full_name=f"Школа № {n}") for n in range(300)))
    cut_in_a_save(data_file, "UPDATE organizations SET notes = 'половина'")
    for read_only in (True, False):
        with closing(Desk.open(linked, read_only=read_only)) as desk:
            assert desk.verify() == []
            assert desk.read.value("SELECT count(*) FROM organizations WHERE notes = 'половина'") == 0


def test_a_disk_without_locks_is_written_all_the_same(data_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("there every disk has them")
    import fcntl

    def refuse(*_described: object) -> None:
        raise OSError(22, "no locks here")

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    lock = ByteLock(data_file)
    assert lock.take()
    lock.release()


def _another_version(path: Path, folder: Path) -> bytes:
    """The file as it stands elsewhere: as many changes made, other ones."""
    other = Path(shutil.copy(path, folder / "там.cdesk"))
    with closing(Desk.open(other)) as desk:
        desk.change("Added", an_organization(short_name="Там", full_name="Школа там"))
    return other.read_bytes()


@pytest.mark.parametrize("same_inode", [True, False])
def test_another_version_put_into_the_open_file_is_noticed_and_not_sealed(
    data_file: Path, tmp_path: Path, same_inode: bool
) -> None:
    theirs = _another_version(data_file, tmp_path)
    desk = Desk.open(data_file)
    desk.change("Added", an_organization(short_name="Здесь", full_name="Школа здесь"))
    if same_inode:
        data_file.write_bytes(theirs)
    else:
        (tmp_path / "новый").write_bytes(theirs)
        (tmp_path / "новый").replace(data_file)
    for _again in range(2):
        with pytest.raises(UserError):
            desk.change("Added", an_organization(short_name="Ещё", full_name="Школа ещё"))
        with pytest.raises(UserError):
            desk.undo()
    desk.close()
    assert data_file.read_bytes() == theirs
    with closing(Desk.open(data_file)) as desk:
        assert desk.read.value("SELECT short_name FROM organizations") == "Там"
        assert desk.verify() == []


def test_the_file_changed_by_another_program_is_told_by_name(data_file: Path) -> None:
    with closing(Desk.open(data_file)) as desk:
        with closing(sqlite3.connect(data_file)) as other, other:
            other.execute("UPDATE cluster SET uuid = uuid")
        os.utime(data_file, ns=(0, 0))
        with pytest.raises(UserError, match="программа") as raised:
            desk.change("Added", an_organization())
        assert str(data_file) in raised.value.what


def test_a_change_that_was_refused_does_not_make_the_next_one_suspicious(data_file: Path) -> None:
    with closing(Desk.open(data_file)) as desk:
        one = an_organization()
        desk.change("Added", one)
        with pytest.raises(sqlite3.OperationalError), desk._transaction():
            desk.read._connection.execute("UPDATE organizations SET notes = 'x', no_such_column = 1")
        desk.change("Added", an_organization(short_name="Вторая", full_name="Вторая школа"))
        assert desk.read.value(COUNT) == 2


@pytest.mark.skipif(os.name == "nt", reason="folders are not synced there")
def test_what_was_made_restored_or_copied_keeps_its_name_through_a_power_failure(
    data_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    sync = os.fsync

    def note(number: int) -> None:
        synced.append(Path(f"/proc/self/fd/{number}").readlink())
        sync(number)

    monkeypatch.setattr(os, "fsync", note)
    inside, second, made = tmp_path / "копии", tmp_path / "флешка", tmp_path / "новый" / "Новый.cdesk"
    second.mkdir()
    made.parent.mkdir()
    with closing(Desk.open(data_file)) as desk:
        assert desk.read.value("PRAGMA synchronous") == 3  # so is the deletion of the journal
        copy = desk.back_up(inside)
        copy_on(copy, second / "свои")
    assert {inside, copy.path.parent, second, second / "свои"} <= set(synced)
    synced.clear()
    restore(copy.path, data_file)
    assert data_file.parent in synced
    Desk.create(made, a_cluster()).close()
    assert made.parent in synced


class _OnADiskWithoutSync(sqlite3.Connection):
    """Says what SQLite says when it has done all but to have the deletion of its journal written down."""

    code = sqlite3.SQLITE_IOERR_DIR_FSYNC

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        cursor = super().execute(sql, *values)
        if sql == "COMMIT":
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = self.code
            raise error
        return cursor


def test_a_change_is_told_stored_where_the_disk_does_not_sync_folders(data_file: Path) -> None:
    with closing(sqlite3.connect(data_file, isolation_level=None, factory=_OnADiskWithoutSync)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE cluster SET uuid = 'другой'")
        store(connection)
        assert connection.execute("SELECT uuid FROM cluster").fetchone() == ("другой",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        _OnADiskWithoutSync.code = sqlite3.SQLITE_IOERR_WRITE
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError):
            store(connection)


def test_a_server_that_tells_the_time_of_a_change_late_makes_nothing_suspicious(data_file: Path) -> None:
    with closing(Desk.open(data_file)) as desk:
        for hour, name in enumerate(("Первая", "Вторая", "Третья"), 1):
            desk.change("Added", an_organization(short_name=name, full_name=f"{name} школа"))
            os.utime(data_file, ns=(hour, hour))
        assert desk.undo()
        assert desk.read.value(COUNT) == 2
    with closing(Desk.open(data_file)) as desk:
        assert desk.verify() == []


def test_a_window_that_only_reads_sees_what_is_changed_elsewhere(data_file: Path, tmp_path: Path) -> None:
    touched: list[frozenset[str]] = []
    with closing(Desk.open(data_file)) as writer, closing(Desk.open(data_file, read_only=True)) as reader:
        reader.subscribe(touched.append)
        assert reader.look_again() == ""
        writer.change("Added", an_organization())
        assert reader.look_again() == "changed"
        assert "members" in touched.pop()
        assert reader.read.value(COUNT) == 1
        assert reader.look_again() == ""
        writer.close()  # its checksums are no change
        assert reader.look_again() == ""
        (tmp_path / "новый").write_bytes(_another_version(data_file, tmp_path))
        (tmp_path / "новый").replace(data_file)
        assert reader.look_again() == "replaced"
        data_file.unlink()
        assert reader.look_again() == ""
    assert not touched


def test_a_reader_waits_for_a_save_that_is_under_way(data_file: Path) -> None:
    with closing(Desk.open(data_file, read_only=True)) as reader:
        data_file.with_name(f"{data_file.name}-journal").write_bytes(b"x" * 512)
        os.utime(data_file, ns=(0, 0))
        assert reader.look_again() == ""
        data_file.with_name(f"{data_file.name}-journal").unlink()
        assert reader.look_again() == ""  # nothing was changed in the end
