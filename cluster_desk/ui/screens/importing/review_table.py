"""The table of the review: the document's words at the left, what was understood at the right, what to check last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QStyleOptionViewItem, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.exchange.importing.batch import counted_words
from cluster_desk.exchange.importing.proposal import OfferedRow, Proposal, ProposalPart, ProposedRow, State
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.lists.columns import Chip, Column, Row
from cluster_desk.ui.lists.table_delegate import TableDelegate
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.painting import painting
from cluster_desk.ui.look.tokens import FILTER_HEIGHT, MARGIN_LEFT, Tone

_CHECK_WIDTH = 250
_SHARE = 22
"""Logical pixels of a column's first width for each part of its weight; what is left over is shared."""

_CHIPS: dict[State, tuple[Tone, str]] = {
    State.CLEAR: ("ok", "checkmark"),
    State.STATED: ("info", "info"),
    State.DOUBT: ("warn", "question_circle_filled"),
    State.SKIPPED: ("neutral", "dismiss_circle"),
}


def review_columns(part: ProposalPart) -> list[Column]:
    """The columns of a part's table: the document's, those understood, and what to check."""
    said = [_column(f"said{place}", *value) for place, value in enumerate(part.said_columns)]
    interpretation = [_column(f"understood{place}", *value) for place, value in enumerate(part.interpretation_columns)]
    if interpretation:
        interpretation[0] = replace(interpretation[0], chip=_signed)
    return [*said, *interpretation, Column("check", N_("To check"), width=_CHECK_WIDTH, chip=_check)]


def _column(key: str, label: str, weight: int) -> Column:
    narrow = weight == 1
    return Column(
        key, label, width=52 if narrow else weight * _SHARE, quiet=narrow, elastic=not narrow, strong=_is_heading
    )


def _proposed(row: Row) -> ProposedRow:
    """The proposal's row behind a row of the table; it stands behind the cells."""
    behind = row[-1]
    assert isinstance(behind, ProposedRow)
    return behind


def _is_heading(row: Row) -> bool:
    return _proposed(row).is_heading


_SIGNS = {
    "fixed": "calendar_day",
    "by": "flag",
    "throughout": "arrow_right",
    "recurring": "arrow_repeat_all",
    "open": "clock",
    "unknown": "question_circle",
}


def _signed(row: Row) -> Chip | None:
    """What was understood with the icon of its kind; text where it is of no kind."""
    proposed = _proposed(row)
    if proposed.sign not in _SIGNS:
        return None
    doubtful = proposed.sign == "unknown" or proposed.doubts_sign
    return Chip(proposed.interpretation()[0], "warn" if doubtful else "neutral", _SIGNS[proposed.sign])


def _check(row: Row) -> Chip:
    proposed = _proposed(row)
    tone, icon = _CHIPS[proposed.state]
    return Chip(proposed.remark(), tone, icon, filled=False)


class _ReviewDelegate(TableDelegate):
    """Draws a line between both halves and a ground under rows that head others."""

    def __init__(self, view: TableView, divider: int) -> None:
        super().__init__(view, view.list_model, 2)
        self._divider = divider

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if _is_heading(self._model.row(index.row())):
            painter.fillRect(option.rect, theme.color("surface2"))
        super().paint(painter, option, index)
        if index.column() == self._divider:
            rect = option.rect
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(), theme.color("control"))


