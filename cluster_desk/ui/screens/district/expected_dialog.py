"""Whose reports are expected: the clusters' names, a line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import _
from cluster_desk.district.expected import write_expected
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets


class ExpectedDialog(Dialog):
    """Shows the list as text, writes it into its file; `changed` is called then."""

    HELP = "district"

    def __init__(self, path: Path, names: Sequence[str], changed: Callable[[], object], parent: QWidget) -> None:
        self._path, self._changed = path, changed
        self.names = widgets.Prose("\n".join(names), breaks=True)
        self.names.setAccessibleName(_("Clusters"))
        self.names.setMinimumSize(480, 260)
        advice = _(
            "A cluster's name a line, as its own reports have it. Who is in the list and never sent a report is told "
            "among those who have not reported, and in the reminder."
        )
        super().__init__(
            _("Whose reports are expected"), advice, widgets.stack(of=((self.names, 1),)), _("Save"), parent
        )

    def take(self) -> None:
        """Write the list."""
        with messages.show_trouble(self):
            write_expected(self._path, self.names.toPlainText())
            self.accept()
            self._changed()
