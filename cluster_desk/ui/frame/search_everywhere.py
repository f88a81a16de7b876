"""The field in the top strip that searches everywhere, and the list of hits below it. Ctrl+K leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cluster_desk.core.language import N_, _
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.search_hits import Hit, search_everywhere
from cluster_desk.ui.lists.columns import day_text
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.items import ENTER, Index
from cluster_desk.ui.look.tokens import FIELD_HEIGHT

_WIDTH, _LEAST_WIDTH, _HITS, _ROW = 330, 200, 12, 44
_PAUSE = 80  # milliseconds after the last key
_HIT = Qt.ItemDataRole.UserRole
_ICONS = {
    "Organization": "building",
    "Person": "person",
    "PlanItem": "task_list_square_ltr",
    "Event": "notebook",
    "Meeting": "gavel",
    "Decision": "checkmark_circle",
}
_KINDS = {
    "Organization": N_("Organization"),
    "Person": N_("Person"),
    "PlanItem": N_("Plan item"),
    "Event": N_("Event"),
    "Meeting": N_("Meeting"),
    "Decision": N_("Decision"),
}


class _Field(widgets.SearchField):
    """As wide as may be; in a narrow window it gives room to the menus."""

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())


class SearchEverywhere(QWidget):
    """`chosen` tells the hit that the user goes to."""

    chosen = Signal(object)

    def __init__(self, read: Reader) -> None:
        super().__init__()
        self._read = read
        self.field = _Field(_("Find people, schools, plan items, decisions"), _WIDTH)
        self.field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field.setFixedHeight(FIELD_HEIGHT - 2)
        self.hits = _Hits(self)
        self.setLayout(widgets.row(spacing=4, of=(self.field, widgets.label("Ctrl+K", "small"))))
        self._soon = widgets.later(self, _PAUSE, self.search)
        self.field.textChanged.connect(lambda _text: self._soon.start())
        self.field.installEventFilter(self)
        self.hits.itemClicked.connect(self._go)
        shortcut = QShortcut(QKeySequence("Ctrl+K"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.begin)

    def begin(self) -> None:
        """Take the keyboard."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def search(self) -> None:
        """Show what fits the words typed."""
        words = self.field.text().strip()
        if not words or not self._read.is_open:
            self.hits.hide()
            return
        self.hits.show_hits(search_everywhere(self._read, words, _HITS))
        self._place()
        self.hits.show()
        self.hits.raise_()

    def _place(self) -> None:
        window = self.window()
        self.hits.setParent(window)
        width = max(_WIDTH + 130, 460)
        corner = self.field.mapTo(window, QPoint(self.field.width(), self.field.height() + 3))
        height = self.hits.count() * _ROW + 8
        self.hits.setGeometry(QRect(corner.x() - width, corner.y(), width, height))

    def _go(self, item: QListWidgetItem | None) -> None:
        hit = item.data(_HIT) if item else None
        if isinstance(hit, Hit):
            self.hits.hide()
            self.field.clear()
            self.chosen.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(150, self.hits, self._hide_when_left)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        """What the keys do that the field does not take: up and down in the hits, Enter goes there, Esc away."""
        if key in ENTER:
            if self._soon.isActive():
                self._soon.stop()
                self.search()
            self._go(self.hits.currentItem() if self.hits.isVisible() else None)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.hits.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.hits.setCurrentRow(min(max(self.hits.currentRow() + step, 0), self.hits.count() - 1))
        elif key == Qt.Key.Key_Escape and self.hits.isVisible():
            self.hits.hide()
        else:
            return False
        return True

    def _hide_when_left(self) -> None:
        if not self.field.hasFocus():
            self.hits.hide()


class _Hits(QListWidget):
    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setAccessibleName(_("Found"))
        self.setProperty("look", "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_HitDelegate(self))
        self.setMouseTracking(True)
        self.hide()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show `hits`, the first one chosen."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem(hit.title, self)
            item.setData(_HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{_(_KINDS[hit.kind])}: {hit.title}, {detail_of(hit)}")
        if not hits:
            QListWidgetItem(_("Nothing found"), self).setFlags(Qt.ItemFlag.NoItemFlags)
        self.setCurrentRow(0)


def detail_of(hit: Hit) -> str:
    """The second line of a hit: what it is, when, and what tells it apart."""
    day = day_text(hit.day) if hit.day else ""
    detail = "" if hit.kind == "Event" and day and hit.detail else hit.detail
    return " · ".join(part for part in (_(_KINDS[hit.kind]), day, detail.replace("\n", ", ")) if part)


class _HitDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_WIDTH, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, hit = option.rect, index.data(_HIT)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, theme.color("select" if chosen else "surface"))
        title, small = theme.font(10), theme.font(9)
        painter.setPen(theme.color("text"))
        painter.setFont(title)
        words = index.data() if hit is None else hit.title
        room = rect.width() - 52
        top = QRect(rect.left() + 40, rect.top() + 3, room, 21)
        if hit is None:
            top = QRect(rect.left() + 12, rect.top(), room, rect.height())
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        elided = QFontMetrics(title).elidedText(" ".join(str(words).split()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(top, middle, elided)
        if hit is None:
            return
        icons.paint(painter, QRectF(rect.left() + 12, rect.top() + 13, 16, 16), _ICONS[hit.kind], "text2")
        painter.setFont(small)
        painter.setPen(theme.color("text2"))
        detail = QFontMetrics(small).elidedText(detail_of(hit), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(rect.left() + 40, rect.top() + 23, room, 18), middle, detail)
