"""The line at the foot of the window: whether all is saved, the last change, where the file lies, its last copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.tokens import STATUS_HEIGHT


class StatusLine(QWidget):
    """Words at the left (saved, last change) and at the right (path, age of the last copy, which can be clicked)."""

    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        widgets.ground(self, "nav")
        self.setFixedHeight(STATUS_HEIGHT)
        self.saved = widgets.ElidedLabel("", "small")
        self.change = widgets.ElidedLabel("", "small")
        self.path = widgets.ElidedLabel("", "small", cut=Qt.TextElideMode.ElideMiddle)
        self.copy = widgets.ElidedLabel("", "small")
        for whole in (self.saved, self.copy):  # where there is little room, the other two give way
            whole.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shield = QLabel()
        self._safe = True
        copy = widgets.row((0, 0, 0, 0), 4, of=(self._shield, self.copy))
        self.copy_box = _Clicked(self.copy_asked)
        self.copy_box.setLayout(copy)
        theme.on_change(self._draw)
        self._shield.hide()
        row = widgets.row((16, 0, 16, 0), 24, of=(self.saved, self.change, widgets.GAP, self.path, self.copy_box))
        self.setLayout(widgets.stack(of=(widgets.line(), (row, 1))))

    def inform(self, text: str) -> None:
        """Say `text` where the last change stands: what was just done, in a sentence."""
        self.change.set_whole(text)

    def show_saved(self, clock: str) -> None:
        """Say that everything is in the file since `clock` ("14:32")."""
        self.saved.set_whole(_("All saved, %s") % clock if clock else _("All saved"))

    def show_change(self, label: str) -> None:
        """Say what the last change was; `label` is its name, translated."""
        self.change.set_whole(_("Last change: “%s”") % label if label else "")

    def show_path(self, path: str, *, read_only: bool = False, why: str = "") -> None:
        """Say where the file lies, and that it is open only for reading, and why."""
        self.path.set_whole(f"{path} · {_('for reading only')}" if read_only else path)
        if read_only:
            self.saved.set_whole(f"{_('Open for reading only')}: {why}" if why else _("Open for reading only"))

    def show_copy_age(self, text: str, safe: bool, more: str = "") -> None:
        """Say how old the last good copy is; without `safe` shield and ink warn. `more` is told under the mouse."""
        self._safe = safe
        theme.set_tone(self.copy, "look", "small" if safe else "warn")
        self.copy_box.setToolTip(widgets.tip(more))
        self.copy_box.setAccessibleDescription(more)
        self.copy.set_whole(text)
        self._shield.setVisible(bool(text))
        self._draw()

    def _draw(self) -> None:
        name, ink = ("shield_checkmark_filled", "ok") if self._safe else ("warning_filled", "warn")
        self._shield.setPixmap(picture(name, 16, ink, self))


class _Clicked(QWidget):
    """Words that lead somewhere by a click; by keyboard the menu does."""

    def __init__(self, clicked: SignalInstance) -> None:
        super().__init__()
        self._clicked = clicked
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self._clicked.emit()
