"""What carrying a plan over changes or asks, as a table: where, before, after, why; and the answer to one row below."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QPlainTextEdit, QRadioButton, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.rules.plan.carry_over_answers import Answer, Answered
from cluster_desk.ui.lists.columns import Chip, Column, Row
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_LEFT, MARGIN_RIGHT

_LONGEST = 240  # characters of a text in a cell
_CHANGE = {Answer.TAKE: N_("Change as proposed"), Answer.LEAVE: N_("Leave as it was"), Answer.OWN: N_("Own words")}
_QUESTION = {
    Answer.LEAVE: N_("Leave as it is"),
    Answer.OWN: N_("Own words"),
    Answer.OUT: N_("Do not carry the item over"),
}


def answer_words(row: Answered, answer: Answer) -> str:
    """What an answer to this row is called."""
    return _((_QUESTION if row.proposed.asked else _CHANGE)[answer])


class ProposedTable(TableView):
    """The proposals; tells `answer_asked` with an answer's place (keys 1, 2, 3), `words_asked` for Enter."""

    answer_asked = Signal(int)
    words_asked = Signal()

    def __init__(self) -> None:
        columns = (
            Column("where", N_("Where in the plan"), width=190),
            Column("before", N_("In the old plan"), width=290, elastic=True),
            Column("after", N_("In the new plan"), width=290, elastic=True, strong=_is_changed),
            Column("why", N_("Why"), width=280, chip=_why),
        )
        super().__init__(_("Changes and questions"), columns, lines=2)
        self.setSortingEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.horizontalHeader().setSectionsClickable(False)
        self.opened.connect(lambda _key: self.words_asked.emit())

    def show_answers(self, rows: list[Answered]) -> None:
        """Show all rows as they stand now."""
        self.set_rows(
            (place, row.proposed.where, shorten(row.proposed.before, _LONGEST), _after(row), row.proposed.why, row)
            for place, row in enumerate(rows)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_3 and not event.modifiers():
            self.answer_asked.emit(event.key() - Qt.Key.Key_1)
        elif event.key() == Qt.Key.Key_F2:
            self.words_asked.emit()
        else:
            super().keyPressEvent(event)


def _answered(row: Row) -> Answered:
    behind = row[-1]
    assert isinstance(behind, Answered)
    return behind


def _is_changed(row: Row) -> bool:
    one = _answered(row)
    return one.now != one.proposed.before


def _after(row: Answered) -> str:
    if row.answer is Answer.OUT:
        return _("not carried over")
    if row.now == row.proposed.before:
        return _("as it is")
    return shorten(row.now, _LONGEST) or _("empty")


def _why(row: Row) -> Chip:
    one = _answered(row)
    if one.is_open:
        return Chip(one.proposed.why, "warn", "question_circle_filled", said=_("a question"), filled=False)
    refused = one.answer is Answer.OUT or (one.answer is Answer.LEAVE and not one.proposed.asked)
    icon = "dismiss_circle" if refused else "checkmark"
    return Chip(
        one.proposed.why, "neutral" if refused else "ok", icon, said=answer_words(one, one.answer), filled=False
    )


class _Words(QPlainTextEdit):
    """Own words: Enter is done with them (Shift+Enter begins a line), Esc too; Tab goes on."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(52)
        self.setAccessibleName(_("Own words"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class AnswerPanel(QWidget):
    """The answers to the row that has the keyboard; tells `answered` with the answer and own words."""

    answered = Signal(object, str)
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self.row: Answered | None = None
        self.title = widgets.ElidedLabel("", "strong")
        self.radios: dict[Answer, QRadioButton] = {}
        self.words = _Words()
        self._group = QButtonGroup(self)
        self._choices = widgets.row(spacing=22)
        self._filling = False
        self.setLayout(widgets.stack((MARGIN_LEFT, 8, MARGIN_RIGHT, 8), 6, of=(self.title, self._choices, self.words)))
        self.words.textChanged.connect(self._typed)
        self.words.done.connect(self.done)

    def show_row(self, row: Answered | None) -> None:
        """Show the answers to `row`; None for nothing to answer."""
        self._filling = True
        for radio in self.radios.values():
            self._group.removeButton(radio)
        widgets.clear(self._choices)
        self.row, self.radios = row, {}
        self.title.set_whole(f"{row.proposed.where}. {row.proposed.why}" if row else "")
        for place, answer in enumerate(row.answers if row else (), 1):
            assert row is not None
            radio = QRadioButton(f"{place}  {answer_words(row, answer)}")
            radio.setChecked(row.answer is answer)
            radio.clicked.connect(lambda _on, answer=answer: self.give(answer))
            self._group.addButton(radio)
            self._choices.addWidget(radio)
            self.radios[answer] = radio
        self._choices.addStretch(1)
        self.words.setPlainText(row.now if row else "")
        self.words.setEnabled(row is not None and row.answer is not Answer.OUT)
        self._filling = False

    def give(self, answer: Answer) -> None:
        """Take an answer; own words are then typed."""
        if answer is Answer.OWN:
            self.write()
        else:
            self.answered.emit(answer, "")

    def write(self) -> None:
        """Go to the own words."""
        if self.words.isEnabled():
            self.words.setFocus()
            self.words.selectAll()

    def _typed(self) -> None:
        if not self._filling and self.row is not None:
            if Answer.OWN in self.radios:
                self.radios[Answer.OWN].setChecked(True)
            self.answered.emit(Answer.OWN, self.words.toPlainText())
