"""The frame of a dialog: title, body, and buttons at the foot, the main one last."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.look import widgets


class Dialog(QDialog):
    """A dialog of the program's look; `take` is called by the main button and must accept or leave it open.

    `HELP` is the help page that F1 opens: the window's own F1 does not reach over a dialog.
    """

    HELP: ClassVar[str] = ""

    def __init__(self, title: str, advice: str, body: QWidget | QLayout, action: str, parent: QWidget) -> None:
        super().__init__(parent.window())
        if isinstance(body, QLayout):
            body = widgets.holder(body)
        self.setWindowTitle(title)
        widgets.ground(self, "surface")
        self.main = widgets.button(action, self.take, look="primary")
        self.cancel = widgets.button(_("Cancel"), self.reject)
        words = widgets.stack((24, 18, 24, 14), 6, of=(widgets.label(title, "item", wrap=True),))
        if advice:
            words.addWidget(widgets.label(advice, "quiet", wrap=True))
        words.addSpacing(4)
        words.addWidget(body, 1)
        self.foot: QHBoxLayout = widgets.row((16, 11, 16, 11), of=(widgets.GAP,))
        widgets.fill(self.foot, self.cancel, self.main)
        ground = widgets.holder(self.foot, "surface2")
        self.setLayout(widgets.stack(of=((words, 1), widgets.line(), ground)))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self, self.take)
        if self.HELP:
            QShortcut(QKeySequence(Qt.Key.Key_F1), self, self.show_help)

    def take(self) -> None:
        """Do what the main button says."""
        self.accept()

    def show_over(self) -> None:
        """Show the dialog over its window, which waits; it goes when it is closed."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()

    def show_help(self) -> QDialog:
        """Show the help page of the dialog."""
        from cluster_desk.ui.frame.help import HelpWindow

        help_window = HelpWindow(self)
        help_window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        help_window.show_topic(self.HELP)
        return help_window

    def showEvent(self, event: QShowEvent) -> None:
        widgets.fit_on_screen(self)
        items = (self.foot.itemAt(at) for at in range(self.foot.count()))
        feet = [widget for item in items if item and (widget := item.widget())]
        for before, after in pairwise(feet):
            QWidget.setTabOrder(before, after)  # as the eye goes, whatever was made first
        super().showEvent(event)

    def add_aside(self, button: QPushButton) -> None:
        """Put a button at the left of the foot."""
        self.foot.insertWidget(0, button)
