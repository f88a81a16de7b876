"""Several items in one cell: their numbers, names, days and people beside each other, taken apart where they agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cluster_desk.core.deadlines.time_words import names_time
from cluster_desk.core.language import N_
from cluster_desk.core.regex import regex
from cluster_desk.exchange.layout.grids import BULLET, Cell, Paragraph, distinct
from cluster_desk.exchange.layout.headers import Headed, find_header
from cluster_desk.exchange.layout.regrid import numbers_of, rearranged

_NUMBER = regex(r"\(?(?P<number>\d{1,2})\s?(?:[.)](?!\d)|\))\s*(?=\S)")
_SEVERAL = regex(r"\(?(?P<number>\d{1,2}(?:\.\d{1,2})+)[.)]?\s+(?=\D)")
_BULLET = regex(r"[-–—•·*▪●○■□➢✓\uf0b7\uf02d]\s*(?=\S)")
_HEADING = regex(r"(?:[ivx]+|\d{1,2}(?:\.\d{1,2})+)[.)]?\s", re.IGNORECASE)
_GOES_ON = (",", ":", "-", "–", "—", "(", "«")
_MOST_LINES = 60


@dataclass
class Part:
    """One of several items in a cell: its number, typed or automatic, and its lines."""

    number: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The lines as a cell has them."""
        return "\n".join(self.lines)


@dataclass
class Parts:
    """The items of a cell; `heading` stands above them; numbers or bullets tell them apart, else lines do."""

    items: list[Part]
    heading: str = ""
    numbered: bool = False
    bulleted: bool = False


class _Line(NamedTuple):
    """A line of a cell: its words without a mark, its number, whether it has a bullet, and the words as typed."""

    words: str
    number: str = ""
    bullet: bool = False
    typed: str = ""


def parts_of(cell: Cell) -> Parts:
    """The items that the lines of a cell are: by their numbers, by bullets, else a line each that begins one."""
    return _parts(_marked_lines(cell))


def _parts(lines: Sequence[_Line]) -> Parts:
    if not lines:
        return Parts([])
    depths = [line.number.count(".") + 1 if line.number else 0 for line in lines]
    depth = next((depth for depth in (1, 2, 3) if depths.count(depth) > 1), 0)
    numbers = [int(line.number.rsplit(".")[-1]) if line.number else 0 for line in lines]
    firsts = [place for place, each in enumerate(depths) if each and each == depth]
    in_order = [numbers[place] - numbers[firsts[0]] for place in firsts] == list(range(len(firsts)))
    if len(firsts) > 1 and in_order:
        return _grouped(lines, firsts, numbered=True)
    bullets = [place for place, line in enumerate(lines) if line.bullet]
    if len(bullets) > 1 and len(bullets) >= len(lines) - 1 and bullets[-1] == len(lines) - 1:
        return replace(_grouped(lines, bullets, numbered=False), bulleted=True)
    return _grouped(lines, [place for place, _line in enumerate(lines) if _begins(lines, place)], numbered=False)


def _marked_lines(cell: Cell) -> list[_Line]:
    """Each line of the cell with its mark, typed or automatic."""
    lines: list[_Line] = []
    for paragraph in cell.paragraphs:
        texts = filter(None, (" ".join(each.split()) for each in paragraph.text.split("\n")))
        lines += [_marked(text, paragraph.mark if place == 0 else "") for place, text in enumerate(texts)]
    return lines


def _marked(text: str, mark: str) -> _Line:
    if mark:
        number = mark.strip(" .)(")
        is_number = bool(re.fullmatch(r"\d{1,2}(?:\.\d{1,2})*", number))
        return _Line(text, number if is_number else "", not is_number, text if mark == BULLET else f"{mark} {text}")
    if typed := _NUMBER.match(text) or _SEVERAL.match(text):
        return _Line(text[typed.end() :], typed["number"], typed=text)
    bullet = _BULLET.match(text)
    return _Line(text[bullet.end() :], bullet=True, typed=text) if bullet else _Line(text, typed=text)


