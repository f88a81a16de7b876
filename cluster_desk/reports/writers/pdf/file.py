"""The PDF file that pages are put into: reportlab keeps its structure and the subsets of its fonts.

Its canvas, which draws, is left out: pages come ready (`page.py`), are packed as soon as they are closed, and stand in
the file as one line each. Of a paper of 2,000 rows the canvas made a quarter of the time.
"""

from __future__ import annotations

import datetime as dt
import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

from cluster_desk.reports.writers.pdf.archive import describe, with_ended_streams
from cluster_desk.reports.writers.pdf.fonts import use_plain_streams

_PROGRAM, _PRODUCER = "Cluster Desk", "Cluster Desk, ReportLab"
_SUBJECT = "Документы образовательного кластера"
_LEVEL = 3  # of packing a page: a third less time than the usual 6, for files of long tables 3 % larger


class PdfFile:
    """One PDF being made: its description, pages, fonts."""

    def __init__(self, title: str, *, archived: bool) -> None:
        use_plain_streams()
        self.document: Any = pdfdoc.PDFDocument(invariant=1, lang="ru-RU", pdfVersion=(1, 4))
        self.document.setTitle(title)
        self.document.setSubject(_SUBJECT)
        self.document.setCreator(_PROGRAM)
        self.document.setProducer(_PRODUCER)
        self.document.setAuthor("")
        today = dt.date.today()  # the day alone: equal papers of a day are equal files
        self.document.setDateFormatter(lambda *_when: f"D:{today:%Y%m%d}000000Z")
        wishes = pdfdoc.ViewerPreferencesPDFDictionary()
        wishes["DisplayDocTitle"] = "true"
        self.document.Catalog.ViewerPreferences = wishes
        self._archived = archived
        if archived:
            describe(self.document, title, _SUBJECT, _PROGRAM, _PRODUCER, today)

    def add_page(self, width: float, height: float, code: str) -> None:
        """Put in a page, its size in points, drawn by `code`; a letter of that is a byte."""
        packed = zlib.compress(code.encode("latin-1"), _LEVEL)
        self.document.updateSignature(packed)
        self.document.addPage(_Page(width, height, _Contents(packed)))

    def content(self) -> bytes:
        """The whole file."""
        result: bytes = self.document.GetPDFData(None)
        return with_ended_streams(result) if self._archived else result


class _Contents(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """What draws a page, packed."""

    __RefOnly__ = 1

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def format(self, _document: Any) -> bytes:
        """As it stands in the file."""
        return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%bendstream\n" % (len(self._packed), self._packed)


class _Page(pdfdoc.PDFObject):  # type: ignore[misc]
    """A page: reportlab's own is a dictionary of objects, each of which is looked up and written by itself."""

    __RefOnly__ = 1

    def __init__(self, width: float, height: float, contents: _Contents) -> None:
        self._box = f"{width:.4f} {height:.4f}"
        self._contents = contents

    def format(self, document: Any) -> bytes:
        """As it stands in the file."""
        pages, contents, fonts = (
            document.Reference(each).format(document).decode()
            for each in (document.Pages, self._contents, document.idToObject[pdfdoc.BasicFonts])
        )
        return (
            f"<< /Type /Page /Parent {pages} /MediaBox [ 0 0 {self._box} ] /Contents {contents} "
            f"/Resources << /Font {fonts} /ProcSet [ /PDF /Text ] >> >>\n"
        ).encode()
