"""Copies of one file that were worked on apart: uuids tell what they have in common, branches where they part."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from cluster_desk.data.backup.copies import restore
from cluster_desk.data.file.migrations import NEWEST
from cluster_desk.desk import Desk
from tests.builders import an_organization

FILES = Path(__file__).parents[1] / "files"


def _add(path: Path, name: str) -> None:
    desk = Desk.open(path)
    desk.change("Added", an_organization(short_name=name, full_name=name))
    desk.close()


def _told(path: Path) -> tuple[list[str], list[tuple[str, int]]]:
    """The uuids of the transactions, and of the branches with the number of the first transaction of each."""
    desk = Desk.open(path, read_only=True)
    transactions = [str(row[0]) for row in desk.read.rows("SELECT uuid FROM steps ORDER BY id")]
    branches = [(str(row[0]), int(row[1])) for row in desk.read.rows("SELECT uuid, since FROM branches ORDER BY id")]
    desk.close()
    return transactions, branches


def test_a_file_stays_on_its_branch_where_it_is(data_file: Path) -> None:
    for name in ("Первая", "Вторая"):
        _add(data_file, name)
    transactions, branches = _told(data_file)
    assert len(set(transactions)) == 2
    assert len(branches) == 1


def test_a_copy_worked_on_elsewhere_parts(data_file: Path, tmp_path: Path) -> None:
    _add(data_file, "Общая")
    other = tmp_path / "флешка" / data_file.name
    other.parent.mkdir()
    shutil.copy(data_file, other)
    assert _told(other) == _told(data_file)  # nobody has worked on it yet
    _add(data_file, "Здесь")
    _add(other, "Там")
    (ours, our_branches), (theirs, their_branches) = _told(data_file), _told(other)
    assert ours[0] == theirs[0]
    assert ours[1] != theirs[1]
    assert their_branches[:-1] == our_branches
    assert their_branches[-1][1] == 2  # its first own transaction
    shutil.copy(other, data_file)  # brought home and gone on with
    _add(data_file, "Дома")
    assert [since for _uuid, since in _told(data_file)[1]] == [1, 2, 3]


def test_transactions_after_a_restored_copy_are_others(data_file: Path, tmp_path: Path) -> None:
    _add(data_file, "Первая")
    desk = Desk.open(data_file)
    copy = desk.back_up(tmp_path / "копии")
    desk.close()
    _add(data_file, "Вторая")
    before = _told(data_file)[0]
    restore(copy.path, data_file)
    _add(data_file, "Другая вторая")
    after = _told(data_file)[0]
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_copies_of_an_older_version_brought_up_apart_know_what_they_have_in_common(tmp_path: Path) -> None:
    told = []
    for place in ("дом", "школа"):
        path = tmp_path / place / "Кластер.cdesk"
        path.parent.mkdir()
        path.write_bytes(gzip.decompress((FILES / f"version-{NEWEST - 1}.cdesk.gz").read_bytes()))
        Desk.open(path).close()
        told.append(_told(path)[0])
    assert told[0] == told[1]
    assert len(set(told[0])) == len(told[0]) > 100
