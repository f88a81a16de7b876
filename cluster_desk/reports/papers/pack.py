"""The pack for a council meeting: agenda, the last minutes, open decisions and attached PDFs in one PDF."""

from __future__ import annotations

from pathlib import Path

from cluster_desk.core.language import N_
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.russian.dates import BLANK_DAY, day_in_words
from cluster_desk.data.queries.council import MeetingFacts, list_meetings
from cluster_desk.data.queries.minutes import list_decisions
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import Document, Enclosure, Heading, titles
from cluster_desk.reports.document.options import ON_DAY, Option, OptionKind, Options, day_of, resolve_options
from cluster_desk.reports.papers import agenda, decisions, minutes
from cluster_desk.reports.shared.bodies import BODY, body_words
from cluster_desk.reports.shared.heads import body_head
from cluster_desk.reports.shared.meetings import MEETING, meeting_of

ENCLOSED = Option("enclosed", N_("Attached PDFs"), OptionKind.FILES)
OPTIONS = (MEETING, ENCLOSED, ON_DAY)


def build(read: Reader, options: Options) -> Document:
    """The pack of the meeting that `options` name; without earlier minutes or open decisions those are left out."""
    meeting = meeting_of(read, options)
    parts: list[Document | Enclosure] = [agenda.build(read, {**options, agenda.REGISTRATION.name: ""})]
    before = _last_minutes(read, meeting)
    if before:
        parts.append(minutes.build(read, resolve_options(minutes.OPTIONS, read, {MEETING.name: f"id={before.id}"})))
    body = body_words(read, meeting.body_id)
    asked = {decisions.STATE.name: "open", ON_DAY.name: options[ON_DAY.name], BODY.name: str(body.row or "")}
    if any(one.body_id == body.row for one in list_decisions(read, day_of(options))):
        opened = decisions.build(read, resolve_options(decisions.OPTIONS, read, asked))
        parts += [opened] if decisions.lists_any(opened) else []
    parts += [_enclosure(Path(entry)) for entry in options.get(ENCLOSED.name, "").split("\n") if entry]
    day = day_in_words(meeting.day) if meeting.day else meeting.day_words or BLANK_DAY
    blocks = (
        *body_head(read, body),
        *titles("МАТЕРИАЛЫ", f"заседания {body.of}", day),
        Heading("СОДЕРЖАНИЕ", 2, size=13, before=10, after=8),
    )
    return Document(f"Материалы заседания {day}", blocks, appended=tuple(parts))


def _last_minutes(read: Reader, meeting: Meeting) -> MeetingFacts | None:
    """The latest meeting before this one at which something was decided, as far as that is past."""
    held = {one.meeting_id for one in list_decisions(read, read.today())}
    until = meeting.day.isoformat() if meeting.day else "9999"
    earlier = [one for one in list_meetings(read, meeting.body_id) if one.day and one.day < until and one.id in held]
    return earlier[0] if earlier else None


def _enclosure(path: Path) -> Enclosure:
    return Enclosure(path.stem, path)
