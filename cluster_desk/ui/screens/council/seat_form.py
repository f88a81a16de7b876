"""The form of a seat on the council: a person who is chosen brings post and organization; one who is made gets them."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.language import _
from cluster_desk.core.records.council import CouncilSeat
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Person
from cluster_desk.rules.members import with_post
from cluster_desk.ui.forms.editors import FieldEditor
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.forms.link_editor import NewRecord


class SeatForm(RecordForm):
    """Edits a seat; what was typed of post and organization is never put aside by a choice."""

    _watched: FieldEditor | None = None

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        editor = self.pane.editors["person_id"]
        if editor is not self._watched:
            self._watched = editor
            editor.left.connect(self._bring_post)

    def also(self, record: Record, made: Sequence[Record]) -> list[Record]:
        if not isinstance(record, CouncilSeat):
            return []
        return with_post(self._desk.read, made, record.person_id, record.position, record.organization_id)

    def _bring_post(self) -> None:
        """Fill in what is known of the person chosen, where nothing stands yet."""
        chosen = self.pane.editors["person_id"].value()
        person = self._desk.read.load(Person, chosen) if isinstance(chosen, int) else None
        if person is None:
            return
        for name in ("position", "organization_id"):
            editor = self.pane.editors[name]
            if not editor.value() and getattr(person, name):
                editor.set_value(getattr(person, name))
        self._was_edited()

    def _name(self) -> str:
        """Who sits there; the title of the record is only the post."""
        value = self.pane.editors["person_id"].value()
        if isinstance(value, NewRecord):
            return value.name
        person = self._desk.read.load(Person, value) if isinstance(value, int) else None
        return person.name if person else super()._name() or _("vacancy")
