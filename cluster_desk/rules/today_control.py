"""What a day asks for of papers that came in, visits to schools and consents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.deadlines.meaning import Kind
from cluster_desk.core.language import _, n_
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.consents import ConsentFacts, consent_facts, named_in_public
from cluster_desk.data.queries.control import VisitDue, visits
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.today import meetings_of_bodies
from cluster_desk.rules.control import ControlLine, papers_and_recommendations
from cluster_desk.rules.council.next_meeting import meeting_name
from cluster_desk.rules.states import CONSENT_STATES, ConsentState, consent_state
from cluster_desk.rules.today_line import TodayLine, names_in_short

_DUE_SOON = dt.timedelta(days=30)
_LONG = dt.timedelta(days=31)
"""So long after a visit it is asked what was found, and after a publication whether those named consented."""
_LONGEST_WORDS = 24
"""Letters of due words that are told as they were typed."""
_ENDED = dt.timedelta(days=60)
"""So long a consent that ended or was withdrawn is told of."""


def papers_due(read: Reader, day: dt.date) -> tuple[list[TodayLine], int]:
    """Papers and recommendations that are late or due within a month, or of no known day; how many are open in all."""
    lines = papers_and_recommendations(read, day)
    due = [one for one in lines if one.last is None or one.last <= day + _DUE_SOON]
    return [_control_line(one) for one in due], len(lines)


def _control_line(one: ControlLine) -> TodayLine:
    is_paper = one.kind == "incoming"
    as_typed = one.due_words if len(one.due_words) <= _LONGEST_WORDS and not one.is_moved else ""
    days = as_typed or (show_day(one.last) if one.last else one.due_words)
    return TodayLine(
        kind="incoming" if is_paper else "visit",
        row=one.row if is_paper else one.visit,
        title=one.title,
        days=days,
        deadline=Kind.BY.value,
        first=one.last,
        last=one.last,
        haste=one.haste,
        where=one.where,
        who=names_in_short(one.who),
        note="" if one.last else _("no due date"),
    )


def visits_ahead(read: Reader, day: dt.date, until: dt.date) -> list[TodayLine]:
    """The visits to schools of these days of which nothing is written down yet."""
    days = day.isoformat(), until.isoformat()
    return [_visit_line(one) for one in visits(read) if days[0] <= one.day <= days[1] and not one.found]


def bodies_meeting(read: Reader, day: dt.date, until: dt.date) -> list[TodayLine]:
    """The meetings of bodies beside the council on these days; the council's next one has a card of its own."""
    lines = []
    for one in meetings_of_bodies(read, day.isoformat(), until.isoformat()):
        held = dt.date.fromisoformat(one.day)
        lines.append(
            TodayLine(
                kind="meeting",
                row=one.id,
                title=meeting_name(one.number, one.theme, one.body),
                days=show_day(held),
                deadline=Kind.FIXED.value,
                first=held,
                last=held,
                where=one.body,
            )
        )
    return lines


def visits_without_words(read: Reader, day: dt.date) -> list[TodayLine]:
    """The visits of the last month of which nobody wrote down what was found."""
    days = (day - _LONG).isoformat(), day.isoformat()
    note = _("What was found is not written down")
    return [_visit_line(one, note) for one in visits(read) if days[0] <= one.day < days[1] and not one.found]


def _visit_line(one: VisitDue, note: str = "") -> TodayLine:
    day = dt.date.fromisoformat(one.day)
    return TodayLine(
        kind="visit",
        row=one.id,
        title=f"{one.school}: {one.topic}",
        days=show_day(day),
        deadline=Kind.FIXED.value,
        first=day,
        last=day,
        where=_("Visit to a school"),
        who=one.people,
        note=note,
    )


def consents_waiting(read: Reader, day: dt.date) -> tuple[list[TodayLine], int]:
    """Consents withdrawn or ended lately, ending soon or not understood; events published without them."""
    facts = consent_facts(read)
    lines = _without_consent(read, day, facts) + _of_register(facts, day)
    return lines, len(lines)


def _of_register(facts: Sequence[ConsentFacts], day: dt.date) -> list[TodayLine]:
    lines = []
    holds = {one.id: consent_state(one, day) for one in facts}
    for one in facts:
        state, ended = holds[one.id], one.withdrawn_on or one.until
        last = dt.date.fromisoformat(ended) if ended else None
        is_near = last is not None and day - _ENDED <= last <= day + _DUE_SOON
        if not is_near and state is not ConsentState.UNCLEAR:
            continue
        newer = any(
            other.whose == one.whose and other.given_on > one.given_on and holds[other.id] is ConsentState.IN_FORCE
            for other in facts
        )
        if newer and state is not ConsentState.WITHDRAWN:
            continue
        words = _("ends soon") if state is ConsentState.IN_FORCE else _(CONSENT_STATES[state]).partition("|")[0]
        lines.append(
            TodayLine(
                kind="consent",
                row=one.id,
                title=", ".join(part for part in (one.whose, one.about, one.organization) if part),
                days=show_day(last) if last else "",
                deadline=Kind.BY.value,
                first=last,
                last=last,
                haste="soon" if state is ConsentState.IN_FORCE else "late",
                where=_("Consent"),
                note=words,
            )
        )
    return sorted(lines, key=lambda one: (one.last or day, one.title))


def _without_consent(read: Reader, day: dt.date, facts: Sequence[ConsentFacts]) -> list[TodayLine]:
    """Events published lately that name people without a consent, where the office keeps a register of them."""
    named = named_in_public(read, (day - _LONG).isoformat(), day.isoformat()) if facts else []
    if not named:
        return []
    from cluster_desk.rules.consents import Consents, Use  # with its matcher of names: not at every start

    register = Consents(read, day, facts)
    if not register:
        return []
    missing: dict[int, list[str]] = {}
    events: dict[int, tuple[str, str]] = {}
    for one in named:
        answer = register.of(one.words, Use.NAME, person_id=one.person_id, organization_id=one.organization_id)
        if not answer.allows:
            missing.setdefault(one.event_id, []).append(one.words.split(",")[0])
            events[one.event_id] = one.event, one.day
    lines = []
    for row, names in missing.items():
        name, when = events[row]
        held = dt.date.fromisoformat(when)
        words = n_("%d person named without a sure consent", "%d people named without a sure consent", len(names))
        lines.append(
            TodayLine(
                kind="event",
                row=row,
                title=" ".join(name.split()),
                days=show_day(held),
                deadline=Kind.FIXED.value,
                first=held,
                last=held,
                where=_("Published"),
                who=names_in_short(names),
                note=words % len(names),
            )
        )
    return lines
