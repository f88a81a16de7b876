"""Beside the calendar: what has no day (to be dragged to one), or the entries of a day or month; and the legend."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cluster_desk.core.language import N_, _
from cluster_desk.rules.calendar.entries import Entry, SectionName, Shape
from cluster_desk.ui.forms.editors import QuietCombo
from cluster_desk.ui.frame.area import RecordKey
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.items import Index
from cluster_desk.ui.look.painting import painting
from cluster_desk.ui.look.tokens import SIDE_LIST_WIDTH
from cluster_desk.ui.screens.calendar.entry_painting import EntryPainter
from cluster_desk.ui.screens.calendar.entry_words import STATE_WORDS, describe_entry, detail_words, record_of
from cluster_desk.ui.screens.calendar.month_grid import entry_mime
from cluster_desk.ui.screens.plan.plan_model import STATE_LOOKS

_ENTRY = Qt.ItemDataRole.UserRole
_ROW = 48
_SHAPES = (
    (Shape.BAR, N_("exact days")),
    (Shape.BAND, N_("a period, no day told")),
    (Shape.FLAG, N_("“by”, not later")),
)
_MOST_SECTIONS = 6


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
        return QSize(SIDE_LIST_WIDTH - 20, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, entry = option.rect, index.data(_ENTRY)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.color("select" if chosen else "surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.color("border"))
        self._owner.painter.paint_mark(painter, QRectF(rect.left() + 14, rect.top() + 8, 15, 32), entry)
        room = QRect(rect.left() + 38, rect.top() + 5, rect.width() - 46, 20)
        font, small = theme.font(10), theme.font(9)
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        cut = Qt.TextElideMode.ElideRight
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, middle, QFontMetrics(font).elidedText(entry.title, cut, room.width()))
        painter.setFont(small)
        painter.setPen(theme.color("text2"))
        below = room.translated(0, 19)
        painter.drawText(below, middle, QFontMetrics(small).elidedText(detail_words(entry), cut, below.width()))


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
        self.legend = widgets.stack((14, 4, 8, 10), 4)
        head = widgets.stack((14, 10, 8, 8), 2, of=(self.heading, self.note))
        row = widgets.row((14, 8, 8, 0), of=(widgets.label(_("Legend"), "strong"), widgets.GAP, self.colours))
        self.setLayout(widgets.stack(of=(head, widgets.line(), (self.list, 1), widgets.line(), row, self.legend)))
        self._sections: Sequence[SectionName] = ()
        theme.on_change(self._draw_legend)

    def show_entries(self, heading: str, note: str, entries: Sequence[Entry]) -> None:
        """Show entries under a heading."""
        self.heading.set_whole(heading)
        self.note.setText(note)
        self.list.setAccessibleName(heading)
        self.list.show_entries(entries)

    def show_legend(self, sections: Sequence[SectionName]) -> None:
        """Explain shapes, and the sections or the states by what gives the colour."""
        self._sections = sections
        self._draw_legend()

    def _draw_legend(self) -> None:
        widgets.clear(self.legend)
        by_state = self.colours.currentData() == "state"
        for shape, words in _SHAPES:
            self._line(_Sample(shape), _(words))
        self._line(_icon("gavel", "info"), _("meeting of the council"))
        if by_state:
            for code, (icon, tone) in STATE_LOOKS.items():
                self._line(_icon(icon, tone), _(STATE_WORDS[code]))
            return
        for section in self._sections[:_MOST_SECTIONS]:
            self._line(_Sample(section.number), section.name)

    def _line(self, sample: QWidget, words: str) -> None:
        sample.setFixedSize(26, 18)
        line = widgets.holder(widgets.row(of=(sample, (widgets.ElidedLabel(words, "small"), 1))))
        self.legend.addWidget(line)


def _icon(name: str, ink: str) -> QWidget:
    made = widgets.label("")
    made.setPixmap(picture(name, 16, ink, made))
    return made


class _Sample(QWidget):
    """A shape, or a section by its number, as the calendar paints it."""

    def __init__(self, what: Shape | int) -> None:
        super().__init__()
        self._what = what

    def paintEvent(self, event: object) -> None:
        with painting(QPainter(self)) as painter:
            if isinstance(self._what, Shape):
                EntryPainter().paint_shape(painter, QRectF(0, 1, self.width(), 16), self._what)
            else:
                EntryPainter().paint_section(painter, QRectF(0, 1, 16, 16), self._what)
