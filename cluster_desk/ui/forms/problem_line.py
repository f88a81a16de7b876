"""What is wrong with a field, told below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import theme, widgets


class ProblemLine(QWidget):
    """What is wrong with the field above: icon first, then what would be right."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words = widgets.label("", "bad", wrap=True)
        self.setLayout(widgets.row((1, 2, 0, 2), 5, of=(self._icon, (self.words, 1))))
        self.hide()

    def say(self, text: str, tone: str = "bad") -> None:
        """Show `text`; "" hides the line. A doubt has the tone "warn"."""
        self.words.setText(text)
        theme.set_tone(self.words, "look", tone)
        if text:
            icon = "error_circle_filled" if tone == "bad" else "warning_filled"
            self._icon.setPixmap(picture(icon, 16, tone, self))
        self.setVisible(bool(text))
