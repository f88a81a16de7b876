"""The lines of a plan: numbers of steps, what is late, what filters show, months later."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.deadlines.meaning import parse_deadline
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection, PlanStep, Responsible
from cluster_desk.data.queries.plan_table import PlanTable, plan_table
from cluster_desk.desk import Desk
from cluster_desk.rules.plan import changes
from cluster_desk.rules.plan.deadlines import haste, shifted_words
from cluster_desk.rules.plan.lines import LATE, Line, PlanFilter, counts, months_of, plan_lines, visible_lines
from cluster_desk.rules.plan.periods import periods_near

START, END, TODAY = dt.date(2026, 1, 1), dt.date(2026, 12, 31), dt.date(2026, 10, 14)


@pytest.mark.parametrize(
    ("words", "state", "expected"),
    [
        ("сентябрь", ItemState.PLANNED, "late"),
        ("сентябрь", ItemState.UNDER_WAY, "late"),
        ("сентябрь", ItemState.DONE, ""),
        ("сентябрь", ItemState.CANCELLED, ""),
        ("до 16 октября", ItemState.PLANNED, "soon"),
        ("до 14 октября", ItemState.PLANNED, "soon"),
        ("до 13 октября", ItemState.PLANNED, "late"),
        ("до 18 октября", ItemState.PLANNED, ""),
        ("в течение года", ItemState.PLANNED, ""),
        ("ежеквартально", ItemState.UNDER_WAY, ""),
        ("по графику", ItemState.PLANNED, ""),
        ("как получится", ItemState.PLANNED, ""),
    ],
)
def test_what_is_late_follows_from_the_deadline(words: str, state: ItemState, expected: str) -> None:
    assert haste(parse_deadline(words, START, END), state, TODAY) == expected


@pytest.mark.parametrize(
    ("words", "months", "expected"),
    [
        ("сентябрь", 1, "октябрь 2026"),
        ("до 30 сентября", 1, "до 30.10.2026"),
        ("31 августа", 1, "30.09.2026"),
        ("20–24 октября", -1, "20.09.2026 – 24.09.2026"),
        ("ноябрь-декабрь", 1, "декабрь 2026 – январь 2027"),
        ("в течение года", 1, ""),
        ("ежеквартально", 1, ""),
        ("по графику", 1, ""),
    ],
)
def test_a_deadline_some_months_later(words: str, months: int, expected: str) -> None:
    assert shifted_words(parse_deadline(words, START, END), months) == expected


@pytest.fixture
def table(desk: Desk) -> PlanTable:
    """A plan of two sections: three items in the first, one with two steps, and one in the second."""
    plan = desk.draft(Plan, name="План", period_start=START, period_end=END)
    first = desk.draft(PlanSection, plan_id=plan.id, place=1, name="Совет")
    second = desk.draft(PlanSection, plan_id=plan.id, place=2, name="Дети")
    steps = [
        PlanStep(result="Повестка", deadline="по графику", responsible="Астахова О. В."),
        PlanStep(result="Протокол", deadline="до 4 ноября", responsible="Зимина А. Р."),
    ]
    items = [
        PlanItem(section_id=first.id, place=1, number="1.", title="План", deadline="январь", state=ItemState.DONE),
        PlanItem(section_id=first.id, place=2, number="2.", title="Соглашение", deadline="сентябрь"),
        PlanItem(section_id=first.id, place=3, number="5.", title="Заседания", deadline="ежеквартально", steps=steps),
        PlanItem(
            section_id=second.id,
            place=1,
            number="1.",
            title="Форум",
            deadline="21 октября",
            people=[Responsible(name="Тихонов А. В.")],
        ),
    ]
    desk.change("Plan added", plan, first, second, *items)
    made = plan_table(desk.read, plan.id or 0)
    assert made is not None
    return made


def described(lines: list[Line]) -> list[str]:
    return [f"{line.displayed_number} {line.title}" for line in lines]


def test_lines_stand_in_order_with_numbers_for_steps(table: PlanTable) -> None:
    lines = plan_lines(table, TODAY)
    assert described(lines) == [
        "1 Совет",
        "1. План",
        "2. Соглашение",
        "5. Заседания",
        "5.1 Повестка",
        "5.2 Протокол",
        "2 Дети",
        "1. Форум",
    ]
    assert counts(lines).late == 1
    assert (counts(lines).items, counts(lines).steps) == (4, 2)
    assert (lines[0].done, lines[0].total) == (1, 3)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (PlanFilter(query="прот"), ["1 Совет", "5. Заседания", "5.2 Протокол"]),
        (PlanFilter(month=dt.date(2026, 11, 1)), ["1 Совет", "5. Заседания", "5.2 Протокол"]),
        (PlanFilter(person="Тихонов А. В."), ["2 Дети", "1. Форум"]),
        (PlanFilter(state=LATE), ["1 Совет", "2. Соглашение"]),
        (PlanFilter(state="done"), ["1 Совет", "1. План"]),
        (PlanFilter(query="такого нет"), []),
    ],
)
def test_filters_keep_what_a_line_belongs_to(table: PlanTable, wanted: PlanFilter, expected: list[str]) -> None:
    assert described(visible_lines(plan_lines(table, TODAY), wanted)) == expected


def test_a_section_filter_shows_the_section_even_when_empty(desk: Desk, table: PlanTable) -> None:
    empty = desk.draft(PlanSection, plan_id=table.head.id, place=9, name="Пока пусто")
    desk.change("Section added", empty)
    again = plan_table(desk.read, table.head.id)
    assert again is not None
    lines = plan_lines(again, TODAY)
    assert described(visible_lines(lines, PlanFilter(section=empty.id))) == ["3 Пока пусто"]
    assert "3 Пока пусто" in described(visible_lines(lines, PlanFilter()))


def test_items_are_renumbered_through_or_in_each_section(desk: Desk, table: PlanTable) -> None:
    through = changes.renumbered(table, "through")
    assert [(item.title, item.number) for item in through] == [("Заседания", "3."), ("Форум", "4.")]
    anew = changes.renumbered(table, "sections")
    assert [(item.title, item.number) for item in anew] == [("Заседания", "3.")]


def test_a_new_item_takes_the_number_that_follows(table: PlanTable) -> None:
    assert changes.new_item(table, table.sections[0].id, "Ещё").number == "6."
    assert changes.new_item(table, table.sections[1].id, "Ещё").number == "2."
    assert changes.new_item(table, table.sections[0].id, "Ещё", after=table.items[1].id).number == "3."


def test_responsible_words_are_kept_and_read(desk: Desk, table: PlanTable) -> None:
    words = "Тихонов А. В.,\nдиректора школ"
    [row] = desk.change("Added", PlanItem(section_id=table.sections[0].id, title="Форум", responsible=words))
    item = desk.read.load(PlanItem, row)
    assert item is not None
    assert item.responsible == words
    assert [(one.name, one.position) for one in item.people] == [("Тихонов А. В.", ""), ("", "директора школ")]
    assert not changes.set_words("responsible", words)(item)


def test_a_step_moves_into_another_item(desk: Desk, table: PlanTable) -> None:
    source, target = desk.read.load_all(PlanItem, [table.items[2].id or 0, table.items[3].id or 0])
    step = source.steps[0].id or 0
    desk.change("Step moved", *changes.step_put(source, target, step, None))
    again = plan_table(desk.read, table.head.id)
    assert again is not None
    assert [[step.result for step in item.steps] for item in again.items] == [[], [], ["Протокол"], ["Повестка"]]
    desk.undo()
    again = plan_table(desk.read, table.head.id)
    assert again is not None
    assert [len(item.steps) for item in again.items] == [0, 0, 2, 0]


def test_periods_to_choose_from() -> None:
    first, *others = periods_near(dt.date(2026, 11, 3))
    assert (first.label, first.start, first.end) == ("2027", dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    school = next(one for one in others if one.kind == "school")
    assert (school.start, school.end) == (dt.date(2026, 9, 1), dt.date(2027, 8, 31))
    assert months_of(school.start, school.end)[-1] == dt.date(2027, 8, 1)
