"""A new event on a day of the calendar."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.records.events import Event, EventState
from cluster_desk.core.russian.dates import show_day
from cluster_desk.desk import Desk
from cluster_desk.ui.log.event_form import EventForm
from cluster_desk.ui.look import widgets

_SIZE = (620, 640)


class EventDialog(QDialog):
    """The event's form as a window."""

    def __init__(self, desk: Desk, day: dt.date, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New event"))
        self.form = EventForm(desk, lambda: day)
        self.setLayout(widgets.stack(of=((self.form, 1),)))
        self.resize(*_SIZE)
        self.form.show_record(Event(state=EventState.PLANNED, first_day=day, day_words=show_day(day)))
        # By its class: connected as a bound method it would be this window's own `reject`, which asks the form again.
        self.form.closed.connect(lambda: QDialog.reject(self))
        self.form.saved.connect(lambda _row: self.accept())
        self.form.focus_first()

    def reject(self) -> None:
        """Close, unless the user stays with what he typed."""
        self.form.cancel()
