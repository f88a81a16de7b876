"""The way of an event: its steps with their states, and under them what can be done at the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import _
from cluster_desk.rules.log.folder import StepNow, StepState
from cluster_desk.ui.frame.page import Offer
from cluster_desk.ui.lists.card_list import CardList
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.tokens import SMALL

_HEIGHT, _LEFT = 46, 42
_SIGNS = {
    StepState.EMPTY: ("circle", "text2"),
    StepState.BEGUN: ("edit", "info"),
    StepState.PRINTED: ("print", "info"),
    StepState.SIGNED: ("checkmark_circle", "ok"),
    StepState.PUBLISHED: ("globe", "ok"),
}
"""The icon of a state and its ink."""


class _Steps(CardList):
    """The steps one under another; Enter does the first thing that can be done at a step."""

    asked = Signal()
    items: Sequence[StepNow]

    def words(self, place: int) -> str:
        return f"{place + 1}. {_(self.items[place].step.title)}"

    def said(self, place: int) -> str:
        now = self.items[place]
        return f"{self.words(place)}, {_(now.state.label)}, {now.words}"

    def card_height(self, place: int, width: int) -> int:
        return _HEIGHT

    def paint_card(self, painter: QPainter, rect: QRect, place: int) -> None:
        now = self.items[place]
        icon, ink = _SIGNS[now.state]
        icons.paint(painter, QRectF(rect.left() + 14, rect.top() + 13, 16, 16), icon, ink)
        room = rect.adjusted(_LEFT, 5, -10, -4)
        painter.setFont(theme.font(10, strong=now.state is not StepState.EMPTY))
        painter.setPen(theme.color("text"))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(self.words(place), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
        painter.setFont(theme.font(SMALL))
        painter.setPen(theme.color("text2"))
        words = painter.fontMetrics().elidedText(now.words, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.asked.emit()
        else:
            super().keyPressEvent(event)


class WayPanel(QWidget):
    """The steps and their buttons; `offers` tells what can be done at a step, the first by Enter too."""

    def __init__(self, offers: Callable[[str], Sequence[Offer]]) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self._offers = offers
        self._shown: list[str] = []
        self.steps = _Steps(_("Way of the event"))
        self.buttons = widgets.stack((14, 10, 14, 14), 6)
        self.setLayout(widgets.stack(of=((self.steps, 1), widgets.line(), widgets.holder(self.buttons))))
        self.setFixedWidth(262)
        self.steps.chosen.connect(lambda _key: self._show_buttons())
        self.steps.asked.connect(self.do_first)
        self.steps.doubleClicked.connect(lambda _index: self.do_first())

    def show_steps(self, steps: Sequence[StepNow]) -> None:
        """Show the steps as they stand; the first that is empty is chosen when none is."""
        fresh = self.steps.current_key() is None
        self.steps.set_items(steps)
        if fresh:
            place = next((n for n, one in enumerate(steps) if one.state is StepState.EMPTY), 0)
            self.steps.go_to(place)
        self._show_buttons()

    def current_step(self) -> str:
        """The key of the step chosen."""
        place = self.steps.current_key()
        items: Sequence[Any] = self.steps.items
        return items[place].step.key if place is not None and place < len(items) else ""

    def choose(self, key: str) -> None:
        """Choose a step."""
        self.steps.go_to(next((n for n, one in enumerate(self.steps.items) if one.step.key == key), 0))
        self._show_buttons()

    def do_first(self) -> None:
        """Do the first thing that can be done at the step chosen."""
        offers = self._offers(self.current_step())
        if offers:
            offers[0].do()

    def _show_buttons(self) -> None:
        offers = self._offers(self.current_step())
        texts = [offer.text for offer in offers]
        if texts == self._shown:
            return  # what has the keyboard keeps it
        self._shown = texts
        now = self.window().focusWidget()
        leaves_keyboard = now in self._buttons()
        widgets.clear(self.buttons)
        for offer in offers:
            self.buttons.addWidget(widgets.button(offer.text, offer.do, icon=offer.icon))
        if leaves_keyboard:
            self.steps.setFocus()  # or Qt gives it to Undo, and Enter takes back what was just saved

    def _buttons(self) -> list[QWidget]:
        items = (self.buttons.itemAt(place) for place in range(self.buttons.count()))
        return [widget for item in items if item and (widget := item.widget())]
