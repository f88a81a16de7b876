"""Approvals at a plan's front: УТВЕРЖДАЮ, СОГЛАСОВАНО, РАССМОТРЕНО, in columns, in paragraphs, on one line.

A block is told by its place and its shape: the word of an approval, below it or behind it who approved and by what
paper. A cell or a sentence that only begins with such a word («Утверждён план», «Принято 12 заявок») is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.parsed_rows import Source
from cluster_desk.core.records.plans import Approval
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import STEMS, find_day
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.grids import Cell, Grid, Paragraph, distinct
from cluster_desk.exchange.layout.reading_order import APPROVAL_WORD, Table, list_line
from cluster_desk.exchange.parsers.titles import begins_title

_BLANKS = regex(r"(?<![^\s«»\"])_+(?![^\s«»\".,])|[«\"]\s*_+\s*[»\"]|\b20_+\s*(?:г\.?|года)?|^/\s*/$")
_EMPTY_DAY = regex(
    rf"(?:от\s*)?[«\"]?\s*_+\s*[»\"]?\s*(?:_+|(?:{'|'.join(STEMS)})[а-я]*)?\s*"
    r"(?:20(?:\d\d|_*\d?_*))?\s*(?:г\.?|года)?[\s.,]*(?:№\s*_*)?",
    re.IGNORECASE,
)
"""A day left to be written by hand."""
_ORDER = regex(r"(?:приказ\w*|распоряжени\w*|постановлени\w*)[^№]{0,90}?(№\s*[\w/.\-–]*\w)", re.IGNORECASE)
_FORMAL = regex(r"(?:приказ|распоряжени|постановлени|протокол|решени)", re.IGNORECASE)
_POST = regex(
    r"(?:врио |и\.?\s?о\.?\s?)?(?:зам\w*\.? |главн\w+ |первый )*(?:директор|заведующ|начальник|председател|руководител|"
    r"глава|ректор|секретар|методист|куратор|президент|управляющ)",
    re.IGNORECASE,
)
_BY_WHOM = regex(
    r"(?:(?:на|решением|протокол\w*|общим|приказом) )?(?:\w+ ){0,2}"
    r"(?:\w*(?:советом?|педсовет\w*|заседани\w+|совещани\w+|собрани\w+|комисси\w+|конференци\w+)\b"
    r"|\w*(?:ом|ем|ой|ей|ением|нием)\b|протокол|приказ|распоряжени|постановлени|решени)"
)
_PAPER_WITHIN = regex(
    r"(?<=[а-яё»])[.,;]?\s+(?=(?:протокол|приказ|распоряжение|постановление)\s+(?:№|от\b|N\b))|\s+(?=[«\"]\s*_+\s*[»\"])",
    re.IGNORECASE,
)
"""Where a line that tells who approved goes on with the paper that says so, or with a day to be filled in."""
_LINES_BELOW = 9
_LONGEST_LINE = 160
_LAST_FIRST = 2
"""The last row, from 0, in which such a table's first approval begins."""
_MOST_ROWS = 14
"""Rows of a table of approvals, each of whose lines may have a row of its own."""


def read_table(table: Table, result: ParsedDocument) -> bool:
    """Take a table whose cells are approvals; whether it was one."""
    grid = table.grid
    if not any(_begins(cell, index) for index, row in enumerate(grid.rows[: _LAST_FIRST + 1]) for cell in row):
        return False
    places = [(index, cell) for index, row in enumerate(grid.rows) for cell in distinct(row) if _begins(cell, index)]
    if not places or not _is_of_approvals(table, places[0][0]):
        return False
    for index, cell in places:
        lines = _whole_column(grid, index, cell)
        result.approvals.append(_approval(lines, grid.source(index), whole=True))
        result.approvals[-1].part_sources = [grid.source(row) for row in range(index + 1, len(grid.rows))]
    return True


def _begins(cell: Cell, row: int) -> bool:
    return cell.row == row and bool(cell.lines) and bool(APPROVAL_WORD.match(cell.lines[0]))


