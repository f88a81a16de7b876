"""What settles a line of the opening screen: each a change of the file like any other, which can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import Decision, DecisionState
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.office_papers import OfficePaper
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanSection, PlanStep
from cluster_desk.data.queries.plan_table import plan_table
from cluster_desk.desk import Desk
from cluster_desk.rules.today_line import TodayLine
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.screens.today.lines import Act

if TYPE_CHECKING:
    from cluster_desk.ui.frame.dialog import Dialog

_LONGEST_TOLD = 70  # letters
_DECIDED = {
    DecisionState.FULFILLED: N_("Marked as fulfilled"),
    DecisionState.PARTLY: N_("Marked as fulfilled in part"),
    DecisionState.DROPPED: N_("Decision dropped"),
}


class Settling:
    """What the lines of a day offer. `parent` is where something is asked."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        today: Callable[[], dt.date],
        requests: Requests,
    ) -> None:
        self._desk, self._parent, self._today = desk, parent, today
        self._print, self._tell = requests.print_paper, requests.tell_done

    def acts(self, line: TodayLine) -> list[Act]:
        """What is offered for a line, the likeliest first."""
        if self._desk.read_only:
            return []
        if line.kind in ("item", "step"):
            return [
                Act(_("Done|item").partition("|")[0], partial(self._set_state, line, ItemState.DONE), "checkmark"),
                Act(_("Move…"), partial(self._move, line)),
                Act(_("Under way"), partial(self._set_state, line, ItemState.UNDER_WAY), in_menu_only=True),
                Act(_("Cancel the item…"), partial(self._cancel, line), in_menu_only=True),
            ]
        if line.kind == "event":
            return self._of_event(line)
        if line.kind == "decision":
            return [
                Act(_("It is fulfilled"), partial(self._decide, line, DecisionState.FULFILLED), "checkmark"),
                Act(_("Fulfilled in part"), partial(self._decide, line, DecisionState.PARTLY), in_menu_only=True),
                Act(_("Move…"), partial(self._move_decision, line), in_menu_only=True),
                Act(_("Dropped"), partial(self._decide, line, DecisionState.DROPPED), in_menu_only=True),
            ]
        if line.kind == "paper":
            return [
                Act(_("Sent|paper").partition("|")[0], partial(self._send, line), "checkmark"),
                Act(_("Sent on another day…"), partial(self._ask_sent, line), in_menu_only=True),
                Act(_("Prepare to send…"), partial(self._prepare, line), in_menu_only=True),
            ]
        return []

    def publish(self, line: TodayLine) -> list[Act]:
        """What is offered for an event whose results have no address."""
        return [] if self._desk.read_only else [Act(_("Web address…"), partial(self._ask_address, line))]

    def _of_event(self, line: TodayLine) -> list[Act]:
        outcome = Act(_("Outcome…"), partial(self._ask_outcome, line))
        is_over = line.last is not None and line.last < self._today()
        if is_over or self._print is None:
            return [outcome]
        sheet = Act(_("Attendance sheet…"), partial(self._print, "attendance-event", {"event": line.row}))
        if line.first is not None and line.first <= self._today():
            return [outcome, Act(sheet.text, sheet.do, in_menu_only=True)]
        return [sheet, Act(outcome.text, outcome.do, in_menu_only=True)]

    def _rows(self, line: TodayLine) -> tuple[PlanItem, PlanItem | PlanStep] | None:
        """The item of a line, and the row of it that the line tells."""
        item = self._desk.read.load(PlanItem, line.item)
        if item is None:
            return None
        if line.kind == "item":
            return item, item
        step = next((one for one in item.steps if one.id == line.row), None)
        return (item, step) if step else None

    def _set_state(self, line: TodayLine, state: ItemState, moved_to: str = "", reason: str = "") -> None:
        from cluster_desk.rules.plan.changes import STATE_CHANGES, set_state

        rows = self._rows(line)
        if rows and set_state(state, moved_to, reason)(rows[1]):
            self._store(STATE_CHANGES[state], rows[0], title=line.title)

    def _move(self, line: TodayLine) -> None:
        from cluster_desk.ui.screens.plan.plan_dialogs import MovedDialog

        rows = self._rows(line)
        section = self._desk.read.load(PlanSection, rows[0].section_id or 0) if rows else None
        table = plan_table(self._desk.read, section.plan_id) if section and section.plan_id else None
        if rows is None or table is None:
            return
        asked = MovedDialog(line.title, table.period_of(rows[1]), self._parent)
        asked.when.setText(rows[1].moved_to)
        asked.why.setText(rows[1].reason)

        def move() -> None:
            self._set_state(line, ItemState.MOVED, asked.when.text().strip(), asked.why.text().strip())

        self._open(asked, move)

    def _cancel(self, line: TodayLine) -> None:
        from cluster_desk.ui.screens.plan.plan_dialogs import CancelledDialog

        asked = CancelledDialog(line.title, self._parent)
        self._open(asked, lambda: self._set_state(line, ItemState.CANCELLED, reason=asked.why.text().strip()))

    def _ask_outcome(self, line: TodayLine) -> None:
        from cluster_desk.ui.screens.today.dialogs import OutcomeDialog

        event = self._desk.read.load(Event, line.row)
        if event is not None:
            asked = OutcomeDialog(event, self._parent)
            self._open(asked, lambda: self._store(N_("Outcome written down"), asked.event_told(), title=line.title))

    def _ask_address(self, line: TodayLine) -> None:
        from cluster_desk.ui.screens.today.dialogs import AddressDialog

        event = self._desk.read.load(Event, line.row)
        if event is not None:
            asked = AddressDialog(event, self._parent)
            named = N_("Web address of the results written down")
            self._open(asked, lambda: self._store(named, asked.event_told(), title=line.title))

    def _decide(self, line: TodayLine, state: DecisionState) -> None:
        decision = self._desk.read.load(Decision, line.row)
        if decision is None:
            return
        decision.state = state
        if state is DecisionState.FULFILLED:
            decision.fulfilled_on = self._today()
        self._store(_DECIDED[state], decision, title=line.title)

    def _move_decision(self, line: TodayLine) -> None:
        from cluster_desk.ui.screens.today.dialogs import DecisionMovedDialog

        decision = self._desk.read.load(Decision, line.row)
        if decision is not None:
            asked = DecisionMovedDialog(decision, self._today(), self._parent)
            named = N_("Moved to another date")
            self._open(asked, lambda: self._store(named, asked.decision_told(), title=line.title))

    def _papers(self, line: TodayLine) -> list[OfficePaper]:
        return self._desk.read.load_all(OfficePaper, line.rows)

    def _send(self, line: TodayLine) -> None:
        from cluster_desk.rules.office_papers import marked_sent

        self._store(N_("Marked as sent"), *marked_sent(self._papers(line), self._today()), title=line.title)

    def _ask_sent(self, line: TodayLine) -> None:
        from cluster_desk.ui.screens.templates.sending_dialogs import SentDialog

        asked = SentDialog(self._papers(line), self._today(), self._parent)
        self._open(asked, lambda: self._store(N_("Marked as sent"), *asked.papers_told(), title=line.title))

    def _prepare(self, line: TodayLine) -> None:
        from cluster_desk.ui.screens.templates.sending_dialogs import PrepareDialog

        with messages.show_trouble(self._parent):
            PrepareDialog(self._desk, self._papers(line), self._parent).show_over()

    def _store(self, name: str, *records: Record, title: str) -> None:
        with messages.show_trouble(self._parent):
            self._desk.change(name, *records, subject=title[:120])
            if self._tell:
                short = title if len(title) <= _LONGEST_TOLD else f"{title[:_LONGEST_TOLD].rsplit(' ', 1)[0]}…"
                self._tell(f"{_(name)}: {short}")

    @staticmethod
    def _open(dialog: Dialog, do: Callable[[], object]) -> None:
        dialog.accepted.connect(do)
        dialog.show_over()
