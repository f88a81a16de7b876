"""What the menu of an entry of the calendar does besides opening it: moved to a date, deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Field, Kind
from cluster_desk.desk import Desk
from cluster_desk.rules.calendar.entries import Entry
from cluster_desk.rules.calendar.moves import MOVED
from cluster_desk.ui.forms.editors import DayEditor
from cluster_desk.ui.forms.problem_line import ProblemLine
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.calendar.entry_words import record_of

_REMOVED = {Event: N_("Event deleted"), Meeting: N_("Meeting deleted")}
"""What may be deleted here; an item of a plan is deleted in its plan, where its number is seen."""


Wording = tuple[str, str, dt.date]
"""What a dialog that asks for a day is called, what its button does, and the day that it proposes."""


class DayDialog(Dialog):
    """Asks to which day `entry` moves, or what else `wording` says; `day` holds it when accepted."""

    def __init__(self, entry: Entry, parent: QWidget, wording: Wording | None = None) -> None:
        title, button, proposed = wording or (_("Move to a date"), _("Move"), entry.first)
        self.day: dt.date | None = None
        self.editor = DayEditor(Field("day", N_("Date"), Kind.DAY))
        self.editor.set_value(proposed)
        self.problem = ProblemLine()
        label = widgets.label(_("New date") if wording is None else _("Date"), "field")
        column = widgets.stack(spacing=4, of=(label, self.editor, self.problem, widgets.GAP))
        super().__init__(title, entry.title, column, button, parent)
        self.resize(380, 210)
        self.editor.setFocus()
        self.editor.line.selectAll()

    def take(self) -> None:
        """Accept a day that there is."""
        day = self.editor.value()
        if isinstance(day, dt.date):
            self.day = day
            self.accept()
        else:
            self.problem.say(_("There is no such date. Write it like 22.10.2026."))
            self.editor.setFocus()


def add_entry_actions(
    menu: QMenu, desk: Desk, entry: Entry, put: Callable[[Entry, dt.date], object], parent: QWidget
) -> None:
    """Add to `menu` what can be done with `entry`; `put` moves it to a day."""
    if desk.read_only:
        return
    if entry.kind in MOVED and not entry.struck:
        menu.addAction(_("Move to a date…"), partial(ask_day, entry, put, parent))
    record = record_of(entry)
    if record is not None and record[0] in _REMOVED:
        menu.addAction(_("Delete"), partial(_delete, desk, entry, parent))


def ask_day(
    entry: Entry, put: Callable[[Entry, dt.date], object], parent: QWidget, wording: Wording | None = None
) -> DayDialog:
    """Ask for the day and do `put` with it: move the entry there, unless `wording` says otherwise."""
    dialog = DayDialog(entry, parent, wording)
    dialog.accepted.connect(lambda: put(entry, dialog.day) if dialog.day else None)
    dialog.show_over()
    return dialog


def _delete(desk: Desk, entry: Entry, parent: QWidget) -> None:
    """Delete the record of an entry; a notice offers to have it back."""
    found = record_of(entry)
    record = desk.read.load(*found) if found else None
    if found and record is not None:
        with messages.show_trouble(parent):
            desk.change(_REMOVED[found[0]], remove=[record], subject=record.display_name())
