"""The council's meetings: the list at the left, the chosen meeting's four tabs at the right.

Nothing waits to be saved here: a field is stored when it is left, a question when it is moved, edited or deleted, each
as a change of its own that can be undone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QSplitter, QStackedWidget, QToolButton, QWidget

from cluster_desk.core.errors import Problem, Problems, UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import Meeting, MinutesState
from cluster_desk.data.queries.council import body_of_meeting, next_meeting_number
from cluster_desk.data.queries.minutes import proposals_for, roll_of
from cluster_desk.desk import Desk
from cluster_desk.rules.council.minutes import confirmation_doubts, confirmed, unlocked
from cluster_desk.rules.council.problems import repeat_meetings
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.day_words import full_day
from cluster_desk.ui.forms.form import FormDialog, RecordForm
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import RecordKey, Requests, Today
from cluster_desk.ui.frame.page import EmptyScreen, Offer, Page
from cluster_desk.ui.frame.subscriptions import subscribe_seen
from cluster_desk.ui.lists.list_screen import ListScreen
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import HEADER_HEIGHT, MARGIN_LEFT, MEETINGS_WIDTH, SIDE_LIST_WIDTH
from cluster_desk.ui.screens.council.agenda_view import AgendaView
from cluster_desk.ui.screens.council.attendance_view import AttendanceView
from cluster_desk.ui.screens.council.bodies import BodyBox, ChosenBody, beside
from cluster_desk.ui.screens.council.decisions_table import DecisionsList
from cluster_desk.ui.screens.council.dialogs import (
    ConfirmDialog,
    MeetingNames,
    RepeatDialog,
    UnlockDialog,
    ask_before_printing,
)
from cluster_desk.ui.screens.council.meetings_list import MeetingsList, meeting_lines
from cluster_desk.ui.screens.council.minutes_view import MinutesView

_W = TypeVar("_W", bound=QWidget)
_NOT_ASKED = ("agenda", "attendance", "guests", "minutes_state", "confirmed_on", "unlockings", "declined")
"""What a new meeting does not have yet."""

_TABS = {"agenda": "agenda_view", "attendance": "attendance", "minutes": "minutes", "decisions": "decisions"}
_VIEWS = (
    ("agenda", N_("Agenda")),
    ("attendance", N_("Attendance")),
    ("minutes", N_("Minutes|document")),
    ("decisions", N_("Decisions")),
)


@dataclass(frozen=True)
class _Offer:
    """A paper that a tab offers, its button's words (a msgid) and icon; the main one is blue."""

    tab: str
    paper: str
    words: str
    icon: str = "print"
    main: bool = False


_OFFERS: Sequence[_Offer] = (
    _Offer("agenda", "invitations", N_("Invite…"), "mail"),
    _Offer("agenda", "agenda", N_("Print the agenda…"), main=True),
    _Offer("attendance", "attendance", N_("Attendance sheet…"), main=True),
    _Offer("minutes", "minutes", N_("Print the minutes…")),
    _Offer("minutes", "extract", N_("Extract…"), "document"),
    _Offer("decisions", "extract", N_("Extract…"), "document"),
    _Offer("decisions", "decisions", N_("Register…")),
)


class MeetingTabs(QWidget):
    """«Повестка», «Присутствие», «Протокол», «Решения»; Alt+1 to Alt+4 lead there."""

    def __init__(self, choose: Callable[[str], object]) -> None:
        super().__init__()
        self._segments = Segments(
            [(key, _(text).partition("|")[0]) for key, text in _VIEWS], "agenda", choose, look="tab"
        )
        self.setLayout(widgets.row((MARGIN_LEFT - 4, 0, 0, 0), of=(self._segments, widgets.GAP)))
        for place, (key, _text) in enumerate(_VIEWS, start=1):
            QShortcut(QKeySequence(f"Alt+{place}"), self, lambda key=key: choose(key))
            self._segments.buttons[key].setToolTip(f"Alt+{place}")
            self._segments.buttons[key].setAccessibleName(_("Meeting: %s") % self._segments.buttons[key].text())

    def choose(self, key: str) -> None:
        """Show the tab `key` as chosen."""
        self._segments.choose(key)


