"""The order of a plan's items: whatever is moved, the order comes out as asked and few records change."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.desk import Desk
from cluster_desk.rules.plan.order import insert_items, move_items, move_section, new_places

_PLACES = st.lists(st.one_of(st.none(), st.integers(-10_000, 10_000)), max_size=30).filter(
    lambda places: len({place for place in places if place is not None}) == sum(place is not None for place in places)
)


@given(_PLACES)
def test_new_places_rise_whatever_the_old_ones_were(places: list[int | None]) -> None:
    made = new_places(places)
    assert len(made) == len(places)
    assert all(a < b for a, b in pairwise(made))


@given(st.lists(st.integers(-500, 500), unique=True, max_size=30))
def test_what_stands_in_order_keeps_its_places(places: list[int]) -> None:
    assert new_places(sorted(places)) == sorted(places)


def test_one_moved_far_changes_few_others() -> None:
    places: list[int | None] = list(range(1, 2001))
    places.insert(3, places.pop(1500))
    assert sum(a != b for a, b in zip(places, new_places(places), strict=True)) <= 5
    spread: list[int | None] = [place * 1024 for place in range(2000)]
    spread.insert(3, spread.pop(1500))
    assert sum(a != b for a, b in zip(spread, new_places(spread), strict=True)) == 1


@pytest.fixture
def sections(desk: Desk) -> list[int]:
    """Two sections with four items each, called after their place: a1 … a4, b1 … b4."""
    plan = desk.draft(Plan, name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31))
    made = [desk.draft(PlanSection, plan_id=plan.id, place=place, name=name) for place, name in ((1, "А"), (2, "Б"))]
    items = [
        PlanItem(section_id=section.id, place=place, number=str(place), title=f"{name}{place}")
        for section, name in zip(made, "ab", strict=True)
        for place in range(1, 5)
    ]
    desk.change("Plan added", plan, *made, *items)
    return [section.id or 0 for section in made]


def _names(desk: Desk, section: int) -> list[str]:
    rows = desk.read.rows("SELECT name FROM plan_items WHERE section_id = ? ORDER BY place, id", section)
    return [row[0] for row in rows]


def _id(desk: Desk, name: str) -> int:
    return int(desk.read.value("SELECT id FROM plan_items WHERE name = ?", name))


def test_items_move_within_a_section_and_into_another(desk: Desk, sections: list[int]) -> None:
    first, second = sections
    stored = move_items(desk.read, [_id(desk, "a4")], first, _id(desk, "a2"))
    desk.change("Plan items moved", *stored)
    assert _names(desk, first) == ["a1", "a4", "a2", "a3"]
    both = [_id(desk, "a1"), _id(desk, "a3")]
    desk.change("Plan items moved", *move_items(desk.read, both, second, _id(desk, "b3")))
    assert _names(desk, first) == ["a4", "a2"]
    assert _names(desk, second) == ["b1", "b2", "a1", "a3", "b3", "b4"]
    assert move_items(desk.read, both, second, _id(desk, "b3")) == []
    desk.undo()
    assert _names(desk, first) == ["a1", "a4", "a2", "a3"]


def test_new_items_stand_behind_the_one_told(desk: Desk, sections: list[int]) -> None:
    new = [desk.draft(PlanItem, title="x"), desk.draft(PlanItem, title="y")]
    desk.change("Plan item added", *insert_items(desk.read, new, sections[0], _id(desk, "a2")))
    assert _names(desk, sections[0]) == ["a1", "a2", "x", "y", "a3", "a4"]
    desk.change("Plan item added", *insert_items(desk.read, [PlanItem(title="z")], sections[0], None))
    assert _names(desk, sections[0])[-1] == "z"


def test_sections_change_places(desk: Desk, sections: list[int]) -> None:
    desk.change("Section moved", *move_section(desk.read, sections[1], -1))
    rows = desk.read.rows("SELECT name FROM plan_sections ORDER BY place")
    assert [row[0] for row in rows] == ["Б", "А"]
    assert move_section(desk.read, sections[1], -1) == []
