"""A disk that is full, fails or is pulled out in the middle: told in a sentence, and nothing half done is left.

The calls of the system really fail; see `tests/torture/system_calls.py`. Every call of every work is in the torture.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.data.backup.copies import make_backup, restore
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.file.lock import lock_path
from cluster_desk.data.privacy.erase import somebody
from cluster_desk.desk import Desk
from cluster_desk.exchange.icalendar_export import write_calendar
from tests.builders import a_cluster, an_organization
from tests.torture import system_calls
from tests.torture.rows import rows_of
from tests.torture.system_calls import Armed, Fault, Kind, Ran

pytestmark = pytest.mark.skipif(not system_calls.available(), reason="this system lets no call be failed")


def failed(folder: Path, work: Callable[[], object], fault: Fault) -> Ran:
    """What came of a work in a process of its own with that fault."""

    def armed_work(armed: Armed) -> None:
        with armed():
            work()

    return system_calls.run(armed_work, folder, fault)


def described(ran: Ran) -> str:
    """The sentence that the work ended with."""
    assert ran.failed
    assert ran.error
    assert ran.error.known, ran.error.where
    return ran.error.text


@pytest.mark.parametrize("lasting", [False, True])
@pytest.mark.parametrize("look", [lambda desk: desk.read.load_all(Organization), Desk.next_undo, Desk.undo])
def test_what_cannot_be_read_is_told(data_file: Path, look: Callable[[Desk], object], lasting: bool) -> None:
    def armed_look(armed: Armed) -> None:
        desk = Desk.open(data_file)
        desk.make_sure()
        with armed():
            look(desk)

    ran = system_calls.run(armed_look, data_file.parent, Fault(1, lasting=lasting))
    assert "не читается" in described(ran) or "повреждён" in described(ran)


def test_who_is_erased_is_shown_erased_though_the_file_could_not_be_written_anew(data_file: Path) -> None:
    desk = Desk.open(data_file)
    [row] = desk.change("Added", Person(name="Тихонов Андрей Викторович"))
    desk.close()

    def armed_erasing(armed: Armed) -> list[str]:
        desk = Desk.open(data_file)
        heard: list[str] = []
        desk.subscribe(heard.extend)
        who = somebody(desk.read, row)
        with armed(), pytest.raises(UserError):
            desk.erase(who)
        return heard

    ran = system_calls.run(armed_erasing, data_file.parent, Fault(500, Kind.FULL, lasting=True))
    assert ran.failed
    assert "members" in ran.result
    assert "Тихонов" not in str(rows_of(data_file))


def test_a_new_file_that_a_kill_cuts_short_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "новый.cdesk"
    ran = failed(tmp_path, lambda: Desk.create(path, a_cluster()).close(), Fault(300, Kind.KILLED))
    assert ran.killed
    assert not path.exists()
    Desk.create(path, a_cluster()).close()
    Desk.open(path).close()
    assert list(tmp_path.glob("*.cdesk")) == [path]


@pytest.mark.parametrize(("kind", "lasting"), [(Kind.FULL, False), (Kind.FULL, True), (Kind.FAILING, True)])
def test_a_new_file_for_which_there_is_no_room_is_told_and_not_there(tmp_path: Path, kind: Kind, lasting: bool) -> None:
    path = tmp_path / "новый.cdesk"
    ran = failed(tmp_path, lambda: Desk.create(path, a_cluster()).close(), Fault(100, kind, lasting))
    assert "нельзя" in described(ran)
    assert not path.exists()


@pytest.mark.parametrize("lasting", [False, True])
def test_salvaging_onto_a_full_disk_is_told_and_blames_no_row(data_file: Path, tmp_path: Path, lasting: bool) -> None:
    desk = Desk.open(data_file)
    desk.change("Added", *(an_organization(short_name=f"№ {n}", full_name=f"Школа № {n}" * 40) for n in range(200)))
    desk.close()
    new = tmp_path / "спасённый.cdesk"
    ran = failed(tmp_path, lambda: salvage(data_file, new), Fault(400, Kind.FULL, lasting))
    assert "заполнен" in described(ran)
    assert not new.exists()


@pytest.mark.parametrize("at", [1, 2])
def test_on_a_full_disk_the_lock_holds_all_the_same(data_file: Path, at: int) -> None:
    def hold() -> bool:
        desk = Desk.open(data_file)
        held = lock_path(data_file).exists() and not desk.read_only
        desk.close()
        return held

    ran = failed(data_file.parent, hold, Fault(at + 1, Kind.FULL))
    assert ran.error is None
    assert not lock_path(data_file).exists()


def test_two_restorings_in_one_second_keep_both_files_replaced(desk: Desk, tmp_path: Path) -> None:
    now = dt.datetime(2026, 11, 22, 14, 30)
    copy = make_backup(desk.read._connection, desk.path, tmp_path / "копии", now).path
    desk.change("Added", an_organization())
    desk.close()
    before = rows_of(desk.path)
    first = restore(copy, desk.path, now)
    second = restore(copy, desk.path, now)
    assert first
    assert second
    assert first != second
    assert rows_of(first) == before


def test_a_calendar_that_a_pulled_out_stick_cuts_short_is_told(tmp_path: Path) -> None:
    ran = failed(tmp_path, lambda: write_calendar([], tmp_path / "календарь.ics", 1), Fault(1, lasting=True))
    assert "календарь.ics" in described(ran)


def test_a_stick_that_goes_while_a_file_is_looked_at_is_told_in_a_sentence(data_file: Path) -> None:
    data_file.with_name(f"{data_file.name}-journal").write_bytes(b"\0" * 600)  # looked at first
    ran = failed(data_file.parent, lambda: Desk.open(data_file).close(), Fault(1, lasting=True))
    assert "не читается" in described(ran) or "Такого файла нет" in described(ran)
