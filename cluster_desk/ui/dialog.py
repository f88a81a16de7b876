"""The frame of a dialog: title, body, and buttons at the foot, the main one last."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.look import widgets


class Dialog(QDialog):
    """A dialog of the program's look; `take` is called by the main button and must accept or leave it open."""

    def __init__(self, title: str, advice: str, body: QWidget, action: str, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setWindowTitle(title)
        widgets.ground(self, "surface")
        self.main = widgets.button(action, self.take, look="primary")
        self.cancel = widgets.button(_("Cancel"), self.reject)
        words = widgets.stack((24, 18, 24, 14), 6)
        words.addWidget(widgets.label(title, "item", wrap=True))
        if advice:
            words.addWidget(widgets.label(advice, "quiet", wrap=True))
        words.addSpacing(4)
        words.addWidget(body, 1)
        self.foot: QHBoxLayout = widgets.row((16, 11, 16, 11))
        self.foot.addStretch(1)
        for button in (self.cancel, self.main):
            self.foot.addWidget(button)
        ground = widgets.ground(QWidget(), "surface2")
        ground.setLayout(self.foot)
        layout = widgets.stack()
        layout.addLayout(words, 1)
        layout.addWidget(widgets.line())
        layout.addWidget(ground)
        self.setLayout(layout)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.take)

    def take(self) -> None:
        """Do what the main button says."""
        self.accept()

    def add_aside(self, button: QPushButton) -> None:
        """Put a button at the left of the foot."""
        self.foot.insertWidget(0, button)
