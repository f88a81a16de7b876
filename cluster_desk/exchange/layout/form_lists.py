"""The lists of events in a department's form: where their headings, free rows and totals stand, what each column asks.

Nothing is concluded from silence: a heading that is not understood has no value, and what may mean two things has a
doubt. Headings that somebody told go before their words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cluster_desk.core.cell_names import cell_name
from cluster_desk.core.form_lists import FormList, FormSheet, ListColumn, months_named
from cluster_desk.core.language import _
from cluster_desk.core.records.forms import FormMonths, FormValue
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.form_headings import below, first_of_several, is_unsure, list_value
from cluster_desk.exchange.layout.grids import Cell, Grid, Paragraph, distinct
from cluster_desk.exchange.layout.headers import last_of_header

Told = Mapping[tuple[str, str], FormValue]
"""What somebody chose for the cells of headings, by sheet and place."""

_LONGEST = 150
_TOTAL = regex(r"^(?:итого|всего|итог)\b")
_TITLE_ROWS = 4


def lists_in(sheets: Sequence[FormSheet], told: Told | None = None) -> list[FormList]:
    """The lists of a form in the order of its sheets; of lists that ask the same the first counts."""
    found: list[FormList] = []
    for sheet in sheets:
        found += [] if sheet.is_hidden else _of_sheet(sheet, told or {})
    return _without_twins(_with_months(found), told or {})


def _of_sheet(sheet: FormSheet, told: Told) -> Iterator[FormList]:
    grid = _grid(sheet)
    headed = {}
    row = 0
    while row < len(grid.rows):
        columns = _columns(sheet, grid, row, told)
        if columns:
            headed[row] = columns
            row = _header_end(grid, row)
        row += 1
    above = 0
    for header, columns in headed.items():
        end = _header_end(grid, header)
        title = _title(grid, above, header)
        for body in _bodies(sheet, grid, _body(grid, end), columns, headed):
            above = body.end + 1 if body.total is None else body.total + 1
            yield FormList(
                sheet=sheet.name,
                header=header,
                header_end=end,
                columns=tuple(_uncounted(sheet, column, body.free) for column in columns),
                free=tuple(body.free),
                kept=tuple(body.kept),
                end=body.end,
                total=body.total,
                title=body.title or title,
                is_locked=sheet.is_locked,
            )


def _grid(sheet: FormSheet) -> Grid:
    """The sheet's texts as a table of cells, merged ones in each place that they cover; formulas hold no words."""
    rows = [
        [Cell([Paragraph(line) for line in _words(text).split("\n")], row=y, column=x) for x, text in enumerate(texts)]
        for y, texts in enumerate(sheet.rows)
    ]
    width = len(rows[0]) if rows else 0
    for top, left, bottom, right in sheet.merged:
        if top >= len(rows) or left >= width:
            continue
        cell = rows[top][left]
        cell.rows, cell.span = bottom - top + 1, right - left + 1
        for y in range(top, min(bottom, len(rows) - 1) + 1):
            for x in range(left, min(right, width - 1) + 1):
                rows[y][x] = cell
    return Grid(rows, sheet=sheet.name)


def _words(text: str) -> str:
    return "" if text.startswith("=") else text


def _columns(sheet: FormSheet, grid: Grid, row: int, told: Told) -> list[ListColumn]:
    """The columns under a row of headings; none where it is no row of headings."""
    own = [cell for cell in distinct(grid.rows[row]) if cell.row == row and cell.text]
    chosen = any((sheet.name, cell_name(row, cell.column)) in told for cell in own)
    if not chosen and (len(own) < 2 or any(len(cell.text) > _LONGEST or cell.text.isdecimal() for cell in own)):
        return []
    last = _header_end(grid, row)
    columns: list[ListColumn] = []
    for first, lower in _leaves(grid, row, last):
        upper = grid.rows[row][first]
        columns.append(_column(sheet.name, upper, lower, first, told))
    values = {one.value for one in columns} - {None}
    sure = FormValue.ROW_NAME in values and len(values) >= 2 and len(columns) <= 2 * sum(bool(c.value) for c in columns)
    return _without_repeats(columns, sheet.name, told) if chosen or sure else []


