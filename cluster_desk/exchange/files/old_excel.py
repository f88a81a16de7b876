"""Excel workbooks of the old kind (.xls) read into paragraphs and tables, as they show on the screen."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.russian.text import tidy
from cluster_desk.exchange.files.number_formats import BUILT_IN, display, display_words
from cluster_desk.exchange.files.packages import damaged, too_large
from cluster_desk.exchange.files.sheets import (
    MAX_COLUMNS,
    Counter,
    Sheet,
    SheetCell,
    blocks_of,
    hidden_sheets,
    without_hidden,
)
from cluster_desk.exchange.files.symbol_fonts import raised
from cluster_desk.exchange.layout.grids import Content

if TYPE_CHECKING:
    import xlrd

MAX_FILE = 30 * 2**20
"""Bytes of an old workbook: a year's plan has 100 KB."""
_NO_CELL, _WORDS, _NUMBER, _DATE, _TRUTH, _ERROR, _BLANK = range(7)
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def read_xls(file: BinaryIO, path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of the visible sheets; raises UserError for a protected or damaged file."""
    data = file.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise too_large(path.name)
    counter = Counter(path.name, progress)
    book = _opened(data, path.name, counter)
    content = Content(path.name, "xls")
    sheets = []
    visible = [sheet for sheet in book.sheets() if not sheet.visibility] or book.sheets()
    content.left_alone = hidden_sheets(sheet.name for sheet in book.sheets() if sheet not in visible)
    for done, each in enumerate(visible):
        counter.at = (done, len(visible))
        progress.report(*counter.at)
        sheets.append(_old_sheet(book, each, counter))
    content.left_alone += without_hidden(sheets)
    content.blocks = blocks_of(sheets, path.name)
    return content


_RECORD = struct.Struct("<HH")
_ONE_CELL = frozenset((0x0006, 0x0206, 0x0406, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E))
_MANY_NUMBERS, _MANY_BLANKS, _ONE_BLANK = 0x00BD, 0x00BE, 0x0201
_MAX_BLANKS = 200_000


def _is_within(book: xlrd.Book, counter: Counter) -> bool:
    """Whether the workbook holds no more cells than any office's, told by its records before they are unpacked."""
    data, place = book.mem or b"", book.base
    end = min(place + book.stream_len, len(data))
    cells = blanks = 0
    while place + _RECORD.size <= end:
        kind, length = _RECORD.unpack_from(data, place)
        if kind in _ONE_CELL:
            cells += 1
        elif kind == _MANY_NUMBERS:
            cells += max(length - 6, 0) // 6
        elif kind == _ONE_BLANK:
            blanks += 1
        elif kind == _MANY_BLANKS:
            blanks += max(length - 6, 0) // 2
        place += _RECORD.size + length
    return cells <= counter.left and blanks <= _MAX_BLANKS


def _old_sheet(book: xlrd.Book, each: Any, counter: Counter) -> Sheet:
    sheet = Sheet(each.name, merged=[(top, left, end - 1, last - 1) for top, end, left, last in each.merged_cells])
    sheet.hidden_rows = {row for row, look in each.rowinfo_map.items() if look.hidden}
    sheet.hidden_columns = {column for column, look in each.colinfo_map.items() if look.hidden}
    for row in range(each.nrows):
        values = each.row_values(row, 0, MAX_COLUMNS)
        for column, kind in enumerate(each.row_types(row, 0, MAX_COLUMNS)):
            if kind not in (_NO_CELL, _BLANK):
                held = _held(book, kind, values[column], each.cell_xf_index(row, column))
                if runs := each.rich_text_runlist_map.get((row, column)):
                    held = replace(held, text=_with_raised(book, held.text, runs))
                counter.count(held.text)
                sheet.put(row, column, held)
    return sheet


def _with_raised(book: xlrd.Book, text: str, runs: Sequence[tuple[int, int]]) -> str:
    """The words with the figures of raised runs as the signs for them."""
    ends = [start for start, _font in runs[1:]] + [len(text)]
    parts = [text[: runs[0][0]]]
    for (start, font), end in zip(runs, ends, strict=True):
        is_raised = font < len(book.font_list) and book.font_list[font].escapement == 1
        parts.append(raised(text[start:end]) if is_raised else text[start:end])
    return "".join(parts)


def _opened(content: bytes, name: str, counter: Counter) -> xlrd.Book:
    import os

    import xlrd

    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            book = xlrd.open_workbook(
                file_contents=content, formatting_info=True, ragged_rows=True, on_demand=True, logfile=nowhere
            )
            if not _is_within(book, counter):
                raise counter.trouble()
            book.sheets()
            return book
    except (MemoryError, UserError):
        raise
    except Exception as error:  # the library tells of a damaged file in every way that Python has
        if "encrypted" in str(error).lower():
            raise UserError(
                _("“%(name)s” is protected with a password.") % {"name": name},
                _("Open it, remove the password and save it again."),
            ) from error
        raise damaged(name) from error


def _held(book: xlrd.Book, kind: int, shown: Any, style: int) -> SheetCell:
    look = book.xf_list[style] if 0 <= style < len(book.xf_list) else None
    number = look.format_key if look is not None else 0
    value = book.format_map.get(number)
    # Formats known by their number are kept with American words; they show as the computer's region wants.
    code = BUILT_IN.get(number) or (value.format_str if value else "General")
    if kind in (_NUMBER, _DATE):
        result = display(float(shown), code, bool(book.datemode))
        held = SheetCell(result.text, result.day)
    elif kind == _TRUTH:
        held = SheetCell("ИСТИНА" if shown else "ЛОЖЬ")
    elif kind == _ERROR:
        held = SheetCell(_ERRORS.get(shown, "#N/A"))
    else:
        held = SheetCell(display_words(str(shown).replace("\r\n", "\n").replace("\r", "\n"), code))
    is_struck = (
        look is not None and look.font_index < len(book.font_list) and book.font_list[look.font_index].struck_out
    )
    return replace(held, struck=tidy(held.text)) if is_struck else held
