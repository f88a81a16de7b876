"""The screen of the council and the bodies beside it: meetings, seats, the register of decisions, the bodies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.council import CouncilSeat, SeatRole
from cluster_desk.core.records.fields import Field, Kind
from cluster_desk.data.queries.council import SEATS
from cluster_desk.desk import Desk
from cluster_desk.rules.checks.catalog import check_meetings_only
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.editors import DayEditor
from cluster_desk.ui.frame.area import Requests, Today
from cluster_desk.ui.frame.page import Offer
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import Condition, DeclaredList, ListSpec, ViewStack
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.checks.check_window import KEYS, Checker
from cluster_desk.ui.screens.council.bodies import BodiesList, BodyBox, ChosenBody
from cluster_desk.ui.screens.council.decisions_table import DecisionsList
from cluster_desk.ui.screens.council.meetings import MeetingsView
from cluster_desk.ui.screens.council.seat_form import SeatForm


class CouncilScreen(ViewStack):
    """Meetings, seats, decisions."""

    least_width = 784

    def __init__(
        self, desk: Desk, settings: Settings, requests: Requests | None = None, today: Today = dt.date.today
    ) -> None:
        requests = requests or Requests()
        body = self._body = ChosenBody(desk)
        super().__init__(
            [
                (
                    "meetings",
                    _("Meetings"),
                    lambda: MeetingsView(desk, settings, requests, self.segments("meetings", "tab"), today, body),
                ),
                (
                    "seats",
                    _("Seats"),
                    lambda: self._led("seats", SeatsList(desk, settings, body, requests)),
                ),
                (
                    "decisions",
                    _("Decisions"),
                    lambda: self._led(
                        "decisions",
                        DecisionsList(desk, settings, today, title=_("Council"), requests=requests, body=body),
                    ),
                ),
                ("bodies", _("Bodies"), lambda: self._led("bodies", self._made_bodies(desk, settings))),
            ]
        )
        self.meetings.body_box.list_asked.connect(lambda: self.show_view("bodies"))
        self.meetings.seats_asked.connect(lambda: self.show_view("seats"))
        search = partial(partial, check_meetings_only, desk.read)
        self.checker = Checker(self, desk, search, lambda finding: self.show_record("Meeting", finding.row))
        self.meetings.menu.addAction(f"{_('Check the meetings…')}\t{KEYS}", self.checker.show)

    def _led(self, key: str, made: DeclaredList) -> DeclaredList:
        """A list with the tabs of the area where the meetings have them: nothing jumps on a click."""
        box = getattr(made, "body_box", None)
        if box is not None:
            box.list_asked.connect(lambda: self.show_view("bodies"))
        made.list_page.lead_with(self.segments(key, "tab"))
        return made

    def _made_bodies(self, desk: Desk, settings: Settings) -> BodiesList:
        made = BodiesList(desk, settings)
        made.shown.connect(self.show_body)
        return made

    def show_body(self, row: int) -> None:
        """Show the meetings of a body."""
        self.show_view("meetings")
        self._body.choose(row)

    def segments(self, key: str, look: str = "segment") -> Segments:
        """The bar without the bodies: their list is led to by the box that they are chosen in."""
        shown = [(each, text) for each, (text, _make) in self._views.items() if each != "bodies" or key == "bodies"]
        return Segments(shown, key, self.show_view, look=look)

    @property
    def bodies(self) -> BodiesList:
        """The bodies beside the council."""
        return cast("BodiesList", self.view("bodies"))

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
        """Show a meeting, a decision of the register, a seat or a body."""
        views = {"Decision": "decisions", "CouncilSeat": "seats", "Body": "bodies"}
        key = views.get(kind, "meetings")
        self.show_view(key)
        view = self.view(key)
        assert isinstance(view, MeetingsView | DeclaredList)
        view.go_to(row)

    def keyboard_of(self, view: QWidget) -> QWidget:
        return view.list if isinstance(view, MeetingsView) else super().keyboard_of(view)


class SeatsList(DeclaredList):
    """The seats of the council or of a body, those of one day when it is asked for."""

    def __init__(self, desk: Desk, settings: Settings, body: ChosenBody, requests: Requests) -> None:
        self._body = body
        super().__init__(desk, settings, _SEATS, _("Council"), (), requests)
        body.changed.connect(self._other_body)

    def _other_body(self) -> None:
        if self.may_leave():
            self.close_form()
        self.reload()

    def read_rows(self) -> Sequence[Row]:
        rows = self.spec.listing.rows(self.desk.read, body=self._body.row)
        if self._body.row is None:
            return rows
        member = _("member|body").partition("|")[0]  # «член совета» sits on the council alone
        return [row._replace(role=member) if row.role == SeatRole.MEMBER else row for row in rows]

    def new_record(self) -> CouncilSeat:
        return CouncilSeat(body_id=self._body.row)

    def pasted_values(self) -> Mapping[str, Any]:
        return {"body_id": self._body.row}

    def paper_options(self) -> Mapping[str, object]:
        return {"body": self._body.row} if self._body.row else {}

    def go_to(self, key: int) -> None:
        self._body.choose(self.desk.read.value("SELECT body_id FROM council_seats WHERE id = ?", key))
        super().go_to(key)

    def offers(self, requests: Requests) -> list[Offer]:
        return [Offer(_("From the names in documents…"), self.take_names, "people"), *super().offers(requests)]

    def take_names(self) -> None:
        """Offer those who speak at meetings and are only words so far."""
        from cluster_desk.ui.forms.names_dialog import offer_names_of_file

        offer_names_of_file(self.desk, self)

    def add_filters(self) -> None:
        filters = self.list_page.filters
        self.body_box = BodyBox(self.desk, self._body)
        filters.add(self.body_box)
        super().add_filters()
        self.on_day = DayEditor(Field("on_day", N_("Council on the day"), Kind.DAY))
        filters.add(widgets.label(_("Council on the day"), "quiet"))
        filters.add(self.on_day)
        self.on_day.left.connect(self.narrow)
        self.on_day.changed.connect(lambda: self.on_day.show_problem(""))

    def show_all(self) -> None:
        self.on_day.set_value(None)
        self.narrow()
        super().show_all()

    def condition_of(self, chip: str) -> Condition | None:
        """Which seats are filled or open on the day."""
        day = self.on_day.value()
        if not isinstance(day, dt.date):
            return None
        on = day.isoformat()
        return lambda row: (row.since or "") <= on <= (row.until or "9999")


def _seats_words(total: int, chosen: int) -> str:
    text = n_("%d seat", "%d seats", total) % total
    if chosen > 1:
        text += ", " + n_("%d chosen|seat", "%d chosen|seats", chosen).partition("|")[0] % chosen
    return text


def _vacancy(row: Any) -> Chip | None:
    """«вакансия», as in the attendance, where nobody has the seat."""
    return None if row.person_id else Chip(_("vacancy"), filled=False)


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
        "person_id": {"width": 220, "elastic": True, "chip": _vacancy},
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
