"""The check before printing: what looks wrong, each with the place to jump to. Nothing is blocked by it.

Of the council's meetings: themes and agendas that were copied and not changed, and what an agenda leaves blank.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from cluster_desk.core.deadlines.days_off import DaysOff
from cluster_desk.core.language import _
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.calendar import days_off
from cluster_desk.data.queries.council import MeetingFacts, every_meeting
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.checks import plans as check_plans
from cluster_desk.rules.checks.members import membership_findings
from cluster_desk.rules.checks.wording import odd_years
from cluster_desk.rules.council.agenda_gaps import agenda_gaps
from cluster_desk.rules.findings import Finding, FindingKind

_REPORTS_UNTIL = 3
"""Till the end of March a meeting may still sum up the year before."""
_FEWEST = 2


def meeting_findings(read: Reader) -> list[Finding]:
    """Everything that looks wrong in meetings, the earliest first."""
    topics: dict[int, list[str]] = defaultdict(list)
    for meeting, topic in read.rows("SELECT meetings_id, topic FROM agenda_items ORDER BY meetings_id, place"):
        topics[meeting].append(fold(topic).strip(" .;"))
    free = days_off(read)
    findings: list[Finding] = []
    agendas: dict[tuple[str, ...], MeetingFacts] = {}
    gaps = agenda_gaps(read)
    for meeting in reversed(every_meeting(read)):
        if meeting.day:
            findings += _of_theme(meeting)
            findings += _of_day(meeting, free)
        findings += [_at(meeting, FindingKind.BLANK, text, text) for text in gaps.get(meeting.id, ())]
        if not meeting.day:
            continue
        agenda = tuple(topics[meeting.id])
        earlier = agendas.setdefault(agenda, meeting)
        if earlier is not meeting and len(agenda) >= _FEWEST:
            text = _("The agenda repeats that of the meeting of %s.") % _day(earlier)
            findings.append(_at(meeting, FindingKind.COPIED, text, "\n".join(agenda)))
    return findings


def _of_theme(meeting: MeetingFacts) -> Iterator[Finding]:
    day = dt.date.fromisoformat(meeting.day)
    years = [day.year] if day.month > _REPORTS_UNTIL else [day.year - 1, day.year]
    years_said = {year for year in odd_years(meeting.theme, [day.year]) if year not in years}
    if day.month > _REPORTS_UNTIL and str(day.year - 1) in meeting.theme and str(day.year) not in meeting.theme:
        years_said.add(day.year - 1)
    for year in sorted(years_said):
        text = _("The theme still says %(year)d: “%(theme)s”.") % {"year": year, "theme": meeting.theme}
        yield _at(meeting, FindingKind.YEAR, text, meeting.theme)


def _of_day(meeting: MeetingFacts, free: DaysOff) -> Iterator[Finding]:
    reason = free.reason(dt.date.fromisoformat(meeting.day))
    if reason:
        yield _at(meeting, FindingKind.DAY_OFF, f"{reason}.", meeting.day)


def _day(meeting: MeetingFacts) -> str:
    return ".".join(reversed(meeting.day.split("-"))) or meeting.day_words or "—"


def _at(meeting: MeetingFacts, kind: FindingKind, text: str, about: str) -> Finding:
    where = _("Meeting of %s") % _day(meeting)
    return Finding(kind, Meeting, meeting.id, where, text, about)


def check(read: Reader, plans: Iterable[int] | None = None) -> list[Finding]:
    """What looks wrong in these plans, judged ones left out.

    When None in all, in the council's meetings too, and whose membership this year's papers may tell wrong.
    """
    wanted = list(plans) if plans is not None else [row for (row,) in read.rows("SELECT id FROM plans ORDER BY id")]
    findings = [one for plan in wanted for one in check_plans.findings(read, plan)]
    findings += check_plans.equal_tables(read, wanted)
    if plans is None:
        findings += meeting_findings(read)
        findings += membership_findings(read, dt.date(read.today().year, 1, 1))
    return _not_judged(read, findings)


def check_meetings_only(read: Reader, meeting: int | None = None) -> list[Finding]:
    """What looks wrong in the council's meetings, or in one of them, judged ones left out."""
    findings = meeting_findings(read)
    return _not_judged(read, [one for one in findings if meeting in (None, one.row)])


def check_members(read: Reader, on: dt.date) -> list[Finding]:
    """Whose membership on a day is doubtful, judged ones left out."""
    return _not_judged(read, membership_findings(read, on))


def member_doubts(read: Reader, days: Iterable[dt.date]) -> list[str]:
    """Sentences about whose membership is doubtful on `days`, the earliest first; what holds of several days once."""
    told: dict[str, str] = {}
    for day in sorted(set(days)):
        for one in check_members(read, day):
            told.setdefault(one.key, one.sentence)
    return list(told.values())


def _not_judged(read: Reader, findings: list[Finding]) -> list[Finding]:
    quiet = {key for (key,) in read.rows("SELECT finding FROM judged_fine")}
    return [one for one in findings if one.key not in quiet]
