"""The council's meetings as a narrow list: № and date, theme, state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.records.minutes import MinutesState
from cluster_desk.data.queries.council import MEETINGS
from cluster_desk.ui.forms.dates import day_in_words
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.tokens import SMALL

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WRAP = Qt.TextFlag.TextWordWrap
_LEFT, _RIGHT, _TOP = 16, 12, 9
KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class MeetingLine:
    """What the list shows of a meeting."""

    id: int
    number: int | None
    day: dt.date | None
    theme: str
    questions: int
    confirmed: bool = False

    def heading(self) -> str:
        """«№ 14   22 октября 2026»."""
        number = f"№\u00a0{self.number}" if self.number else _("no №")
        return f"{number}\u2003{day_in_words(self.day)}" if self.day else number

    def state(self, today: dt.date) -> tuple[str, str, str]:
        """Its words, icon and ink."""
        if self.confirmed:
            return _("Minutes confirmed"), "checkmark_circle_filled", "ok"
        if not self.questions:
            return _("The agenda is empty"), "circle", "text2"
        if self.day and self.day < today:
            return _("Held"), "checkmark_circle_filled", "ok"
        return _("Planned"), "circle", "text2"


_COLUMNS = {column.key: place for place, column in enumerate(MEETINGS.columns, start=1)}


def line_of(row: tuple[object, ...]) -> MeetingLine:
    """A row of `MEETINGS` as the list shows it."""
    told = {key: row[place] for key, place in _COLUMNS.items()}
    number = told["number"]
    return MeetingLine(
        int(str(row[0])),
        int(str(number)) if number is not None else None,
        dt.date.fromisoformat(str(told["day"])) if told["day"] else None,
        str(told["theme"] or ""),
        int(str(told["questions"])),
        told["minutes_state"] == MinutesState.CONFIRMED.value,
    )


class _Lines(QAbstractListModel):
    def __init__(self, today: Callable[[], dt.date], parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[MeetingLine] = []
        self.today = today

    def set_lines(self, lines: Sequence[MeetingLine]) -> None:
        """Show these meetings."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.heading()}\n{line.theme}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.heading()}, {line.theme}, {line.state(self.today())[0]}"
        return line.id if role == KEY else None


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, view: MeetingsList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = self._theme_rect(QRect(0, 0, self._view.viewport().width(), 0), self._view.line(index.row()).theme)
        line = QFontMetrics(theme.font(10)).lineSpacing()
        return QSize(100, 2 * _TOP + 2 * line + words.height() + 10)

    def _theme_rect(self, rect: QRect, text: str) -> QRect:
        metrics = QFontMetrics(theme.font(SMALL))
        room = QRect(0, 0, max(40, rect.width() - _LEFT - _RIGHT), 2 * metrics.lineSpacing() + 2)
        return metrics.boundingRect(room, _WRAP, text) & room

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        line = self._view.line(index.row())
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("select" if chosen else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("accent"))
        inner = rect.adjusted(_LEFT, _TOP, -_RIGHT, -_TOP)
        height = QFontMetrics(theme.font(10)).lineSpacing()
        painter.setFont(theme.font(10, strong=True))
        painter.setPen(theme.color("text"))
        painter.drawText(QRect(inner.left(), inner.top(), inner.width(), height), 0, line.heading())
        painter.setFont(theme.font(SMALL))
        words = self._theme_rect(rect, line.theme)
        spot = QRect(inner.left(), inner.top() + height + 3, inner.width(), words.height())
        painter.drawText(spot, int(_WRAP), line.theme)
        text, icon, ink = line.state(self._view.today())
        top = inner.bottom() - 15
        icons.paint(painter, QRectF(inner.left(), top, 16, 16), icon, ink)
        painter.setPen(icons.ink_color(ink))
        spot = QRect(inner.left() + 22, top - 2, inner.width() - 22, 20)
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, text)
        if self._view.hasFocus() and self._view.currentIndex().row() == index.row():
            painter.setPen(theme.color("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


class MeetingsList(QListView):
    """The list; `chosen` tells a meeting's id when another one has the keyboard."""

    chosen = Signal(object)
    delete_asked = Signal(object)

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.setAccessibleName(_("Meetings"))
        self._lines = _Lines(today, self)
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.chosen.emit(now.data(KEY)))

    def line(self, place: int) -> MeetingLine:
        """The meeting at `place`."""
        return self._lines.lines[place]

    def set_lines(self, lines: Sequence[MeetingLine]) -> None:
        """Show these meetings; the chosen one stays chosen, without being told anew."""
        key = self.current_key()
        self.selectionModel().blockSignals(True)
        self._lines.set_lines(lines)
        self.selectionModel().blockSignals(False)
        if key is not None:
            self.go_to(key, silently=True)

    def current_key(self) -> int | None:
        """The id of the chosen meeting."""
        key: int | None = self.currentIndex().data(KEY)
        return key

    def go_to(self, key: int, *, silently: bool = False) -> bool:
        """Choose the meeting `key`; False when it is not there."""
        place = next((place for place, line in enumerate(self._lines.lines) if line.id == key), -1)
        if place < 0:
            return False
        blocked = self.blockSignals(silently)
        self.setCurrentIndex(self._lines.index(place))
        self.blockSignals(blocked)
        self.viewport().update()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current_key() is not None:
            self.delete_asked.emit(self.current_key())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