def _is_of_approvals(table: Table, first: int) -> bool:
    """Whether the table is no more than approvals and what stands beside them: no list, no rows below a header."""
    grid, headed = table.grid, table.headed
    if headed is not None and first >= headed.body and len(headed.roles) > 1:
        return False
    if len(grid.rows) - first > _MOST_ROWS or first > _LAST_FIRST:
        return False
    cells = [cell for cell in distinct(grid.rows[first]) if not cell.is_empty]
    stamps = [cell for cell in cells if _begins(cell, first)]
    if len(cells) > 5 or any(re.fullmatch(r"[\d.)\s]+", cell.number) for cell in cells):
        return False
    return any(_is_stamp(_whole_column(grid, first, cell)) for cell in stamps)


def _whole_column(grid: Grid, index: int, cell: Cell) -> list[str]:
    """The cell's lines, and those below it where each line of an approval has a row of its own."""
    lines = list(cell.lines)
    if len(lines) > 1 or APPROVAL_WORD.sub("", lines[0]):
        return lines
    for number, row in enumerate(grid.rows[index + 1 :], start=index + 1):
        below = row[min(cell.column, len(row) - 1)]
        if below.row != number:
            continue  # merged with the cell above, whose lines were taken
        if below.lines and APPROVAL_WORD.match(below.lines[0]):
            break
        lines += below.lines
    return lines


def _is_stamp(lines: Sequence[str]) -> bool:
    """Whether lines that begin with an approval's word tell who approved, or by what paper, and nothing else."""
    word = APPROVAL_WORD.match(lines[0])
    if word is None:
        return False
    rest = [line for line in (lines[0][word.end() :], *lines[1:]) if line.strip()]
    if not rest:
        return False
    formal = any(_is_formal(line) or find_names(line.replace("_", " ")) for line in rest)
    if lines[0][word.end() :].strip():
        told = word[1].isupper() or _BY_WHOM.match(fold(rest[0])) or _POST.match(rest[0])
        return bool(told) and formal
    return formal or any(_POST.match(line) for line in rest)


def _is_formal(line: str) -> bool:
    return bool(_FORMAL.search(line) or find_day(line) or _BLANKS.search(line) or "___" in line)


def read_stretch(stretch: Sequence[Paragraph], result: ParsedDocument) -> None:
    """Approvals in paragraphs: a line that is the approval's word, and the lines below up to a name and its date."""
    taken = 0
    for place, paragraph in enumerate(stretch):
        if place < taken or list_line(paragraph).mark:
            continue
        word = APPROVAL_WORD.match(paragraph.words)
        if word is None or len(paragraph.words) > _LONGEST_LINE:
            continue
        block = [paragraph, *_below(paragraph, stretch[place + 1 : place + 1 + _LINES_BELOW])]
        lines = [one.words for one in block]
        if not _is_stamp(lines):
            continue
        taken = place + len(block)
        approval = _approval(lines, paragraph.source, whole=all(one.number == paragraph.number for one in block))
        approval.part_sources = [one.source for one in block[1:]]
        result.approvals.append(approval)


def _below(first: Paragraph, following: Sequence[Paragraph]) -> list[Paragraph]:
    """The further lines of an approval in paragraphs: up to a name, and what is formal behind it."""
    lines: list[Paragraph] = []
    named = bool(find_names(first.words))
    told = bool(APPROVAL_WORD.sub("", first.words))
    for each in following:
        words = each.words
        same = each.number == first.number and bool(first.number)
        if APPROVAL_WORD.match(words) or begins_title(words) or len(words) > _LONGEST_LINE or list_line(each).mark:
            break
        if not same and (each.heading or ((named or told) and not _is_formal(words))):
            break
        lines.append(each)
        named = named or bool(find_names(words.replace("_", " ")))
    return lines


