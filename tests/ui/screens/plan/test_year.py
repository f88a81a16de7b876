"""The sample's plan led through a whole year by keyboard in one go: moved, split, put in order, its states set."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.desk import Desk
from cluster_desk.rules.plan.lines import Key
from cluster_desk.ui.screens.plan.plan_dialogs import MovedDialog
from cluster_desk.ui.screens.plan.plan_tree import PlanTree
from cluster_desk.ui.screens.plan.screen import PlanScreen
from tests.ui.screens.plan.test_screen import dialog, show

_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
_STATES = list(ItemState)


@pytest.fixture
def desk(sample_file: object) -> Iterator[Desk]:
    opened = Desk.open(sample_file)  # type: ignore[arg-type]
    yield opened
    opened.close()


@pytest.fixture
def plan(qtbot: QtBot, desk: Desk) -> PlanScreen:
    screen = show(qtbot, desk)
    screen.tree.setFocus()
    return screen


def _walk_to(tree: PlanTree, key: Key) -> None:
    """Go to a line with the arrows alone."""
    current = tree.current_key()
    assert current is not None
    by = tree.plan.place_of(key) - tree.plan.place_of(current)
    for _press in range(abs(by)):
        QTest.keyClick(tree, Qt.Key.Key_Down if by > 0 else Qt.Key.Key_Up)
    assert tree.current_key() == key


def _set_state(tree: PlanTree, state: ItemState) -> None:
    """F4, down to the state, Enter."""
    QTest.keyClick(tree, Qt.Key.Key_F4)
    menu = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible())
    for _press in range(_STATES.index(state)):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def _typed(words: str) -> None:
    """Type into what has the keyboard, then Enter. QTest itself types no Cyrillic."""
    editor = QApplication.focusWidget()
    assert isinstance(editor, QWidget)
    for letter in words:
        QApplication.sendEvent(editor, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
    QTest.keyClick(editor, Qt.Key.Key_Return)


def _items(desk: Desk) -> dict[int, PlanItem]:
    return {item.id or 0: item for item in desk.read.load_all(PlanItem)}


def _sections(plan: PlanScreen) -> list[str]:
    return [line.title for line in plan.tree.plan.lines if line.kind == "section"]


def test_a_year_by_keyboard(qtbot: QtBot, plan: PlanScreen, desk: Desk) -> None:
    tree = plan.tree
    before = _items(desk)
    items = [line for line in tree.plan.lines if line.kind == "item"]
    moved, split, done = items[:10], items[10:15], items[15:20]

    for line in moved:
        _walk_to(tree, line.key)
        _set_state(tree, ItemState.MOVED)
        asked = dialog()
        assert isinstance(asked, MovedDialog)
        qtbot.waitUntil(asked.when.hasFocus)
        asked.when.selectAll()
        _typed("до 10 декабря")
        plan.activateWindow()  # as a window manager does once the dialog has gone
        qtbot.waitUntil(tree.hasFocus)
    for line in split:
        _walk_to(tree, line.key)
        QTest.keyClick(tree, Qt.Key.Key_Insert)
        assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
        _typed("Подготовка")
        qtbot.waitUntil(tree.hasFocus)
    for line in done:
        _walk_to(tree, line.key)
        _set_state(tree, ItemState.DONE)
    order = _sections(plan)
    for section in [line.key for line in tree.plan.lines if line.kind == "section"][:3]:
        _walk_to(tree, section)
        QTest.keyClick(tree, Qt.Key.Key_Down, _ALT | _SHIFT)

    after = _items(desk)
    for line in moved:
        item = after[line.id]
        assert (item.state, item.moved_to) == (ItemState.MOVED, "до 10 декабря")
        assert item.deadline == before[line.id].deadline, "the words stay"
    for line in split:
        steps = after[line.id].steps
        assert len(steps) == len(before[line.id].steps) + 1
        assert "Подготовка" in [step.result for step in steps]
    assert all(after[line.id].state is ItemState.DONE for line in done)
    assert _sections(plan) != order


def test_all_of_it_is_taken_back_change_by_change(plan: PlanScreen, desk: Desk) -> None:
    tree = plan.tree
    before = {row: (item.title, item.deadline, item.state, len(item.steps)) for row, item in _items(desk).items()}
    order = _sections(plan)
    first = next(line for line in tree.plan.lines if line.kind == "item")
    _walk_to(tree, first.key)
    QTest.keyClick(tree, Qt.Key.Key_Insert)
    _typed("Подготовка")
    QTest.keyClick(tree, Qt.Key.Key_Down, _ALT | _SHIFT)
    _set_state(tree, ItemState.DONE)
    while desk.next_undo():
        desk.undo()
    assert {r: (i.title, i.deadline, i.state, len(i.steps)) for r, i in _items(desk).items()} == before
    assert _sections(plan) == order
