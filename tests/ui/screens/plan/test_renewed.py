"""After a change the plan's screen reads only what it touched: it shows what a screen opened now would show."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.events import Event, EventState, ServedItem
from cluster_desk.core.records.fields import Kind, fields_of
from cluster_desk.core.records.members import Person
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection
from cluster_desk.data.queries import plan_table as queries
from cluster_desk.data.queries.plan_table import plan_table
from cluster_desk.desk import Desk
from cluster_desk.rules.plan.lines import Line, plan_lines
from cluster_desk.ui.screens.plan import screen as plan_screen
from cluster_desk.ui.screens.plan.screen import PlanScreen
from tests.plan_builder import store_plan
from tests.ui.screens.plan.test_screen import TODAY, show

_WORDS = ("август", "15", "сентябрь", "май", "до 4 ноября", "в течение года", "ежеквартально", "по графику", "")
_HEADINGS = ("Работа с детьми", "Октябрь", "Март", "")


def fresh(desk: Desk, plan: int) -> list[Line]:
    """The plan's lines as who opens it now reads them."""
    table = plan_table(desk.read, plan)
    return plan_lines(table, TODAY) if table else []  # undone to before there was a plan


def described(lines: list[Line]) -> list[tuple[object, ...]]:
    """All that is told of lines and of their records."""
    told = [field.name for field in dataclasses.fields(Line) if field.name != "record"]
    return [
        (
            *(getattr(line, name) for name in told),
            *(line.value(name) for name, field in fields_of(type(line.record)).items() if field.kind is not Kind.PARTS),
        )
        for line in lines
    ]


def on_screen(screen: PlanScreen) -> list[tuple[object, ...]]:
    """What stands in every row, and where."""
    model, tree = screen.tree.plan, screen.tree
    shown: list[tuple[object, ...]] = []
    for row in range(model.rowCount()):
        rect = tree.visualRect(model.index(row, 1))
        top = rect.top() + tree.verticalScrollBar().value()
        words = [model.index(row, column).data() for column in range(model.columnCount())]
        shown.append((model.lines[row].key, top, rect.height(), *words))
    return shown


class Secretary:
    """Somebody who does this and that to a plan, the same for the same seed."""

    def __init__(self, desk: Desk, screen: PlanScreen, seed: int) -> None:
        self._desk, self._screen, self._luck = desk, screen, random.Random(seed)
        self._ways: list[Callable[[], object]] = [
            *[self._by_key] * 5,
            *[self._desk.undo] * 3,
            self._desk.redo,
            self._drag,
            self._deadline,
            self._state,
            self._title,
            self._heading,
            self._number,
            self._step,
            self._delete,
            self._add,
            self._person,
        ]

    def act(self) -> None:
        """Do one thing."""
        self._luck.choice(self._ways)()

    def _line(self, *kinds: str) -> Line | None:
        lines = [line for line in self._screen.tree.plan.lines if line.kind in kinds]
        return self._luck.choice(lines) if lines else None

    def _by_key(self) -> None:
        line = self._line("item", "step", "section")
        if line:
            self._screen.tree.go_to(line.key)
            key = self._luck.choice((Qt.Key.Key_Up, Qt.Key.Key_Down))
            QTest.keyClick(self._screen.tree, key, Qt.KeyboardModifier.AltModifier)

    def _drag(self) -> None:
        line, above = self._line("item"), self._line("item", "section")
        if line and above and line is not above:
            self._screen.work.drop([line.key], above)

    def _edit(self, name: str, value: str, *kinds: str) -> None:
        line = self._line(*kinds)
        if line:
            self._screen.work.edit(line.key, name, value)

    def _deadline(self) -> None:
        self._edit("deadline", self._luck.choice(_WORDS), "item", "step")

    def _title(self) -> None:
        self._edit("title", f"Семинар учителей математики {self._luck.random()}", "item")

    def _heading(self) -> None:
        self._edit("name", self._luck.choice(_HEADINGS), "section")

    def _state(self) -> None:
        line = self._line("item", "step")
        if line:
            self._screen.work.set_state([line.key], self._luck.choice(list(ItemState)), "декабрь", "перенос")

    def _number(self) -> None:
        self._screen.work.renumber(self._luck.choice(("through", "sections")))

    def _step(self) -> None:
        line = self._line("item", "step")
        if line:
            self._screen.work.add_step(line)

    def _delete(self) -> None:
        line = self._line("item", "step")
        if line and len(self._screen.lines) > 8:
            self._screen.work.delete([line])

    def _add(self) -> None:
        section = self._line("section")
        if section:
            self._screen.work.add_item("Конкурс чтецов", section.id)

    def _person(self) -> None:
        self._desk.change("Person added", Person(name=f"Зимина А. Р. {self._luck.random()}"))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("school_year", [False, True])
