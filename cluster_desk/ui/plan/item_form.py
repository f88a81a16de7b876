"""The forms of a plan: an item beside the table, a plan's head and a section in a window of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.data.queries.members import Choosable
from cluster_desk.data.queries.plan_table import plan_tasks
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.look import widgets


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
    dialog = _FormDialog(parent, desk, record, changed)
    dialog.resize(*size)
    dialog.open()
    return dialog


class _FormDialog(QDialog):
    """A record's form as a window; closing it asks about what is not saved."""

    def __init__(self, parent: QWidget, desk: Desk, record: Record, changed: str, without: Sequence[str] = ()) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = RecordForm(desk, type(record), added=changed, changed=changed, without=("plan_id", *without))
        layout = widgets.stack()
        layout.addWidget(self.form)
        self.setLayout(layout)
        self.setWindowTitle(record.display_name())
        self.form.show_record(record)
        self.form.closed.connect(super().reject)
        self.form.saved.connect(lambda _row: self.accept())

    def reject(self) -> None:
        """Close, unless the user stays with what he typed."""
        self.form.cancel()
