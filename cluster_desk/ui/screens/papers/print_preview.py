"""A paper as it will be printed: its pages, which one is in view, how large they are shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.forms.editors import QuietCombo
from cluster_desk.ui.frame.worker_thread import OneThread
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import FILTER_HEIGHT, MARGIN_LEFT, MARGIN_RIGHT
from cluster_desk.ui.screens.papers.pdf_pages import PdfPages
from cluster_desk.ui.screens.papers.sheets import BY_WIDTH, STEPS, WHOLE_PAGE, Sheets


class PrintPreview(QWidget):
    """The pages of a paper with a row to turn and zoom them: Ctrl+wheel, Ctrl++, Ctrl+-, Ctrl+0."""

    def __init__(self, thread: OneThread, failed: Callable[[BaseException], object]) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self.sheets = Sheets(thread, failed)
        self.back = widgets.icon_button("chevron_left", _("Previous page"), lambda: self._turn(-1))
        self.on = widgets.icon_button("chevron_right", _("Next page"), lambda: self._turn(1))
        self.page = QLineEdit("1")
        self.page.setAccessibleName(_("Page"))
        self.page.setFixedWidth(46)
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.count = widgets.label("", "quiet")
        self.smaller = widgets.icon_button("zoom_out", _("Smaller (Ctrl+-)"), lambda: self.sheets.change_zoom(False))
        self.larger = widgets.icon_button("zoom_in", _("Larger (Ctrl++)"), lambda: self.sheets.change_zoom(True))
        self.zoom = QuietCombo()
        self.zoom.setAccessibleName(_("How large"))
        self.zoom.addItem(_("By width"), BY_WIDTH)
        self.zoom.addItem(_("Whole page"), WHOLE_PAGE)
        for step in STEPS:
            self.zoom.addItem(f"{step}\u00a0%", step)
        self._lay_out()
        self._connect()
        self._show_page()

    def show_pdf(self, pdf: PdfPages) -> None:
        """Show a paper."""
        self.sheets.show_pdf(pdf)
        self.page.setValidator(QIntValidator(1, max(1, len(pdf.sizes)), self.page))
        self._show_page()

    def _lay_out(self) -> None:
        bar = QWidget()
        bar.setMinimumHeight(FILTER_HEIGHT)
        row = widgets.row((MARGIN_LEFT, 4, MARGIN_RIGHT, 4))
        turning: tuple[QWidget, ...] = (self.back, self.page, self.count, self.on)
        zooming: tuple[QWidget, ...] = (self.smaller, self.zoom, self.larger)
        for widget in turning:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in zooming:
            row.addWidget(widget)
        bar.setLayout(row)
        self.setLayout(widgets.stack(of=(bar, widgets.line(), (self.sheets, 1))))

    def _connect(self) -> None:
        self.page.editingFinished.connect(self._go_to_typed)
        self.sheets.page_changed.connect(lambda _page: self._show_page())
        self.sheets.zoomed.connect(self._show_zoom)
        self.zoom.activated.connect(lambda _row: self.sheets.set_zoom(self.zoom.currentData()))
        keys = {
            "Ctrl++": lambda: self.sheets.change_zoom(True),
            "Ctrl+=": lambda: self.sheets.change_zoom(True),
            "Ctrl+-": lambda: self.sheets.change_zoom(False),
            "Ctrl+0": lambda: self.sheets.set_zoom(BY_WIDTH),
        }
        for key, do in keys.items():
            widgets.on_keys(self, key, do)

    def _turn(self, by: int) -> None:
        self.sheets.go_to(self.sheets.page + by)

    def _go_to_typed(self) -> None:
        if self.page.isModified():
            self.page.setModified(False)
            self.sheets.go_to(int(self.page.text()) - 1)
        self._show_page()

    def _show_page(self) -> None:
        pages = len(self.sheets.sizes)
        self.page.setText(str(self.sheets.page + 1))
        self.page.setEnabled(pages > 1)
        self.count.setText(_("of %d") % pages if pages else "")
        self.back.setEnabled(self.sheets.page > 0)
        self.on.setEnabled(self.sheets.page + 1 < pages)
        name = _("Page %(page)d of %(pages)d") % {"page": self.sheets.page + 1, "pages": pages}
        self.sheets.setAccessibleName(name)

    def _show_zoom(self, percent: int) -> None:
        """Show the zoom that is in force; one between the steps stands as the mode that made it."""
        row = self.zoom.findData(self.sheets.zoom)
        self.zoom.setCurrentIndex(row)
        self.zoom.setToolTip(f"{percent}\u00a0%")
        self.smaller.setEnabled(percent > STEPS[0])
        self.larger.setEnabled(percent < STEPS[-1])
