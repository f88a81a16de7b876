"""Decisions and agreements stand in the calendar on their last day; a decision is moved there, an agreement is not."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.control import Recommendation, Visit
from cluster_desk.core.records.council import AgendaItem, Decision, DecisionState, Meeting
from cluster_desk.core.records.members import Organization
from cluster_desk.desk import Desk
from cluster_desk.rules.calendar.deadlines_beside import with_deadlines
from cluster_desk.rules.calendar.entries import Shape, calendar
from cluster_desk.rules.calendar.moves import MOVED, moved
from cluster_desk.ui.screens.calendar.entry_words import describe_entry, record_of
from tests.builders import an_organization

DAY = dt.date(2026, 10, 13)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    decisions = [
        Decision(text="Обновить составы РМО", due_words="до 1 октября 2026"),
        Decision(text="Исполнено давно", due_words="до 5 октября 2026", state=DecisionState.FULFILLED),
        Decision(text="Без срока", due_words="постоянно"),
    ]
    agenda = [AgendaItem(topic="О РМО", decisions=decisions)]
    desk.change("Added", Meeting(number=13, day=dt.date(2026, 9, 1), agenda=agenda), an_organization())
    return desk


def test_they_are_flags_on_their_last_day(filled: Desk) -> None:
    entries = with_deadlines(calendar(filled.read, DAY), filled.read, DAY).entries
    told = [(one.kind, one.first.isoformat(), one.state, one.haste) for one in entries if one.kind != "meeting"]
    assert told == [
        ("decision", "2026-10-01", "planned", "late"),
        ("decision", "2026-10-05", "done", ""),
        ("agreement", "2026-12-10", "planned", ""),
    ]
    assert all(one.shape is Shape.FLAG for one in entries if one.kind != "meeting")
    late = next(one for one in entries if one.kind == "decision")
    assert late.title == "Решение 13, 1.1: Обновить составы РМО"
    assert describe_entry(late).startswith("решение, Решение 13, 1.1")
    assert record_of(late) == (Decision, late.row)
    assert record_of(next(one for one in entries if one.kind == "agreement")) == (Organization, 1)


def test_a_decision_is_moved_in_the_calendar_and_an_agreement_is_not(filled: Desk) -> None:
    entries = with_deadlines(calendar(filled.read, DAY), filled.read, DAY).entries
    late, done = (one for one in entries if one.kind == "decision")
    record = moved(filled.read, late, dt.date(2026, 10, 20))
    assert isinstance(record, Decision)
    filled.change(MOVED["decision"], record)
    again = with_deadlines(calendar(filled.read, DAY), filled.read, DAY).entries
    assert [one.first.isoformat() for one in again if one.row == late.row and one.kind == "decision"] == ["2026-10-20"]
    for fixed in (done, next(one for one in entries if one.kind == "agreement")):
        with pytest.raises(UserError):
            moved(filled.read, fixed, dt.date(2026, 10, 20))


def test_what_was_dropped_is_not_told_as_done(desk: Desk) -> None:
    states = (DecisionState.FULFILLED, DecisionState.DROPPED)
    told = [Recommendation(text="Обновить уголок", due_words="до 5 октября 2026", state=state) for state in states]
    school = desk.change("Added", an_organization())[0]
    visit = Visit(organization_id=school, day=dt.date(2026, 9, 1), topic="Питание", recommendations=told)
    desk.change("Visit added", visit)
    entries = with_deadlines(calendar(desk.read, DAY), desk.read, DAY).entries
    assert [one.state for one in entries if one.kind == "recommendation"] == ["done", "cancelled"]
