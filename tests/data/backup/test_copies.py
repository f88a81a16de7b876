"""Copies of a data file: whole, verified, thinned, restored."""

from __future__ import annotations

import datetime as dt
import errno
import gzip
import resource
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.data.backup import page_copy
from cluster_desk.data.backup.copies import (
    Backup,
    back_up_file,
    backups_in,
    copy_on,
    is_copy_of,
    make_backup,
    restore,
    superfluous,
)
from cluster_desk.data.privacy.copies import copies_of
from cluster_desk.desk import Desk
from tests.builders import a_meeting, an_organization

NOW = dt.datetime(2026, 11, 22, 14, 30)
FILES = Path(__file__).parents[1] / "files"


def rows(path: Path) -> list[str]:
    """Everything that a data file holds, as SQL."""
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


def copied(desk: Desk, folder: Path, now: dt.datetime = NOW) -> Backup:
    return make_backup(desk.read._connection, desk.path, folder, now)


def test_a_copy_is_the_same_file_row_by_row(desk: Desk, tmp_path: Path) -> None:
    desk.change("Added", a_meeting(), an_organization())
    backup = copied(desk, tmp_path / "копии")
    assert backup.path.name == "Заречный кластер 2026-11-22 14-30-00.cdesk"
    assert rows(backup.path) == rows(desk.path)
    assert backups_in(tmp_path / "копии") == [backup]


def test_what_another_program_keeps_beside_the_file_is_copied_with_it(desk: Desk, tmp_path: Path) -> None:
    path = desk.path
    desk.close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE cluster SET name = 'Луговой кластер'")
        other.commit()  # it stands in the file beside the data file now, until the program closes
        backup = back_up_file(path, tmp_path / "копии")
    copy = Desk.open(backup.path)
    assert copy.read.value("SELECT name FROM cluster") == "Луговой кластер"
    copy.verify()
    copy.close()
    assert [file.name for file in backup.path.parent.glob("*.cdesk*")] == [backup.path.name]


