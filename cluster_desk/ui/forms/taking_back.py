"""Ctrl+Z in a field: first what is being typed there, then the file's last change, as after a saving."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


class _Passes(QObject):
    """A text field claims Undo and Redo even when it has nothing to take back; then they are the window's."""

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        for keys, can in ((QKeySequence.StandardKey.Undo, _can_undo), (QKeySequence.StandardKey.Redo, _can_redo)):
            if event.matches(keys) and not can(field):
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
