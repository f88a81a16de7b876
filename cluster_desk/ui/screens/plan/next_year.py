"""The wizard that makes next year's plan: its period, every change and question, then one change that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from textwrap import shorten
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QStackedWidget,
    QWidget,
)

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.plans import Plan
from cluster_desk.core.russian.dates import read_day, show_day
from cluster_desk.desk import Desk
from cluster_desk.rules.plan.carry_over import Answer, Answered, Answers, carry_over
from cluster_desk.rules.plan.deadlines import later
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.filter_row import FilterRow
from cluster_desk.ui.lists.columns import Chip, Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.tokens import DATE_WIDTH, MARGIN_LEFT, MARGIN_RIGHT
from cluster_desk.ui.screens.plan.plan_dialogs import add_row, form_rows
from cluster_desk.ui.screens.plan.plan_work import PlanWork

_SIZES = ((620, 260), (1180, 640))
"""Of the window with the period, and with the changes."""
_VISIBLE: dict[str, Callable[[Answered], bool] | None] = {
    "all": None,
    "not_marked": lambda row: row.proposed.not_marked,
    "questions": lambda row: row.proposed.asked and not row.proposed.not_marked,
    "changes": lambda row: not row.proposed.asked,
}
_CHIPS = {
    "all": N_("All|changes"),
    "not_marked": N_("Not marked done"),
    "questions": N_("Questions|changes"),
    "changes": N_("Changes"),
}
_LONGEST = 240  # characters of a text in a cell
_CHANGE = {Answer.TAKE: N_("Change as proposed"), Answer.LEAVE: N_("Leave as it was"), Answer.OWN: N_("Own words")}
_QUESTION = {
    Answer.LEAVE: N_("Leave as it is"),
    Answer.OWN: N_("Own words"),
    Answer.OUT: N_("Do not carry the item over"),
}


def answer_words(row: Answered, answer: Answer) -> str:
    """What an answer to this row is called."""
    return _((_QUESTION if row.proposed.asked else _CHANGE)[answer])


class _ProposedRow(NamedTuple):
    """A proposal as the table shows it; its place is its key."""

    id: int
    where: str
    before: str
    after: str
    own: Answered


class ProposedTable(TableView):
    """The proposals; tells `answer_asked` with an answer's place (keys 1, 2, 3), `words_asked` for Enter."""

    answer_asked = Signal(int)
    words_asked = Signal()

    def __init__(self) -> None:
        columns = (
            Column("where", N_("Where in the plan"), width=190),
            Column("before", N_("In the old plan"), width=290, elastic=True),
            Column(
                "after",
                N_("In the new plan"),
                width=290,
                elastic=True,
                strong=lambda row: row.own.now != row.own.proposed.before,
            ),
            Column("why", N_("Why"), width=280, chip=_why),
        )
        super().__init__(_("Changes and questions"), columns, lines=2)
        self.setSortingEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.horizontalHeader().setSectionsClickable(False)
        self.opened.connect(lambda _key: self.words_asked.emit())

    def show_answers(self, rows: list[Answered]) -> None:
        """Show all rows as they stand now."""
        self.set_rows(
            _ProposedRow(place, one.proposed.where, shorten(one.proposed.before, _LONGEST), _after(one), one)
            for place, one in enumerate(rows)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_3 and not event.modifiers():
            self.answer_asked.emit(event.key() - Qt.Key.Key_1)
        elif event.key() == Qt.Key.Key_F2:
            self.words_asked.emit()
        else:
            super().keyPressEvent(event)


def _after(row: Answered) -> str:
    if row.answer is Answer.OUT:
        return _("not carried over")
    if row.now == row.proposed.before:
        return _("as it is")
    return shorten(row.now, _LONGEST) or _("empty")


def _why(row: _ProposedRow) -> Chip:
    one = row.own
    if one.is_open:
        return Chip(one.proposed.why, "warn", "question_circle_filled", said=_("a question"), filled=False)
    refused = one.answer is Answer.OUT or (one.answer is Answer.LEAVE and not one.proposed.asked)
    icon = "dismiss_circle" if refused else "checkmark"
    return Chip(
        one.proposed.why, "neutral" if refused else "ok", icon, said=answer_words(one, one.answer), filled=False
    )


class _Words(QPlainTextEdit):
    """Own words: Enter is done with them (Shift+Enter begins a line), Esc too; Tab goes on."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(52)
        self.setAccessibleName(_("Own words"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in ENTER
        if event.key() == Qt.Key.Key_Escape or (enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class AnswerPanel(QWidget):
    """The answers to the row that has the keyboard; tells `answered` with the answer and own words."""

    answered = Signal(object, str)
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self.row: Answered | None = None
        self.title = widgets.ElidedLabel("", "strong", lines=2)
        self.radios: dict[Answer, QRadioButton] = {}
        self.words = _Words()
        self._group = QButtonGroup(self)
        self._choices = widgets.row(spacing=22)
        self._filling = False
        self.setLayout(widgets.stack((MARGIN_LEFT, 8, MARGIN_RIGHT, 8), 6, of=(self.title, self._choices, self.words)))
        self.words.textChanged.connect(self._typed)
        self.words.done.connect(self.done)

    def show_row(self, row: Answered | None) -> None:
        """Show the answers to `row`; None for nothing to answer."""
        self._filling = True
        for radio in self.radios.values():
            self._group.removeButton(radio)
        widgets.clear(self._choices)
        self.row, self.radios = row, {}
        self.title.set_whole(f"{row.proposed.where}. {row.proposed.why}" if row else "")
        for place, answer in enumerate(row.answers if row else (), 1):
            assert row is not None
            radio = QRadioButton(f"{place}  {answer_words(row, answer)}")
            radio.setChecked(row.answer is answer)
            radio.clicked.connect(lambda _on, answer=answer: self.give(answer))
            self._group.addButton(radio)
            self._choices.addWidget(radio)
            self.radios[answer] = radio
        self._choices.addStretch(1)
        self.words.setPlainText(row.now if row else "")
        self.words.setEnabled(row is not None and row.answer is not Answer.OUT)
        self._filling = False

    def give(self, answer: Answer) -> None:
        """Take an answer; own words are then typed."""
        if answer is Answer.OWN:
            self.write()
        else:
            self.answered.emit(answer, "")

    def write(self) -> None:
        """Go to the own words."""
        if self.words.isEnabled():
            self.words.setFocus()
            self.words.selectAll()

    def _typed(self) -> None:
        if not self._filling and self.row is not None:
            if Answer.OWN in self.radios:
                self.radios[Answer.OWN].setChecked(True)
            self.answered.emit(Answer.OWN, self.words.toPlainText())


class NextYearDialog(QDialog):
    """Carries `plan` over; `show` is told the row number of the new plan once it is stored."""

    def __init__(self, desk: Desk, work: PlanWork, plan: Plan, show: Callable[[int], object], parent: QWidget) -> None:
        super().__init__(parent.window())
        self._window = parent.window()
        self._desk, self._work, self._plan, self._show_plan = desk, work, plan, show
        self.answers: Answers | None = None
        self.start, self.end = QLineEdit(), QLineEdit()
        self.problem = widgets.label("", "bad", wrap=True)
        self.filters = FilterRow()
        self.table = ProposedTable()
        self.panel = AnswerPanel()
        self.left = widgets.label("", "quiet")
        self.pages = QStackedWidget()
        self.setWindowTitle(_("Plan for the next year"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._lay_out()
        self._connect()
        self._to_page(0)

    def go_on(self) -> None:
        """From the period to the changes, from the changes to the new plan."""
        if self.pages.currentIndex() == 0:
            self._propose()
        else:
            self._create()

    def reject(self) -> None:
        """Close; answers already given are asked about."""
        touched = self.answers is not None and self.answers.touched
        if not touched or messages.may_drop(self, _("Your answers will be lost."), self._create):
            super().reject()

    def _lay_out(self) -> None:
        widgets.ground(self, "surface")
        self.title = widgets.label("", "item")
        self.advice = widgets.label("", "quiet", wrap=True)
        head = widgets.stack((20, 14, 20, 10), 4, of=(self.title, self.advice))
        self.pages.addWidget(self._period_page())
        self.pages.addWidget(self._changes_page())
        self.back = widgets.button(_("Back"), lambda: self._to_page(0))
        self.cancel = widgets.button(_("Cancel"), self.reject)
        self.main = widgets.button("", self.go_on, look="primary")
        foot = widgets.row((20, 11, 16, 11), of=(self.left, widgets.GAP))
        for button in (self.cancel, self.back, self.main):
            foot.addWidget(button)
        ground = widgets.holder(foot, "surface2")
        self.setLayout(widgets.stack(of=(head, widgets.line(), (self.pages, 1), widgets.line(), ground)))

    def _period_page(self) -> QWidget:
        body, form = form_rows((20, 16, 20, 16))
        proposed = (self._plan.period_start, self._plan.period_end)
        for text, field, day in zip((_("From"), _("To")), (self.start, self.end), proposed, strict=True):
            field.setFixedWidth(DATE_WIDTH)
            field.setText(show_day(later(day, 12)) if day else "")
            add_row(form, text, field)
            field.returnPressed.connect(self.go_on)
        form.addRow("", self.problem)
        return body

    def _changes_page(self) -> QWidget:
        column = widgets.stack()
        for key, text in _CHIPS.items():
            self.filters.add_chip(key, _(text).partition("|")[0])
        for each in (self.filters, widgets.line(), self.table, widgets.line(), self.panel):
            column.addWidget(each)
        column.setStretchFactor(self.table, 1)
        return widgets.holder(column)

    def _connect(self) -> None:
        self.filters.chip_chosen.connect(self._narrow)
        self.table.current_moved.connect(self._show_row)
        self.table.answer_asked.connect(self._answer_by_key)
        self.table.words_asked.connect(self.panel.write)
        self.panel.answered.connect(self._answer)
        self.panel.done.connect(self.table.setFocus)
        for keys in (QKeySequence(QKeySequence.StandardKey.Save), QKeySequence("Ctrl+Return")):
            QShortcut(keys, self, self.go_on)

    def _to_page(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self._take_size(*_SIZES[page])
        self.back.setVisible(page == 1)
        self.left.setVisible(page == 1)
        if page == 0:
            self.title.setText(_("Step 1 of 2. The new plan's period"))
            self.advice.setText(_("“%s” is copied: its deadlines, years and editions move along.") % self._plan.name)
            self.main.setText(_("Show the changes"))
            self.start.setFocus()
            self.start.selectAll()
        else:
            self.title.setText(_("Step 2 of 2. What changes in the new plan"))
            words = _("Keys 1–3 answer the row, Enter is for own words. Nothing is stored before “Create the plan”.")
            self.advice.setText(words)
            self.main.setText(_("Create the plan"))
            self.table.setFocus()

    def _take_size(self, width: int, height: int) -> None:
        """Become so large, in the middle of the window."""
        frame = self._window.frameGeometry()
        self.resize(min(width, frame.width()), min(height, frame.height()))
        self.move(frame.center() - self.rect().center())

    def _propose(self) -> None:
        start, end = (read_day(field.text(), dt.date.today().year) for field in (self.start, self.end))
        if start is None or end is None:
            self.problem.setText(_("Write the days of the period like 01.01.2027."))
            return
        plan = self.answers.rolled.plan if self.answers else None
        if plan is None or (plan.period_start, plan.period_end) != (start, end):
            try:
                self.answers = Answers(carry_over(self._desk.read, self._desk.draft, self._plan.id or 0, start, end))
            except UserError as trouble:
                self.problem.setText(f"{trouble.what} {trouble.do}".strip())
                return
            self.filters.choose_chip("all")
        self.problem.setText("")
        self._refresh()
        self._to_page(1)
        if self.answers and self.answers.rows:
            self.table.go_to(0)

    def _refresh(self) -> None:
        """Show the rows as they stand, and how many questions are left."""
        rows = self.answers.rows if self.answers else []
        self.table.show_answers(rows)
        self.filters.set_counts(
            {key: sum(1 for row in rows if test is None or test(row)) for key, test in _VISIBLE.items()}
        )
        left = sum(row.is_open for row in rows)
        result = n_("%d question is not answered and stays as it is", "%d questions are not answered: they stay", left)
        self.left.setText(result % left if left else _("All questions are answered"))

    def _narrow(self, key: str) -> None:
        test = _VISIBLE[key]
        self.table.narrow(None if test is None else lambda row: test(row.own))
        if self.table.current_key() is None and self.table.list_model.rowCount():
            self.table.go_to(self.table.list_model.key(0))
        self._show_row(self.table.current_key())

    def _show_row(self, key: int | None) -> None:
        self.panel.show_row(self.answers.rows[key] if self.answers and key is not None else None)

    def _answer_by_key(self, place: int) -> None:
        row = self.panel.row
        if row is not None and place < len(row.answers):
            self.panel.give(row.answers[place])

    def _answer(self, answer: Answer, words: str) -> None:
        row = self.panel.row
        if self.answers is None or row is None:
            return
        self.answers.give(row, answer, words)
        self._refresh()
        if answer is not Answer.OWN:
            self.panel.show_row(row)

    def _create(self) -> None:
        if self.answers is None:
            return
        plan = self.answers.rolled.plan
        if self._work.store(N_("Plan carried over"), *self.answers.records(), subject=plan.name):
            self.accept()
            self._show_plan(plan.id or 0)