def _begins(lines: Sequence[_Line], place: int) -> bool:
    """Whether a line begins an item: a capital, no bullet, and nothing before it that goes on."""
    line = lines[place]
    if place == 0:
        return True
    return (
        not line.bullet
        and (line.words[0].isupper() or line.words[0] in '«"')
        and not lines[place - 1].words.endswith(_GOES_ON)
    )


def _grouped(lines: Sequence[_Line], firsts: Sequence[int], *, numbered: bool) -> Parts:
    """The lines as items that begin at the places `firsts`; what goes on with one keeps its bullets and numbers."""
    ends = [*firsts[1:], len(lines)]
    items = [
        Part(
            lines[first].number if numbered else "",
            [
                lines[first].words if numbered or lines[first].bullet else lines[first].typed,
                *(line.typed for line in lines[first + 1 : end]),
            ],
        )
        for first, end in zip(firsts, ends, strict=True)
    ]
    return Parts(items, " ".join(line.typed for line in lines[: firsts[0]]) if firsts else "", numbered)


def with_items_apart(headed: Headed) -> Headed:
    """The table with a row for each of the items that stand in one; itself where no row holds several."""
    grid = headed.grid
    asked = ((index, _apart(headed, index)) for index in range(headed.body, len(grid.rows)))
    made = {index: apart for index, apart in asked if apart is not None}
    if not made:
        return headed
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    for index, (row, number) in enumerate(zip(grid.rows, numbers_of(grid), strict=True)):
        rows += made.get(index) or [row]
        numbers += [number] * len(made.get(index) or [row])
    found = find_header(replace(grid, rows=rearranged(rows), row_numbers=numbers))
    return found if found is not None and found.roles == headed.roles else headed


SEVERAL_SEEM = N_("Several items seem to stand in this row, but their days or people are not as many.")
_BY_LINES = N_("Lines beside as many days were read as items of their own.")
_FOR_ALL = N_("These words stand once for several items.")
_NOT_AS_MANY = N_("There are not as many of these as items in the row; each has them all.")


@dataclass
class _Row:
    """A row that may hold several items: its cells by column, its № and title apart."""

    cells: list[Cell]
    title: Cell
    number: Cell | None
    dated: Cell | None
    people: Cell | None

    @property
    def counted(self) -> list[str]:
        """The lines of the № cell where they are several numbers."""
        lines = [f"{each.mark} {each.words}".strip() for each in self.number.paragraphs] if self.number else []
        lines = (
            [line for each in lines for line in each.split()] if len(lines) == 1 else [line for line in lines if line]
        )
        are_numbers = all(re.fullmatch(r"(?:\d{1,2}|\d{1,2}(?:\.\d{1,2})+)[.)]?", line) for line in lines)
        return lines if len(lines) > 1 and are_numbers else []


def _apart(headed: Headed, index: int) -> list[list[Cell]] | None:
    """The rows that one row is, its heading first; None where it holds one item."""
    cells = headed.grid.rows[index]
    title = headed.cell(index, "title") or headed.cell(index, "topic")
    if title is None or len(title.lines) < 2 or len(title.lines) > _MOST_LINES or headed.grid.only_cell(index):
        return None
    if title.rows > 1 or any(cell.row != index for cell in cells if cell is title):
        return None
    row = _Row(cells, title, *(headed.cell(index, role) for role in ("number", "deadline", "responsible")))
    parts = parts_of(title)
    if row.counted and len(parts.items) == len(row.counted) + 1 and not parts.heading and not parts.numbered:
        first = parts.items.pop(0)
        parts.heading = " ".join(first.lines)
    agree = _agree(row, parts)
    if agree is None:
        return None
    if not agree or len(parts.items) < 2:
        title.why = SEVERAL_SEEM
        return None
    sure = bool(row.counted) or parts.numbered
    return _rows_of(headed, row, parts, why="" if sure else _BY_LINES)


