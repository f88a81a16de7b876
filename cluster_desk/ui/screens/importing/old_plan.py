"""After an old plan was taken in: a line above the screens that offers the plan for the next year."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QFrame, QLabel

from cluster_desk.core.language import _
from cluster_desk.core.records.plans import Plan
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.plan_table import list_plans
from cluster_desk.desk import Desk
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.frame.shell import Shell
from cluster_desk.ui.look import widgets


def offer_next_year(shell: Shell, desk: Desk, today: dt.date) -> OldPlanBar | None:
    """Offer next year's plan where the latest plan of the file has ended; None where there is nothing to offer."""
    plan = next(iter(list_plans(desk.read)), None)
    if plan is None or plan.period_end is None or plan.period_end >= today or desk.read_only:
        return None
    bar = OldPlanBar(shell, plan)
    shell.show_notice(bar)
    return bar


class OldPlanBar(QFrame):
    """Tells that a plan has ended, and leads to the one that is made of it."""

    def __init__(self, shell: Shell, plan: Plan) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self._shell, self._plan = shell, plan
        icon = QLabel()
        icon.setPixmap(picture("info", 20, "info", self))
        assert plan.period_end is not None
        values = {"name": plan.name, "day": show_day(plan.period_end)}
        self.words = widgets.ElidedLabel("")
        self.words.set_whole(_("The plan “%(name)s” ended on %(day)s.") % values)
        self.make = widgets.button(_("Plan for the next year…"), self.make_next, look="small")
        self.leave = widgets.button(_("Not now"), self.hide, look="small")
        self.setLayout(widgets.row((14, 6, 12, 6), 10, of=(icon, (self.words, 1), self.make, self.leave)))

    def make_next(self) -> None:
        """Go to the plan and make next year's of it, every change shown before."""
        from cluster_desk.ui.screens.plan.screen import PlanScreen

        if not self._shell.go("plan"):
            return
        self.hide()
        screen = self._shell.screens["plan"]
        if isinstance(screen, PlanScreen) and self._plan.id is not None:
            screen.show_record("Plan", self._plan.id)
            screen.commands.carry_over()
