"""An entry of the log from a few words: a link only where the words surely mean one organization. Names invented."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.records.members import Organization, OrganizationSpelling
from cluster_desk.desk import Desk
from cluster_desk.rules.log.quick_entry import entry_from_words

DAY = dt.date(2026, 5, 12)


@pytest.mark.parametrize(
    ("where", "linked"),
    [
        ("МКОУ СОШ с.Луговое", True),
        ("«Родничок»", False),
        ("школа с. Луговое", False),  # perhaps another school of that village
        ("Луговская школа", True),  # a spelling that the office gave once
        ("", False),
    ],
)
def test_the_place_is_linked_only_where_it_is_sure(desk: Desk, where: str, linked: bool) -> None:
    [school] = desk.change("", Organization(full_name="МКОУ СОШ с. Луговое", short_name="СОШ с. Луговое"))
    desk.change("", OrganizationSpelling(organization_id=school, spelling="Луговская школа"))
    event = entry_from_words(desk.read, "12 мая", "Семинар", where, "12 педагогов", near=DAY, today=DAY)
    assert event.venue == where
    assert [one.organization_id for one in event.participations] == [school if linked else None]
