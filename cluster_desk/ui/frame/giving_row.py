"""A row that gives way: where it has no room for the words of its buttons, their icons stand for them.

The words then stand in the tooltip, above what that says else, and remain the button's name for a screen reader. Where
that is not enough, the title goes too, provided that something beside it says where one is.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLayout, QPushButton, QSizePolicy, QWidget

from cluster_desk.ui.look import widgets

_BETWEEN = 8  # what a layout puts between two widgets


class GivingRow(QWidget):
    """Holds a layout from left to right. Buttons that have an icon give way from the left, the primary one last.

    `title` is hidden before the primary button loses its words, with `title_last` after it: where nothing else is left
    to give. The row asks its surroundings for no room of its own, unless its policy is changed: then nothing gives way.
    """

    def __init__(self, layout: QLayout | None = None) -> None:
        super().__init__()
        self.title: QWidget | None = None
        self.title_last = False
        self._silent: dict[QPushButton, str] = {}  # with the words that they lost
        self._gained: dict[QPushButton, int] = {}  # what that gave, as it was seen
        self._tips: dict[QPushButton, tuple[str, str]] = {}  # of the silent ones: the tooltip before, and since then
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
        """Find how little has to give way; only what is to change is touched, or a layout would never come to rest."""
        if self.sizePolicy().horizontalPolicy() is not QSizePolicy.Policy.Ignored:
            return  # its surroundings give it the room that it asks for
        self._silent = {each: words for each, words in self._silent.items() if not each.text()}
        buttons = sorted(self._may_be_silent(), key=lambda each: each.property("look") == "primary")
        titled, silent = self._least_given(buttons)
        if self.title is not None and self.title.isVisibleTo(self) != titled:
            self.title.setVisible(titled)
        for button in buttons:
            if button in silent and button.text():
                self._silence(button)
            elif button not in silent and not button.text():
                self._give_back(button)

    def _least_given(self, buttons: Sequence[QPushButton]) -> tuple[bool, Sequence[QPushButton]]:
        """Whether the title is shown, and which of `buttons`, in the order in which they give way, are silent."""
        words = {each: self._gained.get(each) or _words_width(each) for each in buttons}
        bare = self.need() - sum(width for each, width in words.items() if each.text())
        if self.title is None:
            titles, primary = [True], 0
        else:
            titles, primary = [True, False], 0
            if not self.title_last:
                primary = sum(each.property("look") == "primary" for each in buttons)
            bare -= (_least(self.title) + _BETWEEN) * self.title.isVisibleTo(self)
        for titled in titles:
            more = _least(self.title) + _BETWEEN if titled and self.title is not None else 0
            for count in range(len(buttons) + 1 - primary * titled):
                if bare + more + sum(words[each] for each in buttons[count:]) <= self.width():
                    return titled, buttons[:count]
        return titles[-1], buttons

    def _silence(self, button: QPushButton) -> None:
        self._silent[button], before = button.text(), _least(button)
        button.setText("")
        self._gained[button] = before - _least(button)
        before_tip = button.toolTip()
        now = widgets.tip("\n".join(filter(None, (self._silent[button].strip(), before_tip))))
        self._tips[button] = before_tip, now
        button.setToolTip(now)

    def _give_back(self, button: QPushButton) -> None:
        button.setText(self._silent.pop(button))
        before, now = self._tips.pop(button)
        if button.toolTip() == now:  # else somebody has told something new meanwhile
            button.setToolTip(before)

    def _may_be_silent(self) -> list[QPushButton]:
        """The buttons in sight that have words, or had them, and an icon to stand for them."""
        buttons = [each for each in self._inside() if isinstance(each, QPushButton) and not each.icon().isNull()]
        return [each for each in buttons if each.text() or each in self._silent]

    def _inside(self) -> list[QWidget]:
        layout = self.layout()
        return [each for each in _widgets_of(layout) if each.isVisibleTo(self)] if layout else []


def _words_width(button: QPushButton) -> int:
    button.ensurePolished()
    return button.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, button.text()).width()


def _widgets_of(layout: QLayout) -> list[QWidget]:
    result = []
    for item in (layout.itemAt(place) for place in range(layout.count())):
        inside, widget = (item.layout(), item.widget()) if item else (None, None)
        result += _widgets_of(inside) if inside else [widget] if widget else []
    return result


def _least(widget: QWidget) -> int:
    return min(widget.maximumWidth(), max(widget.minimumSizeHint().width(), widget.minimumWidth()))
