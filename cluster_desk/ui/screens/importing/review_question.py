"""The doubt of the row that has the keyboard: its sentence, its answers, a day to type where one is needed."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QLineEdit, QRadioButton, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.russian.dates import read_day, show_day
from cluster_desk.exchange.importing.proposal import ProposedRow, Question
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.tokens import DATE_WIDTH, MARGIN_LEFT, MARGIN_RIGHT

_GAP, _LINE, _TOP = 22, 30, 34
_TITLE = 22
"""How high a sentence of one line is."""


class QuestionPanel(QWidget):
    """Shows one question of a row; tells `answered` with the answer's place, `day_typed` with a day that was typed."""

    answered = Signal(int)
    day_typed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self.question: Question | None = None
        self.radios: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        self._image = QLabel(self)
        self.title = widgets.ElidedLabel("", "strong", lines=2)
        self.hint = widgets.label("", "small")
        self.day = QLineEdit(self)
        self.day.setPlaceholderText(_("day, as 22.10.2026"))
        self.day.setAccessibleName(_("Day of the meeting"))
        self.day.setFixedWidth(DATE_WIDTH * 2)
        self.day.editingFinished.connect(self._day_typed)
        for child in (self.title, self.hint):
            child.setParent(self)
        self.show_row(None, 0)

    def show_row(self, row: ProposedRow | None, number: int) -> None:
        """Show the first open question of `row`, the row's number counted from one; a settled one when none is open."""
        questions = (row.open_questions or row.questions) if row and not row.skipped else []
        self.question = questions[0] if questions else None
        for radio in self.radios:
            self._group.removeButton(radio)
            radio.hide()
            radio.deleteLater()
        self.radios = [self._radio(place) for place in range(len(self.question.answers))] if self.question else []
        self.title.set_whole(self._title(row, number))
        self.hint.setText(
            _("The answer holds for the same words all over this document") if questions and questions[0].words else ""
        )
        self.day.setVisible(bool(self.question and self.question.takes_day))
        self.day.setText(show_day(self.question.day) if self.question and self.question.day else "")
        state = "question_circle_filled" if row and row.open_questions else "info"
        self._image.setPixmap(picture(state, 16, "warn" if row and row.open_questions else "text2", self))
        self._image.setVisible(row is not None)
        self._place()

    def _title(self, row: ProposedRow | None, number: int) -> str:
        if row is None:
            return ""
        place = row.place() or _("row %(number)d") % {"number": number}
        place = place[:1].upper() + place[1:]
        if self.question is None:
            return f"{place}: {row.remark()}"
        further = len(row.open_questions)
        text = f"{place}. {self.question.text}"
        return f"{text} ({_('and %(count)d more') % {'count': further - 1}})" if further > 1 else text

    def _radio(self, place: int) -> QRadioButton:
        assert self.question is not None
        radio = QRadioButton(self.question.answers[place].label, self)
        radio.setToolTip(widgets.tip(self.question.answers[place].label))
        radio.setChecked(place == self.question.chosen and self.question.day is None)
        radio.clicked.connect(lambda *_: self.answered.emit(place))
        self._group.addButton(radio)
        radio.show()
        return radio

    def _day_typed(self) -> None:
        day = read_day(self.day.text(), dt.date.today().year) if self.day.text().strip() else None
        wrong = bool(self.day.text().strip()) and day is None
        if self.day.property("problem") != wrong:
            theme.set_tone(self.day, "problem", wrong)
            self.day.setToolTip(_("There is no such date. Write it like 22.10.2026.") if wrong else "")
        if day is not None and self.question is not None and day != self.question.day:
            self.day_typed.emit(day)

    def sizeHint(self) -> QSize:
        return QSize(600, self._height(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def _height(self, width: int) -> int:
        return self._top() + _LINE * max(1, len(self._lines(width))) + 4

    def _top(self) -> int:
        """Where the answers begin: below the last line of the sentence."""
        return _TOP + max(self.title.height() - _TITLE, 0)

    def _lines(self, width: int) -> list[list[QWidget]]:
        """The fields of the answers, as many in a line as there is room for."""
        fields: list[QWidget] = [*([self.day] if self.question and self.question.takes_day else []), *self.radios]
        lines: list[list[QWidget]] = []
        room = 0
        for each in fields:
            wanted = _wide(each) + _GAP
            if not lines or wanted > room:
                lines.append([])
                room = width - MARGIN_LEFT - MARGIN_RIGHT
            lines[-1].append(each)
            room -= wanted
        return lines

    def _place(self) -> None:
        """Lay out by hand: answers flow into as many lines as they need, and the panel is as high as they are."""
        hint = self.hint.sizeHint().width() if self.hint.text() else 0
        left = MARGIN_LEFT + 24
        self._image.setGeometry(MARGIN_LEFT, 9, 16, 16)
        self.title.setGeometry(left, 6, max(self.width() - left - hint - MARGIN_RIGHT - 12, 40), _TITLE)
        top = self._top()
        self.hint.setGeometry(self.width() - hint - MARGIN_RIGHT, 6, hint, _TITLE)
        for number, line in enumerate(self._lines(self.width())):
            x = MARGIN_LEFT
            for each in line:
                width = min(_wide(each), self.width() - MARGIN_LEFT - MARGIN_RIGHT)
                each.setGeometry(x, top + number * _LINE, width, _LINE - 4)
                x += width + _GAP
        self.setFixedHeight(self._height(self.width()))


def _wide(field: QWidget) -> int:
    """How wide a field of an answer is."""
    return max(field.sizeHint().width(), field.minimumWidth())


def accept_doubts(parent: QWidget, doubts: int, *, may_differ: bool) -> bool:
    """Ask whether rows with open questions are to be stored as they are; `may_differ`: from what the file holds."""
    answers = (messages.Answer("accept", _("Accept as read")), messages.Answer("show", _("Show the doubts")))
    told = [_("These rows are then stored as they stand in the document; what the program only supposes is left out.")]
    if may_differ:
        told.append(_("Where the file has other words, the file's stay."))
    message = messages.Message(
        _("Not settled yet: %(count)d") % {"count": doubts},
        " ".join(told),
        icon="question_circle",
        tone="warn",
        answers=answers,
    )
    return messages.ask(parent, message) == "accept"
