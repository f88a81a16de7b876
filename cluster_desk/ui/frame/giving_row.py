"""A row of words and buttons, a page's header say, whose buttons give up their words where there is no room."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLayout, QPushButton, QSizePolicy, QWidget

from cluster_desk.ui.look import widgets

_BETWEEN = 8


class GivingRow(QWidget):
    """Holds a layout from left to right. Buttons that have an icon give way from the left, the primary one last.

    It asks its surroundings for no room of its own.
    """

    def __init__(self, layout: QLayout | None = None) -> None:
        super().__init__()
        self._silent: list[tuple[QPushButton, str, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if layout is not None:
            self.setLayout(layout)

    def event(self, event: QEvent) -> bool:
        """Look for room whenever there is more or less of it, or of what needs it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return super().event(event)

    def need(self) -> int:
        """The room that all in it asks for at the least.

        Not asked of the layout: that knows of a changed button only when it lays out the next time.
        """
        layout = self.layout()
        if layout is None:
            return 0
        margins = layout.contentsMargins()
        return margins.left() + margins.right() + sum(_least(each) + _BETWEEN for each in self._inside())

    def _fit(self) -> None:
        self._silent = [one for one in self._silent if not one[0].text()]
        while self.need() > self.width():
            speaking = list(self._speaking())
            button = next((each for each in speaking if each.property("look") != "primary"), None)
            button = button or next(iter(speaking), None)
            if button is None:
                return
            before, words = button.sizeHint().width(), button.text()
            button.setText("")
            if not button.toolTip():
                button.setToolTip(widgets.tip(words.strip()))
            self._silent.append((button, words, before - button.sizeHint().width()))
        while self._silent and self.need() + self._silent[-1][2] <= self.width():
            button, words, _gain = self._silent.pop()
            button.setText(words)

    def _speaking(self) -> Iterator[QPushButton]:
        """The buttons in sight that have words and an icon to stand for them."""
        for button in self._inside():
            if isinstance(button, QPushButton) and button.text() and not button.icon().isNull():
                yield button

    def _inside(self) -> list[QWidget]:
        layout = self.layout()
        return [each for each in _widgets_of(layout) if each.isVisibleTo(self)] if layout else []


def _widgets_of(layout: QLayout) -> list[QWidget]:
    result = []
    for item in (layout.itemAt(place) for place in range(layout.count())):
        inside, widget = (item.layout(), item.widget()) if item else (None, None)
        result += _widgets_of(inside) if inside else [widget] if widget else []
    return result


def _least(widget: QWidget) -> int:
    return min(widget.maximumWidth(), max(widget.minimumSizeHint().width(), widget.minimumWidth()))
