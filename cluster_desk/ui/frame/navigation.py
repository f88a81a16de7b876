"""The list of areas at the left: icons, names and counts; only icons in a narrow window, lower lines in a low one.

To the keyboard it is one list: Tab comes to the area shown and leaves, arrows go through all areas, those at the foot
too.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cluster_desk.core.language import _
from cluster_desk.ui.frame.area import Area
from cluster_desk.ui.look import drawings, icons, theme, widgets
from cluster_desk.ui.look.items import Index, is_hovered
from cluster_desk.ui.look.painting import line_of_words, plate
from cluster_desk.ui.look.tokens import (
    BODY,
    NAVIGATION_LEAST_ROW,
    NAVIGATION_ROW,
    NAVIGATION_WIDTH,
    RAIL_WIDTH,
    SMALL,
)

_KEY, _COUNT, _ICON, _LINE_ABOVE, _ABOUT = (Qt.ItemDataRole.UserRole + number for number in range(5))
_LINE_ROOM = 12


class Navigation(QWidget):
    """Which area is shown; `chosen` tells the key of the area that the user goes to."""

    chosen = Signal(str)

    def __init__(self, areas: Sequence[Area]) -> None:
        super().__init__()
        widgets.ground(self, "nav")
        self.cluster = widgets.ElidedLabel("", "heading", lines=3)
        self.school = widgets.ElidedLabel("", "small")
        self._names = QWidget()
        self._names.setLayout(widgets.stack((18, 11, 8, 6), 0, of=(self.cluster, self.school)))
        self.list = _AreaList(_("Areas"), [area for area in areas if not area.at_foot])
        self.foot = _AreaList(_("More"), [area for area in areas if area.at_foot])
        if not self.foot.count():
            self.foot.hide()
        layout = self._box = widgets.stack((0, 0, 0, 8), of=(self._names, (self.list, 1), self.foot))
        self.setLayout(layout)
        for each in (self.list, self.foot):
            each.currentItemChanged.connect(self._chose)
        self.list.left.connect(lambda step: self._enter(self.foot, step))
        self.foot.left.connect(lambda step: self._enter(self.list, step))
        self.set_rail(False)

    def set_cluster(self, title: str, school: str) -> None:
        """Say whose file is open: the cluster, and the support school under it."""
        self.cluster.set_whole(title)
        self.school.set_whole(school)

    def set_count(self, key: str, count: int, about: Sequence[str]) -> None:
        """Show a count beside the area `key`; `about` says what is counted."""
        for item in self._items():
            if item.data(_KEY) == key:
                item.setData(_COUNT, count)
                item.setData(_ABOUT, list(about))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, _said(item))
                item.setToolTip(_tip(item, self.list.rail))

    def show_chosen(self, key: str) -> None:
        """Mark the area `key` without telling anybody."""
        for each in (self.list, self.foot):
            each.blockSignals(True)
            places = [place for place in range(each.count()) if each.item(place).data(_KEY) == key]
            each.setCurrentRow(places[0] if places else -1)
            each.blockSignals(False)
            # Without a chosen row a list that Tab enters would choose its first one, and the screen would change.
            each.setFocusPolicy(Qt.FocusPolicy.StrongFocus if places else Qt.FocusPolicy.ClickFocus)
            each.paint_anew()

    def take_focus(self) -> None:
        """Give the keyboard to the area shown."""
        (self.foot if self.foot.currentRow() >= 0 else self.list).setFocus()

    def set_rail(self, rail: bool) -> None:
        """Show only icons, or names too."""
        self.setFixedWidth((RAIL_WIDTH if rail else NAVIGATION_WIDTH) - 1)
        self._names.setVisible(not rail)
        self._box.setContentsMargins(0, 8 if rail else 0, 0, 8)
        for item in self._items():
            item.setToolTip(_tip(item, rail))
        for each in (self.list, self.foot):
            each.rail = rail
            each.paint_anew()
        self._fit_rows()

    def event(self, event: QEvent) -> bool:
        """Look for room whenever there is more or less of it, or the names above need more."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit_rows()
        return super().event(event)

    def _fit_rows(self) -> None:
        """Let the lines be as high as all of them have room, and no lower than is hit by a mouse."""
        margins = self._box.contentsMargins()
        names = 0 if self._names.isHidden() else self._names.sizeHint().height()
        room = self.height() - margins.top() - margins.bottom() - names - self.list.lines_above() * _LINE_ROOM
        row = room // max(self.list.count() + self.foot.count(), 1)
        for each in (self.list, self.foot):
            each.set_row_height(min(NAVIGATION_ROW, max(NAVIGATION_LEAST_ROW, row)))
        self.foot.setFixedHeight(self.foot.count() * self.foot.row_height)

    def _enter(self, other: _AreaList, step: int) -> None:
        """Go on to the other list: down to its first row, up to its last."""
        place = 0 if step > 0 else other.count() - 1
        if 0 <= place < other.count() and (other is self.foot) == (step > 0):
            other.setCurrentRow(place)
            self.take_focus()

    def _items(self) -> list[QListWidgetItem]:
        return [each.item(place) for each in (self.list, self.foot) for place in range(each.count())]

    def _chose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_KEY))


