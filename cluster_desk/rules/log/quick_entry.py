"""An entry of the log from the few words that are typed for it, and the entries that it may repeat."""

from __future__ import annotations

import datetime as dt
import re

from cluster_desk.core.deadlines.event_days import days_of, whole_day
from cluster_desk.core.records.events import Event, EventState, Participation, TakingPart
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.counts import Count, read_counts
from cluster_desk.core.russian.text import index_words, tidy
from cluster_desk.data.queries.log import NearEntry, entries_near
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.log.typed_places import read_places
from cluster_desk.rules.matching import Matching

_NEAR = dt.timedelta(days=7)
_ALIKE = 0.6
"""Share of common words from which two titles are taken for one event."""

_AUDIENCES = regex(
    r"(?:для\s+)?(?:педагог|учител|родител|обучающ|учащ|школьник|ученик|дошкольник|воспитател|дет(?:и|ей)\b|все[хм]?\b)",
    re.IGNORECASE,
)


def entry_from_words(
    read: Reader,
    when: str,
    what: str,
    where: str = "",
    how_many: str = "",
    *,
    near: dt.date,
    today: dt.date,
    short_forms: bool = False,
) -> Event:
    """An event as four fields tell it; `near` is the day that a lone number or a date without a year is close to.

    `short_forms`: schools are known by the words offices use for them, since what is understood is shown.
    What is to come is planned, what is past is held. Words that are not understood stay where they will be doubted.
    """
    day_words = tidy(whole_day(when, near))
    days = days_of(day_words, near.year)
    first = min((one for one, _last in days), default=None)
    state = EventState.PLANNED if first and first > today else EventState.HELD
    event = Event(name=what, day_words=day_words, state=state, first_day=first or near)
    known = Matching(read)
    if _AUDIENCES.match(tidy(where)) and known.organization(where) is None:
        event.audience = where
        event.participations = participations_in(how_many, None)
        return event
    find = known.typed_organization if short_forms else known.strict_organization
    typed = read_places(find, where, how_many)
    told = [one for one in typed.schools if one.count_words]
    if told:
        event.venue = ", ".join([*typed.rest, *(one.title for one in typed.schools if not one.count_words)])
        parts = [participations_in(one.count_words, one.organization) for one in told]
        event.participations = [each for part in (*parts, participations_in(typed.whole, None)) for each in part]
    else:
        event.venue = where
        only = typed.schools[0].organization if len(typed.schools) == 1 else None
        event.participations = participations_in(how_many, only)
    return event


def participations_in(how_many: str, organization: int | None = None) -> list[Participation]:
    """Who took part as a few words tell it («27 родителей, 2 педагога»), of one organization or in all."""
    text = tidy(how_many)
    if not text:
        return []
    counts, rest = read_counts(text)
    participations = [_participation(count, organization) for count in counts]
    if rest:
        participations.append(Participation(organization_id=organization, count_words=rest, kind=TakingPart.OTHERS))
    return participations


def _participation(count: Count, organization: int | None) -> Participation:
    return Participation(organization_id=organization, kind=count.kind, unit=count.unit, count_words=count.words)


def likely_duplicates(read: Reader, what: str, days: dt.date | None, *, without: int | None = None) -> list[NearEntry]:
    """Entries within a week of a day whose title says much the same, the likest first."""
    words = set(index_words(what).split())
    if days is None or len(words) < 2:
        return []
    duplicates = []
    for entry in entries_near(read, (days - _NEAR).isoformat(), (days + _NEAR).isoformat()):
        alike = _alike(words, set(index_words(entry.name).split()))
        if alike >= _ALIKE and entry.id != without:
            apart = abs((dt.date.fromisoformat(entry.first_day) - days).days)
            duplicates.append((-alike, apart, entry))
    return [entry for _alike_, _apart, entry in sorted(duplicates, key=lambda one: one[:2])]


def _alike(one: set[str], other: set[str]) -> float:
    """The share of common words; of a title only begun, how much of it stands in the other."""
    common = len(one & other)
    return common / max(1, min(len(one), len(other))) if common >= 2 else 0.0
