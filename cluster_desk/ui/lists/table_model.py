"""The model of every list: plain tuples in, sorted and filtered in memory without a proxy.

A proxy model over Python sorts a hundred thousand rows in seconds; sorting the tuples themselves takes a fraction.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, ClassVar, Protocol, runtime_checkable

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from cluster_desk.core.language import _
from cluster_desk.core.russian.text import fold, words_to_find
from cluster_desk.ui.lists.columns import Column, Row, cell_said, cell_text, column_texts, sorted_rows
from cluster_desk.ui.look.items import ROOT, Index

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """Rows of a list as told by its columns; see `columns.Row` for what a row is."""

    _FLAGS: ClassVar = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._all: list[Row] = []
        self._rows: list[Row] = []
        self._sort = (-1, False)
        self._query: list[str] = []
        self._condition: Callable[[Row], bool] | None = None
        self._folded: list[str] = []

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show `rows` instead of those shown now, sorted and filtered as these were."""
        self.beginResetModel()
        self._all = list(rows)
        self._folded = []
        self._rows = self._arranged()
        self.endResetModel()

    def search(self, query: str) -> None:
        """Show only rows that hold every word of `query` somewhere; "" shows all."""
        words = words_to_find(query)
        if words != self._query:
            self.beginResetModel()
            self._query = words
            self._rows = self._arranged()
            self.endResetModel()

    def narrow(self, condition: Callable[[Row], bool] | None) -> None:
        """Show only rows that `condition` holds for; None shows all."""
        self.beginResetModel()
        self._condition = condition
        self._rows = self._arranged()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by `column`; what is selected stays selected."""
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._rows[index.row()][0]) for index in self.persistentIndexList()]
        self._sort = (column, order == Qt.SortOrder.DescendingOrder)
        self._rows = self._arranged()
        if kept:
            places = {row[0]: place for place, row in enumerate(self._rows)}
            moved = [self.index(places[key], index.column()) for index, key in kept]
            self.changePersistentIndexList([index for index, _key in kept], moved)
        self.layoutChanged.emit()

    @property
    def total(self) -> int:
        """How many rows there are, those filtered out included."""
        return len(self._all)

    def sample(self, most: int) -> list[Row]:
        """Rows to measure the list by: the first ones, and some of all the others, those filtered out included."""
        if len(self._all) <= most:
            return self._all
        first = most // 2
        return self._all[:first] + self._all[first :: max(1, (len(self._all) - first) // first)]

    @property
    def rows(self) -> Sequence[Row]:
        """The rows shown, in their order."""
        return self._rows

    def found(self) -> Sequence[Row]:
        """The rows that hold the words looked for, whatever the list is narrowed to."""
        if not self._query:
            return self._all
        if not self._folded:
            self._folded = self._fold_all()
        texts = zip(self._all, self._folded, strict=True)
        return [row for row, text in texts if all(word in text for word in self._query)]

    def row(self, place: int) -> Row:
        """The row shown at `place`."""
        return self._rows[place]

    def key(self, place: int) -> Any:
        """The record's id of the row shown at `place`."""
        return self._rows[place][0]

    def place_of(self, key: Any) -> int:
        """Where the row of the record `key` is shown; -1 when it is not."""
        return next((place for place, row in enumerate(self._rows) if row[0] == key), -1)

    def places_of(self, keys: Collection[Any]) -> list[int]:
        """Where the rows of these records are shown, from the first on."""
        return [place for place, row in enumerate(self._rows) if row[0] in keys] if keys else []

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return self._FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(self.columns, self.row(index.row()), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell_said(self.columns, self.row(index.row()), index.column())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return _(self.columns[index.column()].label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[index.column()].right else _LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].label)
        return None

    def _arranged(self) -> list[Row]:
        rows: Iterable[Row] = self.found()
        if self._condition:
            rows = filter(self._condition, rows)
        place, descending = self._sort
        rows = list(rows)
        return sorted_rows(self.columns, rows, place, descending=descending) if place >= 0 else rows

    def _fold_all(self) -> list[str]:
        """What a filter looks into, row by row; folded in one piece, which is ten times faster than one by one."""
        if not self._all:
            return []
        texts = [column_texts(self.columns, self._all, place) for place in range(len(self.columns))]
        lines = ["\1".join(cells).replace("\0", " ") for cells in zip(*texts, strict=True)]
        return fold("\0".join(lines)).split("\0")


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

    def sample(self, most: int) -> list[Row]:
        """The first rows: others would have to be read for that alone."""
        return [self.row(place) for place in range(min(most, self.rowCount()))]

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
