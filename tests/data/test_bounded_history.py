"""History does not grow without end, and says so when something can no longer be taken back."""

from __future__ import annotations

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization
from cluster_desk.data import history, journal
from cluster_desk.desk import Desk
from tests.builders import an_organization


@pytest.fixture(autouse=True)
def _looked_at_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_LOOKED_AT_EVERY", 1)


def _change(desk: Desk, times: int) -> int:
    [row] = desk.change("Added", an_organization())
    for number in range(times):
        record = desk.read.load(Organization, row)
        assert record
        record.notes = f"Запись {number}"
        desk.change("Changed", record)
    return row


def test_the_oldest_steps_are_sealed_when_there_are_too_many(desk: Desk) -> None:
    row = _change(desk, 9)
    journal.keep_bounded(desk.read._connection, 10, steps=6)
    states = [step.state for step in history.steps(desk.read, 20)]
    assert states == [journal.DONE] * 6 + [journal.SEALED] * 4
    assert all(desk.undo() for _step in range(6))
    with pytest.raises(UserError, match="Более ранние изменения отменить уже нельзя"):
        desk.undo()
    record = desk.read.load(Organization, row)
    assert record
    assert record.notes == "Запись 2"


def test_images_too_large_let_the_oldest_go_down_to_four_fifths(desk: Desk) -> None:
    _change(desk, 9)
    size = "sum(coalesce(length(CAST(before AS BLOB)), 0) + coalesce(length(CAST(after AS BLOB)), 0))"
    whole = desk.read.value(f"SELECT {size} FROM row_changes")
    journal.keep_bounded(desk.read._connection, 10, images=whole // 2)
    assert desk.read.value(f"SELECT {size} FROM row_changes") <= whole // 2 * 4 // 5
    assert desk.undo()


def test_how_much_the_history_holds_is_known_without_counting(desk: Desk) -> None:
    size = "coalesce(sum(coalesce(length(CAST(before AS BLOB)), 0) + coalesce(length(CAST(after AS BLOB)), 0)), 0)"

    def told_is_true() -> bool:
        told: int = desk.read.value("SELECT images FROM recording")
        return told > 0 and told == desk.read.value(f"SELECT {size} FROM row_changes")

    row = _change(desk, 3)
    assert told_is_true()
    desk.undo()
    desk.change("Added", an_organization(short_name="Новая", full_name="Новая школа"))
    assert told_is_true()
    record = desk.read.load(Organization, row)
    assert record
    desk.change("Deleted", remove=[record])
    desk.empty_bin()
    assert told_is_true()
    journal.keep_bounded(desk.read._connection, 10, images=1)
    assert desk.read.value("SELECT images FROM recording") < 1000


def test_nothing_to_undo_in_a_new_file_is_no_trouble(desk: Desk) -> None:
    assert desk.undo() is None