class ReviewTable(TableView):
    """The rows of one part of a proposal.

    Tells `skip_asked` for the row that has the keyboard, and `answer_asked` with the place of an answer (from 0), or
    -1 for the answer that holds.
    """

    skip_asked = Signal()
    answer_asked = Signal(int)

    def __init__(self, part: ProposalPart) -> None:
        super().__init__(_(part.title), review_columns(part), lines=2)
        self.part = part
        self.divider = len(part.said_columns)
        self.review_delegate = _ReviewDelegate(self, self.divider)
        self.setItemDelegate(self.review_delegate)
        self.setSortingEnabled(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionsMovable(False)
        header.setSortIndicatorShown(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.refresh()

    def refresh(self) -> None:
        """Show the rows as they stand now."""
        rows = [(place, *row.said(), *row.interpretation(), "", row) for place, row in enumerate(self.part.rows)]
        width = 1 + len(self.columns) + 1
        self.set_rows(self._filled(row, width) for row in rows)

    def _filled(self, row: tuple[object, ...], width: int) -> tuple[object, ...]:
        """A row may tell fewer words than its document has columns; the ones behind must not move."""
        proposed = row[-1]
        assert isinstance(proposed, ProposedRow)
        said = _padded(proposed.said(), self.divider)
        interpretation = _padded(proposed.interpretation(), width - 3 - self.divider)
        return row[0], *said, *interpretation, "", proposed

    def show_only(self, state: State | None) -> None:
        """Show only rows in `state`; None shows all. A heading stays with a row below it that is shown."""
        if state is None:
            self.narrow(None)
            return
        numbers: set[int] = set()
        heading = -1
        for place, row in enumerate(self.part.rows):
            heading = place if row.is_heading else heading
            if row.state is state:
                numbers |= {place, heading}
        self.narrow(lambda row: row[0] in numbers)

    def current_row(self) -> ProposedRow | None:
        """The proposal's row that has the keyboard."""
        key = self.current_key()
        return self.part.rows[key] if key is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.skip_asked.emit()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not event.modifiers():
            self.answer_asked.emit(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.answer_asked.emit(-1)
        else:
            super().keyPressEvent(event)


def _padded(texts: Sequence[str], count: int) -> list[str]:
    return [*texts, *[""] * count][:count]


class Halves(QWidget):
    """The strip above the table: «In the document» over its left half, «Understood» over its right one."""

    def __init__(self, document: str) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self.setFixedHeight(FILTER_HEIGHT - 10)
        self._table: ReviewTable | None = None
        self._left = QWidget(self)
        self._right = QWidget(self)
        self._pictures = (QLabel(), QLabel())
        self._name = widgets.ElidedLabel(document, "small")
        for half, image, title in zip(
            (self._left, self._right),
            self._pictures,
            (_("In the document"), _("Understood by the program")),
            strict=True,
        ):
            row = widgets.row((MARGIN_LEFT if half is self._left else 10, 0, 8, 0))
            row.addWidget(image)
            row.addWidget(widgets.label(title, "strong"))
            if half is self._left:
                row.addWidget(self._name, 1)
            row.addStretch(1)
            half.setLayout(row)
        self._draw()
        theme.on_change(self._draw)

    def follow(self, table: ReviewTable) -> None:
        """Stand over the halves of `table` from now on."""
        self._table = table
        table.horizontalHeader().geometriesChanged.connect(self._place)
        table.horizontalHeader().sectionResized.connect(self._place)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, event: object) -> None:
        with painting(QPainter(self)) as painter:
            painter.fillRect(self.rect(), theme.color("surface"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("border"))
            painter.fillRect(self._right.x(), 0, 1, self.height(), theme.color("control"))

    def _place(self) -> None:
        middle = self.width() // 2
        if self._table is not None:
            middle = self._table.horizontalHeader().sectionViewportPosition(self._table.divider)
        self._left.setGeometry(0, 0, middle, self.height() - 1)
        self._right.setGeometry(middle, 0, self.width() - middle, self.height() - 1)
        self.update()

    def _draw(self) -> None:
        for image, name, ink in zip(self._pictures, ("document", "checkmark"), ("text2", "ok"), strict=True):
            image.setPixmap(picture(name, 16, ink, self))


def read_words(proposal: Proposal) -> str:
    """«26 plan items, 8 organizations, 6 meetings»: how many rows of each kind the document has."""
    rows = [row for row in proposal.rows() if not isinstance(row, OfferedRow) or not row.skipped]
    kinds = Counter(row.counts for row in rows if row.counts in _SUMMED)
    return counted_words(kinds) or n_("%d row", "%d rows", len(rows)) % len(rows)


_SUMMED = frozenset(("Participant", "Organization", "CouncilSeat", "Meeting", "AgendaItem", "PlanItem", "PlanStep"))
