"""What the plan's screen asks before it acts: when something is moved to, why it is cancelled, what a new plan is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QSpinBox, QWidget

from cluster_desk.core.deadlines.meaning import parse_deadline
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.plans import Plan, PlanItem, PlanKind
from cluster_desk.core.russian.dates import read_day, show_day
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.members import Choosable
from cluster_desk.data.queries.plan_table import plan_tasks
from cluster_desk.desk import Desk
from cluster_desk.rules.plan.periods import PERIODS, Period, periods_near
from cluster_desk.ui.forms.form import FormDialog, RecordForm
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.tokens import DATE_WIDTH

_NAMES = {
    PlanKind.SUPPORT_SCHOOL: N_("Plan of the support school for %s"),
    PlanKind.CLUSTER: N_("Plan of the cluster for %s"),
    PlanKind.MUNICIPAL: N_("Municipal plan for %s"),
    PlanKind.JOINT: N_("Joint programme for %s"),
    PlanKind.OTHER: N_("Plan for %s"),
}


class ItemForm(RecordForm):
    """Edits an item. Its task is one of its own plan's, which `plan` tells."""

    def __init__(self, desk: Desk, plan: Callable[[], int | None]) -> None:
        super().__init__(
            desk, PlanItem, added=N_("Plan item added"), changed=N_("Plan item changed"), without=("section_id",)
        )
        self._plan = plan

    def _choosable(self, target: str) -> list[Choosable]:
        if target == "Task":
            plan = self._plan()
            return plan_tasks(self._desk.read, plan) if plan is not None else []
        return super()._choosable(target)


def open_form(parent: QWidget, desk: Desk, record: Record, changed: str, size: tuple[int, int]) -> QDialog:
    """Show the form of `record` in a window of its own; `changed` (msgid) names the change it makes."""
    form = RecordForm(desk, type(record), added=changed, changed=changed, without=("plan_id",))
    dialog = FormDialog(parent, form, record, record.display_name(), size)
    dialog.open()
    return dialog


def form_rows(margins: tuple[int, int, int, int] = (0, 4, 0, 4)) -> tuple[QWidget, QFormLayout]:
    """A widget for rows of fields, each with its label, and its layout."""
    body, form = QWidget(), QFormLayout()
    form.setContentsMargins(*margins)
    form.setHorizontalSpacing(12)
    form.setVerticalSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    body.setLayout(form)
    body.setMinimumWidth(440)
    return body, form


def add_row(form: QFormLayout, text: str, field: QWidget) -> None:
    """Add `field` with its label, which is its name for a screen reader too."""
    label = widgets.label(text, "field")
    label.setBuddy(field)
    field.setAccessibleName(text)
    form.addRow(label, field)


class MovedDialog(Dialog):
    """Asks when something is moved to, shows at once what is understood of it, and why."""

    def __init__(self, title: str, period: tuple[dt.date | None, dt.date | None], parent: QWidget) -> None:
        body, form = form_rows()
        self._period = period
        self.when, self.why = QLineEdit(), QLineEdit()
        self.interpretation = widgets.label("", "small", wrap=True)
        self.when.setPlaceholderText(_("by 30 November, December, …"))
        add_row(form, _("Moved to"), self.when)
        form.addRow("", self.interpretation)
        add_row(form, _("Why"), self.why)
        super().__init__(_("Moved to when?"), title, body, _("Move"), parent)
        self.when.textChanged.connect(lambda _text: self._show())
        self._show()
        self.when.setFocus()

    def take(self) -> None:
        """Accept what is told; without a date there is nothing to move to."""
        if not self.when.text().strip():
            theme.set_tone(self.interpretation, "look", "bad")
            self.interpretation.setText(_("Write when it is to be done instead."))
            self.when.setFocus()
            return
        self.accept()

    def _show(self) -> None:
        theme.set_tone(self.interpretation, "look", "small")
        start, end = self._period
        words = self.when.text().strip()
        if not words or start is None or end is None:
            self.interpretation.setText(_("The deadline's own words stay; this date stands beside them."))
            return
        spans = parse_deadline(words, start, end).spans
        days = [show_day(a) if a == b else f"{show_day(a)}–{show_day(b)}" for a, b in spans[:4]]
        self.interpretation.setText(
            ", ".join(days) if days else _("No days are understood; the words are kept as typed.")
        )


class CancelledDialog(Dialog):
    """Asks why something is cancelled."""

    def __init__(self, title: str, parent: QWidget) -> None:
        body, form = form_rows()
        self.why = QLineEdit()
        add_row(form, _("Why"), self.why)
        super().__init__(_("Why is it cancelled?"), title, body, _("Mark as cancelled"), parent)
        self.why.setFocus()


