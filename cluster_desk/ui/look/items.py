"""What every list shares: places of items, keys that mean the same everywhere, how a deadline is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QCursor

from cluster_desk.ui.look.tokens import Tone

if TYPE_CHECKING:  # the start screen has no list, and Qt's are made for Python when they are imported
    from PySide6.QtWidgets import QAbstractItemView

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
"""What the items of a list or a table stand in."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DEADLINE_ICONS = {
    "by": "flag",
    "fixed": "calendar_ltr",
    "recurring": "arrow_repeat_all",
    "throughout": "arrow_right",
    "open": "clock",
    "unknown": "question_circle",
}
"""The icon of a deadline by its kind."""
HASTE_TONES: dict[str, Tone] = {"late": "bad", "soon": "warn", "": "neutral"}
"""The tone of what is due, by its haste."""


def is_hovered(view: QAbstractItemView, rect: QRect) -> bool:
    """Whether the mouse is over `rect` of a list.

    The item's state tells it too, in the words of a style: all that styles know is made for Python when it is asked for
    first, some six hundred words, before the window is painted.
    """
    return view.underMouse() and rect.contains(view.viewport().mapFromGlobal(QCursor.pos()))


def begin_at(view: QAbstractItemView, index: Index) -> None:
    """Give the keyboard a place to start from, though nothing is chosen yet."""
    from PySide6.QtCore import QItemSelectionModel

    if not view.currentIndex().isValid() and index.isValid():
        view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
