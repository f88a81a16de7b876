"""An answer while the phone is held: the question in words, what it is understood as, the figure, the events behind it.

What a word was understood as stands in the fields below the question and can be changed there. Enter in the list leads
to the event; «Печать…» makes the page to be signed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, n_, of_screens
from cluster_desk.core.records.fields import Field, Kind
from cluster_desk.core.russian.numbers import group_thousands
from cluster_desk.data.queries.listing import row_class
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document.options import Option, OptionKind, PaperChoice
from cluster_desk.reports.papers import answer as paper
from cluster_desk.rules.answers.answer import Answer, Measure, Question, answer
from cluster_desk.rules.answers.questions import understand
from cluster_desk.settings import ListLook
from cluster_desk.ui.forms.editors import DayEditor, FieldEditor, LineEditor
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.lists.columns import Chip, Column, Row
from cluster_desk.ui.lists.table_view import TableView
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.papers.paper_options import ChoiceBox

_PAUSE = 300  # milliseconds after the last key
_Row = row_class(["id", "when", "name", "count", "told", "event"])
_SHOWN = (
    (paper.MEASURE, paper.KIND, paper.SCHOOL),
    (paper.SINCE, paper.UNTIL, paper.LEVEL),
    (paper.PERSON, paper.WORDS, paper.GRADE),
)
Options = Mapping[str, str]


def asked_options(asked: str | Mapping[str, object]) -> dict[str, str]:
    """Words, or what a list asks about one of its rows, as options of the paper."""
    return {"question": asked} if isinstance(asked, str) else {name: str(value) for name, value in asked.items()}


class AnswerDialog(Dialog):
    """The question, its fields, the answer. `options` are those of the paper."""

    ONLY_SHOWS = True
    HELP = "answers"

    def __init__(
        self,
        read: Reader,
        options: Options,
        print_paper: Callable[[str, Mapping[str, object]], object],
        go_to: Callable[[str, int], object],
        parent: QWidget,
    ) -> None:
        self._read, self._print_paper, self._go_to = read, print_paper, go_to
        self.answer: Answer | None = None
        self._by_fields = not options.get("question")
        self.editors: dict[str, ChoiceBox | FieldEditor] = {}
        self._filling = False
        self.question = QLineEdit(options.get("question", ""))
        self.question.setAccessibleName(_("Question"))
        self.question.setPlaceholderText(_("how many children from Lugovoye in 2026"))
        self.figure = widgets.label("", "title", wrap=True)
        self.figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trouble = widgets.label("", "bad", wrap=True)
        self.notes = widgets.label("", "quiet", wrap=True)
        self.table = TableView(_("Events behind the figure"), self._columns(), ListLook())
        fields = self._fields(options)
        body = widgets.stack(
            spacing=8,
            of=(self.question, fields, widgets.line(), self.figure, self.trouble, (self.table, 1), self.notes),
        )
        super().__init__(_("Answer to a question of the log"), "", body, _("Print…"), parent)
        self.cancel.setText(_("Close"))
        self.copy_button = widgets.button(_("Copy"), self.copy, icon="copy")
        self.add_aside(self.copy_button)
        self.resize(860, 640)
        self.table.opened.connect(self.open_event)
        self._soon = widgets.later(self, _PAUSE, self._question_changed)
        self.question.textEdited.connect(lambda _text: self._soon.start())
        self._fields_soon = widgets.later(self, _PAUSE, self._fields_changed)
        if self._by_fields:
            self.reload()
        else:
            self._question_changed()

    def take(self) -> None:
        """Show the page to be signed."""
        if self._soon.isActive() or self._fields_soon.isActive():  # typed a moment ago: shown first
            is_typed = self._soon.isActive()
            self._soon.stop()
            self._fields_soon.stop()
            (self._question_changed if is_typed else self.reload)()
            return
        if self.answer is None:
            return
        options = self.options()
        self.accept()
        self._print_paper("answer", options)

    def options(self) -> dict[str, str]:
        """What is asked, as the paper is told it: by the fields, which show what the words were understood as."""
        return {name: _value(editor) for name, editor in self.editors.items()}

    def open_event(self, key: int) -> None:
        """Show the event of a line."""
        if self.answer is None:
            return
        line = (*self.answer.lines, *self.answer.not_counted)[key - 1]
        self.accept()
        self._go_to("Event", line.event)

    def copy(self) -> None:
        """The figure with the question into the clipboard."""
        QGuiApplication.clipboard().setText(f"{self.question.text()}: {self.figure.text()}".lstrip(": "))

    def reload(self) -> None:
        """Ask the log by the fields."""
        try:
            meant = paper.question_of(self._read, self.options())
            paper.refuse_unknown(meant)
            self._show(answer(self._read, meant.question, self._read.today(), of_screens()), "")
        except (UserError, ValueError) as error:
            self._show(None, error.what if isinstance(error, UserError) else _("Choose what is asked."))

    def _question_changed(self) -> None:
        meant = understand(self._read, self.question.text(), self._read.today())
        self._fill(meant.question)
        try:
            paper.refuse_unknown(meant)
        except UserError as error:
            self._show(None, f"{error.what} {error.do}")
            return
        self.reload()

    def _fields_changed(self) -> None:
        if not self._filling:
            self.reload()

    def _fill(self, asked: Question) -> None:
        """Let the fields show what the words were understood as."""
        self._filling = True
        values = {
            paper.MEASURE.name: asked.measure.value,
            paper.KIND.name: paper.kind_code(asked.kinds),
            paper.SCHOOL.name: str(asked.organization_id or ""),
            paper.SINCE.name: asked.start.isoformat() if asked.start else "",
            paper.UNTIL.name: asked.end.isoformat() if asked.end else "",
            paper.LEVEL.name: asked.level.value if asked.level else "",
            paper.PERSON.name: asked.person,
            paper.WORDS.name: " ".join(asked.words),
            paper.GRADE.name: asked.classes,
        }
        for name, value in values.items():
            _set(self.editors[name], value)
        self._fields_soon.stop()
        self._filling = False

    def _show(self, told: Answer | None, trouble: str) -> None:
        self.answer = told
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self.main.setEnabled(told is not None)
        self.copy_button.setEnabled(told is not None)
        self.figure.setText(_figure_words(told) if told else "—")
        lines = (*told.lines, *told.not_counted) if told else ()
        self.table.set_rows([_Row(n, one.when, one.name, one.count, one.told or one.why, one.event)
                             for n, one in enumerate(lines, 1)])  # fmt: skip
        if lines:
            self.table.go_to(1)
        self.notes.setText("\n".join(told.notes) if told else "")
        self.notes.setVisible(bool(told and told.notes))

    def _fields(self, options: Options) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for row, shown in enumerate(_SHOWN):
            for column, option in enumerate(shown):
                editor = self._editor(option, options.get(option.name, ""))
                label = widgets.label(_(option.label), "small")
                label.setBuddy(editor)
                grid.addWidget(label, 2 * row, column)
                grid.addWidget(editor, 2 * row + 1, column)
                grid.setColumnStretch(column, 1)
                self.editors[option.name] = editor
        holder = QWidget()
        holder.setLayout(grid)
        return holder

    def _editor(self, option: Option, value: str) -> ChoiceBox | FieldEditor:
        if option.kind is OptionKind.CHOICE:
            every = option.choices(self._read)
            choices: list[PaperChoice] = [one for one in every if one.code or option is not paper.MEASURE]
            box = ChoiceBox(choices, value or (Measure.PEOPLE.value if option is paper.MEASURE else ""), self._edited)
            box.setAccessibleName(_(option.label))
            return box
        kind, make = (Kind.DAY, DayEditor) if option.kind is OptionKind.DAY else (Kind.TEXT, LineEditor)
        editor = make(Field(option.name, option.label, kind))
        _set(editor, value)
        editor.changed.connect(self._edited)
        return editor

    def _edited(self) -> None:
        """A field was changed by hand; while the fields are filled nothing is asked."""
        soon = getattr(self, "_fields_soon", None)
        if soon is not None and not self._filling:
            soon.start()

    def _columns(self) -> list[Column]:
        return [
            Column("when", N_("When"), width=130),
            Column("name", N_("What"), width=320, elastic=True),
            Column("count", N_("Number"), "number", width=96, chip=self._count_chip),
            Column("told", N_("As written down"), width=220, quiet=True),
        ]

    @staticmethod
    def _count_chip(row: Row) -> Chip | None:
        return Chip(_("not counted"), "warn", filled=False) if row.count is None else None


def _figure_words(told: Answer) -> str:
    """«439 участий · 28 мероприятий · не учтено 8»."""
    parts = [_units(told) % group_thousands(told.figure)]
    if told.question.measure is not Measure.EVENTS:
        parts.append(n_("%d event", "%d events", len(told.lines)) % len(told.lines))
    if told.not_counted:
        count = len(told.not_counted)
        parts.append(n_("%d not counted", "%d not counted", count) % count)
    return " · ".join(parts)


def _units(told: Answer) -> str:
    """What the figure counts, in the language of the screen: papers have `Answer.unit`, which is Russian."""
    count = told.figure
    return {
        Measure.PEOPLE: n_("%s participation", "%s participations", count),
        Measure.EVENTS: n_("%s event", "%s events", count),
        Measure.ORGANIZATIONS: n_("%s organization", "%s organizations", count),
        Measure.WINNERS: n_("%s winner", "%s winners", count),
    }[told.question.measure]


def _value(editor: ChoiceBox | FieldEditor) -> str:
    value = editor.value()
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")


def _set(editor: ChoiceBox | FieldEditor, value: str) -> None:
    if isinstance(editor, ChoiceBox):
        editor.setCurrentIndex(max(0, editor.findData(value)))
    elif isinstance(editor, DayEditor):
        editor.set_value(dt.date.fromisoformat(value) if value else None)
    else:
        editor.set_value(value)
