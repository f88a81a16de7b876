"""Boxes to choose from: no wider than they are told, what has no room keeps the year or number at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox

from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.painting import elided

_ARROW_ROOM = 40
_NARROWEST = 76


class QuietCombo(QComboBox):
    """A combo box that the mouse wheel does not change while the user scrolls the form past it.

    Enter opens a filter; in a card and a dialog (look "field") it is theirs, as in every field.
    It asks for no more than a few letters, however long its entries are; what has no room ends in an ellipsis.
    """

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_NARROWEST, super().minimumSizeHint().width()), super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        option.currentText = elided(option.currentText, self.fontMetrics(), self.width() - _ARROW_ROOM)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not self.isEditable() and self.property("look") != "field":
            self.showPopup()
        else:
            super().keyPressEvent(event)


def filter_box(name: str, width: int, widest: int, changed: Callable[[], object]) -> QuietCombo:
    """A box to narrow what is shown; its list may be as wide as `widest`, names of sections are long."""
    box = QuietCombo()
    box.setAccessibleName(name)
    box.setFixedWidth(width)
    box.setMaxVisibleItems(16)
    box.view().setMinimumWidth(max(width, widest))
    box.currentIndexChanged.connect(lambda *_: changed())
    return box


def combo(name: str, width: int, items: Iterable[tuple[str, object]] = ()) -> QuietCombo:
    """A box to choose from `items` (words, what they stand for), as wide as these without `width`; `name` is said."""
    box = QuietCombo()
    box.setAccessibleName(name)
    if width:
        box.setFixedWidth(width)
    for text, data in items:
        box.addItem(text, data)
    return box
