"""Beside the calendar: what has no day (to be dragged to one), or the entries of a day or month; and the legend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cluster_desk.core.language import _
from cluster_desk.rules.calendar.entries import Entry, SectionName
from cluster_desk.ui.frame.area import RecordKey
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.boxes import QuietCombo
from cluster_desk.ui.look.items import Index
from cluster_desk.ui.look.painting import wrapped
from cluster_desk.ui.look.tokens import BODY, SIDE_LIST_WIDTH, SMALL
from cluster_desk.ui.screens.calendar.entry_painting import EntryPainter
from cluster_desk.ui.screens.calendar.entry_words import describe_entry, detail_words, record_of
from cluster_desk.ui.screens.calendar.legend import Legend
from cluster_desk.ui.screens.calendar.month_grid import entry_mime

_ENTRY = Qt.ItemDataRole.UserRole
_MARK_ROOM, _RIGHT, _ABOVE, _BETWEEN = 38, 8, 6, 1
_WIDEST = 340
_LINES = 6
"""So many lines a title may take, and so many what stands below it."""


class EntryList(QListWidget):
    """Entries in two lines each; Enter or a double click opens one, it can be dragged to a day."""

    opened = Signal(object)
    event_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.painter = EntryPainter()
        self.setItemDelegate(_EntryDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setTabKeyNavigation(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(_ENTRY)))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.clear()
        for entry in entries:
            item = QListWidgetItem(self)
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, describe_entry(entry))
            item.setToolTip(widgets.tip(describe_entry(entry)))

    @property
    def entry(self) -> Entry | None:
        """The current one."""
        entry = self.currentIndex().data(_ENTRY)
        return entry if isinstance(entry, Entry) else None

    def current_record(self) -> RecordKey | None:
        """The record of the current entry."""
        return record_of(self.entry)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        entry = items[0].data(_ENTRY) if items else None
        return entry_mime(entry, 0) if isinstance(entry, Entry) else QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Insert and self.entry is not None:
            self.event_asked.emit(self.entry)
        else:
            super().keyPressEvent(event)


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, owner: EntryList) -> None:
        super().__init__(owner)
        self._owner = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._owner.viewport().width()
        high = sum(QFontMetrics(font).lineSpacing() for _words, font, _ink in self._lines(index.data(_ENTRY), width))
        return QSize(width, high + 2 * _ABOVE + _BETWEEN + 1)

    def _lines(self, entry: Entry, width: int) -> list[tuple[str, QFont, str]]:
        """The lines of an entry with their fonts and inks: its title, then when and how it stands."""
        room = max(width - _MARK_ROOM - _RIGHT, 24)
        parts = ((entry.title, theme.font(BODY), "text"), (detail_words(entry), theme.font(SMALL), "text2"))
        return [
            (line, font, ink)
            for text, font, ink in parts
            for line in wrapped(text, font, QFontMetrics(font), room, _LINES)
        ]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, entry = option.rect, index.data(_ENTRY)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.color("select" if chosen else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border"))
        mark = QRectF(rect.left() + 14, rect.top() + 8, 15, rect.height() - 16)
        self._owner.painter.paint_mark(painter, mark, entry)
        top = rect.top() + _ABOVE
        before = "text"
        for words, font, ink in self._lines(entry, rect.width()):
            metrics = QFontMetrics(font)
            top += _BETWEEN if ink != before else 0
            before = ink
            painter.setFont(font)
            painter.setPen(theme.color(ink))
            painter.drawText(rect.left() + _MARK_ROOM, top + metrics.ascent(), words)
            top += metrics.lineSpacing()


class SidePane(QWidget):
    """The list under its heading, the legend below; `coloured` tells what gives the colour: "section" or "state"."""

    coloured = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self.setFixedWidth(SIDE_LIST_WIDTH)
        self.heading = widgets.ElidedLabel("", "heading")
        self.note = widgets.label("", "small", wrap=True)
        self.list = EntryList()
        self.colours = QuietCombo()
        self.colours.setAccessibleName(_("Colour by"))
        widgets.offer(self.colours, [(_("by section"), "section"), (_("by state"), "state")])
        self.colours.currentIndexChanged.connect(lambda _at: self.coloured.emit(self.colours.currentData()))
        self.legend = Legend()
        head = widgets.stack((14, 10, 8, 8), 2, of=(self.heading, self.note))
        row = widgets.row((14, 8, 8, 0), of=(widgets.label(_("Legend"), "strong"), widgets.GAP, self.colours))
        self.setLayout(widgets.stack(of=(head, widgets.line(), (self.list, 1), widgets.line(), row, self.legend)))

    def show_entries(self, heading: str, note: str, entries: Sequence[Entry]) -> None:
        """Show entries under a heading."""
        self.heading.set_whole(heading)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.list.setAccessibleName(heading)
        self.list.show_entries(entries)

    def show_legend(self, sections: Sequence[SectionName], *, year: bool = False) -> None:
        """Explain what is painted: of days, or of the months of a year."""
        self.legend.explain(sections, by_state=self.colours.currentData() == "state", year=year)

    def fit_to(self, width: int) -> None:
        """Take a part of a calendar so wide: a large screen has room for whole titles."""
        self.setFixedWidth(max(SIDE_LIST_WIDTH, min(width // 5, _WIDEST)))
