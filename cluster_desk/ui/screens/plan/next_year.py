"""The wizard that makes next year's plan: its period, every change and question, then one change that can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QStackedWidget, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.plans import Plan
from cluster_desk.core.russian.dates import read_day, show_day
from cluster_desk.desk import Desk
from cluster_desk.rules.plan.carry_over import carry_over, is_not_done
from cluster_desk.rules.plan.carry_over_answers import Answer, Answered, Answers
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.page import FilterRow
from cluster_desk.ui.lists.columns import Row
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import DATE_WIDTH
from cluster_desk.ui.screens.plan.next_year_table import AnswerPanel, ProposedTable
from cluster_desk.ui.screens.plan.plan_work import PlanWork

_SIZES = ((620, 260), (1180, 640))
"""Of the window with the period, and with the changes."""
_VISIBLE: dict[str, Callable[[Answered], bool] | None] = {
    "all": None,
    "not_done": lambda row: is_not_done(row.proposed),
    "questions": lambda row: row.proposed.asked and not is_not_done(row.proposed),
    "changes": lambda row: not row.proposed.asked,
}
_CHIPS = {
    "all": N_("All|changes"),
    "not_done": N_("Not done"),
    "questions": N_("Questions|changes"),
    "changes": N_("Changes"),
}


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
        if self.answers is not None and self.answers.touched:
            title, advice = _("Leave without making the plan?"), _("Your answers will be lost.")
            if not messages.confirm(self, title, advice, _("Leave")):
                return
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
        form = QFormLayout()
        form.setContentsMargins(20, 16, 20, 16)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        proposed = (self._plan.period_start, self._plan.period_end)
        for text, field, day in zip((_("From"), _("To")), (self.start, self.end), proposed, strict=True):
            field.setFixedWidth(DATE_WIDTH)
            field.setAccessibleName(text)
            field.setText(show_day(_a_year_later(day)) if day else "")
            label = widgets.label(text, "field")
            label.setBuddy(field)
            form.addRow(label, field)
            field.returnPressed.connect(self.go_on)
        form.addRow("", self.problem)
        return widgets.holder(form)

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

        def fits(row: Row) -> bool:
            return test is None or test(row[-1])

        self.table.narrow(None if test is None else fits)
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


def _a_year_later(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)
