"""The screen of what is under control: everything by its day, the papers that came in, the visits to schools."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import cast

from PySide6.QtWidgets import QMenu, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.control import IncomingPaper, IncomingState, Visit
from cluster_desk.core.records.fields import Record
from cluster_desk.data.queries.control import INCOMING, VISITS, incoming_papers, next_incoming_number
from cluster_desk.desk import Desk
from cluster_desk.rules.papers_and_visits import incoming_doubts
from cluster_desk.rules.states import UnderControl, under_control
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.attachments import AttachingForm
from cluster_desk.ui.frame.area import Requests, Today
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListSpec, ViewStack
from cluster_desk.ui.look.tokens import Tone
from cluster_desk.ui.screens.control.control_list import ControlList


class ControlScreen(ViewStack):
    """What is under control, incoming papers, visits to schools."""

    def __init__(
        self, desk: Desk, settings: Settings, requests: Requests | None = None, today: Today = dt.date.today
    ) -> None:
        asked = requests or Requests()
        super().__init__(
            [
                (
                    "control",
                    _("By the day"),
                    lambda: ControlList(desk, settings, self.segments("control"), asked, today, self.add_paper),
                ),
                (
                    "incoming",
                    _("Incoming papers"),
                    lambda: IncomingList(desk, settings, self.segments("incoming"), asked, today),
                ),
                (
                    "visits",
                    _("Visits to schools"),
                    lambda: VisitsList(desk, settings, self.segments("visits"), asked, today),
                ),
            ]
        )

    @property
    def control(self) -> ControlList:
        """Everything under control."""
        return cast("ControlList", self.view("control"))

    @property
    def incoming(self) -> IncomingList:
        """The papers that came in."""
        return cast("IncomingList", self.view("incoming"))

    @property
    def visits(self) -> VisitsList:
        """The visits to schools."""
        return cast("VisitsList", self.view("visits"))

    def add_paper(self) -> None:
        """Begin to register a paper."""
        self.show_view("incoming")
        self.incoming.add()

    def show_record(self, kind: str, row: int) -> None:
        """Show a paper that came in, or a visit."""
        key = "visits" if kind == "Visit" else "incoming"
        self.show_view(key)
        cast("DeclaredList", self.view(key)).go_to(row)

    def keyboard_of(self, view: QWidget) -> QWidget:
        return view.table if isinstance(view, ControlList) else super().keyboard_of(view)


class _PaperForm(AttachingForm):
    """The form of an incoming paper, with what looks odd in it on top."""

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        if isinstance(record, IncomingPaper) and record.id is not None:
            self.whole.say("\n".join(incoming_doubts(record)), "warn")


class IncomingList(DeclaredList):
    """The papers that came in, the latest first; a new one has the next number and this day."""

    def __init__(self, desk: Desk, settings: Settings, segments: QWidget, requests: Requests, today: Today) -> None:
        self._today = today
        self._known: dict[int, UnderControl] = {}
        self._extended: set[int] = set()
        self._print_paper = requests.print_paper
        super().__init__(desk, settings, self._spec(), _("Under control"), [segments], requests)

    def new_record(self) -> IncomingPaper:
        day = self._today()
        return IncomingPaper(number=next_incoming_number(self.desk.read, day.year), day=day)

    def read_rows(self) -> list[Row]:
        day = self._today()
        papers = incoming_papers(self.desk.read)
        self._known = {one.id: under_control(one.due_facts, day) for one in papers}
        self._extended = {one.id for one in papers if one.extended_to}
        return list(super().read_rows())

    def _fill_menu(self, menu: QMenu, keys: list[int]) -> None:
        super()._fill_menu(menu, keys)
        if self._print_paper:
            menu.addSeparator()
            menu.addAction(_("Slips for executors"), partial(self._print_paper, "control-slips", {"what": "incoming"}))

    def _spec(self) -> ListSpec:
        return ListSpec(
            "incoming",
            N_("Incoming papers"),
            INCOMING,
            "mail",
            N_("There are no incoming papers yet"),
            (N_("Incoming paper added"), N_("Incoming paper changed"), N_("Incoming paper deleted")),
            frozenset({"control", "members", "cluster"}),
            display={
                "number": {"width": 84},
                "day": {"width": 104},
                "sender": {"width": 180},
                "about": {"elastic": True, "width": 300},
                "who": {"width": 180},
                "due_words": {"width": 150, "chip": self._due_chip},
                "state": {"width": 150, "chip": self._state_chip},
                "answer_number": {"width": 110, "hidden": True},
                "due": {"hidden": True},
                "settled_on": {"hidden": True},
                "sender_number": {"hidden": True},
                "sender_day": {"hidden": True},
                "instruction": {"hidden": True},
                "done": {"hidden": True},
                "notes": {"hidden": True},
            },
            advice=N_(
                "Register the first paper: from whom, about what, by when; it stands under control until answered."
            ),
            hint=N_("№, from whom, about what"),
            add=N_("Register a paper…"),
            lines=3,
            paper="control-done",
            pasted=N_("Incoming papers pasted"),
            chips=(
                ("all", N_("All"), lambda row: True),
                ("open", N_("In work|papers"), lambda row: row.state == IncomingState.IN_WORK),
                ("late", N_("Overdue|control"), lambda row: self._of(row).haste == "late"),
            ),
            form=_PaperForm,
        )

    def _of(self, row: Row) -> UnderControl:
        return self._known.get(row.id, UnderControl(is_open=False))

    def _due_chip(self, row: Row) -> Chip | None:
        known = self._of(row)
        if known.last is None or not known.is_open:
            return None
        words = f"{known.last:%d.%m.%Y}" if row.id in self._extended or not row.due_words else row.due_words
        tone, icon = _DUE_LOOKS[known.haste]
        is_marked = bool(known.haste) or row.id in self._extended
        return Chip(words, tone, icon, f"{known.last:%d.%m.%Y}", filled=bool(known.haste)) if is_marked else None

    def _state_chip(self, row: Row) -> Chip:
        state = IncomingState.of(row.state)
        known = self._of(row)
        if known.haste == "late":
            return Chip(_("overdue|paper").partition("|")[0], "bad", "warning_filled", filled=False)
        tone, icon = _STATE_LOOKS[state]
        return Chip(_(state.label), tone, icon, filled=False)


_DUE_LOOKS: dict[str, tuple[Tone, str]] = {
    "late": ("bad", "warning_filled"),
    "soon": ("warn", "clock_filled"),
    "": ("neutral", ""),
}
_STATE_LOOKS: dict[IncomingState, tuple[Tone, str]] = {
    IncomingState.IN_WORK: ("neutral", "circle"),
    IncomingState.ANSWERED: ("ok", "checkmark_circle_filled"),
    IncomingState.DONE: ("ok", "checkmark_circle_filled"),
    IncomingState.NOTED: ("info", "info_filled"),
    IncomingState.DROPPED: ("neutral", "dismiss_circle"),
}


class VisitsList(DeclaredList):
    """The visits to schools, the latest first; another visit of the same round is begun from one that is there."""

    def __init__(self, desk: Desk, settings: Settings, segments: QWidget, requests: Requests, today: Today) -> None:
        self._today = today
        super().__init__(desk, settings, self._spec(), _("Under control"), [segments], requests)

    def new_record(self) -> Visit:
        return Visit(day=self._today())

    def again(self, record: Record) -> Record | None:
        """The same round in another school: the topic and who visits stay."""
        assert isinstance(record, Visit)
        visit = Visit(topic=record.topic, day=self._today())
        visit.visitors = [type(one)(words=one.words, person_id=one.person_id) for one in record.visitors]
        return visit

    def _spec(self) -> ListSpec:
        return ListSpec(
            "visits",
            N_("Visits to schools"),
            VISITS,
            "building",
            N_("There are no visits yet"),
            (N_("Visit added"), N_("Visit changed"), N_("Visit deleted")),
            frozenset({"control", "members"}),
            display={
                "day": {"width": 104},
                "organization_id": {"width": 190},
                "topic": {"elastic": True, "width": 260},
                "who": {"width": 190},
                "found": {"width": 200, "quiet": True},
                "recommended": {"width": 100},
                "unfulfilled": {"width": 100, "chip": _unfulfilled_chip},
                "notes": {"hidden": True},
            },
            advice=N_("Enter who goes where and when; what is found and recommended is written here afterwards."),
            hint=N_("Round, school, who visits"),
            add=N_("Add a visit"),
            lines=2,
            paper="visits",
            pasted=N_("Visits pasted"),
            chips=(
                ("all", N_("All"), lambda row: True),
                ("unfulfilled", N_("Not fulfilled"), lambda row: bool(row.unfulfilled)),
            ),
        )


def _unfulfilled_chip(row: Row) -> Chip | None:
    if not row.recommended:
        return None
    if not row.unfulfilled:  # fulfilled, or dropped
        return Chip(_("none is open"), "ok", "checkmark_circle_filled", filled=False)
    return Chip(str(row.unfulfilled), "warn", "circle", filled=False)
