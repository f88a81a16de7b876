"""The line at the foot of the window: whether all is saved, the last change, where the file lies, its last copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.tokens import STATUS_HEIGHT
from cluster_desk.ui.page import picture


class StatusLine(QWidget):
    """Words at the left (saved, last change) and at the right (path, age of the last copy)."""

    def __init__(self) -> None:
        super().__init__()
        widgets.ground(self, "nav")
        self.setFixedHeight(STATUS_HEIGHT)
        self.saved = widgets.ElidedLabel("", "small")
        self.change = widgets.ElidedLabel("", "small")
        self.path = widgets.ElidedLabel("", "small", cut=Qt.TextElideMode.ElideMiddle)
        self.copy = widgets.ElidedLabel("", "small")
        self._shield = QLabel()
        self._safe = True
        copy = widgets.row((0, 0, 0, 0), 4)
        copy.addWidget(self._shield)
        copy.addWidget(self.copy)
        theme.on_change(self._draw)
        self._shield.hide()
        row = widgets.row((16, 0, 16, 0), 24)
        row.addWidget(self.saved)
        row.addWidget(self.change)
        row.addStretch(1)
        row.addWidget(self.path)
        row.addLayout(copy)
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

    def tell_copy(self, text: str, safe: bool) -> None:
        """Say how old the last good copy is; without `safe` the shield warns."""
        self._safe = safe
        self.copy.set_whole(text)
        self._shield.setVisible(bool(text))
        self._draw()

    def _draw(self) -> None:
        name, ink = ("shield_checkmark_filled", "ok") if self._safe else ("warning_filled", "warn")
        self._shield.setPixmap(picture(name, 16, ink, self))
