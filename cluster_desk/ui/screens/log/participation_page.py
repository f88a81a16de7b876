"""The page of participation: what narrows the table, the table, and what is odd about the organization chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cluster_desk.core.language import N_, _, language, n_
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.records.members import OrganizationKind
from cluster_desk.core.russian.dates import short_months
from cluster_desk.core.russian.numbers import group_thousands
from cluster_desk.data.queries.participation import MatrixRow, entries_behind, participation_matrix
from cluster_desk.desk import Desk
from cluster_desk.ui.frame.page import Page, picture
from cluster_desk.ui.frame.subscriptions import subscribe_seen
from cluster_desk.ui.look import boxes, icons, theme, widgets
from cluster_desk.ui.look.items import ENTER, ROOT, Index
from cluster_desk.ui.look.painting import painting, plate
from cluster_desk.ui.look.tokens import HEADER_ROW, MARGIN_LEFT, MARGIN_RIGHT, NARROW_WINDOW, ROW, SMALL
from cluster_desk.ui.screens.log.entries_view import month_name, offer_tasks

_LEAST_ROW, _LEAST_NUMBER, _WIDEST_NUMBER, _SUM, _LEAST_NAME, _SIGN = 24, 40, 108, 70, 140, 22
_FEW = 0.02
"""An organization with less than this share of all participants takes part too little."""

_SCHOOLS = frozenset(kind.value for kind in list(OrganizationKind)[:5])
_CHIPS = (("all", N_("All")), ("few", N_("Take part little")), ("schools", N_("Only schools")))
STEPS = (1, 10, 25, 50)
"""From which number on a cell has the next ground."""


def _few_words() -> str:
    """«не больше 2 % участников от всех организаций»."""
    return _("at most %d\u00a0%% of those from all members") % round(_FEW * 100)


def _few_rule() -> str:
    """«Мало участвуют: не больше 2 % участников от всех организаций»."""
    return f"{_('Take part little')}: {_few_words()}"


class MatrixModel(QAbstractTableModel):
    """Rows of `participation_matrix` with totals to the right and below."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[MatrixRow] = ()
        self.keys: Sequence[str] = ()
        self.heads: Sequence[str] = ()
        self.few: frozenset[int] = frozenset()
        self.future: frozenset[str] = frozenset()

    def show_rows(
        self,
        rows: Sequence[MatrixRow],
        keys: Sequence[str],
        heads: Sequence[str],
        *,
        few: frozenset[int] = frozenset(),
        future: frozenset[str] = frozenset(),
    ) -> None:
        """Show `rows` under `heads`; `few` took part too little, nothing is expected yet of the columns `future`."""
        self.beginResetModel()
        self.rows, self.keys, self.heads, self.few, self.future = rows, keys, heads, few, future
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or not self.rows else len(self.rows) + 1

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.keys) + 2

    def title(self, row: int) -> str:
        """What stands at the left of a row."""
        if row >= len(self.rows):
            return _("In all")
        return self.rows[row].name or _("no organization told")

    def number(self, row: int, column: int) -> int:
        """The number of a cell, sums included."""
        rows = self.rows if row >= len(self.rows) else [self.rows[row]]
        if column > len(self.keys):
            return sum(sum(each.cells.get(key, 0) for key in self.keys) for each in rows)
        return sum(each.cells.get(self.keys[column - 1], 0) for each in rows)

    def is_few(self, row: int) -> bool:
        """Whether the organization of a row took part too little."""
        return row < len(self.rows) and self.rows[row].organization_id in self.few

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.column() == 0:
            named = role == Qt.ItemDataRole.AccessibleDescriptionRole
            return (
                self.title(index.row()) if role == Qt.ItemDataRole.DisplayRole else _("Organization") if named else None
            )
        number = self.number(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return group_thousands(number)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return f"{self.title(index.row())}, {self.headerData(index.column(), Qt.Orientation.Horizontal)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            # The sheet's header has no margins of its own: the words stand over those of the rows.
            return [f"     {_('Organization')}", *(f"{head} " for head in self.heads), f"{_('In all')}   "][section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class _MatrixDelegate(QStyledItemDelegate):
    def __init__(self, view: QTableView, matrix: MatrixModel) -> None:
        super().__init__(view)
        self._view, self._matrix = view, matrix

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, rect = self._matrix, option.rect
        last_row, last_column = index.row() >= len(model.rows), index.column() > len(model.keys)
        painter.save()
        if last_row:
            painter.fillRect(rect, theme.color("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        if index.column() == 0:
            self._paint_title(painter, rect, index.row(), strong=last_row)
        else:
            self._paint_number(painter, rect, index, plain=last_row or last_column)
        if self._view.hasFocus() and index == self._view.currentIndex():
            pen = QPen(theme.color("accent"), 2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(2, 2, -3, -3))
        painter.restore()

    def _paint_title(self, painter: QPainter, rect: QRect, row: int, *, strong: bool) -> None:
        left = rect.left() + MARGIN_LEFT
        if self._matrix.is_few(row):
            icons.paint(painter, QRectF(left, rect.center().y() - 7, 16, 16), "warning", "warn")
            left += 22
        font = theme.font(10, strong=strong)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        room = QRect(left, rect.top(), rect.right() - left - 6, rect.height())
        words = QFontMetrics(font).elidedText(self._matrix.title(row), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_number(self, painter: QPainter, rect: QRect, index: Index, *, plain: bool) -> None:
        model = self._matrix
        number = model.number(index.row(), index.column())
        ink = theme.color("text")
        if not plain and number:
            ground = QColor(theme.tokens().participation[sum(number >= step for step in STEPS) - 1])
            plate(painter, rect.adjusted(4, 3, -4, -4), ground, 3)
            ink = _readable(ground)
        words = group_thousands(number) if number or plain else "·"
        if not number and not plain and model.keys[index.column() - 1] in model.future:
            words = ""
        painter.setFont(theme.font(10))
        painter.setPen(ink if number or plain else theme.color("text2"))
        right = MARGIN_RIGHT if index.column() > len(model.keys) else 10
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(rect.adjusted(0, 0, -right, -1), int(place), words)


def _readable(ground: QColor) -> QColor:
    """Whichever of the two inks stands out more from a ground."""
    inks = (theme.color("text"), theme.color("on_accent"))
    return max(inks, key=lambda ink: abs(_light(ink) - _light(ground)))


def _light(color: QColor) -> float:
    return 0.299 * color.redF() + 0.587 * color.greenF() + 0.114 * color.blueF()


class MatrixView(QTableView):
    """The table; `opened` tells a cell that the user wants the entries of, by row and column."""

    opened = Signal(int, int)
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Participation"))
        self.matrix = MatrixModel()
        self.totals = _TotalsRow(self.matrix)
        self.setModel(self.matrix)
        self.setItemDelegate(_MatrixDelegate(self, self.matrix))
        self.verticalHeader().hide()
        self.horizontalHeader().setFixedHeight(HEADER_ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(_LEAST_NUMBER)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row(), index.column()))
        self.selectionModel().currentChanged.connect(lambda now, _before: self.moved.emit(now.row()))
        self.horizontalScrollBar().valueChanged.connect(self.totals.horizontalScrollBar().setValue)
        self.matrix.modelReset.connect(self._lay_out)
        theme.on_change(self._lay_out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        """Leave the totals to the row below, which stays in sight."""
        last = self.matrix.rowCount() - 1
        for row in range(last + 1):
            self.setRowHidden(row, row == last)
            self.totals.setRowHidden(row, row != last)
        self.setMaximumHeight(HEADER_ROW + max(last, 1) * (ROW - 1) + 2 * self.frameWidth())
        self._fit()
        if last >= 0 and not self.currentIndex().isValid():
            self.setCurrentIndex(self.matrix.index(0, 1))

    def _fit(self) -> None:
        """Share the window: rows as high as there is room for all, names whole, the rest to the numbers."""
        rows, count = len(self.matrix.rows), self.matrix.columnCount()
        if not rows:
            return
        high = max(_LEAST_ROW, min(ROW - 1, self.viewport().height() // rows))
        self.verticalHeader().setDefaultSectionSize(high)
        metrics = QFontMetrics(theme.font(10))
        names = max(metrics.horizontalAdvance(self.matrix.title(row)) for row in range(rows)) + MARGIN_LEFT + _SIGN + 8
        whole = metrics.horizontalAdvance(group_thousands(self.matrix.number(rows, count - 1)))
        sums = max(_SUM, whole + MARGIN_RIGHT + 8)
        room = self.viewport().width() - sums
        heads = QFontMetrics(theme.font(SMALL))
        least = max([_LEAST_NUMBER, *(heads.horizontalAdvance(head) + 18 for head in self.matrix.heads)])
        width = max(least, min(_WIDEST_NUMBER, (room - names) // max(count - 2, 1)))
        widths = [max(_LEAST_NAME, room - width * (count - 2)), *[width] * (count - 2), sums]
        for view in (self, self.totals):
            for column, wide in enumerate(widths):
                view.setColumnWidth(column, wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in ENTER and index.isValid():
            self.opened.emit(index.row(), index.column())
        else:
            super().keyPressEvent(event)


class _TotalsRow(QTableView):
    """The sums of all rows, which stay in sight below whatever is scrolled to."""

    def __init__(self, matrix: MatrixModel) -> None:
        super().__init__()
        self.setAccessibleName(_("In all"))
        self.setModel(matrix)
        self.setItemDelegate(_MatrixDelegate(self, matrix))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(_LEAST_NUMBER)
        self.setFixedHeight(ROW)


class Legend(QWidget):
    """What the grounds of the cells mean."""

    def __init__(self) -> None:
        super().__init__()
        self._texts = ["1–9", "10–24", "25–49", _("50 and more")]
        metrics = QFontMetrics(theme.font(9))
        self._widths = [26 + metrics.horizontalAdvance(text) + 14 for text in self._texts]
        self.setFixedSize(sum(self._widths), 24)
        self.setAccessibleName(_("Participants: %s") % ", ".join(self._texts))

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(QPainter(self)) as painter:
            left = 0
            for text, width, ground in zip(self._texts, self._widths, theme.tokens().participation, strict=True):
                plate(painter, QRectF(left + 0.5, 4.5, 15, 15), QColor(ground), 3, theme.color("border"))
                painter.setPen(theme.color("text2"))
                painter.setFont(theme.font(9))
                place = int(Qt.AlignmentFlag.AlignVCenter)
                painter.drawText(QRect(left + 22, 0, width - 22, 24), place, text)
                left += width


def months_between(start: dt.date, end: dt.date) -> list[tuple[int, int]]:
    """Year and month of every month of a period, at most two years of them."""
    rows: list[tuple[int, int]] = []
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month) and len(rows) < 24:
        rows.append((year, month))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return rows


class ParticipationPage(Page):
    """`show_entries` is asked for the entries that a number is made of."""

    def __init__(self, desk: Desk, today: Callable[[], dt.date], show_entries: Callable[[list[int]], object]) -> None:
        self.table = MatrixView()
        # Few rows are not spread over a large window: their sums stand right below them.
        body = widgets.stack(of=((self.table, 1000), self.table.totals, widgets.GAP))
        super().__init__(_("Log"), widgets.holder(body, "surface"))
        self._desk, self._today, self._show_entries = desk, today, show_entries
        self._start, self._end = dt.date(today().year, 1, 1), dt.date(today().year, 12, 31)
        kinds = [(_(kind.label).capitalize(), kind.value) for kind in TakingPart]
        self.kinds = boxes.combo(_("Who"), 180, [(_("Participants: all"), ""), *kinds])
        self.columns = boxes.combo(_("Columns"), 140, [(_("By months"), "month"), (_("By whom"), "kind")])
        self.tasks = boxes.combo(_("Task"), 130)
        for each in (self.kinds, self.columns, self.tasks):
            each.activated.connect(lambda _at: self.reload())
            self.filters.add(each)
        for key, text in _CHIPS:
            chip = self.filters.add_chip(key, _(text))
            if key == "few":
                chip.setToolTip(widgets.tip(_few_rule()))
        self.filters.chip_chosen.connect(lambda _key: self.reload())
        self._add_foot()
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._describe_row)
        subscribe_seen(desk, frozenset({"events", "members", "plans"}), self.reload, self)

    def set_period(self, start: dt.date, end: dt.date) -> None:
        """Show another period."""
        self._start, self._end = start, end
        self.reload()

    def reload(self) -> None:
        """Read the numbers anew."""
        offer_tasks(self.tasks, self._desk.read)
        by = self.columns.currentData()
        kind = "" if by == "kind" else self.kinds.currentData()
        rows = participation_matrix(
            self._desk.read, self._start, self._end, by=by, kind=kind, task=self.tasks.currentData()
        )
        members = [row for row in rows if row.organization_id is not None]
        total = sum(row.total for row in members)
        few = (
            frozenset(row.organization_id or 0 for row in members if row.total <= total * _FEW)
            if total
            else frozenset()
        )
        self.filters.set_counts({"few": len(few)})
        result = self._narrowed(rows, few)
        current = self.table.currentIndex()
        if by == "kind":
            heads = [_(kind.label) for kind in TakingPart]
            self.table.matrix.show_rows(result, [one.value for one in TakingPart], heads, few=few)
        else:
            self._show_months(result, few)
        if current.row() < self.table.matrix.rowCount():
            self.table.setCurrentIndex(self.table.matrix.index(max(current.row(), 0), max(current.column(), 1)))
        self._describe_row(self.table.currentIndex().row())

    def _show_months(self, rows: list[MatrixRow], few: frozenset[int]) -> None:
        months = months_between(self._start, self._end)
        heads = [short_months()[month - 1] for _year, month in months]
        keys = [f"{year}-{month:02}" for year, month in months]
        now = f"{self._today():%Y-%m}"
        self.table.matrix.show_rows(rows, keys, heads, few=few, future=frozenset(key for key in keys if key > now))

    def _narrowed(self, rows: list[MatrixRow], few: frozenset[int]) -> list[MatrixRow]:
        chip = self.filters.chosen_chip()
        if chip == "few":
            return [row for row in rows if row.organization_id in few]
        if chip == "schools":
            kinds = dict(self._desk.read.rows("SELECT id, kind FROM organizations"))
            return [row for row in rows if kinds.get(row.organization_id) in _SCHOOLS]
        return rows

    def _add_foot(self) -> None:
        """Two lines under the table: what is to say of the row chosen, and what the table's signs mean."""
        self._icon = QLabel()
        self.note = widgets.ElidedLabel("", "warn")
        self.entries = widgets.button(_("Show the entries"), self._open_row, look="small")
        self.legend = Legend()
        self._sign, few = QLabel(), widgets.ElidedLabel(_few_rule(), "small")
        self._draw_sign()
        theme.on_change(self._draw_sign)
        self._hint = widgets.label(_("Enter — the entries that a number is made of"), "small")
        told = widgets.row((0, 0, 0, 0), of=(self._icon, self.note, widgets.GAP, self.entries))
        meant = widgets.row((0, 0, 0, 0), of=(self.legend, self._sign, few, widgets.GAP, self._hint))
        foot = widgets.stack((MARGIN_LEFT, 4, MARGIN_RIGHT, 4), 2, of=(told, meant))
        outer = self.layout()
        assert outer is not None
        outer.addWidget(widgets.line())
        outer.addWidget(widgets.holder(foot))

    def _draw_sign(self) -> None:
        self._sign.setPixmap(picture("warning", 16, "warn", self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setVisible(self.width() > NARROW_WINDOW)

    def _describe_row(self, row: int) -> None:
        """Say of the row chosen how many took part, and when none did."""
        matrix = self.table.matrix
        known = 0 <= row < len(matrix.rows)
        if known:
            people = matrix.number(row, len(matrix.keys) + 1)
            text = f"{matrix.title(row)}: " + n_("%s participant", "%s participants", people) % group_thousands(people)
            now = f"{self._today():%Y-%m}"
            if now in matrix.keys and not matrix.rows[row].cells.get(now):
                month = month_name(self._today().month)
                text += ", " + _("none in %s") % (month.lower() if language() == "ru" else month)
            if matrix.is_few(row):
                text += f" — {_few_words()}"
            self.note.set_whole(text + ".")
        few = known and matrix.is_few(row)
        theme_look = "warn" if few else "small"
        theme.set_tone(self.note, "look", theme_look)
        self._icon.setVisible(few)
        if few:
            self._icon.setPixmap(picture("warning_filled", 16, "warn", self))
        self.note.setVisible(known)
        self.entries.setVisible(known)

    def _open_row(self) -> None:
        self._open(self.table.currentIndex().row(), len(self.table.matrix.keys) + 1)

    def _open(self, row: int, column: int) -> None:
        """Show the entries behind a cell; those of the organization for a sum."""
        matrix = self.table.matrix
        if not 0 <= row < len(matrix.rows) or column < 1:
            return
        start, end, kind = self._start, self._end, self.kinds.currentData()
        if column <= len(matrix.keys):
            key = matrix.keys[column - 1]
            if self.columns.currentData() == "kind":
                kind = key
            else:
                start = dt.date.fromisoformat(f"{key}-01")
                end = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        one = matrix.rows[row]
        ids = entries_behind(self._desk.read, start, end, one.organization_id, kind)
        if ids:
            self._show_entries(ids)
