"""The decisions on one question, typed in place: Enter goes on from the text to who and by when.

The last row is blank: what is typed there becomes a new decision.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPlainTextEdit, QStyleOptionViewItem, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.council import OPEN_STATES, Decision, DecisionState
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.control import DueFacts
from cluster_desk.data.queries.council import body_of_meeting
from cluster_desk.data.queries.minutes import DECISIONS, meeting_of_decision
from cluster_desk.desk import Desk
from cluster_desk.rules.states import under_control
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.link_editor import offer_names
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.lists.cells import CellDelegate, CellTable, HeadedModel
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListSpec
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.items import ENTER, ROOT, Index
from cluster_desk.ui.look.painting import plate
from cluster_desk.ui.look.tokens import HEADER_ROW, SMALL, Tone
from cluster_desk.ui.look.widgets import tip
from cluster_desk.ui.screens.council.bodies import BodyBox, ChosenBody

_LOOKS: dict[DecisionState, tuple[Tone, str]] = {
    DecisionState.IN_WORK: ("neutral", "circle"),
    DecisionState.FULFILLED: ("ok", "checkmark_circle_filled"),
    DecisionState.PARTLY: ("info", "circle_half_fill"),
    DecisionState.MOVED: ("moved", "arrow_circle_right_filled"),
    DecisionState.DROPPED: ("neutral", "dismiss_circle"),
}
_OPEN = {state.value for state in OPEN_STATES}


def state_look(state: DecisionState, overdue: int = 0) -> tuple[str, Tone, str]:
    """Words, tone and icon of a state; `overdue` days late makes an open one red."""
    tone, icon = _LOOKS[state]
    if overdue > 0 and state in OPEN_STATES:
        return n_("overdue by %d day", "overdue by %d days", overdue) % overdue, "bad", "warning_filled"
    return _(state.label), tone, icon


NUMBER, TEXT, WHO, DUE, STATE = range(5)
_NAMES = {NUMBER: "number", TEXT: "text", WHO: "who", DUE: "due_words"}
_WIDTHS = {NUMBER: 56, WHO: 150, DUE: 150, STATE: 150}
_NARROW_WIDTHS, _ROOMY = {NUMBER: 42, WHO: 104, DUE: 124, STATE: 114}, 640
_STATED_IN = {"number": TEXT, "text": TEXT, "who": WHO, "due_words": DUE, "due": DUE}
"""In which cell trouble with a field is said; in the state's unless told here."""
_NEXT = {NUMBER: TEXT, TEXT: WHO, WHO: DUE}
_MOST_HIGH = 260
_LEAST, _PAD = 40, 8
_WRAP = Qt.TextFlag.TextWordWrap
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def who_words(decision: Decision) -> str:
    """Those responsible as one line, parted by semicolons."""
    return "; ".join(one.words for one in decision.executors)


