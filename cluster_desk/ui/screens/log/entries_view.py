"""The entries of the log: what narrows the list, the list with the form beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QMenu, QVBoxLayout

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import N_, _, language, n_
from cluster_desk.core.records.events import Event, EventState, Level
from cluster_desk.core.records.fields import Record
from cluster_desk.core.russian import dates
from cluster_desk.core.russian.dates import GENITIVE, short_months
from cluster_desk.core.russian.numbers import group_thousands
from cluster_desk.core.russian.short_names import without_legal_form
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.log import EntryRow, LogFilter, LogRows, log_counts, log_rows, tasks_to_choose
from cluster_desk.data.queries.participation import log_totals
from cluster_desk.data.queries.reader import Reader
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import FOLDER_KEYS, Requests
from cluster_desk.ui.frame.page import EmptyScreen, Offer, Page
from cluster_desk.ui.lists.columns import Chip, Column, Row
from cluster_desk.ui.lists.list_screen import ListScreen
from cluster_desk.ui.lists.table_model import PagedModel
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import boxes, widgets
from cluster_desk.ui.screens.log.event_form import EventForm
from cluster_desk.ui.screens.log.quick_line import QuickEntry

_COUNT_PAUSE = 60  # milliseconds
_CHIPS = (
    ("", N_("Up to now")),
    ("no_outcome", N_("Without outcome")),
    ("no_plan", N_("Without plan")),
    ("ahead", N_("Ahead")),
)
_PICKED = "picked"
"""The chip of entries that another screen asked for, by their numbers."""

_SHORT = ("янв.", "фев.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек.")


def offer_tasks(box: QComboBox, read: Reader) -> None:
    """Offer the tasks of all plans in `box`; what is chosen stays."""
    tasks = [(text if len(text) < 60 else f"{text[:58]}…", row) for row, text in tasks_to_choose(read)]
    widgets.offer(box, [(_("All tasks"), None), *tasks])


class EntriesView(ListScreen):
    """What of the log `filter` lets through; its period is set by the screen around it."""

    def __init__(self, desk: Desk, settings: Settings, requests: Requests, today: Callable[[], dt.date]) -> None:
        self._today, self._requests = today, requests
        self.bring: Callable[[int], object] = lambda _row: (
            None
        )  # in sight; told by the screen around, which knows years
        self.open_folder: Callable[[int], object] = lambda _row: None  # likewise: it has the folders
        self.filter = LogFilter(today=today().isoformat())
        self._ahead = 0  # how many entries of the filter are still to come
        self.model = PagedModel(_columns(self._people_chip), self._in_order, self._as_displayed)
        look, takes_rows = settings.list_look("log"), not desk.read_only
        table = TableView(_("Log"), self.model.columns, look, model=self.model, takes_rows=takes_rows)
        self._desk = desk
        page = Page(_("Log"), table)
        self.quick = QuickEntry(desk.read, today, self._near)
        outer = page.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(1, self.quick)
        self.quick.setVisible(not desk.read_only)
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
        folder = widgets.icon_button("folder", _("Folder of the event…"), self._open_folder)
        folder.setToolTip(f"{_('Folder of the event…')} ({FOLDER_KEYS})")
        self.form.add_action(folder)
        self.form.past.append(folder)
        opening = QShortcut(QKeySequence(FOLDER_KEYS), self)
        opening.setWhatsThis(_("Folder of the event…"))
        opening.activated.connect(self._open_folder)

    def set_filter(self, **changes: Any) -> None:
        """Show another part of the log; entries picked out are let go of."""
        self.filter = replace(self.filter, today=self._today().isoformat(), **{"only": (), **changes})
        self._show_picked()
        self.reload()

    def show_only(self, ids: Sequence[int]) -> None:
        """Show just these entries, until anything else is asked for."""
        self._forget_filters()
        self.set_filter(only=tuple(ids), words="", chip="", task=None, level="")

    def show_all(self) -> None:
        self._forget_filters()
        self.set_filter(words="", chip="", task=None, level="")

    def _forget_filters(self) -> None:
        """Let every filter stand as at first, without asking for the rows each time."""
        filters = self.list_page.filters
        with QSignalBlocker(filters):
            filters.clear()
        for box in (self.tasks, self.levels):
            box.setCurrentIndex(0)

    def _show_picked(self) -> None:
        """Say by a chip of its own that only some entries are shown; it goes with them."""
        picked, filters = bool(self.filter.only), self.list_page.filters
        filters.show_chip(_PICKED, picked)
        filters.check_chip(_PICKED if picked else self.filter.chip)

    def open_form(self, opened: bool = True) -> None:
        """Show the form, or put it away; what has no room beside it goes meanwhile."""
        for each in (self.sum, self.tasks, self.levels):
            each.setVisible(not opened)
        self.quick.set_short(opened)
        super().open_form(opened)

    def show_empty_only_without_any(self) -> bool:
        """Whether the file has no entry at all."""
        return not self._desk.read.value("SELECT 1 FROM events LIMIT 1")

    def _open_folder(self) -> None:
        """Show the folder of the event in the form, else of the one that has the keyboard in the list."""
        here = self.current_record()
        if here is not None:
            self.open_folder(here[1])

    def _fill_menu(self, menu: QMenu, keys: list[Any]) -> None:
        super()._fill_menu(menu, keys)
        folder = menu.addAction(_("Folder of the event…"), lambda: self.open_folder(keys[0]))
        folder.setShortcut(QKeySequence(FOLDER_KEYS))
        folder.setEnabled(len(keys) == 1)
        if self._requests.answer:
            menu.addAction(_("Answer to a question of the log…"), partial(self._requests.answer, {}))

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
            return Chip(capitalized(_("moved")), "moved", "arrow_circle_right_filled")
        if state == EventState.CANCELLED.value:
            return Chip(capitalized(_("cancelled")), "neutral", "dismiss_circle_filled")
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

    def go_to(self, key: int) -> None:
        """Choose the entry `key` in the list, in whatever year it stands."""
        self.bring(key)
        self._soon.start()

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place."""
        return super().may_leave() and self.quick.may_leave()

    def again(self, record: Record) -> Record | None:
        from cluster_desk.rules.log.events import event_again

        return event_again(record, self._today()) if isinstance(record, Event) else None

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
        if not self.form_is_open:
            self._current = row  # the line is gone on with: its card does not open by itself
        self.bring(row)
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
        filters.query_changed.connect(lambda words: self.set_filter(words=words, only=self.filter.only))
        for key, text in _CHIPS:
            filters.add_chip(key, _(text))
        filters.add_chip(_PICKED, _("Picked out"))
        filters.show_chip(_PICKED, False)
        filters.chip_chosen.connect(self._choose_chip)
        self.tasks = boxes.combo(_("Task"), 130, [(_("All tasks"), None)])
        levels = [(_(level.label), level.value) for level in list(Level)[:-1]]
        self.levels = boxes.combo(_("Level"), 158, [(_("Any level"), ""), *levels])
        self.tasks.activated.connect(lambda _at: self.set_filter(task=self.tasks.currentData()))
        self.levels.activated.connect(lambda _at: self.set_filter(level=self.levels.currentData()))
        filters.add(self.tasks)
        filters.add(self.levels)
        self.sum = widgets.ElidedLabel("", "small")
        filters.add_note(self.sum)

    def _choose_chip(self, key: str) -> None:
        if key != _PICKED:
            self.set_filter(chip=key)

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
        counts = log_counts(read, self.filter)
        self.list_page.filters.set_counts({**counts, _PICKED: self.model.rowCount()})
        self._ahead = counts["ahead"]
        self._show_foot()
        offer_tasks(self.tasks, read)
        self.sum.set_whole(self._month_words())

    def _month_words(self) -> str:
        """«Октябрь: проведено 6, 373 участника»: the month of today, or the last one of the period shown."""
        near = self._near()
        start = near.replace(day=1)
        end = (start + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        totals = next(iter(log_totals(self._desk.read, start, end)), None)
        events, people, uncounted = (totals.events, totals.people, totals.uncounted) if totals else (0, 0, 0)
        taking = n_("%s participant", "%s participants", people) % group_thousands(people)
        words = _("%(month)s: %(events)d held") % {"month": month_name(near.month), "events": events}
        known = [taking] if people or not uncounted else []
        return ", ".join([words, *known, *([_("without a number: %d") % uncounted] if uncounted else [])])

    def words_at_foot(self, total: int, chosen: int) -> str:
        text = n_("%d entry", "%d entries", total) % total
        if self._ahead and not self.filter.chip and not self.filter.only:
            text += ", " + n_("%d more ahead", "%d more ahead", self._ahead) % self._ahead
        if chosen > 1:
            text += ", " + n_("%d chosen|entry", "%d chosen|entries", chosen).partition("|")[0] % chosen
        return text


def _columns(people: Callable[[Row], Chip | None]) -> Sequence[Column]:
    return (
        Column("when", N_("When"), width=118),
        Column("name", N_("What"), width=330, elastic=True),
        Column("where", N_("Where, for whom"), width=196, quiet=True, short=without_legal_form),
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
