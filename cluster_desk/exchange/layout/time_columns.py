"""Columns that stand for a time: months with crosses below them, a beginning and an end.

What the crosses and days under them say is put into words in a column of its own; theirs stay beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cluster_desk.core.deadlines.time_words import counted_words, lacks_month, month_words, names_time, within
from cluster_desk.core.language import N_
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.numbers import typed_numeral
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.grids import Cell, Grid, Paragraph, distinct
from cluster_desk.exchange.layout.headers import is_heading, role_of
from cluster_desk.exchange.layout.regrid import cell_of, with_column

_HEADER_ROWS = 6
_MARK = regex(r"[+xхv✓✔✗✘√☑☒*●•■▪◆▲#üû\uf0fc\uf0fb\uf02b]{1,3}|да|есть", re.IGNORECASE)
_COUNTED = (
    ("month", regex(r"месяц")),
    ("quarter", regex(r"квартал|\bкв\b")),
    ("term", regex(r"четверт")),
    ("trimester", regex(r"триместр")),
    ("half", regex(r"полугоди")),
    ("week", regex(r"недел")),
)
_YEAR = regex(r"20\d\d")
_DATES_ABOVE = regex(r"срок|период|дат[аы]|врем|график|год|месяц|квартал|четверт|триместр|недел|проведени|исполнени")


@dataclass
class TimeColumns:
    """Columns headed by times: the row where the times stand, and the words of each column's time."""

    row: int
    words: dict[int, str]

    @property
    def first(self) -> int:
        """The first of the columns."""
        return min(self.words)


def time_columns(grid: Grid) -> TimeColumns | None:
    """The columns of `grid` that are headed by months, quarters, weeks or days of the week; None where none are."""
    best: TimeColumns | None = None
    for index in range(min(_HEADER_ROWS, len(grid.rows) - 1)):
        words = _headed_by_times(grid, index)
        if len({id(grid.rows[index][column]) for column in words}) > 1 and len(words) >= (
            len(best.words) if best else 1
        ):
            best = TimeColumns(index, words)
    return best


def _headed_by_times(grid: Grid, index: int) -> dict[int, str]:
    """The columns with a time in the row `index`; empty where another row is meant."""
    row = grid.rows[index]
    cells = [(column, cell) for column, cell in enumerate(row) if cell.row == index and not cell.is_empty]
    bare = [(column, cell) for column, cell in cells if _is_numeral(cell.text)]
    numerals = _what_is_counted(grid, index, bare)
    words: dict[int, str] = {}
    for column, cell in cells:
        time = month_words(cell.text, numerals if (column, cell) in bare else "") or _marked_year(grid, index, column)
        if time:
            year = _YEAR.search(_above(grid, index, column))
            words[column] = time if not year or _YEAR.search(time) else f"{time} {year[0]}"
    # Beside the times something must say what is done then; a row of data has times too, but not only in a row.
    run = [column for column in words if column - 1 in words or column + 1 in words]
    others = [cell for column, cell in cells if column not in words and is_heading(cell.text, (), ())]
    others += [
        cell
        for column, cell in enumerate(row)
        if cell.row < index and column not in words and is_heading(cell.text, (), ())
    ]
    if index and run and not others and _is_grouped(grid, index - 1, run):
        above = enumerate(grid.rows[index - 1])
        others = [cell for column, cell in above if column not in words and is_heading(cell.text, (), ())]
    return {column: words[column] for column in run} if others else {}


_BARE_YEAR = regex(r"20\d\d(?: ?[-/] ?20\d\d)?")


def _marked_year(grid: Grid, index: int, column: int) -> str:
    """The year that heads a column of nothing but marks; below the years of a budget or a target stand numbers."""
    year = fold(grid.rows[index][column].text)
    told = [row[column].text for row in grid.rows[index + 1 :] if not row[column].is_empty]
    is_marked = _BARE_YEAR.fullmatch(year) and all(map(_MARK.fullmatch, told))
    return (f"{year} учебный год" if len(year) > len("2026") else f"{year} год") if is_marked else ""