def _header_end(grid: Grid, row: int) -> int:
    """The last row of the headings; a cell merged down past them all («Кластер» beside a list) is none."""
    last = last_of_header(grid, row)
    headings = [cell for cell in distinct(grid.rows[row]) if list_value(cell.text) is not None or cell.span > 1]
    sure = max((cell.row + cell.rows - 1 for cell in headings), default=last)
    below = [cell for line in grid.rows[sure + 1 : last + 1] for cell in line if cell.row > sure and cell.text]
    return last if below else min(sure, last)


def _leaves(grid: Grid, row: int, last: int) -> Iterator[tuple[int, Cell]]:
    """The lowest cells of the headings with the column that each begins in."""
    seen: set[int] = set()
    for x, upper in enumerate(grid.rows[row]):
        cell = next((line[x] for line in reversed(grid.rows[row : last + 1]) if line[x].text), upper)
        if cell.text and id(cell) not in seen and cell.column == x:
            seen.add(id(cell))
            yield x, cell


def _column(sheet: str, upper: Cell, lower: Cell, first: int, told: Told) -> ListColumn:
    doubt = ""
    if upper is lower or not upper.text:
        words, value = lower.text, list_value(lower.text)
        several, left = first_of_several(lower.text)
        if several is not None and left:
            value = several
            doubt = _("the heading asks for more: “%s” is not filled") % left
    else:
        words, value = below(upper.text, lower.text)
    if value is not None and not doubt and is_unsure(words, value):
        doubt = _("the heading may ask for something else")
    cell = cell_name(lower.row, lower.column)
    if (sheet, cell) in told:
        value, doubt = told[sheet, cell], ""
    return ListColumn(first, first + lower.span - 1, tidy(words), cell, value, doubt)


def _without_repeats(columns: list[ListColumn], sheet: str, told: Told) -> list[ListColumn]:
    """A heading told twice is filled once: what stands under the second nobody can tell."""
    seen: set[FormValue] = set()
    results = []
    for one in columns:
        value = one.value
        if value in seen and (sheet, one.cell) not in told:
            doubt = _("another column asks the same: this one stays empty")
            one = replace(one, value=None, doubt=doubt)
        elif value is not None:
            seen.add(value)
        results.append(one)
    return results


def _body(grid: Grid, header_end: int) -> int:
    """The first row below the headings and the row that counts the columns («1 2 3 4», «А Б 1 2»)."""
    row = header_end + 1
    if row < len(grid.rows):
        texts = [cell.text.strip(" .") for cell in distinct(grid.rows[row]) if cell.text]
        figures = [text for text in texts if text.isdecimal()]
        counted = figures == [str(number) for number in range(1, len(figures) + 1)]
        if len(figures) >= 3 and counted and all(len(text) <= 2 for text in texts):
            return row + 1
    return row


def _uncounted(sheet: FormSheet, column: ListColumn, free: Sequence[int]) -> ListColumn:
    """A column whose rows hold formulas counts by itself: nothing is put there."""
    if column.value is None or not free or not all(sheet.rows[row][column.first].startswith("=") for row in free):
        return column
    return replace(column, value=None, doubt=_("its formulas count by themselves"), by_formula=column.value)


@dataclass
class _Body:
    title: str = ""
    free: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    end: int = 0
    total: int | None = None


def _bodies(
    sheet: FormSheet, grid: Grid, first: int, columns: Sequence[ListColumn], headers: Collection[int]
) -> Iterator[_Body]:
    """The rows below headings; rows that name a part («I квартал») begin another body under the same headings."""
    body = _Body(end=first - 1)
    for row in range(first, len(grid.rows)):
        if row in headers:
            break
        own = [cell for cell in distinct(grid.rows[row]) if cell.row == row and cell.text]
        prepared = row in sheet.bordered
        if own and _TOTAL.match(fold(own[0].text)):
            body.total = row
            yield body
            body = _Body(end=row)
        elif body.total is None and not _has_words(own, columns):
            if not prepared and not own:
                break
            body.free.append(row)
            body.end = row
        elif len(own) == 1 and prepared and _is_wide(own[0], columns):
            if body.free or body.kept or body.title:
                yield body
            body = _Body(title=own[0].text, end=row)
        elif len(own) >= 2 or (own and prepared):
            if not prepared and _is_signature(own, columns):
                break
            body.kept.append(row)
            body.end = row
        else:
            break
    if body.free or body.kept or body.title or body.end == first - 1:
        yield body


