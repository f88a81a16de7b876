"""What a meeting's screen gives its parts: how a change is stored, and names to offer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.names import shorten
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.members import Case
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.members import choosable_people
from cluster_desk.data.queries.minutes import roll_of
from cluster_desk.data.queries.name_forms import declension
from cluster_desk.data.queries.reader import Reader
from cluster_desk.ui.council.dialogs import Voice

StoreMeeting = Callable[[str, Meeting], list[Problem]]
"""Stores a changed copy of the meeting under the name of the change (a msgid).

Gives what keeps it from being stored, to be said beside the fields; [] when it is stored. Trouble that no field has is
shown at once and given as a problem without a field.
"""


class MeetingNames:
    """Whom the meeting that `meeting` gives may mean, read anew at each asking."""

    def __init__(self, read: Reader, meeting: Callable[[], Meeting | None], today: Callable[[], dt.date]) -> None:
        self._read, self._meeting, self._today = read, meeting, today

    def voices(self) -> list[Voice]:
        """Those to choose a speaker from: the council first, then all people, each with a post."""
        meeting = self._meeting()
        day = (meeting.day if meeting else None) or self._today()
        found = [
            Voice(f"{shorten(seat.name)}, {_(seat.role.label)}", seat.person_id)
            for seat in seat_holders(self._read, day)
            if seat.name
        ]
        for person in choosable_people(self._read):
            name = shorten(person.title)
            found.append(Voice(f"{name}, {person.detail}" if person.detail else name, person.id))
        return found

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
