"""The history of one record, shown from wherever the record is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import _

if TYPE_CHECKING:  # the start screen waits for nothing that only a file needs
    from cluster_desk.core.records.fields import Record
    from cluster_desk.desk import Desk

HISTORY_KEYS = "Ctrl+Shift+H"


def show_history_of(desk: Desk, parent: QWidget, record: type[Record], row: int, *, unsaved: bool = False) -> None:
    """Show the history of a record; with `unsaved` typing in its form nothing can be brought back meanwhile."""
    from cluster_desk.ui.screens.safety.history_dialog import RecordHistoryDialog

    held = _("Something is typed and not saved: save or cancel it first, then an earlier state can be brought back.")
    RecordHistoryDialog(desk, parent, record, row, held if unsaved else "").show_over()
