"""Minutes as the office must keep them: quorum, votes, decisions, the lock, proposals for the next agenda."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.records.cluster import Cluster, QuorumRule
from cluster_desk.core.records.council import (
    AgendaItem,
    CouncilSeat,
    Decision,
    DecisionState,
    Executor,
    Meeting,
    MinutesState,
    Presence,
    SeatRole,
)
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.members import member_facts
from cluster_desk.data.queries.minutes import Quorum, list_decisions, minutes_of, needed_for, proposals_for, roll_of
from cluster_desk.desk import Desk
from cluster_desk.rules.council import minutes
from cluster_desk.rules.members import note_former_head
from cluster_desk.rules.states import under_control
from tests.builders import a_meeting, an_organization

TODAY = dt.date(2026, 11, 21)
NAMES = ["Ветрова А. А.", "Гордеев Б. Б.", "Дымова В. В.", "Ершов Г. Г.", "Жукова Д. Д.", "Зверева Е. Е."]
NAMES += ["Ильин Ж. Ж.", "Краева З. З.", "Лунин И. И.", "Мохова К. К.", "Носов Л. Л."]


@pytest.fixture
def council(desk: Desk) -> Desk:
    """A council of eleven: a chair, a secretary, a curator, eight members."""
    roles = [SeatRole.CHAIR, SeatRole.SECRETARY, *[SeatRole.MEMBER] * 8, SeatRole.CURATOR]
    people = [desk.draft(Person, name=name) for name in NAMES]
    seats = [CouncilSeat(role=role, person_id=one.id) for role, one in zip(roles, people, strict=True)]
    desk.change("Seats added", *people, *seats)
    return desk


def held(desk: Desk, present: int, **values: object) -> Meeting:
    """A stored meeting with the first `present` seats marked as present and the others as absent."""
    meeting = desk.draft(Meeting, **{"number": 14, "day": dt.date(2026, 10, 22), "agenda": [], **values})
    desk.change("Meeting added", meeting)
    meeting = again(desk, meeting)
    for place, seat in enumerate(roll_of(desk.read, meeting.id or 0).seats):
        meeting = minutes.with_presence(meeting, seat, Presence.PRESENT if place < present else Presence.ABSENT)
    desk.change("Roll called", meeting)
    return again(desk, meeting)


def again(desk: Desk, meeting: Meeting) -> Meeting:
    record = desk.read.load(Meeting, meeting.id or 0)
    assert record is not None
    return record


def quorum(desk: Desk, meeting: Meeting) -> Quorum:
    return roll_of(desk.read, meeting.id or 0).quorum


def refused(desk: Desk, record: Meeting | Decision | Cluster) -> list[tuple[str, str]]:
    with pytest.raises(Problems) as raised:
        desk.change("Try", record)
    return [(one.field, one.text) for one in raised.value.problems]


@pytest.mark.parametrize(
    ("rule", "number", "needed"),
    [(QuorumRule.HALF, None, 6), (QuorumRule.TWO_THIRDS, None, 8), (QuorumRule.NUMBER, 5, 5)],
)
def test_needed_of_eleven(rule: QuorumRule, number: int | None, needed: int) -> None:
    assert needed_for(rule, number, 11) == needed
    assert needed_for(QuorumRule.HALF, None, 10) == 6


def test_five_of_eleven_is_no_quorum_six_is(council: Desk) -> None:
    five = quorum(council, held(council, 5))
    assert (five.present, five.seats, five.needed, five.holds) == (5, 11, 6, False)
    six = quorum(council, held(council, 6, number=15))
    assert (six.present, six.seats, six.holds) == (6, 11, True)


def test_a_stand_in_makes_the_sixth(council: Desk) -> None:
    meeting = held(council, 5)
    absent = next(seat for seat in roll_of(council.read, meeting.id or 0).seats if not seat.present)
    council.change(
        "Stand-in", minutes.with_presence(meeting, absent, Presence.STAND_IN, stand_in="Орлова П. П., заместитель")
    )
    assert quorum(council, meeting).holds
    seat = next(one for one in roll_of(council.read, meeting.id or 0).seats if one.seat_id == absent.seat_id)
    assert (seat.name, seat.came) == (absent.name, "Орлова П. П., заместитель")


def test_a_curator_and_an_empty_seat_need_not_count(council: Desk) -> None:
    council.change("Seat", CouncilSeat(position="представитель садов"))
    cluster = council.read.load(Cluster, 1)
    assert cluster is not None
    cluster.curator_counts = False
    council.change("Settings", cluster)
    result = quorum(council, held(council, 12))
    assert (result.present, result.seats, result.needed) == (10, 10, 6)


def test_a_number_as_quorum_must_be_told(council: Desk) -> None:
    cluster = council.read.load(Cluster, 1)
    assert cluster is not None
    cluster.quorum = QuorumRule.NUMBER
    assert refused(council, cluster) == [
        ("quorum_number", "Укажите, сколько человек должно присутствовать: 1 или больше.")
    ]


def test_votes_above_those_present(council: Desk) -> None:
    meeting = held(council, 6, agenda=[AgendaItem(topic="О форуме")])
    meeting.agenda[0].votes_for, meeting.agenda[0].votes_against = 6, 1
    [(field, words)] = refused(council, meeting)
    assert field == "votes_against"
    assert words == "Голосов 7, а присутствуют с правом голоса 6. Исправьте голоса или отметьте присутствующих."
    meeting.agenda[0].votes_against = -1
    assert refused(council, meeting) == [("votes_against", "Число голосов не может быть меньше 0.")]
    meeting.agenda[0].votes_against = 0
    council.change("Votes", meeting)
    [item] = minutes_of(council.read, meeting.id or 0, TODAY)
    assert item.record.unanimous


def test_decisions_are_numbered_by_their_places(council: Desk) -> None:
    items = [
        AgendaItem(topic="О форуме", decisions=[Decision(text="Провести форум")]),
        AgendaItem(
            topic="О сайте", decisions=[Decision(text="Открыть"), Decision(text="Закрыть"), Decision(text="Снова")]
        ),
    ]
    items[1].decisions[2].number = "2.7"
    meeting = held(council, 6, agenda=items)
    assert [one.number for one in list_decisions(council.read, TODAY)] == ["1.1", "2.1", "2.2", "2.7"]
    meeting.agenda[1].decisions[0].number = "2.7"
    assert refused(council, meeting) == [("number", "У другого решения уже №\u00a02.7.")]


def test_days_of_a_decision_follow_the_meeting(council: Desk) -> None:
    meeting = held(council, 6, agenda=[AgendaItem(topic="О форуме", decisions=[Decision(text="Провести")])])
    decision = meeting.agenda[0].decisions[0]
    decision.due = dt.date(2026, 10, 1)
    assert refused(council, meeting) == [("due_words", "Раньше заседания (22.10.2026).")]
    decision.due, decision.state = None, DecisionState.MOVED
    assert refused(council, decision) == [("moved_to", "Укажите, на какую дату перенесено, например 22.10.2026.")]


def test_confirmed_minutes_are_locked_until_unlocked_with_a_reason(council: Desk) -> None:
    item = AgendaItem(topic="О форуме", heard="Ветрову А. А.", votes_for=6, decisions=[Decision(text="Провести форум")])
    meeting = held(council, 6, agenda=[item])
    council.change("Confirmed", minutes.confirmed(meeting, roll_of(council.read, meeting.id or 0).seats, TODAY))
    locked = again(council, meeting)
    changed = locked.copy()
    changed.agenda[0].heard = "Другого"
    [(field, words)] = refused(council, changed)
    assert field == "minutes_state"
    assert words.startswith("Протокол подтверждён и закрыт для правки.")
    with pytest.raises(UserError, match="Протокол этого заседания подтверждён"):
        council.change("Deleted", remove=[locked])

    decision = locked.agenda[0].decisions[0].copy()
    decision.text = "Не проводить"
    assert refused(council, decision)[0][0] == "text"
    decision.text, decision.state, decision.done = "Провести форум", DecisionState.FULFILLED, "Проведён 20 ноября"
    council.change("Fulfilled", decision)

    silent = again(council, meeting).copy()
    silent.minutes_state = MinutesState.DRAFT
    assert refused(council, silent)[0][1].startswith("Укажите, почему протокол открывается")
    council.change("Unlocked", minutes.unlocked(again(council, meeting), "Ошибка в голосах", TODAY))
    opened = again(council, meeting)
    assert [(one.day, one.reason) for one in opened.unlockings] == [(TODAY, "Ошибка в голосах")]
    opened.agenda[0].heard = "Гордеева Б. Б."
    council.change("Mended", opened)
    assert again(council, meeting).agenda[0].heard == "Гордеева Б. Б."


def test_minutes_are_confirmed_under_a_number_and_with_a_roll(council: Desk) -> None:
    meeting = council.draft(Meeting, **vars_of(a_meeting(number=None)))
    council.change("Meeting added", meeting)
    meeting = again(council, meeting)
    roll = roll_of(council.read, meeting.id or 0)
    assert refused(council, minutes.confirmed(meeting, roll.seats, TODAY))[0][0] == "number"
    meeting.number = 3
    assert refused(council, minutes.confirmed(meeting, roll.seats, TODAY)) == [
        ("minutes_state", "Сначала отметьте присутствующих.")
    ]


def vars_of(meeting: Meeting) -> dict[str, object]:
    return {name: getattr(meeting, name) for name in ("number", "day", "time", "place", "theme", "agenda")}


def test_who_sat_then_stays_in_confirmed_minutes(council: Desk) -> None:
    meeting = held(council, 6)
    council.change("Confirmed", minutes.confirmed(meeting, roll_of(council.read, meeting.id or 0).seats, TODAY))
    seat = council.read.load(CouncilSeat, 1)
    newcomer = council.draft(Person, name="Новый П. П.")
    assert seat is not None
    seat.person_id = newcomer.id
    council.change("Seat changed", newcomer, seat, CouncilSeat(person_id=newcomer.id))
    roll = roll_of(council.read, meeting.id or 0)
    assert (roll.seats[0].name, len(roll.seats), roll.quorum.present) == ("Ветрова А. А.", 11, 6)


def test_an_unfulfilled_decision_of_two_meetings_ago_is_proposed_taken_fulfilled(council: Desk) -> None:
    first = held(
        council,
        6,
        number=12,
        day=dt.date(2026, 4, 9),
        agenda=[
            AgendaItem(
                topic="О подвозе",
                decisions=[
                    Decision(
                        text="Обновить паспорта маршрутов",
                        executors=[Executor(words="Ершов Г. Г.")],
                        due_words="до 1 июня",
                        due=dt.date(2026, 6, 1),
                    ),
                    Decision(text="Снято", state=DecisionState.DROPPED),
                ],
            )
        ],
    )
    held(council, 6, number=13, day=dt.date(2026, 8, 27))
    third = held(council, 6, number=14)
    [waiting] = proposals_for(council.read, third.id or 0, TODAY)
    assert (waiting.number, waiting.meeting_number) == ("1.1", 12)
    assert under_control(waiting.due_facts, TODAY).overdue_days == 173
    assert proposals_for(council.read, first.id or 0, TODAY) == []

    council.change("Not proposed", minutes.declined(third, waiting))
    assert proposals_for(council.read, third.id or 0, TODAY) == []
    council.undo()

    council.change("Taken", minutes.proposed(third, waiting))
    assert proposals_for(council.read, third.id or 0, TODAY) == []
    topic = again(council, third).agenda[-1].topic
    assert topic == "О выполнении решения 1.1 протокола № 12 «Обновить паспорта маршрутов»"

    decision = council.read.load(Decision, waiting.id)
    assert decision is not None
    decision.state, decision.fulfilled_on = DecisionState.FULFILLED, dt.date(2026, 11, 2)
    council.change("Fulfilled", decision)
    value = list_decisions(council.read, TODAY)[0]
    assert (value.state, value.fulfilled_on) == (DecisionState.FULFILLED, "2026-11-02")
    assert not under_control(value.due_facts, TODAY).overdue_days


def test_a_meetings_number_stands_once_and_its_date_in_our_time(council: Desk) -> None:
    held(council, 6)
    again_14 = a_meeting(number=14, day=dt.date(2026, 12, 1))
    assert refused(council, again_14) == [("number", "№\u00a014 уже у заседания 22.10.2026.")]
    assert refused(council, a_meeting(number=15, day=dt.date(1826, 12, 1)))[0][0] == "day"


def test_council_and_cluster_on_any_day(desk: Desk) -> None:
    old, new = desk.draft(Person, name="Старый С. С."), desk.draft(Person, name="Новый Н. Н.")
    school = desk.draft(
        Organization, full_name="Школа", short_name="Школа", head_id=old.id, head_since=dt.date(2020, 9, 1)
    )
    seats = [
        CouncilSeat(role=SeatRole.CHAIR, person_id=old.id, until=dt.date(2026, 8, 31)),
        CouncilSeat(role=SeatRole.CHAIR, person_id=new.id, since=dt.date(2026, 9, 1)),
    ]
    desk.change("Added", old, new, school, *seats)
    after = school.copy()
    after.head_id, after.head_since = new.id, dt.date(2026, 9, 1)
    note_former_head(school, after, TODAY)
    desk.change("Head changed", after)

    def names(day: dt.date) -> tuple[list[str], list[str]]:
        return [one.name for one in seat_holders(desk.read, day)], [one.head for one in member_facts(desk.read, day)]

    assert names(dt.date(2026, 8, 31)) == (["Старый С. С."], ["Старый С. С."])
    assert names(dt.date(2026, 9, 1)) == (["Новый Н. Н."], ["Новый Н. Н."])
    assert names(dt.date(2019, 9, 1))[1] == [""]


def test_a_typed_former_head_is_not_written_twice() -> None:
    before = an_organization(head_id=1)
    after = before.copy()
    after.head_id = 2
    note_former_head(before, after, TODAY)
    note_former_head(before, after, TODAY)
    assert [(one.person_id, one.until) for one in after.former_heads] == [(1, TODAY)]
