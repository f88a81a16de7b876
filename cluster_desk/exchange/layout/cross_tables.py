"""Tables of times by directions of work: each cell is an event, its time over one edge, its direction over the other.

They are turned into rows of direction, event and deadline, so that a plan is read of them as of any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cluster_desk.core.deadlines.time_words import time_in_heading
from cluster_desk.core.language import N_
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.people import is_role
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.cell_items import parts_of
from cluster_desk.exchange.layout.grids import Cell, Grid, Paragraph, distinct
from cluster_desk.exchange.layout.headers import is_heading, role_of
from cluster_desk.exchange.layout.regrid import cell_of, numbers_of, rearranged
from cluster_desk.exchange.layout.time_columns import TimeColumns

_SHARED = {"responsible", "result", "mark", "note", "place", "staff", "audience"}
"""What a column may hold for every event of its row."""
_OF_DIRECTIONS = {"", "title", "direction", "council", "organization", "topic"}
"""What a direction's name may be taken for."""
_HEADER_ROWS = 4
_WORD = regex(r"[а-яёА-ЯЁ]{3,}")
_EMPTY = ("-", "–", "—")
_TITLE, _DEADLINE = "Мероприятие", "Срок"
_BY_LINES = N_("Each line of a cell was read as an event of its own.")
_Event = tuple[int, Cell, Cell, list[Cell]]
"""The row it stood in, its words, its time, the cells that belong to the whole row."""


def of_times_over(grid: Grid, times: TimeColumns) -> Grid | None:
    """A table with directions down its side and times over its columns, its cells being what is done then."""
    head = grid.rows[times.row]
    others = [column for column in range(grid.width) if column not in times.words]
    shared = [column for column in others if role_of(head[column].text) in _SHARED]
    side = [column for column in others if column not in shared and role_of(head[column].text) != "number"]
    cells = [row[column] for row in grid.rows[times.row + 1 :] for column in times.words]
    is_time = bool(side) and role_of(head[side[0]].text) == "deadline"  # weeks down the side, days over the columns
    if not side or not _are_events(cells) or (role_of(head[side[0]].text) not in _OF_DIRECTIONS and not is_time):
        return None
    sections: dict[str, list[_Event]] = {}
    for index in range(times.row + 1, len(grid.rows)):
        row = grid.rows[index]
        name = row[side[0]].text
        for column, time in times.words.items():
            if row[column].row == index and not row[column].is_empty and row[column].column == column:
                last = times.words.get(column + row[column].span - 1, time)
                words = time if last == time else f"{time} - {last}"
                deadline = cell_of(f"{name}, {words}" if is_time else words)
                sections.setdefault("" if is_time else name, []).append(
                    (index, row[column], deadline, [row[each] for each in shared])
                )
    return _listed(grid, times.row, sections, cell_of(_DEADLINE), [head[column] for column in shared])


def of_times_beside(grid: Grid) -> Grid | None:
    """A table with times down its side and directions over its columns; None for another one."""
    index = next((row for row in range(min(_HEADER_ROWS, len(grid.rows) - 1)) if _is_header(grid, row)), None)
    if index is None or sum(_names_direction(cell.text) for cell in distinct(grid.rows[index])) < 2:
        return None
    head, times = grid.rows[index], _times_beside(grid, index)
    if times is None:
        return None
    others = [column for column in range(grid.width) if head[column] is not head[times]]
    shared = [column for column in others if role_of(head[column].text) in _SHARED]
    directions = [column for column in others if column not in shared and role_of(head[column].text) != "number"]
    are_named = all(
        role_of(head[column].text) in _OF_DIRECTIONS and _names_direction(head[column].text) for column in directions
    )
    if len({id(head[column]) for column in directions}) < 2 or not are_named:
        return None
    columns = [[row[column] for row in grid.rows[index + 1 :]] for column in directions]
    if all(_DIRECTION.match(fold(head[column].text)) for column in directions):
        columns = [[cell for column in columns for cell in column]]  # no timetable is headed so: a word may be an event
    if not all(map(_are_events, columns)):
        return None
    return _beside(grid, index, times, directions, shared)


_DIRECTION = regex(r"(?:работа|мероприятия|деятельность|взаимодействие|контроль|занятия) (?:со?|по|при|для|над)\b")


