"""The screen of the coordination council: its meetings, its seats, and the register of its decisions."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import cast

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.fields import Field, Kind
from cluster_desk.data.queries.council import SEATS
from cluster_desk.desk import Desk
from cluster_desk.rules.checks.catalog import check_meetings_only
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.editors import DayEditor
from cluster_desk.ui.frame.area import Requests, Today
from cluster_desk.ui.frame.page import Offer
from cluster_desk.ui.lists.list_screen import Condition, DeclaredList, ListSpec, ViewStack
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.checks.check_window import KEYS, Checker
from cluster_desk.ui.screens.council.decisions_table import DecisionsList
from cluster_desk.ui.screens.council.meetings import MeetingsView
from cluster_desk.ui.screens.council.seat_form import SeatForm


class CouncilScreen(ViewStack):
    """Meetings, seats, decisions."""

    def __init__(
        self, desk: Desk, settings: Settings, requests: Requests | None = None, today: Today = dt.date.today
    ) -> None:
        requests = requests or Requests()
        super().__init__(
            [
                (
                    "meetings",
                    _("Meetings"),
                    lambda: MeetingsView(desk, settings, requests, self.segments("meetings", "tab"), today),
                ),
                (
                    "seats",
                    _("Seats"),
                    lambda: self._led("seats", SeatsList(desk, settings, _SEATS, _("Council"), (), requests)),
                ),
                (
                    "decisions",
                    _("Decisions"),
                    lambda: self._led(
                        "decisions", DecisionsList(desk, settings, today, title=_("Council"), requests=requests)
                    ),
                ),
            ]
        )
        self.meetings.seats_asked.connect(lambda: self.show_view("seats"))
        search = partial(partial, check_meetings_only, desk.read)
        self.checker = Checker(self, desk, search, lambda finding: self.show_record("Meeting", finding.row))
        self.meetings.menu.addAction(f"{_('Check the meetings…')}\t{KEYS}", self.checker.show)

    def _led(self, key: str, made: DeclaredList) -> DeclaredList:
        """A list with the tabs of the area where the meetings have them: nothing jumps on a click."""
        made.list_page.lead_with(self.segments(key, "tab"))
        return made

    @property
    def meetings(self) -> MeetingsView:
        """The meetings."""
        return cast("MeetingsView", self.view("meetings"))

    @property
    def seats(self) -> SeatsList:
        """The seats."""
        return cast("SeatsList", self.view("seats"))

    @property
    def decisions(self) -> DecisionsList:
        """The register of decisions of all the years."""
        return cast("DecisionsList", self.view("decisions"))

    def show_record(self, kind: str, row: int) -> None:
        """Show a meeting or a decision of the register."""
        self.show_view("decisions" if kind == "Decision" else "meetings")
        (self.decisions if kind == "Decision" else self.meetings).go_to(row)

    def keyboard_of(self, view: QWidget) -> QWidget:
        return view.list if isinstance(view, MeetingsView) else super().keyboard_of(view)


class SeatsList(DeclaredList):
    """The seats, those of one day when it is asked for."""

    def offers(self, requests: Requests) -> list[Offer]:
        return [Offer(_("From the names in documents…"), self.take_names, "people"), *super().offers(requests)]

    def take_names(self) -> None:
        """Offer those who speak at meetings and are only words so far."""
        from cluster_desk.ui.forms.names_dialog import offer_names_of_file

        offer_names_of_file(self.desk, self)

    def add_filters(self) -> None:
        super().add_filters()
        filters = self.list_page.filters
        self.on_day = DayEditor(Field("on_day", N_("Council on the day"), Kind.DAY))
        filters.add(widgets.label(_("Council on the day"), "quiet"))
        filters.add(self.on_day)
        self.on_day.left.connect(self.narrow)
        self.on_day.changed.connect(lambda: self.on_day.show_problem(""))

    def show_all(self) -> None:
        self.on_day.set_value(None)
        self.narrow()
        super().show_all()

    def condition(self) -> Condition | None:
        """Which seats are filled or open on the day."""
        day = self.on_day.value()
        if not isinstance(day, dt.date):
            return None
        on = day.isoformat()
        return lambda row: (row.since or "") <= on <= (row.until or "9999")


def _seats_words(total: int, chosen: int) -> str:
    text = n_("%d seat", "%d seats", total) % total
    return f"{text}, {n_('%d chosen|seat', '%d chosen|seats', chosen).partition('|')[0] % chosen}"


_SEATS = ListSpec(
    "seats",
    N_("Seats"),
    SEATS,
    "gavel",
    N_("The council has no seats yet"),
    (N_("Seat added"), N_("Seat changed"), N_("Seat deleted")),
    frozenset({"council", "members"}),
    display={
        "role": {"width": 160, "strong": lambda row: row.role == "chair"},
        "person_id": {"width": 220, "elastic": True},
        "position": {"width": 210, "quiet": True},
        "organization_id": {"width": 190},
        "since": {"hidden": True},
        "until": {"hidden": True},
        "order": {"hidden": True},
    },
    advice=N_("Add the chair first, then the others, as the order says."),
    hint=N_("Name, post, organization"),
    add=N_("Add a seat"),
    lines=2,
    paper="council",
    counted=_seats_words,
    form=SeatForm,
)