def _approval(lines: Sequence[str], source: Source, *, whole: bool) -> Parsed[Approval]:
    """The approval that the lines tell; `whole`: they are a cell's or one paragraph's, so that none is another's."""
    word = APPROVAL_WORD.match(lines[0])
    assert word is not None
    approval = Approval(kind=word[1].upper().replace("УТВЕРЖДЁН", "УТВЕРЖДЕН"))
    reading = _Lines(approval, whole=whole)
    parted = (part for line in (lines[0][word.end() :], *lines[1:]) for part in _PAPER_WITHIN.split(line))
    typed = [line for line in map(tidy, parted) if line]
    if lines[0].startswith("(") and typed[-1].endswith(")") and "(" not in typed[-1]:
        typed[-1] = typed[-1][:-1]
    for line in typed:
        reading.take(line)
    kept = [line for line in map(_kept, typed) if line]
    order = next(filter(None, map(_ORDER.search, (*kept, " ".join(kept)))), None)
    approval.position, approval.order = _joined(reading.position), "\n".join(reading.basis)
    told = {
        "stated_order": tidy(order[1]) if order and any(map(str.isdigit, order[1])) else "",
        "stated_position": tidy(approval.position),
        "day_words": reading.day_words,
        "lines": kept,
    }
    return Parsed(approval, typed=told, source=source)


class _Lines:
    """Shares out an approval's lines, in their order: who approved, and by what paper and when."""

    def __init__(self, approval: Approval, *, whole: bool) -> None:
        self.approval, self._whole = approval, whole
        self.position: list[str] = []
        self.basis: list[str] = []
        self.day_words = ""
        self._within_paper = False  # the name of a paper goes on until its day or number

    def take(self, line: str) -> None:
        """One more line."""
        kept = _kept(line)
        if not kept:
            return
        if _is_empty_day(line):
            self.basis.append(kept)
            self._within_paper = False
            return
        day = find_day(kept)
        if day and day.value and not self.approval.day:
            self.approval.day, self.day_words = date.fromisoformat(day.value), day.words
        names = find_names(kept.replace("_", " "))
        begins_paper = bool(_FORMAL.match(kept)) or bool(re.match(r"№|от\b", kept, re.IGNORECASE))
        if names and not self.approval.name and not (begins_paper or self._within_paper):
            self._name(kept.replace("_", " "), names[0].start, names[0].end, names[0].words)
        elif begins_paper or self._within_paper or day or _ORDER.search(kept):
            self.basis.append(kept)
            self._within_paper = (begins_paper or self._within_paper) and not (day or "№" in kept)
        elif self.approval.name and not self._whole:
            self.basis.append(kept)
        else:
            self.position.append(kept.rstrip(":"))

    def _name(self, line: str, start: int, end: int, words: str) -> None:
        self.approval.name = words
        before, after = tidy(line[:start]).strip(" /,:"), tidy(line[end:]).strip(" /,:")
        after = "" if after == "." else after
        self.position += [before] if before else []
        if after and (find_day(after) or re.fullmatch(r"20\d\d\s*(?:г\.?|года)?", after)):
            self.basis.append(after)
        elif after and after.lower() not in ("м.п", "мп", "м.п."):
            self.position.append(after)


def _is_empty_day(line: str) -> bool:
    return "_" in line and bool(_EMPTY_DAY.fullmatch(line))


def _kept(line: str) -> str:
    """A line without the blanks left to be filled by hand; a day that tells its month or year keeps its blanks."""
    bare = tidy(_BLANKS.sub(" ", line)).strip("/ ")
    if _is_empty_day(line):
        return line if re.search(r"20\d\d|[а-я]{3,}", fold(line).replace("года", "")) else ""
    return bare


def _joined(lines: Iterable[str]) -> str:
    """The lines of a post: one that begins another post stands below the first, any other goes on with it."""
    text = ""
    for line in lines:
        parts = "\n" if text and _POST.match(line) and not text.endswith((",", "-")) else " "
        text = f"{text}{parts}{line}" if text else line
    return text
