"""The council's meetings: the list at the left, the chosen meeting's facts and agenda at the right.

Nothing waits to be saved here: a field is stored when it is left, a question when it is moved, edited or deleted, each
as a change of its own that can be undone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QSplitter, QStackedWidget, QToolButton, QWidget

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.names import shorten
from cluster_desk.core.records.council import AgendaItem, Meeting
from cluster_desk.data.queries.council import MEETINGS, next_meeting_number, seat_holders
from cluster_desk.data.queries.members import choosable_people
from cluster_desk.desk import Desk
from cluster_desk.rules.council import repeat_meetings
from cluster_desk.ui import messages
from cluster_desk.ui.council.agenda_table import AgendaTable
from cluster_desk.ui.council.meeting_header import MeetingHeader
from cluster_desk.ui.council.meetings_list import MeetingLine, MeetingsList
from cluster_desk.ui.council.repeat_dialog import RepeatDialog
from cluster_desk.ui.council.speakers_editor import SpeakersDialog, Voice
from cluster_desk.ui.forms.dates import full_day
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.hearing import hear
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import HEADER_HEIGHT, MARGIN_LEFT, MARGIN_RIGHT, MEETINGS_WIDTH, SIDE_LIST_WIDTH
from cluster_desk.ui.page import EmptyScreen, Offer, Page
from cluster_desk.ui.requests import Requests

_COLUMNS = {column.key: place for place, column in enumerate(MEETINGS.columns, start=1)}
_NOT_ASKED = ("agenda", "attendance", "guests", "minutes_state", "confirmed_on", "unlockings", "declined")
"""What a new meeting does not have yet."""


class MeetingsView(QSplitter):
    """All meetings and the chosen one. `head` stands above the list: the segments of the council's screen."""

    def __init__(
        self, desk: Desk, requests: Requests, head: QWidget, today: Callable[[], dt.date] = dt.date.today
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._desk, self._requests, self._today = desk, requests, today
        self.meeting: Meeting | None = None
        self.list = MeetingsList(today)
        self.header = MeetingHeader()
        self.agenda = AgendaTable()
        self.new_topic = QLineEdit()
        self.page = self._page()
        self._empty = self._empty_screen()
        self._right = QStackedWidget()
        self._right.addWidget(self.page)
        self._right.addWidget(self._empty)
        self._side = self._make_side(head)
        self.addWidget(self._side)
        self.addWidget(self._right)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)
        self._connect()
        hear(desk, frozenset({"council", "members"}), self.reload, self)
        self.reload()

    def reload(self) -> None:
        """Read the meetings anew; the chosen one stays chosen."""
        self.list.set_lines([self._line(row) for row in MEETINGS.rows(self._desk.read)])
        count = self.list.model().rowCount()
        if self.list.current_key() is None and count:
            self.list.go_to(self._nearest(), silently=True)
        self._show(self.list.current_key())

    def add(self) -> None:
        """Ask for a new meeting's facts; number, time and place are proposed."""
        if self._desk.read_only or not self.may_leave():
            return
        last = self.list.line(0).id if self.list.model().rowCount() else None
        before = self._desk.read.load(Meeting, last) if last else None
        draft = Meeting(
            number=next_meeting_number(self._desk.read),
            time=before.time if before else "",
            place=before.place if before else "",
        )
        dialog = QDialog(self.window())
        dialog.setWindowTitle(_("New meeting"))
        form = RecordForm(
            self._desk, Meeting, added=N_("Meeting added"), changed=N_("Meeting changed"), without=_NOT_ASKED
        )
        layout = widgets.stack()
        layout.addWidget(form)
        dialog.setLayout(layout)
        dialog.resize(460, 380)
        form.show_record(draft)
        form.closed.connect(dialog.reject)
        form.saved.connect(self.go_to)
        form.saved.connect(dialog.accept)
        form.pane.editors["day"].setFocus()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def repeat(self) -> None:
        """Ask which year's meetings come again and when, and make them as one change."""
        if self._desk.read_only or not self.may_leave():
            return
        dialog = RepeatDialog(self._desk.read.load_all(Meeting), self._today(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def make() -> None:
            meetings = repeat_meetings(dialog.chosen(), next_meeting_number(self._desk.read))
            keys = self._change(N_("Meetings repeated"), *meetings)
            if keys:
                self.go_to(keys[0])

        dialog.accepted.connect(make)
        dialog.open()

    def delete(self, key: int) -> None:
        """Delete a meeting with its agenda; the deletion can be undone."""
        meeting = self._desk.read.load(Meeting, key)
        if meeting is None or self._desk.read_only:
            return
        title = _("The meeting will be deleted with its agenda")
        about = f"{self._title(meeting)}. {meeting.theme}".strip(". ")
        if not messages.confirm(self, title, about, _("Delete"), advice=_("The deletion can be undone: Ctrl+Z.")):
            return
        try:
            self._desk.change(N_("Meeting deleted"), remove=[meeting], subject=self._title(meeting))
        except UserError as trouble:
            messages.show_error(self, trouble)

    def go_to(self, key: int) -> None:
        """Choose and show a meeting."""
        self.list.go_to(key, silently=True)
        self._show(key)

    def may_leave(self) -> bool:
        """Stores what a field still holds; False when it cannot be stored, and the reason stands beside it."""
        if self.meeting is None or not self.header.changed_fields():
            return True
        return self._save_header()

    def set_narrow(self, narrow: bool) -> None:
        """Told when the window becomes narrow or wide."""
        side = SIDE_LIST_WIDTH if narrow else MEETINGS_WIDTH
        self._side.setMinimumWidth(side)
        self._side.setMaximumWidth(side + 160)
        self.setSizes([side, 4000])
        self.header.set_narrow(narrow)

    def _make_side(self, head: QWidget) -> QWidget:
        side = widgets.ground(QWidget(), "surface")
        add = widgets.icon_button("add", _("New meeting (Ctrl+N)"), self.add)
        repeat = widgets.icon_button("arrow_repeat_all", _("Repeat the meetings of a year…"), self.repeat)
        for button in (add, repeat):
            button.setEnabled(not self._desk.read_only)
        row = widgets.row((MARGIN_LEFT - 8, 6, 10, 6), 4)
        row.addWidget(head)
        row.addStretch(1)
        row.addWidget(add)
        row.addWidget(repeat)
        top = QWidget()
        top.setFixedHeight(HEADER_HEIGHT)
        top.setLayout(row)
        column = widgets.stack()
        column.addWidget(top)
        column.addWidget(widgets.line())
        column.addWidget(self.list, 1)
        side.setLayout(column)
        side.setMinimumWidth(MEETINGS_WIDTH)
        side.setMaximumWidth(MEETINGS_WIDTH + 160)
        return side

    def _page(self) -> Page:
        self.new_topic.setProperty("look", "bare")
        self.new_topic.setPlaceholderText(_("New question: type the topic and press Enter"))
        self.new_topic.setAccessibleName(_("New question"))
        foot = widgets.row((MARGIN_LEFT, 4, MARGIN_RIGHT, 4))
        plus = widgets.icon_button("add", _("Add the question"), self._add_question, size=16)
        plus.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot.addWidget(plus)
        foot.addWidget(self.new_topic, 1)
        foot.addWidget(widgets.label(_("Alt+↑↓ — move    F2 — edit"), "small"))
        body = widgets.ground(QWidget(), "surface")
        column = widgets.stack()
        column.addWidget(self.header)
        column.addWidget(widgets.line())
        column.addWidget(self.agenda, 1)
        column.addWidget(widgets.line())
        column.addLayout(foot)
        body.setLayout(column)
        page = Page("", body)
        more = widgets.icon_button("more_horizontal", _("More actions"))
        menu = QMenu(more)
        self._delete_action = menu.addAction(_("Delete the meeting…"), self._delete_shown)
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        page.add_action(more)
        if self._requests.print_paper:
            page.add_action(widgets.button(_("Print the agenda…"), self._print, look="primary", icon="print"))
        return page

    def _empty_screen(self) -> EmptyScreen:
        offers = [Offer(_("Enter by hand"), self.add, "add")]
        if self._requests.read_document:
            offers.append(Offer(_("Read from Word…"), self._requests.read_document, "arrow_import"))
        words = _("Enter the first meeting, or read last year's agendas: they can then be repeated with new dates.")
        return EmptyScreen("gavel", _("There are no meetings yet"), words, offers)

    def _connect(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.delete_asked.connect(self.delete)
        self.header.left_field.connect(lambda _name: self._save_header())
        self.agenda.agenda.edited.connect(self._edit_question)
        self.agenda.agenda.moved.connect(self._move_question)
        self.agenda.speakers_asked.connect(self.edit_speakers)
        self.agenda.removal_asked.connect(self._remove_question)
        self.new_topic.returnPressed.connect(self._add_question)
        for widget in (self.new_topic, self._delete_action):
            widget.setEnabled(not self._desk.read_only)
        self.header.set_read_only(self._desk.read_only)
        self.agenda.agenda.read_only = self._desk.read_only
        new = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self, self.add)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _line(self, row: tuple[object, ...]) -> MeetingLine:
        told = {key: row[place] for key, place in _COLUMNS.items()}
        day = dt.date.fromisoformat(str(told["day"])) if told["day"] else None
        number = told["number"]
        return MeetingLine(
            int(str(row[0])),
            int(str(number)) if number is not None else None,
            day,
            str(told["theme"] or ""),
            int(str(told["questions"])),
        )

    def _nearest(self) -> int:
        """The id of the next meeting to come, or of the last one held."""
        lines = [self.list.line(place) for place in range(self.list.model().rowCount())]
        coming = [line for line in lines if line.day and line.day >= self._today()]
        return (coming[-1] if coming else lines[0]).id

    def _chosen(self, key: int | None) -> None:
        if self.meeting is not None and key == self.meeting.id:
            return
        if self.may_leave():
            self._show(key)
        elif self.meeting is not None and self.meeting.id is not None:
            self.list.go_to(self.meeting.id, silently=True)

    def _show(self, key: int | None) -> None:
        self.meeting = self._desk.read.load(Meeting, key) if key is not None else None
        self._right.setCurrentWidget(self.page if self.meeting else self._empty)
        if self.meeting is None:
            return
        self.page.title.setText(self._title(self.meeting))
        day = full_day(self.meeting.day) if self.meeting.day else ""
        self.page.subtitle.set_whole(", ".join(part for part in (day, self.meeting.time) if part))
        self.header.show_meeting(self.meeting)
        self.agenda.set_items(self.meeting.agenda)

    def _title(self, meeting: Meeting) -> str:
        return _("Meeting №\u00a0%d") % meeting.number if meeting.number else _("Meeting")

    def _change(self, name: str, *meetings: Meeting) -> list[int]:
        """Store meetings; [] and the reason shown when they cannot be."""
        subject = self._title(meetings[0]) if len(meetings) == 1 else ""
        try:
            return self._desk.change(name, *meetings, subject=subject)
        except Problems as found:
            self.header.show_problems(found.problems)
            others = [one.text for one in found.problems if one.path or one.field not in self.header.editors]
            if others:
                messages.tell(self, _("This is not stored yet"), " ".join(others))
        except UserError as trouble:
            messages.show_error(self, trouble)
        return []

    def _save_header(self) -> bool:
        if self.meeting is None:
            return True
        problems = self.header.own_problems()
        if problems:
            self.header.show_problems(problems)
            return False
        draft = self.meeting.copy()
        self.header.take_into(draft)
        return bool(self._change(N_("Meeting changed"), draft))

    def _add_question(self) -> None:
        topic = " ".join(self.new_topic.text().split())
        if not topic or self.meeting is None:
            self.new_topic.setFocus()
            return
        draft = self.meeting.copy()
        draft.agenda.append(AgendaItem(topic=topic))
        if self._change(N_("Question added"), draft):
            self.new_topic.clear()
            self.agenda.go_to(len(draft.agenda) - 1)
            self.new_topic.setFocus()

    def _edit_question(self, place: int, name: str, value: object) -> None:
        if self.meeting is not None:
            draft = self.meeting.copy()
            setattr(draft.agenda[place], name, value)
            self._change(N_("Question changed"), draft)

    def _move_question(self, place: int, to: int) -> None:
        if self.meeting is not None:
            draft = self.meeting.copy()
            draft.agenda.insert(to, draft.agenda.pop(place))
            if self._change(N_("Question moved"), draft):
                self.agenda.go_to(to)

    def _remove_question(self, place: int) -> None:
        if self.meeting is not None and not self._desk.read_only:
            draft = self.meeting.copy()
            del draft.agenda[place]
            self._change(N_("Question deleted"), draft)

    def edit_speakers(self, place: int) -> SpeakersDialog | None:
        """Ask who speaks on a question."""
        if self.meeting is None or self._desk.read_only:
            return None
        dialog = SpeakersDialog(self.meeting.agenda[place], self._voices(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            if self.meeting is not None:
                draft = self.meeting.copy()
                before = [(one.words, one.person_id) for one in draft.agenda[place].speakers]
                draft.agenda[place].speakers = dialog.speakers()
                if before != [(one.words, one.person_id) for one in draft.agenda[place].speakers]:
                    self._change(N_("Speakers changed"), draft)

        dialog.accepted.connect(take)
        dialog.finished.connect(lambda _result: self.agenda.setFocus())
        dialog.open()
        return dialog

    def _voices(self) -> list[Voice]:
        """Those to choose a speaker from: the council first, then all people, each with a post."""
        day = (self.meeting.day if self.meeting else None) or self._today()
        found = [
            Voice(f"{shorten(seat.name)}, {_(seat.role.label)}", seat.person_id)
            for seat in seat_holders(self._desk.read, day)
            if seat.name
        ]
        for person in choosable_people(self._desk.read):
            name = shorten(person.title)
            found.append(Voice(f"{name}, {person.detail}" if person.detail else name, person.id))
        return found

    def _print(self) -> None:
        if self._requests.print_paper and self.meeting is not None and self.may_leave():
            self._requests.print_paper("agenda", {"meeting": self.meeting.id})

    def _delete_shown(self) -> None:
        if self.meeting is not None and self.meeting.id is not None:
            self.delete(self.meeting.id)
