"""What a column holds, told by what stands below its heading where the heading's own words do not tell it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.deadlines.time_words import names_time, within
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.people import is_role
from cluster_desk.exchange.layout.grids import Cell, Grid
from cluster_desk.exchange.layout.headers import Headed, last_of_header

_MOST, _OF = 7, 10
"""Of so many cells with words so many must be of a kind."""
_FEWEST_LETTERS = 4
"""How many letters the cells of a column have, one with another, that tells what is done."""
_NOT_PLANS = ("person", "speaker", "agreement", "head", "council", "email", "phone")


_ENOUGH = 200
"""How many rows tell what a column holds: a table of thousands tells no more by its further ones."""


def _is_day(words: str) -> bool:
    """Whether words name a day of a month that stands elsewhere; numbers may count rows, «первая» be a category."""
    bare = words.strip(" .")
    says_enough = len(bare.split()) > 1 or not bare.isalpha()
    return says_enough and not bare.isdigit() and bool(within("сентябрь", words))


@dataclass
class _Column:
    """The cells of one column below the header, each once, those of rows that are one cell left out."""

    place: int
    cells: list[Cell]

    @property
    def told(self) -> list[Cell]:
        """The cells with words."""
        return [cell for cell in self.cells if not cell.is_empty]

    def mostly(self, fits: Sequence[bool]) -> bool:
        """Whether most of the cells with words fit, and not too many are empty."""
        return bool(fits) and sum(fits) * _OF >= len(fits) * _MOST and len(fits) * 2 >= len(self.cells)

    @property
    def tells_times(self) -> bool:
        """Deadlines."""
        return self.mostly([bool(cell.day) or names_time(cell.text) or _is_day(cell.text) for cell in self.told])

    @property
    def tells_people(self) -> bool:
        """Names, posts and bodies."""
        return self.mostly([bool(find_names(cell.text)) or is_role(cell.text) for cell in self.told])

    @property
    def letters(self) -> float:
        """How many letters a cell with words has."""
        told = self.told
        return sum(sum(sign.isalpha() for sign in cell.text) for cell in told) / len(told) if told else 0.0


def told_by_content(headed: Headed) -> dict[str, int]:
    """The roles of a plan's columns that only the cells below the headings tell; empty for a table of another kind."""
    if headed.has("title", "deadline", "responsible") or any(headed.has(role) for role in _NOT_PLANS):
        return {}
    if not any(headed.has(role) for role in ("title", "deadline", "responsible", "topic")):
        return {}
    taken = {id(headed.heads[column]) for column in headed.roles.values()}
    free = [column for column in columns_of(headed.grid, headed.body) if id(headed.heads[column.place]) not in taken]
    return _roles(free, [role for role in ("deadline", "responsible", "title") if not headed.has(role)])


def columns_of(grid: Grid, body: int) -> list[_Column]:
    """The columns of a table below its header."""
    rows = [index for index in range(body, min(len(grid.rows), body + _ENOUGH)) if grid.only_cell(index) is None]
    return [
        _Column(column, [grid.rows[index][column] for index in rows if grid.rows[index][column].row == index])
        for column in range(grid.width)
    ]


def _roles(free: list[_Column], wanted: Sequence[str]) -> dict[str, int]:
    roles: dict[str, int] = {}
    for role in wanted:
        fitting = [column for column in free if _fits(column, role) and column.place not in roles.values()]
        if fitting:
            chosen = max(fitting, key=lambda column: column.letters) if role == "title" else fitting[0]
            roles[role] = chosen.place
    return roles


def roles_by_content(grid: Grid, body: int) -> dict[str, int]:
    """What the columns below a header seem to hold: times, people, what is done."""
    return _roles(columns_of(grid, body), ("deadline", "responsible", "title"))


def _fits(column: _Column, role: str) -> bool:
    if role == "deadline":
        return column.tells_times
    if role == "responsible":
        return column.tells_people and not column.tells_times
    return column.letters >= _FEWEST_LETTERS and not column.tells_times and not column.tells_people


def headed_by_content(grid: Grid) -> Headed | None:
    """A table whose headings tell nothing, or that has none, as a plan: a column of times and one of what is done."""
    if grid.width < 2 or len(grid.rows) < 2:
        return None
    first = next((index for index in range(len(grid.rows)) if grid.only_cell(index) is None), 0)
    columns = columns_of(grid, first)
    if sum(names_time(cell.text) for cell in grid.rows[first]) > 1:
        return None
    has_header = not any(names_time(cell.text) for cell in grid.rows[first])
    body = last_of_header(grid, first) + 1 if has_header else first
    columns = columns_of(grid, body)
    roles = roles_by_content(grid, body)
    if "deadline" not in roles or "title" not in roles or len(columns[0].cells) < 2:
        return None
    head = grid.rows[body - 1 if has_header else first]
    return Headed(grid, first, body, roles, [cell.text if has_header else "" for cell in head])