def test_whatever_is_done_the_screen_shows_what_the_file_holds(
    qtbot: QtBot, desk: Desk, seed: int, school_year: bool
) -> None:
    plan = store_plan(desk)
    if school_year:
        record = desk.read.load(Plan, plan)
        assert record is not None
        record.period_start, record.period_end = dt.date(2026, 9, 1), dt.date(2027, 8, 31)
        desk.change("Plan changed", record)
    screen = show(qtbot, desk)
    QAbstractItemModelTester(screen.tree.plan, QAbstractItemModelTester.FailureReportingMode.Fatal)
    secretary = Secretary(desk, screen, seed)
    for number in range(30):
        secretary.act()
        QApplication.processEvents()
        assert described(screen.lines) == described(fresh(desk, plan))
        if number % 6 == 5:
            other = show(qtbot, desk)
            assert on_screen(screen) == on_screen(other)
            other.close()


def test_a_move_by_key_reads_only_the_items_it_moved(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    store_plan(desk)
    screen = show(qtbot, desk)
    monkeypatch.setattr(plan_screen, "plan_table", lambda *_: pytest.fail("the whole table was read"))
    before = {line.key: line for line in screen.lines}
    moved = next(line for line in screen.lines if line.title == "Организация подвоза детей")
    screen.tree.go_to(moved.key)
    mark = desk.changed_rows.mark()
    QTest.keyClick(screen.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    others = {line.id for line in screen.lines if line.kind == "item" and before[line.key] is not line}
    assert frozenset((PlanItem.TABLE, row) for row in others) == desk.changed_rows.since(mark)
    assert screen.tree.current_key() == moved.key
    desk.undo()
    assert [line.key for line in screen.lines] == list(before)
    assert screen.tree.current_key() == moved.key


def test_what_the_log_tells_of_an_item_is_shown(qtbot: QtBot, desk: Desk) -> None:
    store_plan(desk)
    screen = show(qtbot, desk)
    item = next(line for line in screen.lines if line.title == "Форум «Первые шаги»")
    event = Event(name=item.title, day_words="12.10.2026", state=EventState.HELD, items=[ServedItem(item_id=item.id)])
    desk.change("Event added", event)
    assert described(screen.lines) == described(fresh(desk, screen.plan_id or 0))
    held = desk.read.load_all(Event)[0]
    held.day_words = "12.12.2026"
    desk.change("Event changed", held)
    assert described(screen.lines) == described(fresh(desk, screen.plan_id or 0))


def test_what_more_than_an_item_changes_is_read_whole(desk: Desk) -> None:
    plan = store_plan(desk)
    table = plan_table(desk.read, plan)
    assert table is not None
    item = table.items[0].id or 0
    assert queries.table_after(desk.read, table, {(PlanItem.TABLE, item)}) is not None
    for kind in (PlanSection, Person, Event):
        assert queries.table_after(desk.read, table, {(PlanItem.TABLE, item), (kind.TABLE, 1)}) is None
