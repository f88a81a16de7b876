"""What is done to a plan as a whole: made, its head edited, numbered anew, deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.desk import Desk
from cluster_desk.ui import messages
from cluster_desk.ui.plan.item_form import open_form
from cluster_desk.ui.plan.next_year import NextYearDialog
from cluster_desk.ui.plan.plan_actions import PlanActions
from cluster_desk.ui.plan.plan_dialogs import NewPlanDialog
from cluster_desk.ui.plan.plan_work import PlanWork


class WholePlan:
    """The plan that `work` has at hand. `show` is told the row number of a plan just made."""

    def __init__(
        self, desk: Desk, parent: QWidget, work: PlanWork, today: Callable[[], dt.date], show: Callable[[int], object]
    ) -> None:
        self._desk, self._parent, self._work = desk, parent, work
        self._today, self._show = today, show

    def add(self) -> NewPlanDialog | None:
        """Ask for a new plan and create it."""
        if self._desk.read_only:
            return None
        dialog = NewPlanDialog(self._today(), self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def make() -> None:
            stored = self._work.store(N_("Plan added"), dialog.plan())
            if stored:
                self._show(stored[-1])

        dialog.accepted.connect(make)
        dialog.open()
        return dialog

    def carry_over(self) -> NextYearDialog | None:
        """Make next year's plan of this one, every change shown before."""
        plan = self._plan()
        if plan is None or self._desk.read_only:
            return None
        dialog = NextYearDialog(self._desk, self._work, plan, self._show, self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def edit(self) -> None:
        """Show the form of what stands around the plan's table."""
        plan = self._plan()
        if plan is not None:
            open_form(self._parent, self._desk, plan, N_("Plan changed"), (640, 620))

    def delete(self) -> None:
        """Delete the plan with all its items; the deletion can be undone."""
        plan, table = self._plan(), self._work.table
        if plan is None or table is None or self._desk.read_only:
            return
        # A table that is shared stays with the plan it belongs to.
        own = table.head.table_id == plan.id
        count = len(table.items) if own else 0
        inside = "\n" + n_("with %d item inside", "with %d items inside", count) % count if count else ""
        advice = _("The deletion can be undone: Ctrl+Z.")
        title = _("The plan will be deleted")
        if messages.confirm(self._parent, title, plan.name + inside, _("Delete"), advice=advice):
            items = self._desk.read.load_all(PlanItem, [item.id for item in table.items] if own else [])
            sections = self._desk.read.load_all(PlanSection, [one.id for one in table.sections] if own else [])
            self._work.store(N_("Plan deleted"), remove=[*items, *sections, plan], subject=plan.name)

    def fill_menu(self, menu: QMenu, rows: PlanActions) -> None:
        """What can be done with the plan as a whole, and with the rows chosen."""
        menu.clear()
        able, has_plan = not self._desk.read_only, self._work.table is not None
        self._add(menu, _("New plan…"), self.add, able)
        self._add(menu, _("Plan for the next year…"), self.carry_over, able and has_plan)
        self._add(menu, _("Head of the plan: approvals, goals, texts…"), self.edit, has_plan)
        self._add(menu, _("Delete the plan…"), self.delete, able and has_plan)
        menu.addSeparator()
        self._add(menu, _("New section…"), rows.ask_section, able and has_plan)
        self._add(menu, _("Number all items through"), lambda: self._work.renumber("through"), able and has_plan)
        self._add(
            menu, _("Number items anew in each section"), lambda: self._work.renumber("sections"), able and has_plan
        )
        if has_plan:
            menu.addSeparator()
            chosen = menu.addMenu(_("Chosen rows"))
            rows.add_row_actions(chosen)

    def _add(self, menu: QMenu, text: str, do: Callable[[], object], enabled: bool) -> None:
        menu.addAction(text, do).setEnabled(enabled)

    def _plan(self) -> Plan | None:
        table = self._work.table
        return self._desk.read.load(Plan, table.head.id) if table else None