class ResponsibleDialog(Dialog):
    """Asks who answers for the lines chosen; those there are already are offered while typing."""

    def __init__(self, title: str, known: Sequence[str], parent: QWidget) -> None:
        body, form = form_rows()
        self.who = QComboBox()
        self.who.setEditable(True)
        self.who.setProperty("look", "field")
        self.who.addItems(list(known))
        self.who.setEditText("")
        add_row(form, _("Responsible"), self.who)
        super().__init__(_("Who answers for it?"), title, body, _("Set"), parent)
        self.who.setFocus()


class ShiftDialog(Dialog):
    """Asks by how many months deadlines are to be moved."""

    def __init__(self, title: str, parent: QWidget) -> None:
        body, form = form_rows()
        self.months = QSpinBox()
        self.months.setRange(-24, 24)
        self.months.setValue(1)
        self.months.setFixedWidth(96)
        add_row(form, _("Months later (earlier: with a minus)"), self.months)
        advice = _("The words of the deadlines stay; the new dates stand beside them.")
        super().__init__(_("Move the deadlines"), f"{title}\n{advice}", body, _("Move"), parent)
        self.months.setFocus()
        self.months.selectAll()


class NameDialog(Dialog):
    """Asks for one line: the name of a section."""

    def __init__(self, title: str, label: str, action: str, parent: QWidget) -> None:
        body, form = form_rows()
        self.name = QLineEdit()
        add_row(form, label, self.name)
        super().__init__(title, "", body, action, parent)
        self.name.setFocus()

    def take(self) -> None:
        """Accept a name that is not empty."""
        if self.name.text().strip():
            self.accept()


class NewPlanDialog(Dialog):
    """Asks what a new plan is called, whose it is and for what days."""

    def __init__(self, today: dt.date, parent: QWidget) -> None:
        body, form = form_rows()
        self.name, self.kind, self.period = QLineEdit(), QComboBox(), QComboBox()
        self.start, self.end = QLineEdit(), QLineEdit()
        self.problem = widgets.label("", "bad", wrap=True)
        self._named = False
        for kind in PlanKind:
            self.kind.addItem(capitalized(_(kind.label)), kind)
        self.kind.setCurrentIndex(list(PlanKind).index(PlanKind.CLUSTER))
        for period in periods_near(today):
            self.period.addItem(_(PERIODS[period.kind]) % period.label, period)
        self.period.addItem(_("other dates"), None)
        for box in (self.kind, self.period):
            box.setProperty("look", "field")
        for line in (self.start, self.end):
            line.setFixedWidth(DATE_WIDTH)
        add_row(form, _("Whose plan"), self.kind)
        add_row(form, _("Period"), self.period)
        add_row(form, _("From"), self.start)
        add_row(form, _("To"), self.end)
        add_row(form, _("Title"), self.name)
        form.addRow("", self.problem)
        super().__init__(_("New plan"), "", body, _("Create the plan"), parent)
        self.period.currentIndexChanged.connect(lambda *_: self._take_period())
        self.kind.currentIndexChanged.connect(lambda *_: self._propose())
        self.name.textEdited.connect(self._was_named)
        self._take_period()
        self.kind.setFocus()

    def plan(self) -> Plan:
        """The plan as told; days that cannot be read are missing."""
        return Plan(
            name=self.name.text().strip(),
            kind=self.kind.currentData(),
            period_start=read_day(self.start.text(), dt.date.today().year),
            period_end=read_day(self.end.text(), dt.date.today().year),
        )

    def take(self) -> None:
        """Accept a plan with a name and a period; else say what is missing."""
        plan = self.plan()
        text = ""
        if not plan.name:
            text = _("Give the plan a name.")
        elif plan.period_start is None or plan.period_end is None:
            text = _("Write the days of the period like 01.01.2027.")
        elif plan.period_end < plan.period_start:
            text = _("The period ends before it begins.")
        self.problem.setText(text)
        if not text:
            self.accept()

    def _was_named(self, text: str) -> None:
        self._named = bool(text.strip())

    def _take_period(self) -> None:
        period: Period | None = self.period.currentData()
        if period is not None:
            self.start.setText(show_day(period.start))
            self.end.setText(show_day(period.end))
            self._propose()
        else:
            self.start.setFocus()

    def _propose(self) -> None:
        """Propose a name until the user gives one."""
        period: Period | None = self.period.currentData()
        if not self._named and period is not None:
            text = _(PERIODS[period.kind]) % period.label
            self.name.setText(_(_NAMES[self.kind.currentData()]) % text)
