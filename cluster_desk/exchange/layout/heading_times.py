"""Deadlines that stand once for many rows: a month in a row of its own, above the table, or over empty cells.

They are put into the cells of the rows that they are meant for; each such cell says that its words stand elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cluster_desk.core.deadlines.time_words import labelled_time, names_time, time_in_heading
from cluster_desk.core.language import N_
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import month_number
from cluster_desk.core.russian.text import first_word, fold
from cluster_desk.exchange.layout.grids import Cell, Grid, Paragraph, first_filled
from cluster_desk.exchange.layout.headers import Headed, find_header
from cluster_desk.exchange.layout.regrid import cell_of, with_column

_IN_HEADING = N_("The deadline stands in the heading above, not in this row.")
_ABOVE_TABLE = N_("The deadline stands above the table, not in this row.")
_PERHAPS = N_("Another heading stands between this row and the time above it.")
_ONCE = N_("The deadline stands once, in a row above; this cell is empty.")
_PERHAPS_ONCE = N_("The cell is empty; the deadline of the row above may hold for it.")
_LINES_ABOVE = 3
_NUMERAL = regex(r"(?:\d{1,2}|[IVX]+)[.)]?")


def time_above(above: Sequence[Paragraph]) -> str:
    """The time that a line right above a table says of all of it; "" for none."""
    for paragraph in list(reversed(above))[:_LINES_ABOVE]:
        if time := labelled_time(paragraph.words):
            return time
    last = above[-1] if above else None
    if last is not None and (time := time_in_heading(last.words)) and fold(time) == fold(last.words.strip(" .:")):
        return time
    return ""


def with_heading_times(headed: Headed, above: Sequence[Paragraph]) -> Headed:
    """The table with the deadlines that stand once put into their rows; itself where there are none."""
    if not (headed.has("title") or headed.has("topic")):
        return headed
    time = time_above(above)
    headings = {index: _heading_of(headed.grid, index) for index in headed.rows()}
    times = _times_of_rows(headings, time)
    column = headed.roles.get("deadline")
    if column is None:
        return _with_new_column(headed, headings, times)
    down = _stands_once(headed, headings, column)
    if not down and not any(time for time, _why in times.values()):
        return headed
    rows = [list(row) for row in headed.grid.rows]
    last: Cell | None = None
    for index, heading in headings.items():
        cell = rows[index][column]
        told, why = times[index]
        if heading is not None:
            last = None
        elif not cell.is_empty:
            last = cell if cell.row == index else last
        elif told and _has_title(headed, index):
            rows[index][column] = _said(told, index, column, why)
        elif down and last is not None and _has_title(headed, index):
            why = _ONCE if headed.words("deadline").startswith("месяц") else _PERHAPS_ONCE
            rows[index][column] = replace(_said(last.typed, index, column, why), day=last.day)
    return replace(headed, grid=replace(headed.grid, rows=rows))


def _said(words: str, row: int, column: int, why: str) -> Cell:
    cell = cell_of(words, why=why) if why in (_PERHAPS, _PERHAPS_ONCE) else cell_of(words, note=why)
    return replace(cell, row=row, column=column)


_Headings = dict[int, "Cell | None"]
"""Each row below the header with the cell by which it heads the rows below it, None where it is none."""


def _times_of_rows(headings: _Headings, time: str) -> dict[int, tuple[str, str]]:
    """The time told for each row: by the row of a heading above it, else above the table; and the doubt about it."""
    values: dict[int, tuple[str, str]] = {}
    counts = Counter(fold(cell.text) for cell in headings.values() if cell is not None)
    again = {words for words, count in counts.items() if count > 1}
    now = (time, _ABOVE_TABLE if time else "")
    for index, heading in headings.items():
        if heading is not None:
            told = time_in_heading(heading.number)
            if told:
                now = (told, _IN_HEADING)
            elif now[1]:
                now = (now[0], _IN_HEADING if fold(heading.text) in again else _PERHAPS)
        values[index] = now
    return values


def _heading_of(grid: Grid, index: int) -> Cell | None:
    """The cell that heads the rows below: alone in its row, or over several columns behind a number."""
    cells = first_filled(grid.rows[index], 3)
    if len(cells) == 2 and cells[1].span > 1 and cells[0].row == cells[1].row == index:
        return cells[1] if _NUMERAL.fullmatch(cells[0].number) else None
    if len(cells) != 1 or cells[0].row != index:
        return None
    alone = cells[0]
    is_heading = alone.span > 1 or alone is grid.rows[index][0] or bool(time_in_heading(alone.text))
    return alone if is_heading else None


def _has_title(headed: Headed, index: int) -> bool:
    title = headed.cell(index, "title") or headed.cell(index, "topic")
    return title is not None and title.row == index and not title.is_empty


def _stands_once(headed: Headed, headings: _Headings, column: int) -> bool:
    """Whether the column tells a month once over all its rows: only months in their order, with empty cells below."""
    cells = [headed.grid.rows[index][column] for index, heading in headings.items() if heading is None]
    told = [cell.text for cell in cells if not cell.is_empty]
    if not told or cells[0].is_empty or len(told) == len(cells):
        return False
    if headed.words("deadline").startswith(("месяц", "дата", "день", "недел", "квартал", "четверт")) and len(told) > 1:
        return all(names_time(text) for text in told) and len(set(map(fold, told))) == len(told)
    months = [month_number(first_word(text)) for text in told]
    in_order = all(0 < (after - before) % 12 < 6 for before, after in pairwise(months))
    return all(months) and in_order and (len(months) > 1 or headed.words("deadline").startswith("месяц"))


def _with_new_column(headed: Headed, headings: _Headings, times: dict[int, tuple[str, str]]) -> Headed:
    """A table without a column of deadlines, whose headings tell them."""
    grid = headed.grid
    dated = [index for index, (time, _why) in times.items() if time and _has_title(headed, index)]
    own = [index for index, heading in headings.items() if heading is None and _has_title(headed, index)]
    if not dated or len(dated) * 2 < len(own):
        return headed
    title = headed.roles.get("title", headed.roles.get("topic", 0))
    head = cell_of("Срок")
    column = [head if headed.header <= index < headed.body else cell_of("") for index in range(len(grid.rows))]
    for index in own:
        time, why = times[index]
        column[index] = _said(time, index, 0, why)
    heads = grid.rows[headed.header]
    behind = max(place for place, cell in enumerate(heads) if cell is heads[title]) + 1
    found = find_header(with_column(grid, behind, column))
    return found if found is not None and found.has("deadline") else headed
