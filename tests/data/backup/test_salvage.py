"""A damaged file: what stands in whole pages comes into a new one."""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.council import AgendaItem, Meeting, Speaker
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.backup.salvage_report import compare_files
from cluster_desk.desk import Desk
from tests.builders import a_meeting, an_organization


def full(data_file: Path) -> Path:
    """A file with 300 organizations, a long note and a few meetings."""
    desk = Desk.open(data_file)
    schools = [
        an_organization(short_name=f"МКОУ СОШ № {n}", notes="Запись. " * (900 if n == 7 else 3)) for n in range(300)
    ]
    desk.change("Added", *schools)
    desk.change("Added", a_meeting())
    desk.close()
    return data_file


def contents(path: Path) -> dict[str, set[tuple[object, ...]]]:
    """Every row of every table but the search index, which a new file makes anew."""
    with sqlite3.connect(path) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names = [name for name in names if not name.startswith("search")]
        return {name: set(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names}


def test_a_sound_file_is_salvaged_whole(data_file: Path, tmp_path: Path) -> None:
    old, new = full(data_file), tmp_path / "новый.cdesk"
    assert salvage(old, new).whole
    before, after = contents(old), contents(new)
    kept = [
        name for name in before if not name.startswith(("sqlite_", "search", "branches"))
    ]  # a new file is on no branch
    assert {name: before[name] for name in kept} == {name: after[name] for name in kept}


@pytest.mark.parametrize("seed", range(12))
def test_a_torn_page_costs_no_more_than_what_stood_on_it(data_file: Path, tmp_path: Path, seed: int) -> None:
    old, new = full(data_file), tmp_path / "новый.cdesk"
    content = bytearray(old.read_bytes())
    page = random.Random(seed).randrange(0, len(content) // 4096)
    content[page * 4096 : (page + 1) * 4096] = random.Random(seed).randbytes(4096)
    before = contents(old)["organizations"]
    torn = tmp_path / "порван.cdesk"
    torn.write_bytes(content)
    result = salvage(torn, new)
    after = contents(new)["organizations"]
    assert len(before) - len(after) <= 30
    desk = Desk.open(new)
    assert desk.verify() == []
    desk.close()
    assert result.rows["organizations"] == len(after)


def test_half_a_file_gives_what_stands_in_that_half(data_file: Path, tmp_path: Path) -> None:
    content = full(data_file).read_bytes()
    half = tmp_path / "половина.cdesk"
    half.write_bytes(content[: len(content) // 2])
    result = salvage(half, tmp_path / "новый.cdesk")
    assert not result.whole
    desk = Desk.open(tmp_path / "новый.cdesk")
    assert desk.verify() == []
    desk.close()


def test_a_file_that_holds_nothing_of_ours_is_told(tmp_path: Path) -> None:
    garbage = tmp_path / "мусор.cdesk"
    garbage.write_bytes(random.Random(1).randbytes(50_000))
    with pytest.raises(UserError):
        salvage(garbage, tmp_path / "новый.cdesk")
    assert [path.name for path in tmp_path.iterdir()] == [garbage.name]


@pytest.mark.parametrize("gone", ["people", "agenda_items"])
def test_a_link_that_leads_nowhere_is_emptied_and_a_part_without_its_owner_left_out(
    data_file: Path, tmp_path: Path, gone: str
) -> None:
    desk = Desk.open(data_file)
    speaker = desk.draft(Person, name="Дёмина Полина Андреевна")
    topic = AgendaItem(topic="Форум", speakers=[Speaker(words="П. А. Дёмина", person_id=speaker.id)])
    desk.change("Added", speaker, a_meeting(agenda=[topic]))
    desk.close()
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute(f"DELETE FROM {gone}")
        connection.commit()
    result = salvage(data_file, tmp_path / "новый.cdesk")
    opened = Desk.open(tmp_path / "новый.cdesk")
    assert opened.verify() == []
    speakers = opened.read.rows("SELECT words, person_id FROM speakers")
    opened.close()
    if gone == "people":
        assert (result.emptied, speakers) == (1, [("П. А. Дёмина", None)])
    else:
        assert (result.left_out, speakers) == ({"speakers": 1}, [])


@pytest.mark.parametrize(
    "table", ["people", "organizations", "council_seats", "decisions", "plan_sections", "plan_items", "events", "tasks"]
)
def test_links_to_a_table_that_is_lost_are_emptied_and_no_others(sample_file: Path, tmp_path: Path, table: str) -> None:
    with sqlite3.connect(sample_file) as connection:
        [page] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        seats = connection.execute("SELECT id, seat_id FROM attendees").fetchall()
    content = bytearray(sample_file.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    torn, new = tmp_path / "порван.cdesk", tmp_path / "новый.cdesk"
    torn.write_bytes(content)
    salvage(torn, new)
    desk = Desk.open(new)
    assert desk.verify() == []
    if table == "people":
        assert desk.read.rows("SELECT id, seat_id FROM attendees") == seats
        assert desk.read.value("SELECT count(*) FROM attendees WHERE person_id IS NOT NULL") == 0
    desk.close()


def test_a_row_number_that_was_used_is_not_given_again_after_salvage(data_file: Path, tmp_path: Path) -> None:
    desk = Desk.open(data_file)
    [row] = desk.change("Added", an_organization())
    record = desk.read.load(Organization, row)
    assert record
    desk.change("Deleted", remove=[record])
    desk.close()
    assert salvage(data_file, tmp_path / "новый.cdesk").whole
    saved = Desk.open(tmp_path / "новый.cdesk")
    [next_row] = saved.change("Added", an_organization(short_name="Новая", full_name="Новая школа"))
    assert next_row > row
    assert saved.undo()
    assert saved.undo()
    assert saved.read.load(Organization, row)
    saved.close()


def test_a_day_whose_letters_are_spoilt_is_emptied_and_its_record_named(data_file: Path, tmp_path: Path) -> None:
    desk = Desk.open(data_file)
    desk.change("Added", a_meeting(theme="Итоги", day=dt.date(2026, 3, 17)))
    desk.close()
    content = data_file.read_bytes()
    assert b"2026-03-17" in content
    data_file.write_bytes(content.replace(b"2026-03-17", b"2O26-03-17"))
    result = salvage(data_file, tmp_path / "новый.cdesk")
    assert [one.title for one in result.doubtful] == ["Итоги"]
    saved = Desk.open(tmp_path / "новый.cdesk")
    assert [meeting.day for meeting in saved.read.load_all(Meeting)] == [None]
    saved.close()


def test_a_lost_cluster_is_told_and_the_new_file_has_an_identity_of_its_own(data_file: Path, tmp_path: Path) -> None:
    desk = Desk.open(full(data_file))
    desk.close()
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute("DELETE FROM cluster")
        connection.commit()
    result = salvage(data_file, tmp_path / "новый.cdesk")
    assert not result.whole
    saved = Desk.open(tmp_path / "новый.cdesk")
    assert len(saved.read.value("SELECT uuid FROM cluster")) == 36
    saved.close()


def test_a_file_without_its_cluster_or_with_letters_that_are_none_is_told_damaged(data_file: Path) -> None:
    desk = Desk.open(data_file)
    desk.change("Added", a_meeting(theme="Итоги", day=dt.date(2026, 3, 17)))
    desk.close()
    with closing(sqlite3.connect(data_file)) as connection:  # its seal no longer counts then
        connection.execute("UPDATE meetings SET theme = CAST(X'C328' AS TEXT)")
        connection.commit()
    desk = Desk.open(data_file)
    with pytest.raises(UserError, match="повреждён"):
        desk.read.rows("SELECT theme FROM meetings")
    with pytest.raises(UserError, match="повреждён"):
        desk.read.load_all(Meeting)
    desk.close()
    with closing(sqlite3.connect(data_file)) as connection:
        connection.execute("DELETE FROM cluster")
        connection.commit()
    with pytest.raises(UserError, match="повреждён"):
        Desk.open(data_file)


def test_parts_that_are_lacking_are_counted_like_the_records_that_are(sample_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "Копия.cdesk"
    shutil.copyfile(sample_file, copy)
    with closing(sqlite3.connect(sample_file)) as connection, connection:
        connection.execute("DELETE FROM agenda_items WHERE id = 1")
        connection.execute("DELETE FROM row_changes")  # torn, not deleted by anybody
    beside = compare_files(sample_file, [copy])
    assert AgendaItem in {one.record for one in beside.lost}
    assert beside.saved[AgendaItem] == beside.in_copy[AgendaItem] - 1
