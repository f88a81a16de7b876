"""Copies that still hold an erased name are named, wherever they lie and however the name stands in them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import Cancelled
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.members import Person
from cluster_desk.data.backup.copies import restore
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.privacy.copies import copies_of, copies_that_name
from cluster_desk.data.privacy.erase import Somebody, somebody
from cluster_desk.desk import Desk
from tests.builders import a_cluster, a_meeting, an_organization


def _uuid(desk: Desk) -> str:
    return str(desk.read.value("SELECT uuid FROM cluster"))


@pytest.fixture
def who(desk: Desk) -> Somebody:
    [row] = desk.change("Added", Person(name="Дёмина Полина Андреевна"))
    return somebody(desk.read, row)


def test_copies_lie_in_both_places_under_earlier_names_and_beside_the_file(
    desk: Desk, who: Somebody, tmp_path: Path
) -> None:
    first, second = tmp_path / "копии", tmp_path / "флешка"
    made = [desk.back_up(first).path, desk.back_up(second).path]
    earlier = first / f"Прежнее имя {_uuid(desk)[:8]}" / made[0].name
    earlier.parent.mkdir()
    half = earlier.with_suffix(".part")
    by_hand = desk.path.with_name("копия от руки.cdesk")
    for target in (earlier, half, by_hand):
        shutil.copy(made[0], target)
    half.write_bytes(half.read_bytes()[:-5000])
    desk.close()
    kept = restore(made[0], desk.path)
    assert kept
    salvaged = desk.path.with_name(f"{desk.path.stem} (спасено 2026-11-22 14-30-00).cdesk")
    salvage(desk.path, salvaged)
    other = desk.path.with_name("Другой кластер.cdesk")
    shutil.copy(made[0], other)
    opened = Desk.open(desk.path)
    result = copies_of(desk.path, _uuid(opened), [first, second, tmp_path / "нет"])
    assert {*made, earlier, half, by_hand, kept, salvaged, other} == set(result)
    assert set(copies_that_name(result, who)) == set(result)
    opened.close()


def test_another_clusters_file_beside_is_no_copy(desk: Desk, tmp_path: Path) -> None:
    Desk.create(desk.path.with_name("Соседний.cdesk"), a_cluster()).close()
    (tmp_path / "Заречный кластер.txt").write_text("Дёмина", encoding="utf-8")
    assert copies_of(desk.path, _uuid(desk), [tmp_path / "копии"]) == []


@pytest.mark.parametrize("words", ["ДЁМИНОЙ П. А.", "деминой п.а.", "Полине Андреевне Дёминой", "Дёмину", "П.А.Демина"])
def test_the_name_is_known_in_every_form(desk: Desk, who: Somebody, tmp_path: Path, words: str) -> None:
    desk.erase(who)
    clean = desk.back_up(tmp_path / "а").path
    desk.change("Added", a_meeting(theme=f"Слово {words}"))
    copy = desk.back_up(tmp_path / "б").path
    assert copies_that_name([clean, copy], who) == [copy]


def test_a_namesake_in_a_copy_is_not_the_person(desk: Desk, tmp_path: Path) -> None:
    [row, _other] = desk.change("Added", Person(name="Дёмина Полина Андреевна"), Person(name="Дёмина Ольга Львовна"))
    who = somebody(desk.read, row)
    desk.erase(who)
    assert copies_that_name([desk.back_up(tmp_path).path], who) == []


def test_what_was_deleted_and_still_stands_in_the_bytes_is_found(desk: Desk, who: Somebody, tmp_path: Path) -> None:
    desk.change(
        "Added", Event(name="Слово Дёминой Полины Андреевны", day_words="1 мая 2026", text="Дёмина П. А. " * 900)
    )
    copy = desk.back_up(tmp_path).path
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        for table in ("row_changes", "steps", "events", "people", "search"):
            connection.execute(f"DELETE FROM {table}")
    assert "Дёмина П. А.".encode() in copy.read_bytes()
    assert copies_that_name([copy], who) == [copy]


def test_a_damaged_copy_is_told_by_its_bytes(desk: Desk, who: Somebody, tmp_path: Path) -> None:
    desk.change("Added", an_organization())
    copy = desk.back_up(tmp_path).path
    copy.write_bytes(b"SQLite format 3\0" + copy.read_bytes()[16:2000] + copy.read_bytes()[8192:])
    assert copies_that_name([copy, tmp_path / "нет такой.cdesk"], who) == [copy]


def test_the_search_can_be_stopped(desk: Desk, who: Somebody, tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        copies_that_name([desk.back_up(tmp_path).path], who, Stop())
