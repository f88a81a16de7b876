"""The register of decisions: of one meeting, or of all the years; the form at the right says what became of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.council import OPEN_STATES, DecisionState
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.minutes import DECISIONS
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.requests import Requests
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListSpec
from cluster_desk.ui.screens.council.decisions_table import state_look

_OPEN = {state.value for state in OPEN_STATES}


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
    ) -> None:
        self._meeting = meeting
        super().__init__(desk, settings, _spec(today, one_meeting=meeting is not None), title, actions, requests)

    def read_rows(self) -> Sequence[Row]:
        rows = super().read_rows()
        if self._meeting is None:
            return rows
        own = self._meeting()
        return [row for row in rows if row.meeting_id == own]


def _spec(today: Callable[[], dt.date], *, one_meeting: bool) -> ListSpec:
    return ListSpec(
        "meeting-decisions" if one_meeting else "decisions",
        N_("Decisions"),
        DECISIONS,
        "gavel",
        N_("There are no decisions yet"),
        N_("Decision added"),
        N_("Decision changed"),
        N_("Decision deleted"),
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
    if not row.due or row.state not in _OPEN:
        return 0
    return max(0, (today - dt.date.fromisoformat(row.due)).days)


def _state_chip(row: Row, today: dt.date) -> Chip:
    state = DecisionState.of(row.state)
    words, tone, icon = state_look(state, overdue_days(row, today))
    if state is DecisionState.FULFILLED and row.fulfilled_on:
        words = f"{words} {show_day(dt.date.fromisoformat(row.fulfilled_on))}"
    if state is DecisionState.MOVED and row.due and tone != "bad":
        words = _("moved to %s") % show_day(dt.date.fromisoformat(row.due))
    return Chip(words, tone, icon, filled=False)