def _is_grouped(grid: Grid, index: int, columns: Sequence[int]) -> bool:
    """Whether one heading in the row `index` stands over all the columns, merged or with empty cells beside it."""
    cells = [grid.rows[index][column] for column in columns]
    merged = all(1 < cell.span < grid.width for cell in cells)
    return merged or (not cells[0].is_empty and all(cell.is_empty for cell in cells[1:]))


def _above(grid: Grid, index: int, column: int) -> str:
    """The words over a column's heading."""
    return " ".join(
        fold(grid.rows[row][column].text) for row in range(index) if grid.rows[row][column].span < grid.width
    )


def _what_is_counted(grid: Grid, index: int, bare: Sequence[tuple[int, Cell]]) -> str:
    """What numbers over columns count: what stands above them says it, or their order does."""
    if not bare:
        return ""
    above = _above(grid, index, bare[0][0])
    counted = next((kind for kind, words in _COUNTED if words.search(above)), "")
    numbers = [month_words(cell.text, "month") for _column, cell in bare]
    roman = all(not cell.text.strip(" .").isdigit() for _column, cell in bare)
    if counted:
        return counted
    if not all(numbers) or len(bare) < 3 or not (roman or _DATES_ABOVE.search(above)):
        return ""
    return "quarter" if [_number(cell.text) for _column, cell in bare] == [1, 2, 3, 4] else "month"


def _is_numeral(words: str) -> bool:
    return _number(words) > 0


def _number(words: str) -> int:
    """What a figure or a numeral alone counts; 0 for other words."""
    bare = fold(words).strip(" .")
    return typed_numeral(bare) or (int(bare) if re.fullmatch(r"\d{1,2}", bare) else 0)


def with_marked_deadlines(grid: Grid, times: TimeColumns) -> Grid | None:
    """The grid with a column of the times that are marked in each row; None where words stand below the times."""
    marked = [_marks(grid, times, index) for index in range(times.row + 1, len(grid.rows))]
    cells = [cell for row in marked for _time, cell in row]
    known = [cell for cell in cells if _MARK.fullmatch(cell.text) or _is_time_within(cell.text)]
    if not cells or len(known) * 10 < len(cells) * 7:
        return None
    own = [cell for column, cell in enumerate(grid.rows[times.row]) if column not in times.words]
    if any(role_of(cell.text) == "deadline" for cell in own):
        return grid  # the rows tell their deadlines beside the marks
    head = cell_of(_name_of(grid, times))
    column = [head if index > _title_rows(grid, times) else cell_of("") for index in range(times.row + 1)]
    column += [_deadline(grid, times, index + times.row + 1, row) for index, row in enumerate(marked)]
    return with_column(grid, times.first, column)


def _title_rows(grid: Grid, times: TimeColumns) -> int:
    """The last row above the header that is one cell; -1 for none."""
    return max((row for row in range(times.row) if grid.only_cell(row) is not None), default=-1)


def _name_of(grid: Grid, times: TimeColumns) -> str:
    above = grid.rows[times.row - 1][times.first] if times.row else None
    usable = (
        above is not None and above.span < grid.width and not above.is_empty and _DATES_ABOVE.search(fold(above.text))
    )
    return above.text if usable and above is not None and not _YEAR.search(above.text) else "Срок"


def _marks(grid: Grid, times: TimeColumns, index: int) -> list[tuple[str, Cell]]:
    """Each cell with words below the times, with its time: that of a cell over several columns is a stretch."""
    result: list[tuple[str, Cell]] = []
    for cell in distinct(grid.rows[index]):
        columns = [column for column in times.words if grid.rows[index][column] is cell]
        if columns and not cell.is_empty and cell.span < grid.width:
            first, last = times.words[columns[0]], times.words[columns[-1]]
            result.append((first if len(columns) == 1 else f"{first} - {last}", cell))
    return result


def _is_time_within(words: str) -> bool:
    return bool(within("сентябрь", words)) or names_time(words)


