"""The option that asks for a meeting, shared by all papers about one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.russian.dates import day_in_figures, read_day
from cluster_desk.data.queries.council import MeetingFacts, every_meeting
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice


def _codes(meetings: Sequence[MeetingFacts]) -> dict[str, MeetingFacts]:
    """Every meeting under words that name it alone: its day, else its №, else its row number.

    Days and numbers are those of the council's meetings; those of other bodies go by their row numbers.
    """
    own = [meeting for meeting in meetings if meeting.body_id is None]
    days = Counter(meeting.day for meeting in own)
    numbers = Counter(meeting.number for meeting in own)

    def code(meeting: MeetingFacts) -> str:
        if meeting.body_id is not None:
            return f"id={meeting.id}"
        if meeting.day and days[meeting.day] == 1:
            return meeting.day
        if meeting.number is not None and numbers[meeting.number] == 1:
            return str(meeting.number)
        return f"id={meeting.id}"

    return {code(meeting): meeting for meeting in meetings}


def _title(meeting: MeetingFacts) -> str:
    """«22.01.2026, № 7: Итоги года», of another body with its name, as far as it is told."""
    day = day_in_figures(meeting.day) if meeting.day else meeting.day_words or _("no date")
    number = f"№\u00a0{meeting.number}" if meeting.number is not None else ""
    head = ", ".join(part for part in (day, number, meeting.body) if part)
    return f"{head}: {meeting.theme}" if meeting.theme else head


def _choices(read: Reader) -> list[PaperChoice]:
    return [PaperChoice(code, _title(meeting)) for code, meeting in _codes(every_meeting(read)).items()]


def _find(read: Reader, text: str) -> list[str]:
    """The codes of the meetings that `text` may mean: a code, a day (22.01.2026 too), a №, "id=" and a row number."""
    words = text.strip().removeprefix("№").strip()
    day = read_day(words, read.today().year)
    codes = _codes(every_meeting(read))
    if words in codes and not words.isdecimal():
        return [words]
    if words.startswith("id="):
        return [code for code, each in codes.items() if words == f"id={each.id}"]
    return [
        code
        for code, each in codes.items()
        if code == words
        or (each.body_id is None and ((day and each.day == day.isoformat()) or str(each.number) == words))
    ]


def _next(read: Reader) -> str:
    """The next meeting from today on, else the last one."""
    codes = _codes(every_meeting(read))
    today = read.today().isoformat()
    coming = [code for code, meeting in codes.items() if meeting.day >= today and meeting.body_id is None]
    return coming[-1] if coming else next(iter(codes), "")


MEETING = Option(
    "meeting",
    N_("Meeting"),
    OptionKind.CHOICE,
    default=_next,
    choices=_choices,
    find=_find,
    required=True,
    nothing=N_("There is no meeting in the file yet: add one in the area “Council”."),
)


def facts_of_meeting(read: Reader, options: Options) -> MeetingFacts | None:
    """What the list knows of the meeting that `options` name; None when they name none that is there."""
    return _codes(every_meeting(read)).get(options.get(MEETING.name, ""))


def meeting_of(read: Reader, options: Options) -> Meeting:
    """The meeting that `options` name. Raises UserError when it is gone."""
    value = facts_of_meeting(read, options)
    meeting = read.load(Meeting, value.id) if value else None
    if meeting is None:
        raise UserError(_("The meeting is no longer in the file."))
    return meeting
