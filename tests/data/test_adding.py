"""New records are written by plain statements; they must come back just as the object mapper would store them."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.records.members import AdditionalAgreement, Agreement, Organization, OrganizationKind, Person
from cluster_desk.desk import Desk


def test_new_records_come_back_as_they_were(desk: Desk) -> None:
    additions = [AdditionalAgreement(number="1", day=dt.date(2026, 2, 1)), AdditionalAgreement(number="2")]
    agreements = [Agreement(number="7", additions=additions), Agreement(number="8")]
    school = Organization(full_name="Школа", short_name="Школа", kind=OrganizationKind.BASIC, agreements=agreements)
    [row] = desk.change("Added", school)
    back = desk.read.load(Organization, row)
    assert back is not None
    assert (back.uuid, back.kind, back.learners) == (school.uuid, OrganizationKind.BASIC, None)
    assert [[one.number for one in each.additions] for each in back.agreements] == [["1", "2"], []]
    assert back.agreements[0].additions[0].day == dt.date(2026, 2, 1)
    assert desk.verify() == []


def test_new_and_changed_records_go_together_and_are_undone_together(desk: Desk) -> None:
    [row] = desk.change("Added", Person(name="Тихонов Алексей"))
    person = desk.read.load(Person, row)
    assert person is not None
    school = desk.draft(Organization, full_name="Школа", short_name="Школа")
    person.organization_id = school.id
    extra = Organization(full_name="Лицей", short_name="Лицей")
    rows = desk.change("Changed", extra, person, school)
    assert rows[1:] == [row, school.id]
    assert rows[0] not in rows[1:]
    assert desk.read.value("SELECT short_name FROM organizations WHERE id = ?", rows[0]) == "Лицей"
    desk.undo()
    assert desk.read.value("SELECT count(*) FROM organizations") == 0
    assert desk.read.value("SELECT organization_id FROM people") is None