def _names_direction(words: str) -> bool:
    """Whether a heading names a direction of work, not what every plan has a column for."""
    return bool(_DIRECTION.match(fold(words))) or not is_heading(words, (), ())


def _is_header(grid: Grid, index: int) -> bool:
    return len([cell for cell in distinct(grid.rows[index]) if not cell.is_empty]) > 1


def _are_events(cells: Sequence[Cell]) -> bool:
    """Whether cells tell what is done: words, neither people nor times of day nor single words as in a timetable."""
    told = [cell for cell in cells if not cell.is_empty and cell.text not in _EMPTY]
    events = [cell for cell in told if _tells_event(cell.text)]
    words = sum(len(_WORD.findall(cell.text)) for cell in events)
    return len(events) * 4 >= len(told) * 3 and words * 2 >= len(events) * (3 if len(events) > 1 else 2)


def _tells_event(words: str) -> bool:
    """Whether words tell what is done; who does it may stand behind that in brackets."""
    is_event = bool(_WORD.search(words)) and not is_role(words)
    return is_event and not find_names(re.sub(r"\s*\([^()]*\)$", "", words))


def _times_beside(grid: Grid, index: int) -> int | None:
    """Which of the first two columns holds a time in (nearly) every row below the header; None for neither."""
    for column in range(min(2, grid.width - 2)):
        cells = [row[column] for at, row in enumerate(grid.rows) if at > index and row[column].row == at]
        told = [cell for cell in cells if not cell.is_empty and cell.span < grid.width]
        if told and sum(bool(time_in_heading(cell.text)) for cell in told) * 5 >= len(told) * 4:
            return column
    return None


def _beside(grid: Grid, index: int, times: int, directions: Sequence[int], shared: Sequence[int]) -> Grid | None:
    head = grid.rows[index]
    sections: dict[str, list[_Event]] = {}
    for column in directions:
        last = cell_of("")
        for at in range(index + 1, len(grid.rows)):
            row = grid.rows[at]
            last = last if row[times].is_empty else row[times]
            if row[column].row == at and not row[column].is_empty and row[column].span < grid.width:
                event = (at, row[column], last, [row[each] for each in shared])
                sections.setdefault(head[column].text, []).append(event)
    return _listed(grid, index, sections, head[times], [head[column] for column in shared])


def _listed(
    grid: Grid, header: int, sections: dict[str, list[_Event]], deadline: Cell, shared: Sequence[Cell]
) -> Grid | None:
    """The events as a table of their own: a row for each direction, below it a row for each event."""
    width, numbers = 2 + len(shared), numbers_of(grid)
    above = [row for row in range(header) if grid.only_cell(row) is not None]
    rows: list[list[Cell]] = [[grid.rows[row][0]] * width for row in above]
    rows.append([cell_of(_TITLE), _alone(deadline) if not deadline.is_empty else cell_of(_DEADLINE), *shared])
    at = [*(numbers[row] for row in above), numbers[header]]
    for name, events in sections.items():
        made = [
            (index, [title, *_rest])
            for index, words, time, beside in events
            for title, *_rest in _titles(words, time, beside)
        ]
        if name and made:
            rows.append([cell_of(name)] * width)
            at.append(numbers[made[0][0]])
        rows += [cells for _index, cells in made]
        at += [numbers[index] for index, _cells in made]
    if len(rows) == len(above) + 1:
        return None
    return replace(grid, rows=rearranged(rows), row_numbers=at)


def _alone(cell: Cell) -> Cell:
    """A copy of a cell: the same words may stand for several rows."""
    return replace(cell, span=1, rows=1)


def _titles(words: Cell, time: Cell, beside: Sequence[Cell]) -> Iterator[list[Cell]]:
    """A row for each of the events that one cell tells."""
    if words.text in _EMPTY:
        return
    parts = parts_of(words)
    if len(parts.items) < 2 or parts.heading:
        yield [_alone(words), _alone(time), *map(_alone, beside)]
        return
    for part in parts.items:
        why = "" if parts.numbered else _BY_LINES
        yield [Cell([Paragraph(line) for line in part.lines], why=why), _alone(time), *map(_alone, beside)]