def _deadline(grid: Grid, times: TimeColumns, index: int, marked: Sequence[tuple[str, Cell]]) -> Cell:
    """What the marks of a row say, as a deadline."""
    if not marked:
        is_row = any(not cell.is_empty for cell in grid.rows[index]) and grid.only_cell(index) is None
        return cell_of("", why=N_("No time is marked in this row.") if is_row else "")
    words: list[str] = []
    doubtful = False
    for time, cell in marked:
        if _MARK.fullmatch(cell.text):
            words.append(time)
        elif day := within(time, cell.text):
            words.append(day)
        elif names_time(cell.text):
            words.append(cell.text)
        else:
            doubtful = True
            words.append(time)
    why = N_("Words stand where other rows have a mark; the time over them was taken.") if doubtful else ""
    return cell_of(", ".join(dict.fromkeys(words)), why=why)


_BEGINS = regex(r"^(?:(?:дат\w+|срок\w*|время|план\w*) )?(?:начал\w*|с$|от$|старт)")
_ENDS = regex(r"^(?:(?:дат\w+|срок\w*|время|план\w*) )?(?:оконч\w*|заверш\w*|кон(?:ец|ц)\w*|по$|до$|финиш)")
_ACTUAL = regex(r"факт")
_OF_OTHERS = regex(r"класс|возраст|урок|занят|лет\b")


def with_stretches(grid: Grid) -> Grid:
    """The grid with a column of deadlines made of one where they begin and one where they end; itself without such."""
    for index in range(min(_HEADER_ROWS, len(grid.rows) - 1)):
        begins, ends = (_planned(grid, index, pattern) for pattern in (_BEGINS, _ENDS))
        if begins is None or ends is None or grid.rows[index][begins] is grid.rows[index][ends]:
            continue
        above = grid.rows[index - 1][begins] if index else grid.rows[index][begins]
        grouped = above.span > 1 and above.span < grid.width and above is not grid.rows[index][begins]
        head = cell_of(above.text if grouped and _DATES_ABOVE.search(fold(above.text)) else "Срок")
        column = [head if grid.only_cell(row) is None else cell_of("") for row in range(index + 1)]
        rows = range(index + 1, len(grid.rows))
        column += [_stretch(grid.rows[row][begins], grid.rows[row][ends], row) for row in rows]
        return with_column(grid, min(begins, ends), column)
    return grid


def _planned(grid: Grid, index: int, pattern: re.Pattern[str]) -> int | None:
    """The column of the row `index` that `pattern` names; the planned one where the actual one stands beside it."""
    row = grid.rows[index]
    fitting = [
        column
        for column, cell in enumerate(row)
        if cell.row <= index and pattern.match(fold(cell.text).strip(" .:")) and not _OF_OTHERS.search(fold(cell.text))
    ]
    planned = [
        column for column in fitting if not _ACTUAL.search(f"{fold(row[column].text)} {_above(grid, index, column)}")
    ]
    return next(iter([*planned, *fitting]), None)


def _stretch(first: Cell, last: Cell, index: int) -> Cell:
    """From the one to the other, as words that a deadline may have."""
    if index not in (first.row, last.row):
        return cell_of("")
    begins, ends = first.text.strip(" ."), last.text.strip(" .")
    if not begins and not ends:
        return cell_of("")
    if first is last or fold(begins) == fold(ends):
        return cell_of(begins)
    if not ends:
        words = begins if re.match(r"(?:с|от|до|к) ", fold(begins)) or not names_time(f"с {begins}") else f"с {begins}"
        return cell_of(words, why=N_("Only the beginning is told."))
    if not begins:
        words = ends if re.match(r"(?:до|по|к|не) ", fold(ends)) or not names_time(f"до {ends}") else f"до {ends}"
        return cell_of(words, why=N_("Only the end is told."))
    is_told = bool(re.match(r"(?:с|от) ", fold(begins)) and re.match(r"(?:по|до) ", fold(ends)))
    words = f"{begins} {ends}" if is_told else f"{begins} - {ends}"
    return (
        cell_of(words)
        if names_time(words)
        else cell_of(f"{begins}\n{ends}", why=N_("From when to when was not understood."))
    )


