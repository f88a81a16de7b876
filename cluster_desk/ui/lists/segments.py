"""The bar of views side by side: the one shown is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.tokens import FIELD_HEIGHT


class Segments(QWidget):
    """Two or three views of one area side by side; the one shown is pressed. `look` is "segment" or "tab"."""

    def __init__(
        self, choices: Sequence[tuple[str, str]], chosen: str, choose: Callable[[str], object], *, look: str = "segment"
    ) -> None:
        super().__init__()
        self._current = ""
        line = widgets.row(spacing=0 if look == "segment" else 8)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for key, text in choices:
            button = widgets.button(text, look=look)
            widgets.make_one_of(button)
            button.setFixedHeight(FIELD_HEIGHT)
            # The pressed one is semibold: room for that from the start, so that nothing jumps or is cut.
            wide = QFontMetrics(theme.font(10, strong=True)).horizontalAdvance(text)
            button.setMinimumWidth(wide + (32 if look == "segment" else 8))
            button.clicked.connect(lambda *_, key=key: self._choose(key, chosen, choose))
            self._group.addButton(button)
            self.buttons[key] = button
            line.addWidget(button)
        self.setLayout(line)
        if chosen in self.buttons:
            self.buttons[chosen].setChecked(True)

    def choose(self, key: str) -> None:
        """Show the view `key` as the one pressed, where one bar of segments serves all views."""
        self._current = key
        self.buttons[key].setChecked(True)

    def _choose(self, key: str, own: str, choose: Callable[[str], object]) -> None:
        """Each view has segments of its own, which always show that view."""
        self.buttons[self._current or own].setChecked(True)
        choose(key)