def _has_words(own: Sequence[Cell], columns: Sequence[ListColumn]) -> bool:
    """Whether a row holds more than the number that stands in it already."""
    number = next((one for one in columns if one.value is FormValue.ROW_NUMBER), columns[0])
    return any(cell.column != number.first or not re.fullmatch(r"\d{1,4}[.)]?", cell.text) for cell in own)


def _is_wide(cell: Cell, columns: Sequence[ListColumn]) -> bool:
    """Whether a cell is the whole row, as the words over a part of a list."""
    return 2 * cell.span > columns[-1].last - columns[0].first + 1


def _is_signature(own: Sequence[Cell], columns: Sequence[ListColumn]) -> bool:
    """Words below a list that are none of its rows: they stand apart from the column of events."""
    name = next((one for one in columns if one.value is FormValue.ROW_NAME), columns[0])
    return not any(cell.column <= name.first < cell.column + cell.span for cell in own) or any(
        re.match(r"исполнител|руководител|директор|начальник|подпис|дата\b|м\.? ?п\.", fold(cell.text)) for cell in own
    )


def _title(grid: Grid, above: int, header: int) -> str:
    """The words right above the headings, rows of one cell each; one empty row may part them."""
    words: list[str] = []
    for row in range(header - 1, max(above, header - _TITLE_ROWS) - 1, -1):
        own = [cell for cell in distinct(grid.rows[row]) if cell.row == row and cell.text]
        if len(own) > 1 or (not own and (words or row < header - 1)):
            break
        words += [cell.text for cell in own]
    return tidy(" ".join(reversed(words)))


def _with_months(lists: list[FormList]) -> list[FormList]:
    """Each list's part of the year, where the form has lists of several parts; one alone is a title of the day."""
    named = [months_named(one.title) or months_named(one.sheet) for one in lists]
    if len(set(named) - {None}) < 2:
        return lists
    return [replace(one, months=months or FormMonths.WHOLE) for one, months in zip(lists, named, strict=True)]


def scoped(lists: Sequence[FormList], directions: Collection[str], organization: Mapping[str, int]) -> list[FormList]:
    """The lists with the direction or the organization that their titles or sheets name, where several differ.

    `directions` are the names of the plan's sections; `organization` tells the row numbers of the sheets' names.
    """
    by_direction = [_direction_in(one, directions) for one in lists]
    by_school = [organization.get(one.sheet) for one in lists]
    several = len(set(by_direction) - {""}) > 1
    schools = len(set(by_school) - {None}) > 1
    return [
        replace(one, direction=direction if several else "", organization_id=school if schools else None)
        for one, direction, school in zip(lists, by_direction, by_school, strict=True)
    ]


def _direction_in(one: FormList, directions: Collection[str]) -> str:
    """The direction that a list's title or its sheet's name is about; the longest name that fits."""
    for words in (fold(one.title), fold(one.sheet)):
        fitting = [name for name in directions if len(fold(name)) > 3 and (fold(name) in words or _begins(name, words))]
        if fitting:
            return max(fitting, key=len)
    return ""


def _begins(name: str, words: str) -> bool:
    """Whether a sheet's name, which Excel bounds to 31 signs, is the beginning of a direction's."""
    return len(words) >= 12 and fold(name).startswith(words)


def _without_twins(lists: list[FormList], told: Told) -> list[FormList]:
    results: list[FormList] = []
    for one in lists:
        same = next((other for other in results if _asks_the_same(other, one)), None)
        chosen = any((one.sheet, column.cell) in told for column in one.columns)
        results.append(replace(one, twin_of=same.header if same is not None and not chosen else None))
    return results


def _asks_the_same(one: FormList, other: FormList) -> bool:
    """Whether two lists of a sheet are told apart by nothing: both would get the same rows."""
    return (
        one.sheet == other.sheet
        and one.twin_of is None
        and one.months is other.months
        and other.title in ("", one.title)
        and [fold(each.heading) for each in one.columns] == [fold(each.heading) for each in other.columns]
    )
