"""The register of decisions: of one meeting, or of all the years; the form at the right says what became of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.minutes import OPEN_STATES, Decision, DecisionState
from cluster_desk.core.typed import show_day
from cluster_desk.data.queries.minutes import DECISIONS
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.council.decision_states import state_look
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.forms.list_screen import ListScreen
from cluster_desk.ui.page import EmptyScreen, Page
from cluster_desk.ui.table.columns import Chip, Row
from cluster_desk.ui.table.table_view import TableView
from cluster_desk.ui.table.told_columns import told_columns

_AT = {column.key: place for place, column in enumerate(DECISIONS.columns, start=1)}
_OPEN = {state.value for state in OPEN_STATES}
_CHIPS = (
    ("all", N_("All")),
    ("open", N_("Open|decisions")),
    ("late", N_("Overdue|decisions")),
    ("done", N_("Fulfilled|decisions")),
)


def make_decisions(
    desk: Desk,
    settings: Settings,
    today: Callable[[], dt.date],
    *,
    look: str,
    meeting: Callable[[], int | None] | None = None,
    title: str = "",
    actions: Sequence[QWidget] = (),
) -> ListScreen:
    """A list of decisions with the form of the chosen one: of all meetings, or of the one that `meeting` gives.

    `look` names the list in the settings.
    """
    table = _table(settings, today, look, one_meeting=meeting is not None)
    page = Page(title, table)
    if not title:
        page.hide_header()
    for action in actions:
        page.add_action(action)
    empty = EmptyScreen(
        "gavel", _("There are no decisions yet"), _("They are written down in the minutes of a meeting, as it goes.")
    )
    form = RecordForm(desk, Decision, added=N_("Decision added"), changed=N_("Decision changed"))

    def rows() -> list[Row]:
        found = DECISIONS.rows(desk.read)
        if meeting is None:
            return found
        own = meeting()
        return [row for row in found if row[_AT["meeting_id"]] == own]

    screen = ListScreen(
        desk,
        page,
        table,
        form,
        rows,
        record=Decision,
        areas=frozenset({"council"}),
        removed=N_("Decision deleted"),
        empty=empty,
    )
    screen.can_add = False
    _dress(screen, today)
    screen.reload()
    return screen


def _table(settings: Settings, today: Callable[[], dt.date], look: str, *, one_meeting: bool) -> TableView:
    columns = told_columns(
        DECISIONS.columns,
        {
            "meeting": {"width": 96, "hidden": one_meeting, "order": lambda row: row[_AT["meeting_day"]] or ""},
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
    )
    return TableView(_("Decisions"), columns, settings.list_look(look), lines=2)


def _dress(screen: ListScreen, today: Callable[[], dt.date]) -> None:
    """Chips by state and the field to look with: words of the decision, a person, a date."""
    filters, table = screen.list_page.filters, screen.table
    filters.add_search(_("Words, person, №"))
    filters.query_changed.connect(table.search)
    for key, text in _CHIPS:
        filters.add_chip(key, _(text).partition("|")[0])

    def shows(key: str) -> Callable[[Row], bool]:
        return {
            "open": lambda row: row[_AT["state"]] in _OPEN,
            "late": lambda row: overdue_days(row, today()) > 0,
            "done": lambda row: row[_AT["state"]] == DecisionState.FULFILLED.value,
        }.get(key, lambda row: True)

    filters.chip_chosen.connect(lambda key: table.narrow(None if key == "all" else shows(key)))
    screen.reloaded = lambda rows: filters.set_counts({key: sum(map(shows(key), rows)) for key, _text in _CHIPS})
    screen.words_at_foot = lambda total, chosen: n_("%d decision", "%d decisions", total) % total


def overdue_days(row: Row, today: dt.date) -> int:
    """By how many days a row of the register is late; 0 when it is not."""
    due, state = row[_AT["due"]], row[_AT["state"]]
    if not due or state not in _OPEN:
        return 0
    return max(0, (today - dt.date.fromisoformat(due)).days)


def _state_chip(row: Row, today: dt.date) -> Chip:
    state = DecisionState.of(row[_AT["state"]])
    words, tone, icon = state_look(state, overdue_days(row, today))
    if state is DecisionState.FULFILLED and row[_AT["fulfilled_on"]]:
        words = f"{words} {show_day(dt.date.fromisoformat(row[_AT['fulfilled_on']]))}"
    if state is DecisionState.MOVED and row[_AT["due"]] and tone != "bad":
        words = _("moved to %s") % show_day(dt.date.fromisoformat(row[_AT["due"]]))
    return Chip(words, tone, icon, filled=False)