class _AreaList(QListWidget):
    """The areas of one place: the main ones above, the rest at the foot. `left`: an arrow (1, -1) goes beyond it."""

    left = Signal(int)

    def __init__(self, name: str, areas: Sequence[Area]) -> None:
        super().__init__()
        self.rail, self.row_height = False, NAVIGATION_ROW
        self.setProperty("look", "navigation")
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_AreaDelegate(self))
        group = areas[0].group if areas else 0
        for area in areas:
            item = QListWidgetItem(_(area.title), self)
            item.setData(_KEY, area.key)
            item.setData(_ICON, area.icon)
            item.setData(_LINE_ABOVE, area.group != group)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _said(item))
            group = area.group

    def set_row_height(self, row: int) -> None:
        """Let a line be so high."""
        if row != self.row_height:
            self.row_height = row
            self.scheduleDelayedItemsLayout()

    def lines_above(self) -> int:
        """How many of the areas have a hairline above them."""
        return sum(bool(self.item(place).data(_LINE_ABOVE)) for place in range(self.count()))

    def paint_anew(self) -> None:
        """Show what changed; what was never seen is not asked for its viewport, which takes long the first time."""
        if self.isVisible():
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.currentRow() == (self.count() - 1 if step > 0 else 0):
            self.left.emit(step)
        else:
            super().keyPressEvent(event)


def _said(item: QListWidgetItem) -> str:
    count = item.data(_COUNT)
    about = "; ".join(item.data(_ABOUT) or (str(count),))
    return f"{item.text()}, {about}" if count else item.text()


def _tip(item: QListWidgetItem, rail: bool) -> str:
    """What the count counts, and in a narrow window the area's name before it."""
    lines = [*([item.text()] if rail else []), *((item.data(_ABOUT) or ()) if item.data(_COUNT) else ())]
    return widgets.tip("\n".join(lines)) if lines else ""


class _AreaDelegate(QStyledItemDelegate):
    def __init__(self, view: _AreaList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(RAIL_WIDTH, self._view.row_height + (_LINE_ROOM if index.data(_LINE_ABOVE) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        if index.data(_LINE_ABOVE):
            middle = rect.top() + _LINE_ROOM // 2
            painter.fillRect(rect.left() + 16, middle, rect.width() - 28, 1, theme.color("border"))
            rect = rect.adjusted(0, _LINE_ROOM, 0, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self._view.selectionModel().isSelected(index)
        hovered = is_hovered(self._view, option.rect)
        place = QRectF(rect.adjusted(6, 1, -6, -1))
        if chosen or hovered:
            plate(painter, place, theme.color("select" if chosen else "hover"), 6)
        if chosen:
            plate(painter, QRectF(place.left(), place.center().y() - 8, 3, 16), theme.color("accent"), 1.5)
        if self._view.hasFocus() and index.row() == self._view.currentRow():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 5, 5)
        self._paint_words(painter, rect, index, chosen)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index, chosen: bool) -> None:
        name = index.data(_ICON)
        drawing = f"{name}_filled" if chosen and drawings.exists(f"{name}_filled") else name
        left = rect.left() + ((rect.width() - 20) // 2 if self._view.rail else 18)
        icons.paint(painter, QRectF(left, rect.center().y() - 9, 20, 20), drawing, "accent" if chosen else "text2")
        if self._view.rail:
            return
        count = index.data(_COUNT)
        right = rect.right() - 15
        if count:
            room = QRect(rect.left(), rect.top(), right - rect.left(), rect.height())
            right -= line_of_words(painter, room, str(count), theme.font(SMALL), theme.color("text2"), right=True) + 8
        room = QRect(rect.left() + 48, rect.top(), right - rect.left() - 48, rect.height())
        line_of_words(painter, room, index.data(), theme.font(BODY, strong=chosen), theme.color("text"))
