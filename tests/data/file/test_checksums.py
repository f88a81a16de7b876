"""Checksums behind a data file: a spoilt byte anywhere is noticed, and nothing else is."""

from __future__ import annotations

import io
import random
import shutil
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization
from cluster_desk.data.backup.copies import back_up_file, restore
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.file import checksums
from cluster_desk.data.file.migrations import NEWEST
from cluster_desk.data.file.open import DamagedFile, recognise
from cluster_desk.desk import Desk
from tests.builders import an_organization
from tests.torture.rows import rows_of
from tests.torture.works import cut_in_a_save

NAME = "МКОУ СОШ с. Луговое"


@pytest.fixture
def with_a_school(data_file: Path) -> Path:
    """A closed file with one school in it."""
    desk = Desk.open(data_file)
    desk.change("Added", an_organization(short_name=NAME))
    desk.close()
    return data_file


def spoil_a_letter(path: Path) -> None:
    """Make another letter of one in a stored name, everywhere where the name is read from: the file stays readable."""
    content = path.read_bytes()
    assert NAME.encode() in content
    path.write_bytes(content.replace(NAME.encode(), NAME.replace("Лу", "Ду").encode()))


def test_a_closed_file_is_sealed_and_sound(with_a_school: Path) -> None:
    assert b"CDSEAL" in with_a_school.read_bytes()[-40:]
    assert checksums.corrupt_pages(with_a_school) == frozenset()


def test_opening_and_closing_without_a_change_leaves_the_bytes_as_they_are(with_a_school: Path) -> None:
    before = with_a_school.read_bytes()
    Desk.open(with_a_school).close()
    assert with_a_school.read_bytes() == before


