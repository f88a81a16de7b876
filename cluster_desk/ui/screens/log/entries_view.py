"""The entries of the log: the row to type into, what narrows the list, the list with the form beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from cluster_desk.core.deadlines.event_days import days_of, whole_day
from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import N_, _, language, n_
from cluster_desk.core.records.events import Event, EventState, Level
from cluster_desk.core.russian import dates
from cluster_desk.core.russian.dates import GENITIVE, short_months, show_day
from cluster_desk.core.russian.numbers import group_thousands
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.log import EntryRow, LogFilter, LogRows, NearEntry, log_counts, log_rows, tasks_to_choose
from cluster_desk.data.queries.participation import log_totals
from cluster_desk.data.queries.reader import Reader
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.frame.page import EmptyScreen, Offer, Page, picture
from cluster_desk.ui.lists.columns import Chip, Column, Row
from cluster_desk.ui.lists.list_screen import ListScreen
from cluster_desk.ui.lists.table_model import PagedModel
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.look.tokens import FIELD_HEIGHT, MARGIN_LEFT, MARGIN_RIGHT
from cluster_desk.ui.screens.log.event_form import EventForm

_COUNT_PAUSE = 60  # milliseconds
_CHIPS = (
    ("", N_("All")),
    ("no_outcome", N_("Without outcome")),
    ("no_plan", N_("Without plan")),
    ("ahead", N_("Ahead")),
)
_PAUSE = 120  # milliseconds after the last key before likeness is looked for
_SHORT = ("янв.", "фев.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек.")


class QuickEntry(QWidget):
    """`entered` gives the entry to store, `detailed` one to go on with in the form, `open_asked` one that is there."""

    entered = Signal(object)
    detailed = Signal(object)
    open_asked = Signal(int)

    def __init__(self, read: Reader, today: Callable[[], dt.date], near: Callable[[], dt.date]) -> None:
        super().__init__()
        self._read, self._today, self._near = read, today, near
        self._alike: NearEntry | None = None
        self.when = widgets.line_edit(_("When"), _("13 October"), width=118)
        self.what = widgets.line_edit(_("What was done"))
        self.where = widgets.line_edit(_("Where or for whom"), width=150)
        self.how_many = widgets.line_edit(_("How many"), _("27 parents, 2 teachers"), width=196)
        self.store = widgets.button(_("Write down"), self.enter, look="primary", icon="add")
        self._warning = QLabel()
        self.note = widgets.ElidedLabel("", "warn")
        self.open_button = widgets.button(_("Open it"), self._open, look="small")
        self.keys = widgets.label(_("Enter — write down   Ctrl+Enter — fill in more…"), "small")
        self._soon = widgets.later(self, _PAUSE, self.look_for_likeness)
        self._lay_out()
        for each in self._fields():
            each.setFixedHeight(FIELD_HEIGHT)
            each.installEventFilter(self)
            each.textEdited.connect(lambda _text: self._soon.start())
        self.when.editingFinished.connect(self._complete_day)
        self.when.setText(show_day(near()))
        self._show_note("")

    def enter(self) -> None:
        """Give the entry away when its two fields are filled; else go to the one that is not."""
        event = self._event()
        if event:
            self.entered.emit(event)

    def go_on(self) -> None:
        """Put the last entry's words away; the date stays, and the keyboard goes to what is typed next."""
        for each in (self.what, self.where, self.how_many):
            each.clear()
        self._show_note("")
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Take the keyboard."""
        self.what.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, text: str) -> None:
        """Say what is wrong with the entry."""
        self._alike = None
        self._show_note(text)

    def look_for_likeness(self) -> None:
        """Warn when an entry near that day says much the same."""
        from cluster_desk.rules.log.quick_entry import likely_duplicates

        if not self._read.is_open:
            return
        alike = likely_duplicates(self._read, self.what.text(), self._day())
        self._alike = alike[0] if alike else None
        if self._alike is None:
            self._show_note("")
            return
        one = self._alike
        where = "" if one.where.startswith("*") else one.where
        values = {
            "day": one.day_words,
            "name": one.name.replace("«", "„").replace("»", "“"),
            "where": f", {where}" if where else "",
        }
        self._show_note(_("Looks like the entry of %(day)s “%(name)s”%(where)s.") % values, is_match=True)

    def _event(self) -> Event | None:
        from cluster_desk.rules.log.quick_entry import entry_from_words

        for field in (self.when, self.what):
            if not field.text().strip():
                self.say(_("Fill in “%(field)s”.") % {"field": field.accessibleName()})
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return None
        words = [each.text() for each in (self.when, self.what, self.where, self.how_many)]
        return entry_from_words(self._read, *words, near=self._day() or self._near(), today=self._today())

    def _day(self) -> dt.date | None:
        near = self._near()
        days = days_of(whole_day(self.when.text(), near), near.year)
        return days[0][0] if days else None

    def _complete_day(self) -> None:
        """A lone number becomes a whole date at once, so that the user sees which."""
        self.when.setText(whole_day(self.when.text(), self._near()))

    def _shift(self, by: int) -> None:
        day = self._day() or self._near()
        self.when.setText(show_day(day + dt.timedelta(days=by)))
        self._soon.start()

    def _open(self) -> None:
        if self._alike:
            self.open_asked.emit(self._alike.id)

    def _show_note(self, text: str, *, is_match: bool = False) -> None:
        self.note.set_whole(text)
        self._warning.setVisible(bool(text))
        if text:
            self._warning.setPixmap(picture("warning_filled", 16, "warn", self))
        self.open_button.setVisible(is_match)

    def _fields(self) -> tuple[QLineEdit, ...]:
        return (self.when, self.what, self.where, self.how_many)

    def _lay_out(self) -> None:
        line = widgets.row((MARGIN_LEFT, 2, MARGIN_RIGHT, 0), 10)
        for each in self._fields():
            named = widgets.stack(spacing=3, of=(widgets.label(each.accessibleName(), "small"), each))
            line.addLayout(named, 1 if each is self.what else 0)
        line.addWidget(self.store, 0, Qt.AlignmentFlag.AlignBottom)
        under = widgets.row(
            (MARGIN_LEFT, 4, MARGIN_RIGHT, 6),
            8,
            of=(self._warning, (self.note, 0), self.open_button, widgets.GAP, self.keys),
        )
        self.setLayout(widgets.stack(of=(line, under, widgets.line())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and (control or watched is self.when):
                self._shift(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in ENTER:
                if control:
                    entry = self._event()
                    if entry:
                        self.detailed.emit(entry)
                else:
                    self.enter()
                return True
        return super().eventFilter(watched, event)


def offer_tasks(box: QComboBox, read: Reader) -> None:
    """Offer the tasks of all plans in `box`; what is chosen stays."""
    tasks = [(text if len(text) < 60 else f"{text[:58]}…", row) for row, text in tasks_to_choose(read)]
    widgets.offer(box, [(_("All tasks"), None), *tasks])


class EntriesView(ListScreen):
    """What of the log `filter` lets through; its period is set by the screen around it."""

    def __init__(self, desk: Desk, settings: Settings, requests: Requests, today: Callable[[], dt.date]) -> None:
        self._today = today
        self.roomy: list[QWidget] = []
        self.filter = LogFilter(today=today().isoformat())
        self.model = PagedModel(_columns(self._people_chip), self._in_order, self._as_displayed)
        look, takes_rows = settings.list_look("log"), not desk.read_only
        table = TableView(_("Log"), self.model.columns, look, model=self.model, takes_rows=takes_rows)
        self._desk = desk
        page = Page(_("Log"), table)
        self.quick = QuickEntry(desk.read, today, self._near)
        self.quick.setVisible(not desk.read_only)
        outer = page.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(1, self.quick)
        empty = EmptyScreen(
            "notebook",
            _("Nothing is written down yet"),
            _("Type the first entry above: when and what, then Enter. Or read last year's report."),
        )
        super().__init__(
            desk,
            page,
            table,
            EventForm(desk, today),
            record=Event,
            areas=frozenset({"events", "plans", "members"}),
            removed=N_("Event deleted"),
            empty=empty,
        )
        if requests.import_file and not desk.read_only:
            empty.set_offers([Offer(_("Read from Word or Excel…"), requests.import_file, "arrow_import")])
        # The list is painted first; what is counted beside it comes a moment later.
        self._count_soon = widgets.later(self, _COUNT_PAUSE, self._show_counts)
        self._add_filters()
        self.quick.entered.connect(self._store)
        self.quick.detailed.connect(self._detail)
        self.quick.open_asked.connect(self.open)
        begin = QShortcut(QKeySequence("Ctrl+E"), self)
        begin.activated.connect(self.quick.begin)

    def set_filter(self, **changes: Any) -> None:
        """Show another part of the log."""
        self.filter = replace(self.filter, today=self._today().isoformat(), **changes)
        self.reload()

    def open_form(self, opened: bool = True) -> None:
        """Show the form, or put it away; what has no room beside it goes meanwhile."""
        for each in (self.sum, self.tasks, self.levels, self.quick.keys, *self.roomy):
            each.setVisible(not opened)
        super().open_form(opened)

    def show_empty_only_without_any(self) -> bool:
        """Whether the file has no entry at all."""
        return not self._desk.read.value("SELECT 1 FROM events LIMIT 1")

    def _in_order(self, sort: str, descending: bool) -> LogRows:
        if not sort:
            return log_rows(self._desk.read, self.filter)
        return log_rows(self._desk.read, self.filter, sort, descending=descending)

    def _as_displayed(self, row: EntryRow) -> EntryRow:
        """A row of the log as the columns tell it."""
        with_year = not (self.filter.start and self.filter.start[:4] == self.filter.end[:4])
        where = row.where
        if where.startswith("*"):
            count = int(where[1:])
            where = n_("%d organization", "%d organizations", count) % count
        days = day_label(row.when or "", row.last or "", row.words, row.spans, with_year=with_year)
        as_typed = row.counts == 1 and not str(row.count_words).isdecimal()
        people = row.count_words if as_typed else row.people
        return row._replace(when=days, where=where, people=people, files=row.files or None)

    def _people_chip(self, row: EntryRow) -> Chip | None:
        state = row.state
        if state == EventState.MOVED.value:
            return Chip(_("moved"), "moved", "arrow_circle_right_filled")
        if state == EventState.CANCELLED.value:
            return Chip(_("cancelled"), "neutral", "dismiss_circle_filled")
        if state == EventState.PLANNED.value:
            late = (row.last or "") < self.filter.today
            return Chip(_("no outcome"), "warn") if late else Chip(_("ahead"), "info", filled=False)
        return Chip(_("no number"), "warn") if row.people in (None, "") else None

    def _near(self) -> dt.date:
        """The day that words without a year are near to."""
        today = self._today()
        if self.filter.start and not self.filter.start <= today.isoformat() <= self.filter.end:
            return dt.date.fromisoformat(self.filter.end)
        return today

    def new_record(self) -> Event:
        return Event(first_day=self._near())

    def _store(self, event: Event) -> None:
        try:
            [row] = self._desk.change(N_("Event added"), event, subject=event.display_name())
        except Problems as problems:
            self.quick.say(" ".join(one.text for one in problems.problems))
            return
        except UserError as trouble:
            messages.show_error(self, trouble)
            return
        self.table.go_to(row)
        self.quick.go_on()

    def _detail(self, event: Event) -> None:
        """Go on with an entry in the form."""
        if self.form.may_leave():
            self._current = None
            self.table.clearSelection()
            self.form.show_record(event)
            self.open_form()
            self.form.focus_first()
            self.quick.go_on()
            self.form.focus_first()

    def _add_filters(self) -> None:
        filters = self.list_page.filters
        filters.add_search(_("Find in the log"))
        filters.query_changed.connect(lambda words: self.set_filter(words=words))
        for key, text in _CHIPS:
            filters.add_chip(key, _(text))
        filters.chip_chosen.connect(lambda key: self.set_filter(chip=key, only=()))
        self.tasks = widgets.combo(_("Task"), 130, [(_("All tasks"), None)])
        levels = [(_(level.label), level.value) for level in list(Level)[:-1]]
        self.levels = widgets.combo(_("Level"), 158, [(_("Any level"), ""), *levels])
        self.tasks.activated.connect(lambda _at: self.set_filter(task=self.tasks.currentData()))
        self.levels.activated.connect(lambda _at: self.set_filter(level=self.levels.currentData()))
        filters.add(self.tasks)
        filters.add(self.levels)
        self.sum = widgets.ElidedLabel("", "small")
        row = filters.layout()
        assert row is not None
        row.addWidget(self.sum)

    def read_rows(self) -> LogRows:
        return self._in_order(*self.model.sorting())

    def reloaded(self, rows: Sequence[Row]) -> None:
        self._count_soon.start()
        if self.model.rowCount() == 0:
            self.list_page.show_empty(self.empty if self.show_empty_only_without_any() else None)

    def _show_counts(self) -> None:
        read = self._desk.read
        if not read.is_open:
            return
        self.list_page.filters.set_counts(log_counts(read, self.filter))
        offer_tasks(self.tasks, read)
        self.sum.set_whole(self._month_words())

    def _month_words(self) -> str:
        """«Октябрь: 6 записей, 373 участника»: the month of today, or the last one of the period shown."""
        near = self._near()
        start = near.replace(day=1)
        end = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        totals = next(iter(log_totals(self._desk.read, start, end)), None)
        events, people = (totals.events, totals.people) if totals else (0, 0)
        entries = n_("%d entry", "%d entries", events) % events
        taking = n_("%s participant", "%s participants", people) % group_thousands(people)
        return f"{month_name(near.month)}: {entries}, {taking}"

    def words_at_foot(self, total: int, chosen: int) -> str:
        text = n_("%d entry", "%d entries", total) % total
        if chosen > 1:
            text += ", " + n_("%d chosen|entry", "%d chosen|entries", chosen).partition("|")[0] % chosen
        return text


def _columns(people: Callable[[Row], Chip | None]) -> Sequence[Column]:
    return (
        Column("when", N_("When"), width=118),
        Column("name", N_("What"), width=330, elastic=True),
        Column("where", N_("Where, for whom"), width=196, quiet=True),
        Column("level", N_("Level"), "choice", 132, words={one.value: one.label for one in Level} | {"untold": "—"}),
        Column("task", N_("Task of the plan"), width=176, quiet=True),
        Column("people", N_("Participants"), "number", 116, chip=people),
        Column("files", N_("Files"), width=60, chip=_files_chip),
    )


def _files_chip(row: EntryRow) -> Chip | None:
    return Chip("", "neutral", "attach", _("has files"), filled=False) if row.files else None


def day_label(first: str, last: str, words: str, spans: int, *, with_year: bool) -> str:
    """The days in a few letters; words that are no plain run of days stay as typed."""
    if not first:
        return words
    if spans > 1:
        return words
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    year = f" {end.year}" if with_year else ""
    if begin == end:
        return f"{begin.day}\u00a0{_month(begin.month, short=bool(year))}{year}"
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}–{end.day}\u00a0{_month(end.month, short=True)}{year}"
    return f"{begin.day}\u00a0{_month(begin.month, short=True)} – {end.day}\u00a0{_month(end.month, short=True)}{year}"


def _month(number: int, *, short: bool) -> str:
    if language() == "ru":
        return (_SHORT if short else GENITIVE)[number - 1]
    return short_months()[number - 1] if short else dates.month_name(number)


def month_name(number: int) -> str:
    """«Октябрь»."""
    return capitalized(dates.month_name(number))


def year_name(year: int) -> str:
    """«2026 год»."""
    return _("year %d") % year
