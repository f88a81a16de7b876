"""The lists of members and of the council."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import CouncilSeat
from cluster_desk.core.records.members import AdditionalAgreement, Agreement, Membership, Organization, Person
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document import Document
from tests.builders import an_organization
from tests.reports import texts

DAY = "2026-11-21"
CHANGED = N_("Organization changed")


def members(desk: Desk, **options: str) -> Document:
    """The list on the sample's day."""
    return paper("members").build(desk.read, {"day": DAY, **options})


def council(desk: Desk, **options: str) -> Document:
    """The council's composition on the sample's day."""
    return paper("council").build(desk.read, {"day": DAY, **options})


def row_of(document: Document, name: str) -> tuple[str, ...]:
    """The row of an organization."""
    (result,) = (row for row in texts.cells(document) if name in row[1])
    return result


def test_members_by_section_numbered_through(desk: Desk) -> None:
    document = members(desk)
    assert texts.headings(document) == ["СПИСОК УЧАСТНИКОВ", "Заречного образовательного кластера"]
    assert "по состоянию на 21 ноября 2026 г." in texts.lines(document)
    assert texts.sections(document) == [
        "Опорная школа",
        "Общеобразовательные организации",
        "Дошкольные образовательные организации",
        "Организации дополнительного и профессионального образования",
        "Без соглашения",
    ]
    assert [row[0] for row in texts.cells(document)] == [f"{number}." for number in range(1, 15)]
    assert texts.lines(document)[-1] == "Всего: 14 организаций, из них по соглашениям — 11. Членов совета — 10."
    assert texts.signature(document) == ("Директор МКОУ СОШ № 1 пгт Заречный", "М.С. Воронцова")


def test_a_row_tells_head_agreement_and_seat(desk: Desk) -> None:
    document = members(desk)
    school = texts.cells(document)[0]
    assert school[1].startswith("Муниципальное казённое общеобразовательное учреждение")
    assert (school[2], school[3]) == ("Воронцова Марина Сергеевна", "—")
    assert school[4].lower().endswith("— орлова в.с."), "the secretary is not the head: her name stands"
    assert (
        row_of(document, "Берёзовка")[3]
        == "№ 4 от\u00a014.09.2023, доп. согл. № 1 от\u00a001.09.2025 до\u00a014.09.2028"
    )
    assert row_of(document, "Сосновый")[4] == "—"


def test_the_list_is_true_for_its_day(desk: Desk) -> None:
    gone = an_organization(
        full_name="Филиал", short_name="Филиал с. Дальнее", memberships=[Membership(left=dt.date(2026, 1, 31))]
    )
    later = Agreement(number="20", day=dt.date(2026, 12, 1))
    known = an_organization(full_name="Клуб", short_name="Клуб с. Ближнее")
    known.agreements.append(later)
    desk.change(CHANGED, gone, known)
    document = members(desk)
    assert not [row for row in texts.cells(document) if "Дальнее" in row[1]]
    assert row_of(document, "Ближнее")[3].startswith("№ 3 от")
    assert row_of(members(desk, day="2026-12-20"), "Ближнее")[3].startswith("№ 20 от")


def test_an_addition_without_a_number_and_an_acting_head(desk: Desk) -> None:
    person = desk.draft(Person, name="Мельник Тимур Олегович", position="и.о. директора")
    addition = AdditionalAgreement(day=dt.date(2026, 2, 2))
    agreement = Agreement(number="№ 21-с", day=dt.date(2026, 1, 1), additions=[addition])
    desk.change(CHANGED, person, an_organization(short_name="Школа Д", head_id=person.id, agreements=[agreement]))
    row = row_of(members(desk), "Школа Д")
    assert row[2] == "И.о. директора Мельник Тимур Олегович"
    assert row[3] == "№ 21-с от\u00a001.01.2026, доп. согл. от\u00a002.02.2026"


def test_full_names_and_a_landscape_sheet(desk: Desk) -> None:
    document = members(desk, names="full", sheet="landscape")
    assert document.page.landscape
    assert texts.table(document).width == pytest.approx(document.page.text_width)
    (school,) = (one for one in desk.read.load_all(Organization) if one.short_name == "МКОУ СОШ с. Берёзовка")
    assert row_of(document, "Берёзовка")[1] == school.full_name


def test_a_name_declines_by_itself_where_no_genitive_is_told(desk: Desk) -> None:
    (cluster,) = desk.read.load_all(Cluster)
    cluster.name, cluster.name_genitive = "Содружество школ Заречья", ""
    desk.change(CHANGED, cluster)
    assert texts.headings(members(desk))[1] == "Содружества школ Заречья"


def test_the_council_with_its_empty_seat(desk: Desk) -> None:
    document = council(desk)
    assert texts.headings(document) == ["СОСТАВ", "координационного совета", "Заречного образовательного кластера"]
    rows = texts.cells(document)
    assert rows[0][:3] == ("1.", "Воронцова Марина Сергеевна", "директор опорной школы, МКОУ СОШ № 1 пгт Заречный")
    assert [row[2] for row in rows if not row[1]] == ["представитель дошкольных учреждений"]
    assert "директор СОШ с. Берёзовка" in {row[2] for row in rows}, "a place told twice is told once"
    assert texts.lines(document)[-1] == "Всего: 11 мест, из них занято — 10."
    assert texts.signature(document) == ("Председатель координационного совета", "М.С. Воронцова")


def test_a_day_or_a_choice_that_is_none_is_told(desk: Desk) -> None:
    with pytest.raises(UserError, match="--day 31.12.2026 — это не дата"):
        members(desk, day="31.12.2026")
    with pytest.raises(UserError, match=r"Нет такого: --sheet square.*portrait \(Книжная\)"):
        members(desk, sheet="square")


def test_without_any_agreement_entered_nothing_is_said_of_them(desk: Desk) -> None:
    schools = desk.read.load_all(Organization)
    for each in schools:
        each.agreements = []
    desk.change(CHANGED, *schools)
    document = members(desk)
    assert [str(column.title) for column in texts.table(document).columns] == [
        "№ п/п", "Организация", "Руководитель", "Место в совете",
    ]  # fmt: skip
    assert "Без соглашения" not in texts.sections(document)
    assert "по соглашениям" not in texts.lines(document)[1]


def test_a_post_that_names_its_place_stands_alone(desk: Desk) -> None:
    [school] = desk.change(CHANGED, an_organization(full_name="МКОУ СОШ п. Заря", short_name="МКОУ СОШ п. Заря"))
    [person] = desk.change(CHANGED, Person(name="Лесной Игорь Ильич", position="директор МКОУ СОШ п. Заря"))
    desk.change(CHANGED, CouncilSeat(person_id=person, organization_id=school))
    cells = texts.cells(paper("council").build(desk.read, {}))
    assert [row[2] for row in cells if row[1].startswith("Лесной")] == ["директор МКОУ СОШ п. Заря"]
