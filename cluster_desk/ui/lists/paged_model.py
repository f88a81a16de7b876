"""The model of a list too long to be held: rows come a page at a time from whoever knows their order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Qt

from cluster_desk.ui.lists.columns import Column, Row
from cluster_desk.ui.lists.table_model import TableModel


@runtime_checkable
class PagedRows(Protocol):
    """Rows that are read when they are asked for, and the row numbers of all of them."""

    ids: array[int]

    def __len__(self) -> int: ...

    def __getitem__(self, place: int) -> Row: ...


class PagedModel(TableModel):
    """Shows what `arrange` gives for a column's key and a direction; searching and narrowing are the maker's work.

    `show` makes of a row as it is read one as the columns tell it.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        arrange: Callable[[str, bool], PagedRows],
        show: Callable[[Row], Row],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent)
        self._arrange = arrange
        self._show = show
        self._paged: PagedRows | None = None
        self._cached: dict[int, Row] = {}

    def sorting(self) -> tuple[str, bool]:
        """The key of the column sorted by ("" for the list's own order) and whether from the end."""
        place, descending = self._sort
        return (self.columns[place].key if place >= 0 else "", descending)

    def set_rows(self, rows: Iterable[Row] | PagedRows) -> None:
        """Show these rows, or, when they are none of its own, the list read anew."""
        self.beginResetModel()
        self._paged = rows if isinstance(rows, PagedRows) else self._arrange(*self.sorting())
        self._cached = {}
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.key(index.row())) for index in self.persistentIndexList()]
        self._sort = (column, order == Qt.SortOrder.DescendingOrder)
        if self._paged is not None:
            self._paged = self._arrange(*self.sorting())
        self._cached = {}
        if kept:
            places = {key: self.place_of(key) for key in {key for _index, key in kept}}
            moved = [self.index(places[key], index.column()) for index, key in kept]
            self.changePersistentIndexList([index for index, _key in kept], moved)
        self.layoutChanged.emit()

    @property
    def total(self) -> int:
        return self.rowCount()

    @property
    def rows(self) -> Sequence[Row]:
        return [self.row(place) for place in range(self.rowCount())]

    def row(self, place: int) -> Row:
        row = self._cached.get(place)
        if row is None:
            assert self._paged is not None
            if len(self._cached) > 2_000:
                self._cached.clear()
            row = self._cached[place] = self._show(self._paged[place])
        return row

    def key(self, place: int) -> Any:
        assert self._paged is not None
        return self._paged.ids[place]

    def place_of(self, key: Any) -> int:
        if self._paged is None:
            return -1
        try:
            return self._paged.ids.index(key)
        except (ValueError, TypeError):
            return -1

    def places_of(self, keys: Collection[Any]) -> list[int]:
        if len(keys) < 10:
            return sorted(place for key in keys if (place := self.place_of(key)) >= 0)
        ids = self._paged.ids if self._paged is not None else ()
        return [place for place, row in enumerate(ids) if row in keys]

    def rowCount(self, parent: Any = None) -> int:
        inside = parent is not None and parent.isValid()
        return 0 if inside or self._paged is None else len(self._paged)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.row() >= self.rowCount():
            return None
        return super().data(index, role)
