"""The screen of the coordination council: its meetings, its seats, and the register of its decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property, partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.council import CouncilSeat
from cluster_desk.core.records.fields import Field, Kind
from cluster_desk.data.queries.council import SEATS
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import PAPERS
from cluster_desk.rules.checks import Finding, check_meetings_only
from cluster_desk.settings import Settings
from cluster_desk.ui.checking.check_window import KEYS, Checker
from cluster_desk.ui.council.decisions_view import make_decisions
from cluster_desk.ui.forms.editors import DayEditor
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.forms.list_screen import ListScreen, Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.page import EmptyScreen, Offer, Page
from cluster_desk.ui.requests import Requests
from cluster_desk.ui.screens.meetings import MeetingsView
from cluster_desk.ui.table.columns import Row
from cluster_desk.ui.table.table_view import TableView
from cluster_desk.ui.table.told_columns import told_columns

_VIEWS = (("meetings", N_("Meetings")), ("seats", N_("Seats")), ("decisions", N_("Register")))


class CouncilScreen(QStackedWidget):
    """Meetings and seats."""

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        requests: Requests | None = None,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        super().__init__()
        self._desk, self._settings, self._requests, self._today = desk, settings, requests or Requests(), today
        self._narrow = False
        self.meetings = MeetingsView(desk, settings, self._requests, self._segments("meetings", "tab"), today)
        self.seats = self._make_seats()
        self.checker = Checker(self, desk, lambda: partial(check_meetings_only, desk.read), self._go_to_finding)
        self.meetings.menu.addAction(f"{_('Check the meetings…')}\t{KEYS}", self.checker.show)
        self.addWidget(self.meetings)
        self.addWidget(self.seats)

    @cached_property
    def decisions(self) -> ListScreen:
        """The register of decisions of all the years; made when it is asked for."""
        actions: list[QWidget] = [self._segments("decisions")]
        if self._requests.print_paper and any(paper.id == "decisions" for paper in PAPERS):
            printing = self._requests.print_paper
            actions.append(widgets.button(_("Print…"), lambda: printing("decisions", {}), icon="print"))
        made = make_decisions(
            self._desk, self._settings, self._today, look="decisions", title=_("Council"), actions=actions
        )
        made.set_narrow(self._narrow)
        self.addWidget(made)
        return made

    def show_view(self, key: str) -> None:
        """Show "meetings", "seats" or "decisions"."""
        wanted = {"seats": self.seats, "meetings": self.meetings}.get(key) or self.decisions
        if self.currentWidget() is not wanted and self.may_leave():
            self.setCurrentWidget(wanted)
            (wanted.table if isinstance(wanted, ListScreen) else self.meetings.list).setFocus()

    def _go_to_finding(self, found: Finding) -> None:
        self.show_view("meetings")
        self.meetings.go_to(found.row)

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place."""
        shown = self.currentWidget()
        return shown.may_leave() if isinstance(shown, ListScreen) else self.meetings.may_leave()

    def set_narrow(self, narrow: bool) -> None:
        """Told when the window becomes narrow or wide."""
        self._narrow = narrow
        self.meetings.set_narrow(narrow)
        for each in (self.seats, *((self.decisions,) if "decisions" in self.__dict__ else ())):
            each.set_narrow(narrow)

    def _segments(self, view: str, look: str = "segment") -> Segments:
        return Segments([(key, _(text)) for key, text in _VIEWS], view, self.show_view, look=look)

    def _make_seats(self) -> ListScreen:
        columns = told_columns(
            SEATS.columns,
            {
                "role": {"width": 160, "strong": _is_chair},
                "person_id": {"width": 220, "elastic": True},
                "position": {"width": 210, "quiet": True},
                "organization_id": {"width": 190},
                "since": {"hidden": True},
                "until": {"hidden": True},
                "order": {"hidden": True},
            },
        )
        table = TableView(_("Seats"), columns, self._settings.list_look("seats"), lines=2)
        page = Page(_("Council"), table)
        empty = EmptyScreen(
            "gavel", _("The council has no seats yet"), _("Add the chair first, then the others, as the order says.")
        )
        form = RecordForm(self._desk, CouncilSeat, added=N_("Seat added"), changed=N_("Seat changed"))
        screen = ListScreen(
            self._desk,
            page,
            table,
            form,
            lambda: SEATS.rows(self._desk.read),
            record=CouncilSeat,
            areas=frozenset({"council", "members"}),
            removed=N_("Seat deleted"),
            empty=empty,
        )
        empty.set_offers([Offer(_("Add a seat"), screen.add, "add")])
        self._add_actions(screen)
        screen.words_at_foot = _seats_words
        screen.reload()
        return screen

    def _add_actions(self, screen: ListScreen) -> None:
        page = screen.list_page
        page.add_action(self._segments("seats"))
        if self._requests.print_paper:
            printing = self._requests.print_paper
            page.add_action(widgets.button(_("Print…"), lambda: printing("council", {}), icon="print"))
        add = widgets.button(_("Add…"), screen.add, look="primary", icon="add")
        add.setToolTip("Ctrl+N")
        add.setEnabled(not self._desk.read_only)
        page.add_action(add)
        page.filters.add_search(_("Name, post, organization"))
        page.filters.query_changed.connect(screen.table.search)
        on_day = DayEditor(Field("on_day", N_("Council on the day"), Kind.DAY))
        page.filters.add(widgets.label(_("Council on the day"), "quiet"))
        page.filters.add(on_day)
        on_day.left.connect(lambda: screen.table.narrow(_sits_on(on_day.value())))
        on_day.changed.connect(lambda: on_day.show_problem(""))


def _sits_on(day: object) -> Callable[[Row], bool] | None:
    """Which seats are filled or open on a day; all without one."""
    if not isinstance(day, dt.date):
        return None
    keys = [column.key for column in SEATS.columns]
    since, until = keys.index("since") + 1, keys.index("until") + 1
    told = day.isoformat()
    return lambda row: (row[since] or "") <= told <= (row[until] or "9999")


def _is_chair(row: Row) -> bool:
    return bool(row[1] == "chair")


def _seats_words(total: int, chosen: int) -> str:
    text = n_("%d seat", "%d seats", total) % total
    return f"{text}, {n_('%d chosen|seat', '%d chosen|seats', chosen).partition('|')[0] % chosen}"
