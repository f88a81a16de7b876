"""What was deleted comes back with what belongs to it and with what it leans on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.council import AgendaItem, Meeting, Speaker
from cluster_desk.core.records.members import Organization, OrganizationSpelling, Person
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.core.records.resources import Loan, Resource
from cluster_desk.data.history import undelete
from cluster_desk.data.history import views as history
from cluster_desk.desk import Desk
from tests.builders import a_meeting, an_organization


def _delete(desk: Desk, kind: type, *rows: int) -> None:
    desk.change("Deleted", remove=desk.read.load_all(kind, rows))


def _restore_state(desk: Desk, *titles: str) -> undelete.Completed:
    chosen = [one for one in undelete.parcels(desk.read) if one.head.title in titles]
    done = undelete.completed(desk.read, undelete.unpacked(desk.read, chosen))
    desk.put_back("Brought back from the bin", done.images)
    return done


@pytest.fixture
def sample(sample_file: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_file)
    yield opened
    opened.close()


def test_a_plan_is_one_thing_in_the_bin_and_comes_back_with_its_items(sample: Desk) -> None:
    desk = sample
    plan = desk.read.load_all(Plan)[0]
    items = desk.read.load_all(PlanItem)
    sections = desk.read.load_all(PlanSection)
    mine = [one for one in sections if one.plan_id == plan.id]
    own = [one for one in items if one.section_id in {section.id for section in mine}]
    tables = ("plans", "plan_sections", "plan_items", "plan_steps", "served_items")
    before = [desk.read.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]
    desk.change("Plan deleted", remove=[*own, *mine, plan])
    [parcel] = undelete.parcels(desk.read)
    assert parcel.head.title == plan.name
    assert len(parcel.others) == len(own) + len(mine)
    _restore_state(desk, plan.name)
    assert [desk.read.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables] == before
    assert desk.verify() == []


def test_a_person_comes_back_into_the_places_that_the_deletion_emptied(desk: Desk) -> None:
    [person] = desk.change("Added", Person(name="Тихонов Андрей Викторович"))
    agenda = [AgendaItem(topic="Форум", speakers=[Speaker(words="Тихонов А. В.", person_id=person)]) for _n in range(2)]
    [row] = desk.change("Added", a_meeting(agenda=agenda))
    _delete(desk, Person, person)
    meeting = desk.read.load(Meeting, row)
    assert meeting
    meeting.agenda[1].speakers[0].person_id = desk.change("Added", Person(name="Носов Кирилл Евгеньевич"))[0]
    desk.change("Changed", meeting)
    _restore_state(desk, "Тихонов Андрей Викторович")
    meeting = desk.read.load(Meeting, row)
    assert meeting
    assert [question.speakers[0].person_id for question in meeting.agenda] == [person, person + 1]


def test_what_a_record_leans_on_comes_along(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization(short_name="МКОУ ООШ д. Дальняя"))
    [person] = desk.change("Added", Person(name="Тихонов Андрей Викторович", organization_id=school))
    _delete(desk, Person, person)
    _delete(desk, Organization, school)
    done = _restore_state(desk, "Тихонов Андрей Викторович")
    assert [one.head.title for one in done.along] == ["МКОУ ООШ д. Дальняя"]
    assert desk.read.load(Person, person)
    assert len(desk.read.load_all(Organization, [school])[0].agreements) == 1


def test_spellings_of_a_deleted_school_are_no_things_of_their_own_in_the_bin(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())
    desk.change("Added", OrganizationSpelling(spelling="луговская школа", organization_id=school))
    _delete(desk, Organization, school)
    [parcel] = undelete.parcels(desk.read)
    assert [one.title for one in parcel.others] == ["луговская школа"]
    _restore_state(desk, parcel.head.title)
    assert desk.read.load_all(OrganizationSpelling)


def test_a_link_whose_record_is_gone_for_good_is_emptied_and_told(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())
    [row] = desk.change("Added", Person(name="Тихонов Андрей Викторович", organization_id=school))
    person = desk.read.load(Person, row)
    assert person
    person.organization_id = None
    desk.change("Changed", person)
    _delete(desk, Organization, school)
    desk.empty_trash()
    rows = history.rows_of(desk.read, Person, row)
    first = history.transactions_of(desk.read, rows)[-1]
    done = undelete.completed(desk.read, history.images_after(desk.read, rows, first.id))
    assert done.emptied == ["Человек: Тихонов Андрей Викторович (Организация)"]
    desk.put_back("Earlier state brought back", done.images)
    assert desk.verify() == []


def test_what_cannot_be_without_a_record_that_is_gone_for_good_says_so(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())
    loan = Loan(organization_id=school, count=1)
    [row] = desk.change("Added", Resource(name="Проектор", loans=[loan]))
    resource = desk.read.load(Resource, row)
    assert resource
    resource.loans = []
    desk.change("Changed", resource)
    _delete(desk, Organization, school)
    desk.empty_trash()
    rows = history.rows_of(desk.read, Resource, row)
    first = history.transactions_of(desk.read, rows)[-1]
    with pytest.raises(UserError, match="«Организация»") as caught:
        undelete.completed(desk.read, history.images_after(desk.read, rows, first.id))
    assert "Ничего не изменено" in caught.value.kept


def test_the_history_is_searched_by_change_record_day_and_user(desk: Desk) -> None:
    desk.change("Meeting added", a_meeting(), subject="Заседание № 14")
    desk.change("Organization added", an_organization(), subject="Берёзовская школа")
    [meeting] = desk.read.load_all(Meeting)
    desk.change("Meeting deleted", remove=[meeting], subject="Заседание № 14")

    def found(words: str) -> list[str]:
        return [transaction.name for transaction in history.list_transactions(desk.read, 10, words=words)]

    assert found("березовская") == ["Organization added"]
    assert found("ЗАСЕДАНИЕ удалено") == ["Meeting deleted"]
    assert found("добавлен 14") == ["Meeting added"]
    [transaction] = history.list_transactions(desk.read, 1)
    assert found(f"{transaction.user} {'.'.join(reversed(transaction.at[:10].split('-')))}")[:1] == ["Meeting deleted"]
    assert found("чего нет") == []
