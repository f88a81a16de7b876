"""The council's meetings as a narrow list: № and date, theme, state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter

from cluster_desk.core.language import _
from cluster_desk.core.records.council import MinutesState
from cluster_desk.data.queries.council import MEETINGS
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.states import MeetingStanding, meeting_standings
from cluster_desk.ui.forms.day_words import day_in_words
from cluster_desk.ui.lists.card_list import CardList, in_lines, room_for
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.tokens import SMALL

_LEFT, _RIGHT, _TOP = 16, 12, 9


@dataclass(frozen=True)
class MeetingLine:
    """What the list shows of a meeting."""

    id: int
    number: int | None
    day: dt.date | None
    theme: str
    questions: int
    confirmed: bool = False
    known: MeetingStanding = MeetingStanding.AHEAD

    def heading(self) -> str:
        """«№ 14   22 октября 2026»."""
        number = f"№\u00a0{self.number}" if self.number else _("no №")
        return f"{number}\u2003{day_in_words(self.day)}" if self.day else number

    def state(self) -> tuple[str, str, str]:
        """Its words, icon and ink."""
        if self.confirmed:
            return _("Minutes confirmed"), "checkmark_circle_filled", "ok"
        if not self.questions:
            return _("The agenda is empty"), "circle", "text2"
        if self.known is MeetingStanding.HELD:
            return _("Minutes not confirmed"), "circle_half_fill", "info"
        if self.known is MeetingStanding.NOT_TOLD:
            return _("No minutes"), "circle", "warn"
        return _("Planned"), "circle", "text2"


def meeting_lines(read: Reader, today: dt.date, body: int | None = None) -> list[MeetingLine]:
    """All meetings of the council, or of a body, the last one first."""
    known = meeting_standings(read, today)
    return [
        MeetingLine(
            row.id,
            row.number,
            dt.date.fromisoformat(row.day) if row.day else None,
            row.theme or "",
            row.questions,
            row.minutes_state == MinutesState.CONFIRMED.value,
            known[row.id],
        )
        for row in MEETINGS.rows(read, body=body)
    ]


class MeetingsList(CardList):
    """The list; `chosen` and `delete_asked` tell a meeting's id."""

    delete_asked = Signal(object)
    items: Sequence[MeetingLine]

    def __init__(self) -> None:
        super().__init__(_("Meetings"))

    def key(self, place: int) -> int:
        return self.items[place].id

    def words(self, place: int) -> str:
        return f"{self.items[place].heading()}\n{self.items[place].theme}"

    def said(self, place: int) -> str:
        line = self.items[place]
        return f"{line.heading()}, {line.theme}, {line.state()[0]}"

    def card_height(self, place: int, width: int) -> int:
        words = room_for(self.items[place].theme, width - _LEFT - _RIGHT, 2)
        return 2 * _TOP + 2 * QFontMetrics(theme.font(10)).lineSpacing() + words.height() + 10

    def paint_card(self, painter: QPainter, rect: QRect, place: int) -> None:
        line = self.items[place]
        inner = rect.adjusted(_LEFT, _TOP, -_RIGHT, -_TOP)
        height = QFontMetrics(theme.font(10)).lineSpacing()
        painter.setFont(theme.font(10, strong=True))
        painter.setPen(theme.color("text"))
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), height), 0, line.heading())
        painter.setFont(theme.font(SMALL))
        words = room_for(line.theme, rect.width() - _LEFT - _RIGHT, 2)
        spot = QRect(inner.left(), inner.top() + height + 3, inner.width(), words.height())
        painter.drawText(spot, 0, in_lines(line.theme, rect.width() - _LEFT - _RIGHT, 2))
        text, icon, ink = line.state()
        top = inner.bottom() - 15
        icons.paint(painter, QRectF(inner.left(), top, 16, 16), icon, ink)
        painter.setPen(icons.ink_color(ink))
        spot = QRect(inner.left() + 22, top - 2, inner.width() - 22, 20)
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current_key() is not None:
            self.delete_asked.emit(self.current_key())
        else:
            super().keyPressEvent(event)
