"""The minutes of one question: heard, spoke, decided, votes; each is stored as soon as its field is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QScrollArea, QSpinBox

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import AgendaItem
from cluster_desk.core.records.fields import fields_of
from cluster_desk.rules.council.minutes import VOTES
from cluster_desk.ui.forms.editors import ProseEditor
from cluster_desk.ui.forms.link_editor import NamesInText
from cluster_desk.ui.forms.problem_line import ProblemLine
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.screens.council.decisions_table import DecisionsTable

_VOTE_WORDS = {"votes_for": N_("Voted for"), "votes_against": N_("against"), "votes_abstained": N_("abstained")}
_NOT_STATED = -1


class MinutesFields(QScrollArea):
    """Edits one question. `left_text` tells the name of a field left, `left_votes` that a number of votes was.

    `silence_told` tells whether it was ticked that nobody spoke, which cannot be while somebody's words stand there.
    """

    left_text = Signal(str)
    left_votes = Signal()
    silence_told = Signal(bool)

    def __init__(self, names: Callable[[], Sequence[str]], subject_name: Callable[[str], str]) -> None:
        super().__init__()
        result = fields_of(AgendaItem)
        self._item: AgendaItem | None = None
        self._present: int | None = None
        self._fixed = False
        self.title = widgets.label("", "item", wrap=True)
        self.texts = {name: ProseEditor(result[name]) for name in ("heard", "spoke")}
        self.nobody_spoke = QCheckBox(_(result["no_speeches"].label))
        self.nobody_spoke.clicked.connect(self.silence_told)
        self.texts["spoke"].text.textChanged.connect(self._free_silence)
        self.problem = ProblemLine()
        self.table = DecisionsTable(names)
        self.add_button = widgets.button(_("Add a decision"), self.table.add, look="link", icon="add")
        self.add_button.setToolTip("Ctrl+D")
        self.votes = {name: _spin(_(words)) for name, words in _VOTE_WORDS.items()}
        self.unanimous = widgets.button(_("Unanimously"), self.vote_unanimously, look="small", icon="checkmark")
        self.unanimous.setToolTip("Ctrl+U")
        self.tally = widgets.ElidedLabel("")
        self._tally_icon = QLabel()
        self.vote_problem = ProblemLine()
        for name, editor in self.texts.items():
            editor.text.setPlaceholderText("")
            editor.text.breaks = True
            editor.left.connect(lambda name=name: self._leave_text(name))
        for spin in self.votes.values():
            spin.editingFinished.connect(self._leave_votes)
            spin.valueChanged.connect(lambda _count: self._show_tally())
        self.names = [
            NamesInText(self.texts["heard"].text, names, subject_name),
            NamesInText(self.texts["spoke"].text, names, lambda name: f"{name}: "),
        ]
        self._lay_out()

    def show_item(self, item: AgendaItem, number: str, present: int | None, *, fixed: bool) -> None:
        """Show a question; a field that has the keyboard and other words in it keeps them."""
        same = self._item is not None and self._item.uuid == item.uuid
        for name, editor in self.texts.items():
            typing = same and editor.text.hasFocus() and editor.value() != getattr(self._item, name)
            if not typing and editor.value() != getattr(item, name):
                editor.set_value(getattr(item, name))
            editor.set_read_only(fixed)
        for name, spin in self.votes.items():
            if not (same and spin.hasFocus()):
                count = getattr(item, name)
                spin.blockSignals(True)
                spin.setValue(_NOT_STATED if count is None else count)
                spin.blockSignals(False)
            spin.setEnabled(not fixed)
        for button in (self.add_button, self.unanimous):
            button.setEnabled(not fixed)
        self._item, self._present, self._fixed = item, present, fixed
        self.nobody_spoke.setChecked(item.no_speeches)
        self._free_silence()
        self.title.setText(f"{number}. {item.topic}")
        self.texts["heard"].text.setPlaceholderText(_heard_on_paper(item))
        self.table.set_decisions(item.decisions, number, fixed=fixed)
        self.show_problems(())
        self._show_tally()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong beside the votes, in the cells of the decisions, or under those."""
        cells = [(one.path[1][1], one.field, one.text) for one in problems if _of_decision(one)]
        self.table.show_problems(cells)
        votes = [one for one in problems if one.field in VOTES]
        self.vote_problem.say(" ".join(one.text for one in votes))
        for name, spin in self.votes.items():
            theme.set_tone(spin, "problem", "true" if any(one.field == name for one in votes) else "false")
        others = [one for one in problems if one.field and one.field not in VOTES and not _of_decision(one)]
        self.problem.say(" ".join(one.text for one in others))

    def set_narrow(self, narrow: bool) -> None:
        """Put the button and the sum of the votes under them where one line would be cut."""
        self._vote_rows[narrow].addWidget(self._summing_up, 1)

    def counts(self) -> dict[str, int | None]:
        """The votes as the fields hold them."""
        return {name: None if spin.value() == _NOT_STATED else spin.value() for name, spin in self.votes.items()}

    def vote_unanimously(self) -> None:
        """All present with a vote are for."""
        if self._present is not None and self.votes["votes_for"].isEnabled():
            for name, spin in self.votes.items():
                spin.setValue(self._present if name == "votes_for" else 0)
            self.left_votes.emit()

    def changed_texts(self) -> list[str]:
        """The names of fields whose words are not the question's."""
        if self._item is None:
            return []
        return [name for name, editor in self.texts.items() if editor.value() != getattr(self._item, name)]

    def votes_changed(self) -> bool:
        """Whether the votes are not the question's."""
        return self._item is not None and any(
            count != getattr(self._item, name) for name, count in self.counts().items()
        )

    def _leave_text(self, name: str) -> None:
        if name in self.changed_texts():
            self.left_text.emit(name)

    def _leave_votes(self) -> None:
        if self.votes_changed():
            self.left_votes.emit()

    def _free_silence(self) -> None:
        """Let the tick be set only where nobody's words stand; one that is set can always be taken away."""
        silent = not self.texts["spoke"].value().strip() or self.nobody_spoke.isChecked()
        self.nobody_spoke.setEnabled(silent and not self._fixed)

    def _show_tally(self) -> None:
        counts = self.counts()
        total = sum(count or 0 for count in counts.values())
        has_votes = any(count is not None for count in counts.values())
        if not has_votes or self._present is None:
            self.tally.set_whole("" if self._present is not None else _("Nobody is marked yet"))
            self._tally_icon.clear()
            return
        right = total == self._present
        icon, ink = ("checkmark_circle_filled", "ok") if right else ("warning_filled", "warn")
        self._tally_icon.setPixmap(picture(icon, 16, ink, self))
        self.tally.set_whole(_("%(votes)d of %(present)d present") % {"votes": total, "present": self._present})

    def _lay_out(self) -> None:
        column = widgets.stack((20, 12, 16, 12), 6, of=(self.title,))
        fields = fields_of(AgendaItem)
        for name, editor in self.texts.items():
            line = widgets.row(
                (0, 4, 0, 0),
                12,
                of=(
                    widgets.label(_(fields[name].label), "strong"),
                    widgets.ElidedLabel(_(fields[name].hint), "small"),
                    widgets.GAP,
                ),
            )
            if name == "spoke":
                line.addWidget(self.nobody_spoke)
            column.addLayout(line)
            editor.text.least_lines = 3
            column.addWidget(editor)
        line = widgets.row((0, 4, 0, 0), of=(widgets.label(_("Decided"), "strong"), widgets.GAP, self.add_button))
        widgets.fill(column, line, self.table, self.problem)
        votes = widgets.row((0, 6, 0, 0), 6)
        for name, words in _VOTE_WORDS.items():
            widgets.fill(votes, widgets.label(_(words), "field"), self.votes[name])
        summing_up = widgets.row((0, 0, 0, 0), 10, of=(self.unanimous, widgets.GAP, self._tally_icon, self.tally))
        self._summing_up = widgets.holder(summing_up)
        self._vote_rows = (votes, widgets.row())
        for row in self._vote_rows:
            column.addLayout(row)
        self.set_narrow(False)
        widgets.fill(column, self.vote_problem, widgets.GAP)
        inside = widgets.holder(column, "surface")
        self.setWidget(inside)
        self.setTabOrder(self.texts["spoke"].text, self.nobody_spoke)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _heard_on_paper(item: AgendaItem) -> str:
    """What the paper tells as heard while the field is empty; "" where it leaves lines to write on."""
    # With the paper's words, which no list of meetings needs.
    from cluster_desk.reports.papers.minutes import heard_words, question_is_told

    return "\n".join(heard_words(item)) if question_is_told(item) and not item.heard.strip() else ""


def _of_decision(problem: Problem) -> bool:
    return len(problem.path) > 1 and problem.path[1][0] == "decisions"


def _spin(name: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(_NOT_STATED, 999)
    made.setSpecialValueText(" ")
    made.setValue(_NOT_STATED)
    made.setFixedWidth(56)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    made.setAccessibleName(name)
    return made
