"""The screen of the activity log: entries, participation, totals, over a year or all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QComboBox, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.russian.numbers import group_thousands
from cluster_desk.data.queries.log import log_years, undated_entries
from cluster_desk.data.queries.participation import log_totals
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.area import Requests, Today
from cluster_desk.ui.frame.page import Page
from cluster_desk.ui.frame.subscriptions import subscribe_seen
from cluster_desk.ui.lists.columns import Column, Row
from cluster_desk.ui.lists.list_screen import ViewStack
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import boxes, widgets
from cluster_desk.ui.screens.log.entries_view import EntriesView, month_name, year_name
from cluster_desk.ui.screens.log.participation_page import ParticipationPage

if TYPE_CHECKING:
    from cluster_desk.ui.screens.log.folder.page import FolderPage

_UNDATED = -1
_LEAST, _WHOLE_YEAR = 612, 740
_KINDS = (
    ("pupils", N_("Pupils")),
    ("teachers", N_("Teachers")),
    ("parents", N_("Parents")),
    ("preschoolers", N_("Preschoolers")),
    ("others", N_("Others")),
    ("people", N_("In all")),
)


class LogScreen(ViewStack):
    """Three views of one year's log."""

    def __init__(
        self, desk: Desk, settings: Settings, requests: Requests | None = None, today: Today = dt.date.today
    ) -> None:
        self._desk, self._settings, self._today = desk, settings, today
        self._requests = requests or Requests()
        self._year = self._first_year()
        self._years: list[QComboBox] = []
        super().__init__(
            [
                ("entries", _("Entries"), self._make_entries),
                ("participation", _("Participation"), self._make_participation),
                ("totals", _("Totals"), self._make_totals),
            ]
        )
        self._views["folder"] = ("", self._make_folder)  # not on the bar: it is an event's own
        self.entries.set_filter(**self._bounds())
        subscribe_seen(desk, frozenset({"events"}), self._offer_years, self)

    @property
    def least_width(self) -> int:
        """How narrow it may be: a year of participation needs more than the others."""
        return _WHOLE_YEAR if self.currentWidget() is self._made.get("participation") else _LEAST

    @property
    def entries(self) -> EntriesView:
        """The entries."""
        return cast("EntriesView", self.view("entries"))

    @property
    def participation(self) -> ParticipationPage:
        """The table of participation."""
        return cast("ParticipationPage", self.view("participation"))

    @property
    def folder(self) -> FolderPage:
        """The folder of one event."""
        return cast("FolderPage", self.view("folder"))

    @property
    def totals(self) -> Page:
        """What the log adds up to, month by month."""
        return cast("Page", self.view("totals"))

    def _make_entries(self) -> EntriesView:
        made = EntriesView(self._desk, self._settings, self._requests, self._today)
        self._apply_look(made.list_page, "entries")
        made.bring = self.find_entry
        made.open_folder = self.open_folder
        return made

    def _make_participation(self) -> ParticipationPage:
        made = ParticipationPage(self._desk, self._today, self.show_entries)
        self._apply_look(made, "participation")
        return made

    def _make_folder(self) -> FolderPage:
        from cluster_desk.ui.screens.log.folder.page import FolderPage

        return FolderPage(self._desk, self._settings, self._requests, self.close_folder)

    def open_folder(self, event: int) -> None:
        """Show the folder of an event."""
        if self.entries.may_leave() and self.folder.show_event(event):
            self.show_view("folder")

    def help_page(self) -> str:
        """The help page of the view shown; "" for the log's own."""
        return "folder" if self.currentWidget() is self._made.get("folder") else ""

    def close_folder(self) -> None:
        """Go back from a folder to its event in the log."""
        event = self.folder.event_row
        self.show_view("entries")
        self.find_entry(event)

    def _make_totals(self) -> Page:
        columns = [
            Column("month", N_("Month"), width=180, elastic=True),
            Column("events", N_("Events held"), "number", 110),
        ]
        columns += [Column(key, label, "number", 116) for key, label in _KINDS]
        columns.append(Column("uncounted", N_("Without a number"), "number", 116))
        self._totals_table = TableView(_("Totals"), columns, self._settings.list_look("log_totals"))
        made = Page(_("Log"), self._totals_table)
        self._apply_look(made, "totals")
        subscribe_seen(self._desk, frozenset({"events"}), self._reload_totals, made)
        return made

    def show_view(self, key: str) -> None:
        """Show "entries", "participation" or "totals", of the year chosen."""
        super().show_view(key)
        self.updateGeometry()
        if self.currentWidget() is not self.view(key):
            return
        if key == "participation":
            self.participation.set_period(*self._days())
        elif key == "totals":
            self._reload_totals()

    def keyboard_of(self, view: QWidget) -> QWidget:
        if isinstance(view, ParticipationPage):
            return view.table
        if view is self._made.get("folder"):
            return self.folder.first_keyboard()
        return self._totals_table if isinstance(view, Page) else super().keyboard_of(view)

    def show_record(self, kind: str, row: int) -> None:
        """Show the event `row` in the list, whatever year it is of; a participant in the folder of the event."""
        if kind in ("Participant", "EventFolder"):
            table = record_class(kind).TABLE
            event = self._desk.read.value(f"SELECT event_id FROM {table} WHERE id = ?", row)
            if event is not None:
                self.open_folder(int(event))
                if kind == "Participant":
                    self.folder.show_participant(row)
            return
        self.show_view("entries")
        self.find_entry(row)
        self.entries.open(row)
        self.entries.table.go_to(row)

    def find_entry(self, row: int) -> None:
        """Choose the entry `row` in the list; where that does not show it, its year, all of it or what is ahead."""
        table, filters = self.entries.table, self.entries.list_page.filters
        if table.go_to(row):
            return
        facts = self._desk.read.row("SELECT first_day, state = 'planned' FROM events WHERE id = ?", row)
        day, planned = facts if facts else (None, False)
        year = int(day[:4]) if day else _UNDATED
        if self._year not in (year, 0):
            self.choose_year(year)
        if not table.go_to(row):
            self.entries.show_all()
            filters.choose_chip("ahead" if day and planned and day > self._today().isoformat() else "")
            table.go_to(row)

    def choose_year(self, year: int) -> None:
        """Show another year in every view; 0 is all of them, -1 what has no days that are understood."""
        self._year = year
        self._offer_years()
        self.entries.set_filter(**self._bounds())
        if self.currentWidget() is not self.entries:
            self.show_view("participation" if self.currentWidget() is self.participation else "totals")

    def _first_year(self) -> int:
        years, now = log_years(self._desk.read), self._today().year
        return now if now in years or not years else years[0]

    def _days(self) -> tuple[dt.date, dt.date]:
        if self._year > 0:
            return dt.date(self._year, 1, 1), dt.date(self._year, 12, 31)
        years = log_years(self._desk.read) or [self._today().year]
        return dt.date(years[-1], 1, 1), dt.date(years[0], 12, 31)

    def _bounds(self) -> dict[str, str | bool]:
        year = self._year if self._year > 0 else 0
        start, end = (f"{year}-01-01", f"{year}-12-31") if year else ("", "")
        return {"start": start, "end": end, "undated": self._year == _UNDATED}

    def show_entries(self, ids: Sequence[int]) -> None:
        """Show just these entries, until a chip, another filter or another year is chosen."""
        self.setCurrentWidget(self.entries)
        self.entries.show_only(ids)
        self.entries.table.setFocus()

    def _apply_look(self, page: Page, view: str) -> None:
        """Put the actions into the header of a view."""
        page.add_action(self.segments(view))
        years = boxes.combo(_("Year"), 110)
        self._fill_years(years)
        years.activated.connect(lambda at: self.choose_year(years.itemData(at)))
        self._years.append(years)
        page.add_action(years)
        if self._requests.import_file:
            page.add_action(widgets.button(_("From Word or Excel…"), self._requests.import_file, icon="arrow_import"))
        if self._requests.print_paper:
            page.add_action(widgets.button(_("Report…"), self._print, icon="document_table"))

    def _offer_years(self) -> None:
        for each in self._years:
            self._fill_years(each)

    def _fill_years(self, box: QComboBox) -> None:
        own = [self._year] if self._year > 0 else []
        years = sorted({*log_years(self._desk.read), self._today().year, *own})
        box.clear()
        for year in reversed(years):
            box.addItem(year_name(year), year)
        box.addItem(_("all years"), 0)
        undated = undated_entries(self._desk.read)
        if undated or self._year == _UNDATED:
            box.addItem(_("without days: %d") % undated, _UNDATED)
        box.setCurrentIndex(max(0, box.findData(self._year)))

    def print_shown(self) -> bool:
        """Print the report of the year shown, or its table of participation."""
        if self.currentWidget() is self._made.get("participation") and self._requests.print_paper:
            start, end = self._days()
            self._requests.print_paper("participation", {"from": start.isoformat(), "to": end.isoformat()})
        else:
            self._print()
        return True

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
        words = ""
        if whole:
            entries = n_("%d entry", "%d entries", whole.events) % whole.events
            people = n_("%s participant", "%s participants", whole.people) % group_thousands(whole.people)
            unknown = ", " + _("without a number: %d") % whole.uncounted if whole.uncounted else ""
            words = f"{_('Held in all')}: {entries}, {people}{unknown}"
        self.totals.set_foot(words)
