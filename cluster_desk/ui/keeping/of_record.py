"""What a form offers of the past: the history of its record, and of a person what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QToolButton, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from cluster_desk.core.records.fields import Record
    from cluster_desk.desk import Desk
    from cluster_desk.ui.forms.form import RecordForm

HISTORY_KEYS = "Ctrl+Shift+H"


def show_history_of(desk: Desk, parent: QWidget, record: type[Record], row: int, *, unsaved: bool = False) -> None:
    """Show the history of a record; with `unsaved` typing in its form nothing can be brought back meanwhile."""
    from cluster_desk.ui.keeping.history_dialog import RecordHistoryDialog

    held = _("Something is typed and not saved: save or cancel it first, then an earlier state can be brought back.")
    RecordHistoryDialog(desk, parent, record, row, held if unsaved else "").show_over()


def history_buttons(form: RecordForm, desk: Desk, record: type[Record]) -> list[QToolButton]:
    """The buttons for the head of a form over `record`."""
    from cluster_desk.core.records.members import Person

    def ask_history() -> None:
        if form.record is not None and form.record.id is not None:
            show_history_of(desk, form, record, form.record.id, unsaved=form.dirty)

    buttons = [widgets.icon_button("history", _("History of the record…"), ask_history)]
    buttons[0].setToolTip(f"{_('History of the record…')} ({HISTORY_KEYS})")
    if record is Person:

        def ask_kept() -> None:
            from cluster_desk import settings
            from cluster_desk.data.personal import somebody
            from cluster_desk.ui.keeping.kept_dialog import KeptDialog

            if isinstance(form.record, Person) and form.record.id is not None:
                KeptDialog(desk, somebody(desk.read, form.record.id), settings.load(), form).show_over()

        buttons.append(widgets.icon_button("info", _("What is kept of the person…"), ask_kept))
    return buttons
