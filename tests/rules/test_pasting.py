"""Rows of a pasted table become organizations and people."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization, OrganizationKind, Person
from cluster_desk.rules.linking import values_of_new
from cluster_desk.rules.pasting import Linking, paste_rows

ORDER = ["short_name", "kind", "head_id", "agreement_number", "agreement_day", "valid_until"]


def _linking(**people: int) -> Linking:
    def draft(target: str, title: str) -> Record:
        return Person(id=100, **values_of_new(Person, title))

    return Linking({"Person": people}, draft)


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    rows = [
        ["№ соглашения", "Наименование", "Директор", "Действует до"],
        ["7", "МКОУ НОШ д. Ольховка", "Быстрова Лариса Кузьминична", "10.12.2026"],
    ]
    pasted = paste_rows(Organization, rows, ORDER, _linking(), set())
    (number, made), *others = pasted.records
    assert (number, others, pasted.bad) == (2, [], [])
    assert isinstance(made, Organization)
    assert (made.short_name, made.kind) == ("МКОУ НОШ д. Ольховка", OrganizationKind.PRIMARY)
    assert (made.agreements[0].number, made.agreements[0].valid_until) == ("7", dt.date(2026, 12, 10))
    assert made.head_id == 100
    assert [one.display_name() for one in pasted.made] == ["Быстрова Лариса Кузьминична"]


def test_without_a_heading_the_order_of_the_list_counts() -> None:
    rows = [["МКОУ СОШ с. Луговое", "СОШ", "Тихонов Алексей Викторович", "3", "14.09.2023", "14.09.2028"]]
    pasted = paste_rows(Organization, rows, ORDER, _linking(**{"тихонов алексей викторович": 5}), set())
    made = pasted.records[0][1]
    assert isinstance(made, Organization)
    assert (made.full_name, made.kind, made.head_id) == ("МКОУ СОШ с. Луговое", OrganizationKind.SECONDARY, 5)
    assert pasted.made == []


def test_bad_rows_are_told_and_the_others_stay() -> None:
    rows = [
        ["МКОУ СОШ с. Луговое", "СОШ", "", "3", "скоро"],
        ["", "СОШ"],
        ["МКОУ ООШ с. Ключи"],
        ["мкоу оош с. ключи"],
    ]
    pasted = paste_rows(Organization, rows, ORDER, _linking(), set())
    assert [number for number, _record in pasted.records] == [3]
    assert pasted.bad == [
        (1, "«скоро» не читается как «Дата»."),
        (2, "Не заполнено «Краткое»."),
        (4, "«мкоу оош с. ключи» уже есть."),
    ]