class DecisionsModel(HeadedModel):
    """Decisions of a question. It changes nothing itself: `typed` tells a place, a field's name and the words."""

    HEADINGS = (N_("№"), N_("Decided"), N_("Who"), N_("Due"), N_("State"))
    RIGHT = (NUMBER,)

    typed = Signal(int, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.decisions: list[Decision] = []
        self.item_number = ""
        self.fixed = False
        self.problems: dict[tuple[int, int], str] = {}  # by place and column: what is wrong with the cell
        self._unkept: dict[tuple[int, int], str] = {}  # words typed that could not be stored

    def show_problems(self, problems: Sequence[tuple[int, str, str]]) -> None:
        """Say in the cells what is wrong: the decision's place, its field, the words."""
        self.problems = {(place, _STATED_IN.get(field, STATE)): words for place, field, words in problems}
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
            self.beginInsertRows(ROOT, self.rowCount(), self.rowCount() + len(decisions) - before - 1)
            self.decisions = list(decisions)
            self.endInsertRows()
        elif len(decisions) < before:
            self.beginRemoveRows(ROOT, self.rowCount() - before + len(decisions), self.rowCount() - 1)
            self.decisions = list(decisions)
            self.endRemoveRows()
        self.decisions = list(decisions)
        self._repaint()

    def number(self, place: int) -> str:
        """A decision's number: typed, else from its place."""
        typed = self.decisions[place].number if place < len(self.decisions) else ""
        return typed or f"{self.item_number}.{place + 1}"

    def count(self) -> int:
        return len(self.decisions) + (not self.fixed)

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
            return self._display(index.row(), index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(index.row(), index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            problem = self.problem(index) or None
            if role == Qt.ItemDataRole.ToolTipRole:
                return tip(problem) if problem else None
            return ". ".join(part for part in (self.heading(index.column()), problem) if part)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        words = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or self.fixed or words == self._typed(index.row(), index.column()):
            return False
        at = (index.row(), index.column())
        self._unkept.pop(at, None)
        self.typed.emit(index.row(), _NAMES[index.column()], words)
        if any(place == index.row() for place, _column in self.problems):
            self._unkept[at] = words
        return True

    def problem(self, index: Index) -> str:
        """What is wrong with a cell; "" for nothing."""
        return self.problems.get((index.row(), index.column()), "")

    def row_indexes(self, place: int) -> list[Index]:
        """The cells of a row."""
        return [self.index(place, column) for column in range(len(self.HEADINGS))]

    def is_blank(self, place: int) -> bool:
        """Whether the row at `place` is the blank one."""
        return place >= len(self.decisions)

    def _display(self, place: int, column: int) -> str:
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
        return {NUMBER: decision.number, TEXT: decision.text, WHO: who_words(decision), DUE: decision.due_words}.get(
            column, ""
        )


class DecisionsTable(CellTable):
    """The table. `removal_asked` and `moved` tell a decision by its place."""

    def __init__(self, names: Callable[[], Sequence[str]]) -> None:
        self.names = names
        self.decisions = DecisionsModel()
        super().__init__(_("Decided"), self.decisions, None, TEXT, _WIDTHS)
        self.setItemDelegate(_DecisionsDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.horizontalHeader().setFixedHeight(HEADER_ROW)
        self.horizontalHeader().setDefaultAlignment(_LEFT_MIDDLE)

    def set_decisions(self, decisions: Sequence[Decision], item_number: str, *, fixed: bool) -> None:
        """Show these decisions; the cell that has the keyboard keeps it."""
        place, column = self.currentIndex().row(), self.currentIndex().column()
        self.decisions.set_decisions(decisions, item_number, fixed=fixed)
        self.fit()
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
        self.fit()

    def forget_typed(self) -> None:
        """Show again what is stored."""
        self.decisions.forget_typed()
        self.fit()

    def add(self) -> None:
        """Begin to type a new decision."""
        self.edit_cell(len(self.decisions.decisions), TEXT)

    def add_pasted(self) -> None:
        """Begin a new decision with the words of the clipboard."""
        self.add()
        editor = self.indexWidget(self.currentIndex())
        if isinstance(editor, QPlainTextEdit):
            editor.paste()

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
        elif event.key() in (Qt.Key.Key_F2, *ENTER) and index.isValid():
            self.edit_cell(index.row(), TEXT if blank or index.column() == STATE else index.column())
        elif event.matches(QKeySequence.StandardKey.Paste) and index.isValid() and blank:
            self.add_pasted()
        elif event.key() == Qt.Key.Key_Delete and index.isValid() and not blank and not self.decisions.fixed:
            self.removal_asked.emit(index.row())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and index.isValid():
            by = -1 if event.key() == Qt.Key.Key_Left else 1
            self.setCurrentIndex(self.decisions.index(index.row(), min(STATE, max(NUMBER, index.column() + by))))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_soon.start()

    def fit(self) -> None:
        """Give every row the height of its words, and the table that of its rows; the decision has most of the room."""
        for column, width in (_WIDTHS if self.viewport().width() >= _ROOMY else _NARROW_WIDTHS).items():
            self.setColumnWidth(column, width)
        super().fit()
        rows = sum(self.rowHeight(place) for place in range(self.decisions.rowCount()))
        self.setFixedHeight(min(_MOST_HIGH, HEADER_ROW + rows + 4))


class _DecisionsDelegate(CellDelegate):
    """The cells: texts that wrap, deadlines as chips, states as signs, under a cell what is wrong with it."""

    def __init__(self, table: DecisionsTable) -> None:
        super().__init__(table, (TEXT,))
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        place, model = index.row(), self._table.decisions
        words = max(self._height(10, column, model.index(place, column).data() or "") for column in (TEXT, WHO))
        return QSize(60, max(_LEAST, words + max(map(self._problem_height, model.row_indexes(place))) + 14))

    def _height(self, points: float, column: int, words: str) -> int:
        """How high `words` are in a column."""
        room = QRect(0, 0, max(60, self._table.columnWidth(column) - 2 * _PAD), 2000)
        return QFontMetrics(theme.font(points)).boundingRect(room, _WRAP, words).height()

    def _problem_height(self, index: Index) -> int:
        """What the trouble said under the words of a cell needs; 0 for none."""
        words = self._table.decisions.problem(index)
        return self._height(SMALL, index.column(), words) + 4 if words else 0

    def paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        model = self._table.decisions
        blank = model.is_blank(index.row())
        inner = self._paint_problem(painter, rect.adjusted(_PAD, 2, -_PAD, -3), index)
        painter.setFont(theme.font(10))
        painter.setPen(theme.color("text2" if blank else "text"))
        if index.column() == NUMBER:
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data())
        elif index.column() == STATE and not blank:
            words, tone, icon = state_look(model.decisions[index.row()].state)
            icons.paint(painter, QRectF(inner.left(), inner.center().y() - 7, 16, 16), icon, tone)
            painter.setPen(QColor(getattr(theme.tokens(), tone).ink))
            painter.drawText(inner.adjusted(22, 0, 0, 0), int(_LEFT_MIDDLE) | int(_WRAP), words)
        elif index.column() == DUE and not blank and index.data():
            # A deadline that was understood as a day has a flag; words alone a clock.
            icon = "flag" if model.decisions[index.row()].due else "clock"
            self._paint_due(painter, inner, icon, index.data())
        else:
            painter.drawText(inner, int(_LEFT_MIDDLE) | int(_WRAP), index.data() or "")

    def _paint_problem(self, painter: QPainter, inner: QRect, index: Index) -> QRect:
        """Says what is wrong at the foot of a cell, with a red frame; gives the room that is left for its words."""
        words = self._table.decisions.problem(index)
        if not words:
            return inner
        high = self._problem_height(index)
        painter.setPen(QColor(theme.tokens().bad.ink))
        painter.drawRect(inner.adjusted(-_PAD + 2, 1, _PAD - 3, 0))
        painter.setFont(theme.font(SMALL))
        foot = QRect(inner.left(), inner.bottom() - high, inner.width(), high)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft) | int(_WRAP), words)
        return inner.adjusted(0, 0, 0, -high)

    def _paint_due(self, painter: QPainter, inner: QRect, icon: str, words: str) -> None:
        painter.setFont(theme.font(SMALL))
        metrics = QFontMetrics(theme.font(SMALL))
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width() - 32)
        chip = QRect(inner.left() - 2, inner.center().y() - 11, metrics.horizontalAdvance(text) + 34, 22)
        plate(painter, chip, QColor(theme.tokens().neutral.ground))
        icons.paint(painter, QRectF(chip.left() + 6, chip.top() + 3, 16, 16), icon, "text2")
        painter.setPen(theme.color("text"))
        painter.drawText(chip.adjusted(26, 0, 0, 0), _LEFT_MIDDLE, text)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        if index.column() == WHO and isinstance(editor, QLineEdit):
            offer_names(editor, self._table.names())
        return editor

    def ends_typing(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Enter and Tab take what was typed, unless Enter chooses one of the names offered."""
        completer = editor.completer() if isinstance(editor, QLineEdit) else None
        popup = completer.popup() if completer else None
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return False
        return event.key() in (*ENTER, Qt.Key.Key_Tab)

    def take(self, editor: QWidget, key: int) -> None:
        """Go on to the next cell."""
        place, column = self._table.currentIndex().row(), self._table.currentIndex().column()
        super().take(editor, key)
        self._table.go_on(place, column)


class DecisionsList(DeclaredList):
    """The decisions of all meetings, or of the one that `meeting` gives; none is added here."""

    CAN_ADD = False

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        today: Callable[[], dt.date],
        title: str = "",
        actions: Sequence[QWidget] = (),
        *,
        meeting: Callable[[], int | None] | None = None,
        requests: Requests | None = None,
        body: ChosenBody | None = None,
    ) -> None:
        self._meeting = meeting
        self.body = body or ChosenBody(desk)
        super().__init__(desk, settings, _spec(today, one_meeting=meeting is not None), title, actions, requests)
        self.body.changed.connect(self.reload)

    def add_filters(self) -> None:
        if self._meeting is None:
            self.body_box = BodyBox(self.desk, self.body)
            self.list_page.filters.add(self.body_box)
        super().add_filters()

    def paper_options(self) -> Mapping[str, object]:
        return {"body": self.body.row} if self.body.row else {}

    def go_to(self, key: int) -> None:
        if self._meeting is None:
            self.body.choose(body_of_meeting(self.desk.read, meeting_of_decision(self.desk.read, key)))
        super().go_to(key)

    def read_rows(self) -> Sequence[Row]:
        rows = super().read_rows()
        if self._meeting is None:
            return [row for row in rows if row.body_id == self.body.row]
        own = self._meeting()
        return [row for row in rows if row.meeting_id == own]


def _spec(today: Callable[[], dt.date], *, one_meeting: bool) -> ListSpec:
    return ListSpec(
        "meeting-decisions" if one_meeting else "decisions",
        N_("Decisions"),
        DECISIONS,
        "gavel",
        N_("There are no decisions yet"),
        (N_("Decision added"), N_("Decision changed"), N_("Decision deleted")),
        frozenset({"council"}),
        display={
            "meeting": {"width": 96, "hidden": one_meeting, "order": lambda row: row.meeting_day or ""},
            "number": {"width": 50},
            "text": {"elastic": True, "width": 300},
            "who": {"width": 124, "quiet": True},
            "due_words": {"width": 104},
            "due": {"hidden": True},
            "state": {"width": 192, "chip": lambda row: _state_chip(row, today())},
            "done": {"hidden": True, "width": 200},
            "fulfilled_on": {"hidden": True},
            "meeting_day": {"hidden": True},
            "meeting_id": {"hidden": True},
            "body_id": {"hidden": True},
        },
        advice=N_("They are written down in the minutes of a meeting, as it goes."),
        hint=N_("Words, person, №"),
        lines=2,
        paper="decisions",
        counted=lambda total, _chosen: n_("%d decision", "%d decisions", total) % total,
        chips=(
            ("all", N_("All"), lambda row: True),
            ("open", N_("Open|decisions"), lambda row: row.state in _OPEN),
            ("late", N_("Overdue|decisions"), lambda row: overdue_days(row, today()) > 0),
            ("done", N_("Fulfilled|decisions"), lambda row: row.state == DecisionState.FULFILLED.value),
        ),
    )


def overdue_days(row: Row, today: dt.date) -> int:
    """By how many days a row of the register is late; 0 when it is not."""
    days = {"due": row.due or "", "settled_on": row.fulfilled_on or "", "since": row.meeting_day or ""}
    return under_control(DueFacts(row.state, row.due_words, **days), today).overdue_days


def _state_chip(row: Row, today: dt.date) -> Chip:
    state = DecisionState.of(row.state)
    words, tone, icon = state_look(state, overdue_days(row, today))
    if state is DecisionState.FULFILLED and row.fulfilled_on:
        words = f"{words} {show_day(dt.date.fromisoformat(row.fulfilled_on))}"
    if state is DecisionState.MOVED and row.due and tone != "bad":
        words = _("moved to %s") % show_day(dt.date.fromisoformat(row.due))
    return Chip(capitalized(words), tone, icon, filled=False)
