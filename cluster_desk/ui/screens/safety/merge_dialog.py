"""«Объединить с другим файлом»: what comes from there, what is from here, what is asked, before anything is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QRadioButton, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.data.merge import words
from cluster_desk.data.merge.words import FieldChange, Question, Told
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.columns import Chip, Column
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from cluster_desk.data.merge.merge import Merge

_ASKED, _THERE, _HERE = "asked", "there", "here"
_LINES = 5  # of the words that stand side by side
_FIELDS_TOLD = 3


class _Row(NamedTuple):
    id: int
    record: str
    what: str
    here: str
    there: str
    answer: str
    source: str


_ANSWERS = {"here": N_("as here"), "there": N_("as there"), "both": N_("both")}


def _chip(row: _Row) -> Chip | None:
    if row.source == _ASKED:
        return Chip(_(_ANSWERS[row.answer]), "warn", "question_circle")
    if row.source == _THERE:
        return Chip(_("will come"), "ok", "add", filled=False)
    return Chip(_("stays"), filled=False)


_COLUMNS = (
    Column("record", N_("Record"), width=250, elastic=True),
    Column("what", N_("What"), width=150, quiet=True),
    Column("here", N_("Here"), width=190),
    Column("there", N_("There"), width=190),
    Column("answer", N_("In the end"), width=130, chip=_chip),
)


class _Table(TableView):
    """The rows; a figure is an answer."""

    answered = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = "123".find(event.text()) if event.text() else -1
        if place >= 0:
            self.answered.emit(place)
        else:
            super().keyPressEvent(event)


class MergeDialog(Dialog):
    """Shows a merge and asks; `answers` are those given, by the names of the conflicts."""

    HELP = "merge"

    def __init__(self, merge: Merge, other: str, parent: QWidget) -> None:
        self.answers: dict[str, str] = {}
        self._questions = words.questions(merge)
        self._told = words.told_changes(merge)
        self._back = words.taken_back(merge)
        self.table = _Table(_("Where the files differ"), _COLUMNS, lines=2)
        self.table.setMinimumHeight(150)
        self._one_shown = QButtonGroup()
        self.shown = [self._choice(*each) for each in self._kinds()]
        self.panel = _Panel(self._answer)
        column = widgets.stack(spacing=8, of=(self._bar(), (self.table, 2), (self.panel, 1)))
        advice = f"{other}\n{words.since(merge)}"
        super().__init__(_("Merge with another file"), advice, column, _("Merge"), parent)
        self.resize(980, 640)
        self.table.current_moved.connect(lambda _key: self._show_row())
        self.table.opened.connect(lambda _key: self.panel.turn())
        self.table.answered.connect(self.panel.choose)
        self._fill()
        self.table.setFocus()

    def is_changed(self) -> bool:
        """Whether an answer was given."""
        return bool(self.answers)

    def lost_words(self) -> str:
        """What would be lost, in a sentence."""
        return _("The answers given here are lost; the files stay as they are.")

    def _kinds(self) -> list[tuple[str, str]]:
        there = sum(one.side == "there" for one in self._told)
        back = len(self._back)
        return [
            (_ASKED, n_("%d to look at", "%d to look at", len(self._questions)) % len(self._questions)),
            (_THERE, _("Comes from there: %d") % (there + sum(side == "there" for side, _name in self._back))),
            (_HERE, _("From here: %d") % (len(self._told) - there + back - sum(s == "there" for s, _n in self._back))),
        ]

    def _choice(self, name: str, text: str) -> QRadioButton:
        button = QRadioButton(text)
        button.setProperty("source", name)
        self._one_shown.addButton(button)
        widgets.make_one_of(button)
        button.clicked.connect(self._fill)
        return button

    def _bar(self) -> QWidget:
        first = next((one for at, one in enumerate(self.shown) if self._rows_of(at)), self.shown[0])
        first.setChecked(True)
        return widgets.holder(widgets.row(spacing=18, of=(*self.shown, widgets.GAP)))

    def _rows_of(self, at: int) -> list[_Row]:
        source = (_ASKED, _THERE, _HERE)[at]
        if source == _ASKED:
            return [self._question_row(number, one) for number, one in enumerate(self._questions)]
        told = [one for one in self._told if one.side == source]
        rows = [_told_row(number, one) for number, one in enumerate(told)]
        back = [name for side, name in self._back if side == source]
        return rows + [_Row(len(rows) + at, name, _("taken back"), "", "", "", source) for at, name in enumerate(back)]

    def _question_row(self, number: int, one: Question) -> _Row:
        answer = self.answers.get(one.conflict.id, one.conflict.answer)
        record = f"{one.kind}: {one.title}" if one.title else one.kind
        what = one.field or _("deleted and changed")
        return _Row(number, record, what, one.here or _("(empty)"), one.there or _("(empty)"), answer, _ASKED)

    @property
    def source(self) -> int:
        """Which of the three is shown."""
        return next((at for at, one in enumerate(self.shown) if one.isChecked()), 0)

    def _fill(self) -> None:
        key = self.table.current_key()
        rows = self._rows_of(self.source)
        self.table.set_rows(rows)
        if rows and not self.table.go_to(key):
            self.table.go_to(rows[0].id)
        self._show_row()

    def _show_row(self) -> None:
        key = self.table.current_key()
        if self.source == 0 and key is not None and 0 <= key < len(self._questions):
            one = self._questions[key]
            self.panel.ask(one, self.answers.get(one.conflict.id, one.conflict.answer))
        else:
            told = [one for one in self._told if one.side == (_ASKED, _THERE, _HERE)[self.source]]
            self.panel.tell(told[key] if self.source and key is not None and key < len(told) else None)

    def _answer(self, question: Question, answer: str) -> None:
        self.answers[question.conflict.id] = answer
        self._fill()


def _told_row(number: int, one: Told) -> _Row:
    fields = [f"{each.part}: {each.field}".strip(": ") for each in one.fields]
    names = "; ".join(list(dict.fromkeys(fields))[:_FIELDS_TOLD])
    what = _(words.WHAT[one.what]) if one.what != words.CHANGED else names
    after = (
        "; ".join(each.after for each in one.fields[:_FIELDS_TOLD] if each.after) if one.what == words.CHANGED else ""
    )
    sides = ("", after) if one.side == "there" else (after, "")
    title = f"{one.kind}: {one.title}" if one.title else one.kind
    return _Row(number, title, what, *sides, "", one.side)


def _line(one: FieldChange, *, whole: bool) -> str:
    """A field that changed; of a record that came or went what it says."""
    name = ": ".join(filter(None, (one.part, one.field)))
    return f"{name}: {one.after or one.before}" if whole else f"{name}: {one.before or '—'} → {one.after or '—'}"


class _Panel(QWidget):
    """The row that has the keyboard: how it was, here, there, and the answers."""

    def __init__(self, answered: Callable[[Question, str], object]) -> None:
        super().__init__()
        self._answered = answered
        self.question: Question | None = None
        self.title = widgets.label("", "strong", wrap=True)
        self.before = widgets.label("", "quiet", wrap=True)
        self.words = [_words_field(name) for name in (_("Here"), _("There"))]
        self.heads = [widgets.label("", "quiet") for _each in self.words]
        self.radios = [QRadioButton() for _each in _ANSWERS]
        self._group = QButtonGroup(self)
        for at, radio in enumerate(self.radios):
            self._group.addButton(radio)
            widgets.make_one_of(radio)
            radio.clicked.connect(lambda *_, at=at: self.choose(at))
        sides = [
            widgets.stack(spacing=4, of=(head, radio, (field, 1)))
            for head, radio, field in zip(self.heads, self.radios, self.words, strict=False)
        ]
        self._other = widgets.holder(sides[1])
        both = widgets.row(spacing=16, of=((widgets.holder(sides[0]), 1), (self._other, 1)))
        self.setLayout(
            widgets.stack(spacing=6, of=(self.title, self.before, (widgets.holder(both), 1), self.radios[2]))
        )

    def ask(self, one: Question, answer: str) -> None:
        """Show a question with its answer."""
        self.question = one
        self.title.setText(f"{one.kind}: {one.title} — {one.field}".strip(" —:"))
        self.before.setText(_("It was: %s") % one.before.replace("\n", " / ") if one.before else "")
        for head, when, text in zip(self.heads, (one.when_here, one.when_there), (_("Here"), _("There")), strict=True):
            head.setText(f"{text}, {when}" if when else text)
        for field, text in zip(self.words, (one.here, one.there), strict=True):
            field.setPlainText(text)
        texts = self._texts(one)
        for radio, name in zip(self.radios, _ANSWERS, strict=True):
            radio.setVisible(name in one.conflict.answers)
            radio.setText(texts[name])
            radio.setChecked(name == answer)
        self._show(asked=True)

    def _texts(self, one: Question) -> dict[str, str]:
        if one.conflict.about == "number":
            return {
                "here": _("The number stays with this one"),
                "there": _("The number stays with that one"),
                "both": _("Leave both as they are and mend it by hand"),
            }
        if one.conflict.about == "same":
            return {
                "here": _("Keep the one from here"),
                "there": _("Keep the one from there"),
                "both": _("Keep both"),
            }
        return {"here": _("Leave it as here (1)"), "there": _("Take it from there (2)"), "both": ""}

    def tell(self, one: Told | None) -> None:
        """Show what one side did."""
        self.question = None
        self.title.setText(f"{one.kind}: {one.title}".strip(": ") if one else "")
        lines = [_line(each, whole=one.what != words.CHANGED) for each in one.fields] if one else []
        self.before.setText("")
        self.words[0].setPlainText("\n".join(lines))
        self._show(asked=False)

    def choose(self, at: int) -> None:
        """Take the answer at this place."""
        if self.question and at < len(self.question.conflict.answers):
            name = list(_ANSWERS)[at]
            if name in self.question.conflict.answers:
                self._answered(self.question, name)

    def turn(self) -> None:
        """Take the next answer."""
        if self.question:
            now = next((at for at, radio in enumerate(self.radios) if radio.isChecked()), 0)
            self.choose((now + 1) % len(self.question.conflict.answers))

    def _show(self, *, asked: bool) -> None:
        for each in (self.heads[0], self.radios[0], self._other):
            each.setVisible(asked)
        if not asked:
            self.radios[2].hide()
        self.before.setVisible(bool(self.before.text()))


def _words_field(name: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    field.setAccessibleName(name)
    field.setMinimumHeight(field.fontMetrics().lineSpacing() * _LINES // 2 + 12)
    return field
