"""What holds on every screen and dialog, seen by going through them all: Tab goes round, nothing is cut or overlaps.

`make look` does the last at every size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QLineEdit, QMainWindow, QScrollArea, QWidget

from cluster_desk.app import App
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.table_view import TableView
from tools import tour, variants
from tools.look import SIZES, faults_at

_OTHERWISE = 0.04
"""The part of a picture that another word here and there changes; a layout that breaks changes more."""


_WINDOWS = (Qt.WindowType.Dialog, Qt.WindowType.Popup, Qt.WindowType.ToolTip)


@contextmanager
def _no_part_is_a_window() -> Iterator[None]:
    """Nothing is shown before it has its place: it would flash as a window, and a start would wait for it."""
    shown: list[QWidget] = []

    def watched(show: Callable[..., None]) -> Callable[..., None]:
        def wrapped(widget: QWidget, *visible: bool) -> None:
            if visible != (False,) and widget.windowType() not in _WINDOWS and widget.isWindow():
                shown.append(widget)
            show(widget, *visible)

        return wrapped

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QWidget, "setVisible", watched(QWidget.setVisible))
        patch.setattr(QWidget, "show", watched(QWidget.show))
        yield
    assert [type(each).__name__ for each in shown if not isinstance(each, QMainWindow)] == []


@pytest.fixture(scope="module")
def app(qapp: QApplication, sample_of_module: Path) -> Iterator[App]:
    """One window for all of them, as wide as most of the offices' are; it is painted only for a picture."""
    with _no_part_is_a_window(), tour.opened(sample_of_module, variants.ROOMY) as made:
        made.window.setUpdatesEnabled(False)
        yield made


def _stops_of_tab(window: QWidget) -> dict[QWidget, str]:
    """What Tab has to reach, each with its name."""
    return {
        each: f"{type(each).__name__} «{each.accessibleName() or getattr(each, 'text', str)()}»"
        for each in window.findChildren(QWidget)
        if each.isVisible()
        and each.window() is window
        and each.isEnabledTo(window)
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        # Of several of which one is chosen Tab comes to that one; arrows go through them.
        and not (isinstance(each, QAbstractButton) and _is_one_of(each) and not each.isChecked())
    }


def _round(window: QWidget, key: Qt.Key, most: int) -> set[QWidget]:
    """All that has the keyboard on the way of Tab until it is where it began; fails when it never is."""
    first = window.focusWidget()
    assert first is not None
    reached = {first}
    for _step in range(most):
        QTest.keyClick(window.focusWidget(), key)
        now = window.focusWidget()
        reached.add(now)
        if now is first:
            return reached
    raise AssertionError(f"Tab does not come back to «{first.accessibleName()}»")


_OTHER_SIZES = [SIZES[name] for name in ("1920x1080 150 %", "1366x768 150 %, whole")] + [variants.SMALL]
"""What most notebooks have at 150 %, the smallest, what Windows takes aside, last: its picture is compared."""

_NO_ROOM = {
    # The plan's tasks, beside the log's entries, are sentences of two hundred letters.
    "log": ["Журнал: no room"],
}


def _cut_cells(window: QWidget) -> list[str]:
    """The cells of lists in sight that end in an ellipsis though a column beside them has more room than it needs."""
    result = []
    for table in window.findChildren(TableView):
        model = table.list_model
        if not table.isVisible() or not model.rowCount():
            continue
        shown = [place for place in range(model.columnCount()) if not table.isColumnHidden(place)]
        assert not table.horizontalScrollBar().isVisible(), table.accessibleName()
        indexes = [model.index(row, place) for row in range(min(300, model.rowCount())) for place in shown]
        cut = [each for each in indexes if table.table_delegate.lacks_room(each, table.visualRect(each))]
        if cut and table.column_layout.has_spare():
            result += [f"{table.accessibleName()}: {each.data()}" for each in cut]
        elif cut:
            result.append(f"{table.accessibleName()}: no room")
    return result


def _check_tab(window: QWidget) -> None:
    stops = _stops_of_tab(window)
    window.setUpdatesEnabled(False)  # else every key paints again what it comes through
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) if stops else ():
        next(iter(stops)).setFocus(Qt.FocusReason.TabFocusReason)
        reached = _round(window, key, len(stops) + 100)  # links of a page are stops too
        # A box that can be typed into has the keyboard in the line inside it.
        reached |= {box for each in reached if isinstance(each, QLineEdit) and (box := each.parentWidget())}
        assert [text for each, text in stops.items() if each not in reached] == []


def _is_one_of(button: QAbstractButton) -> bool:
    group: QButtonGroup | None = button.group()
    return button.isCheckable() and group is not None and group.exclusive()


