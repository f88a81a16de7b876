"""What the screen of a meeting asks: speakers, stand-ins, a year to repeat, confirming and unlocking the minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _, n_
from cluster_desk.core.records.council import AgendaItem, Meeting, MinutesState, Speaker
from cluster_desk.core.records.fields import fields_of
from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.dates import show_day, weekday_name
from cluster_desk.core.russian.names import shorten
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.matching import declension, names_in_words
from cluster_desk.data.queries.members import choosable_people
from cluster_desk.data.queries.minutes import Roll, Seated, roll_of
from cluster_desk.data.queries.reader import Reader
from cluster_desk.desk import Desk
from cluster_desk.rules.council.agenda_gaps import agenda_gaps
from cluster_desk.rules.council.minutes import confirmation_doubts
from cluster_desk.rules.council.problems import day_next_time
from cluster_desk.ui.forms.cases_dialog import CasesDialog, doubtful
from cluster_desk.ui.forms.editors import DayEditor
from cluster_desk.ui.forms.link_editor import offer_names
from cluster_desk.ui.forms.problem_line import ProblemLine
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.items import ENTER

_SPEAKER = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class SpeakerChoice:
    """Somebody to choose: the words that stand on the paper, and the person they mean."""

    words: str
    person_id: int | None


def speakers_in(words: str, name_choices: Sequence[SpeakerChoice]) -> list[Speaker]:
    """The speakers that a line names, one or several behind «;»; words of somebody known mean that person."""
    known = {fold(entry.words): entry.person_id for entry in name_choices}
    named = filter(None, (part.strip() for part in words.split(";")))
    return [Speaker(words=each, person_id=known.get(fold(each))) for each in named]


class SpeakersDialog(Dialog):
    """Edits the speakers of `item`; `speakers` gives them when accepted."""

    def __init__(self, item: AgendaItem, name_choices: Sequence[SpeakerChoice], parent: QWidget) -> None:
        self._name_choices = {fold(entry.words): entry for entry in name_choices}
        self.list = QListWidget()
        self.field = widgets.line_edit(_("New speaker"), _("Name, post: choose or type, then Enter"))
        column = widgets.stack(spacing=8, of=(self.field, (self.list, 1)))
        line = widgets.row()
        for text, icon, do in (
            (_("Up"), "arrow_up", lambda: self.shift(-1)),
            (_("Down"), "arrow_down", lambda: self.shift(1)),
            (_("Remove"), "delete", self.remove_current),
        ):
            button = widgets.button(text, do, look="small", icon=icon)
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        super().__init__(_("Speakers"), item.topic, column, _("Take"), parent)
        self.resize(520, 400)
        self._set_up([entry.words for entry in name_choices])
        for speaker in item.speakers:
            self._append(speaker.copy())
        self.field.setFocus()

    def speakers(self) -> list[Speaker]:
        """Those in the list, in its order, their words as they stand there now."""
        results = []
        for place in range(self.list.count()):
            item = self.list.item(place)
            speaker: Speaker = item.data(_SPEAKER)
            words = item.text().strip()
            if words != speaker.words:
                entry = self._name_choices.get(fold(words))
                # A few letters mended do not make it another person; other words choose another, or nobody known.
                speaker.person_id = entry.person_id if entry else speaker.person_id
                speaker.words = words
            if words:
                results.append(speaker)
        return results

    def add(self, words: str) -> None:
        """Put somebody at the end of the list; words of somebody known mean that person."""
        if words.strip():
            entry = self._name_choices.get(fold(words))
            self._append(Speaker(words=words.strip(), person_id=entry.person_id if entry else None))
            self.list.setCurrentRow(self.list.count() - 1)

    def shift(self, by: int) -> None:
        """Move the current speaker up (-1) or down (1)."""
        place = self.list.currentRow()
        if place >= 0 and 0 <= place + by < self.list.count():
            self.list.insertItem(place + by, self.list.takeItem(place))
            self.list.setCurrentRow(place + by)

    def remove_current(self) -> None:
        """Take the current speaker out of the list."""
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())

    def take(self) -> None:
        self.add(self.field.text())
        self.field.clear()
        self.accept()

    def _set_up(self, words: Sequence[str]) -> None:
        self.list.setAccessibleName(_("Speakers"))
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        offer_names(self.field, words)
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)

    def _append(self, speaker: Speaker) -> None:
        item = QListWidgetItem(speaker.words)
        item.setData(_SPEAKER, speaker)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.list.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the field adds; an empty field's Enter takes all. In the list Delete and Alt with arrows work."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if watched is self.field and event.key() in ENTER:
            if self.field.text().strip():
                self.add(self.field.text())
                self.field.clear()
            else:
                self.take()
            return True
        if watched is self.field and event.key() == Qt.Key.Key_Down and self.list.count() and not self.field.text():
            self.list.setFocus()
            self.list.setCurrentRow(max(0, self.list.currentRow()))
            return True
        if watched is self.list and event.key() == Qt.Key.Key_Delete:
            self.remove_current()
            return True
        if watched is self.list and alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        return super().eventFilter(watched, event)


class StandInDialog(Dialog):
    """`stand_in` and `reason` hold what was typed; with both empty the seat is marked as absent."""

    def __init__(self, seat: Seated, names: Sequence[str], parent: QWidget) -> None:
        hint = _("Name, post: choose or type")
        self.stand_in = widgets.line_edit(_("Who stands in"), hint, text=seat.stand_in)
        self.reason = widgets.line_edit(_("Why absent"), text=seat.reason)
        column = widgets.stack(spacing=6)
        for field in (self.stand_in, self.reason):
            widgets.fill(column, widgets.label(field.accessibleName(), "field"), field)
        body = widgets.holder(column)
        super().__init__(seat.name, _("The stand-in counts for the quorum and votes."), body, _("Take"), parent)
        self.resize(460, 260)
        offer_names(self.stand_in, names)
        self.stand_in.setFocus()


class ConfirmDialog(Dialog):
    """Says what is worth a look before the minutes of `title` are confirmed."""

    ONLY_SHOWS = True

    def __init__(self, title: str, doubts: Sequence[str], parent: QWidget) -> None:
        column = widgets.stack(spacing=6)
        for doubt in doubts:
            column.addWidget(widgets.label(f"•\u00a0{doubt}", "warn", wrap=True))
        column.addStretch(1)
        body = widgets.holder(column)
        advice = _("Confirmed minutes are locked: only the fulfilment of decisions changes after that.")
        super().__init__(title, advice, body, _("Confirm"), parent)
        self.resize(480, 180 + 36 * len(doubts))


class UnlockDialog(Dialog):
    """Asks why confirmed minutes are opened again; `reason` holds the words, which must not be empty."""

    def __init__(self, title: str, parent: QWidget) -> None:
        self.reason = widgets.Prose()
        self.reason.setAccessibleName(_("Reason"))
        self.problem = ProblemLine()
        column = widgets.stack(spacing=4, of=(widgets.label(_("Reason"), "field"), (self.reason, 1), self.problem))
        body = widgets.holder(column)
        super().__init__(title, _("The reason stays in the history of the meeting."), body, _("Unlock"), parent)
        self.resize(480, 280)
        self.reason.setFocus()

    def take(self) -> None:
        if self.reason.toPlainText().strip():
            self.accept()
        else:
            self.problem.say(_("Fill in “%(field)s”.") % {"field": _("Reason")})
            self.reason.setFocus()


class _Line:
    """One meeting to repeat: whether, and on which day."""

    def __init__(self, meeting: Meeting, day: dt.date) -> None:
        self.meeting = meeting
        number = f"№\u00a0{meeting.number}, " if meeting.number else ""
        old = meeting.day or day
        self.box = QCheckBox(f"{number}{show_day(old)}, {weekday_name(old)}")
        self.box.setChecked(True)
        self.theme = widgets.ElidedLabel(meeting.theme, lines=2)
        self.day = DayEditor(fields_of(Meeting)["day"])
        self.day.set_value(day)
        self.day.line.setAccessibleName(_("New date for %(meeting)s") % {"meeting": self.box.text()})
        self.week_day = widgets.label("", "quiet")
        self.box.toggled.connect(self.day.setEnabled)
        self.day.changed.connect(self.inform)
        self.day.left.connect(self.inform)
        self.inform()

    def inform(self) -> None:
        """Say which day of the week the new day is."""
        day = self.day.value()
        self.week_day.setText(weekday_name(day) if isinstance(day, dt.date) else _("no such date"))


class RepeatDialog(Dialog):
    """Gives the meetings chosen with their new days by `chosen`."""

    def __init__(self, meetings: Sequence[Meeting], today: dt.date, parent: QWidget) -> None:
        self._meetings = sorted((one for one in meetings if one.day), key=lambda one: one.day or dt.date.min)
        years = sorted({one.day.year for one in self._meetings if one.day}, reverse=True)
        self.year = QComboBox()
        self.year.addItems([str(year) for year in years])
        self.year.setCurrentIndex(next((place for place, year in enumerate(years) if year <= today.year), 0))
        self.year.setAccessibleName(_("Year to repeat"))
        self.lines: list[_Line] = []
        self._grid = QGridLayout()
        self.problem = ProblemLine()
        super().__init__(
            _("Repeat the meetings of a year"),
            _("Place, time, themes and agendas are copied. The dates are proposed on the same day of the week."),
            self._body(),
            _("Create"),
            parent,
        )
        self.resize(720, 460)
        self.year.currentTextChanged.connect(self._fill)
        self._fill(self.year.currentText())

    def chosen(self) -> list[tuple[Meeting, dt.date]]:
        """The meetings to repeat, each with its new day."""
        pairs = [(line.meeting, line.day.value()) for line in self.lines if line.box.isChecked()]
        return [(meeting, day) for meeting, day in pairs if isinstance(day, dt.date)]

    def take(self) -> None:
        wrong = [line for line in self.lines if line.box.isChecked() and not isinstance(line.day.value(), dt.date)]
        if wrong:
            self.problem.say(_("There is no such date. Write it like 22.10.2026."))
            wrong[0].day.setFocus()
            return
        if self.chosen():
            self.accept()

    def _body(self) -> QWidget:
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        area = widgets.scrolled(widgets.holder(widgets.stack(of=(self._grid, widgets.GAP))))
        top = widgets.row(of=(widgets.label(_("Meetings of the year"), "field"), self.year, widgets.GAP))
        column = widgets.stack(spacing=8, of=(top, (area, 1), self.problem))
        return widgets.holder(column)

    def _fill(self, year: str) -> None:
        widgets.clear(self._grid)
        self.lines = []
        if not year:
            return
        for meeting in self._meetings:
            if meeting.day and meeting.day.year == int(year):
                self._add_line(_Line(meeting, day_next_time(meeting.day, int(year) + 1)))
        self._show_count()

    def _add_line(self, line: _Line) -> None:
        place = len(self.lines)
        for column, widget in enumerate((line.box, line.theme, line.day, line.week_day)):
            self._grid.addWidget(widget, place, column)
        line.box.toggled.connect(self._show_count)
        self.lines.append(line)

    def _show_count(self) -> None:
        count = sum(line.box.isChecked() for line in self.lines)
        self.main.setText(n_("Create %d meeting", "Create %d meetings", count) % count)
        self.main.setEnabled(bool(count))


def ask_before_printing(
    desk: Desk, paper: str, meeting: Meeting, today: dt.date, parent: QWidget, then: Callable[[], object]
) -> None:
    """Ask what `paper` of a meeting needs to be asked and do `then`; at once when there is nothing to ask."""
    if paper == "invitations":
        ask_cases(desk, meeting.day or today, parent, then)
    elif (paper not in ("minutes", "extract") or _goes_without_quorum(desk, meeting, parent)) and _goes_with_gaps(
        desk, paper, meeting, parent
    ):
        then()


def _goes_with_gaps(desk: Desk, paper: str, meeting: Meeting, parent: QWidget) -> bool:
    """Whether the agenda or the minutes are whole, or the user prints them with what is missing."""
    gaps: list[str] = []
    title = ""
    if paper == "agenda" and meeting.id is not None:
        gaps, title = agenda_gaps(desk.read, meeting.id).get(meeting.id, []), _("The agenda is not whole yet")
    elif paper == "minutes" and meeting.minutes_state is not MinutesState.CONFIRMED:
        gaps, title = confirmation_doubts(meeting, quorum=True), _("The minutes are not whole yet")
    return not gaps or messages.confirm(parent, title, "\n".join(gaps), _("Print all the same"))


def _goes_without_quorum(desk: Desk, meeting: Meeting, parent: QWidget) -> bool:
    """Whether the decisions have a quorum, or the user prints them all the same."""
    roll = roll_of(desk.read, meeting.id or 0)
    if not roll.marked or roll.quorum.holds:
        return True
    values = {"present": roll.quorum.present, "seats": roll.quorum.seats}
    return messages.confirm(
        parent,
        _("No quorum: %(present)d of %(seats)d") % values,
        _("There is no quorum: the decisions may be disputed."),
        _("Print all the same"),
        advice=_("The paper will say so in bold."),
    )


def ask_cases(desk: Desk, day: dt.date, parent: QWidget, then: Callable[[], object]) -> CasesDialog | None:
    """Ask once about doubtful datives of the council on `day`, and do `then`; at once when there are none."""
    asked = [pair for seat in seat_holders(desk.read, day) for pair in (("person", seat.name), ("post", seat.position))]
    unsure = [] if desk.read_only else doubtful(desk, list(dict.fromkeys(asked)), [Case.DATIVE])
    if not unsure:
        then()
        return None
    dialog = CasesDialog(desk, unsure, [Case.DATIVE], parent)
    dialog.accepted.connect(then)
    dialog.show_over()
    return dialog


class QuorumLine(QWidget):
    """«Кворум есть: 9 из 11», and under it how many are needed."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = QLabel()
        self.words = widgets.label("")
        self.needed = widgets.label("", "small", wrap=True)
        first = widgets.row(spacing=6, of=(self._icon, (self.words, 1)))
        self.setLayout(widgets.stack(spacing=2, of=(first, self.needed)))

    def show_roll(self, roll: Roll) -> None:
        """Tell the quorum of `roll`."""
        icon, ink = ("checkmark_circle_filled", "ok") if roll.quorum.holds else ("warning_filled", "warn")
        if not roll.marked:
            icon, ink = "circle", "text2"
        self._icon.setPixmap(picture(icon, 16, ink, self))
        self.words.setText(_quorum_words(roll))
        self.needed.setText(_needed_words(roll))


