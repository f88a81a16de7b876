"""The participants of an event as a table that is typed into as in Excel; the last row begins a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
)

from cluster_desk.core.language import _
from cluster_desk.core.russian.short_names import without_legal_form
from cluster_desk.core.russian.text import sort_key
from cluster_desk.data.queries.participants import ParticipantFacts
from cluster_desk.rules.log.participant_cells import POINTS, TOTAL, ParticipantColumn, shown, typed
from cluster_desk.rules.log.participants import ListDoubt
from cluster_desk.ui.lists import widths
from cluster_desk.ui.lists.grid_table import BESIDE_WORDS, GridTable
from cluster_desk.ui.look import theme
from cluster_desk.ui.look.items import ROOT, Index
from cluster_desk.ui.look.widgets import tip

_ROW = 30
_NARROW = {"grade": 62, "place_words": 58, TOTAL: 58}
"""The least width of columns of a few signs; points have `_POINTS_WIDTH`."""
_POINTS_WIDTH = 56
_MOST_LINES = 3
_BESIDE_HEADING = 22  # it has room for the arrow of the order


class ParticipantsModel(QAbstractTableModel):
    """It changes nothing itself: `edited` tells a line (its row number, 0 for a new one), a column and the words."""

    edited = Signal(int, object, str)

    def __init__(self) -> None:
        super().__init__()
        self.facts: list[ParticipantFacts] = []
        self.columns: list[ParticipantColumn] = []
        self.read_only = False
        self._doubts: dict[tuple[int, str], list[str]] = {}

    def show_list(
        self, facts: Sequence[ParticipantFacts], columns: Sequence[ParticipantColumn], doubts: Sequence[ListDoubt]
    ) -> None:
        """Show these participants."""
        by_cell: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for doubt in doubts:
            for row in doubt.rows:
                by_cell[row, doubt.field].append(doubt.sentence)
        self._doubts = dict(by_cell)
        ids = [one.record.id for one in self.facts]
        places = {row: place for place, row in enumerate(ids)}
        wanted = sorted(facts, key=lambda one: places.get(one.record.id, len(ids)))  # new lines stand last
        begins = [one.record.id for one in wanted[: len(ids)]] == ids and list(columns) == self.columns
        if begins and len(wanted) > len(ids):
            self.beginInsertRows(ROOT, len(ids), len(wanted) - 1)
            self.facts = wanted
            self.endInsertRows()
        elif begins and ids:
            self.facts = wanted
        else:
            self.beginResetModel()
            self.facts, self.columns = wanted, list(columns)
            self.endResetModel()
            return
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.facts) - 1, len(self.columns) - 1))

    def forget(self) -> None:
        """Show nobody: another event follows."""
        self.beginResetModel()
        self.facts, self.columns = [], []
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the lines in another order, or (-1) as they were entered; the file keeps them as they were entered."""
        self.layoutAboutToBeChanged.emit()
        if 0 <= column < len(self.columns):
            key = self.columns[column]
            full = [one for one in self.facts if shown(one, key)]
            empty = [one for one in self.facts if not shown(one, key)]
            full.sort(key=lambda one: _order(one, key), reverse=order is Qt.SortOrder.DescendingOrder)
            self.facts = [*full, *empty]
        else:
            self.facts.sort(key=lambda one: one.record.id or 0)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.facts) + (0 if self.read_only else 1)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.read_only or not index.isValid() or self.columns[index.column()].key == TOTAL:
            return flags
        fresh = index.row() >= len(self.facts)
        return flags if fresh and index.column() else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if index.row() >= len(self.facts):
            return self._fresh(index.column(), role)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return column.heading
        return self._told(self.facts[index.row()], column, role)

    def _told(self, facts: ParticipantFacts, column: ParticipantColumn, role: int) -> Any:
        """What is told of a cell of a participant."""
        if role == Qt.ItemDataRole.DisplayRole:
            words = shown(facts, column)
            return without_legal_form(words) if column.key == "organization_words" else words
        if role == Qt.ItemDataRole.EditRole:
            return typed(facts, column)
        doubts = self.doubts_of(facts.record.id or 0, column)
        if role == Qt.ItemDataRole.BackgroundRole and doubts:
            return QColor(theme.tokens().warn.ground)
        if role == Qt.ItemDataRole.ToolTipRole:
            words = shown(facts, column)
            own = facts.organization if column.key == "organization_words" and facts.organization != words else ""
            return tip("\n".join(filter(None, [words, own, *doubts])))
        return None

    def doubts_of(self, row: int, column: ParticipantColumn) -> list[str]:
        """What looks wrong in a cell."""
        keys = (column.key, "points") if column.key == TOTAL else (column.key,)
        return [sentence for key in keys for sentence in self._doubts.get((row, key), ())]

    def _fresh(self, column: int, role: int) -> Any:
        if column == 0 and role == Qt.ItemDataRole.DisplayRole:
            return _("one more participant…")
        if column == 0 and role == Qt.ItemDataRole.ForegroundRole:
            return theme.color("text2")
        return "" if role == Qt.ItemDataRole.EditRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self.read_only:
            return False
        words, column = str(value).strip(), self.columns[index.column()]
        if index.row() >= len(self.facts):
            if words:
                self.edited.emit(0, column, words)
            return bool(words)
        facts = self.facts[index.row()]
        if words != typed(facts, column):
            self.edited.emit(facts.record.id or 0, column, words)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            fresh = section >= len(self.facts)
            return ("+" if fresh else str(section + 1)) if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = self.columns[section].heading
            return words if role == Qt.ItemDataRole.DisplayRole else tip(words)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def place_of(self, row: int) -> int:
        """At which place the line with this row number stands; -1 for none."""
        return next((place for place, one in enumerate(self.facts) if one.record.id == row), -1)


