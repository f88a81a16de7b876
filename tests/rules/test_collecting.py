"""What schools answered: counted are those asked, and what was held."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.records.collecting import AskedSchool, Collection, SchoolReply
from cluster_desk.core.records.events import Event, EventState, Participation
from cluster_desk.data.queries.collecting import COLLECTIONS, collections_due
from cluster_desk.desk import Desk
from cluster_desk.rules.collecting import summary_of
from tests.builders import an_organization

FIRST, LAST = dt.date(2026, 7, 1), dt.date(2026, 9, 30)


def a_request(desk: Desk, *, asked: int, replies: list[int]) -> Collection:
    collection = Collection(
        name="Сведения за III квартал",
        first_day=FIRST,
        last_day=LAST,
        due=dt.date(2026, 10, 5),
        schools=[AskedSchool(organization_id=asked)],
        replies=[SchoolReply(organization_id=row, day=LAST) for row in replies],
    )
    [row] = desk.change("Added", collection)
    stored = desk.read.load(Collection, row)
    assert stored
    return stored


def two_schools(desk: Desk) -> list[int]:
    names = ("МКОУ СОШ с. Луговое", "МКОУ ООШ с. Боровка")
    return desk.change("Added", *(an_organization(full_name=name, short_name=name) for name in names))


def test_a_school_that_answers_unasked_stands_for_none_of_those_asked(desk: Desk) -> None:
    asked, other = two_schools(desk)
    a_request(desk, asked=asked, replies=[other])
    [row] = COLLECTIONS.rows(desk.read)
    assert (row.asked_count, row.replied) == (1, 0)
    [due] = collections_due(desk.read, "2026-10-05")
    assert due[3:] == (1, 0)


def test_the_summary_counts_what_was_held_not_what_is_planned(desk: Desk) -> None:
    school, _other = two_schools(desk)
    request = a_request(desk, asked=school, replies=[])
    for state in (EventState.HELD, EventState.PLANNED, EventState.MOVED):
        parts = [Participation(organization_id=school, count_words="12")]
        desk.change("Added", Event(name="Слёт", day_words="10.09.2026", state=state, participations=parts))
    [row] = summary_of(desk.read, request).rows
    assert row.cells[:2] == ["1", "12"]
