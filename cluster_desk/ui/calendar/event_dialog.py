"""A new event on a day of the calendar; a hall or a person that is taken at its time is told while typing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from cluster_desk.core.event_days import days_of
from cluster_desk.core.language import _
from cluster_desk.core.records.events import Event, EventState
from cluster_desk.core.typed import show_day
from cluster_desk.desk import Desk
from cluster_desk.rules.bookings import double_bookings
from cluster_desk.rules.calendar import Entry, Shape
from cluster_desk.ui.log.event_form import EventForm
from cluster_desk.ui.look import widgets

_PAUSE = 150  # milliseconds after the last key
_SIZE = (620, 640)


class EventDialog(QDialog):
    """The event's form as a window; `entries` are those it is held against."""

    def __init__(self, desk: Desk, day: dt.date, entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New event"))
        self._day, self._entries = day, entries
        self.form = EventForm(desk, lambda: day)
        self.warning = widgets.label("", "warn", wrap=True)
        self.warning.setContentsMargins(18, 6, 16, 6)
        self.warning.hide()
        layout = widgets.stack()
        layout.addWidget(self.form, 1)
        layout.addWidget(self.warning)
        self.setLayout(layout)
        self.resize(*_SIZE)
        self.form.show_record(Event(state=EventState.PLANNED, first_day=day, day_words=show_day(day)))
        # By its class: connected as a bound method it would be this window's own `reject`, which asks the form again.
        self.form.closed.connect(lambda: QDialog.reject(self))
        self.form.saved.connect(lambda _row: self.accept())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.warn)
        self.form.edited.connect(self._soon.start)
        self.form.focus_first()

    def warn(self) -> None:
        """Say which hall or person is taken at the time that is typed now."""
        told = [sentence for one in self._typed() for sentence in double_bookings(one, self._entries)]
        words = " ".join(dict.fromkeys(told))
        self.warning.setText(words)
        self.warning.setAccessibleName(words)
        self.warning.setVisible(bool(words))

    def _typed(self) -> list[Entry]:
        """What is typed so far, on each run of its days."""
        values = {
            name: self.form.pane.editors[name].value() for name in ("name", "day_words", "time", "venue", "people")
        }
        people = tuple(str(one.words) for one in values["people"] or ())
        return [
            Entry(
                "event", -1, "", place, Shape.BAR, first, last, str(values["name"] or ""), "planned",
                time=str(values["time"] or ""), venue=str(values["venue"] or ""), people=people,
            )
            for place, (first, last) in enumerate(days_of(str(values["day_words"] or ""), self._day.year))
        ]  # fmt: skip

    def reject(self) -> None:
        """Close, unless the user stays with what he typed."""
        self.form.cancel()