def _agree(row: _Row, parts: Parts) -> bool | None:
    """Whether a row holds several items that can be told apart; None where it is one item and what belongs to it."""
    count = len(parts.items)
    days, people = _as_many(row.dated, count, are_times=True), _as_many(row.people, count)
    if row.counted:
        return count == len(row.counted) and days is not None
    if days is not None and len(days) == count > 1 and parts.numbered:
        return True
    is_one = row.number is not None and not row.number.is_empty
    if (parts.numbered or parts.bulleted) and not is_one and not parts.heading and len(_lines(row.dated)) < 2:
        return parts.numbered or people is not None
    if parts.numbered:
        # An item and what belongs to it, but for as many people.
        return None if len(_lines(row.dated)) < 2 and len(_lines(row.people)) != count else False
    if _is_beside(days, parts):
        return not is_one and people is not None
    return None


def _is_beside(days: list[str] | None, parts: Parts) -> bool:
    """Whether each line of a title without numbers has a day of its own beside it."""
    ended = any(line.endswith(_GOES_ON) for part in parts.items for line in part.lines)
    return days is not None and len(days) == len(parts.items) > 1 and not ended and not parts.heading


def _lines(cell: Cell | None) -> list[str]:
    if cell is None:
        return []
    parts = parts_of(cell)
    return [part.words for part in parts.items] if parts.numbered and not parts.heading else cell.lines


def _as_many(cell: Cell | None, count: int, *, are_times: bool = False) -> list[str] | None:
    """The words of a cell for each of `count` items: as many lines, or one for all; None where they do not agree."""
    lines = _lines(cell)
    if cell is not None and 1 < len(lines) < count == len(cell.paragraphs):
        return [paragraph.words for paragraph in cell.paragraphs]  # empty lines keep the places
    if len(lines) > count:
        joined = (
            _times(lines)
            if are_times
            else [part.words for part in _parts([_Line(line, typed=line) for line in lines]).items]
        )
        lines = joined if len(joined) == count else lines
    return lines if len(lines) in (0, 1, count) else None


def _times(lines: Sequence[str]) -> list[str]:
    """The lines, those that only together name a time joined («в течение», «года»)."""
    joined: list[str] = []
    for line in lines:
        if joined and not names_time(line) and names_time(f"{joined[-1]} {line}"):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _rows_of(headed: Headed, row: _Row, parts: Parts, *, why: str) -> list[list[Cell]]:
    """A row for the heading, where there is one, and one for each item."""
    width, count = headed.grid.width, len(parts.items)
    rows: list[list[Cell]] = []
    number = row.number.number if row.number is not None and not row.counted else ""
    if parts.heading:
        heading = f"{number.rstrip('.')}. {parts.heading}" if number else parts.heading
        rows.append([Cell([Paragraph(heading)])] * width)
    shares = {id(cell): _as_many(cell, count, are_times=cell is row.dated) for cell in distinct(row.cells)}
    for place, part in enumerate(parts.items):
        made: dict[int, Cell] = {}
        for cell in distinct(row.cells):
            if cell is row.title:
                made[id(cell)] = Cell([Paragraph(line) for line in part.lines], why=why)
            elif cell is row.number:
                told = row.counted[place] if row.counted else f"{part.number}." if part.number else ""
                made[id(cell)] = Cell([Paragraph(told)] if told else [])
            else:
                made[id(cell)] = _share(cell, shares[id(cell)], place, count)
        rows.append([made[id(cell)] for cell in row.cells])
    return rows


def _share(cell: Cell, shares: list[str] | None, place: int, count: int) -> Cell:
    """What an item has of a cell that is beside several; one merged over rows stays one."""
    if cell.rows > 1:
        return cell
    if shares is None or not shares:
        return replace(cell, paragraphs=list(cell.paragraphs), why=_NOT_AS_MANY if shares is None else "")
    if len(shares) < count:
        return replace(cell, note=_FOR_ALL)
    return Cell([Paragraph(line) for line in shares[place].split("\n")])
