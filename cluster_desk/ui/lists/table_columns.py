"""The columns of a list on the screen: which are shown, in what order, how wide; and what of that the user changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QTableView

from cluster_desk.settings import ListLook
from cluster_desk.ui.lists.columns import Row
from cluster_desk.ui.lists.table_delegate import TableDelegate
from cluster_desk.ui.lists.table_model import TableModel
from cluster_desk.ui.lists.widths import SAMPLED, Need, fixed, shared, without_room


class TableColumns(QObject):
    """Lays out the columns of `view` as `look` says and their words need; `changed` when the user did otherwise.

    A column without room is left out until there is some: what the user hides or shows is remembered, that is not.
    `two_lines_needed` tells whether words have no room in one line, `laid_out` which columns are shown now.
    """

    changed = Signal()
    two_lines_needed = Signal(bool)
    laid_out = Signal(list)

    def __init__(self, view: QTableView, model: TableModel, delegate: TableDelegate, look: ListLook) -> None:
        super().__init__(view)
        self._view, self._model, self._delegate, self._look = view, model, delegate, look
        self._header, self._columns = view.horizontalHeader(), model.columns
        self._needs: dict[int, Need] = {}
        self._busy = False
        self._hidden: set[int] = set()
        self._asked_for: set[int] = set()

    def restore(self) -> None:
        """Order, hidden columns and the sort, as they were left."""
        self._busy = True
        keys = [column.key for column in self._columns]
        for place, column in enumerate(self._columns):
            self._view.setColumnWidth(place, self._look.widths.get(column.key, column.width))
        for at, key in enumerate(key for key in self._look.order if key in keys):
            self._header.moveSection(self._header.visualIndex(keys.index(key)), at)
        hidden = self._look.hidden or ([] if self._look.order else [c.key for c in self._columns if c.hidden])
        self._hidden = {place for place, key in enumerate(keys) if key in hidden and len(hidden) < len(keys)}
        for place in self._hidden:
            self._view.setColumnHidden(place, True)
        order = Qt.SortOrder.DescendingOrder if self._look.descending else Qt.SortOrder.AscendingOrder
        place = keys.index(self._look.sort) if self._look.sort in keys else -1
        self._header.setSortIndicator(place, order)
        if place >= 0:
            self._model.sort(place, order)
        self._header.sectionResized.connect(self._resized)
        self._header.sectionMoved.connect(self._moved)
        self._header.sectionHandleDoubleClicked.connect(self._forget_width)
        self._busy = False

    def places(self) -> list[int]:
        """The columns that the user has, in their order; some of them may have no room now."""
        places = [self._header.logicalIndex(at) for at in range(len(self._columns))]
        return [place for place in places if place not in self._hidden]

    def is_chosen(self, place: int) -> bool:
        """Whether the user has the column."""
        return place not in self._hidden

    def show(self, place: int, visible: bool) -> None:
        """Show or hide a column as the user asks; the last one shown stays."""
        if visible or len(self.places()) > 1:
            self._hidden.discard(place) if visible else self._hidden.add(place)
            self._asked_for.add(place) if visible else self._asked_for.discard(place)
            if self._needs and place not in self._needs:
                self._needs[place] = self._measured(place, self._model.sample(SAMPLED))
            self._busy = True  # Qt tells of a column put in as of one that was dragged
            self._view.setColumnHidden(place, not visible)
            self._busy = False
            self._note()
            self.fit()

    def measure(self, *, anew: bool = True) -> None:
        """Measure the words again and lay out the columns; without `anew` none needs less than before.

        Those that the user does not have are measured when they are shown.
        """
        before = {} if anew else self._needs
        rows = self._model.sample(SAMPLED)
        self._needs = {}
        for place in self.places():
            now = self._measured(place, rows)
            old = before.get(place, now)
            self._needs[place] = Need(*(max(getattr(now, each), getattr(old, each)) for each in _PARTS))
        self.fit()

    def _measured(self, place: int, rows: Sequence[Row]) -> Need:
        return self._delegate.need_of(place, rows, sorted_by=place == self._header.sortIndicatorSection())

    def fit(self, without: int = -1) -> None:
        """Share the room; the column `without` is being dragged and keeps its width."""
        room = self._view.viewport().width()
        if self._busy or not self._needs or room < 60:
            return
        places = self.places()
        needs = [self._need(place, place == without) for place in places]
        left_out = without_room(needs, self._order_of_leaving(places), room, enough=not self._asked_for)
        visible = [place for at, place in enumerate(places) if at not in left_out]
        needs = [each for at, each in enumerate(needs) if at not in left_out]
        widths = shared(needs, room)
        self.two_lines_needed.emit(any(width < each.whole for width, each in zip(widths, needs, strict=True)))
        over = room - sum(widths)
        elastic = [at for at, place in enumerate(visible) if self._columns[place].elastic and place != without]
        for at in elastic:
            widths[at] += max(0, over) // len(elastic)
        self._apply(dict(zip(visible, widths, strict=True)))

    def has_spare(self) -> bool:
        """Whether a column is wider than its words need in two lines: another may lack that."""
        visible = [place for place in self.places() if not self._view.isColumnHidden(place)]
        return any(self._view.columnWidth(place) > self._need(place, False).wrapped for place in visible)

    def _apply(self, widths: dict[int, int]) -> None:
        self._busy = True
        for place in range(len(self._columns)):
            if self._view.isColumnHidden(place) != (place not in widths):
                self._view.setColumnHidden(place, place not in widths)
            if place in widths and self._view.columnWidth(place) != widths[place]:
                self._view.setColumnWidth(place, widths[place])
        self._busy = False
        self.laid_out.emit(list(widths))

    def _need(self, place: int, dragged: bool) -> Need:
        if dragged:
            return fixed(self._view.columnWidth(place))
        width = self._look.widths.get(self._columns[place].key)
        return fixed(width) if width else self._needs[place]

    def _order_of_leaving(self, places: list[int]) -> list[int]:
        """Which of `places` go first: quiet ones from the right, then others, then those with marks; never the main."""
        may_go = [
            at
            for at, place in enumerate(places)
            if at and not (self._columns[place].elastic or self._columns[place].kept or place in self._asked_for)
        ]

        def order(at: int) -> tuple[bool, bool, int]:
            column = self._columns[places[at]]
            return not column.quiet, column.chip is not None, -at

        return sorted(may_go, key=order)

    def _note(self) -> None:
        """Keep in the look how the columns stand now."""
        count = len(self._columns)
        self._look.order = [self._columns[self._header.logicalIndex(at)].key for at in range(count)]
        self._look.hidden = [column.key for place, column in enumerate(self._columns) if place in self._hidden]
        self.changed.emit()

    def _resized(self, place: int, _old: int, width: int) -> None:
        if not self._busy and width > 0:
            self._look.widths[self._columns[place].key] = width
            self.changed.emit()
            self.fit(without=place)

    def _moved(self, *_where: int) -> None:
        if not self._busy:
            self._note()
            self.fit()

    def _forget_width(self, place: int) -> None:
        """A double click on a heading's edge gives the column its own width back."""
        self._look.widths.pop(self._columns[place].key, None)
        self.changed.emit()
        self.fit()


_PARTS = ("least", "wrapped", "whole")
