"""The list of what the search found, below its field; imported when something is looked for first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
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
from cluster_desk.core.records.catalog import record_class
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.search_hits import Hit, search_in_groups
from cluster_desk.rules.answers.asking import is_question
from cluster_desk.ui.frame.commands import Command, commands_for, is_meant
from cluster_desk.ui.lists.columns import day_text
from cluster_desk.ui.look import icons, theme
from cluster_desk.ui.look.items import Index

_WIDTH = 330
_ROW, _HEADING_ROW, _COMMAND_ROW = 44, 26, 32
_HIT = Qt.ItemDataRole.UserRole
_ICONS = {
    "Organization": "building",
    "Person": "person",
    "PlanItem": "task_list_square_ltr",
    "Publication": "globe",
    "Collection": "mail",
    "Event": "notebook",
    "Participant": "person",
    "Meeting": "gavel",
    "Decision": "checkmark_circle",
    "OfficePaper": "document",
    "IncomingPaper": "mail",
    "Visit": "building",
    "Consent": "document_text",
}
_GROUPS = {
    "Organization": N_("Organizations"),
    "Person": N_("People"),
    "PlanItem": N_("Plan items"),
    "Publication": N_("Publications"),
    "Collection": N_("Requests to schools"),
    "Event": N_("Events"),
    "Participant": N_("Participants of events"),
    "Meeting": N_("Meetings"),
    "Decision": N_("Decisions"),
    "OfficePaper": N_("Papers of the office"),
    "IncomingPaper": N_("Incoming papers"),
    "Visit": N_("Visits to schools"),
    "Consent": N_("Consents"),
}


class FoundList(QListWidget):
    """Hits in their groups, and commands; one line is chosen."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setAccessibleName(_("Found"))
        self.setProperty("look", "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_HitDelegate(self))
        self.setMouseTracking(True)
        self.hide()

    def look_for(
        self, read: Reader, words: str, made: Sequence[Command], answer: Callable[[str], object] | None = None
    ) -> None:
        """Show what fits the words, of what is in the file and of the commands `made`."""
        hits, commands = search_in_groups(read, words), commands_for(made, words)
        if answer and is_question(words):
            asked = Command(_("Answer: %s") % words, partial(answer, words), icon="comment")
            self.show_found([], [asked, *commands], commands_first=True)
            return
        before = bool(commands) and (is_meant(commands[0], words) or not any(hit.named for hit in hits))
        self.show_found(hits, commands, commands_first=before)

    def found(self, item: QListWidgetItem | None) -> Hit | Command | None:
        """What a line stands for; None for a heading."""
        told = item.data(_HIT) if item else None
        return told if isinstance(told, Hit | Command) else None

    def show_found(self, hits: Sequence[Hit], commands: Sequence[Command], *, commands_first: bool) -> None:
        """Show hits in their groups and commands, the first line chosen."""
        self.clear()
        if commands_first:
            self._add_commands(commands)
        kind = ""
        for hit in hits:
            if hit.kind != kind:
                kind = hit.kind
                self._add_heading(_(_GROUPS[kind]))
            item = QListWidgetItem(hit.title, self)
            item.setData(_HIT, hit)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{_(record_class(hit.kind).LABEL)}: {hit.title}, {detail_of(hit)}"
            )
        if not commands_first:
            self._add_commands(commands)
        if not hits and not commands:
            QListWidgetItem(_("Nothing found"), self).setFlags(Qt.ItemFlag.NoItemFlags)
        self.setCurrentRow(-1)
        self.step(1)

    def step(self, by: int) -> None:
        """Choose the next line up or down; headings are passed over."""
        row = self.currentRow() + by
        while 0 <= row < self.count() and self.item(row).data(_HIT) is None:
            row += by
        if 0 <= row < self.count():
            self.setCurrentRow(row)

    def whole_height(self) -> int:
        """How high the list is with all its lines."""
        return sum(self.sizeHintForRow(row) for row in range(self.count())) + 8

    def _add_commands(self, commands: Sequence[Command]) -> None:
        if commands:
            self._add_heading(_("Commands"))
        for command in commands:
            item = QListWidgetItem(command.title, self)
            item.setData(_HIT, command)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_('Command')}: {command.title}")

    def _add_heading(self, text: str) -> None:
        QListWidgetItem(text, self).setFlags(Qt.ItemFlag.NoItemFlags)


def detail_of(hit: Hit) -> str:
    """The second line of a hit: when, and what tells it apart."""
    day = day_text(hit.day) if hit.day else ""
    detail = "" if hit.kind == "Event" and day and hit.detail else hit.detail
    return " · ".join(part for part in (day, detail.replace("\n", ", ")) if part) or _(record_class(hit.kind).LABEL)


class _HitDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        found = index.data(_HIT)
        high = _ROW if isinstance(found, Hit) else _COMMAND_ROW if found else _HEADING_ROW
        return QSize(_WIDTH, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, found = option.rect, index.data(_HIT)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.color("select" if chosen else "surface"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if found is None:
            painter.setFont(theme.font(9, strong=True))
            painter.setPen(theme.color("text2"))
            painter.drawText(rect.adjusted(12, 0, -12, 0), middle, index.data())
            return
        icon = _ICONS[found.kind] if isinstance(found, Hit) else found.icon or "chevron_right"
        icons.paint(painter, QRectF(rect.left() + 12, rect.center().y() - 8, 16, 16), icon, "text2")
        words = rect.adjusted(40, 0, -12, 0)
        painter.setPen(theme.color("text"))
        if isinstance(found, Command):
            painter.setFont(theme.font(10))
            painter.drawText(words, middle, found.title)
            return
        _paint_marked(painter, QRect(words.left(), rect.top() + 3, words.width(), 21), found.title, found.marks)
        small = theme.font(9)
        painter.setFont(small)
        painter.setPen(theme.color("text2"))
        detail = QFontMetrics(small).elidedText(detail_of(found), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(QRect(words.left(), rect.top() + 23, words.width(), 18), middle, detail)


def _paint_marked(painter: QPainter, rect: QRect, title: str, marks: Sequence[tuple[int, int]]) -> None:
    """Paint a title in one line, the words at `marks` semibold in the accent's ink; what has no room is cut."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for first, last in marks:
        pieces += [(title[at:first], False), (title[first:last], True)]
        at = last
    pieces.append((title[at:], False))
    left, room = rect.left(), rect.width()
    for text, is_marked in pieces:
        if not text:
            continue
        font = theme.font(10, strong=is_marked)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(theme.color("link" if is_marked else "text"))
        painter.drawText(QRect(left, rect.top(), room, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), shown)
        wide = metrics.horizontalAdvance(shown)
        left, room = left + wide, room - wide
        if room <= 0 or shown != text.replace("\n", " "):
            return
