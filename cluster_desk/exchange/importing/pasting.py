"""Tables of the clipboard: which column is which field, and the items of a plan that their rows make.

Columns are known by the import's own headings, or without a header by their order on the screen. A column that fits
no field and words that stand in no column are told, and left out only by whoever pastes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_desk.core.language import N_, _, in_russian
from cluster_desk.core.parsed_document import ParsedPlan
from cluster_desk.core.records.fields import Choice, Kind, fields_of, table_columns
from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.numbers import read_money
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.grids import Content, Grid, Paragraph, distinct
from cluster_desk.exchange.layout.headers import Headed, field_named, is_heading, last_of_header, role_of, sure_header
from cluster_desk.exchange.parsers import plans as parse_plans

_SECTION = "direction"
_NUMBER = regex(r"(?:\d+(?:\.\d+)*|[ivx]+)[.)]?$", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """A field that a column may go to: its key, how the user knows it, its roles in headings, the best first."""

    key: str
    label: str
    roles: Sequence[str] = ()

    @property
    def labels(self) -> set[str]:
        """Its own heading in both languages, folded."""
        return {fold(self.label), fold(_(self.label)), fold(in_russian(self.label))}


def plan_targets() -> list[Target]:
    """The fields that a column pasted into a plan may go to: those with a column of its table, and its sections."""
    fields = fields_of(PlanItem)
    own = [Target(name, fields[name].label, fields[name].roles.split()) for name in table_columns(PlanItem)]
    return [*own, Target(_SECTION, N_("Section"), ("direction",))]


@dataclass
class PastedColumn:
    """A column of the clipboard: its heading, its words, the key of the field it goes to ("" for none)."""

    heading: str
    words: list[str]
    key: str = ""

    @property
    def counts(self) -> bool:
        """Whether it holds numbers of rows, mostly."""
        return sum(bool(_NUMBER.match(words)) for words in self.words) * 2 > len(self.words)


@dataclass
class PastedTable:
    """A table of the clipboard: its grid, where its header is (None without one), its columns, the line above it.

    `doubt` are the words of the first row, where it may be a header and is taken for a row.
    """

    grid: Grid
    header: int | None
    columns: list[PastedColumn]
    section: str = ""
    doubt: str = ""

    @property
    def unknown(self) -> list[PastedColumn]:
        """The columns that hold words and go nowhere."""
        return [column for column in self.columns if column.words and not column.key]

    def headed(self) -> Headed:
        """The table as the import knows it, the first column of each field by the field's key."""
        places = {column.key: place for place, column in reversed(list(enumerate(self.columns))) if column.key}
        headings = [column.heading for column in self.columns]
        if self.header is None:
            return Headed(self.grid, 0, 0, places, headings)
        # Rows of data above the header belong to the table: it was copied from the middle over a page's end.
        above = any(len(_words_of(self.grid, row)) > 1 for row in range(self.header))
        body = 0 if above else last_of_header(self.grid, self.header) + 1
        return Headed(self.grid, self.header, body, places, headings)


@dataclass
class Pasted:
    """All that the clipboard holds: its tables, and the words that stand in none of them and are left out."""

    tables: list[PastedTable]
    left_out: list[str]


def pasted_tables(content: Content, targets: Sequence[Target], order: Sequence[str]) -> Pasted:
    """The tables of `content` with their columns known, as far as they can be; `order` are the keys on the screen."""
    pasted = Pasted([], [each.name for each in content.left_alone])
    above: list[str] = []
    for block in content.blocks:
        if isinstance(block, Paragraph):
            above.append(f"{block.mark} {block.words}".strip())
            continue
        is_section = (
            any(each.key == _SECTION for each in targets) and bool(above) and parse_plans.begins_section(above[-1])
        )
        section = above.pop() if is_section else ""
        pasted.left_out += above
        pasted.tables.append(pasted_table(block, targets, order, section))
        above = []
    pasted.left_out += above
    return pasted


def pasted_table(
    grid: Grid, targets: Sequence[Target], order: Sequence[str], section: str, header: int | None = None
) -> PastedTable:
    """A table with its columns known, as far as they can be; its header is sought where `header` does not tell it."""
    own, keys = {label for target in targets for label in target.labels}, [target.key for target in targets]
    header = sure_header(grid, own, keys) if header is None else header
    top = range(0) if header is None else range(header, last_of_header(grid, header) + 1)
    columns = []
    for place in range(grid.width):
        heading = " / ".join(cell.text for cell in distinct([grid.rows[row][place] for row in top]) if cell.text)
        cells = [row[place] for number, row in enumerate(grid.rows) if number not in top]
        words = [cell.number for cell in cells if not cell.is_empty and cell.span < max(grid.width, 2)]
        columns.append(PastedColumn(heading, words))
    if header is None:
        _name_by_order(columns, [key for key in order if key in keys], "number" in keys)
    else:
        _name_by_headings(columns, {target.key: target for target in targets})
    first = _words_of(grid, 0) if header is None else []
    doubt = " | ".join(first) if any(is_heading(words, own, keys) for words in first) else ""
    return PastedTable(grid, header, columns, section, doubt)