_COUNTING = regex(
    r"(?:№ |номер )?(?P<counts>месяц|недел|квартал|полугоди|четверт|триместр)\w*"
    r"(?: (?:проведени|выполнени|исполнени)\w+)?"
)
_COUNTS = {
    "месяц": "month",
    "недел": "week",
    "квартал": "quarter",
    "полугоди": "half",
    "четверт": "term",
    "триместр": "trimester",
}
_TOLD_ABOVE = N_("What the number counts stands in the heading.")


def with_counted_times(grid: Grid) -> Grid:
    """The grid with «I» below «Квартал» as «I квартал»; itself where no such column holds bare numbers."""
    for index in range(min(_HEADER_ROWS, len(grid.rows) - 1)):
        if not any(role_of(cell.text) in ("title", "topic") for cell in grid.rows[index]):
            continue
        for column, head in enumerate(grid.rows[index]):
            counting = _COUNTING.fullmatch(fold(head.text).strip(" .:"))
            if counting is None or head.span > 1:
                continue
            below = list({id(row[column]): row[column] for row in grid.rows[index + 1 :]}.values())
            said = {id(cell): counted_words(cell.text, _COUNTS[counting["counts"]]) for cell in below}
            told = [cell for cell in below if not cell.is_empty and cell is not head]
            counted = [cell for cell in told if said[id(cell)] and cell.span == 1]
            if counted and len(counted) * 2 >= len([cell for cell in told if cell.span == 1]):
                return _with_words(grid, {id(cell): said[id(cell)] for cell in counted})
    return grid


def _with_words(grid: Grid, words: dict[int, str]) -> Grid:
    """The grid with other words in some of its cells, which are told by their identity."""
    made: dict[int, Cell] = {}
    for cell in (cell for row in grid.rows for cell in row if id(cell) in words):
        lines: list[Paragraph | Grid] = [Paragraph(words[id(cell)])]
        said = replace(cell, paragraphs=[Paragraph(words[id(cell)])], blocks=lines, inferred=True, note=_TOLD_ABOVE)
        made.setdefault(id(cell), said)
    return replace(grid, rows=[[made.get(id(cell), cell) for cell in row] for row in grid.rows])


_MONTHS = regex(r"^месяц")
_DAYS = regex(r"^(?:числ|дат[аы]|день|дни|недел|срок)")


def with_days_of_months(grid: Grid) -> Grid:
    """The grid with a column of deadlines made of one of months and one of days in them; itself without such."""
    for index in range(min(_HEADER_ROWS, len(grid.rows) - 1)):
        months, days = (_planned(grid, index, pattern) for pattern in (_MONTHS, _DAYS))
        if months is None or days is None:
            continue
        rows = range(index + 1, len(grid.rows))
        told = [grid.rows[row][days] for row in rows if not grid.rows[row][days].is_empty]
        if not told or sum(lacks_month(cell.text) for cell in told) * 10 < len(told) * 7:
            return grid
        column = [cell_of("Срок") if grid.only_cell(row) is None else cell_of("") for row in range(index + 1)]
        month = ""
        for row in rows:
            cells = grid.rows[row]
            month = month if cells[months].is_empty or grid.only_cell(row) else cells[months].text
            column.append(_day_of_month(month, cells[days].text) if _has_words(cells) else cell_of(""))
        return with_column(grid, min(months, days), column)
    return grid


def _has_words(cells: Sequence[Cell]) -> bool:
    return len([cell for cell in distinct(list(cells)) if not cell.is_empty]) > 1


def _day_of_month(month: str, day: str) -> Cell:
    """The words of a day in a month, as a deadline may have them."""
    if not day:
        return cell_of(month)
    words = within(month, day) if month else ""
    if words:
        return cell_of(words)
    return (
        cell_of(day)
        if names_time(day)
        else cell_of(f"{month}, {day}".strip(", "), why=N_("The day is not understood."))
    )
