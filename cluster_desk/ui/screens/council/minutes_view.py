"""Minutes as they are written during the meeting: questions at the left, the chosen one's minutes at the right.

All of it works without the mouse: Tab goes through the fields, Ctrl+D begins a decision, Ctrl+U votes unanimously,
Ctrl+Page Down and Ctrl+Page Up go to the next and the previous question. Nothing waits to be saved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QWidget

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import AgendaItem, Decision, Meeting, MinutesState
from cluster_desk.core.records.fields import fields_of
from cluster_desk.data.queries.minutes import Roll
from cluster_desk.rules.council.minutes import executors_in
from cluster_desk.ui.forms.day_words import day_in_words
from cluster_desk.ui.forms.editors import wrong_day
from cluster_desk.ui.frame.giving_row import GivingRow
from cluster_desk.ui.lists.card_list import CardList, in_lines, room_for
from cluster_desk.ui.look import icons, theme, widgets
from cluster_desk.ui.look.tokens import HEADER_HEIGHT, MARGIN_RIGHT, SMALL
from cluster_desk.ui.screens.council.agenda_table import number_of
from cluster_desk.ui.screens.council.dialogs import QuorumLine, StoreMeeting
from cluster_desk.ui.screens.council.minutes_fields import MinutesFields

_LEFT, _RIGHT, _TOP = 58, 12, 11
_LOOKS = {
    "empty": ("circle", "text2", N_("nothing written down")),
    "begun": ("circle_half_fill", "info", N_("begun")),
    "whole": ("checkmark_circle_filled", "ok", N_("written down")),
}


def how_far(item: AgendaItem) -> str:
    """How far a question is written down (heard, decided, voted): "empty", "begun" or "whole"."""
    values = [bool(item.heard.strip()), bool(item.decisions), item.votes_for is not None]
    return "whole" if all(values) else "begun" if any(values) or item.spoke.strip() or item.no_speeches else "empty"


class QuestionsList(CardList):
    """The list; `chosen` tells the place of a question."""

    items: Sequence[AgendaItem]

    def __init__(self) -> None:
        super().__init__(_("Questions of the meeting"))

    def words(self, place: int) -> str:
        return f"{number_of(self.items, place)}. {self.items[place].topic}"

    def said(self, place: int) -> str:
        return f"{self.words(place)}, {_(_LOOKS[how_far(self.items[place])][2])}"

    def card_height(self, place: int, width: int) -> int:
        return room_for(self.items[place].topic, width - _LEFT - _RIGHT, 3).height() + 2 * _TOP + 4

    def paint_card(self, painter: QPainter, rect: QRect, place: int) -> None:
        item = self.items[place]
        icon, ink, _said = _LOOKS[how_far(item)]
        icons.paint(painter, QRectF(rect.left() + 16, rect.center().y() - 7, 16, 16), icon, ink)
        painter.setFont(theme.font(SMALL))
        painter.setPen(theme.color("text2"))
        spot = QRect(rect.left() + 32, rect.top(), 20, rect.height() - 1)
        painter.drawText(
            spot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number_of(self.items, place)
        )
        painter.setPen(theme.color("text"))
        words = room_for(item.topic, rect.width() - _LEFT - _RIGHT, 3)
        top = rect.top() + (rect.height() - words.height()) // 2
        spot = QRect(rect.left() + _LEFT, top, words.width() + 2, words.height())
        painter.drawText(spot, 0, in_lines(item.topic, rect.width() - _LEFT - _RIGHT, 3))


class MinutesView(QWidget):
    """The minutes of the meeting shown. `confirm_asked` and `unlock_asked` are for the screen to answer.

    `questions` is for the screen to put beside it, where the list of meetings stands else.
    """

    confirm_asked = Signal()
    unlock_asked = Signal()

    def __init__(
        self, store: StoreMeeting, names: Callable[[], Sequence[str]], subject_name: Callable[[str], str]
    ) -> None:
        super().__init__()
        self._keep = store
        self._meeting: Meeting | None = None
        self._roll: Roll | None = None
        self._fixed = False
        self.place = 0
        self.list = QuestionsList()
        self.fields = MinutesFields(names, subject_name)
        self.quorum = QuorumLine()
        self._count = widgets.label("", "quiet")
        self.state = widgets.label("", "quiet")
        self.confirm = widgets.button(
            _("Confirm the minutes…"), self.confirm_asked.emit, look="primary", icon="lock_closed"
        )
        self.unlock = widgets.button(_("Unlock…"), self.unlock_asked.emit, icon="edit")
        self.back = widgets.button(_("Previous question"), lambda: self.go(-1), icon="chevron_left")
        self.next = widgets.button(_("Next question"), lambda: self.go(1), icon="chevron_right")
        self.questions = self._make_questions()
        foot = widgets.row((20, 8, MARGIN_RIGHT, 8), of=(self.back, self.next, widgets.GAP))
        widgets.fill(foot, self.state, self.unlock, self.confirm)
        self.setLayout(widgets.stack(of=((self.fields, 1), widgets.line(), GivingRow(foot))))
        self._connect()

    def show_meeting(self, meeting: Meeting, roll: Roll, *, fixed: bool) -> None:
        """Show the minutes; `fixed` when they are confirmed or the file is open for reading only."""
        if self._meeting is None or self._meeting.id != meeting.id:
            self.place = 0
        self._meeting, self._roll, self._fixed = meeting, roll, fixed
        self.place = max(0, min(self.place, len(meeting.agenda) - 1))
        self.list.set_items(meeting.agenda)
        self.list.go_to(self.place)
        whole = sum(how_far(item) == "whole" for item in meeting.agenda)
        self._count.setText(_("%(done)d of %(total)d") % {"done": whole, "total": len(meeting.agenda)})
        self.quorum.show_roll(roll)
        confirmed = meeting.minutes_state is MinutesState.CONFIRMED
        self.confirm.setVisible(not confirmed)
        self.confirm.setEnabled(not fixed)
        self.unlock.setVisible(confirmed)
        day = day_in_words(meeting.confirmed_on) if meeting.confirmed_on else ""
        self.state.setText(_("Confirmed %s") % day if confirmed else "")
        self._show_item()

    def go(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) question; its first field has the keyboard."""
        if self._meeting is not None and 0 <= self.place + by < len(self._meeting.agenda) and self.may_leave():
            self.place += by
            self.list.go_to(self.place)
            self._show_item()
            self.fields.texts["heard"].text.setFocus()

    def may_leave(self) -> bool:
        """Stores what a field still holds; False when it cannot be stored: the trouble stands beside it."""
        if self.fields.table.decisions.has_unkept():
            self.fields.table.setFocus()
            return False
        stored = all(not self._keep_text(name) for name in self.fields.changed_texts())
        return stored and (not self.fields.votes_changed() or not self._keep_votes())

    def set_narrow(self, narrow: bool) -> None:
        """Told when the window becomes narrow or wide."""
        self.fields.set_narrow(narrow)

    def focus_first(self) -> None:
        """Put the keyboard where writing begins."""
        self.fields.texts["heard"].text.setFocus()

    def _item(self) -> AgendaItem | None:
        agenda = self._meeting.agenda if self._meeting else []
        return agenda[self.place] if self.place < len(agenda) else None

    def _show_item(self) -> None:
        item = self._item()
        self.fields.setVisible(item is not None)
        last = len(self._meeting.agenda) - 1 if self._meeting else 0
        self.back.setEnabled(self.place > 0)
        self.next.setEnabled(self.place < last)
        if item is not None and self._meeting is not None:
            present = self._roll.quorum.present if self._roll and self._roll.marked else None
            number = number_of(self._meeting.agenda, self.place).rstrip(". ")
            self.fields.show_item(item, number, present, fixed=self._fixed)

    def _draft(self) -> tuple[Meeting, AgendaItem] | None:
        if self._meeting is None or self._fixed or not self._meeting.agenda:
            return None
        draft = self._meeting.copy()
        return draft, draft.agenda[self.place]

    def _store(self, name: str, draft: Meeting) -> list[Problem]:
        problems = self._keep(name, draft)
        self.fields.show_problems(problems)
        return problems

    def _keep_text(self, name: str) -> list[Problem]:
        drafted = self._draft()
        if drafted is None:
            return []
        setattr(drafted[1], name, self.fields.texts[name].value())
        if drafted[1].spoke.strip():
            drafted[1].no_speeches = False
        return self._store(N_("Minutes changed"), drafted[0])

    def _keep_silence(self, nobody_spoke: bool) -> None:
        """Store the tick that nobody spoke; with words that were typed meanwhile, those hold."""
        drafted = self._draft()
        if drafted is not None:
            drafted[1].no_speeches = nobody_spoke and not drafted[1].spoke.strip()
            self._store(N_("Minutes changed"), drafted[0])

    def _keep_votes(self) -> list[Problem]:
        drafted = self._draft()
        if drafted is None:
            return []
        for name, count in self.fields.counts().items():
            setattr(drafted[1], name, count)
        return self._store(N_("Votes changed"), drafted[0])

    def _typed(self, place: int, name: str, words: str) -> None:
        """A cell of the decisions was typed into; the blank row's words are a new decision."""
        drafted = self._draft()
        if drafted is None:
            return
        draft, item = drafted
        if place >= len(item.decisions):
            if words:
                item.decisions.append(Decision(text=words))
                self._store(N_("Decision added"), draft)
            return
        decision = item.decisions[place]
        wrong = wrong_day(fields_of(Decision)["due_words"], words, decision.due_words) if name == "due_words" else ""
        if wrong:
            path = (("agenda", self.place), ("decisions", place))
            self.fields.show_problems([Problem("due_words", wrong, path)])
            return
        if name == "who":
            decision.executors = executors_in(words, decision.executors)
        else:
            setattr(decision, name, words)
        self._store(N_("Decision changed"), draft)

    def _move(self, place: int, to: int) -> None:
        drafted = self._draft()
        if drafted is not None:
            decisions = drafted[1].decisions
            decisions.insert(to, decisions.pop(place))
            if not self._store(N_("Decision moved"), drafted[0]):
                self.fields.table.setCurrentIndex(self.fields.table.decisions.index(to, 1))

    def _remove(self, place: int) -> None:
        drafted = self._draft()
        if drafted is not None:
            del drafted[1].decisions[place]
            self._store(N_("Decision deleted"), drafted[0])

    def _choose(self, place: int | None) -> None:
        if place is None or place == self.place:
            return
        if self.may_leave():
            self.place = place
            self._show_item()
        else:
            self.list.go_to(self.place)

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.fields.left_text.connect(self._keep_text)
        self.fields.left_votes.connect(self._keep_votes)
        self.fields.silence_told.connect(self._keep_silence)
        table = self.fields.table
        table.decisions.typed.connect(self._typed)
        table.removal_asked.connect(self._remove)
        table.moved.connect(self._move)
        for keys, do in (
            ("Ctrl+D", table.add),
            ("Ctrl+U", self.fields.vote_unanimously),
            ("Ctrl+PgDown", lambda: self.go(1)),
            ("Ctrl+PgUp", lambda: self.go(-1)),
        ):
            QShortcut(QKeySequence(keys), self, do)
        self.next.setToolTip("Ctrl+Page Down")
        self.back.setToolTip("Ctrl+Page Up")

    def _make_questions(self) -> QWidget:
        heading = widgets.ElidedLabel(_("Questions of the meeting"), "heading")
        head = QWidget()
        head.setFixedHeight(HEADER_HEIGHT)
        head.setLayout(widgets.row((16, 6, 14, 6), spacing=8, of=((heading, 1), self._count)))
        foot = widgets.row((16, 10, 14, 10), of=((self.quorum, 1),))
        inside = widgets.stack(of=(head, widgets.line(), (self.list, 1), widgets.line(), foot))
        return widgets.holder(inside, "surface")
