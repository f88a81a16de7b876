"""Who took part in an event, as a grid: organizations down, kinds of people across; every cell is typed into.

The cell keeps the words («более 70»); what is not a number is shown in the tone of a doubt. Works, teams and other
units stand in a line of their own below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyleOptionViewItem,
    QWidget,
)

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.events import Participation, TakingPart
from cluster_desk.core.records.fields import Field
from cluster_desk.core.russian.counts import number_in, read_counts
from cluster_desk.core.russian.short_names import short_names, without_legal_form
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.members import Choosable
from cluster_desk.ui.forms.editors import FieldEditor
from cluster_desk.ui.lists.grid_table import BESIDE_WORDS, GridTable, LineDelegate
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.items import ROOT, Index
from cluster_desk.ui.look.tokens import HEADER_ROW

_KINDS = tuple(TakingPart)
_HEADS = (N_("pupils|short"), N_("teach.|short"), N_("par.|short"), N_("presch.|short"), N_("others|short"))
_NUMBER_WIDTH, _ROW, _TITLE_MARGIN = 44, 28, 4

_Key = tuple[int | None, str]
"""An organization of the file by its row number, or one outside by its name; (None, "") is the event as a whole."""


class GridModel(QAbstractTableModel):
    """Words by organization and kind; the first row is for all together, the last for an organization outside."""

    edited = Signal()

    def __init__(self, organizations: Sequence[Choosable]) -> None:
        super().__init__()
        self.titles = {each.id: each.title for each in organizations}
        self.short_titles = short_names(self.titles.values())
        self.rows: list[_Key] = []
        self.words: dict[tuple[_Key, TakingPart], str] = {}
        self.read_only = False
        self.show_words({})

    def show_words(self, words: dict[tuple[_Key, TakingPart], str]) -> None:
        """Show these words; organizations outside the file that have some get rows."""
        self.beginResetModel()
        self.words = dict(words)
        outside = dict.fromkeys(key for key, _kind in words if key[0] is None and key[1])
        self.rows = [(None, ""), *((row, "") for row in self.titles), *outside]
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows) + 1

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(_KINDS) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        last = index.row() == len(self.rows)
        editable = last if index.column() == 0 else not last
        return flags | Qt.ItemFlag.ItemIsEditable if editable and not self.read_only else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.column() == 0:
            return self._head(index.row(), role)
        return None if index.row() == len(self.rows) else self._cell(index, role)

    def _cell(self, index: Index, role: int) -> Any:
        words = self.words.get((self.rows[index.row()], _KINDS[index.column() - 1]), "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if words and number_in(words) is None:
            if role == Qt.ItemDataRole.BackgroundRole:
                return QColor(theme.tokens().warn.ground)
            if role == Qt.ItemDataRole.ToolTipRole:
                return widgets.tip(_("“%(words)s”: the number is not understood.") % {"words": words})
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return f"{self._title(index.row())}, {_(_KINDS[index.column() - 1].label)}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        words = tidy(str(value))
        if index.column() == 0:
            if words and (None, words) not in self.rows:
                place = len(self.rows)
                self.beginInsertRows(ROOT, place, place)
                self.rows.append((None, words))
                self.endInsertRows()
            return bool(words)
        key = (self.rows[index.row()], _KINDS[index.column() - 1])
        if words == self.words.get(key, ""):
            return False
        if words:
            self.words[key] = words
        else:
            self.words.pop(key, None)
        self.dataChanged.emit(index, index)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, index.column(), index.column())
        self.edited.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _("Organization") if section == 0 else _(_HEADS[section - 1]).partition("|")[0]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and section:
            return _(_KINDS[section - 1].label)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def _head(self, row: int, role: int) -> Any:
        last = row == len(self.rows)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            whole = _("another organization…") if last else self._title(row)
            return without_legal_form(whole) if role == Qt.ItemDataRole.DisplayRole else widgets.tip(whole)
        if role == Qt.ItemDataRole.EditRole:
            return ""
        if role == Qt.ItemDataRole.ForegroundRole and (last or row == 0):
            return theme.color("text2")
        return None

    def short_title(self, row: int) -> str:
        """The organization of a row in a few letters, for where the whole name has no room."""
        return "" if row >= len(self.rows) else self.short_titles.get(self._title(row), self._title(row))

    def _title(self, row: int) -> str:
        number, words = self.rows[row]
        return self.titles.get(number, "?") if number is not None else words or _("all together")


class _TitleDelegate(LineDelegate):
    """Paints the organizations: a name that has no room in its short form, which tells it from all others."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, GridModel):
            option.text = fitting_title(model, index.row(), option.text, option.fontMetrics, option.rect.width())
            option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText


