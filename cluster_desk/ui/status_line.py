"""The line at the foot of the window: whether all is saved, the last change, where the file lies."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import STATUS_HEIGHT


class StatusLine(QWidget):
    """Words at the left (saved, last change) and at the right (path)."""

    def __init__(self) -> None:
        super().__init__()
        widgets.ground(self, "nav")
        self.setFixedHeight(STATUS_HEIGHT)
        self.saved = widgets.ElidedLabel("", "small")
        self.change = widgets.ElidedLabel("", "small")
        self.path = widgets.ElidedLabel("", "small", cut=Qt.TextElideMode.ElideMiddle)
        row = widgets.row((16, 0, 16, 0), 24)
        row.addWidget(self.saved)
        row.addWidget(self.change)
        row.addStretch(1)
        row.addWidget(self.path)
        box = widgets.stack()
        box.addWidget(widgets.line())
        box.addLayout(row, 1)
        self.setLayout(box)

    def tell(self, text: str) -> None:
        """Say `text` where the last change stands: what was just done, in a sentence."""
        self.change.set_whole(text)

    def tell_saved(self, clock: str) -> None:
        """Say that everything is in the file since `clock` ("14:32")."""
        self.saved.set_whole(_("All saved, %s") % clock if clock else _("All saved"))

    def tell_change(self, label: str) -> None:
        """Say what the last change was; `label` is its name, translated."""
        self.change.set_whole(_("Last change: “%s”") % label if label else "")

    def tell_path(self, path: str, *, read_only: bool = False) -> None:
        """Say where the file lies, and that it is open only for reading."""
        self.path.set_whole(f"{path} · {_('for reading only')}" if read_only else path)
        if read_only:
            self.saved.set_whole(_("Open for reading only"))