def test_a_copy_that_cannot_be_made_is_told_and_leaves_the_older_ones(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "копии"
    first = copied(desk, folder)
    place = tmp_path / "файл"
    place.write_text("не папка", encoding="utf-8")
    with pytest.raises(UserError):
        copied(desk, place)
    assert backups_in(folder) == [first]
    assert {path.name for path in folder.iterdir()} == {first.path.name, "source.txt"}


def test_a_disk_that_failed_while_a_long_copy_was_written_is_told_though_it_works_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system tells once that it could not write something down, to whoever asks first."""
    desk.change("Added", *(an_organization(short_name=f"№ {n}", notes="слово " * 30_000) for n in range(10)))
    results = iter([OSError(errno.EIO, "input/output error")])

    def fail_once(_path: Path) -> None:
        if trouble := next(results, None):
            raise trouble

    monkeypatch.setattr(page_copy, "sync", fail_once)
    with pytest.raises(UserError):
        back_up_file(desk.path, tmp_path / "copies")
    assert not backups_in(tmp_path / "copies")


def test_a_disk_that_fills_in_the_middle_of_a_long_copy_is_told_and_nothing_is_left_of_it(
    desk: Desk, tmp_path: Path
) -> None:
    desk.change("Added", *(an_organization(short_name=f"№ {n}", notes="слово " * 30_000) for n in range(10)))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, hard))
    try:
        with pytest.raises(UserError) as told:
            back_up_file(desk.path, tmp_path / "copies")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "Освободите там место" in told.value.do
    assert not list((tmp_path / "copies").iterdir())


def test_thinning_keeps_hours_then_days_then_weeks_then_months() -> None:
    every_half_hour = [Backup(Path(str(n)), NOW - dt.timedelta(minutes=30 * n)) for n in range(48 * 400)]
    to_delete = set(superfluous(every_half_hour, NOW))
    kept = [backup for backup in every_half_hour if backup not in to_delete]
    assert kept[:4] == every_half_hour[:4]
    ages = [(NOW - backup.made) for backup in kept]
    assert sum(age < dt.timedelta(days=2) for age in ages) <= 4 + 47
    assert sum(dt.timedelta(days=2) <= age < dt.timedelta(days=30) for age in ages) in (28, 29)
    assert 60 < len(kept) < 130
    assert max(ages) > dt.timedelta(days=365)


def test_a_clock_that_was_a_year_ahead_once_costs_no_copy(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "копии"
    before = [copied(desk, folder, NOW - dt.timedelta(days=days)) for days in range(25, 0, -1)]
    before += [copied(desk, folder, NOW - dt.timedelta(minutes=30 * n)) for n in range(3, -1, -1)]
    ahead = copied(desk, folder, NOW + dt.timedelta(days=365))
    set_right = copied(desk, folder, NOW + dt.timedelta(minutes=30))
    assert backups_in(folder) == [ahead, set_right, *reversed(before)]


def test_a_summer_without_work_makes_no_copy_old() -> None:
    backups = [Backup(Path(str(n)), NOW - dt.timedelta(hours=n)) for n in range(40)]
    assert superfluous(backups, NOW + dt.timedelta(days=90)) == []


def test_one_new_copy_takes_few_old_ones_with_it(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "копии"
    for minutes in range(8):
        copied(desk, folder, NOW + dt.timedelta(minutes=minutes))
    copied(desk, folder, NOW + dt.timedelta(days=30))
    left = [copy.made for copy in backups_in(folder)]
    assert len(left) == 9 - 3
    assert NOW + dt.timedelta(minutes=7) in left


def test_copies_made_in_one_second_are_all_kept(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "копии"
    made = [copied(desk, folder) for _n in range(3)]
    assert len({copy.path for copy in made}) == 3
    assert sorted(backups_in(folder), key=lambda copy: copy.made) == made
    second = tmp_path / "флешка"
    for copy in (made[0], made[0], Backup(made[1].path, made[0].made)):
        copy_on(copy, second)
    assert {path.suffix for path in second.iterdir()} == {".cdesk", ".txt"}


def _opened(path: Path, inside: Path) -> tuple[Path, Backup]:
    """The folder of a file's copies, and a copy that is made into it."""
    with closing(Desk.open(path)) as desk:
        copy = desk.back_up(inside)
        assert copy.path.parent == desk.backups_folder(inside)
        return copy.path.parent, copy


def test_two_files_of_one_origin_have_folders_of_their_own_and_the_list_tells_whose_is_whose(
    data_file: Path, tmp_path: Path
) -> None:
    inside, stick = tmp_path / "копии", tmp_path / "флешка" / data_file.name
    stick.parent.mkdir()
    shutil.copy(data_file, stick)
    first, one = _opened(data_file, inside)
    second, other = _opened(stick, inside)
    assert first != second
    assert _opened(data_file, inside)[0] == first
    assert _opened(stick, inside)[0] == second
    with closing(Desk.open(data_file, read_only=True)) as desk:
        copies = desk.backups(inside)
    assert {one.path, other.path} < {copy.path for copy in copies}
    assert {copy.source for copy in copies} == {str(data_file), str(stick)}


def test_a_file_that_was_moved_keeps_its_copies_and_a_stick_that_is_out_does_too(
    data_file: Path, tmp_path: Path
) -> None:
    inside, moved, stick = tmp_path / "копии", tmp_path / "Документы" / data_file.name, tmp_path / "флешка"
    first, _copy = _opened(data_file, inside)
    moved.parent.mkdir()
    data_file.rename(moved)
    assert _opened(moved, inside)[0] == first
    stick.mkdir()
    moved.rename(stick / moved.name)
    assert _opened(stick / moved.name, inside)[0] == first
    shutil.copy(stick / moved.name, moved)
    stick.rename(tmp_path / "вынута")
    assert _opened(moved, inside)[0] != first


def test_thinning_again_with_the_clock_set_back_takes_nothing_new() -> None:
    backups = [Backup(Path(str(n)), NOW + dt.timedelta(days=n)) for n in range(3)]
    assert superfluous(backups, NOW) == []


def test_restoring_keeps_the_file_that_is_replaced(desk: Desk, tmp_path: Path) -> None:
    desk.change("Added", a_meeting())
    backup = copied(desk, tmp_path / "копии")
    desk.change("Added", an_organization())
    after = rows(desk.path)
    desk.close()
    kept = restore(backup.path, desk.path, NOW)
    assert kept
    assert rows(kept) == after
    assert rows(desk.path) == rows(backup.path)


def test_a_damaged_copy_is_not_restored(data_file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "копия 2026-11-22 14-30-00.cdesk"
    content = bytearray(data_file.read_bytes())
    content[4096:8192] = b"\xa5" * 4096
    broken.write_bytes(content)
    before = data_file.read_bytes()
    with pytest.raises(UserError):
        restore(broken, data_file)
    assert data_file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([broken.name, data_file.name])


def test_a_journal_left_by_a_file_that_is_gone_is_not_played_into_the_copy(desk: Desk, tmp_path: Path) -> None:
    desk.change("Added", an_organization())
    backup = copied(desk, tmp_path / "копии")
    held = rows(desk.path)
    journal = desk.path.with_name(f"{desk.path.name}-journal")
    with sqlite3.connect(desk.path, isolation_level=None) as connection:  # cut off in the middle of a save
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE organizations SET notes = 'x'")
        connection.executemany("INSERT INTO contents VALUES (?, zeroblob(9000))", ((str(n),) for n in range(20)))
        left = journal.read_bytes()
        connection.execute("ROLLBACK")
    desk.close()
    desk.path.unlink()
    journal.write_bytes(left)
    assert restore(backup.path, desk.path, NOW) is None
    assert not journal.exists()
    Desk.open(desk.path).close()
    assert rows(desk.path) == held


def _of_an_older_version(path: Path) -> Path:
    path.write_bytes(gzip.decompress((FILES / "version-1.cdesk.gz").read_bytes()))
    return path


@pytest.mark.parametrize("letters", [100, 112, 120])
def test_a_file_with_a_long_name_is_brought_up_copied_and_put_back(tmp_path: Path, letters: int) -> None:
    path = _of_an_older_version(tmp_path / f"{'д' * letters}.cdesk")
    copies = tmp_path / "копии"
    desk = Desk.open(path, copies=copies)  # copied first
    assert desk.upgraded_from
    copy = copied(desk, desk.backups_folder(copies))
    assert [copy, desk.upgraded_from] == sorted(backups_in(desk.backups_folder(copies)), key=lambda one: one.made)
    assert is_copy_of(copy, path)
    assert not is_copy_of(copy, tmp_path / "другой.cdesk")
    copy_on(copy, tmp_path / "флешка")
    uuid = str(desk.read.value("SELECT uuid FROM cluster"))
    desk.close()
    kept = restore(copy.path, path, NOW)
    again = restore(copy.path, path, NOW)
    assert kept
    assert again not in (None, kept)
    assert {copy.path, kept, again} < set(copies_of(path, uuid, [copies]))
    Desk.open(path).close()


def test_a_name_that_leaves_no_room_for_a_lock_is_told(tmp_path: Path) -> None:
    path = _of_an_older_version(tmp_path / f"{'д' * 124}.cdesk")
    with pytest.raises(UserError, match="короче"):
        Desk.open(path)
