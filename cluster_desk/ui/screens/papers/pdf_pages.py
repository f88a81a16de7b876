"""The pages of a PDF as pictures, drawn by pdfium. Everything here runs in one thread only (see `one_thread`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage


@dataclass(frozen=True)
class PageSize:
    """A page's width and height, points."""

    width: float
    height: float


class PdfPages:
    """An open PDF. The file may be gone as soon as it is read."""

    def __init__(self, path: Path) -> None:
        # 20 ms: only a window that shows a paper pays for it.
        import pypdfium2

        self._pdf: Any = pypdfium2.PdfDocument(path.read_bytes())
        self.sizes = [PageSize(*self._pdf.get_page_size(number)) for number in range(len(self._pdf))]

    def picture(self, number: int, scale: float) -> QImage:
        """Page `number` (from 0) at `scale` device pixels a point."""
        page = self._pdf[number]
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
        bitmap.close()
        page.close()
        return image

    def text(self, number: int) -> str:
        """The words of page `number`, for screen readers."""
        page = self._pdf[number]
        words = page.get_textpage()
        text = str(words.get_text_range())
        words.close()
        page.close()
        return text

    def close(self) -> None:
        """Let the file go."""
        self._pdf.close()