class MeetingActions:
    """The buttons of a meeting's papers in the page's header; those of papers that there are not are left out."""

    def __init__(self, page: Page, printing: Callable[[str], object] | None) -> None:
        from cluster_desk.reports.catalog import PAPERS

        there = {paper.id for paper in PAPERS} if printing else set()
        self._buttons: list[tuple[str, QPushButton]] = []
        for offer in _OFFERS:
            if printing and offer.paper in there:
                look = "primary" if offer.main else ""
                button = widgets.button(_(offer.words), partial(printing, offer.paper), look=look, icon=offer.icon)
                page.add_action(button)
                self._buttons.append((offer.tab, button))

    def show_for(self, tab: str) -> None:
        """Show the buttons of a tab."""
        for own, button in self._buttons:
            button.setVisible(own == tab)


class _MeetingForm(RecordForm):
    """Asks for a new meeting: what is proposed stands first, what is typed last."""

    FIRST = ("number", "time", "place", "day", "theme")


class MeetingsView(QSplitter):
    """All meetings and the chosen one. `head` stands above the list: the segments of the council's screen."""

    seats_asked = Signal()

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        requests: Requests,
        head: QWidget,
        today: Today = dt.date.today,
        body: ChosenBody | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.body = body or ChosenBody(desk)
        self.body_box = BodyBox(desk, self.body)
        self._desk, self._settings, self._requests, self._today = desk, settings, requests, today
        self.meeting: Meeting | None = None
        self._narrow = False
        self.names = MeetingNames(desk.read, lambda: self.meeting, today)
        self.list = MeetingsList()
        self.agenda_view = AgendaView(self._keep, self.names.name_choices)
        self.header, self.agenda = self.agenda_view.header, self.agenda_view.table
        self.new_topic, self.edit_speakers = self.agenda_view.new_topic, self.agenda_view.edit_speakers
        self.tabs = MeetingTabs(self.show_tab)
        self.views = QStackedWidget()
        self.views.addWidget(self.agenda_view)
        self.page = self._page()
        self._empty = self._empty_screen()
        self._right = QStackedWidget()
        self._right.addWidget(self.page)
        self._right.addWidget(self._empty)
        self._side, self._all = QStackedWidget(), self._make_side(head)
        self._side.addWidget(self._all)
        self._side.setMinimumWidth(MEETINGS_WIDTH)
        self._side.setMaximumWidth(MEETINGS_WIDTH + 160)
        self.addWidget(self._side)
        self.addWidget(self._right)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)
        self.list.chosen.connect(self._chosen)
        self.list.delete_asked.connect(self.delete)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(lambda at: self.menu.popup(self.list.viewport().mapToGlobal(at)))
        widgets.on_keys(self, QKeySequence.StandardKey.New, self.add)
        subscribe_seen(desk, frozenset({"council", "members", "cluster"}), self.reload, self)
        self.body.changed.connect(self._other_body)
        self.reload()

    @cached_property
    def attendance(self) -> AttendanceView:
        """Who is present; made when it is first asked for, as the other tabs are."""
        made = AttendanceView(self._keep, self.names.name_choices)
        made.seats_asked.connect(self.seats_asked)
        return self._added(made)

    @cached_property
    def minutes(self) -> MinutesView:
        """The minutes."""
        made = MinutesView(self._keep, self.names.names, self.names.heard)
        made.confirm_asked.connect(self.confirm_minutes)
        made.unlock_asked.connect(self.unlock_minutes)
        made.set_narrow(self._narrow)
        self._side.addWidget(made.questions)
        return self._added(made)

    @cached_property
    def decisions(self) -> DecisionsList:
        """What this meeting decided, and what became of it."""
        made = DecisionsList(
            self._desk, self._settings, self._today, meeting=lambda: self.meeting.id if self.meeting else None
        )
        made.set_narrow(self._narrow)
        return self._added(made)

    def show_tab(self, key: str) -> None:
        """Show "agenda", "attendance", "minutes" or "decisions" of the meeting."""
        if not self.may_leave():
            return
        wanted: QWidget = getattr(self, _TABS[key])
        self.tabs.choose(key)
        self.views.setCurrentWidget(wanted)
        self._show_side()
        self._actions.show_for(key)
        self._fill_visible_tab()
        if isinstance(wanted, MinutesView):
            wanted.focus_first()
        elif isinstance(wanted, AttendanceView | ListScreen):
            wanted.table.setFocus()
        else:
            self.agenda.setFocus()

    def _show_side(self) -> None:
        """The list of meetings gives its place to the questions of the minutes; the tabs stand where they stood.

        In a narrow window it gives its room to attendance and decisions.
        """
        shown = self.views.currentWidget()
        beside = shown.questions if isinstance(shown, MinutesView) and self.meeting else self._all
        self._side.setCurrentWidget(beside)
        wide = isinstance(shown, AttendanceView | ListScreen)
        self._side.setVisible(self.meeting is None or not (self._narrow and wide))

    def reload(self) -> None:
        """Read the meetings anew; the chosen one stays chosen."""
        self.list.set_items(meeting_lines(self._desk.read, self._today(), self.body.row))
        if self.list.current_key() is None and self.list.items:
            self.list.go_to(self._nearest())
        self._show(self.list.current_key())

    def _other_body(self) -> None:
        """Show the meetings of the body that was chosen."""
        self.list.set_items([])
        self.reload()

    def add(self) -> None:
        """Ask for a new meeting's facts; number, time and place are proposed."""
        if self._desk.read_only or not self.may_leave():
            return
        last = self.list.items[0].id if self.list.items else None
        before = self._desk.read.load(Meeting, last) if last else None
        draft = Meeting(
            body_id=self.body.row,
            number=next_meeting_number(self._desk.read, self.body.row),
            time=before.time if before else "",
            place=before.place if before else "",
        )
        form = _MeetingForm(
            self._desk, Meeting, added=N_("Meeting added"), changed=N_("Meeting changed"), without=_NOT_ASKED
        )
        dialog = FormDialog(self, form, draft, _("New meeting"), (460, 380))
        form.saved.connect(self._go_to_made)
        form.pane.editors["day"].setFocus()
        dialog.open()

    def _go_to_made(self, key: int) -> None:
        """Show a meeting just made, ready for its first question."""
        self.go_to(key)
        self.show_tab("agenda")
        self.new_topic.setFocus(Qt.FocusReason.OtherFocusReason)

    def repeat(self) -> None:
        """Ask which year's meetings come again and when, and make them as one change."""
        self._ask_repeat([one for one in self._desk.read.load_all(Meeting) if one.body_id == self.body.row])

    def repeat_this(self) -> None:
        """Ask when the meeting shown comes again, and make it."""
        if self.meeting is not None:
            self._ask_repeat([self.meeting])

    def _ask_repeat(self, meetings: Sequence[Meeting]) -> None:
        if self._desk.read_only or not self.may_leave():
            return
        dialog = RepeatDialog(meetings, self._today(), self)

        def make() -> None:
            meetings = repeat_meetings(dialog.chosen(), next_meeting_number(self._desk.read, self.body.row))
            with messages.show_trouble(self):
                self.go_to(self._desk.change(N_("Meetings repeated"), *meetings)[0])

        dialog.accepted.connect(make)
        dialog.show_over()

    def delete(self, key: int) -> None:
        """Delete a meeting with its agenda; the deletion can be undone."""
        meeting = self._desk.read.load(Meeting, key)
        if meeting is None or self._desk.read_only:
            return
        title = _("The meeting will be deleted with its agenda")
        about = f"{self._title(meeting)}. {meeting.theme}".strip(". ")
        if not messages.confirm(self, title, about, _("Delete"), advice=_("The deletion can be undone: Ctrl+Z.")):
            return
        with messages.show_trouble(self):
            self._desk.change(N_("Meeting deleted"), remove=[meeting], subject=self._title(meeting))

    def go_to(self, key: int) -> None:
        """Choose and show a meeting, with the meetings of its body."""
        self.body.choose(body_of_meeting(self._desk.read, key))
        self.list.go_to(key)
        self._show(key)

    def current_record(self) -> RecordKey | None:
        """The meeting shown."""
        return (Meeting, self.meeting.id) if self.meeting is not None and self.meeting.id is not None else None

    def confirm_minutes(self) -> ConfirmDialog | None:
        """Ask whether the minutes are to be confirmed, telling what is worth a look first."""
        if self.meeting is None or not self.may_leave():
            return None
        meeting, roll = self.meeting, roll_of(self._desk.read, self.meeting.id or 0)
        doubts = confirmation_doubts(meeting, quorum=roll.quorum.holds)
        dialog = ConfirmDialog(_("Confirm the minutes of the meeting?"), doubts, self)

        def take() -> None:
            self._store_or_report(N_("Minutes confirmed"), confirmed(meeting, roll.seats, self._today()))

        dialog.accepted.connect(take)
        dialog.show_over()
        return dialog

    def unlock_minutes(self) -> UnlockDialog | None:
        """Ask why confirmed minutes are to be opened again."""
        if self.meeting is None or self._desk.read_only:
            return None
        meeting, dialog = self.meeting, UnlockDialog(_("Unlock the minutes"), self)

        def take() -> None:
            reason = dialog.reason.toPlainText().strip()
            self._store_or_report(N_("Minutes unlocked"), unlocked(meeting, reason, self._today()), f": {reason}")

        dialog.accepted.connect(take)
        dialog.show_over()
        return dialog

    def may_leave(self) -> bool:
        """Stores what a field still holds; False when it cannot be stored, and the reason stands beside it."""
        current = self.views.currentWidget()
        if isinstance(current, AgendaView | AttendanceView | MinutesView | ListScreen):
            return self.meeting is None or current.may_leave()
        return True

    def set_narrow(self, narrow: bool) -> None:
        """Told when the window becomes narrow or wide."""
        self._narrow = narrow
        self._repeat.setVisible(not narrow)  # it stands in the menu too
        side = max(SIDE_LIST_WIDTH if narrow else MEETINGS_WIDTH, self._side_head.sizeHint().width())
        self._side.setMinimumWidth(side)
        self._side.setMaximumWidth(side + 160)
        self.setSizes([side, 4000])
        self._show_side()
        self.header.set_narrow(narrow)
        for name in ("minutes", "decisions"):
            if name in self.__dict__:
                getattr(self, name).set_narrow(narrow)

    def _added(self, view: _W) -> _W:
        self.views.addWidget(view)
        return view

    def _make_side(self, head: QWidget) -> QWidget:
        add = widgets.icon_button("add", _("New meeting (Ctrl+N)"), self.add)
        repeat = widgets.icon_button("arrow_repeat_all", _("Repeat the meetings of a year…"), self.repeat)
        self._repeat = repeat
        for button in (add, repeat):
            button.setEnabled(not self._desk.read_only)
        row = widgets.row((MARGIN_LEFT - 12, 6, 4, 6), 0, of=(head, widgets.GAP, add, repeat))
        top = self._side_head = QWidget()
        top.setFixedHeight(HEADER_HEIGHT)
        top.setLayout(row)
        return widgets.holder(widgets.stack(of=(top, widgets.line(), beside(self.body_box), (self.list, 1))), "surface")

    def _page(self) -> Page:
        body = widgets.holder(widgets.stack(of=(self.tabs, widgets.line(), (self.views, 1))), "surface")
        page = Page("", body)
        more = widgets.icon_button("more_horizontal", _("More actions"))
        self.menu = QMenu(more)
        if not self._desk.read_only:
            self.menu.addAction(_("Repeat this meeting…"), self.repeat_this)
            self.menu.addAction(_("Repeat the meetings of a year…"), self.repeat)
        deleting = self.menu.addAction(_("Delete the meeting…"), self._delete_current)
        deleting.setEnabled(not self._desk.read_only)
        more.setMenu(self.menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        page.add_action(more)
        self._actions = MeetingActions(page, self._print if self._requests.print_paper else None)
        self._actions.show_for("agenda")
        return page

    def _empty_screen(self) -> EmptyScreen:
        offers = [Offer(_("Enter by hand"), self.add, "add")]
        if self._requests.import_file:
            offers.append(Offer(_("Read from Word or Excel…"), self._requests.import_file, "arrow_import"))
        words = _("Enter the first meeting, or read last year's agendas: they can then be repeated with new dates.")
        return EmptyScreen("gavel", _("There are no meetings yet"), words, offers)

    def _nearest(self) -> int:
        """The id of the next meeting to come, or of the last one held."""
        lines = self.list.items
        coming = [line for line in lines if line.day and line.day >= self._today()]
        return (coming[-1] if coming else lines[0]).id

    def _chosen(self, key: int | None) -> None:
        if self.meeting is not None and key == self.meeting.id:
            return
        if self.may_leave():
            self._show(key)
        elif self.meeting is not None and self.meeting.id is not None:
            self.list.go_to(self.meeting.id)

    def _show(self, key: int | None) -> None:
        self.meeting = self._desk.read.load(Meeting, key) if key is not None else None
        self._right.setCurrentWidget(self.page if self.meeting else self._empty)
        if self.meeting is None:
            self._show_side()
            return
        self.page.title.setText(self._title(self.meeting))
        day = full_day(self.meeting.day) if self.meeting.day else ""
        self.page.subtitle.set_whole(", ".join(part for part in (day, self.meeting.time) if part))
        self._fill_visible_tab()

    def _fill_visible_tab(self) -> None:
        """Let the tab that is shown tell the meeting; the others are filled when they are shown."""
        if self.meeting is None or self.meeting.id is None:
            return
        fixed = self._desk.read_only or self.meeting.minutes_state is MinutesState.CONFIRMED
        current = self.views.currentWidget()
        if isinstance(current, AgendaView):
            today = self._today()
            is_over = self.meeting.day is not None and self.meeting.day < today
            waiting = [] if is_over else proposals_for(self._desk.read, self.meeting.id, today)
            current.show_meeting(self.meeting, waiting, fixed=fixed)
        elif isinstance(current, AttendanceView | MinutesView):
            current.show_meeting(self.meeting, roll_of(self._desk.read, self.meeting.id), fixed=fixed)
        elif isinstance(current, ListScreen):
            current.reload()

    def _title(self, meeting: Meeting) -> str:
        return _("Meeting №\u00a0%d") % meeting.number if meeting.number else _("Meeting")

    def _keep(self, name: str, meeting: Meeting, about: str = "") -> list[Problem]:
        """Store a meeting; what keeps it from being stored, said at once where no field would say it."""
        try:
            self._desk.change(name, meeting, subject=self._title(meeting) + about)
        except Problems as found:
            others = [one.text for one in found.problems if not one.path and one.field not in self.header.editors]
            if others:
                messages.inform(self, _("This is not stored yet"), " ".join(others))
            return list(found.problems)
        except UserError as trouble:
            messages.show_error(self, trouble)
            return [Problem("", trouble.what)]
        return []

    def _store_or_report(self, name: str, meeting: Meeting, about: str = "") -> None:
        """Store a meeting from a tab that cannot show the problems of its facts."""
        problems = self._keep(name, meeting, about)
        values = [one.text for one in problems if one.path or one.field in self.header.editors]
        if values:
            messages.inform(self, _("This is not stored yet"), " ".join(values))

    def print_shown(self) -> bool:
        """Print the paper of the tab shown."""
        papers = {"agenda": "agenda", "attendance": "attendance", "minutes": "minutes", "decisions": "decisions"}
        shown = next((key for key, name in _TABS.items() if self.views.currentWidget() is getattr(self, name)), "")
        if self.meeting is None or shown not in papers:
            return False
        self._print(papers[shown])
        return True

    def _print(self, paper: str) -> None:
        if self._requests.print_paper and self.meeting is not None and self.may_leave():
            body = {"body": self.meeting.body_id} if paper == "decisions" and self.meeting.body_id else {}
            go = partial(self._requests.print_paper, paper, {"meeting": self.meeting.id, **body})
            ask_before_printing(self._desk, paper, self.meeting, self._today(), self, go)

    def _delete_current(self) -> None:
        if self.meeting is not None and self.meeting.id is not None:
            self.delete(self.meeting.id)