def _words_of(grid: Grid, row: int) -> list[str]:
    return [cell.text for cell in distinct(grid.rows[row]) if cell.text]


def _name_by_headings(columns: Sequence[PastedColumn], free: dict[str, Target]) -> None:
    """Give each heading the field it means: its own label first, then the list's words, then roles, the best first."""

    def fits(column: PastedColumn, target: Target, way: int) -> bool:
        if way == 0:
            return fold(column.heading) in target.labels and is_readable(column, target.key)
        if way == 1:
            return field_named(column.heading, free) == target.key and is_readable(column, target.key)
        return role_of(column.heading) in (target.roles or [target.key])[way - 2 : way - 1]

    is_numbered, is_plan = "number" in free, _SECTION in free

    def is_readable(column: PastedColumn, key: str) -> bool:
        return not is_plan or _are_readable(column, key)

    for way in range(2 + max((len(target.roles) for target in free.values()), default=0)):
        for column in columns:
            match = next((key for key, target in free.items() if not column.key and fits(column, target, way)), "")
            if match:
                column.key = free.pop(match).key
    directions = [column for column in columns if column.key == _SECTION]
    if "title" in free and directions:
        directions[0].key = "title"
    for column in columns:
        if not is_numbered and role_of(column.heading) == "number":
            column.words.clear()  # it only counts the rows of a list
    if is_numbered and "number" in free and columns and not columns[0].key and columns[0].counts:
        columns[0].key = "number"


def _name_by_order(columns: Sequence[PastedColumn], order: list[str], is_numbered: bool) -> None:
    """Give each column the field in its place on the screen; a column that counts the rows may come before them."""
    counts = len(columns) > 1 and columns[0].counts
    if is_numbered and order[:1] == ["number"] and not counts:
        order = order[1:]
    elif not is_numbered and counts and columns[0].words[0].rstrip(".)") == "1":
        order = ["", *order]
        columns[0].words.clear()
    for column, key in zip(columns, order, strict=False):
        column.key = key if not is_numbered or _are_readable(column, key) else ""


@dataclass
class PastedItem:
    """An item to make: its words by field, its steps' likewise; `section` is the heading above it, "" for none."""

    section: str
    words: dict[str, Any]
    steps: list[dict[str, Any]] = field(default_factory=list)


def pasted_items(pasted: Pasted) -> list[PastedItem]:
    """The items that the rows make, read as the import reads a plan's table: sections, items, steps."""
    items: list[PastedItem] = []
    for table in pasted.tables:
        headed = table.headed()
        plan = ParsedPlan(None, headed.columns)
        parse_plans.read_rows(headed, plan)
        for section in plan.sections:
            for item in section.parts:
                steps = [_words(headed, step.source.row) for step in item.parts]
                words = {"title": "", **_words(headed, item.source.row)}
                items.append(PastedItem(section.record.name or table.section, words, steps))
    return items


def _words(headed: Headed, number: int | None) -> dict[str, Any]:
    """The words of a row by field, line by line; a state and the deadline that it moved as the plan keeps them."""
    row = (number or 1) - 1
    words: dict[str, Any] = {}
    for role, column in headed.roles.items():
        cell = headed.grid.rows[row][column]
        is_from_above = cell.row != row and role in ("number", "title")
        if role != _SECTION and not cell.is_empty and not is_from_above:
            words[role] = cell.number if role == "number" else _read(role, "\n".join(cell.lines))
    if words.get("state") is ItemState.MOVED:
        deadline, arrow, moved_to = words.get("deadline", "").partition(" → ")
        if arrow:
            words |= {"deadline": deadline, "moved_to": moved_to}
    return words


def _are_readable(column: PastedColumn, key: str) -> bool:
    """Whether a column of a plan says what its field can hold."""
    return all(_read(key, words) is not None for words in column.words)


def _read(key: str, words: str) -> Any:
    """What words mean in a field of a plan's item; None for those that mean nothing there."""
    kind = fields_of(PlanItem)[key].kind if key in fields_of(PlanItem) else Kind.PROSE
    return _state(words) if kind is Kind.CHOICE else read_money(words) if kind is Kind.MONEY else words


def _state(words: str) -> ItemState | None:
    """The state that a word tells; «late» is what the deadline says of one that is planned."""
    if fold(words) in (fold(word) for word in ("late", _("late"), in_russian("late"))):
        return ItemState.PLANNED
    return next((one for one in ItemState if fold(words) in names_of(one)), None)


def names_of(choice: Choice) -> set[str]:
    """What a choice is called: its code and its words in both languages, folded."""
    return {fold(choice.value), fold(choice.label), fold(_(choice.label)), fold(in_russian(choice.label))}
