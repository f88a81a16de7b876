"""The editor of a link: one of the records there are, found by typing a part of its name, or a new one by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Field
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.members import Choosable
from cluster_desk.ui.forms.editors import FieldEditor
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.boxes import QuietCombo
from cluster_desk.ui.look.items import ENTER, ROOT, Index

_ID = Qt.ItemDataRole.UserRole
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_SHOWN = 8  # names of an open list before it scrolls


@dataclass(frozen=True)
class NewRecord:
    """A name typed that nobody has yet: a record to be made when the form is saved."""

    name: str


class _Choosables(QAbstractListModel):
    """The records to choose from; the last row offers to make one of what is typed, where that is new."""

    def __init__(self, items: Sequence[Choosable]) -> None:
        super().__init__()
        self.items = list(items)
        self.offered = ""
        self._counted: list[Choosable] = []
        self._times: Counter[str] = Counter()

    def offer(self, name: str) -> None:
        """Offer to make a record called `name`; "" offers nothing."""
        place = len(self.items)
        if name and not self.offered:
            self.beginInsertRows(ROOT, place, place)
            self.offered = name
            self.endInsertRows()
        elif self.offered and not name:
            self.beginRemoveRows(ROOT, place, place)
            self.offered = ""
            self.endRemoveRows()
        elif name != self.offered:
            self.offered = name
            self.dataChanged.emit(self.index(place), self.index(place))

    def _has_namesake(self, item: Choosable) -> bool:
        """Whether the title alone does not tell who is meant."""
        if self._counted is not self.items:
            self._counted, self._times = self.items, Counter(each.title for each in self.items)
        return self._times[item.title] > 1

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.items) + bool(self.offered)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.row() == len(self.items):
            if role == Qt.ItemDataRole.DisplayRole:
                return _("Create “%(name)s”") % {"name": self.offered}
            return self.offered if role == Qt.ItemDataRole.EditRole else None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{item.title} — {item.detail}" if item.detail and self._has_namesake(item) else item.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return widgets.tip(item.detail)
        if role == Qt.ItemDataRole.EditRole:
            return item.title
        return item.id if role == _ID else None


class LinkEditor(FieldEditor):
    """A field to type into with a list to choose from. Its value is an id, None, or a `NewRecord`."""

    def __init__(self, field: Field, choosable: Callable[[str], Sequence[Choosable]], parent: QWidget | None = None):
        super().__init__(field, parent)
        self._model = _Choosables(choosable(field.target))
        self._picked: int | None = None
        self.box = QuietCombo()
        self.box.setProperty("look", "field")
        self.box.setEditable(True)
        self.box.setInsertPolicy(QuietCombo.InsertPolicy.NoInsert)
        self.box.setMaxVisibleItems(12)
        self.box.setModel(self._model)
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(QuietCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setCurrentIndex(-1)
        self.box.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        completer = QCompleter(self._model, self.box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionRole(Qt.ItemDataRole.EditRole)
        completer.setMaxVisibleItems(10)
        self.box.setCompleter(completer)
        _frame(completer)
        # The stubs do not know that a signal of several forms is chosen by its argument.
        completer.activated[QModelIndex].connect(  # type: ignore[index]
            lambda index: self._pick(index.data(_ID))
        )
        self.note = QLabel(_("Not in the list: will be created"))
        self.note.setProperty("look", "small")
        self.note.setWordWrap(True)
        self.note.hide()
        inside = QVBoxLayout()
        inside.setSpacing(2)
        inside.addWidget(self.box)
        inside.addWidget(self.note)
        self.row.addLayout(inside, 1)
        self.name_input(self.box)
        line = self.box.lineEdit()
        assert line is not None
        line.setPlaceholderText(_(field.hint) or _("choose or type"))
        line.setAccessibleName(_(field.label))
        line.textEdited.connect(self._typed)
        line.editingFinished.connect(self.left)
        self.box.activated.connect(lambda place: self._pick(self.box.itemData(place, _ID)))

    def value(self) -> int | NewRecord | None:
        name = self.box.currentText().strip()
        if not name:
            return None
        same = self._namesakes(name)
        if self._picked is not None and any(item.id == self._picked for item in same):
            return self._picked
        return same[0].id if len(same) == 1 else NewRecord(name)

    def set_value(self, value: Any) -> None:
        self._picked = value if isinstance(value, int) else None
        title = next((item.title for item in self._model.items if item.id == value), "")
        self._model.offer("")
        place = next((n for n, item in enumerate(self._model.items) if item.id == value), -1)
        self.box.setCurrentIndex(place)
        self.box.setEditText(value.name if isinstance(value, NewRecord) else title)
        line = self.box.lineEdit()
        if line is not None:
            line.setCursorPosition(0)
        self._show_note()

    def set_choosable(self, items: Sequence[Choosable]) -> None:
        """Offer other records from now on; the value stays."""
        value = self.value()
        self.box.blockSignals(True)
        self._model.beginResetModel()
        self._model.items, self._model.offered = list(items), ""
        self._model.endResetModel()
        self.set_value(value)
        self.box.blockSignals(False)

    def own_problem(self) -> str:
        name = self.box.currentText().strip()
        if self._picked is None and len(self._namesakes(name)) > 1:
            return _("There are several of this name: choose one from the list.")
        return ""

    def inputs(self) -> list[QWidget]:
        return [self.box]

    def _namesakes(self, name: str) -> list[Choosable]:
        folded = fold(name)
        return [item for item in self._model.items if fold(item.title) == folded]

    def _typed(self, text: str) -> None:
        self._picked = None
        name = text.strip()
        self._model.offer(name if name and not self._namesakes(name) else "")
        self._show_note()
        self.changed.emit()

    def _pick(self, key: int | None) -> None:
        self._picked = key
        self._show_note()
        self.changed.emit()
        self.left.emit()

    def _show_note(self) -> None:
        self.note.setVisible(isinstance(self.value(), NewRecord) and not self.own_problem())


def offer_names(line: QLineEdit, names: Sequence[str]) -> None:
    """Offer `names` under a field while it is typed into; any part of a name finds it.

    Asked again, it changes what is offered: what Enter in the open list stores may itself lead here, and a list that
    is replaced while it handles its own key takes the program with it.
    """
    offered = line.findChild(_NamesOffered) or _NamesOffered(line)
    offered.take(names)


class _NamesOffered(QObject):
    """The list of names under `line`. Enter writes the name chosen; with none chosen it is the line's own Enter.

    Tab writes the name chosen too, and then is the line's own: the list would hand it past those who watch the line for
    its keys, and out of a cell it would leave the table instead of going on to the next cell.

    The list is asked for anew each time: of a cell's editor nothing but Qt holds the completer, and what Python kept of
    it would be gone when Enter comes.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(_SHOWN)
        line.setCompleter(self._completer)
        _frame(self._completer)
        popup = self._completer.popup()
        assert popup is not None
        popup.installEventFilter(self)

    def take(self, names: Sequence[str]) -> None:
        """Offer `names` from now on."""
        if self._names.stringList() != list(names):
            self._names.setStringList(list(names))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt would give the line its Enter before the name chosen is in it."""
        popup = self._completer.popup()
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if popup is None or key not in (*ENTER, *_TABS):
            return super().eventFilter(watched, event)
        chosen = popup.currentIndex()
        name = chosen.data() if chosen.isValid() else None
        popup.hide()
        if name is not None:
            self._line.setText(name)
        if name is None or key in _TABS:
            QApplication.sendEvent(self._line, event)
        return True


class PartsOffered(QObject):
    """Offers names for the last of the parts typed into `line` (behind a comma or semicolon).

    `names` gives those that fit; Enter with none of them chosen does `enter`.
    """

    def __init__(self, line: QLineEdit, names: Callable[[str], Sequence[str]], enter: Callable[[], object]) -> None:
        super().__init__(line)
        self._line, self._names, self._enter = line, names, enter
        self.completer = QCompleter(QStringListModel(self), self)
        self.completer.setWidget(line)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(_SHOWN)
        self.completer.activated.connect(self.put)
        _frame(self.completer)
        line.textEdited.connect(self.offer)
        popup = self.completer.popup()
        assert popup is not None
        popup.installEventFilter(self)

    def offer(self, words: str) -> None:
        """Open the list under the field, where any name fits."""
        model, popup = self.completer.model(), self.completer.popup()
        assert isinstance(model, QStringListModel)
        assert popup is not None
        names = list(self._names(words)) if self._line.cursorPosition() == len(words) else []
        model.setStringList(names)
        if names:
            self.completer.complete()
            popup.setCurrentIndex(QModelIndex())
        else:
            popup.hide()

    def put(self, name: str) -> None:
        """Write `name` in place of the part begun, and leave room for what comes behind it."""
        words = self._line.text()
        begun = max(words.rfind(","), words.rfind(";")) + 1
        self._line.setText(f"{words[:begun]} {name} ".lstrip())
        self._line.textEdited.emit(self._line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        popup = self.completer.popup()
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER
        if pressed and popup is not None and not popup.currentIndex().isValid():
            popup.hide()
            self._enter()
            return True
        return super().eventFilter(watched, event)


class NamesInText(QObject):
    """Ctrl+Space in `text` offers names; the one chosen takes the place of the word begun, as `written` says it."""

    def __init__(self, text: QPlainTextEdit, names: Callable[[], Sequence[str]], written: Callable[[str], str]) -> None:
        super().__init__(text)
        self._text, self._names, self._written = text, names, written
        self.completer = QCompleter(QStringListModel(self), self)
        self.completer.setWidget(text)
        self.completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.setMaxVisibleItems(_SHOWN)
        self.completer.activated.connect(self.put)
        _frame(self.completer)
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


class _AsWideAsItsWords(QObject):
    """Keeps a list of names as wide as its longest name, within the screen: its field may be a narrow cell."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QListView) and event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            room = watched.screen().availableGeometry()
            bar = watched.verticalScrollBar()
            beside = bar.sizeHint().width() if watched.model().rowCount() > _SHOWN else 0
            wanted = min(watched.sizeHintForColumn(0) + 2 * watched.frameWidth() + 12 + beside, room.width())
            if wanted > watched.width():
                left = min(watched.x(), room.right() + 1 - wanted)
                watched.setGeometry(left, watched.y(), wanted, watched.height())
        return super().eventFilter(watched, event)


def _frame(completer: QCompleter) -> None:
    """Give the list of names a border, since it stands over what is of the same colour, and room for its words."""
    popup = completer.popup()
    if popup is not None:
        popup.setProperty("look", "offered")
        popup.installEventFilter(_AsWideAsItsWords(popup))
