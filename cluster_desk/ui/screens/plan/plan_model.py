"""The lines of a plan as a model: flat, since what belongs to what is told by the lines themselves.

Qt's own model makes the indexes and holds no items: a view that lays out thousands of rows asks for very many indexes,
and a call into Python for each would be what the user waits for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItemModel

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.normalize import normalize
from cluster_desk.core.records.fields import Field, Kind, fields_of, show_value, table_columns
from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.text import capitalized
from cluster_desk.rules.plan.lines import Key, Line
from cluster_desk.ui.look.tokens import Tone
from cluster_desk.ui.look.widgets import tip

Index = QModelIndex | QPersistentModelIndex
# Put together once: the view asks for the flags of every row when it lays itself out.
_VISIBLE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_MOVED = _VISIBLE | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
_TYPED_INTO = _MOVED | Qt.ItemFlag.ItemIsEditable
MIME = "application/x-cluster-desk-plan-lines"

MONTHS = "months"
FIELDS = {name: fields_of(PlanItem)[name] for name in table_columns(PlanItem)}
COLUMNS = (*(name for name in FIELDS if name != "state"), MONTHS, "state")
"""The columns from left to right: a field's each, the strip of months before the last."""
NUMBER, TITLE, DEADLINE, RESPONSIBLE, STRIP, STATE = (
    COLUMNS.index(name) for name in ("number", PlanItem.TITLE, "deadline", "responsible", MONTHS, "state")
)
HEADINGS = tuple(FIELDS[name].label if name in FIELDS else N_("Months") for name in COLUMNS)

STATE_LOOKS: dict[str, tuple[str, Tone]] = {
    ItemState.PLANNED: ("circle", "neutral"),
    ItemState.UNDER_WAY: ("circle_half_fill", "info"),
    ItemState.DONE: ("checkmark_circle_filled", "ok"),
    ItemState.MOVED: ("arrow_circle_right_filled", "moved"),
    ItemState.CANCELLED: ("dismiss_circle_filled", "neutral"),
    "late": ("warning_filled", "bad"),
}
"""The icon and tone of each state by its code."""

LATE_WORD = N_("late")


def state_word(code: str) -> str:
    """A state's word as it begins a cell: «Запланировано»."""
    return capitalized(_(LATE_WORD) if code == "late" else _(ItemState.of(code).label))


def state_label(line: Line) -> str:
    """The code whose sign a line shows: late hides the others."""
    return "late" if line.haste == "late" else line.state


def state_words(line: Line) -> str:
    """The state as entered, and beside it that its last day has passed: two facts; the second alone without a first."""
    if line.haste != "late":
        return state_word(line.state)
    return state_word("late") if line.standing.state is None else f"{state_word(line.state)}, {_(LATE_WORD)}"


def field_at(line: Line, column: int) -> Field | None:
    """The field that a column shows of a line; None where its kind of record has none.

    What a record is called by stands under the title: a step by its result, which then stands nowhere else.
    """
    kind = type(line.record)
    name = kind.TITLE if column == TITLE else "" if COLUMNS[column] == kind.TITLE else COLUMNS[column]
    return fields_of(kind).get(name)


