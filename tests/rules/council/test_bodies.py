"""A body beside the council: its own members, numbers and papers, and nothing of the council's is touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.records.cluster import QuorumRule
from cluster_desk.core.records.council import (
    AgendaItem,
    Attendee,
    Body,
    BodyKind,
    CouncilSeat,
    Decision,
    Executor,
    Meeting,
    SeatRole,
    Speaker,
)
from cluster_desk.data.queries.council import list_meetings, next_meeting_number, seat_holders
from cluster_desk.data.queries.minutes import proposals_for, roll_of
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document import Document
from cluster_desk.rules.calendar.entries import calendar
from cluster_desk.rules.control import control_lines
from cluster_desk.rules.today import GroupKey, what_is_due
from tests.builders import a_meeting

DAY = dt.date(2026, 11, 24)
NAME = "методическое объединение учителей математики"
OF_MEETING = ("agenda", "invitations", "attendance", "minutes", "extract", "fulfilment", "pack")
OF_BODY = ("decisions", "council-plan", "council")


@pytest.fixture(scope="module")
def desk(sample_of_module: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_of_module)
    opened.read.today = lambda: DAY
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def before(desk: Desk) -> dict[str, Document]:
    """The council's papers as they are without another body."""
    return {name: paper(name).build(desk.read, _options(name)) for name in (*OF_MEETING, *OF_BODY)}


@pytest.fixture(scope="module")
def body(desk: Desk, before: dict[str, Document]) -> int:
    """A methodical association with four members, a meeting that was held and one to come."""
    people = [row for (row,) in desk.read.rows("SELECT id FROM people ORDER BY id LIMIT 4")]
    [made] = desk.change("Added", Body(name=NAME, kind=BodyKind.ASSOCIATION, quorum=QuorumRule.TWO_THIRDS))
    roles = (SeatRole.CHAIR, SeatRole.SECRETARY, SeatRole.MEMBER, SeatRole.MEMBER)
    seats = [CouncilSeat(body_id=made, role=role, person_id=who) for role, who in zip(roles, people, strict=True)]
    rows = desk.change("Added", *seats)
    decision = Decision(
        text="Провести пробный экзамен", due_words="до 20 ноября", executors=[Executor(words="Громова Е. Н.")]
    )
    question = AgendaItem(topic="О подготовке к экзамену", heard="Громову Е. Н.", decisions=[decision])
    question.speakers = [Speaker(words="Громова Е. Н.")]
    came = [
        Attendee(seat_id=row, words=desk.read.value("SELECT name FROM people WHERE id = ?", who), role=role)
        for row, who, role in zip(rows[:3], people, roles, strict=False)
    ]
    held = Meeting(body_id=made, number=1, day=dt.date(2026, 10, 22), time="15:00", theme="Итоги четверти")
    held.agenda, held.attendance = [question], came
    desk.change("Added", held, Meeting(body_id=made, number=2, day=dt.date(2026, 11, 27), theme="План работы"))
    return made


def _options(name: str, meeting: str = "2026-04-09") -> dict[str, str]:
    return {"meeting": meeting} if name in OF_MEETING else {}


def test_the_councils_papers_stay_as_they_were(desk: Desk, before: dict[str, Document], body: int) -> None:
    for name, document in before.items():
        assert paper(name).build(desk.read, _options(name)) == document, name
    assert [one.number for one in list_meetings(desk.read)][:1] == [16]


def test_every_paper_of_the_council_is_the_bodys(desk: Desk, body: int) -> None:
    [held] = [one for one in list_meetings(desk.read, body) if one.number == 1]
    for name in (*OF_MEETING, *OF_BODY):
        options = {"meeting": f"id={held.id}"} if name in OF_MEETING else {"body": str(body)}
        words = repr(paper(name).build(desk.read, options))
        assert "оординационного совета" not in words, name
        if name != "decisions":
            assert "методического объединения учителей математики" in words, name
    minutes = repr(paper("minutes").build(desk.read, {"meeting": f"id={held.id}"}))
    assert "3 из 4 членов: " in minutes
    assert "Кворум имеется." in minutes
    extract = repr(paper("extract").build(desk.read, {"meeting": f"id={held.id}"}))
    assert "Секретарь методического объединения учителей математики" in extract
    composition = repr(paper("council").build(desk.read, {"body": str(body)}))
    assert "Руководитель методического объединения учителей математики" in composition
    register = repr(paper("decisions").build(desk.read, {"body": str(body)}))
    assert "Провести пробный экзамен" in register
    assert "Всего: 1 решение" in register


def test_its_numbers_go_their_own_way(desk: Desk, body: int) -> None:
    assert (next_meeting_number(desk.read, body), next_meeting_number(desk.read)) == (3, 17)
    with pytest.raises(Problems, match="уже"):
        desk.change("Added", a_meeting(body_id=body, number=2, day=dt.date(2027, 1, 14)))
    with pytest.raises(Problems, match="другой орган"):
        desk.change("Added", Body(name=NAME))


def test_its_members_and_quorum_are_its_own(desk: Desk, body: int) -> None:
    assert len(seat_holders(desk.read, DAY, body)) == 4
    assert NAME not in {seat.position for seat in seat_holders(desk.read, DAY)}
    [held] = [one for one in list_meetings(desk.read, body) if one.number == 1]
    quorum = roll_of(desk.read, held.id).quorum
    assert (quorum.present, quorum.seats, quorum.needed) == (3, 4, 3)


def test_its_decisions_come_back_on_its_own_agendas_alone(desk: Desk, body: int) -> None:
    to_come = next(one for one in list_meetings(desk.read, body) if one.number == 2)
    council = next(one for one in list_meetings(desk.read) if one.number == 15)
    assert [one.text for one in proposals_for(desk.read, to_come.id, DAY)] == ["Провести пробный экзамен"]
    assert "Провести пробный экзамен" not in {one.text for one in proposals_for(desk.read, council.id, DAY)}


def test_today_calendar_and_control_name_the_body(desk: Desk, body: int) -> None:
    due = what_is_due(desk.read, DAY)
    assert f"{NAME}: заседание №\u00a02. План работы" in {one.title for one in due.groups[GroupKey.WEEK].lines}
    assert due.meeting
    assert due.meeting.number == 15
    titles = {one.title for one in calendar(desk.read, DAY).entries if one.kind == "meeting"}
    assert f"{NAME}: заседание №\u00a01. Итоги четверти" in titles
    [line] = [one for one in control_lines(desk.read, DAY) if one.title == "Провести пробный экзамен"]
    assert line.where == f"Протокол №\u00a01 от 22.10.2026, п. 1.1, {NAME}"


def test_a_body_with_meetings_is_not_deleted(desk: Desk, body: int) -> None:
    record = desk.read.load(Body, body)
    assert record
    with pytest.raises(UserError):
        desk.change("Deleted", remove=[record])


def test_a_body_without_members_invites_nobody(desk: Desk) -> None:
    [made] = desk.change("Added", Body(name="жюри конкурса чтецов", kind=BodyKind.JURY))
    [meeting] = desk.change("Added", Meeting(body_id=made, day=dt.date(2026, 12, 1)))
    with pytest.raises(UserError, match="нет членов"):
        paper("invitations").build(desk.read, {"meeting": f"id={meeting}"})
    assert "заседания жюри конкурса чтецов" in repr(paper("agenda").build(desk.read, {"meeting": f"id={meeting}"}))
