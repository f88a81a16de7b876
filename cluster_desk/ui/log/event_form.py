"""The form of an event: the fields as told, a grid for who took part, thumbnails for files, doubts on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from cluster_desk.core.language import N_
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Field, Record
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.editors import FieldEditor
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.log.attachments_editor import AttachmentsEditor
from cluster_desk.ui.log.participation_grid import ParticipationGrid


class EventForm(RecordForm):
    """Edits an event; the bytes of new attachments go into the file with it."""

    def __init__(self, desk: Desk, today: Callable[[], dt.date]) -> None:
        super().__init__(desk, Event, added=N_("Event added"), changed=N_("Event changed"), without=("spans",))
        self._today = today

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        self._show_doubts()

    def _own_editors(self) -> dict[str, Callable[[Field], FieldEditor]]:
        return {
            "participations": lambda field: ParticipationGrid(field, self._choosable),
            "attachments": lambda field: AttachmentsEditor(field, self._desk.read),
        }

    def _show_doubts(self) -> None:
        from cluster_desk.rules.events import event_doubts

        if isinstance(self.record, Event) and self.record.id is not None:
            self.whole.say("\n".join(event_doubts(self.record, self._today())), "warn")

    def _store(self, record: Record, made: Sequence[Record]) -> int:
        attached = self.pane.editors["attachments"]
        assert isinstance(attached, AttachmentsEditor)
        is_new = self.record is not None and self.record.id is None
        name = self._added if is_new else self._changed
        contents = list(attached.pending.values())
        return self._desk.change(name, *made, record, subject=record.title(), contents=contents)[-1]
