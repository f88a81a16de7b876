"""Ctrl+Z in a field: first what is being typed there, then the file's last change, as after a saving."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_REDO = (QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z"))  # both, as in the window's menu, on every system


class _Passes(QObject):
    """A text field claims Undo and Redo even when it has nothing to take back; then they are the window's."""

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return False
        asked_first = event.type() == QEvent.Type.ShortcutOverride
        if QKeySequence(event.keyCombination()) in _REDO and isinstance(field, QLineEdit | QPlainTextEdit):
            can = _can_redo(field)
            if not asked_first and can:
                field.redo()
            event.setAccepted(can)
            return asked_first or can
        if asked_first and event.matches(QKeySequence.StandardKey.Undo) and not _can_undo(field):
            event.ignore()
            return True
        return False


def pass_on_undo(field: QLineEdit | QPlainTextEdit) -> None:
    """Let the window take the file's last change back while `field` has the keyboard and nothing typed to take back."""
    field.installEventFilter(_Passes(field))


def _can_undo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return isinstance(field, QPlainTextEdit) and field.document().isUndoAvailable()


def _can_redo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isRedoAvailable()
    return isinstance(field, QPlainTextEdit) and field.document().isRedoAvailable()
