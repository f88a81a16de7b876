"""The next meeting of the council: when it is and what of it is ready."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from cluster_desk.core.language import _, n_
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries import today as waiting
from cluster_desk.data.queries.reader import Reader


class Check(NamedTuple):
    """Whether something of a meeting is ready: `done` is None where nobody can tell. `key` says what helps."""

    key: Literal["agenda", "speakers", "place", "seats", "names", "invitations", "papers"]
    text: str
    done: bool | None


class NextMeeting(NamedTuple):
    """The next meeting of the council and what of it is ready."""

    row: int
    number: int | None
    day: dt.date
    time: str
    place: str
    theme: str
    days_left: int
    checks: Sequence[Check]


def printed_key(paper: str, meeting: str) -> str:
    """What a paper of a meeting (its uuid) is remembered by when it was printed or saved."""
    return f"{paper}:{meeting}"


def next_meeting(read: Reader, day: dt.date, printed: Mapping[str, str]) -> NextMeeting | None:
    """The next meeting from a day on; `printed` tells when papers were made (see `printed_key`)."""
    one = waiting.next_meeting(read, day.isoformat())
    if one is None:
        return None
    held = dt.date.fromisoformat(one.day)
    checks = [_agenda_check(one)]
    if one.without_speaker:
        text = n_("%d question has no speaker", "%d questions have no speaker", one.without_speaker)
        checks.append(Check("speakers", text % one.without_speaker, done=False))
    if not one.time or not one.place:
        missing = _("The time is not told") if one.place else _("The place is not told")
        checks.append(
            Check("place", missing if one.time or one.place else _("Time and place are not told"), done=False)
        )
    if not one.seats:
        checks.append(_council_check(read))
    else:
        checks.append(_printed_check("invitations", one, printed))
    checks.append(_printed_check("papers", one, printed))
    return NextMeeting(one.id, one.number, held, one.time, one.place, one.theme, (held - day).days, checks)


def _council_check(read: Reader) -> Check:
    """What is said where nobody can be invited: those who speak in the documents read may be taken into the council."""
    if not read.value("SELECT EXISTS (SELECT 1 FROM council_seats WHERE body_id IS NULL)"):
        from cluster_desk.rules.people_named import names_of_file

        if named := sum(one.speaks for one in names_of_file(read)):
            text = n_(
                "Nobody is in the council yet; %d speaker of the documents may be taken into it",
                "Nobody is in the council yet; %d speakers of the documents may be taken into it",
                named,
            )
            return Check("names", text % named, done=False)
    return Check("seats", _("The council has no members yet: there is nobody to invite"), done=False)


def _agenda_check(one: waiting.MeetingPapers) -> Check:
    if not one.questions:
        return Check("agenda", _("The agenda is empty"), done=False)
    text = n_("Agenda: %d question", "Agenda: %d questions", one.questions) % one.questions
    return Check("agenda", text, done=True)


PRINTED = "printed"
"""How a paper was made that went to a printer; one that was saved tells the name of its format instead."""

MEETING_PAPERS = {"invitations": ("invitations",), "papers": ("pack", "agenda")}
"""The papers of a meeting that are remembered when they are made, by what they are checked for."""


def _printed_check(
    key: Literal["invitations", "papers"], one: waiting.MeetingPapers, printed: Mapping[str, str]
) -> Check:
    """Whether papers were made, as far as this computer remembers; that none was is not told as a fact."""
    days = [printed[at] for paper in MEETING_PAPERS[key] if (at := printed_key(paper, one.uuid)) in printed]
    if days:
        return Check(key, _made_words(key, max(days)), done=True)
    untold = _("Invitations: not printed here yet") if key == "invitations" else _("Agenda: not printed here yet")
    return Check(key, untold, done=None)


def _made_words(key: str, made: str) -> str:
    """«Повестка сохранена в PDF 30.11.2026»: `made` is a moment and, after a space, how it was made.

    Earlier versions remembered no way: then it was printed or saved.
    """
    moment, _space, way = made.partition(" ")
    invited, values = key == "invitations", {"day": show_day(dt.date.fromisoformat(moment[:10])), "way": way}
    if way == PRINTED:
        words = _("Invitations printed on %(day)s") if invited else _("Agenda printed on %(day)s")
    elif way:
        words = _("Invitations saved as %(way)s on %(day)s") if invited else _("Agenda saved as %(way)s on %(day)s")
    else:
        words = _("Invitations made on %(day)s") if invited else _("Agenda made on %(day)s")
    return words % values


def meeting_name(number: int | None, theme: str, body: str = "") -> str:
    """«Заседание № 14. Итоги I четверти»; of a body beside the council: «РМО учителей: заседание № 2. …»."""
    name = _("Meeting №\u00a0%d") % number if number else _("Meeting")
    name = f"{body}: {name[:1].lower()}{name[1:]}" if body else name
    return f"{name}. {theme}" if theme else name
