"""The sample cluster is whole, lifelike and sound by the program's own rules."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.catalog import all_records, owner_of
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import Meeting, MinutesState, Presence, SeatRole
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization, OrganizationKind, Person
from cluster_desk.core.russian.names import parse_name
from cluster_desk.data.queries.council import list_bodies, seat_holders
from cluster_desk.data.queries.minutes import list_decisions
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper as find_paper
from cluster_desk.reports.document.options import resolve_options
from cluster_desk.sample import create_sample
from tests.papers_check.words import lines

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def desk(sample_file: Path) -> Iterator[Desk]:
    desk = Desk.open(sample_file)
    yield desk
    desk.close()


def test_fourteen_organizations_of_all_kinds_with_heads(desk: Desk) -> None:
    organizations = desk.read.load_all(Organization)
    assert len(organizations) == 14
    assert {one.kind for one in organizations} == set(OrganizationKind) - {OrganizationKind.OTHER}
    assert all(one.head_id and one.locality and one.phone and one.email for one in organizations)
    until = [agreement.valid_until for one in organizations for agreement in one.agreements if agreement.valid_until]
    assert len([day for day in until if TODAY <= day <= TODAY + dt.timedelta(days=60)]) == 2
    assert len([one for one in organizations if not one.agreements]) == 3  # the school itself, one missing, the office


def test_eleven_seats_one_of_them_empty(desk: Desk) -> None:
    holders = seat_holders(desk.read, TODAY)
    assert Counter(one.role for one in holders) == {
        SeatRole.CHAIR: 1,
        SeatRole.DEPUTY: 1,
        SeatRole.SECRETARY: 1,
        SeatRole.MEMBER: 7,
        SeatRole.CURATOR: 1,
    }
    assert [one.position for one in holders if not one.name] == ["представитель дошкольных учреждений"]


def test_six_meetings_with_whole_agendas(desk: Desk) -> None:
    meetings = desk.read.load_all(Meeting)
    council = [one for one in meetings if one.body_id is None]
    assert [one.number for one in council] == [11, 12, 13, 14, 15, 16]
    assert len([one for one in council if one.day and one.day < TODAY]) == 4
    assert all(3 <= len(one.agenda) <= 5 for one in council)
    speakers = [speaker for one in meetings for item in one.agenda for speaker in item.speakers]
    assert all(one.person_id for one in speakers if parse_name(one.words.split(",")[0]))


def test_a_body_beside_the_council_has_members_and_minutes_of_its_own(desk: Desk) -> None:
    [(body, name)] = list_bodies(desk.read)
    assert name == "Оргкомитет форума «Ступени успеха»"
    holders = seat_holders(desk.read, TODAY, body)
    assert len(holders) == 6
    assert all(one.name and one.organization for one in holders)
    [meeting] = [one for one in desk.read.load_all(Meeting) if one.body_id == body]
    assert (meeting.number, meeting.minutes_state) == (1, MinutesState.CONFIRMED)
    assert sum(one.presence is Presence.PRESENT for one in meeting.attendance) == 5
    assert {one.seat_id for one in meeting.attendance} == {one.seat_id for one in holders}
    decisions = [one for item in meeting.agenda for one in item.decisions]
    assert all(one.executors and one.executors[0].person_id for one in decisions)
    written = desk.read.value("SELECT count(*) FROM decisions")
    assert len(list_decisions(desk.read, TODAY)) == written  # under control are those of all bodies


@pytest.mark.parametrize("paper", ["minutes", "agenda", "attendance", "invitations", "fulfilment"])
def test_the_papers_of_that_body_call_it_by_its_name(desk: Desk, paper: str) -> None:
    meeting = next(one for one in desk.read.load_all(Meeting) if one.body_id is not None)
    one = find_paper(paper)
    options = resolve_options(one.options, desk.read, {"meeting": f"id={meeting.id}"})
    text = "\n".join(lines(one.build(desk.read, options))).lower()
    assert "оргкомитет" in text
    assert "координационного совета" not in text


def test_the_cluster_tells_what_papers_need(desk: Desk) -> None:
    (cluster,) = desk.read.load_all(Cluster)
    assert cluster.regulation == "доклад — до 10 минут, выступление — до 5 минут"
    school = desk.read.load(Organization, cluster.support_school_id or 0)
    assert school is not None
    assert school.short_name == "МКОУ СОШ № 1 пгт Заречный"
    assert all((school.founder, school.inn, school.kpp, school.ogrn, school.okpo, school.address)), "for the letterhead"


def test_it_is_sound_and_has_nothing_to_undo(desk: Desk) -> None:
    assert desk.verify() == []
    assert desk.next_undo() is None
    records: list[Record] = [one for kind in all_records() if not owner_of(kind) for one in desk.read.load_all(kind)]
    assert desk.problems(*records) is None
    assert len(desk.read.load_all(Person)) == 20


def test_an_existing_file_is_not_overwritten(desk: Desk) -> None:
    with pytest.raises(UserError, match="Заречный кластер"):
        create_sample(desk.path)
