"""What a form offers of the past: the history of its record, and of a person what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Person
from cluster_desk.desk import Desk
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from cluster_desk.ui.dialog import Dialog
    from cluster_desk.ui.forms.form import RecordForm


def history_buttons(form: RecordForm, desk: Desk, record: type[Record]) -> list[QToolButton]:
    """The buttons for the head of a form over `record`."""

    def ask_history() -> None:
        from cluster_desk.ui.keeping.history_dialog import HistoryDialog

        if form.record is not None and form.record.id is not None:
            _open(HistoryDialog(desk, form, form.record))

    buttons = [widgets.icon_button("history", _("History of the record…"), ask_history)]
    if record is Person:

        def ask_kept() -> None:
            from cluster_desk import settings
            from cluster_desk.ui.keeping.kept_dialog import KeptDialog

            if isinstance(form.record, Person) and form.record.id is not None:
                chosen = settings.load()
                inside = [chosen.copies_folder(), chosen.second_copies_folder()]
                folders = [desk.backups_folder(one) for one in inside if one]
                _open(KeptDialog(desk, form.record, folders, form))

        buttons.append(widgets.icon_button("info", _("What is kept of the person…"), ask_kept))
    return buttons


def _open(dialog: Dialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
