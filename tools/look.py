"""Look at every screen and dialog, at every size of a window, for what overlaps, is cut or cannot be reached.

python -m tools.look                        all of them: minutes
python -m tools.look --at 911x465 plan      some of them, at one size
python -m tools.look --language en          in English, whose words are of other widths

Sizes are logical: a screen of 1366 x 768 at 150 % is one of 911 x 465, less what Windows takes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).parents[1] / 'tests' / 'screen.json'}")

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QWidget,
)

from cluster_desk.core.language import DEFAULT_LANGUAGE, LANGUAGES
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.grid_table import GridTable
from cluster_desk.ui.look.widgets import ElidedLabel
from tools import tour

SIZES = {
    "1366x768 100 %": QSize(1366, 698),
    "1366x768 125 %": QSize(1093, 550),
    "1366x768 150 %": QSize(911, 465),
    "1366x768 150 %, whole": QSize(911, 512),
    "1366x768 150 %, in a frame": QSize(895, 472),
    "1366x768 200 %": QSize(683, 340),
    "1920x1080 100 %": QSize(1920, 1010),
    "1920x1080 125 %": QSize(1536, 800),
    "1920x1080 150 %": QSize(1280, 672),
    "1920x1080 200 %": QSize(960, 500),
    "1024x768 100 %": QSize(1024, 698),
}
_SMALL = 800  # below that the hint of an empty field may end in an ellipsis
_OVER = ("popup",)
_NEAR = 2  # logical pixels that frames and rounding may take


def main(words: list[str]) -> int:
    """Look where `words` ask for; gives 1 when something is wrong."""
    parser = argparse.ArgumentParser(description="Look for what overlaps, is cut or out of reach.")
    parser.add_argument("--at", help="one size, 911x465")
    parser.add_argument("--language", choices=LANGUAGES, default=DEFAULT_LANGUAGE)
    parser.add_argument("stops", nargs="*", help="screens and dialogs by name")
    asked = parser.parse_args(words)
    application = QApplication(sys.argv[:1])
    sizes = {asked.at: QSize(*map(int, asked.at.split("x")))} if asked.at else SIZES
    chosen = {name: stop for name, stop in tour.ALL.items() if not asked.stops or name in asked.stops}
    count = 0
    for named, size in sizes.items():
        with tour.own_sample() as sample, tour.opened(sample, size, language=asked.language) as app:
            for name, stop in chosen.items():
                for fault in faults_at(tour.visit(app, stop), size):
                    count += 1
                    print(f"{named}, {name}: {fault}")
    del application
    print(f"{count} faults")
    return int(bool(count))


def faults_at(window: QWidget, size: QSize) -> list[str]:
    """What is wrong with a window on a screen of `size`: a dialog is first made as small as the screen is."""
    if isinstance(window, Dialog):
        window.scroll_body(size)
    if window.isWindow() and window.size() != window.size().boundedTo(size):
        window.resize(window.size().boundedTo(size))
        tour.settle()
    found = list(_faults(window))
    if window.width() > size.width() or window.height() > size.height():
        found.append(f"is larger than the screen: {window.width()} x {window.height()}")
    return found


def _faults(window: QWidget) -> Iterator[str]:
    widgets = [each for each in window.findChildren(QWidget) if each.isVisible() and each.window() is window]
    for each in widgets:
        parent = each.parentWidget()
        if parent is None or _is_part(each, parent):
            continue
        if not _is_scrolled(parent) and _beyond(each.geometry(), parent.rect()):
            yield f"{_name(each)} stands out of {_name(parent)}: {_told(each.geometry())} in {_told(parent.rect())}"
        for wrong in (_cut(each), _scrolled(each)):
            if wrong:
                yield f"{_name(each)} {wrong}"
    for parent in {parent for each in widgets if (parent := each.parentWidget())}:
        if isinstance(
            parent, QStackedWidget | QSplitter | QAbstractScrollArea | QComboBox | QLineEdit | QAbstractSpinBox
        ):
            continue
        beside = [each for each in widgets if each.parentWidget() is parent and not _is_laid_over(each)]
        for one, other in combinations(beside, 2):
            shared = one.geometry().intersected(other.geometry())
            if shared.width() > _NEAR and shared.height() > _NEAR:
                yield f"{_name(one)} and {_name(other)} overlap: {_told(shared)}"


def _is_part(widget: QWidget, parent: QWidget) -> bool:
    """What Qt itself puts inside a widget: the line of a box, the bars of a list."""
    return isinstance(
        parent, QAbstractScrollArea | QComboBox | QLineEdit | QAbstractSpinBox
    ) or widget.objectName().startswith("qt_")


def _is_scrolled(parent: QWidget) -> bool:
    return isinstance(parent.parentWidget(), QAbstractScrollArea) or isinstance(parent, QSplitter)


def _is_laid_over(widget: QWidget) -> bool:
    return widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents) or widget.property("look") in _OVER


def _beyond(rect: QRect, room: QRect) -> bool:
    return not rect.isEmpty() and not room.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(rect)


def _cut(widget: QWidget) -> str:
    """What of the words of a widget has no room."""
    width, metrics = widget.contentsRect().width(), widget.fontMetrics()
    if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
        return _cut_label(widget, metrics)
    least = widget.minimumSizeHint().width()  # what a button paints itself may ask for more than it needs
    if isinstance(widget, QAbstractButton) and widget.text() and least > widget.width() + _NEAR:
        return f"has {widget.width()} of {least} for its words"
    if isinstance(widget, QLineEdit) and not widget.text() and widget.window().width() > _SMALL:
        need = metrics.horizontalAdvance(widget.placeholderText())
        margins = widget.textMargins()
        room = width - margins.left() - margins.right() - (12 if widget.isClearButtonEnabled() else 0)
        return f"has {room} of {need} for its hint «{widget.placeholderText()}»" if need > room else ""
    if isinstance(widget, QComboBox) and widget.width() < widget.minimumSizeHint().width() - _NEAR:
        return f"has {widget.width()} of {widget.minimumSizeHint().width()}"
    if isinstance(widget, QScrollArea) and (inside := widget.widget()):
        hidden = widget.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        wide = inside.width() > widget.viewport().width() + _NEAR and (hidden or widget.window().width() > _SMALL)
        return f"has {widget.viewport().width()} of {inside.width()} across" if wide else ""
    return ""


def _scrolled(widget: QWidget) -> str:
    """What is moved to be seen though a window of this size has to show it at once."""
    if not isinstance(widget, QAbstractScrollArea) or widget.window().width() <= _SMALL:
        return ""
    if widget.horizontalScrollBar().isVisible() and not _is_sheet(widget):
        return "is scrolled sideways"
    if widget.property("look") == "navigation" and widget.verticalScrollBar().isVisible():
        return f"shows {widget.viewport().height()} of its lines, which have a bar"
    return ""


def _is_sheet(widget: QWidget) -> bool:
    """A table of any number of columns, as wide as they are, like a sheet of Excel."""
    return isinstance(widget, GridTable | QTableWidget)


def _cut_label(label: QLabel, metrics: QFontMetrics) -> str:
    room = label.contentsRect()
    if label.wordWrap():
        need = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), Qt.TextFlag.TextWordWrap, label.text())
    else:
        need = metrics.boundingRect(QRect(0, 0, 10_000, 10_000), 0, label.text())
    if need.width() > room.width() + _NEAR or need.height() > room.height() + _NEAR:
        return f"has {_told(room)} of {_told(need)} for «{label.text()[:40]}»"
    return ""


def _name(widget: QWidget) -> str:
    words = widget.accessibleName() or (widget.text() if isinstance(widget, QLabel | QAbstractButton) else "")
    place = widget.mapTo(widget.window(), QPoint(0, 0))
    return f"{type(widget).__name__} «{words[:40]}» at {place.x()},{place.y()}"


def _told(rect: QRect) -> str:
    return f"{rect.width()} x {rect.height()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