def test_another_program_that_knows_sqlite_reads_and_writes_a_sealed_file(with_a_school: Path) -> None:
    with closing(sqlite3.connect(with_a_school)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.execute("CREATE TABLE grown (words TEXT)")
        connection.executemany("INSERT INTO grown VALUES (?)", (("слово " * 200,) for _ in range(500)))
        connection.commit()
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.execute("DROP TABLE grown")
        connection.commit()
        connection.execute("VACUUM")
    assert checksums.corrupt_pages(with_a_school) == frozenset()  # its seal tells of an older state and does not count
    desk = Desk.open(with_a_school)
    desk.make_sure()
    assert desk.verify() == []
    desk.close()
    assert b"CDSEAL" in with_a_school.read_bytes()[-40:]


def test_a_letter_spoilt_by_the_disk_is_noticed_and_the_file_is_not_changed(with_a_school: Path) -> None:
    spoil_a_letter(with_a_school)
    content = with_a_school.read_bytes()
    desk = Desk.open(with_a_school)
    with pytest.raises(DamagedFile):
        desk.make_sure()
    with pytest.raises(DamagedFile):
        desk.change("Added", an_organization())
    with pytest.raises(DamagedFile):
        desk.undo()
    assert any("контрольным суммам" in sentence for sentence in desk.verify())
    assert desk.read.search("Луговое", 5) or desk.read.search("Дуговое", 5)
    desk.close()
    assert with_a_school.read_bytes() == content


def test_a_byte_spoilt_anywhere_is_noticed_or_changes_no_row(with_a_school: Path, tmp_path: Path) -> None:
    chance, whole, rows = random.Random(1), with_a_school.read_bytes(), rows_of(with_a_school)
    path = tmp_path / "испорчен.cdesk"
    for at in (24, 27, 28, 92, len(whole) - 1, len(whole) - 30, *(chance.randrange(len(whole)) for _ in range(25))):
        content = bytearray(whole)
        content[at] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            desk = Desk.open(path, read_only=True)
        except UserError:
            continue
        try:
            desk.make_sure()
        except DamagedFile:
            continue
        finally:
            desk.close()
        assert rows_of(path) == rows, at


def test_what_is_read_from_a_spoilt_page_is_saved_and_named(with_a_school: Path, tmp_path: Path) -> None:
    spoil_a_letter(with_a_school)
    result = salvage(with_a_school, tmp_path / "новый.cdesk")
    assert not result.whole
    assert [one.title for one in result.doubtful] == [NAME.replace("Лу", "Ду")]
    assert NAME.replace("Лу", "Ду") in result.sentences()[-1]
    desk = Desk.open(tmp_path / "новый.cdesk")
    desk.make_sure()
    assert [school.short_name for school in desk.read.load_all(Organization)] == [NAME.replace("Лу", "Ду")]
    desk.close()


def test_neither_a_spoilt_file_is_copied_nor_a_spoilt_copy_restored(with_a_school: Path, tmp_path: Path) -> None:
    backup = back_up_file(with_a_school, tmp_path / "копии")
    corrupt = Path(shutil.copy(backup.path, tmp_path / "копия.cdesk"))
    spoil_a_letter(corrupt)
    before = with_a_school.read_bytes()
    with pytest.raises(UserError):
        restore(corrupt, with_a_school)
    assert with_a_school.read_bytes() == before
    spoil_a_letter(with_a_school)
    with pytest.raises(DamagedFile):
        back_up_file(with_a_school, tmp_path / "копии")


def test_a_seal_that_was_cut_short_does_no_harm(with_a_school: Path) -> None:
    rows, whole = rows_of(with_a_school), with_a_school.read_bytes()
    with_a_school.write_bytes(whole[:-70])
    desk = Desk.open(with_a_school)
    desk.make_sure()
    assert rows_of(with_a_school) == rows
    desk.change("Added", an_organization(short_name="Другая", full_name="Другая школа"))
    desk.close()
    assert checksums.corrupt_pages(with_a_school) == frozenset()
    assert b"CDSEAL" in with_a_school.read_bytes()[-40:]


def test_pages_behind_the_end_of_a_file_have_other_checksums_than_pages_of_nothing() -> None:
    pages = checksums.Block(checksums.Layout(counter=1, page_size=512, pages=5), pages=4)
    assert pages.read(io.BytesIO(bytes(2560)), 0)
    assert pages.read(io.BytesIO(bytes(2560)), 4)
    assert not pages.read(io.BytesIO(b"x" * 512 + bytes(700)), 0)
    assert pages.sums() == [zlib.crc32(b"x" * 512), zlib.crc32(bytes(512)), zlib.crc32(bytes(188)), 0]


def _write_checksums(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        checksums.write(connection, path)


def test_a_file_cut_in_a_save_is_brought_back_before_it_is_sealed(with_a_school: Path) -> None:
    desk = Desk.open(with_a_school)
    desk.change("Added", *(an_organization(short_name=f"№ {n}", full_name=f"Школа № {n}") for n in range(300)))
    desk.close()
    rows = rows_of(with_a_school)
    cut_in_a_save(with_a_school, "UPDATE organizations SET notes = 'половина'")
    _write_checksums(with_a_school)
    assert rows_of(with_a_school) == rows
    assert checksums.corrupt_pages(with_a_school) == frozenset()


_BEGINS_TO_WRITE = """
import sqlite3, sys
sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
"""


@pytest.mark.parametrize(
    "look", [checksums.corrupt_pages, recognise, lambda path: back_up_file(path, path.parent / "копии")]
)
def test_reading_the_checksums_costs_the_desk_no_lock(desk: Desk, look: Callable[[Path], object]) -> None:
    connection = desk.read._connection
    connection.execute("BEGIN IMMEDIATE")
    look(desk.path)
    other = subprocess.run(
        [sys.executable, "-c", _BEGINS_TO_WRITE, str(desk.path)], capture_output=True, text=True, check=False
    )
    assert "database is locked" in other.stderr
    connection.execute("ROLLBACK")


def test_a_file_too_damaged_to_be_checked_to_the_end_is_told_so(with_a_school: Path) -> None:
    with closing(sqlite3.connect(with_a_school)) as connection:
        [page] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'search_data'").fetchone()
        connection.execute(f"PRAGMA user_version = {NEWEST}")  # its seal no longer counts
        connection.commit()
    content = bytearray(with_a_school.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    with_a_school.write_bytes(content)
    desk = Desk.open(with_a_school, read_only=True)
    assert any("повреждён" in sentence for sentence in desk.verify())
    desk.close()


def test_a_save_taken_back_that_had_used_a_free_page_is_no_damage(with_a_school: Path) -> None:
    desk = Desk.open(with_a_school)
    desk.change("Added", an_organization(short_name="Большая", full_name="Б", notes="слово " * 20_000))
    desk.undo()
    desk.empty_trash()
    desk.close()
    with closing(sqlite3.connect(with_a_school)) as connection:
        connection.execute("CREATE TABLE grown AS SELECT zeroblob(60000)")
        connection.execute("DROP TABLE grown")
    Desk.open(with_a_school).close()
    whole, journal = with_a_school.read_bytes(), with_a_school.with_name(f"{with_a_school.name}-journal")
    assert int.from_bytes(whole[36:40], "big") > 5  # free pages
    with closing(sqlite3.connect(with_a_school, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO contents VALUES ('1', randomblob(40000))")
        connection.execute("UPDATE organizations SET notes = randomblob(9000)")
        cut, left = with_a_school.read_bytes(), journal.read_bytes()  # as a kill would leave them
        connection.execute("ROLLBACK")
    with_a_school.write_bytes(cut)
    journal.write_bytes(left)
    desk = Desk.open(with_a_school)
    assert not journal.exists()
    assert with_a_school.read_bytes() != whole
    desk.make_sure()
    assert desk.verify() == []
    desk.close()
