"""«История…»: every change of the file, or of one record: who, when, field by field; an earlier state brought back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Record
from cluster_desk.data import history
from cluster_desk.data.history import Difference, Rows
from cluster_desk.data.journal import DONE, SEALED, Step
from cluster_desk.desk import Desk
from cluster_desk.ui import messages
from cluster_desk.ui.dialog import Dialog
from cluster_desk.ui.keeping.told_times import step_day
from cluster_desk.ui.look import widgets
from cluster_desk.ui.table.columns import Chip, Column, Row
from cluster_desk.ui.table.table_view import TableView

_AT_ONCE = 2_000
_SHOWN = 500  # rows of one step: an import may have changed thousands


def _state(row: Row) -> Chip | None:
    state = row[-1]
    if state == DONE:
        return Chip("", filled=False)
    if state == SEALED:
        return Chip(_("kept for good"), filled=False)
    return Chip(_("taken back"), "neutral", "arrow_undo", filled=False)


_STEPS = (
    Column("at", N_("When"), width=140, order=lambda row: row[0]),
    Column("what", N_("Change"), width=260, elastic=True),
    Column("who", N_("Who"), width=150, quiet=True),
    Column("state", N_("State"), width=130, chip=_state),
)
_CHANGES = (
    Column("record", N_("Record"), width=200),
    Column("field", N_("Which field"), width=130, quiet=True),
    Column("before", N_("Was"), width=170, elastic=True),
    Column("after", N_("Became"), width=170),
)


class HistoryDialog(Dialog):
    """All steps of the file, or those of `record`, which can then be put back as it was after one of them."""

    def __init__(self, desk: Desk, parent: QWidget, record: Record | None = None) -> None:
        self._desk, self._record = desk, record
        self._rows: Rows | None = None
        if record is not None and record.id is not None:
            self._rows = history.rows_of(desk.read, type(record), record.id)
        self.table = TableView(_("Changes"), _STEPS)
        self.table.setMinimumHeight(200)
        self.changes = TableView(_("What was changed"), _CHANGES, lines=2)
        self.changes.setMinimumHeight(150)
        self.note = widgets.label("", "quiet", wrap=True)
        column = widgets.stack(spacing=8)
        column.addWidget(self.table, 3)
        column.addWidget(self.note)
        column.addWidget(self.changes, 2)
        body = QWidget()
        body.setLayout(column)
        title = _("History: %s") % record.title() if record else _("History")
        advice = _("The newest change stands first.")
        super().__init__(title, advice, body, _("Bring back this state") if record else _("Close"), parent)
        self.cancel.setText(_("Close"))
        self.cancel.setVisible(record is not None)
        self.resize(820, 620)
        self._steps: dict[int, Step] = {}
        self.older = widgets.button(_("Show older ones"), self._show_older, look="link")
        self.add_aside(self.older)
        self.table.current_moved.connect(lambda _key: self._show_changes())
        self._show_older()
        if self._steps:
            self.table.selectRow(0)
        self._show_changes()
        self.table.setFocus()

    @property
    def chosen(self) -> Step | None:
        """The step that has the keyboard."""
        return self._steps.get(self.table.current_key())

    def take(self) -> None:
        if self._record is None:
            self.accept()
            return
        step = self.chosen
        if step is None or self._rows is None or not self.main.isEnabled():
            return
        try:
            images = history.images_after(self._desk.read, self._rows, step.id)
            self._desk.put_back(N_("Earlier state brought back"), images, subject=self._record.title())
        except UserError as error:
            messages.show_error(self, error)
            return
        self.accept()

    def _show_older(self) -> None:
        if self._rows is not None:
            found = history.steps_of(self._desk.read, self._rows)
        else:
            found = history.steps(self._desk.read, _AT_ONCE, min(self._steps, default=None))
        self._steps |= {step.id: step for step in found}
        self.older.setVisible(self._rows is None and len(found) == _AT_ONCE)
        self.table.set_rows([_row(step) for step in self._steps.values()])

    def _show_changes(self) -> None:
        step = self.chosen
        newest = next(iter(self._steps), None)
        if self._record is not None:
            # After the newest change the record is what it is now: there is nothing to bring back.
            self.main.setEnabled(step is not None and step.id != newest and not self._desk.read_only)
        found = history.differences(self._desk.read, step.id, self._rows) if step else []
        self.changes.set_rows([_change_row(number, one) for number, one in enumerate(found[:_SHOWN])])
        self.note.setText(self._note(step, len(found)))

    def _note(self, step: Step | None, count: int) -> str:
        if step is None:
            return _("Nothing was changed yet.")
        if count > _SHOWN:
            return _("%(all)d changes in this step; the first %(shown)d are shown.") % {"all": count, "shown": _SHOWN}
        if not count:
            return _("What this step changed is no longer kept.")
        where = f", {step.origin}" if step.origin not in ("", "window") else ""
        return f"{step.told()}: {step_day(step.at)}, {step.user} ({step.computer}{where})"


def _row(step: Step) -> Row:
    return (step.id, step_day(step.at), step.told(), step.user, step.state, step.state)


def _change_row(number: int, one: Difference) -> Row:
    return (number, f"{one.record}: {one.title}" if one.title else one.record, one.field, one.before, one.after)
