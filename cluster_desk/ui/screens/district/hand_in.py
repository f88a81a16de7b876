"""«Сдать отчёт»: which period, what the report holds, and the file for mail or a stick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QLayoutItem, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import with_ending
from cluster_desk.core.language import _, language
from cluster_desk.data.queries.reader import Reader
from cluster_desk.district.package.delivering import Delivered, deliver
from cluster_desk.district.package.writing import SUFFIX, contents, package_name, refuse_empty, write_package
from cluster_desk.district.periods import usual_periods, words_of
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets


def period_words(first: dt.date, last: dt.date) -> str:
    """A period as a box offers it."""
    if language() == "ru":
        return words_of(first, last)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 3 and first.month % 3 == 1:
        return _("quarter %(quarter)d of %(year)d") % {"quarter": (first.month + 2) // 3, "year": first.year}
    if months == 6 and first.month in (1, 7):
        return _("half-year %(half)d of %(year)d") % {"half": (first.month + 5) // 6, "year": first.year}
    return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"


def period_box(today: dt.date, changed: Callable[[], object]) -> QComboBox:
    """A box of the usual periods, the quarter that ended first."""
    box = QComboBox()
    box.setAccessibleName(_("Period"))
    box.setProperty("look", "field")
    for first, last in usual_periods(today):
        box.addItem(period_words(first, last), (first, last))
    box.currentIndexChanged.connect(lambda *_told: changed())
    return box


class HandIn(Dialog):
    """Shows what the report of a period holds, then writes it; `saved` is told the file."""

    HELP = "district"
    ONLY_SHOWS = True

    def __init__(self, read: Reader, folder: Path, saved: Callable[[Path], object], parent: QWidget) -> None:
        self._read, self._folder, self._saved = read, folder, saved
        self._delivered: Delivered | None = None
        self.period = period_box(read.today(), self._show)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(4)
        self.trouble = widgets.label("", "quiet", wrap=True)
        row = widgets.row((0, 0, 0, 0), 8, of=(widgets.label(_("Period"), "strong"), self.period, widgets.GAP))
        holder = widgets.holder(self._grid)
        heading = widgets.label(_("The report holds"), "strong")
        body = widgets.stack(spacing=10, of=(row, heading, holder, self.trouble, widgets.GAP))
        advice = _(
            "Counts and posts alone: nobody's name, phone or address. Made again for the same period, the report takes "
            "the place of the one handed in before."
        )
        super().__init__(_("Hand in the report"), advice, body, _("Save the report…"), parent)
        self.setMinimumWidth(560)
        self._show()

    def _show(self) -> None:
        """Show what the report of the chosen period holds."""
        while (item := self._grid.takeAt(0)) is not None:
            _forget(item)
        self._delivered, told = None, ""
        try:
            with widgets.waiting():
                delivered = deliver(self._read, *self.period.currentData())
                refuse_empty(delivered)
            self._delivered = delivered
            for at, (what, how_much) in enumerate(contents(delivered)):
                self._grid.addWidget(widgets.label(what, "quiet"), at, 0)
                self._grid.addWidget(widgets.label(how_much, wrap=True), at, 1)
            if delivered.as_of < delivered.last:
                told = _("The period is not over: the report tells of it as far as today.")
        except UserError as error:
            told = str(error)
        self.trouble.setText(told)
        self.trouble.setVisible(bool(told))
        self.main.setEnabled(self._delivered is not None)

    def take(self) -> None:
        """Ask where to, write the report there."""
        if self._delivered is None:
            return
        proposed = str(self._folder / package_name(self._delivered))
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), proposed, f"Cluster Desk (*{SUFFIX})")
        if not name:
            return
        path = with_ending(name, SUFFIX)
        with messages.show_trouble(self):
            write_package(self._delivered, path, dt.datetime.now(dt.UTC))
            self.accept()
            self._saved(path)


def _forget(item: QLayoutItem) -> None:
    widget = item.widget()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
