"""Which column of an application holds what: told by the words over it, else by what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.organizations import looks_like_organization
from cluster_desk.core.russian.school_classes import read_class
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.grids import Cell, Grid, TableColumns, distinct
from cluster_desk.exchange.layout.headers import field_named, last_of_header, role_of

FIELDS = ("name", "grade", "organization", "mentor", "nomination", "work")
_NAMED = ("mentor", "grade", "nomination", "work")
"""What headings are asked for first: «ФИО наставника» is no name of a child."""
_ROLES = {"person": "name", "organization": "organization", "audience": "name", "head": "mentor", "staff": "mentor",
          "direction": "nomination", "topic": "work", "position": "post"}  # fmt: skip
NAME_PARTS = ("surname", "first_name", "patronymic")
"""A name may stand in three columns."""
_FIRST_ROWS = 14
"""Titles of a form stand above the header, each in a row of its own."""
_LONGEST = 120
_MOST = 0.6
"""Of so many of a column's cells must be of a kind where no heading tells."""
_SCHOOL = regex(r"школ|организац|учрежден|\bоо\b|\bоу\b")
_LEFT = ("born", "private")
_CONTACTS = frozenset(("phone", "email", "address"))
"""Roles and fields of columns that a list of participants does not keep."""


@dataclass
class ParticipantColumns:
    """The columns of a table: `at` the columns of each field in their order, `header` and `body` where its rows begin.

    A name may stand in several columns (surname, name, patronymic); a mentor's post in one beside the name.
    """

    header: int
    body: int
    at: dict[str, list[int]] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    guessed: bool = False

    def cells(self, row: list[Cell], name: str) -> list[Cell]:
        """The cells of a field in a row, each once."""
        return list(distinct([row[column] for column in self.at.get(name, ())]))


def participant_columns(grid: Grid) -> ParticipantColumns | None:
    """The columns of a table of participants, as somebody told them or by its words; None where it holds no names."""
    if grid.told is not None:
        return _as_told(grid, grid.told)
    best: ParticipantColumns | None = None
    for index in range(min(_FIRST_ROWS, len(grid.rows))):
        if len([cell for cell in distinct(grid.rows[index]) if not cell.is_empty]) < 2:
            continue
        found = _by_headings(grid, index)
        if found is not None and len(found.at) > (len(best.at) if best else 0):
            best = found
    if best is not None and len(best.at) > 1:
        return best
    return _by_content(grid)


def _as_told(grid: Grid, told: TableColumns) -> ParticipantColumns | None:
    at: dict[str, list[int]] = {}
    for column, role in enumerate(told.roles):
        if role in FIELDS:
            at.setdefault(role, []).append(column)
    if "name" not in at:
        return None
    if told.header < 0:
        return ParticipantColumns(0, 0, at, [""] * grid.width)
    last = last_of_header(grid, told.header)
    headings = [_heading(grid, told.header, last, column) for column in range(grid.width)]
    return ParticipantColumns(told.header, last + 1, at, headings)


def _by_headings(grid: Grid, index: int) -> ParticipantColumns | None:
    last = last_of_header(grid, index)
    headings = [_heading(grid, index, last, column) for column in range(grid.width)]
    if any(len(words) > 120 for words in headings) or any(
        _is_name(grid.rows[index][n].text) for n in range(grid.width)
    ):
        return None
    at: dict[str, list[int]] = {}
    parts: dict[int, int] = {}
    for column, words in enumerate(headings):
        folded = fold(words).strip(" .:*")
        if part := field_named(folded, NAME_PARTS):
            parts.setdefault(NAME_PARTS.index(part), column)
        elif meant := _meant_by(folded, fold(grid.rows[last][column].text).strip(" .:*")):
            at.setdefault(meant, []).append(column)
    if 0 in parts and 1 in parts:
        at["name"] = [parts[n] for n in sorted(parts)]
    elif parts and "name" not in at:
        at["name"] = [parts[min(parts)]]
    if "post" in at and "mentor" in at:
        at["mentor"] = [*at["mentor"], *at["post"]]
    at.pop("post", None)
    if "name" not in at:
        return None
    at["name"] = at["name"] if parts else at["name"][:1]
    return ParticipantColumns(index, last + 1, at, headings)


def _heading(grid: Grid, first: int, last: int, column: int) -> str:
    """The words over a column, those over several columns before its own."""
    cells = [grid.rows[row][column] for row in range(first, last + 1)]
    return " ".join(dict.fromkeys(cell.text for cell in distinct(cells) if cell.text))


def _meant_by(whole: str, lowest: str) -> str:
    """What a heading of one or two rows means: «Наставник» over «ФИО» is no child, «Участник» over «класс» a class."""
    meant = participant_field(whole)
    return meant if meant == "mentor" else participant_field(lowest) or meant


def participant_field(folded: str) -> str:
    """The field of a participant that a heading in folded words means, "post" for a post; "" for none of them."""
    if not folded or folded in ("№", "n", "№ п/п", "п/п"):
        return ""
    if role_of(folded) in _CONTACTS or field_named(folded, _LEFT) or folded.endswith("возраст"):
        return ""
    if named := field_named(folded, _NAMED):
        return "organization" if named == "mentor" and _SCHOOL.search(folded) and "фио" not in folded else named
    return _ROLES.get(role_of(folded), "") or ("name" if field_named(folded, ("child",)) else "")


def _is_name(words: str) -> bool:
    name = parse_name(words)
    return name is not None and bool(name.first)


def _by_content(grid: Grid) -> ParticipantColumns | None:
    """A table without a heading that tells: the column of names, then those of classes and schools."""
    first = next(
        (n for n, row in enumerate(grid.rows) if any(_is_name(line) for cell in row for line in cell.lines)), -1
    )
    if first < 0 or grid.width < 2:
        return None
    at: dict[str, list[int]] = {}
    for column in range(grid.width):
        cells = [row[column] for row in grid.rows[first:] if row[column].text and row[column].span < grid.width]
        for name, fits in _KINDS:
            told = list(fits(cells))
            if name not in at and told and sum(told) > _MOST * len(told):
                at[name] = [column]
                break
    if "name" not in at or len(at) < 2:
        return None
    return ParticipantColumns(first, first, at, [""] * grid.width, guessed=True)


def _names(cells: list[Cell]) -> Iterator[bool]:
    yield from (all(_is_name(line) for line in cell.lines) for cell in cells)


def _classes(cells: list[Cell]) -> Iterator[bool]:
    numbers = [cell.text.strip(".") for cell in cells]
    if numbers == [str(n) for n in range(1, len(numbers) + 1)]:
        return  # it counts the rows
    yield from (read_class(cell.text) is not None for cell in cells)


def _schools(cells: list[Cell]) -> Iterator[bool]:
    yield from (looks_like_organization(cell.text) for cell in cells)


_KINDS = (("name", _names), ("grade", _classes), ("organization", _schools))
