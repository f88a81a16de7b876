"""«I II III IV Год» and the year: a paper's period by a click, in place of two dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.russian.numbers import to_roman
from cluster_desk.reports.shared.periods import quarter
from cluster_desk.ui.look import boxes, widgets
from cluster_desk.ui.look.tokens import FIELD_HEIGHT


class PeriodButtons(QWidget):
    """`chosen` is told the first and the last day. The year is that of the period shown, whose button is pressed."""

    def __init__(self, start: dt.date, today: dt.date, chosen: Callable[[dt.date, dt.date], object]) -> None:
        super().__init__()
        self._chosen = chosen
        years = sorted({today.year - 1, today.year, today.year + 1, start.year}, reverse=True)
        self.year = boxes.combo(_("Year"), 76, [(str(year), year) for year in years])
        self.year.setCurrentIndex(self.year.findData(start.year))
        line = widgets.row(spacing=4)
        self.buttons: list[QPushButton] = []
        self._days: list[Callable[[], tuple[dt.date, dt.date]]] = []
        for number in range(1, 5):
            self._add(line, to_roman(number), _("quarter %s") % to_roman(number), partial(self._quarter, number))
        self._add(line, _("Year"), _("the whole year"), self._whole_year)
        widgets.fill(line, self.year, widgets.GAP)
        self.setLayout(line)

    def show_period(self, start: object, end: object) -> None:
        """Press the button of this period; none where it is another, or no period."""
        for button, days in zip(self.buttons, self._days, strict=True):
            button.setChecked(days() == (start, end))

    def _add(self, line: QHBoxLayout, text: str, name: str, days: Callable[[], tuple[dt.date, dt.date]]) -> None:
        button = widgets.button(text, lambda: self._chosen(*days()), look="chip")
        button.setCheckable(True)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFixedHeight(FIELD_HEIGHT - 2)
        self.buttons.append(button)
        self._days.append(days)
        line.addWidget(button)

    def _quarter(self, number: int) -> tuple[dt.date, dt.date]:
        return quarter(self._year(), number)

    def _whole_year(self) -> tuple[dt.date, dt.date]:
        return dt.date(self._year(), 1, 1), dt.date(self._year(), 12, 31)

    def _year(self) -> int:
        return int(self.year.currentData())
