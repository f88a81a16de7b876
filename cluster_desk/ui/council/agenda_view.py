"""A meeting's facts and agenda: edited in place, with the decisions that wait to be put on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import AgendaItem, Meeting
from cluster_desk.data.queries.minutes import DecisionFacts
from cluster_desk.rules import minutes
from cluster_desk.ui.council.agenda_table import AgendaTable
from cluster_desk.ui.council.dialogs import SpeakersDialog, Voice
from cluster_desk.ui.council.meeting_context import StoreMeeting
from cluster_desk.ui.council.meeting_header import MeetingHeader
from cluster_desk.ui.council.proposal_bar import ProposalBar
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_LEFT, MARGIN_RIGHT


class AgendaView(QWidget):
    """The agenda of the meeting shown. Nothing waits to be saved."""

    def __init__(self, store: StoreMeeting, voices: Callable[[], Sequence[Voice]]) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self._keep, self._voices = store, voices
        self._meeting: Meeting | None = None
        self._fixed = False
        self.header = MeetingHeader()
        self.table = AgendaTable()
        self.proposal = ProposalBar()
        self.new_topic = QLineEdit()
        self._lay_out()
        self._connect()

    def show_meeting(self, meeting: Meeting, waiting: Sequence[DecisionFacts], *, fixed: bool) -> None:
        """Show a meeting; `waiting` are the decisions proposed, `fixed` when nothing may be changed."""
        self._meeting, self._fixed = meeting, fixed
        self.header.show_meeting(meeting)
        self.header.set_read_only(fixed)
        self.table.agenda.read_only = fixed
        self.table.set_items(meeting.agenda)
        self.proposal.show_waiting(() if fixed else waiting)
        self.new_topic.setEnabled(not fixed)

    def may_leave(self) -> bool:
        """Stores what a field still holds; False when it cannot be, and the reason stands beside it."""
        return self._meeting is None or not self.header.changed_fields() or self.save_header()

    def save_header(self) -> bool:
        """Store the meeting's facts as the fields hold them; False when there is something to mend."""
        if self._meeting is None:
            return True
        problems = self.header.own_problems()
        if not problems:
            draft = self._meeting.copy()
            self.header.take_into(draft)
            problems = self._keep(N_("Meeting changed"), draft)
        if problems:
            self.header.show_problems(problems)
        return not problems

    def edit_speakers(self, place: int) -> SpeakersDialog | None:
        """Ask who speaks on a question."""
        if self._meeting is None or self._fixed:
            return None
        dialog = SpeakersDialog(self._meeting.agenda[place], self._voices(), self)

        def take() -> None:
            if self._meeting is not None:
                draft = self._meeting.copy()
                before = [(one.words, one.person_id) for one in draft.agenda[place].speakers]
                draft.agenda[place].speakers = dialog.speakers()
                if before != [(one.words, one.person_id) for one in draft.agenda[place].speakers]:
                    self._store(N_("Speakers changed"), draft)

        dialog.accepted.connect(take)
        dialog.finished.connect(lambda _result: self.table.setFocus())
        dialog.show_over()
        return dialog

    def _store(self, name: str, draft: Meeting) -> list[Problem]:
        problems = self._keep(name, draft)
        if problems:
            self.header.show_problems(problems)
        return problems

    def _add_question(self) -> None:
        topic = " ".join(self.new_topic.text().split())
        if not topic or self._meeting is None:
            self.new_topic.setFocus()
            return
        draft = self._meeting.copy()
        draft.agenda.append(AgendaItem(topic=topic))
        if not self._store(N_("Question added"), draft):
            self.new_topic.clear()
            self.table.go_to(len(draft.agenda) - 1)
            self.new_topic.setFocus()

    def _edit_question(self, place: int, name: str, value: object) -> None:
        if self._meeting is not None:
            draft = self._meeting.copy()
            setattr(draft.agenda[place], name, value)
            self._store(N_("Question changed"), draft)

    def _move_question(self, place: int, to: int) -> None:
        if self._meeting is not None:
            draft = self._meeting.copy()
            draft.agenda.insert(to, draft.agenda.pop(place))
            if not self._store(N_("Question moved"), draft):
                self.table.go_to(to)

    def _remove_question(self, place: int) -> None:
        if self._meeting is not None and not self._fixed:
            draft = self._meeting.copy()
            del draft.agenda[place]
            self._store(N_("Question deleted"), draft)

    def _take(self, decision: DecisionFacts) -> None:
        if self._meeting is not None and not self._store(
            N_("Decision put on the agenda"), minutes.proposed(self._meeting, decision)
        ):
            self.table.go_to(len(self._meeting.agenda) - 1)

    def _decline(self, decision: DecisionFacts) -> None:
        if self._meeting is not None:
            self._store(N_("Decision not proposed"), minutes.declined(self._meeting, decision))

    def _connect(self) -> None:
        self.header.left_field.connect(lambda _name: self.save_header())
        self.table.agenda.edited.connect(self._edit_question)
        self.table.agenda.moved.connect(self._move_question)
        self.table.speakers_asked.connect(self.edit_speakers)
        self.table.removal_asked.connect(self._remove_question)
        self.new_topic.returnPressed.connect(self._add_question)
        self.proposal.taken.connect(self._take)
        self.proposal.declined.connect(self._decline)

    def _lay_out(self) -> None:
        self.new_topic.setProperty("look", "bare")
        self.new_topic.setPlaceholderText(_("New question: type the topic and press Enter"))
        self.new_topic.setAccessibleName(_("New question"))
        foot = widgets.row((MARGIN_LEFT, 4, MARGIN_RIGHT, 4))
        plus = widgets.icon_button("add", _("Add the question"), self._add_question, size=16)
        plus.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widgets.fill(foot, plus, (self.new_topic, 1), widgets.label(_("Alt+↑↓ — move    F2 — edit"), "small"))
        bar = widgets.row((16, 0, 16, 8), of=(self.proposal,))
        self.setLayout(widgets.stack(of=(self.header, widgets.line(), (self.table, 1), bar, widgets.line(), foot)))
