"""The form of an event: the fields as told, a grid for who took part, thumbnails for files, doubts on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from cluster_desk.core.deadlines.event_days import days_of
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.events import Event, EventState
from cluster_desk.core.records.fields import Field, Record
from cluster_desk.core.russian.dates import show_day
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.attachments import AttachmentsEditor
from cluster_desk.ui.forms.editors import FieldEditor
from cluster_desk.ui.forms.form import FormDialog, RecordForm
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.log.participation_grid import ParticipationGrid

if TYPE_CHECKING:
    from cluster_desk.rules.calendar.entries import Entry

_PAUSE = 150  # milliseconds after the last key


class EventForm(RecordForm):
    """Edits an event: what is written of every one first, then who took part, then the rest."""

    FIRST = ("name", "state", "day_words", "time", "venue", "level", "results", "participations")

    def __init__(self, desk: Desk, today: Callable[[], dt.date]) -> None:
        super().__init__(desk, Event, added=N_("Event added"), changed=N_("Event changed"), without=("spans",))
        self._today = today
        self._booked: list[str] = []
        self._soon = widgets.later(self, _PAUSE, self.warn_of_bookings)
        self.edited.connect(self._soon.start)

    def show_record(self, record: Record) -> None:
        self._soon.stop()
        self._booked = []
        super().show_record(record)
        self._show_doubts()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is put away warns of nothing: the file may be closed by then."""
        self._soon.stop()
        super().hideEvent(event)

    def warn_of_bookings(self) -> None:
        """Say which hall or person is taken at the time that is typed now."""
        from cluster_desk.rules.calendar.entries import calendar, double_bookings

        # Without a time of day nothing can meet, and nothing needs to be read.
        typed = [one for one in self._typed() if one.time]
        period = (min(one.first for one in typed), max(one.last for one in typed)) if typed else None
        entries = calendar(self._desk.read, self._today(), (), period).entries if period else ()
        values = [sentence for one in typed for sentence in double_bookings(one, entries)]
        if values != self._booked:
            self._booked = values
            self._show_doubts()

    def _typed(self) -> list[Entry]:
        """What is typed so far, on each run of its days."""
        from cluster_desk.rules.calendar.entries import Entry, Shape

        if self.record is None:
            return []
        names = ("name", "day_words", "time", "venue", "people")
        values = {name: self.pane.editors[name].value() for name in names}
        name, words, time, venue = (str(values[each] or "") for each in names[:4])
        people = tuple(str(one.words) for one in values["people"] or ())
        days = days_of(words, self._today().year)
        return [
            Entry("event", self.record.id or -1, "", place, Shape.BAR, first, last, name, "planned",
                  time=time, venue=venue, people=people)
            for place, (first, last) in enumerate(days)
        ]  # fmt: skip

    def _own_editors(self) -> dict[str, Callable[[Field], FieldEditor]]:
        return {
            "participations": lambda field: ParticipationGrid(field, self._choosable),
            "attachments": lambda field: AttachmentsEditor(field, self._desk.read),
        }

    def _show_doubts(self) -> None:
        from cluster_desk.rules.log.events import event_doubts

        doubts = list(dict.fromkeys(self._booked))
        if isinstance(self.record, Event) and self.record.id is not None:
            doubts += event_doubts(self.record, self._today())
        self.whole.say("\n".join(doubts), "warn")

    def _store(self, record: Record, made: Sequence[Record]) -> int:
        attached = self.pane.editors["attachments"]
        assert isinstance(attached, AttachmentsEditor)
        is_new = self.record is not None and self.record.id is None
        name = self._added if is_new else self._changed
        contents = list(attached.pending.values())
        return self._desk.change(name, *made, record, subject=record.display_name(), contents=contents)[-1]


class EventDialog(FormDialog):
    """The form of a new event on `day` as a window."""

    form: EventForm

    def __init__(self, desk: Desk, day: dt.date, parent: QWidget) -> None:
        event = Event(state=EventState.PLANNED, first_day=day, day_words=show_day(day))
        super().__init__(parent, EventForm(desk, lambda: day), event, _("New event"), (620, 640))
        self.form.focus_first()
