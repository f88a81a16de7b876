"""Tables that are typed into cell by cell: their rows, the editor of a cell, the keys that take what was typed.

The agenda and a question's decisions are such tables; the plan's tree takes the delegate alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cluster_desk.core.language import _
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.items import ENTER, ROOT, Index
from cluster_desk.ui.look.painting import ring

_LINE_HEIGHT = 32


class HeadedModel(QAbstractTableModel):
    """Rows under fixed headings (msgids); `count` says how many rows there are."""

    HEADINGS: ClassVar[Sequence[str]] = ()
    RIGHT: ClassVar[Collection[int]] = ()
    """The columns whose words and heading stand at the right."""

    def count(self) -> int:
        """How many rows are shown."""
        raise NotImplementedError

    def heading(self, column: int) -> str:
        """The heading of a column, which a screen reader says with each of its cells."""
        return _(self.HEADINGS[column]) if self.HEADINGS[column] else ""

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self.RIGHT:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return _(self.HEADINGS[section]) if role == Qt.ItemDataRole.DisplayRole else None


class CellDelegate(QStyledItemDelegate):
    """Paints rows by `paint_cell` and edits their cells; those of the columns `prose` may take several lines."""

    def __init__(self, view: QAbstractItemView, prose: Collection[int]) -> None:
        super().__init__(view)
        self.view = view
        self._prose = prose

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.fillRect(rect, theme.color("select" if state & QStyle.StateFlag.State_Selected else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        self.paint_cell(painter, rect, index)
        current = self.view.currentIndex()
        if self.view.hasFocus() and current.row() == index.row():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            last = index.column() == index.model().columnCount() - 1
            ring(painter, rect, theme.color("accent"), left=index.column() == 0, right=last)
            if current.column() == index.column():
                painter.setPen(theme.color("accent"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(3, 4, -4, -5))
        painter.restore()

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint what stands in a cell."""
        raise NotImplementedError

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor: QWidget
        if index.column() in self._prose:
            text = QPlainTextEdit(parent)
            text.setTabChangesFocus(True)
            text.document().setDocumentMargin(2)
            editor = text
        else:
            editor = line_in_cell(parent, index)
        editor.setAccessibleName(heading_of(index))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(value)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        model.setData(index, typed_in(editor))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if isinstance(editor, QPlainTextEdit):
            editor.setGeometry(rect.adjusted(2, 2, -4, -2))
        else:
            editor.setGeometry(rect.left(), rect.center().y() - _LINE_HEIGHT // 2, rect.width() - 4, _LINE_HEIGHT)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Let the keys that end the typing take what was typed."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(editor, QWidget)
            and self.ends_typing(editor, event)
        ):
            self.take(editor, event.key())
            return True
        return super().eventFilter(editor, event)

    def ends_typing(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Whether a key pressed in `editor` takes what was typed: Enter."""
        return event.key() in ENTER

    def take(self, editor: QWidget, key: int) -> None:
        """Take what was typed, which `key` ended, and close the editor."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


def line_in_cell(parent: QWidget, index: Index) -> QLineEdit:
    """A line to type a cell's words into, at the side where they stand; a screen reader calls it by its heading."""
    line = QLineEdit(parent)
    side = index.data(Qt.ItemDataRole.TextAlignmentRole)
    if side is not None:
        line.setAlignment(Qt.AlignmentFlag(side))
    line.setAccessibleName(heading_of(index))
    return line


def heading_of(index: Index) -> str:
    """What stands over a cell: its whole words, where the heading is shown in short."""
    model, across = index.model(), Qt.Orientation.Horizontal
    whole = model.headerData(index.column(), across, Qt.ItemDataRole.AccessibleTextRole)
    return str(whole or model.headerData(index.column(), across) or "")


class CellTable(QTableView):
    """Rows as high as their words need: the column `stretched` takes the room that `widths` leave.

    `moved` tells that a row is to stand at another's place, `removal_asked` that it is to go.
    """

    moved = Signal(int, int)
    removal_asked = Signal(int)

    def __init__(
        self, name: str, model: HeadedModel, header: QHeaderView | None, stretched: int, widths: Mapping[int, int]
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        model.setParent(self)
        self.setModel(model)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if header is not None:
            self.setHorizontalHeader(header)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.fit_soon = widgets.later(self, 0, self.fit)

    def fit(self) -> None:
        """Give every row the height of its words."""
        self.resizeRowsToContents()


def typed_in(editor: QWidget) -> str:
    """The words in the editor of a cell."""
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.text() if isinstance(editor, QLineEdit) else ""