def _check_names(window: QWidget) -> None:
    """What a screen reader says: one of several is told as that, no name stands for two things at once."""
    buttons = [each for each in window.findChildren(QAbstractButton) if each.isVisible() and each.window() is window]
    told = {each: QAccessible.queryAccessibleInterface(each) for each in buttons}
    for each in buttons:
        if _is_one_of(each):
            assert told[each].role() == QAccessible.Role.RadioButton, each.text()
    names = Counter(
        told[each].text(QAccessible.Text.Name) for each in buttons if each.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    assert {name: times for name, times in names.items() if times > 1 or not name} == {}


@cache
def _kept(width: int, height: int) -> Mapping[str, QImage]:
    return variants.kept(QSize(width, height))


def _check_picture(window: QWidget, name: str, size: QSize) -> None:
    """The screen stands as it did; after a change on purpose: python -m tools.variants --keep."""
    window.setUpdatesEnabled(True)
    picture = window.grab().toImage()
    window.setUpdatesEnabled(False)
    if name not in variants.kept_screens():
        return
    before = _kept(size.width(), size.height()).get(name)
    assert before is not None, "python -m tools.variants --keep"
    part = variants.difference(before, variants.in_blocks(picture))
    assert part < _OTHERWISE, f"{part:.0%} of the picture is otherwise: look, then python -m tools.variants --keep"


def _check_ground(window: QWidget) -> None:
    """A dialog is one ground with one text edge: its body begins where its title does."""
    if isinstance(window, Dialog):
        layout = window._dialog_body.layout()
        assert layout is None or layout.contentsMargins().left() == 0
        moved = [inside for area in window.findChildren(QScrollArea) if (inside := area.widget())]
        assert all(inside.property("ground") for inside in moved)


@pytest.mark.parametrize("name", tour.DIALOGS)
def test_tab_reaches_all_of_a_dialog_and_nothing_of_it_is_cut(app: App, name: str) -> None:
    window = tour.visit(app, tour.DIALOGS[name])
    _check_ground(window)
    _check_tab(window)
    _check_names(window)
    assert faults_at(window, QSize(1366, 698)) == []


@pytest.mark.parametrize("name", tour.SCREENS)
def test_a_screen_is_reached_by_tab_and_nothing_of_it_is_cut(app: App, name: str) -> None:
    app.window.resize(variants.ROOMY)  # whatever a failed test left
    window = tour.visit(app, tour.SCREENS[name])
    _check_picture(window, name, variants.ROOMY)
    cut = _cut_cells(window)
    assert cut == _NO_ROOM.get(name, [])
    assert faults_at(window, variants.ROOMY) == []
    _check_names(window)
    for size in _OTHER_SIZES:
        window.resize(size)
        tour.settle()
        tour.settle()  # labels that wrap ask for their height once more
        assert faults_at(window, size) == [], size
    _check_picture(window, name, variants.SMALL)
    if cut:  # what has no room here has it there
        window.resize(1920, 1010)
        tour.settle()
        assert _cut_cells(window) == []
    window.resize(variants.ROOMY)
    tour.settle()
    _check_tab(window)  # last: it scrolls what it goes through


@pytest.mark.parametrize("name", tour.AWAY)
def test_what_stands_in_the_place_of_a_file_is_reached_by_tab_and_nothing_of_it_is_cut(
    qapp: QApplication, sample_file: Path, name: str
) -> None:
    with tour.opened(sample_file, variants.ROOMY) as made:
        window = tour.visit(made, tour.AWAY[name])
        assert faults_at(window, variants.ROOMY) == []
        _check_names(window)
        for size in _OTHER_SIZES:
            window.resize(size)
            tour.settle()
            assert faults_at(window, size) == [], size
        _check_tab(window)


def test_a_bar_to_move_a_page_sideways_and_areas_out_of_sight_are_told(app: App) -> None:
    shell = app.window.shell
    assert shell
    shell.go("today")
    app.window.resize(911, 300)
    tour.settle()
    assert any(
        "«Разделы»" in told and told.endswith("which have a bar") for told in faults_at(app.window, QSize(911, 300))
    )
    app.window.resize(variants.SMALL)
    room = next(area for area in app.window.findChildren(QScrollArea) if area.isAncestorOf(shell.screens["today"]))
    inside = room.widget()
    assert inside
    inside.setMinimumWidth(900)
    tour.settle()
    assert any(told.endswith("is scrolled sideways") for told in faults_at(app.window, variants.SMALL))
    inside.setMinimumWidth(0)
    app.window.resize(variants.ROOMY)
    tour.settle()
