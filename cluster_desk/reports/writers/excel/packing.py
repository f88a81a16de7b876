"""A workbook packed while its rows are made: openpyxl keeps those in a file of its own and reads that again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from cluster_desk.core.errors import Cancelled
from cluster_desk.core.progress import check

_PACKING = 3  # of zlib's levels: a thirtieth longer than with the usual one, in a third of the time
_ROWS = "rows"  # stands for the rows in a sheet's XML


class _Packed(io.BytesIO):
    """A packed workbook in memory, which hears between its pieces that the user stopped the work.

    It tells that once: the end of the zip is written even then.
    """

    def __init__(self) -> None:
        super().__init__()
        self._hears = True

    def write(self, piece: Any) -> int:
        """Take a piece."""
        if self._hears:
            try:
                check()
            except Cancelled:
                self._hears = False
                raise
        return super().write(piece)


@contextmanager
def packed(book: Any, file: IO[bytes]) -> Iterator[Package]:
    """The package of a workbook, which is in an open file in the end.

    In memory first: what openpyxl cannot write it complains of a second time.
    """
    whole = _Packed()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING) as archive:
        package = Package(book, archive)
        yield package
        package.save()
    file.write(whole.getbuffer())


def save_book(book: Any, file: IO[bytes]) -> None:
    """Save a workbook that is all there into an open file."""
    with packed(book, file):
        pass


class Package(ExcelWriter):
    """Writes a workbook, the rows of some of its sheets as they are told."""

    def __init__(self, book: Any, archive: zipfile.ZipFile) -> None:
        super().__init__(book, archive)
        self._parts = archive
        self._relations: dict[Any, Any] = {}  # of the sheets that are packed, to their drawings

    @contextmanager
    def rows_of(self, tab: Any) -> Iterator[Callable[[bytes], None]]:
        """Pack a sheet; the function given takes the XML of its rows, some at a time."""
        tab._id = len(self._relations) + 1  # as openpyxl will number it: its part is called so
        with self._parts.open(tab.path[1:], "w") as part:
            before = True

            def write(rows: bytes) -> None:
                nonlocal before
                if before:  # until now its columns may have been told
                    part.write(_around_rows(tab)[0])
                    before = False
                part.write(rows)

            yield write
            write(b"")
            _head, tail, self._relations[tab] = _around_rows(tab)
            part.write(tail)

    def write_worksheet(self, ws: Any) -> None:
        """Write a sheet, or of one that is packed what belongs to it."""
        if ws not in self._relations:
            super().write_worksheet(ws)
            return
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        ws._rels = self._relations[ws]
        self.manifest.append(ws)


def _around_rows(tab: Any) -> tuple[bytes, bytes, Any]:
    """What openpyxl writes before and behind the rows of a sheet, and what it refers to."""
    written = io.BytesIO()
    writer: Any = WorksheetWriter(tab, written)
    writer.write_top()
    stream = writer.xf.send(True)
    with stream.element("sheetData"):
        stream.write(_ROWS)
    writer.xf.send(None)
    writer.write_tail()
    writer.close()
    head, tail = written.getvalue().split(f">{_ROWS}<".encode())
    return head + b">", b"<" + tail, writer._rels
