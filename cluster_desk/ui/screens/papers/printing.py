"""A paper to a printer: the pages drawn by pdfium at the printer's own resolution, one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.ui.frame.background import OneThread
from cluster_desk.ui.screens.papers.print_preview import PageSize, PdfPages

_FINEST = 300  # dots an inch: finer is not seen on paper, and a page at 600 takes 140 MB


def choose_printer(parent: QWidget, title: str, pages: int) -> QPrinter | None:
    """Ask for a printer and pages; None when the user went back. Raises UserError where there is no printer."""
    if not QPrinterInfo.availablePrinterNames():
        raise UserError(
            _("There is no printer on this computer."),
            do=_("Connect one in the system's settings, or save the paper as PDF and print it elsewhere."),
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


class PrintJob(QObject):
    """Prints the pages that the dialog asked for; `news` tells how many of how many are sent.

    `done` tells how many were printed, `failed` the trouble, `stopped` that the user thought better of it; then it is
    over.
    """

    news = Signal(int, int)
    done = Signal(int)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, pdf: PdfPages, printer: QPrinter, thread: OneThread, parent: QObject) -> None:
        super().__init__(parent)
        self._pdf, self._printer, self._thread = pdf, printer, thread
        self._pages = _asked_pages(printer, len(pdf.sizes))
        self._scale = min(printer.resolution(), _FINEST) / 72
        self._painter = QPainter()
        self._given_up = False

    def stop(self) -> None:
        """Send no further page; what the printer has not begun is taken back."""
        self._given_up = True

    def start(self) -> None:
        """Begin; the window goes on meanwhile."""
        self._printer.setFullPage(True)
        self._lay(self._pdf.sizes[self._pages[0]])
        if not self._painter.begin(self._printer):
            self._fail(
                UserError(_("The printer did not take the paper."), do=_("Check that it is switched on and try again."))
            )
            return
        self._draw(0)

    def _draw(self, at: int) -> None:
        number = self._pages[at]
        put: Callable[[QImage], None] = lambda image: self._put(at, image)  # noqa: E731 - named for its type
        self._thread.run(lambda: self._pdf.picture(number, self._scale), put, self._fail)

    def _put(self, at: int, image: QImage) -> None:
        if self._given_up:
            self._printer.abort()
            self._painter.end()
            self.stopped.emit()
            self.deleteLater()
            return
        if at:
            self._lay(self._pdf.sizes[self._pages[at]])
        if self._stopped() or (at and not self._printer.newPage()):
            self._fail_at(self._pages[at])
            return
        area = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        self._painter.drawImage(QRectF(0, 0, area.width(), area.height()), image)
        self.news.emit(at + 1, len(self._pages))
        if at + 1 < len(self._pages):
            self._draw(at + 1)
        elif self._painter.end() and not self._stopped():
            self.done.emit(len(self._pages))
            self.deleteLater()
        else:
            self._fail_at(self._pages[at])

    def _stopped(self) -> bool:
        """Whether the printer takes nothing any more: switched off, out of reach, stopped by somebody."""
        return self._printer.printerState() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)

    def _fail_at(self, page: int) -> None:
        self._fail(
            UserError(
                _("The printer stopped in the middle of the paper."),
                do=_("Check that it is switched on and has paper, then print again from page %d.") % (page + 1),
            )
        )

    def _lay(self, size: PageSize) -> None:
        """Turn the printer's sheet as the page lies."""
        turned = size.width > size.height
        upright = QSizeF(min(size.width, size.height), max(size.width, size.height))
        self._printer.setPageLayout(
            QPageLayout(
                QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch),
                QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait,
                QMarginsF(0, 0, 0, 0),
            )
        )

    def _fail(self, error: BaseException) -> None:
        if self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        self.failed.emit(error)
        self.deleteLater()


def _asked_pages(printer: QPrinter, pages: int) -> Sequence[int]:
    """The pages from 0 that the dialog's range means; all where it names none."""
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    asked = range(first - 1, min(last, pages))
    return asked or range(pages)
