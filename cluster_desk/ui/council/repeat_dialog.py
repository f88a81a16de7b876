"""«Repeat meetings»: choose a year; each of its meetings gets a new day, proposed on the same day of the week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QScrollArea, QWidget

from cluster_desk.core.language import _, n_
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.fields import fields_of
from cluster_desk.core.typed import show_day
from cluster_desk.rules.council import day_next_time
from cluster_desk.ui.dialog import Dialog
from cluster_desk.ui.forms.dates import day_of_week
from cluster_desk.ui.forms.editors import DayEditor
from cluster_desk.ui.forms.fields_pane import ProblemLine
from cluster_desk.ui.look import widgets


class _Line:
    """One meeting to repeat: whether, and on which day."""

    def __init__(self, meeting: Meeting, day: dt.date) -> None:
        self.meeting = meeting
        number = f"№\u00a0{meeting.number}, " if meeting.number else ""
        old = meeting.day or day
        self.box = QCheckBox(f"{number}{show_day(old)}, {day_of_week(old)}")
        self.box.setChecked(True)
        self.theme = widgets.ElidedLabel(meeting.theme)
        self.day = DayEditor(fields_of(Meeting)["day"])
        self.day.set_value(day)
        self.day.line.setAccessibleName(_("New date for %(meeting)s") % {"meeting": self.box.text()})
        self.week_day = widgets.label("", "quiet")
        self.box.toggled.connect(self.day.setEnabled)
        self.day.changed.connect(self.tell)
        self.day.left.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        """Say which day of the week the new day is."""
        day = self.day.value()
        self.week_day.setText(day_of_week(day) if isinstance(day, dt.date) else _("no such date"))


class RepeatDialog(Dialog):
    """Gives the meetings chosen with their new days by `chosen`."""

    def __init__(self, meetings: Sequence[Meeting], today: dt.date, parent: QWidget) -> None:
        self._meetings = sorted((one for one in meetings if one.day), key=lambda one: one.day or dt.date.min)
        years = sorted({one.day.year for one in self._meetings if one.day}, reverse=True)
        self.year = QComboBox()
        self.year.addItems([str(year) for year in years])
        self.year.setCurrentIndex(next((place for place, year in enumerate(years) if year <= today.year), 0))
        self.year.setAccessibleName(_("Year to repeat"))
        self.lines: list[_Line] = []
        self._grid = QGridLayout()
        self.problem = ProblemLine()
        super().__init__(
            _("Repeat the meetings of a year"),
            _("Place, time, themes and agendas are copied. The dates are proposed on the same day of the week."),
            self._body(),
            _("Create"),
            parent,
        )
        self.resize(720, 460)
        self.year.currentTextChanged.connect(self._fill)
        self._fill(self.year.currentText())

    def chosen(self) -> list[tuple[Meeting, dt.date]]:
        """The meetings to repeat, each with its new day."""
        pairs = [(line.meeting, line.day.value()) for line in self.lines if line.box.isChecked()]
        return [(meeting, day) for meeting, day in pairs if isinstance(day, dt.date)]

    def take(self) -> None:
        wrong = [line for line in self.lines if line.box.isChecked() and not isinstance(line.day.value(), dt.date)]
        if wrong:
            self.problem.say(_("There is no such date. Write it like 22.10.2026."))
            wrong[0].day.setFocus()
            return
        if self.chosen():
            self.accept()

    def _body(self) -> QWidget:
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        inside = widgets.holder(widgets.stack(of=(self._grid, widgets.GAP)), "surface")
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        top = widgets.row(of=(widgets.label(_("Meetings of the year"), "field"), self.year, widgets.GAP))
        column = widgets.stack(spacing=8, of=(top, (area, 1), self.problem))
        return widgets.holder(column)

    def _fill(self, year: str) -> None:
        widgets.clear(self._grid)
        self.lines = []
        if not year:
            return
        for meeting in self._meetings:
            if meeting.day and meeting.day.year == int(year):
                self._add_line(_Line(meeting, day_next_time(meeting.day, int(year) + 1)))
        self._tell_count()

    def _add_line(self, line: _Line) -> None:
        place = len(self.lines)
        for column, widget in enumerate((line.box, line.theme, line.day, line.week_day)):
            self._grid.addWidget(widget, place, column)
        line.box.toggled.connect(self._tell_count)
        self.lines.append(line)

    def _tell_count(self) -> None:
        count = sum(line.box.isChecked() for line in self.lines)
        self.main.setText(n_("Create %d meeting", "Create %d meetings", count) % count)
        self.main.setEnabled(bool(count))
