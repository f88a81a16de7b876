"""The screen of the calendar: plans, meetings and events by month, week and year, and as a list."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Callable, Iterable
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton, QStackedWidget, QToolButton

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.file_writing import with_ending
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.russian.dates import describe_day
from cluster_desk.data.queries.calendar import days_off
from cluster_desk.desk import Desk
from cluster_desk.rules.calendar import moves as calendar_moves
from cluster_desk.rules.calendar.deadlines_beside import with_deadlines
from cluster_desk.rules.calendar.entries import Calendar, CalendarFilter, Entry, all_double_bookings, calendar
from cluster_desk.rules.plan.deadlines import later
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import RecordKey, Requests, Today
from cluster_desk.ui.frame.filter_row import FilterRow
from cluster_desk.ui.frame.folders import start_folder
from cluster_desk.ui.frame.page import Page
from cluster_desk.ui.frame.subscriptions import subscribe_seen
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.boxes import filter_box
from cluster_desk.ui.screens.calendar.entry_actions import add_entry_actions, ask_day
from cluster_desk.ui.screens.calendar.entry_table import EntryTable
from cluster_desk.ui.screens.calendar.entry_words import (
    STATE_WORDS,
    period_title,
    record_of,
    short_title,
)
from cluster_desk.ui.screens.calendar.legend import show_legend
from cluster_desk.ui.screens.calendar.month_grid import MonthGrid
from cluster_desk.ui.screens.calendar.side_list import SidePane
from cluster_desk.ui.screens.calendar.week_grid import WeekGrid
from cluster_desk.ui.screens.calendar.year_grid import YearGrid, YearPage
from cluster_desk.ui.screens.log.event_form import EventDialog

_VIEWS = (("month", N_("Month")), ("week", N_("Week")), ("year", N_("Year")), ("list", N_("List")))
_WEEK = 7
_PERIOD, _LEAST_PERIOD = 150, 96  # how wide the words of the period are at the least


class CalendarFilters(QObject):
    """Puts the boxes into `row`; `changed` when one is changed."""

    changed = Signal()

    def __init__(self, row: FilterRow) -> None:
        super().__init__(row)
        named = ((_("Plan"), 250), (_("Section"), 210), (_("Person"), 210), (_("State"), 160))
        self.boxes = [filter_box(name, width, 280, self.changed.emit) for name, width in named]
        self.plans, self.sections, self.people, self.states = self.boxes
        for box in self.boxes:
            row.add(box)
        row.add(widgets.button(_("Show all"), self.clear, look="link"))
        states = [(_(words), code) for code, words in STATE_WORDS.items()]
        widgets.offer(self.states, [(_("Any state"), None), *states])

    def offer(self, calendar: Calendar) -> None:
        """Let choose among what there is; what is chosen stays chosen."""
        widgets.offer(self.plans, [(_("All plans"), None), *((head.name, head.id) for head in calendar.plans)])
        first = calendar.sections[0].plan if calendar.sections else 0
        sections = [one for one in calendar.sections if one.plan == (self.plans.currentData() or first)]
        widgets.offer(self.sections, [(_("All sections"), None), *((one.name, one.number) for one in sections)])
        widgets.offer(self.people, [(_("Everybody"), None), *((name, name) for name in calendar.people())])

    def wanted(self) -> CalendarFilter:
        """What is chosen."""
        return CalendarFilter(
            self.plans.currentData() or 0,
            self.sections.currentData() or 0,
            self.people.currentData() or "",
            self.states.currentData() or "",
        )

    def clear(self) -> None:
        """Show everything."""
        for box in self.boxes:
            box.setCurrentIndex(0)


class CalendarScreen(Page):
    """One period at a time around `day`."""

    least_width = 660

    def __init__(
        self, desk: Desk, settings: Settings, requests: Requests | None = None, today: Today = dt.date.today
    ) -> None:
        self._desk, self._settings, self._today = desk, settings, today
        self._requests = requests or Requests()
        self.day, self.view = today(), "month"
        self.calendar_data = Calendar((), (), ())
        self._years = dt.date.max, dt.date.min  # that have been read
        self.month, self.side = MonthGrid(), SidePane()
        self.views = QStackedWidget()
        self.views.addWidget(self.month)
        body = widgets.row(spacing=0, of=((self.views, 1), widgets.line(vertical=True), self.side))
        super().__init__(_("Calendar"), widgets.holder(body, "surface"))
        self.choices = CalendarFilters(self.filters)
        self.filters.hide()
        self._said, self._saying, self._is_narrow = "", "", False
        self._add_header()
        self._connect()
        subscribe_seen(desk, frozenset({"plans", "council", "events", "members", "cluster"}), self.reload, self)
        self.reload()

    @property
    def grid(self) -> MonthGrid:
        """The days shown: of the week, else of the month."""
        return self.week if self.view == "week" else self.month

    @cached_property
    def week(self) -> WeekGrid:
        """Seven days; made when it is asked for."""
        made = WeekGrid()
        made.painter.by_state = self.month.painter.by_state
        self._connect_grid(made)
        self.views.addWidget(made)
        return made

    @cached_property
    def year(self) -> YearGrid:
        """Twelve months; made when it is asked for."""
        made = YearGrid()
        made.year.today = self._today()
        made.by_state = self.month.painter.by_state
        made.month_opened.connect(self._open_month)
        made.month_chosen.connect(self._month_chosen)
        return made

    @cached_property
    def year_page(self) -> YearPage:
        """The months under what goes on all the year."""
        made = YearPage(self.year)
        made.opened.connect(self.open)
        self.views.addWidget(made)
        return made

    @cached_property
    def list(self) -> EntryTable:
        """The month as a list; made when it is asked for."""
        made = EntryTable(self._settings.list_look("calendar"))
        made.opened.connect(lambda at: self.open(made.entries[at]))
        self.views.addWidget(made)
        return made

    def reload(self) -> None:
        """Read everything anew; the day and what is filtered stay."""
        self._read_around(*self.bounds())
        self._said, self._saying = self._saying, ""  # said of this very change; of an earlier one it is no longer true
        self.show_period()

    def show_view(self, key: str) -> None:
        """Show "month", "week", "year" or "list"."""
        self.view, self._said = key, ""
        self.segments.choose(key)
        self.show_period()
        shown = {"year": self.year, "list": self.list}.get(key) if key in ("year", "list") else self.grid
        if shown is not None:
            shown.setFocus()

    def bounds(self) -> tuple[dt.date, dt.date]:
        """The first and the last day of the period shown."""
        day = self.day
        if self.view == "year":
            return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
        if self.view == "week":
            monday = day - dt.timedelta(day.weekday())
            return monday, monday + dt.timedelta(_WEEK - 1)
        return day.replace(day=1), day.replace(day=months.monthrange(day.year, day.month)[1])

    def go_by(self, by: int) -> None:
        """Go to the next period (1) or the one before (-1)."""
        if self.view == "week":
            self.go_to(self.day + dt.timedelta(_WEEK * by))
        else:
            self.go_to(later(self.day, by * (12 if self.view == "year" else 1)))

    def go_to(self, day: dt.date) -> None:
        """Show the period that a day lies in, the day chosen."""
        self.day, self._said = day, ""
        self.show_period()

    def _read_around(self, first: dt.date, last: dt.date) -> None:
        """Read the whole years that the period lies in, with the weeks beside it."""
        begins, ends = first - dt.timedelta(_WEEK), last + dt.timedelta(_WEEK)
        self._years = dt.date(begins.year, 1, 1), dt.date(ends.year, 12, 31)
        read, today = self._desk.read, self._today()
        self.calendar_data = with_deadlines(calendar(read, today, period=self._years), read, today)
        self.choices.offer(self.calendar_data)

    def show_period(self) -> None:
        """Paint the entries of the period that the filter lets be seen."""
        first, last = self.bounds()
        if first - dt.timedelta(_WEEK) < self._years[0] or last + dt.timedelta(_WEEK) > self._years[1]:
            self._read_around(first, last)
        self.side.setVisible(self.view != "list" and not self._is_narrow)
        self._fit_header()
        entries = self.calendar_data.within(
            first - dt.timedelta(_WEEK), last + dt.timedelta(_WEEK), self.choices.wanted()
        )
        visible = [one for one in entries if one.touches(first, last)]
        off = days_off(self._desk.read)
        if self.view == "year":
            self.year.year.days_off = off
            # Filled before it takes the keyboard: a table that gets it without a current cell goes to its first.
            self.year.show_year(self.day.year, visible, self.day.month)
            self.year_page.show_lasting()
            self.views.setCurrentWidget(self.year_page)
        elif self.view == "list":
            self.views.setCurrentWidget(self.list)
            self.list.show_entries(visible)
        else:
            self.grid.days.days_off, self.grid.days.today = off, self._today()
            self.grid.show_days(first, last, entries, self.day.month if self.view == "month" else None, self.day)
            self.views.setCurrentWidget(self.grid)
        if self.view != "year":
            self.side.show_entries(
                _("Without an exact day"),
                _("Drag to a day: the deadline's words stay") if not self._desk.read_only else "",
                [one for one in visible if one.has_no_day and one.state not in ("done", "cancelled")],
            )
        plan = self.choices.wanted().plan or (self.calendar_data.sections[0].plan if self.calendar_data.sections else 0)
        sections = [one for one in self.calendar_data.sections if one.plan == plan]
        self.side.show_legend(sections, year=self.view == "year")
        self._show_foot(visible)

    def open(self, entry: Entry) -> None:
        """Show the record of an entry in its own screen."""
        record = record_of(entry)
        if self._requests.go_to and record:
            self._requests.go_to(record[0].__name__, record[1])

    def current_record(self) -> RecordKey | None:
        """The record of the entry that has the keyboard."""
        if self.view != "list":
            return self.grid.current_record()
        place = self.list.current_key()
        return record_of(self.list.entries[place] if place is not None else self.grid.entry)

    def put(self, entry: Entry, day: dt.date) -> None:
        """Move an entry so that it begins on `day`: one change, which can be undone."""
        if self._desk.read_only:
            return
        try:
            record = calendar_moves.moved(self._desk.read, entry, day)
            if record is None:
                return
            self._saying = _("“%(title)s” is moved to %(day)s; Ctrl+Z takes it back.") % {
                "title": entry.title, "day": describe_day(day),
            }  # fmt: skip
            self.day = day
            self._desk.change(calendar_moves.MOVED[entry.kind], record, subject=entry.title)
        except (Problems, UserError) as trouble:
            self._saying = ""
            messages.show_any(self, trouble)
            return
        self._choose_again(entry)

    def plan_event(self, entry: Entry | None, day: dt.date | None = None) -> None:
        """Make an event of a plan item at once, or ask for a new one on `day` where no item is chosen.

        An item that only names a window has its event on `day`, which is asked where it is not known.
        """
        if self._desk.read_only:
            return
        if entry and day is None and entry.kind in ("item", "step") and not calendar_moves.has_exact_days(entry):
            ask_day(entry, self.plan_event, self, (_("Plan an event"), _("Plan it"), max(self.day, entry.first)))
            return
        event = calendar_moves.event_of(self._desk.read, entry, day) if entry else None
        if event is None:
            dialog = EventDialog(self._desk, day or self.day, self)
            dialog.form.saved.connect(self._show_event)
            dialog.open()
            return
        try:
            when = f"{event.name}, {event.day_words}" if event.day_words else event.name
            self._saying = _("The event is planned: %s; Enter opens it.") % when
            self._desk.change(N_("Event planned from an item"), event, subject=event.display_name())
        except (Problems, UserError) as trouble:
            self._saying = ""
            messages.show_any(self, trouble)

    def _show_event(self, row: int) -> None:
        """Go to the days of an event just made, whatever month they are in."""
        day = self._desk.read.value("SELECT first_day FROM events WHERE id = ?", row)
        if day:
            self.go_to(dt.date.fromisoformat(day))

    def save_calendar(self, path: Path | None = None) -> None:
        """Save what is seen (of every period) as a file for other calendar programs, asking where."""
        from cluster_desk.exchange.icalendar_export import changes, write_calendar

        if path is None:
            start = str(Path(start_folder(self._settings, "papers")) / f"{_('Calendar')}.ics")
            result, _kind = QFileDialog.getSaveFileName(
                self.window(), _("Save the calendar"), start, "iCalendar (*.ics)"
            )
            if not result:
                return
            path = with_ending(result, ".ics")
        wanted = self.choices.wanted()
        try:
            read, today = self._desk.read, self._today()
            entries = with_deadlines(calendar(read, today), read, today).entries
            count = write_calendar([one for one in entries if wanted.shows(one)], path, changes(self._desk.read))
        except UserError as trouble:
            messages.show_error(self, trouble)
            return
        self._said = _("Saved: %(path)s (%(count)s)") % {
            "path": path, "count": n_("%d entry", "%d entries", count) % count,
        }  # fmt: skip
        self.show_period()

    def set_narrow(self, narrow: bool) -> None:
        """Told when the window becomes narrow or wide."""
        self._is_narrow = narrow
        self.side.setVisible(self.view != "list" and not narrow)
        self._fit_header()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.fit_to(self.width())
        self._fit_header()

    def _fit_header(self) -> None:
        """Give up words where the header has no room for all: of printing, the title, of adding, then the printer.

        In the narrowest window what stands in the menu and on keys goes too.
        """
        can_print = self._requests.print_paper is not None
        self.print_button.setText(f" {_('Print…')}")
        self.print_button.setVisible(can_print)
        self.period.setText(period_title(self.view, *self.bounds()))
        self.print_action.setVisible(can_print)
        self.add_button.setText(f" {_('Add…')}")
        self.print_button.setToolTip("")
        self.add_button.setToolTip("Ctrl+N")
        self.period.setMinimumWidth(_PERIOD)
        for each in (self.title, self.to_today, self.narrow_button):
            each.show()
        steps = (
            partial(_silence, self.print_button, _("Print…")), self.title.hide,
            partial(_silence, self.add_button, f"{_('Add…')}\nCtrl+N"), self.print_button.hide,
            partial(self.period.setText, period_title(self.view, *self.bounds(), short=True)),
            self.to_today.hide, self.narrow_button.hide, partial(self.period.setMinimumWidth, _LEAST_PERIOD),
        )  # fmt: skip
        for give_up in steps:
            if self.fits_in_header():
                return
            give_up()

    def _add_header(self) -> None:
        back = widgets.icon_button("chevron_left", _("Earlier (PgUp)"), lambda: self.go_by(-1))
        on = widgets.icon_button("chevron_right", _("Later (PgDn)"), lambda: self.go_by(1))
        self.period: QLabel = widgets.label("", "heading")
        self.period.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.segments = Segments([(key, _(text)) for key, text in _VIEWS], "month", self.show_view)
        self.to_today = widgets.button(_("Today"), lambda: self.go_to(self._today()))
        self.to_today.setToolTip("Home")
        self.narrow_button = widgets.icon_button("filter", _("Filter (Ctrl+F)"), self._turn_filters)
        self.print_button = widgets.button(_("Print…"), self._print, icon="print")
        more = widgets.icon_button("more_horizontal", _("More actions"))
        menu = QMenu(more)
        menu.addAction(_("Today"), lambda: self.go_to(self._today()))
        menu.addAction(_("Filter (Ctrl+F)"), self._turn_filters)
        self.print_action = menu.addAction(_("Print…"), self._print)
        menu.addAction(_("Save as a calendar (.ics)…"), self.save_calendar)
        menu.addAction(_("Legend"), lambda: show_legend(self.side.legend, more))
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add_button = widgets.button(_("Add…"), lambda: self.plan_event(None), look="primary", icon="add")
        self.add_button.setEnabled(not self._desk.read_only)
        parts = (back, self.period, on, self.to_today, self.segments, self.narrow_button, self.print_button, more)
        for each in (*parts, self.add_button):
            self.add_action(each)

    def _connect(self) -> None:
        self._connect_grid(self.month)
        self.side.list.opened.connect(self.open)
        self.side.list.event_asked.connect(self.plan_event)
        self.side.coloured.connect(self._colour)
        self.choices.changed.connect(self.show_period)
        keys: dict[str, Callable[[], object]] = {
            "PgUp": partial(self.go_by, -1), "PgDown": partial(self.go_by, 1), "Ctrl+F": self._turn_filters,
            "Home": lambda: self.go_to(self._today()), "Ctrl+N": lambda: self.plan_event(None),
        }  # fmt: skip
        for key, do in keys.items():
            widgets.on_keys(self, key, do)

    def _connect_grid(self, grid: MonthGrid) -> None:
        grid.days.read_only = self._desk.read_only
        grid.opened.connect(self.open)
        grid.move_asked.connect(self.put)
        grid.event_asked.connect(self.plan_event)
        grid.stepped.connect(self.go_to)
        grid.menu_asked.connect(self._open_menu)
        grid.day_chosen.connect(partial(setattr, self, "day"))
        grid.days.dropped.connect(self._dropped)

    def _turn_filters(self) -> None:
        result = not self.filters.isVisible()
        self.filters.setVisible(result)
        if result:
            self.choices.plans.setFocus()
        else:
            self.choices.clear()

    def _colour(self, by: str) -> None:
        for each in (self.month.painter, self.week.painter, self.side.list.painter):
            each.by_state = by == "state"
        self.year.by_state = by == "state"
        self.show_period()

    def _dropped(self, key: tuple[object, ...], _offset: int, day: dt.date) -> None:
        entry = next((one for one in self.calendar_data.entries if one.key == key), None)
        if entry is not None:
            self.put(entry, day)

    def _choose_again(self, entry: Entry) -> None:
        """Keep hold of an entry that was moved, so that the next key moves it on."""
        self.show_period()
        results = [one for one in self.grid.days.on(self.grid.currentIndex()) if (one.kind, one.row) == entry.key[:2]]
        for one in results:
            if not one.struck:
                self.grid.choose(one)

    def _open_month(self, month: int) -> None:
        self.day = self.day.replace(day=1, month=month)
        self.show_view("month")

    def _month_chosen(self, month: int) -> None:
        if self.view != "year":
            return
        day = self.day.replace(day=min(self.day.day, months.monthrange(self.day.year, month)[1]), month=month)
        self.day = day
        value = self.year.year.months[month - 1]
        name = period_title("month", day.replace(day=1), day).split()[0]
        self.side.show_entries(name, _("Enter opens the month"), value)

    def _open_menu(self, entry: Entry | None, day: dt.date | None, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if entry is not None:
            menu.addAction(_("Open\tEnter"), partial(self.open, entry))
            if entry.kind in ("item", "step") and not self._desk.read_only:
                menu.addAction(_("Plan an event from it\tIns"), partial(self.plan_event, entry, day))
            add_entry_actions(menu, self._desk, entry, self.put, self)
        elif day is not None:
            for one in self.grid.days.on(self.grid.currentIndex()):
                menu.addAction(short_title(one)[:90], partial(self.open, one))
        menu.addSeparator()
        menu.addAction(_("New event on this day…"), partial(self.plan_event, None, day)).setEnabled(
            not self._desk.read_only
        )
        menu.popup(where)

    def _show_foot(self, entries: Iterable[Entry]) -> None:
        """What was done last, and who or what is in two places at once."""
        booked = all_double_bookings([one for one in entries if one.time])
        results = list(dict.fromkeys(sentence for sentences in booked.values() for sentence in sentences))
        doubled = _("Double booking: %s") % " ".join(results) if results else ""
        self.set_foot("   ".join(part for part in (self._said, doubled) if part))

    def print_shown(self) -> bool:
        """Print the calendar as it is shown."""
        self._print()
        return True

    def _print(self) -> None:
        if self._requests.print_paper:
            first, last = self.bounds()
            options: dict[str, object] = {"from": first.isoformat(), "to": last.isoformat()}
            if self.view == "list":
                options["form"] = "list"
            self._requests.print_paper("calendar", options)


def _silence(button: QPushButton, words: str) -> None:
    """Leave a button its icon; what it does stands in the tooltip."""
    button.setText("")
    button.setToolTip(words)
