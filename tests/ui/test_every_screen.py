"""What holds on every screen and dialog, seen by going through them all: Tab reaches everything and goes round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from cluster_desk.app import App
from tools import tour

EVERYWHERE = {**tour.SCREENS, **tour.DIALOGS}


@pytest.fixture(scope="module")
def app(qapp: QApplication, sample_of_module: Path) -> Iterator[App]:
    """One window for all of them, as wide as most of the offices' are."""
    with tour.opened(sample_of_module, QSize(1366, 698)) as made:
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


@pytest.mark.parametrize("name", EVERYWHERE)
def test_tab_reaches_all_and_leaves_all_both_ways(app: App, name: str) -> None:
    window = tour.visit(app, EVERYWHERE[name])
    stops = _stops_of_tab(window)
    if not stops:
        return
    first = next(iter(stops))
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        first.setFocus(Qt.FocusReason.TabFocusReason)
        reached = _round(window, key, len(stops) + 100)  # links of a page are stops too
        # A box that can be typed into has the keyboard in the line inside it.
        reached |= {box for each in reached if isinstance(each, QLineEdit) and (box := each.parentWidget())}
        assert [text for each, text in stops.items() if each not in reached] == []
