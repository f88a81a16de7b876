"""The decisions on one question, typed in place: Enter goes on from the text to who and by when.

The last row is blank: what is typed there becomes a new decision.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.minutes import Decision
from cluster_desk.ui.council.decision_states import state_look
from cluster_desk.ui.look.tokens import HEADER_ROW
from cluster_desk.ui.look.widgets import tip

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

NUMBER, TEXT, WHO, DUE, STATE = range(5)
HEADINGS = (N_("№"), N_("Decided"), N_("Who"), N_("Due"), N_("State"))
_NAMES = {NUMBER: "number", TEXT: "text", WHO: "who", DUE: "due_words"}
_WIDTHS = {NUMBER: 56, WHO: 150, DUE: 150, STATE: 150}
_TOLD_IN = {"number": TEXT, "text": TEXT, "who": WHO, "due_words": DUE, "due": DUE}
"""In which cell trouble with a field is said; in the state's unless told here."""
_NEXT = {NUMBER: TEXT, TEXT: WHO, WHO: DUE}
_MOST_HIGH = 260


def who_words(decision: Decision) -> str:
    """Those responsible as one line, parted by semicolons."""
    return "; ".join(one.words for one in decision.executors)


class DecisionsModel(QAbstractTableModel):
    """Decisions of a question. It changes nothing itself: `typed` tells a place, a field's name and the words."""

    typed = Signal(int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.decisions: list[Decision] = []
        self.item_number = ""
        self.fixed = False
        self.problems: dict[tuple[int, int], str] = {}  # by place and column: what is wrong with the cell
        self._unkept: dict[tuple[int, int], str] = {}  # words typed that could not be stored

    def show_problems(self, problems: Sequence[tuple[int, str, str]]) -> None:
        """Say in the cells what is wrong: the decision's place, its field, the words."""
        self.problems = {(place, _TOLD_IN.get(field, STATE)): words for place, field, words in problems}
        self._repaint()

    def forget_typed(self) -> None:
        """Show again what is stored where something else was typed."""
        self.problems, self._unkept = {}, {}
        self._repaint()

    def has_unkept(self) -> bool:
        """Whether a cell holds words that could not be stored."""
        return bool(self._unkept)

    def _repaint(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, STATE))

    def set_decisions(self, decisions: Sequence[Decision], item_number: str, *, fixed: bool) -> None:
        """Show these decisions of the question numbered `item_number`.

        While a question stays, rows are added or taken at the end only: a cell that is being edited is not torn away.
        """
        before = len(self.decisions)
        self.problems, self._unkept = {}, {}
        if item_number != self.item_number or fixed != self.fixed:
            self.beginResetModel()
            self.decisions, self.item_number, self.fixed = list(decisions), item_number, fixed
            self.endResetModel()
            return
        if len(decisions) > before:
            self.beginInsertRows(_ROOT, self.rowCount(), self.rowCount() + len(decisions) - before - 1)
            self.decisions = list(decisions)
            self.endInsertRows()
        elif len(decisions) < before:
            self.beginRemoveRows(_ROOT, self.rowCount() - before + len(decisions), self.rowCount() - 1)
            self.decisions = list(decisions)
            self.endRemoveRows()
        self.decisions = list(decisions)
        self._repaint()

    def number(self, place: int) -> str:
        """A decision's number: typed, else from its place."""
        typed = self.decisions[place].number if place < len(self.decisions) else ""
        return typed or f"{self.item_number}.{place + 1}"

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.decisions) + (not self.fixed)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        blank = index.row() == len(self.decisions)
        if not self.fixed and index.column() in _NAMES and (not blank or index.column() == TEXT):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._shown(index.row(), index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(index.row(), index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            problem = self.problems.get((index.row(), index.column()))
            return tip(problem) if problem and role == Qt.ItemDataRole.ToolTipRole else problem
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        words = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or self.fixed or words == self._typed(index.row(), index.column()):
            return False
        at = (index.row(), index.column())
        self._unkept.pop(at, None)
        self.typed.emit(index.row(), _NAMES[index.column()], words)
        if any(place == index.row() for place, _column in self.problems):
            self._unkept[at] = words
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == NUMBER:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def is_blank(self, place: int) -> bool:
        """Whether the row at `place` is the blank one."""
        return place >= len(self.decisions)

    def _shown(self, place: int, column: int) -> str:
        if self.is_blank(place):
            return {NUMBER: self.number(place), TEXT: _("New decision: type what was decided")}.get(column, "")
        if column == STATE:
            return state_look(self.decisions[place].state)[0]
        return self.number(place) if column == NUMBER else self._typed(place, column)

    def _typed(self, place: int, column: int) -> str:
        if self.is_blank(place):
            return ""
        if (place, column) in self._unkept:
            return self._unkept[place, column]
        decision = self.decisions[place]
        return {
            NUMBER: decision.number,
            TEXT: decision.text,
            WHO: who_words(decision),
            DUE: decision.due_words,
        }.get(column, "")


class DecisionsTable(QTableView):
    """The table. `removal_asked` and `moved` tell a decision by its place; `left` that Tab leads on."""

    removal_asked = Signal(int)
    moved = Signal(int, int)

    def __init__(self, names: Callable[[], Sequence[str]], parent: QWidget | None = None) -> None:
        from cluster_desk.ui.council.decisions_delegate import DecisionsDelegate

        super().__init__(parent)
        self.setAccessibleName(_("Decided"))
        self.names = names
        self.decisions = DecisionsModel(self)
        self.setModel(self.decisions)
        self.setItemDelegate(DecisionsDelegate(self))
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setFixedHeight(HEADER_ROW)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.setInterval(0)
        self._fit_soon.timeout.connect(self._fit)

    def set_decisions(self, decisions: Sequence[Decision], item_number: str, *, fixed: bool) -> None:
        """Show these decisions; the cell that has the keyboard keeps it."""
        place, column = self.currentIndex().row(), self.currentIndex().column()
        self.decisions.set_decisions(decisions, item_number, fixed=fixed)
        self._fit()
        if place >= 0:
            self.setCurrentIndex(self.decisions.index(min(place, self.decisions.rowCount() - 1), max(column, TEXT)))

    def edit_cell(self, place: int, column: int) -> None:
        """Go to a cell and begin to edit it, where it can be."""
        index = self.decisions.index(place, column)
        if index.isValid():
            self.setFocus()
            self.setCurrentIndex(index)
            if index.flags() & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)

    def show_problems(self, problems: Sequence[tuple[int, str, str]]) -> None:
        """Say in the cells what is wrong; what was typed stays there until it is mended, or Esc takes it back."""
        self.decisions.show_problems(problems)
        self._fit()

    def forget_typed(self) -> None:
        """Show again what is stored."""
        self.decisions.forget_typed()
        self._fit()

    def add(self) -> None:
        """Begin to type a new decision."""
        self.edit_cell(len(self.decisions.decisions), TEXT)

    def go_on(self, place: int, column: int) -> None:
        """After a cell was typed: from the text to who, from who to by when, then rest on the row."""
        if column in _NEXT and not self.decisions.is_blank(place) and not self.decisions.problems:
            QTimer.singleShot(0, self, lambda: self.edit_cell(place, _NEXT[column]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        blank = self.decisions.is_blank(index.row())
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Escape and self.decisions.problems:
            self.forget_typed()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and index.isValid() and not blank:
            to = index.row() + (-1 if event.key() == Qt.Key.Key_Up else 1)
            if 0 <= to < len(self.decisions.decisions) and not self.decisions.fixed:
                self.moved.emit(index.row(), to)
        elif event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.edit_cell(index.row(), TEXT if blank or index.column() == STATE else index.column())
        elif event.key() == Qt.Key.Key_Delete and index.isValid() and not blank and not self.decisions.fixed:
            self.removal_asked.emit(index.row())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and index.isValid():
            by = -1 if event.key() == Qt.Key.Key_Left else 1
            self.setCurrentIndex(self.decisions.index(index.row(), min(STATE, max(NUMBER, index.column() + by))))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_soon.start()

    def _fit(self) -> None:
        """Give every row the height of its words, and the table that of its rows."""
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(place) for place in range(self.decisions.rowCount()))
        self.setFixedHeight(min(_MOST_HIGH, HEADER_ROW + rows + 4))
