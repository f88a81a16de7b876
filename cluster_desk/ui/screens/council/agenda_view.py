"""A meeting's facts and agenda: edited in place, with the decisions that wait to be put on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.council import AgendaItem, Meeting
from cluster_desk.core.records.fields import fields_of
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.minutes import DecisionFacts
from cluster_desk.rules.council import minutes
from cluster_desk.ui.forms.editors import PLAIN_EDITORS, FieldEditor
from cluster_desk.ui.forms.link_editor import offer_names
from cluster_desk.ui.forms.problem_line import ProblemLine
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_LEFT, MARGIN_RIGHT
from cluster_desk.ui.screens.council.agenda_table import AgendaTable
from cluster_desk.ui.screens.council.dialogs import SpeakerChoice, SpeakersDialog, StoreMeeting, speakers_in

_FIELDS = ("number", "day", "time", "place", "theme")
_WIDTHS = {"number": 56, "day": 112}


class MeetingHeader(QWidget):
    """Number, date, time, place and theme. `left_field` tells the name of a field left with another value in it."""

    left_field = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.editors: dict[str, FieldEditor] = {}
        self._meeting: Meeting | None = None
        self.problem = ProblemLine()
        self._columns: dict[str, QWidget] = {}
        result = fields_of(Meeting)
        for name in _FIELDS:
            editor = PLAIN_EDITORS[result[name].kind](result[name])
            if name == "number":
                editor.inputs()[0].setFixedWidth(_WIDTHS[name])
            editor.left.connect(lambda name=name: self._leave(name))
            self.editors[name] = editor
            holder = self._columns[name] = QWidget()
            holder.setLayout(
                widgets.stack(spacing=4, of=(widgets.label(_(result[name].label), "small"), editor, widgets.GAP))
            )
        self._lines = (widgets.row(spacing=10), widgets.row(spacing=10))
        self.set_narrow(False)
        box = widgets.stack((0, 0, 0, 12), 2)
        lines = widgets.stack((MARGIN_LEFT, 8, MARGIN_RIGHT, 0), 4)
        for line in self._lines:
            lines.addLayout(line)
        box.addLayout(lines)
        box.addLayout(widgets.row((MARGIN_LEFT, 0, MARGIN_RIGHT, 0), of=(self.problem,)))
        self.setLayout(box)

    def set_narrow(self, narrow: bool) -> None:
        """Put place and theme on a line of their own where one line would cut them."""
        first, second = self._lines
        for line in self._lines:
            while line.takeAt(0):
                pass
        for name, column in self._columns.items():
            stretch = {"place": 3, "theme": 4}.get(name, 0)
            (second if narrow and stretch else first).addWidget(column, stretch)
        if narrow:
            first.addStretch(1)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the facts of `meeting`; a field that has the keyboard and other words in it keeps them."""
        for name, editor in self.editors.items():
            typing = self._meeting is not None and self._meeting.id == meeting.id and editor.inputs()[0].hasFocus()
            if not (typing and editor.value() != getattr(self._meeting, name)):
                editor.set_value(getattr(meeting, name))
        self._meeting = meeting
        self.show_problems(())

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the fields and say under them what is wrong."""
        result = fields_of(Meeting)
        for name, editor in self.editors.items():
            editor.show_problem(" ".join(one.text for one in problems if one.field == name))
        lines = [f"{_(result[one.field].label)}: {one.text}" for one in problems if one.field in result]
        self.problem.say(" ".join(lines))

    def set_read_only(self, read_only: bool) -> None:
        """Let the facts be read and copied, not changed."""
        for editor in self.editors.values():
            editor.set_read_only(read_only)

    def changed_fields(self) -> list[str]:
        """The fields whose value is not the meeting's."""
        if self._meeting is None:
            return []
        return [name for name, editor in self.editors.items() if editor.value() != getattr(self._meeting, name)]

    def own_problems(self) -> list[Problem]:
        """What was typed and cannot be a value at all."""
        return [Problem(name, text) for name, editor in self.editors.items() if (text := editor.own_problem())]

    def take_into(self, meeting: Meeting) -> None:
        """Write what the fields hold into `meeting`."""
        for name, editor in self.editors.items():
            setattr(meeting, name, editor.value())

    def _leave(self, name: str) -> None:
        if name in self.changed_fields():
            self.left_field.emit(name)


