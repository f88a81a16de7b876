"""The screen of the activity log: entries, participation, totals, over a year or all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property

from PySide6.QtWidgets import QComboBox, QPushButton, QStackedWidget

from cluster_desk.core.language import N_, _
from cluster_desk.data.queries.log import log_years
from cluster_desk.data.queries.participation import log_totals
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.list_screen import Segments
from cluster_desk.ui.hearing import hear
from cluster_desk.ui.log.day_words import month_name, year_name
from cluster_desk.ui.log.entries_view import EntriesView
from cluster_desk.ui.log.participation_page import ParticipationPage
from cluster_desk.ui.look import widgets
from cluster_desk.ui.page import Page
from cluster_desk.ui.requests import Requests
from cluster_desk.ui.table.columns import Column, Row
from cluster_desk.ui.table.table_view import TableView

_VIEWS = (("entries", N_("Entries")), ("participation", N_("Participation")), ("totals", N_("Totals")))
_KINDS = (
    ("pupils", N_("pupils")),
    ("teachers", N_("teachers")),
    ("parents", N_("parents")),
    ("preschoolers", N_("preschoolers")),
    ("others", N_("others")),
    ("people", N_("In all")),
)


class LogScreen(QStackedWidget):
    """Three views of one year's log."""

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        requests: Requests | None = None,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        super().__init__()
        self._desk, self._settings, self._today = desk, settings, today
        self._requests = requests or Requests()
        self._year = self._first_year()
        self._narrow = False
        self._years: list[QComboBox] = []
        self.entries = EntriesView(desk, settings, self._requests, today)
        self._dress(self.entries.list_page, "entries")
        self.addWidget(self.entries)
        self.entries.set_filter(**self._bounds())

    @cached_property
    def participation(self) -> ParticipationPage:
        """The table of participation; made when it is asked for."""
        made = ParticipationPage(self._desk, self._today, self._show_entries)
        self._dress(made, "participation")
        self.addWidget(made)
        return made

    @cached_property
    def totals(self) -> Page:
        """What the log adds up to, month by month; made when it is asked for."""
        columns = [
            Column("month", N_("Month"), width=180, elastic=True),
            Column("events", N_("Entries"), "number", 110),
        ]
        columns += [Column(key, label, "number", 116) for key, label in _KINDS]
        self._totals_table = TableView(_("Totals"), columns, self._settings.list_look("log_totals"))
        made = Page(_("Log"), self._totals_table)
        self._dress(made, "totals")
        self.addWidget(made)
        hear(self._desk, frozenset({"events"}), self._reload_totals, made)
        return made

    def show_view(self, key: str) -> None:
        """Show "entries", "participation" or "totals"."""
        if not self.may_leave():
            return
        if key == "participation":
            self.participation.set_period(*self._days())
            self.setCurrentWidget(self.participation)
            self.participation.table.setFocus()
        elif key == "totals":
            self.setCurrentWidget(self.totals)
            self._reload_totals()
            self._totals_table.setFocus()
        else:
            self.setCurrentWidget(self.entries)
            self.entries.table.setFocus()

    def show_record(self, kind: str, row: int) -> None:
        """Show the event `row` in the list, whatever year it is of."""
        self.show_view("entries")
        day = self._desk.read.value("SELECT first_day FROM events WHERE id = ?", row)
        if day and int(day[:4]) != self._year:
            self.choose_year(int(day[:4]))
        self.entries.list_page.filters.clear()
        coming = self._desk.read.value("SELECT state = 'planned' AND first_day > ? FROM events WHERE id = ?",
                                       self._today().isoformat(), row)  # fmt: skip
        self.entries.set_filter(chip="ahead" if coming else "", words="", only=())
        self.entries.open(row)
        self.entries.table.go_to(row)

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place."""
        return self.entries.may_leave() if self.currentWidget() is self.entries else True

    def set_narrow(self, narrow: bool) -> None:
        """Told when the window becomes narrow or wide."""
        self._narrow = narrow
        self.entries.set_narrow(narrow)

    def choose_year(self, year: int) -> None:
        """Show another year in every view; 0 is all of them."""
        self._year = year
        for each in self._years:
            self._fill_years(each)
        self.entries.set_filter(**self._bounds(), only=())
        if self.currentWidget() is not self.entries:
            self.show_view("participation" if self.currentWidget() is self.participation else "totals")

    def _first_year(self) -> int:
        years, now = log_years(self._desk.read), self._today().year
        return now if now in years or not years else years[0]

    def _days(self) -> tuple[dt.date, dt.date]:
        if self._year:
            return dt.date(self._year, 1, 1), dt.date(self._year, 12, 31)
        years = log_years(self._desk.read) or [self._today().year]
        return dt.date(years[-1], 1, 1), dt.date(years[0], 12, 31)

    def _bounds(self) -> dict[str, str]:
        return (
            {"start": f"{self._year}-01-01", "end": f"{self._year}-12-31"} if self._year else {"start": "", "end": ""}
        )

    def _show_entries(self, ids: list[int]) -> None:
        """Show just these entries, until a chip or another filter is chosen."""
        self.setCurrentWidget(self.entries)
        self.entries.set_filter(only=tuple(ids[:900]), words="", chip="")
        self.entries.table.setFocus()

    def _dress(self, page: Page, view: str) -> None:
        page.add_action(Segments([(key, _(text)) for key, text in _VIEWS], view, self.show_view))
        years = QComboBox()
        years.setAccessibleName(_("Year"))
        years.setFixedWidth(110)
        self._fill_years(years)
        years.activated.connect(lambda at: self.choose_year(years.itemData(at)))
        self._years.append(years)
        page.add_action(years)
        if self._requests.read_document:
            reading = self._requests.read_document
            self._add_roomy(page, widgets.button(_("From Word or Excel…"), reading, icon="arrow_import"))
        if self._requests.print_paper:
            self._add_roomy(page, widgets.button(_("Report…"), self._print, icon="document_table"))

    def _add_roomy(self, page: Page, button: QPushButton) -> None:
        """Add a button that goes while the form needs the room."""
        page.add_action(button)
        if page is self.entries.list_page:
            self.entries.roomy.append(button)

    def _fill_years(self, box: QComboBox) -> None:
        years = sorted({*log_years(self._desk.read), self._today().year, *([self._year] if self._year else [])})
        box.clear()
        for year in reversed(years):
            box.addItem(year_name(year), year)
        box.addItem(_("all years"), 0)
        box.setCurrentIndex(max(0, box.findData(self._year)))

    def _print(self) -> None:
        from cluster_desk.reports.catalog import PAPERS

        paper = next((each.id for each in PAPERS if each.id == "activity"), "")
        if paper and self._requests.print_paper:
            start, end = self._days()
            self._requests.print_paper(paper, {"from": start.isoformat(), "to": end.isoformat()})

    def _reload_totals(self) -> None:
        rows: list[Row] = []
        for totals in log_totals(self._desk.read, *self._days(), by="month"):
            year, _dash, month = totals.key.partition("-")
            rows.append((totals.key, f"{month_name(int(month))} {year}", *totals[1:]))
        self._totals_table.set_rows(rows)
        whole = next(iter(log_totals(self._desk.read, *self._days())), None)
        words = (_("In all: %(events)d entries, %(people)d participants.") % whole._asdict()) if whole else ""
        self.totals.set_foot(words)
