"""What the parts of a meeting's screen share: how a change is stored, names to offer, the line of the quorum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.names import shorten
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.matching import declension
from cluster_desk.data.queries.members import choosable_people
from cluster_desk.data.queries.minutes import Roll, roll_of
from cluster_desk.data.queries.reader import Reader
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.council.dialogs import SpeakerChoice


class QuorumLine(QWidget):
    """«Кворум есть: 9 из 11», and under it how many are needed."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = QLabel()
        self.words = widgets.label("")
        self.needed = widgets.label("", "small")
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
        """Those to choose a speaker from: the council first, then all people, each with a post."""
        meeting = self._meeting()
        day = (meeting.day if meeting else None) or self._today()
        results = [
            SpeakerChoice(f"{shorten(seat.name)}, {_(seat.role.label)}", seat.person_id)
            for seat in seat_holders(self._read, day)
            if seat.name
        ]
        for person in choosable_people(self._read):
            name = shorten(person.title)
            results.append(SpeakerChoice(f"{name}, {person.detail}" if person.detail else name, person.id))
        return results

    def names(self) -> list[str]:
        """Names to write into minutes: those present first, then all people."""
        meeting, present = self._meeting(), []
        if meeting is not None and meeting.id is not None:
            present = [shorten(seat.came) for seat in roll_of(self._read, meeting.id).seats if seat.came]
        others = [shorten(person.title) for person in choosable_people(self._read)]
        return list(dict.fromkeys([*present, *others]))

    def heard(self, name: str) -> str:
        """A name as «слушали» says it: whom, where that is sure or was told once."""
        full = next((one.title for one in choosable_people(self._read) if shorten(one.title) == name), name)
        forms = declension(self._read)
        whom = forms.person(name, Case.ACCUSATIVE, forms.sex(full))
        return f"{whom.words if whom.sure else name} "