class ProposalBar(QFrame):
    """Shows the first of the decisions that wait. `taken` and `declined` tell the decision."""

    taken = Signal(object)
    declined = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self._waiting: Sequence[DecisionFacts] = ()
        self._icon = QLabel()
        self.words = widgets.ElidedLabel("")
        self.more = widgets.ElidedLabel("", "small")
        self.take = widgets.button(_("Put on the agenda"), self._take, look="small", icon="add")
        self.leave = widgets.button(_("Do not propose"), self._leave, look="small")
        words = widgets.stack(spacing=1, of=(self.words, self.more))
        self.setLayout(widgets.row((14, 8, 12, 8), 10, of=(self._icon, (words, 1), self.take, self.leave)))
        self.hide()

    def show_waiting(self, waiting: Sequence[DecisionFacts]) -> None:
        """Offer the first of `waiting`; nothing waits: the bar is put away."""
        self._waiting = waiting
        self.setVisible(bool(waiting))
        if waiting:
            self._icon.setPixmap(picture("info", 20, "info", self))
            self.words.set_whole(_described(waiting[0]))
            others = len(waiting) - 1
            more = n_("and %d more decision waits", "and %d more decisions wait", others) % others if others else ""
            self.more.set_whole("; ".join(filter(None, (_("It can be put on the agenda of this meeting"), more))))

    def _take(self) -> None:
        if self._waiting:
            self.taken.emit(self._waiting[0])

    def _leave(self) -> None:
        if self._waiting:
            self.declined.emit(self._waiting[0])


def _described(one: DecisionFacts) -> str:
    """«Не выполнено решение 2.1 протокола № 13 «Обновить составы РМО», срок 30 октября»."""
    values = {"number": one.number, "meeting": one.meeting_number or one.meeting_day, "text": one.text.rstrip(". ")}
    words = _("Not fulfilled: decision %(number)s of minutes №\u00a0%(meeting)s “%(text)s”") % values
    due = show_day(dt.date.fromisoformat(one.moved_to)) if one.moved_to else one.due_words
    return words + (_(", due %s") % due if due else "")


class AgendaView(QWidget):
    """The agenda of the meeting shown. Nothing waits to be saved."""

    def __init__(self, store: StoreMeeting, name_choices: Callable[[], Sequence[SpeakerChoice]]) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self._keep, self._name_choices = store, name_choices
        self._meeting: Meeting | None = None
        self._fixed = False
        self.header = MeetingHeader()
        self.table = AgendaTable()
        self.proposal = ProposalBar()
        hint = _("New question: the topic, Tab, who speaks, Enter")
        self.new_topic = widgets.line_edit(_("New question"), hint, look="bare")
        self.new_speaker = widgets.line_edit(_("Who speaks on the new question"), _("who speaks"), look="bare")
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
        for field in (self.new_topic, self.new_speaker):
            field.setEnabled(not fixed)
        offer_names(self.new_speaker, [entry.words for entry in self._name_choices()])

    def may_leave(self) -> bool:
        """Stores what a field still holds; False when it cannot be, and the reason stands beside it.

        A question half typed below is added or dropped as the user says.
        """
        stored = self._meeting is None or not self.header.changed_fields() or self.save_header()
        if not stored or not (self.new_topic.text().strip() or self.new_speaker.text().strip()):
            return stored
        answer = messages.ask_to_keep(self, _("The question typed below the agenda is not on it yet."))
        if answer == "drop":
            self.new_topic.clear()
            self.new_speaker.clear()
        elif answer == "save":
            self._add_question()
        return not self.new_topic.text() and not self.new_speaker.text()

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
        dialog = SpeakersDialog(self._meeting.agenda[place], self._name_choices(), self)

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
        topic = self.new_topic.text().strip()
        if not topic or self._meeting is None:
            self.new_topic.setFocus()
            return
        draft = self._meeting.copy()
        speakers = speakers_in(self.new_speaker.text(), self._name_choices())
        draft.agenda.append(AgendaItem(topic=topic, speakers=speakers))
        if not self._store(N_("Question added"), draft):
            self.new_topic.clear()
            self.new_speaker.clear()
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
        for field in (self.new_topic, self.new_speaker):
            field.returnPressed.connect(self._add_question)
        self.proposal.taken.connect(self._take)
        self.proposal.declined.connect(self._decline)

    def _lay_out(self) -> None:
        foot = widgets.row((MARGIN_LEFT, 4, MARGIN_RIGHT, 4))
        plus = widgets.icon_button("add", _("Add the question"), self._add_question, size=16)
        plus.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widgets.fill(foot, plus, (self.new_topic, 5), (self.new_speaker, 3))
        foot.addWidget(widgets.ElidedLabel(_("Alt+↑↓ — move    F2 — edit"), "small"))
        bar = widgets.row((16, 0, 16, 8), of=(self.proposal,))
        self.setLayout(widgets.stack(of=(self.header, widgets.line(), (self.table, 1), bar, widgets.line(), foot)))
