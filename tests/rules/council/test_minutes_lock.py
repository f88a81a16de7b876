"""Confirmed minutes stay as they are whatever is put back: by undo, by redo, from the history."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.council import (
    AgendaItem,
    CouncilSeat,
    Decision,
    DecisionState,
    Meeting,
    MinutesState,
    Presence,
)
from cluster_desk.core.records.members import Person
from cluster_desk.data.history import views as history
from cluster_desk.data.queries.minutes import roll_of
from cluster_desk.desk import Desk
from cluster_desk.rules.council import minutes

TODAY = dt.date(2026, 11, 21)


def confirmed(desk: Desk) -> int:
    """A meeting in four steps: added, called, written, confirmed; gives its row number."""
    person = desk.draft(Person, name="Ветрова А. А.")
    desk.change("Seat added", person, CouncilSeat(person_id=person.id))
    item = AgendaItem(topic="О форуме", heard="Ветрову А. А.", decisions=[Decision(text="Провести форум")])
    row = desk.change("Meeting added", Meeting(number=14, day=dt.date(2026, 10, 22), agenda=[item]))[0]
    seat = roll_of(desk.read, row).seats[0]
    desk.change("Roll called", minutes.with_presence(meeting(desk, row), seat, Presence.PRESENT))
    written = meeting(desk, row)
    written.agenda[0].decisions[0].text = "Провести форум в марте"
    desk.change("Minutes written", written)
    desk.change("Confirmed", minutes.confirmed(meeting(desk, row), roll_of(desk.read, row).seats, TODAY))
    return row


def meeting(desk: Desk, row: int) -> Meeting:
    """The meeting as it is stored, to be changed."""
    record = desk.read.load(Meeting, row)
    assert record
    return record.copy()


def text(desk: Desk, row: int) -> str:
    return meeting(desk, row).agenda[0].decisions[0].text


def test_an_earlier_state_is_not_put_over_confirmed_minutes(desk: Desk) -> None:
    row = confirmed(desk)
    rows = history.rows_of(desk.read, Meeting, row)
    for step in history.transactions_of(desk.read, rows)[1:]:
        with pytest.raises(UserError, match="подтверждён и закрыт для правки") as raised:
            desk.put_back("Earlier state brought back", history.images_after(desk.read, rows, step.id))
        assert "«Открыть для правки…»" in raised.value.do
    assert text(desk, row) == "Провести форум в марте"
    assert meeting(desk, row).minutes_state is MinutesState.CONFIRMED

    desk.change("Unlocked", minutes.unlocked(meeting(desk, row), "Ошибка", TODAY))
    first = history.transactions_of(desk.read, rows)[-1]
    desk.put_back("Earlier state brought back", history.images_after(desk.read, rows, first.id))
    assert text(desk, row) == "Провести форум"


def test_confirming_is_undone_and_done_again_as_a_whole(desk: Desk) -> None:
    row = confirmed(desk)
    desk.undo()
    assert meeting(desk, row).minutes_state is MinutesState.DRAFT
    desk.undo()
    assert text(desk, row) == "Провести форум"
    desk.redo()
    desk.redo()
    assert meeting(desk, row).minutes_state is MinutesState.CONFIRMED
    assert text(desk, row) == "Провести форум в марте"


def test_what_became_of_a_decision_is_put_back_though_the_minutes_are_locked(desk: Desk) -> None:
    row = confirmed(desk)
    decision = meeting(desk, row).agenda[0].decisions[0]
    rows = history.rows_of(desk.read, Meeting, row)
    before = history.transactions_of(desk.read, rows)[0]
    decision.state, decision.done = DecisionState.FULFILLED, "Проведён"
    desk.change("Fulfilled", decision)
    desk.put_back("Earlier state brought back", history.images_after(desk.read, rows, before.id))
    assert meeting(desk, row).agenda[0].decisions[0].state is DecisionState.IN_WORK
    desk.undo()
    assert meeting(desk, row).agenda[0].decisions[0].done == "Проведён"
