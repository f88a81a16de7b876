"""A paper as it will be printed: its pages, which one is in view, how large they are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QIntValidator, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from cluster_desk.core.language import _
from cluster_desk.ui.frame.background import OneThread
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.boxes import QuietCombo
from cluster_desk.ui.look.painting import painting
from cluster_desk.ui.look.tokens import FILTER_HEIGHT, MARGIN_LEFT, MARGIN_RIGHT

GAP, MARGIN = 18, 18
BY_WIDTH, WHOLE_PAGE = "width", "page"
_DOTS_PER_POINT = 96 / 72
STEPS = (50, 75, 100, 125, 150, 200)
_MOST_PICTURES = 12


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


class _Canvas(QWidget):
    """The shade with the pages on it; asks for pictures of those that are seen."""

    def __init__(self, wanted: Callable[[int], QImage | None]) -> None:
        super().__init__()
        self._wanted = wanted
        self.places: list[QRect] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        with painting(QPainter(self)) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(event.rect(), theme.color("page_shade"))
            for number, place in enumerate(self.places):
                if place.intersects(event.rect()):
                    # Paper is white in every look.
                    painter.fillRect(place, Qt.GlobalColor.white)
                    picture = self._wanted(number)
                    if picture is not None:
                        painter.drawImage(QRectF(place), picture)


class Sheets(QScrollArea):
    """The pages of a PDF. `page_changed` tells the page in view (from 0), `zoomed` the zoom in per cent."""

    page_changed = Signal(int)
    zoomed = Signal(int)
    drawn = Signal(int)

    def __init__(self, thread: OneThread, failed: Callable[[BaseException], object]) -> None:
        super().__init__()
        self._thread, self._failed = thread, failed
        self._pdf: PdfPages | None = None
        self.zoom: str | int = BY_WIDTH
        self._pictures: dict[tuple[int, float], QImage] = {}
        self._asked: set[tuple[int, float]] = set()
        self._canvas = _Canvas(self._picture)
        self.page = 0
        self.setWidget(self._canvas)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(_("Pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._find_page)
        self.verticalScrollBar().setSingleStep(40)

    @property
    def sizes(self) -> list[PageSize]:
        """The pages' sizes."""
        return self._pdf.sizes if self._pdf else []

    def show_pdf(self, pdf: PdfPages) -> None:
        """Show other pages; the place in the paper stays as far as there is one."""
        old, self._pdf = self._pdf, pdf
        if old is not None:
            self._thread.run(old.close, lambda _none: None, self._failed)
        self._pictures.clear()
        self._asked.clear()
        at = self.verticalScrollBar().value()
        self._arrange()
        self.verticalScrollBar().setValue(at)
        self._find_page()
        self._canvas.update()

    def set_zoom(self, zoom: str | int) -> None:
        """Show at `zoom` per cent, or `BY_WIDTH`, or `WHOLE_PAGE`; the page in view stays in view."""
        self.zoom = zoom
        page = self.page
        self._arrange()
        self.go_to(page)
        self._canvas.update()

    def change_zoom(self, larger: bool) -> None:
        """Go to the next step of the zoom."""
        now = self.percent()
        steps = [step for step in STEPS if (step > now if larger else step < now)]
        if steps:
            self.set_zoom(steps[0] if larger else steps[-1])

    def percent(self) -> int:
        """The zoom shown now, per cent."""
        return round(self._scale() / _DOTS_PER_POINT * 100)

    def go_to(self, page: int) -> None:
        """Bring the top of `page` (from 0) into view."""
        if 0 <= page < len(self._canvas.places):
            self.verticalScrollBar().setValue(self._canvas.places[page].top() - MARGIN)

    def _scale(self) -> float:
        """Logical pixels a point."""
        if isinstance(self.zoom, int) or not self.sizes:
            return _DOTS_PER_POINT * (self.zoom if isinstance(self.zoom, int) else 100) / 100
        room = self._room()
        widest = max(size.width for size in self.sizes)
        by_width = max(0.1, (room.width() - 2 * MARGIN) / widest)
        if self.zoom == BY_WIDTH:
            return by_width
        return min(by_width, max(0.1, (room.height() - 2 * MARGIN) / max(size.height for size in self.sizes)))

    def _room(self) -> QSize:
        """The room for pages, with the scroll bar's kept free, so that nothing jumps when it comes."""
        return self.maximumViewportSize() - QSize(self.verticalScrollBar().sizeHint().width(), 0)

    def _arrange(self) -> None:
        scale = self._scale()
        sizes = [QSize(round(size.width * scale), round(size.height * scale)) for size in self.sizes]
        width = max([*(size.width() for size in sizes), 0]) + 2 * MARGIN
        width = max(width, self._room().width())
        places, top = [], MARGIN
        for size in sizes:
            places.append(QRect((width - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + GAP
        self._canvas.places = places
        self._canvas.resize(width, max(top - GAP + MARGIN, self.viewport().height()))
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        self.zoomed.emit(self.percent())

    def _find_page(self) -> None:
        """The page in view is the one that covers the upper third of what is seen."""
        line = self.verticalScrollBar().value() + self.viewport().height() // 3
        below = [number for number, place in enumerate(self._canvas.places) if place.top() - GAP <= line]
        page = below[-1] if below else 0
        changed, self.page = page != self.page, page
        if changed:
            self.page_changed.emit(page)

    def _picture(self, number: int) -> QImage | None:
        """The picture of a page if it is drawn; it is asked for otherwise, and one of another size stands in."""
        if self._pdf is None:
            return None
        scale = self._scale() * self.devicePixelRatioF()
        key = (number, round(scale, 3))
        if key in self._pictures:
            return self._pictures[key]
        if key not in self._asked:
            self._asked.add(key)
            pdf = self._pdf
            self._thread.run(
                lambda: (pdf.picture(number, scale), pdf.text(number)) if self._pdf is pdf else None,
                lambda drawn: self._keep(key, pdf, drawn),
                self._failed,
            )
        return next((picture for (page, _scale), picture in self._pictures.items() if page == number), None)

    def _keep(self, key: tuple[int, float], pdf: PdfPages, drawn: tuple[QImage, str] | None) -> None:
        self._asked.discard(key)
        if drawn is None or pdf is not self._pdf:
            return
        picture, text = drawn
        while len(self._pictures) >= _MOST_PICTURES:
            del self._pictures[next(iter(self._pictures))]
        self._pictures[key] = picture
        if key[0] == self.page:
            self.setAccessibleDescription(text)
        self._canvas.update()
        self.drawn.emit(key[0])

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.change_zoom(event.angleDelta().y() > 0)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._arrange()
        self._find_page()


class PrintPreview(QWidget):
    """The pages of a paper with a row to turn and zoom them: Ctrl+wheel, Ctrl++, Ctrl+-, Ctrl+0."""

    def __init__(self, thread: OneThread, failed: Callable[[BaseException], object]) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self.sheets = Sheets(thread, failed)
        self.back = widgets.icon_button("chevron_left", _("Previous page"), lambda: self._turn(-1))
        self.on = widgets.icon_button("chevron_right", _("Next page"), lambda: self._turn(1))
        self.page = widgets.line_edit(_("Page"), text="1", width=46)
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.count = widgets.label("", "quiet")
        self.smaller = widgets.icon_button("zoom_out", _("Smaller (Ctrl+-)"), lambda: self.sheets.change_zoom(False))
        self.larger = widgets.icon_button("zoom_in", _("Larger (Ctrl++)"), lambda: self.sheets.change_zoom(True))
        self.zoom = QuietCombo()
        self.zoom.setAccessibleName(_("How large"))
        steps = ((f"{step}\u00a0%", step) for step in STEPS)
        widgets.offer(self.zoom, [(_("By width"), BY_WIDTH), (_("Whole page"), WHOLE_PAGE), *steps])
        self._lay_out()
        self._connect()
        self._show_page()

    def show_pdf(self, pdf: PdfPages, *, from_top: bool = False) -> None:
        """Show a paper; another one than before from its top."""
        self.sheets.show_pdf(pdf)
        if from_top:
            self.sheets.verticalScrollBar().setValue(0)
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