class PlanModel(QStandardItemModel):
    """The lines shown. It changes nothing itself: `edited` and `dropped` tell what the user wants changed."""

    edited = Signal(object, str, str)
    dropped = Signal(list, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, len(HEADINGS), parent)
        self.lines: list[Line] = []
        self.months: list[dt.date] = []
        self.period: tuple[dt.date | None, dt.date | None] = (None, None)
        self.today = dt.date.today()
        self.read_only = False
        self._places: dict[Key, int] = {}

    def set_lines(self, lines: Sequence[Line], months: Sequence[dt.date]) -> None:
        """Show these lines and months.

        Where there are as many lines as before, only those that are others are told: an item moved up by one is two
        rows with other words, and the view lays out no other.
        """
        # Most lines are the very same: only the rest are compared by what they say.
        pairs = enumerate(zip(self.lines, lines, strict=False))
        others = [at for at, (old, new) in pairs if old is not new and old != new]
        stays = bool(lines) and len(lines) == len(self.lines) and list(months) == self.months
        if not stays:
            self.beginResetModel()
        self.lines, self.months = list(lines), list(months)
        self._places = {line.key: place for place, line in enumerate(self.lines)}
        if not stays:
            # Only the number of rows is Qt's; the reset tells everybody of it.
            self.blockSignals(True)
            self.setRowCount(len(self.lines))
            self.blockSignals(False)
            self.endResetModel()
        elif others:
            self.dataChanged.emit(self.index(others[0], 0), self.index(others[-1], len(HEADINGS) - 1))

    def place_of(self, key: Key | None) -> int:
        """Where a line is shown; -1 when it is not."""
        return self._places.get(key, -1) if key is not None else -1

    def line(self, index: Index) -> Line:
        """The line at `index`."""
        return self.lines[index.row()]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags if self.read_only else Qt.ItemFlag.ItemIsDropEnabled
        if self.read_only:
            return _VISIBLE
        return _TYPED_INTO if self.editable(index) else _MOVED

    def editable(self, index: Index) -> bool:
        """Whether the cell is typed into: words are, where the line has the field."""
        field = None if self.read_only else field_at(self.line(index), index.column())
        return field is not None and field.kind in (Kind.TEXT, Kind.PROSE)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(line, column)
        if role == Qt.ItemDataRole.EditRole:
            field = field_at(line, column)
            return line.value(field.name) if field else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell_said(line, column)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return _(HEADINGS[column])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(tool_tip(line, column))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not self.editable(index):
            return False
        line = self.line(index)
        field, text = field_at(line, index.column()), normalize(str(value))
        if field is not None and index.data(Qt.ItemDataRole.EditRole) not in (text, value):
            self.edited.emit(line.key, field.name, text)
        return True

    def take(self, key: Key, column: int, text: str) -> None:
        """Take what was typed into a cell of the line `key`, wherever that stands now."""
        self.setData(self.index(self.place_of(key), column), text)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[section])
        return None

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        places = sorted({index.row() for index in indexes})
        data.setData(MIME, ",".join(str(place) for place in places).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Tell what was dropped before which line; False, since the view must not remove what was dragged."""
        if not data.hasFormat(MIME) or self.read_only:
            return False
        keys = [self.lines[int(place)].key for place in bytes(data.data(MIME).data()).decode().split(",") if place]
        # Dropped on a line: behind it, as on the heading of a section.
        before = row if row >= 0 else parent.row() + 1 if parent.isValid() else len(self.lines)
        self.dropped.emit(keys, before)
        return False


def cell_text(line: Line, column: int) -> str:
    """What stands in a cell, in words."""
    if column == NUMBER:
        return line.displayed_number
    if column == TITLE:
        return line.title if line.kind != "section" else section_title(line) or _("Without a section")
    if line.kind == "section":
        return _("%(done)d of %(total)d done") % {"done": line.done, "total": line.total} if column == STATE else ""
    if column == STRIP:
        return spans_words(line)
    if column == STATE:
        return state_words(line)
    field = field_at(line, column)
    text = show_value(field, line.value(field.name)) if field else ""
    return f"{text} → {line.moved_to}" if column == DEADLINE and line.moved_to else text


def section_title(line: Line) -> str:
    """A section's name without the number that it begins with, where that is the one shown before it."""
    number, dot, rest = line.title.partition(".")
    return rest.strip() if dot and number.strip() == line.displayed_number and rest.strip() else line.title


def spans_words(line: Line) -> str:
    """The days of a line's deadline in figures, as the strip paints them."""
    if line.in_force is None or not line.in_force.spans:
        return ""
    parts = [
        show_day(first) if first == last else f"{show_day(first)}–{show_day(last)}"
        for first, last in line.in_force.spans[:13]
    ]
    return ", ".join(parts) + (" …" if len(line.in_force.spans) > 13 else "")


def cell_said(line: Line, column: int) -> str:
    """What a screen reader says of a cell: its words and what else is painted there."""
    text = cell_text(line, column)
    if column == NUMBER:
        name = {"section": _("Section %s"), "item": _("Item %s"), "step": _("Step %s")}[line.kind]
        return name % text
    if column == TITLE and line.kind == "step" and not text:
        return _("no result told")
    if column == DEADLINE and line.haste == "soon":
        return f"{text}, {_('soon')}"
    if column == STATE and line.reason:
        return f"{text}, {line.reason}"
    return text


def tool_tip(line: Line, column: int) -> str:
    """More about a cell than it shows."""
    if column == STATE:
        return cell_said(line, column) if line.kind == "section" or line.reason or line.haste == "late" else ""
    if column == DEADLINE and line.kind != "section":
        return "\n".join(part for part in (cell_text(line, DEADLINE), spans_words(line)) if part)
    return spans_words(line) if column == STRIP else ""


def chosen_words(count: int) -> str:
    """«3 выбраны»."""
    return n_("%d chosen|row", "%d chosen|rows", count).partition("|")[0] % count
