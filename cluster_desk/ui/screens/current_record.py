"""Which record the user is at: the one in the form or, where none is open, the one that has the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QStackedWidget, QWidget

from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.data.queries.cluster import CLUSTER_ID
from cluster_desk.rules.calendar.entries import Entry
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.frame.shell import Shell
from cluster_desk.ui.lists.list_screen import ListScreen
from cluster_desk.ui.screens.calendar.month_grid import MonthGrid
from cluster_desk.ui.screens.calendar.screen import CalendarScreen
from cluster_desk.ui.screens.calendar.side_list import EntryList
from cluster_desk.ui.screens.cluster import ClusterScreen
from cluster_desk.ui.screens.council.meetings import MeetingsView
from cluster_desk.ui.screens.plan.screen import PlanScreen

Key = tuple[type[Record], int]
_OF_ENTRY = {"item": "PlanItem", "step": "PlanItem", "meeting": "Meeting", "event": "Event"}


def current_record(shell: Shell) -> Key | None:
    """The record's kind and row number; None where the screen shows no record or none is chosen."""
    for widget in _upwards(shell.window().focusWidget(), shell):
        if result := _record_at(widget):
            return result
    value = shell.screens.get(shell.current)
    while value is not None:
        if result := _record_at(value):
            return result
        value = value.currentWidget() if isinstance(value, QStackedWidget) else None
    return None


def _upwards(widget: QWidget | None, until: QWidget) -> Iterator[QWidget]:
    """A widget and those it stands in, up to `until`; nothing where the keyboard is nowhere."""
    while widget is not None and widget is not until:
        yield widget
        widget = widget.parentWidget()


def _record_at(at: QWidget) -> Key | None:
    entry: Entry | None = None
    if isinstance(at, RecordForm):
        record = at.record
        return (type(record), record.id) if record is not None and record.id is not None else None
    if isinstance(at, ListScreen):
        return at.current_record()
    if isinstance(at, PlanScreen):
        return _of_plan(at)
    if isinstance(at, MeetingsView):
        return (Meeting, at.meeting.id) if at.meeting is not None and at.meeting.id is not None else None
    if isinstance(at, MonthGrid | EntryList):
        entry = at.entry
    elif isinstance(at, CalendarScreen):
        place = at.list.current_key() if at.view == "list" else None
        entry = at.list.entries[place] if place is not None else at.grid.entry
    elif isinstance(at, ClusterScreen):
        return (Cluster, CLUSTER_ID)
    return _of_entry(entry) if entry else None


def _of_plan(screen: PlanScreen) -> Key | None:
    line = screen.tree.current_line()
    if line is None or not line.id:
        return (Plan, screen.plan_id) if screen.plan_id is not None else None
    return (
        (PlanSection, line.id)
        if line.kind == "section"
        else (PlanItem, line.id if line.kind == "item" else line.parent)
    )


def _of_entry(entry: Entry) -> Key:
    return record_class(_OF_ENTRY[entry.kind]), entry.item if entry.kind in ("item", "step") else entry.row
