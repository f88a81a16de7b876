"""Whole records in and out of the file: nothing changes on the way, and only what differs is written."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

from cluster_desk.core.records.council import DeclinedProposal
from cluster_desk.core.records.fields import Record, columns_of, fields_of, text, title_column
from cluster_desk.core.records.members import AdditionalAgreement, Agreement, Organization, OrganizationKind, Person
from cluster_desk.core.records.plans import PlanItem, PlanSection, PlanStep, StepResponsible
from cluster_desk.data.history import journal
from cluster_desk.data.rows import Stored
from cluster_desk.desk import Desk
from tests.builders import an_organization
from tests.plan_builder import store_plan


def _last_rows(desk: Desk) -> list[tuple[str, int, bool, bool]]:
    """What the last change did: table, row, whether the row was there before and is there after."""
    step = desk.next_undo()
    assert step
    return [
        (table, row, before is not None, after is not None)
        for table, row, before, after in journal.rows_changed(desk._file.connection, step.id)
    ]


def _with_steps(desk: Desk) -> tuple[PlanItem, PlanItem]:
    """Two items of a plan, the first with two steps."""
    store_plan(desk)
    one, other, *_rest = desk.read.load_all(PlanItem)
    one.steps = [
        PlanStep(result="Подготовка", people=[StepResponsible(name="Зимина А. Р.")]),
        PlanStep(result="Проведение"),
    ]
    desk.change("Steps added", one)
    return _again(desk, one), _again(desk, other)


def _again(desk: Desk, item: PlanItem) -> PlanItem:
    record = desk.read.load(PlanItem, item.id or 0)
    assert record
    return record


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


def test_many_new_records_are_all_there_each_with_its_own_in_the_order_given(desk: Desk) -> None:
    kind = OrganizationKind.BASIC
    schools = [
        Organization(full_name=f"Школа {n}", short_name=f"Ш {n}", kind=kind, agreements=[Agreement(number=str(n))])
        for n in range(123)
    ]
    rows = desk.change("Added", *schools)
    back = desk.read.load_all(Organization, rows)
    assert [(one.full_name, one.agreements[0].number) for one in back] == [(f"Школа {n}", str(n)) for n in range(123)]
    assert len(_last_rows(desk)) == 2 * len(schools)
    desk.undo()
    assert desk.read.load_all(Organization) == []


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


def test_what_is_stored_unchanged_is_no_change(desk: Desk) -> None:
    [row] = desk.change("Added", an_organization())
    before = desk.next_undo()
    school = desk.read.load(Organization, row)
    assert school
    desk.change("Looked at", school)
    assert desk.next_undo() == before


def test_only_the_rows_that_differ_are_written_and_parts_keep_theirs(desk: Desk) -> None:
    one, _other = _with_steps(desk)
    first, second = one.steps
    one.steps = [second, first, PlanStep(result="Отчёт")]
    one.steps[1].people[0].position = "методист"
    desk.change("Moved", one)
    third = _again(desk, one).steps[2].id
    assert sorted(_last_rows(desk)) == sorted(
        [
            ("plan_steps", first.id, True, True),
            ("plan_steps", second.id, True, True),
            ("plan_steps", third, False, True),
            ("step_responsible", first.people[0].id, True, True),
        ]
    )
    assert [step.result for step in _again(desk, one).steps] == ["Проведение", "Подготовка", "Отчёт"]


def test_parts_that_are_left_out_go_with_what_is_in_them(desk: Desk) -> None:
    one, _other = _with_steps(desk)
    gone = one.steps.pop(0)
    desk.change("Deleted", one)
    assert {row for row in _last_rows(desk) if not row[3]} == {
        ("plan_steps", gone.id, True, False),
        ("step_responsible", gone.people[0].id, True, False),
    }


def test_a_part_that_moves_to_another_record_keeps_its_row_and_what_is_in_it(desk: Desk) -> None:
    one, other = _with_steps(desk)
    moved = one.steps.pop(0)
    other.steps.append(moved)
    for order in ((one, other), (other, one)):
        desk.change("Moved", *order)
        assert ("plan_steps", moved.id, True, True) in _last_rows(desk)
        assert not [row for row in _last_rows(desk) if row[0] == "step_responsible"]
        assert [(step.id, step.people[0].name) for step in _again(desk, other).steps] == [(moved.id, "Зимина А. Р.")]
        desk.undo()
        assert _again(desk, one).steps[0].id == moved.id


def test_what_moves_out_of_a_record_does_not_go_with_it(desk: Desk) -> None:
    store_plan(desk)
    section, other, *_rest = desk.read.load_all(PlanSection)
    items = [item for item in desk.read.load_all(PlanItem) if item.section_id == section.id]
    for item in items:
        item.section_id = other.id
    desk.change("Section deleted, its items kept", *items, remove=[section])
    assert {(table, before, after) for table, _row, before, after in _last_rows(desk)} == {
        ("plan_items", True, True),
        ("plan_sections", True, False),
    }
    assert [_again(desk, item).section_id for item in items] == [other.id] * len(items)


def test_of_a_record_told_twice_the_last_counts(desk: Desk) -> None:
    one, _other = _with_steps(desk)
    last = one.copy()
    one.title, one.steps = "Сначала", [*one.steps, PlanStep(result="Лишний")]
    last.title = "Потом"
    assert desk.change("Changed", one, last) == [one.id, one.id]
    result = _again(desk, one)
    assert (result.title, [step.result for step in result.steps]) == ("Потом", ["Подготовка", "Проведение"])


def test_a_choice_that_only_a_newer_version_knows_stays_in_the_file(desk: Desk) -> None:
    [row] = desk.change("Added", an_organization())
    desk._file.connection.execute("UPDATE organizations SET kind = 'academy'")
    school = desk.read.load(Organization, row)
    assert school
    assert school.kind is OrganizationKind.OTHER
    school.notes = "Новое"
    desk.change("Changed", school)
    assert desk.read.row("SELECT kind, notes FROM organizations") == ("academy", "Новое")
    school.kind = OrganizationKind.BASIC
    desk.change("Changed", school)
    assert desk.read.value("SELECT kind FROM organizations") == "basic"


def test_what_is_stored_is_told_of_records_and_of_parts(desk: Desk) -> None:
    one, other = _with_steps(desk)
    other.steps.append(one.steps.pop())
    other.steps[0].result = "Иначе"
    fresh = PlanItem(section_id=one.section_id, title="Новое")
    stored = Stored(desk._file.connection, [other, fresh])
    before = stored.of(other)
    assert isinstance(before, PlanItem)
    assert (before.title, before.steps) == (other.title, [])
    step = stored.of(other.steps[0])
    assert isinstance(step, PlanStep)
    assert step.result == "Проведение"
    assert stored.of(fresh) is None
    assert stored.of(one) is None
    stored.add([one])
    before = stored.of(one)
    assert isinstance(before, PlanItem)
    assert [step.result for step in before.steps] == ["Подготовка", "Проведение"]


def test_records_are_given_in_the_order_asked_for_and_missing_ones_left_out(desk: Desk) -> None:
    rows = desk.change("Added", *(Person(name=f"Лугова {number}") for number in range(1200)))
    asked = [rows[700], 999_999, *reversed(rows[:600])]
    assert [person.id for person in desk.read.load_all(Person, asked)] == [row for row in asked if row != 999_999]
    assert len(desk.read.load_all(Person)) == 1200


def test_one_edit_of_one_title_costs_few_statements(desk: Desk) -> None:
    one, _other = _with_steps(desk)
    one.title = "Другое название"
    desk.change("Changed", one)  # the index of the search is ready by now
    statements: list[str] = []
    one.title = "И ещё одно"
    desk._file.connection.set_trace_callback(statements.append)
    desk.change("Changed", one)
    desk._file.connection.set_trace_callback(None)
    # SQLite tells a statement again for each of its triggers, and those of the index begin with "--".
    own = [sql for sql, before in zip(statements, ["", *statements], strict=False) if sql != before]
    own = [sql for sql in own if not sql.startswith("--")]
    assert len(own) <= 25, "\n".join(own)


def test_many_records_are_changed_with_a_statement_a_table(desk: Desk) -> None:
    store_plan(desk)
    items = desk.read.load_all(PlanItem)
    for item in items:
        item.title += "!"
    statements: list[str] = []
    desk._file.connection.set_trace_callback(statements.append)
    desk.change("Changed", *items)
    desk._file.connection.set_trace_callback(None)
    read = [sql for sql in statements if sql.startswith('SELECT "id"')]
    assert len(read) == 4, "items, their people, their steps, people of those"


class _Renamed(Record, area="plans", table="renamed", label="Renamed", title="words"):
    words: str = text("Words", column="name")


def test_a_field_may_have_another_name_in_the_file() -> None:
    assert list(columns_of(_Renamed)) == ["name"]
    assert columns_of(_Renamed)["name"] is fields_of(_Renamed)["words"]
    assert title_column(_Renamed) == "name"
    assert title_column(DeclinedProposal) == "uuid"


_READS = """
import sys
from dataclasses import dataclass
from pathlib import Path
from cluster_desk.core.records.members import Person
from cluster_desk.data.queries.members import PEOPLE
from cluster_desk.desk import Desk
desk = Desk.open(Path(sys.argv[1]))
assert len(desk.read.load_all(Person)) == len(PEOPLE.rows(desk.read)) == 1
desk.read.search("Лугова", 5)
desk.close()
print(*sys.modules)
"""


def test_opening_and_reading_does_without_sqlalchemy(desk: Desk, data_file: Path) -> None:
    desk.change("Added", Person(name="Лугова Вера Ильинична"))
    desk.close()
    values = [sys.executable, "-c", _READS, str(data_file)]
    run = subprocess.run(values, env={**os.environ}, capture_output=True, text=True, check=True, timeout=60)
    assert "cluster_desk.data.rows" in run.stdout.split()
    assert "sqlalchemy" not in run.stdout.split()
