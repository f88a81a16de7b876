"""What somebody said that the columns of a table hold, and what columns seem to hold by what stands in them.

What was said of one table holds for that table; the words over its columns are remembered, so that the next document
of the office is read by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.columns_by_content import headed_by_content, roles_by_content
from cluster_desk.exchange.layout.grids import Block, Content, Grid, TableColumns, distinct
from cluster_desk.exchange.layout.headers import last_of_header, role_of
from cluster_desk.exchange.layout.participant_columns import participant_columns


class ColumnRoles(NamedTuple):
    """What the columns of a kind of table may hold: the names of the roles (msgids), "" for a further column.

    One column holds what is `needed`, else `asked` and `why` (msgids) are said; `several` may stand in more than one.
    """

    titles: Mapping[str, str]
    needed: str
    asked: str
    why: str
    several: frozenset[str] = frozenset()


OF_PLANS = ColumnRoles(
    {
        "number": N_("№"),
        "title": N_("Event"),
        "deadline": N_("Deadline"),
        "responsible": N_("Responsible"),
        "result": N_("Result"),
        "": N_("Further column"),
    },
    "title",
    N_("Which column tells what is done?"),
    N_("A plan needs a column of events."),
)
OF_PARTICIPANTS = ColumnRoles(
    {
        "name": N_("Surname, name, patronymic"),
        "grade": N_("Class"),
        "organization": N_("School"),
        "mentor": N_("Mentor"),
        "nomination": N_("Nomination"),
        "work": N_("Work, theme"),
        "": N_("Further column"),
    },
    "name",
    N_("Which column tells who takes part?"),
    N_("An application needs a column of names."),
    frozenset(("name", "mentor")),
)
ROLES = OF_PLANS.titles
_FIRST_ROWS = 6
_NUMBER = regex(r"(?:\d+(?:\.\d+)*|[IVX]+)[.)]?")


@dataclass
class ToldColumns:
    """What was said of columns: by the folded words over them, and by the number of a table of this document."""

    by_words: Mapping[str, str] = field(default_factory=dict)
    by_table: dict[int, TableColumns] = field(default_factory=dict)

    def tell(self, content: Content) -> None:
        """Note at each table what was said of its columns."""
        for grid in tables_of(content.blocks):
            grid.told = self.by_table.get(grid.number) or self._remembered(grid)

    def _remembered(self, grid: Grid) -> TableColumns | None:
        for index in range(min(_FIRST_ROWS, len(grid.rows)) if self.by_words else 0):
            words = [fold(cell.text) for cell in grid.rows[index]]
            if any(each in self.by_words for each in words) and len(list(distinct(grid.rows[index]))) > 1:
                roles = [self.by_words.get(each, _of_plan(each)) for each in words]
                return TableColumns(index, tuple(_once(roles))) if "title" in roles else None
        return None

    def words_told(self, content: Content) -> dict[str, str]:
        """The words over the columns of this document's tables, where what they hold is not what they say."""
        told: dict[str, str] = {}
        for grid in tables_of(content.blocks):
            columns = self.by_table.get(grid.number)
            if columns is None or columns.header < 0 or not ROLES.keys() >= set(columns.roles):
                continue  # nothing of a plan was said of it
            for cell, role in zip(grid.rows[columns.header], columns.roles, strict=False):
                if cell.text and _of_plan(fold(cell.text)) != role:
                    told.setdefault(fold(cell.text), role)
        return told


def tables_of(blocks: Sequence[Block]) -> Iterator[Grid]:
    """Every table, those inside others too."""
    for block in blocks:
        if isinstance(block, Grid):
            yield block
            for row in block.rows:
                yield from (grid for cell in distinct(row) for grid in tables_of(cell.blocks))


def participant_columns_of(grid: Grid) -> TableColumns:
    """What the columns of a table of participants hold: as was said, else as they are read."""
    if grid.told is not None:
        return grid.told
    found = participant_columns(grid)
    roles = [""] * grid.width
    for name, columns in (found.at if found else {}).items():
        for column in columns:
            roles[column] = name
    header = found.header if found and not found.guessed else header_row(grid)
    return TableColumns(header, tuple(roles))


def columns_of(grid: Grid) -> TableColumns:
    """What the columns of a table hold: as was said, else by the words above them and by what stands in them."""
    if grid.told is not None:
        return grid.told
    header = header_row(grid)
    last = last_of_header(grid, header) if header >= 0 else -1
    roles = [""] * grid.width
    if header >= 0:
        roles = _once([_of_plan(fold(cell.text)) for cell in grid.rows[header]])
    for role, column in roles_by_content(grid, last + 1).items():
        if not roles[column] and role not in roles:
            roles[column] = role
    numbers = [row[0].number for row in grid.rows[last + 1 :] if row[0].span == 1 and row[0].number]
    if "number" not in roles and not roles[0] and numbers and all(_NUMBER.fullmatch(each) for each in numbers):
        roles[0] = "number"
    return TableColumns(header, tuple(roles))


def seems_plan(grid: Grid) -> bool:
    """Whether a table is a plan by what stands in it: things to be done in one column, their times in another."""
    return headed_by_content(grid) is not None


def _of_plan(words: str) -> str:
    role = role_of(words)
    return role if role in ROLES else ""


def _once(roles: Sequence[str]) -> list[str]:
    return [role if role not in roles[:place] else "" for place, role in enumerate(roles)]


def header_row(grid: Grid) -> int:
    """The first row of several cells that holds neither a time nor a number; -1 where the table has no heading."""
    for index in range(min(_FIRST_ROWS, len(grid.rows))):
        cells = [cell for cell in distinct(grid.rows[index]) if not cell.is_empty]
        if len(cells) < 2:
            continue
        plain = not any(re.fullmatch(r"[\d.)\s]+", cell.number) or cell.day for cell in cells)
        return index if plain and not any(find_names(cell.text) for cell in cells) else -1
    return -1
