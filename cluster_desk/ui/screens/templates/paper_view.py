"""The first paper of a template: its words at once, its pages where Word or LibreOffice can draw them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget

from cluster_desk.core.language import _
from cluster_desk.ui.frame.background import OneThread
from cluster_desk.ui.screens.papers.print_preview import PdfPages, Sheets


class PaperView(QStackedWidget):
    """Shows words, or the pages of a PDF. `failed` is told what kept the pages from being drawn."""

    def __init__(self, failed: Callable[[BaseException], object]) -> None:
        super().__init__()
        self._failed = failed
        self._thread = OneThread(self)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(_("The first paper"))
        self.sheets: Sheets | None = None
        self._shown = 0
        self.addWidget(self.words)
        self.destroyed.connect(self._thread.stop)

    @property
    def shows_pages(self) -> bool:
        """Whether pages are seen now."""
        return self.currentWidget() is not self.words

    def show_words(self, text: str) -> None:
        """Show the words of a paper; pages shown before are of another."""
        self._shown += 1
        self.words.setPlainText(text)
        self.setCurrentWidget(self.words)

    def show_pages(self, content: bytes, ready: Callable[[], object]) -> None:
        """Have the pages of a .docx drawn in another thread, and show them."""
        from cluster_desk.exchange.templates.pdf import as_pdf

        self._shown += 1
        asked = self._shown

        def make() -> PdfPages:
            with tempfile.TemporaryDirectory(prefix="cluster-desk-") as folder:
                path = Path(folder, "paper.pdf")
                path.write_bytes(as_pdf(content))
                return PdfPages(path)

        def show(pages: PdfPages) -> None:
            ready()
            if asked != self._shown:
                pages.close()
                return
            if self.sheets is None:
                self.sheets = Sheets(self._thread, self._failed)
                self.addWidget(self.sheets)
            self.sheets.show_pdf(pages)
            self.setCurrentWidget(self.sheets)

        def fail(error: BaseException) -> None:
            ready()
            self._failed(error)

        self._thread.run(make, show, fail)
