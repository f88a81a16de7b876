"""Excel workbooks of the old kind (.xls) read into paragraphs and tables, as they show on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.exchange.files.number_formats import BUILT_IN, display
from cluster_desk.exchange.files.packages import damaged, too_large
from cluster_desk.exchange.files.sheets import MAX_COLUMNS, Counter, Sheet, SheetCell, blocks_of
from cluster_desk.exchange.layout.grids import Content

if TYPE_CHECKING:
    import xlrd

MAX_FILE = 30 * 2**20
"""Bytes of an old workbook: a year's plan has 100 KB."""
_EMPTY, _TEXT, _NUMBER, _DATE, _TRUTH, _ERROR, _BLANK = range(7)
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def read_xls(file: BinaryIO, path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of the visible sheets; raises UserError for a protected or damaged file."""
    data = file.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise too_large(path.name)
    book = _open(data, path.name)
    counter = Counter(path.name)
    content = Content(path.name, "xls")
    sheets = []
    visible = [sheet for sheet in book.sheets() if not sheet.visibility] or book.sheets()
    content.left_alone = [sheet.name for sheet in book.sheets() if sheet not in visible]
    for done, each in enumerate(visible):
        progress.report(done, len(visible))
        sheet = Sheet(each.name, merged=[(top, left, end - 1, last - 1) for top, end, left, last in each.merged_cells])
        for row in range(each.nrows):
            for column, cell in enumerate(each.row(row)[:MAX_COLUMNS]):
                if cell.ctype not in (_EMPTY, _BLANK):
                    counter.count()
                    sheet.put(row, column, _held(book, cell))
        sheets.append(sheet)
    content.blocks = blocks_of(sheets)
    return content


def _open(content: bytes, name: str) -> xlrd.Book:
    import os

    import xlrd

    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            return xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=nowhere)
    except MemoryError:
        raise
    except Exception as error:  # the library tells of a damaged file in every way that Python has
        if "encrypted" in str(error).lower():
            raise UserError(
                _("“%(name)s” is protected with a password.") % {"name": name},
                _("Open it, remove the password and save it again."),
            ) from error
        raise damaged(name) from error


def _held(book: xlrd.Book, cell: Any) -> SheetCell:
    if cell.ctype in (_NUMBER, _DATE):
        number = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
        value = book.format_map.get(number)
        # Formats known by their number are kept with American words; they show as the computer's region wants.
        code = BUILT_IN.get(number) or (value.format_str if value else "General")
        is_visible_entry = display(float(cell.value), code, bool(book.datemode))
        return SheetCell(is_visible_entry.text, is_visible_entry.day)
    if cell.ctype == _TRUTH:
        return SheetCell("ИСТИНА" if cell.value else "ЛОЖЬ")
    if cell.ctype == _ERROR:
        return SheetCell(_ERRORS.get(cell.value, "#N/A"))
    return SheetCell(str(cell.value).replace("\r\n", "\n").replace("\r", "\n"))
