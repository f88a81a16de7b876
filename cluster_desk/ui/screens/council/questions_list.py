"""The questions of a meeting beside its minutes: number, topic, and how far each is written down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import AgendaItem
from cluster_desk.ui.lists.card_list import CardList, room_for
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.tokens import SMALL
from cluster_desk.ui.screens.council.agenda_table import number_of

_LEFT, _RIGHT, _TOP = 58, 12, 11
_LOOKS = {
    "empty": ("circle", "text2", N_("nothing written down")),
    "begun": ("circle_half_fill", "info", N_("begun")),
    "whole": ("checkmark_circle_filled", "ok", N_("written down")),
}


def how_far(item: AgendaItem) -> str:
    """How far a question is written down (heard, decided, voted): "empty", "begun" or "whole"."""
    values = [bool(item.heard.strip()), bool(item.decisions), item.votes_for is not None]
    return "whole" if all(values) else "begun" if any(values) or item.spoke.strip() else "empty"


class QuestionsList(CardList):
    """The list; `chosen` tells the place of a question."""

    items: Sequence[AgendaItem]

    def __init__(self) -> None:
        super().__init__(_("Questions of the meeting"))

    def words(self, place: int) -> str:
        return f"{number_of(self.items, place)}. {self.items[place].topic}"

    def said(self, place: int) -> str:
        return f"{self.words(place)}, {_(_LOOKS[how_far(self.items[place])][2])}"

    def card_height(self, place: int, width: int) -> int:
        return room_for(self.items[place].topic, width - _LEFT - _RIGHT, 3).height() + 2 * _TOP + 4

    def paint_card(self, painter: QPainter, rect: QRect, place: int) -> None:
        item = self.items[place]
        icon, ink, _said = _LOOKS[how_far(item)]
        icons.paint(painter, QRectF(rect.left() + 16, rect.center().y() - 7, 16, 16), icon, ink)
        painter.setFont(theme.font(SMALL))
        painter.setPen(theme.color("text2"))
        spot = QRect(rect.left() + 32, rect.top(), 20, rect.height() - 1)
        painter.drawText(
            spot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number_of(self.items, place)
        )
        painter.setPen(theme.color("text"))
        words = room_for(item.topic, rect.width() - _LEFT - _RIGHT, 3)
        top = rect.top() + (rect.height() - words.height()) // 2
        spot = QRect(rect.left() + _LEFT, top, words.width() + 2, words.height())
        painter.drawText(spot, int(Qt.TextFlag.TextWordWrap), item.topic)
