"""What a list's columns are, and how a value is read, shown, sorted and said in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from cluster_desk.core.language import N_, _, language
from cluster_desk.core.records import fields
from cluster_desk.core.russian.numbers import show_money
from cluster_desk.core.russian.short_names import without_legal_form
from cluster_desk.core.russian.text import sort_key
from cluster_desk.data.queries import listing
from cluster_desk.ui.look.tokens import Tone

if TYPE_CHECKING:
    from cluster_desk.ui.lists.pictures import Picture

Kind = Literal["text", "number", "money", "date", "choice"]
Row = Any
"""One row of a list: a named tuple, first the record's `id`, then a value for each column; more serve chips and marks.

The model goes through it by place, a column at a time; whoever asks for one value asks by name.
"""


@dataclass(frozen=True)
class Chip:
    """A value that has a state: words, an icon that tells the state by its shape, a tone.

    `said` is what a screen reader hears after the words, since it sees neither icon nor colour. Without `filled` there
    is no ground behind it.
    """

    text: str
    tone: Tone = "neutral"
    icon: str = ""
    said: str = ""
    filled: bool = True


@dataclass(frozen=True)
class Column:
    """One column: its key in settings, heading (marked for translation), kind and width in logical pixels.

    `words` are the texts of a choice by its code. `chip` makes a chip of a whole row, or None for plain text.
    `strong` says which rows stand in semibold. `quiet` is secondary ink. An `elastic` column takes the room left over.
    `order` gives what to sort a row by instead of the value. `hidden` columns are shown when the user asks.
    `picture` is painted in place of the words, which are copied and said; None leaves the words.
    `short` gives other words for those that have no room. A `kept` column is never left out for want of room.
    """

    key: str
    label: str
    kind: Kind = "text"
    width: int = 140
    quiet: bool = False
    elastic: bool = False
    hidden: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    chip: Callable[[Row], Chip | None] | None = None
    strong: Callable[[Row], bool] | None = None
    order: Callable[[Row], Any] | None = None
    picture: Callable[[Row], Picture | None] | None = None
    short: Callable[[str], str] | None = None
    kept: bool = False

    @property
    def right(self) -> bool:
        """Whether values and heading stand at the right edge, as numbers do."""
        return self.kind in ("number", "money")


def value_text(column: Column, value: object) -> str:
    """`value` as the column shows it, without chips: a date as 14.09.2028, a choice in words, nothing as ""."""
    if value is None:
        return ""
    if column.kind == "date":
        return day_text(value)
    if column.kind == "choice":
        return _(column.words.get(str(value), str(value)))
    if column.kind == "money":
        return show_money(int(str(value)))
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if language() == "ru" else ".")
    return str(value)


def cell_text(columns: Sequence[Column], row: Row, place: int) -> str:
    """What stands in column `place` of `row`."""
    column = columns[place]
    chip = column.chip(row) if column.chip else None
    return chip.text if chip else value_text(column, row[place + 1])


def column_texts(columns: Sequence[Column], rows: Sequence[Row], place: int) -> list[str]:
    """What stands in column `place` of every row, read a column at a time: lists of a hundred thousand are common."""
    column, at = columns[place], place + 1
    if column.chip:
        return [cell_text(columns, row, place) for row in rows]
    if column.kind == "text":
        return [value if type(value := row[at]) is str else value_text(column, value) for row in rows]
    texts = {value: value_text(column, value) for value in {row[at] for row in rows}}
    return [texts[row[at]] for row in rows]


def cell_said(columns: Sequence[Column], row: Row, place: int) -> str:
    """What a screen reader says of the cell: its words, and its state where it has one."""
    column = columns[place]
    chip = column.chip(row) if column.chip else None
    if chip is None:
        return value_text(column, row[place + 1])
    return f"{chip.text}, {chip.said}" if chip.said else chip.text


def day_text(value: object) -> str:
    """A day (a date or ISO text) as 14.09.2028; what is no whole day stays as it is."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    if len(text) == 10 and text[4] == text[7] == "-":
        return f"{text[8:]}.{text[5:7]}.{text[:4]}"
    return text


def sorted_rows(columns: Sequence[Column], rows: Sequence[Row], place: int, *, descending: bool) -> list[Row]:
    """`rows` by column `place`: words in Russian order, numbers and days by value, rows without a value last."""
    keys = _order_keys(columns, rows, place)
    full = [(key, number) for number, key in enumerate(keys) if key is not None]
    # The number of the row keeps equal rows as they were, in either direction.
    full.sort(key=lambda pair: pair[0], reverse=descending)
    empty = [rows[number] for number, key in enumerate(keys) if key is None]
    return [rows[number] for _key, number in full] + empty


def _order_keys(columns: Sequence[Column], rows: Sequence[Row], place: int) -> list[Any]:
    column = columns[place]
    if column.order:
        return [column.order(row) for row in rows]
    if column.kind in ("number", "money", "date"):
        return [_comparable(row[place + 1], column.kind) for row in rows]
    texts = column_texts(columns, rows, place)
    # A long list repeats its words: each is read once.
    keys = {text: sort_key(text) for text in set(texts)}
    return [keys[text] or None for text in texts]


def _comparable(value: object, kind: Kind) -> Any:
    if value is None or value == "":
        return None
    if kind == "date":
        return str(value)
    return value if isinstance(value, int | float) else None


_KINDS: dict[fields.Kind, Kind] = {
    fields.Kind.DAY: "date",
    fields.Kind.WHOLE: "number",
    fields.Kind.NUMBER: "number",
    fields.Kind.MONEY: "money",
    fields.Kind.CHOICE: "choice",
    fields.Kind.FLAG: "choice",
}
_WIDTHS = {
    fields.Kind.DAY: 110,
    fields.Kind.WHOLE: 80,
    fields.Kind.NUMBER: 80,
    fields.Kind.CLOCK: 80,
    fields.Kind.PROSE: 240,
    fields.Kind.LINK: 170,
}
_YES = {"1": N_("yes"), "0": ""}


def field_columns(columns: Sequence[listing.Column], values: Mapping[str, Mapping[str, Any]]) -> list[Column]:
    """A column on the screen for each of `columns`; `values` change what their keys name (width, chip, hidden, …)."""
    made = []
    for entry in columns:
        words = {member.value: member.label for member in entry.choices} if entry.choices else {}
        column = Column(
            entry.key,
            entry.label,
            _KINDS.get(entry.kind, "text"),
            _WIDTHS.get(entry.kind, 140),
            hidden=not entry.listed,
            words=_YES if entry.kind is fields.Kind.FLAG else words,
            short=without_legal_form if entry.kind is fields.Kind.LINK else None,
        )
        made.append(replace(column, **values.get(entry.key, {})))
    return made