def fitting_title(model: GridModel, row: int, title: str, metrics: QFontMetrics, width: int) -> str:
    """What stands in the first column: the title of the row, or its short form where there is no room."""
    return title if metrics.horizontalAdvance(title) + 2 * _TITLE_MARGIN <= width else model.short_title(row) or title


class _GridView(GridTable):
    """A grid as high as its rows, in which a long title has a second line."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give a title that needs it a second line, and the grid the height of its rows."""
        model, metrics = self.model(), self.fontMetrics()
        assert isinstance(model, GridModel)
        width = self.columnWidth(0)
        for row in range(model.rowCount()):
            title = fitting_title(model, row, str(model.index(row, 0).data()), metrics, width)
            fits = metrics.horizontalAdvance(title) + 2 * _TITLE_MARGIN <= width
            self.setRowHeight(row, _ROW if fits else metrics.lineSpacing() * 2 + 4)
        self.setFixedHeight(HEADER_ROW + sum(map(self.rowHeight, range(min(model.rowCount(), 22)))) + 4)


class ParticipationGrid(FieldEditor):
    """The editor of `Event.participations`."""

    def __init__(
        self, field: Field, choosable: Callable[[str], Sequence[Choosable]], parent: QWidget | None = None
    ) -> None:
        super().__init__(field, parent)
        self.model = GridModel(choosable("Organization"))
        self._before: dict[tuple[_Key, TakingPart, str], Participation] = {}
        self.grid = _GridView(_(field.label), _ROW)
        self.grid.setModel(self.model)
        hint = _("and also: 9 works, 8 choirs")
        self.units = widgets.line_edit(_("Works, teams and other things counted"), hint)
        self.units.textEdited.connect(lambda _text: self.changed.emit())
        self.model.edited.connect(self.changed)
        self._apply_look()
        box = widgets.stack(spacing=6, of=(self.grid, self.units))
        self.row.addLayout(box, 1)
        self.name_input(self.grid)

    def value(self) -> list[Participation]:
        results = []
        for (key, kind), words in self.model.words.items():
            results.append(self._part(key, kind, "", words))
        counts, rest = read_counts(self.units.text())
        results += [self._part((None, ""), count.kind, count.unit, count.words) for count in counts]
        if rest:
            results.append(self._part((None, ""), TakingPart.OTHERS, "?", rest))
        order = {key: place for place, key in enumerate(self.model.rows)}
        results.sort(key=lambda one: (order[_key(one)], bool(one.unit), _KINDS.index(one.kind)))
        return results

    def set_value(self, value: Any) -> None:
        people = [one for one in value if not one.unit]
        others = [one for one in value if one.unit]
        self._before = {(_key(one), one.kind, one.unit): one.copy() for one in value}
        self.model.show_words({(_key(one), one.kind): one.count_words for one in people})
        self.units.setText(", ".join(f"{one.count_words} {one.unit}".removesuffix(" ?") for one in others))

    def state(self) -> Any:
        return (tuple(sorted((str(key), words) for key, words in self.model.words.items())), self.units.text())

    def inputs(self) -> list[QWidget]:
        return [self.grid, self.units]

    def show_problem(self, text: str) -> None:
        """The line under the grid says it."""

    def set_read_only(self, read_only: bool) -> None:
        self.model.read_only = read_only
        self.units.setReadOnly(read_only)

    def _part(self, key: _Key, kind: TakingPart, unit: str, words: str) -> Participation:
        """The part that said this before, with the words as they are now; else a new one."""
        part = self._before.get((key, kind, unit))
        made = part.copy() if part else Participation(organization_id=key[0], organization_words=key[1], kind=kind)
        made.unit, made.count_words = unit, words
        return made

    def _apply_look(self) -> None:
        grid = self.grid
        grid.verticalHeader().hide()
        grid.setItemDelegateForColumn(0, _TitleDelegate(grid))
        grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = grid.horizontalHeader()
        head.setMinimumSectionSize(40)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place in range(1, len(_KINDS) + 1):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            words = head.fontMetrics().horizontalAdvance(_(_HEADS[place - 1]).partition("|")[0])
            grid.setColumnWidth(place, max(_NUMBER_WIDTH, words + BESIDE_WORDS))
        grid.fit()
        self.model.modelReset.connect(grid.fit)
        grid.setCurrentIndex(self.model.index(0, 1))


def _key(one: Participation) -> _Key:
    return (one.organization_id, "" if one.organization_id is not None else one.organization_words)
