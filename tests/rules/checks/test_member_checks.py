"""Who counts as a member on a day although the agreement is later: asked about where no day of joining is told."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.records.members import Agreement, Membership, Organization
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.rules.checks.catalog import check_members
from cluster_desk.ui.screens.papers.paper_checks import findings_for

SEPTEMBER, DECEMBER = dt.date(2026, 9, 30), dt.date(2026, 12, 31)


def a_school(desk: Desk, name: str, agreed: dt.date | None, *stays: Membership) -> int:
    agreements = [Agreement(number="7", day=agreed)] if agreed else []
    school = Organization(full_name=name, short_name=name, agreements=agreements, memberships=[*stays])
    return desk.change("Organization added", school)[0]


def texts(desk: Desk, on: dt.date) -> list[str]:
    return [f"{one.where}: {one.text}" for one in check_members(desk.read, on)]


def test_an_agreement_later_than_the_day_is_asked_about(desk: Desk) -> None:
    row = a_school(desk, "СОШ Лальск", dt.date(2026, 11, 12))
    a_school(desk, "СОШ Савали", dt.date(2025, 1, 15))
    a_school(desk, "СОШ Рожки", None)
    a_school(desk, "СОШ Луза", dt.date(2026, 11, 12), Membership(joined=dt.date(2026, 11, 12)))
    assert texts(desk, SEPTEMBER) == [
        (
            "СОШ Лальск: «В кластере с» не заполнено, соглашение от 12.11.2026, "
            "а на 30.09.2026 организация считается участником."
        )
    ]
    assert texts(desk, DECEMBER) == []
    school = desk.read.load(Organization, row)
    assert school
    school.memberships = [Membership(joined=dt.date(2026, 9, 1))]
    desk.change("Organization changed", school)
    assert texts(desk, SEPTEMBER) == []


def test_many_are_asked_about_at_once(desk: Desk) -> None:
    for name in ("А", "Б", "В", "Г"):
        a_school(desk, f"СОШ {name}", dt.date(2026, 11, 12))
    assert texts(desk, SEPTEMBER) == [
        (
            "Участники: «В кластере с» не заполнено, соглашение позже 30.09.2026, а участниками они считаются: "
            "СОШ А, СОШ Б, СОШ В, СОШ Г"
        )
    ]


def test_papers_about_members_ask_as_of_their_day(desk: Desk) -> None:
    a_school(desk, "СОШ Лальск", dt.date(2026, 2, 12))
    for name, values in (
        ("members", {"day": "2026-01-31"}),
        ("activity", {"from": "2026-01-01", "to": "2026-01-31"}),
        ("department", {"from": "2026-01-01", "to": "2026-01-31"}),
    ):
        found = findings_for(desk.read, paper(name), values)
        assert found, name
        assert [one.where for one in found] == ["СОШ Лальск"]
    assert findings_for(desk.read, paper("members"), {"day": "2026-03-31"}) is None
