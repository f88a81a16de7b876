"""The forms of a plan: an item beside the table, a plan's head and a section in a window of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.data.queries.members import Choosable
from cluster_desk.data.queries.plan_table import plan_tasks
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.form import FormDialog, RecordForm


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