def _quorum_words(roll: Roll) -> str:
    """«Кворум есть: 9 из 11»."""
    values = {"present": roll.quorum.present, "seats": roll.quorum.seats}
    if not roll.marked:
        return _("Nobody is marked yet")
    return (
        _("Quorum: %(present)d of %(seats)d") if roll.quorum.holds else _("No quorum: %(present)d of %(seats)d")
    ) % values


def _needed_words(roll: Roll) -> str:
    """«Нужно не меньше 6. Приглашены: 2»."""
    if not roll.quorum.seats:
        return _("The council has no seats on this day")
    words = _("At least %d needed") % roll.quorum.needed
    return f"{words}. " + _("Invited: %d") % len(roll.guests) if roll.guests else words


StoreMeeting = Callable[[str, Meeting], list[Problem]]
"""Stores a changed copy of the meeting under the name of the change (a msgid).

Gives what keeps it from being stored, to be said beside the fields; [] when it is stored. Trouble that no field has is
shown at once and given as a problem without a field.
"""


class MeetingNames:
    """Whom the meeting that `meeting` gives may mean, read anew at each asking."""

    def __init__(self, read: Reader, meeting: Callable[[], Meeting | None], today: Callable[[], dt.date]) -> None:
        self._read, self._meeting, self._today = read, meeting, today

    def name_choices(self) -> list[SpeakerChoice]:
        """Those to choose a speaker from, each once: the council first, then other people with a post, then words."""
        meeting = self._meeting()
        day = (meeting.day if meeting else None) or self._today()
        results = [
            SpeakerChoice(f"{shorten(seat.name)}, {_(seat.role.label)}", seat.person_id)
            for seat in seat_holders(self._read, day, meeting.body_id if meeting else None)
            if seat.name
        ]
        seated = {entry.person_id for entry in results}
        for person in choosable_people(self._read):
            if person.id in seated:
                continue
            name = shorten(person.title)
            results.append(SpeakerChoice(f"{name}, {person.detail}" if person.detail else name, person.id))
        return results + [SpeakerChoice(words, None) for words in names_in_words(self._read)]

    def names(self) -> list[str]:
        """Names to write into minutes: those present first, then all people."""
        meeting, present = self._meeting(), []
        if meeting is not None and meeting.id is not None:
            present = [shorten(seat.came) for seat in roll_of(self._read, meeting.id).seats if seat.came]
        others = [shorten(person.title) for person in choosable_people(self._read)]
        return list(dict.fromkeys([*present, *others, *names_in_words(self._read)]))

    def heard(self, name: str) -> str:
        """A name as «слушали» says it: whom, where that is sure or was told once."""
        full = next((one.title for one in choosable_people(self._read) if shorten(one.title) == name), name)
        forms = declension(self._read)
        whom = forms.person(name, Case.ACCUSATIVE, forms.sex(full))
        return f"{whom.words if whom.sure else name} "