def _order(facts: ParticipantFacts, column: ParticipantColumn) -> tuple[float, str]:
    if column.key.startswith(POINTS):
        return facts.points_by(column.criterion) or 0.0, ""
    if column.key == TOTAL:
        return facts.standing.total or 0.0, ""
    if column.key == "place_words" and facts.standing.place is not None:
        return float(facts.standing.place), ""
    known = facts.school_class if column.key == "grade" else None
    return float(known.number if known else 0), sort_key(shown(facts, column))


class ParticipantsTable(GridTable):
    """Delete empties cells, Ctrl+Delete takes lines out; while something is typed, what others have is offered."""

    removal_asked = Signal(object)
    paste_asked = Signal()
    emptied = Signal(object)

    def __init__(self, offered: Callable[[ParticipantColumn], Sequence[str]]) -> None:
        super().__init__(_("Participants of the event"), _ROW)
        self._offered = offered
        self.model_of = ParticipantsModel()
        self.model_of.setParent(self)
        self.setModel(self.model_of)
        self._needs: list[widths.Need] = []
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        head = self.horizontalHeader()
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model = self.model_of
        for changed in (model.modelReset, model.dataChanged, model.rowsInserted, model.layoutChanged):
            changed.connect(self._measure)

    def fit(self) -> None:
        """Share the width out as a list does: words in two lines first, then in one; a row has the lines it needs."""
        for place, width in enumerate(widths.shared(self._needs, self.viewport().width())):
            self.setColumnWidth(place, width)
        self.fit_rows(_MOST_LINES)

    def _measure(self, *_of_what: object) -> None:
        self._needs = [self._need(place) for place in range(len(self.model_of.columns))]
        self.fit()

    def _need(self, place: int) -> widths.Need:
        model, column = self.model_of, self.model_of.columns[place]
        measure = self.fontMetrics().horizontalAdvance
        heading = self.horizontalHeader().fontMetrics().horizontalAdvance(column.heading) + _BESIDE_HEADING
        if column.right or column.key in _NARROW:
            least = _NARROW.get(column.key, _POINTS_WIDTH)
            return widths.Need(least, least, max(least, heading))
        step = max(1, len(model.facts) // widths.SAMPLED)
        texts = [str(model.index(row, place).data() or "") for row in range(0, len(model.facts), step)]
        return widths.need(texts, measure, BESIDE_WORDS, heading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def chosen_rows(self) -> list[int]:
        """The row numbers of the lines in which a cell is chosen, from the top."""
        places = sorted({index.row() for index in self.selectedIndexes()})
        facts = self.model_of.facts
        return [facts[place].record.id or 0 for place in places if place < len(facts)]

    def go_to(self, row: int, column: int = 0) -> bool:
        """Bring the keyboard to a line; False when it is not shown."""
        place = self.model_of.place_of(row)
        if place >= 0:
            index = self.model_of.index(place, column)
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return place >= 0

    def begin_new(self) -> None:
        """Go to the row that begins a new participant."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self.model_of.index(len(self.model_of.facts), 0))

    def copied(self) -> str:
        """What is chosen, as Excel takes it."""
        chosen = self.selectedIndexes()
        rows, columns = sorted({one.row() for one in chosen}), sorted({one.column() for one in chosen})
        cells = {(one.row(), one.column()): str(one.data() or "") for one in chosen}
        full = [row for row in rows if row < len(self.model_of.facts)]
        return "\n".join("\t".join(cells.get((row, column), "") for column in columns) for row in full)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() == Qt.Key.Key_Delete and control:
            self.removal_asked.emit(self.chosen_rows())
        else:
            super().keyPressEvent(event)

    def offered(self, index: Index) -> Sequence[str]:
        return self._offered(self.model_of.columns[index.column()])

    def empty(self, cells: Sequence[Index]) -> None:
        self.emptied.emit(cells)  # of many lines, stored as one change

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.model_of.read_only:
            return
        menu = QMenu(self)
        rows = self.chosen_rows()
        menu.addAction(_("Paste"), self.paste_asked.emit).setShortcut(QKeySequence.StandardKey.Paste)
        gone = menu.addAction(_("Take the lines out"), lambda: self.removal_asked.emit(rows))
        gone.setShortcut(QKeySequence("Ctrl+Del"))
        gone.setEnabled(bool(rows))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
