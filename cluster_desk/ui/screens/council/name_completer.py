"""Names to choose from while something is typed: a list under the field, or in a text by Ctrl+Space."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit


def offer_names(line: QLineEdit, names: Sequence[str]) -> None:
    """Offer `names` under a field while it is typed into; any part of a name finds it."""
    completer = QCompleter(QStringListModel(list(names), line), line)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setMaxVisibleItems(8)
    line.setCompleter(completer)


class NamesInText(QObject):
    """Ctrl+Space in `text` offers names; the one chosen takes the place of the word begun, as `written` says it."""

    def __init__(self, text: QPlainTextEdit, names: Callable[[], Sequence[str]], written: Callable[[str], str]) -> None:
        super().__init__(text)
        self._text, self._names, self._written = text, names, written
        self.completer = QCompleter(QStringListModel(self), self)
        self.completer.setWidget(text)
        self.completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setMaxVisibleItems(8)
        self.completer.activated.connect(self.put)
        text.installEventFilter(self)

    def offer(self) -> None:
        """Open the list at the cursor, narrowed by the word before it."""
        model = self.completer.model()
        assert isinstance(model, QStringListModel)
        model.setStringList(list(self._names()))
        self.completer.setCompletionPrefix(self._begun().selectedText())
        if not self.completer.completionCount():
            self.completer.setCompletionPrefix("")
        spot = self._text.cursorRect()
        popup = self.completer.popup()
        assert popup is not None
        popup.setCurrentIndex(self.completer.completionModel().index(0, 0))
        spot.setWidth(max(260, popup.sizeHintForColumn(0) + 40))
        self.completer.complete(spot)

    def put(self, name: str) -> None:
        """Write `name` in place of the word begun."""
        cursor = self._begun()
        before = cursor.selectedText()
        if before and before.casefold() not in name.casefold():
            cursor = self._text.textCursor()
        cursor.insertText(self._written(name))
        self._text.setTextCursor(cursor)

    def _begun(self) -> QTextCursor:
        cursor = self._text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfWord, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() == Qt.Key.Key_Space and not self._text.isReadOnly():
                self.offer()
                return True
            keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)
            popup = self.completer.popup()
            if popup is not None and popup.isVisible() and event.key() in keys:
                event.ignore()
                return True
        return super().eventFilter(watched, event)
