"""Who is at a meeting: the council's seats marked by the space bar, stand-ins, the invited, the quorum as it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QListWidget, QMenu, QWidget

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import Guest, Meeting, Presence, SeatRole
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.minutes import Roll, Seated
from cluster_desk.rules.council.minutes import with_presence
from cluster_desk.ui.forms.link_editor import offer_names
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.page import EmptyScreen, Offer, Page
from cluster_desk.ui.lists.columns import Chip, Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_LEFT, MARGIN_RIGHT, Tone
from cluster_desk.ui.screens.council.dialogs import QuorumLine, SpeakerChoice, StandInDialog, StoreMeeting

_LOW, _BESIDE, _ANY = 380, 376, 16_777_215
_CHIPS: dict[Presence, tuple[Tone, str]] = {
    Presence.PRESENT: ("ok", "checkmark_circle_filled"),
    Presence.STAND_IN: ("info", "people"),
    Presence.ABSENT: ("neutral", "dismiss_circle"),
}


class _SeatRow(NamedTuple):
    """A seat as the table shows it; its place is its key."""

    id: int
    presence: str
    name: str
    role: str
    beside: str
    seat: SeatRole


class RollTable(TableView):
    """The seats; the space bar tells `toggled` with the seat's place."""

    toggled = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current_key() is not None:
            self.toggled.emit(self.current_key())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the circle or its word marks the seat, as the space bar does."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == 0:
            self.toggled.emit(self.list_model.key(index.row()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second of two quick clicks on the circle is a click as well."""
        if self.indexAt(event.position().toPoint()).column() == 0:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)


class AttendanceView(QWidget):
    """The roll of a meeting. Nothing waits to be saved: each mark is stored as it is made.

    `seats_asked` leads to the list of the council's seats.
    """

    seats_asked = Signal()

    def __init__(self, store: StoreMeeting, name_choices: Callable[[], Sequence[SpeakerChoice]]) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self._keep, self._name_choices = store, name_choices
        self._meeting: Meeting | None = None
        self._roll: Roll | None = None
        self._fixed = False
        self.table = self._make_table()
        self.page = Page("", self.table)
        self.page.hide_header()
        offers = [Offer(_("Fill the council"), self.seats_asked.emit, "people_team")]
        words = _("Who is present is marked among those who have a seat on the day of the meeting.")
        self._empty = self.page.kept(EmptyScreen("gavel", _("The council has no seats on this day"), words, offers))
        self.guests = QListWidget()
        hint = _("Guest: name, post, then Enter")
        self.new_guest = widgets.line_edit(_("Guest"), hint)
        self.quorum = QuorumLine()
        self._everyone = widgets.button(_("All present"), self.mark_all, look="small", icon="checkmark")
        self._everyone.setToolTip("Ctrl+U")
        QShortcut(QKeySequence("Ctrl+U"), self, self.mark_all)
        self._speakers = widgets.button(_("Speakers from outside"), self.invite_speakers, look="small", icon="add")
        self._lay_out()
        self.guests.installEventFilter(self)
        self.new_guest.returnPressed.connect(self._add_guest)

    def show_meeting(self, meeting: Meeting, roll: Roll, *, fixed: bool) -> None:
        """Show who came; `fixed` for minutes that are confirmed or a file open for reading only."""
        self._meeting, self._roll, self._fixed = meeting, roll, fixed
        self.table.set_rows([self._row(place, seat) for place, seat in enumerate(roll.seats)])
        self.page.show_empty(None if roll.seats else self._empty)
        self.quorum.setVisible(bool(roll.seats))
        place = self.guests.currentRow()
        self.guests.clear()
        self.guests.addItems([guest.words for guest in meeting.guests])
        self.guests.setCurrentRow(min(place, self.guests.count() - 1))
        self.guests.setVisible(bool(meeting.guests))
        self._arrange()
        self.quorum.show_roll(roll)
        for widget in (self.new_guest, self._everyone):
            widget.setEnabled(not fixed)
        outside = self._speakers_outside()
        self._speakers.setEnabled(not fixed and bool(outside))
        nobody = _("Everybody who speaks has a seat in the council or is invited already")
        self._speakers.setToolTip("" if outside else nobody)
        offer_names(self.new_guest, [entry.words for entry in self._name_choices()])

    def may_leave(self) -> bool:
        """Whether the view may be left: somebody invited and half typed is added or dropped as the user says."""
        if not self.new_guest.text().strip():
            return True
        answer = messages.ask_to_keep(self, _("The name typed below is not among the invited yet."))
        if answer == "drop":
            self.new_guest.clear()
        elif answer == "save":
            self._add_guest()
        return not self.new_guest.text()

    def toggle(self, place: int) -> None:
        """Mark the seat at `place` as present, or as absent when it was not."""
        seat = self._seat(place)
        if seat is not None and self._meeting is not None and seat.name:
            self._store(place, Presence.ABSENT if seat.present else Presence.PRESENT)

    def mark_all(self) -> None:
        """Mark everybody who has not been marked yet as present."""
        if self._meeting is None or self._roll is None or self._fixed:
            return
        draft = self._meeting
        for seat in self._roll.seats:
            if seat.name and seat.presence is None:
                draft = with_presence(draft, seat, Presence.PRESENT)
        if draft is not self._meeting:
            self._keep(N_("All marked as present"), draft)

    def ask_stand_in(self, place: int) -> StandInDialog | None:
        """Ask who stands in for the holder of a seat, or why nobody came."""
        seat = self._seat(place)
        if seat is None or not seat.name:
            return None
        name_choices = list(self._name_choices())
        dialog = StandInDialog(seat, [entry.words for entry in name_choices], self)

        def take() -> None:
            words = dialog.stand_in.text().strip()
            known = {fold(entry.words): entry.person_id for entry in name_choices}
            presence = Presence.STAND_IN if words else Presence.ABSENT
            self._store(place, presence, words, known.get(fold(words)), dialog.reason.text().strip())

        dialog.accepted.connect(take)
        dialog.finished.connect(lambda _result: self.table.setFocus())
        dialog.show_over()
        return dialog

    def invite_speakers(self) -> None:
        """Put the agenda's speakers who have no seat among the invited."""
        outside = self._speakers_outside()
        if self._meeting is not None and outside and not self._fixed:
            draft = self._meeting.copy()
            draft.guests += outside
            self._keep(N_("Invited people changed"), draft)

    def _speakers_outside(self) -> list[Guest]:
        """The agenda's speakers who have no seat and are not invited yet."""
        if self._meeting is None or self._roll is None:
            return []
        seated = {seat.person_id for seat in self._roll.seats if seat.person_id}
        invited = {fold(guest.words) for guest in self._meeting.guests}
        outside: dict[str, Guest] = {}
        for item in self._meeting.agenda:
            for one in item.speakers:
                if one.person_id not in seated and fold(one.words) not in invited:
                    outside.setdefault(fold(one.words), Guest(words=one.words, person_id=one.person_id))
        return list(outside.values())

    def _add_guest(self) -> None:
        words = self.new_guest.text().strip()
        if not words or self._meeting is None:
            return
        known = {fold(entry.words): entry.person_id for entry in self._name_choices()}
        draft = self._meeting.copy()
        draft.guests.append(Guest(words=words, person_id=known.get(fold(words))))
        if not self._keep(N_("Invited people changed"), draft):
            self.new_guest.clear()

    def _remove_guest(self) -> None:
        place = self.guests.currentRow()
        if self._meeting is not None and place >= 0 and not self._fixed:
            draft = self._meeting.copy()
            del draft.guests[place]
            self._keep(N_("Invited people changed"), draft)

    def _store(
        self, place: int, presence: Presence, stand_in: str = "", stand_in_id: int | None = None, reason: str = ""
    ) -> list[Problem]:
        seat = self._seat(place)
        if self._meeting is None or seat is None:
            return []
        draft = with_presence(self._meeting, seat, presence, stand_in=stand_in, stand_in_id=stand_in_id, reason=reason)
        return self._keep(N_("Attendance marked"), draft)

    def _seat(self, place: int) -> Seated | None:
        if self._roll is None or self._fixed or not 0 <= place < len(self._roll.seats):
            return None
        return self._roll.seats[place]

    def _make_table(self) -> RollTable:
        columns = [
            Column("presence", N_("Attendance"), width=200, chip=_presence_chip),
            Column(
                "name",
                N_("Member of the council"),
                width=270,
                elastic=True,
                strong=lambda row: row.seat is SeatRole.CHAIR,
                chip=_name_chip,
            ),
            Column("role", N_("Role"), width=196, quiet=True),
            Column("stand_in", N_("Who stands in, or why absent"), width=300, elastic=True),
        ]
        table = RollTable(_("Attendance"), columns)
        table.toggled.connect(self.toggle)
        table.opened.connect(self.ask_stand_in)
        table.rows_menu.connect(self._fill_menu)
        return table

    def _fill_menu(self, menu: QMenu, keys: list[int]) -> None:
        menu.addAction(_("Present or absent (Space)"), lambda: self.toggle(keys[0]))
        menu.addAction(_("Stand-in, reason… (Enter)"), lambda: self.ask_stand_in(keys[0]))

    def _row(self, place: int, seat: Seated) -> _SeatRow:
        presence = seat.presence.value if seat.presence else ""
        beside = seat.stand_in or seat.reason
        return _SeatRow(place, presence, seat.name, _(seat.role.label), beside, seat.role)

    def _lay_out(self) -> None:
        head = widgets.row(
            (MARGIN_LEFT, 8, MARGIN_RIGHT, 8),
            of=(
                widgets.label(_("Space: present or absent. Enter: who stands in"), "small"),
                widgets.GAP,
                self._everyone,
            ),
        )
        self.guests.setAccessibleName(_("Invited"))
        title = widgets.row((0, 0, 0, 0), of=(widgets.label(_("Invited"), "strong"), widgets.GAP, self._speakers))
        invited = widgets.stack((MARGIN_LEFT, 8, MARGIN_RIGHT, 10), 6, of=(title, self.guests, self.new_guest))
        invited.addStretch()
        self._between = widgets.line()
        self._invited = widgets.holder(invited)
        self._parts = widgets.stack(of=((self.page, 1), self._between, self._invited))
        self.guests.setWordWrap(True)
        self.guests.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = widgets.row((MARGIN_LEFT, 8, MARGIN_RIGHT, 8), of=((self.quorum, 1),))
        self.setLayout(widgets.stack(of=(head, (self._parts, 1), widgets.line(), foot)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """In a low window those invited stand beside the council: below it they would leave it one line."""
        beside = self.height() < _LOW
        directions = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(directions[not beside])
        self._invited.setMinimumWidth(_BESIDE if beside else 0)
        self._invited.setMaximumWidth(_BESIDE if beside else _ANY)
        self._between.setVisible(not beside)
        row = 42 if beside else 24  # where there is less room a guest's words take two lines
        self.guests.setFixedHeight(min(110, 6 + row * self.guests.count()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.guests
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
        ):
            self._remove_guest()
            return True
        return super().eventFilter(watched, event)


def _presence_chip(row: _SeatRow) -> Chip:
    if not row.presence:
        return Chip(_("not marked") if row.name else _("empty seat"), "neutral", "circle", filled=False)
    presence = Presence.of(row.presence)
    tone, icon = _CHIPS[presence]
    return Chip(_(presence.label), tone, icon, filled=False)


def _name_chip(row: _SeatRow) -> Chip | None:
    return None if row.name else Chip(_("vacancy"), filled=False)
