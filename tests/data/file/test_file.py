"""A data file on the disk: what can be wrong with it is told in a sentence, and nothing is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.data.file.migrations import NEWEST
from cluster_desk.data.file.open import APPLICATION_ID, FileInUse
from cluster_desk.desk import Desk
from tests.builders import a_cluster, a_meeting


def refused(path: Path) -> UserError:
    """Opening `path` is refused with a sentence, and the file stays as it was."""
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(UserError) as raised:
        Desk.open(path)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert str(path) in raised.value.what
    return raised.value


def test_a_closed_file_stands_alone_and_carries_our_mark(data_file: Path) -> None:
    desk = Desk.open(data_file)
    desk.change("Added", a_meeting())
    desk.close()
    assert os.listdir(data_file.parent) == [data_file.name]  # noqa: PTH208 - the names alone
    header = data_file.read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == NEWEST


def test_a_copy_made_between_two_changes_is_whole(desk: Desk, tmp_path: Path) -> None:
    desk.change("Added", a_meeting())
    copy = tmp_path / "на флешке.cdesk"
    copy.write_bytes(desk.path.read_bytes())
    other = Desk.open(copy)
    assert other.read.value("SELECT theme FROM meetings") == "Итоги I четверти"
    other.close()


def test_create_refuses_to_overwrite(data_file: Path) -> None:
    with pytest.raises(UserError):
        Desk.create(data_file, a_cluster())


def test_create_in_a_folder_that_is_not_there_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        Desk.create(tmp_path / "нет" / "x.cdesk", a_cluster())
    assert list(tmp_path.iterdir()) == []


def test_somebody_else_is_named_with_computer_and_time(data_file: Path) -> None:
    first = Desk.open(data_file)
    with pytest.raises(FileInUse) as raised:
        Desk.open(data_file)
    assert raised.value.holder.computer
    assert raised.value.holder.computer in raised.value.kept
    reader = Desk.open(data_file, read_only=True)
    assert reader.read_only
    reader.close()
    first.close()
    Desk.open(data_file).close()


def test_foreign_newer_damaged_missing_and_folder_are_told_apart(data_file: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "чужой.cdesk"
    sqlite3.connect(foreign).execute("CREATE TABLE t (x)").connection.close()
    word = tmp_path / "план.docx"
    word.write_bytes(b"PK\3\4" + b"x" * 200)
    newer = tmp_path / "новый.cdesk"
    content = bytearray(data_file.read_bytes())
    content[60:64] = (NEWEST + 1).to_bytes(4, "big")
    newer.write_bytes(content)
    half = tmp_path / "половина.cdesk"
    half.write_bytes(data_file.read_bytes()[:8192])
    sentences = [refused(path).what for path in (foreign, newer, half, tmp_path / "нет.cdesk", tmp_path)]
    assert len({sentence.split(":")[0] for sentence in sentences}) == 5
    assert refused(word).what.startswith(sentences[0].split(":")[0])


def test_a_page_of_garbage_is_found_on_opening(data_file: Path) -> None:
    content = bytearray(data_file.read_bytes())
    content[4096:8192] = b"\xa5" * 4096
    data_file.write_bytes(content)
    refused(data_file)


_DIES_BETWEEN_TWO_SAVES = """
import os, sys
from pathlib import Path
from cluster_desk.desk import Desk
from tests.builders import a_meeting, an_organization
desk = Desk.open(Path(sys.argv[1]))
desk.change("First", an_organization())
connection = desk.read._connection
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE organizations SET short_name = 'half'")
connection.execute("CREATE TABLE big (x)")
connection.executemany("INSERT INTO big VALUES (zeroblob(4000))", [()] * 200)
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")
def test_kill_in_the_middle_of_a_save_loses_nothing_saved(data_file: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", _DIES_BETWEEN_TWO_SAVES, str(data_file)], check=False, cwd=Path(__file__).parents[3]
    )
    desk = Desk.open(data_file)
    assert desk.read.value("SELECT short_name FROM organizations") == "МКОУ СОШ с. Луговое"
    assert desk.verify() == []
    assert desk.undo()
    desk.close()
    assert len(list(data_file.parent.iterdir())) == 1


@pytest.mark.parametrize("read_only", [True, False])
def test_a_save_that_was_cut_short_is_taken_back(sample_file: Path, tmp_path: Path, read_only: bool) -> None:
    cut = tmp_path / "cut.cdesk"
    with closing(sqlite3.connect(sample_file, isolation_level=None)) as writing:
        writing.execute("PRAGMA cache_size = 1")  # pages reach the file before the end of the transaction
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("CREATE TABLE half (words TEXT)")
        writing.executemany("INSERT INTO half VALUES (?)", [("слово " * 200,)] * 400)
        shutil.copy(sample_file, cut)
        shutil.copy(f"{sample_file}-journal", f"{cut}-journal")
        writing.execute("ROLLBACK")
    with closing(Desk.open(cut, read_only=read_only)) as desk:
        assert desk.verify() == []
        assert desk.read.value("SELECT count(*) FROM sqlite_master WHERE name = 'half'") == 0
        assert desk.read.value("SELECT count(*) FROM organizations") == 14
    assert [path.name for path in tmp_path.glob("*cut.cdesk*")] == ["cut.cdesk"]
