"""The answer to a question of the log: a figure, the events behind it, and what the log does not tell.

Nothing is concluded from silence: an event without a number is named as not counted, and so is one whose days, level or
school nobody told. Numbers are those of the log's own table of participation: works and teams are no people, and of an
event without organizations the greater of what was told for all and the sum counts (see `data.queries.participation`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cluster_desk.core.children import ChildKey, child_key, child_of, school_key
from cluster_desk.core.language import N_, NN_, OF_PAPERS, Speech, _
from cluster_desk.core.records.events import Event, EventState, Level, TakingPart
from cluster_desk.core.russian.names import PersonName, find_names, parse_name
from cluster_desk.core.russian.numbers import plural
from cluster_desk.core.russian.school_classes import read_class
from cluster_desk.core.russian.text import first_word, fold, forms
from cluster_desk.data.queries.events import (
    EventFacts,
    EventPersonFacts,
    ParticipationFacts,
    get_event,
    list_event_people,
    list_events,
    list_participations,
)
from cluster_desk.data.queries.participants import NamedParticipant, named_participants, participant_facts
from cluster_desk.data.queries.reader import Reader


class Measure(StrEnum):
    """What is counted."""

    PEOPLE = "people"
    EVENTS = "events"
    ORGANIZATIONS = "organizations"
    WINNERS = "winners"


MEASURES = {
    Measure.PEOPLE: N_("people who took part"),
    Measure.EVENTS: N_("events"),
    Measure.ORGANIZATIONS: N_("organizations that took part"),
    Measure.WINNERS: N_("winners and prize-winners"),
}
"""What they are called (msgids)."""
HEALTH = "овз"
HEALTH_WORDS = r"\bограниченн\w+ возможност\w+(?: здоровья)?"
"""What `HEALTH` stands for, in any case."""
_WINNING = ("побед", "призер", "призов", "лауреат", "мест", "диплом")


@dataclass(frozen=True)
class Question:
    """What is asked. Empty fields narrow nothing; without days the whole log is asked.

    `words` are to stand in what the log says of an event: its name, form, nominations, audience, venue. `grades` are
    classes, of one perhaps its `letter`: how many of them took part is told by lists of participants alone.
    """

    measure: Measure = Measure.PEOPLE
    start: dt.date | None = None
    end: dt.date | None = None
    kinds: tuple[TakingPart, ...] = ()
    organization_id: int | None = None
    organization: str = ""
    person: str = ""
    level: Level | None = None
    words: tuple[str, ...] = ()
    grades: tuple[int, ...] = ()
    letter: str = ""

    @property
    def classes(self) -> str:
        """«7 «Б»», «5–7», «5, 7»: the classes asked about; "" for none."""
        first, *others = self.grades or ("",)
        if len(others) > 1 and list(self.grades) == [*range(self.grades[0], self.grades[-1] + 1)]:
            return f"{first}–{others[-1]}"
        letter = f" «{self.letter}»" if self.letter else ""
        return ", ".join(map(str, (first, *others))) + letter


@dataclass(frozen=True)
class AnswerLine:
    """An event of an answer: when, what, how many and in which words as typed; `told` says what else is known.

    `count` is None where the log tells no number of it, and `why` then says why it is not counted.
    """

    event: int
    when: str
    name: str
    count: int | None
    told: str = ""
    why: str = ""
    first_day: str = ""


@dataclass(frozen=True)
class Answer:
    """`figure` is the sum of the `lines`; the events of `not_counted` fit the question and add nothing to it."""

    question: Question
    figure: int
    lines: tuple[AnswerLine, ...]
    not_counted: tuple[AnswerLine, ...] = ()
    notes: tuple[str, ...] = ()
    by_kind: tuple[tuple[TakingPart, int], ...] = ()

    @property
    def unit(self) -> str:
        """The Russian word that goes with the figure."""
        words = {
            Measure.PEOPLE: ("участие", "участия", "участий"),
            Measure.EVENTS: ("мероприятие", "мероприятия", "мероприятий"),
            Measure.ORGANIZATIONS: ("организация", "организации", "организаций"),
            Measure.WINNERS: ("победитель или призёр", "победителя и призёра", "победителей и призёров"),
        }
        return plural(self.figure, *words[self.question.measure])


@dataclass
class _Found:
    """The log of the period as it is asked: each event that fits, who took part; the language that is answered in."""

    say: Speech
    events: list[EventFacts] = field(default_factory=list)
    parts: dict[int, list[ParticipationFacts]] = field(default_factory=dict)
    people: dict[int, list[EventPersonFacts]] = field(default_factory=dict)
    listed: dict[int, list[NamedParticipant]] = field(default_factory=dict)
    placed: dict[int, list[EventPersonFacts]] = field(default_factory=dict)


def answer(read: Reader, question: Question, on: dt.date, speech: Speech = OF_PAPERS) -> Answer:
    """The answer by what the log tells on a day; what is to come has not happened. Its sentences are in `speech`."""
    last = min(question.end or on, on)
    first = question.start or dt.date(1900, 1, 1)
    found = _Found(
        speech,
        list_events(read, first, last),
        {} if question.person else list_participations(read, first, last),  # a long log has many
        list_event_people(read, first, last),
    )
    for one in named_participants(read, first.isoformat(), last.isoformat()):
        found.listed.setdefault(one.event_id, []).append(one)
    found.events = [one for one in found.events if _fits(one, question, found.people.get(one.id, ()))]
    if question.measure is Measure.WINNERS:
        found.placed = {event.id: _placed(read, event.id) for event in found.events if event.id in found.listed}
    count = _count_class if question.grades else _COUNTED[question.measure]
    lines, silent, by_kind = count(found, question)
    notes = [
        *_notes_of_period(read, question, first, last, on, speech),
        *_notes_of_log(read, question, lines, first, last, speech),
    ]
    figure = len(_organizations(found, question)) if question.measure is Measure.ORGANIZATIONS else _sum(lines)
    return Answer(question, figure, tuple(lines), tuple(silent), tuple(notes), tuple(by_kind))


def _sum(lines: Iterable[AnswerLine]) -> int:
    return sum(one.count or 0 for one in lines)


def _fits(event: EventFacts, question: Question, people: Sequence[EventPersonFacts]) -> bool:
    if question.level is not None and event.level is not question.level:
        return False
    return not question.words or has_words(event, question.words, people)


def has_words(event: EventFacts, words: Sequence[str], people: Sequence[EventPersonFacts]) -> bool:
    """Whether every word stands in what the log says of an event, in any form."""
    nominations = " ".join(one.nomination for one in people)
    said = f"{event.name} {event.form} {event.nominations} {nominations} {event.audience} {event.venue}"
    said = re.sub(HEALTH_WORDS, HEALTH, fold(said))
    there = {form for word in _split(said) for form in forms(word)}
    return all(any(form in there for form in forms(word)) for word in words)


def _split(text: str) -> list[str]:
    return [word for part in fold(text).replace("-", " ").split() if (word := part.strip('.,:;…()«»"“”!?№'))]


_Result = tuple[list[AnswerLine], list[AnswerLine], list[tuple[TakingPart, int]]]


def _count_people(found: _Found, question: Question) -> _Result:
    """People by event; of a person their own events, each one participation."""
    if question.person:
        return _count_events(found, question)
    kinds = question.kinds or tuple(TakingPart)
    lines, silent, totals = [], [], dict.fromkeys(kinds, 0)
    for event in found.events:
        parts = [one for one in found.parts.get(event.id, ()) if one.kind in kinds and not one.unit]
        if question.organization_id is not None:
            own = [one for one in parts if one.organization_id == question.organization_id]
            why = _why_silent_of_school(own, found.parts.get(event.id, ()), question, found.say)
        else:
            is_told = any(one.number is not None for one in parts)
            own, why = parts, "" if is_told else _why_silent(event, parts, question, found.say)
        counted = [one for one in own if one.number is not None]
        if counted:
            told = _people_by_kind(counted, whole=question.organization_id is None)
            for kind, number in told.items():
                totals[kind] += number
            words = _unsure_words(own)
            lines.append(_line(event, sum(told.values()), words))
        elif why:
            silent.append(_line(event, None, "", why))
    return lines, silent, [(kind, number) for kind, number in totals.items() if number]


def _people_by_kind(parts: Iterable[ParticipationFacts], *, whole: bool) -> dict[TakingPart, int]:
    """People by kind: of one organization the sum, of all the greater of that for all and the sum of organizations."""
    both: dict[TakingPart, list[int]] = {}
    for one in parts:
        both.setdefault(one.kind, [0, 0])[bool(one.organization)] += one.number or 0
    return {kind: max(numbers) if whole else sum(numbers) for kind, numbers in both.items()}


def _unsure_words(parts: Iterable[ParticipationFacts]) -> str:
    """The words of counts that are more than a number («более 70»), and of those without one."""
    return "; ".join(one.count_words for one in parts if one.count_words.strip() != str(one.number))


def _why_silent(event: EventFacts, parts: Sequence[ParticipationFacts], question: Question, say: Speech) -> str:
    if parts:
        return say.text(N_("the number is not understood: %s")) % "; ".join(one.count_words for one in parts)
    if question.kinds and event.people is not None:
        return ""  # its numbers are of others
    return say.text(N_("how many took part is not written down"))


def _why_silent_of_school(
    own: Sequence[ParticipationFacts], parts: Sequence[ParticipationFacts], question: Question, say: Speech
) -> str:
    """Why an event that may be of a school adds nothing: its number is no number, or schools are not told at all."""
    if own:
        return say.text(N_("the number is not understood: %s")) % "; ".join(one.count_words for one in own)
    people = [one for one in parts if not one.unit]
    kinds = question.kinds or tuple(TakingPart)
    if any(one.organization_id == question.organization_id for one in people):
        return ""  # of others of that school
    if people and not any(one.organization for one in people) and any(one.kind in kinds for one in people):
        return say.text(N_("told for all together, not by school"))
    return "" if people else say.text(N_("who took part is not written down"))


def _count_events(found: _Found, question: Question) -> _Result:
    """Events, those in which the person or school asked about took part."""
    lines, silent = [], []
    for event in found.events:
        people, parts = found.people.get(event.id, ()), found.parts.get(event.id, ())
        if question.person:
            named = [one for one in (*people, *_listed(found, event)) if _is_person(one.name, question.person)]
            if named:
                lines.append(_line(event, 1, "; ".join(dict.fromkeys(_role(one, found.say) for one in named))))
        elif question.organization_id is not None:
            own = [one for one in parts if one.organization_id == question.organization_id]
            own = [one for one in own if not question.kinds or one.kind in question.kinds]
            if own:
                lines.append(_line(event, 1, "; ".join(_part_words(one, found.say) for one in own)))
            elif not parts:
                silent.append(_line(event, None, "", found.say.text(N_("who took part is not written down"))))
        elif question.kinds:
            if any(one.kind in question.kinds for one in parts):
                lines.append(_line(event, 1))
            elif not parts:
                silent.append(_line(event, None, "", found.say.text(N_("who took part is not written down"))))
        else:
            lines.append(_line(event, 1))
    return lines, silent, []


def _listed(found: _Found, event: EventFacts) -> Iterator[EventPersonFacts]:
    """The participants of an event's list and their mentors, as people named in the event."""
    for one in found.listed.get(event.id, ()):
        place = ", ".join(part for part in (one.nomination, one.place_words) if part)
        yield EventPersonFacts(event.id, one.name, found.say.text(N_("participant")), place, None, one.organization)
        if one.mentor.strip():
            of = found.say.text(N_("mentor of"))
            yield EventPersonFacts(event.id, one.mentor, of, one.name, None, one.organization)


def _placed(read: Reader, event: int) -> list[EventPersonFacts]:
    """The winners and prize-winners of an event's list, each child once, as people named in the event."""
    won: dict[ChildKey, EventPersonFacts] = {}
    for one in participant_facts(read, event):
        if one.standing.is_placed:
            place = ", ".join(part for part in (one.record.nomination, one.standing.words) if part)
            facts = EventPersonFacts(event, one.name, one.standing.role, place, None, one.organization)
            won.setdefault(child_of(one.record), facts)
    return list(won.values())


def _count_class(found: _Found, question: Question) -> _Result:
    """Those of the classes by the lists of participants, each child once an event; without a list nothing is known."""
    lines, silent = [], []
    for event in found.events:
        listed = found.listed.get(event.id, [])
        own = {
            child_key(one.name, one.organization_id, one.organization)
            for one in listed
            if (known := read_class(one.grade)) is not None
            and known.number in question.grades
            and question.letter in ("", known.letter)
            and question.organization_id in (None, one.organization_id)
        }
        if own:
            lines.append(_line(event, len(own)))
        elif not listed and (found.parts.get(event.id) or event.people is None):
            silent.append(_line(event, None, "", found.say.text(N_("there is no list of participants with classes"))))
    return lines, silent, []


def _role(one: EventPersonFacts, say: Speech) -> str:
    return ", ".join(part for part in (one.role, one.nomination) if part) or say.text(N_("named in the entry"))


def _part_words(one: ParticipationFacts, say: Speech) -> str:
    return f"{one.count_words} {one.unit or say.text(one.kind.label)}".strip()


def _is_person(words: str, asked: str) -> bool:
    """Whether a name may be that of the person asked about; a surname alone means everybody who has it."""
    name, wanted = parse_name(words.split(",", maxsplit=1)[0]), parse_name(asked)
    if name is not None and wanted is not None and name.may_be(wanted):
        return True
    surname = fold(asked).split()
    return len(surname) == 1 and any(_same_surname(spot, surname[0]) for spot in _names_in(words))


def _names_in(words: str) -> list[PersonName]:
    alone = parse_name(words.split(",", maxsplit=1)[0])
    return [alone] if alone else [spot.name for spot in find_names(words)]


def _same_surname(name: PersonName, asked: str) -> bool:
    return fold(name.surname) == asked


def _count_organizations(found: _Found, question: Question) -> _Result:
    lines, silent = [], []
    for event in found.events:
        own = {one.organization for one in _of_kinds(found.parts.get(event.id, ()), question) if one.organization}
        if own:
            lines.append(_line(event, len(own), "; ".join(sorted(own))))
        else:
            silent.append(_line(event, None, "", found.say.text(N_("no organization is written down"))))
    return lines, silent, []


def _of_kinds(parts: Iterable[ParticipationFacts], question: Question) -> list[ParticipationFacts]:
    return [one for one in parts if not question.kinds or one.kind in question.kinds]


def _organizations(found: _Found, question: Question) -> set[str]:
    """Each organization once, however many events it took part in."""
    parts = [one for event in found.events for one in _of_kinds(found.parts.get(event.id, ()), question)]
    return {school_key(one.organization_id, one.organization) for one in parts if one.organization}


def _count_winners(found: _Found, question: Question) -> _Result:
    """Winners by event; where a school is asked about, those whose school is told."""
    lines, silent = [], []
    for event in found.events:
        named = [
            one
            for one in found.people.get(event.id, ())
            if any(part in fold(f"{one.role} {one.nomination}") for part in _WINNING)
            and (not question.person or _is_person(one.name, question.person))
        ]
        told = {child_key(one.name, None, "") for one in named}
        named += [
            one
            for one in found.placed.get(event.id, ())
            if child_key(one.name, None, "") not in told
            and (not question.person or _is_person(one.name, question.person))
        ]
        own = [
            one for one in named if not question.organization or fold(one.organization) == fold(question.organization)
        ]
        unknown = [one for one in named if question.organization and not one.organization]
        if own:
            lines.append(_line(event, len(own), "; ".join(f"{one.name} ({_role(one, found.say)})" for one in own)))
        if unknown:
            why = found.say.text(N_("the winners' school is not written down: %s"))
            silent.append(_line(event, None, "", why % ", ".join(one.name for one in unknown)))
        elif not named and event.results.strip():
            why = found.say.text(N_("winners stand in words only: %s"))
            silent.append(_line(event, None, "", why % " ".join(event.results.split())[:120]))
    return lines, silent, []


_COUNTED: dict[Measure, Callable[[_Found, Question], _Result]] = {
    Measure.PEOPLE: _count_people,
    Measure.EVENTS: _count_events,
    Measure.ORGANIZATIONS: _count_organizations,
    Measure.WINNERS: _count_winners,
}


def _line(event: EventFacts, count: int | None, told: str = "", why: str = "") -> AnswerLine:
    return AnswerLine(event.id, event.day_words, " ".join(event.name.split()), count, told, why, event.first_day)


def _notes_of_period(
    read: Reader, question: Question, first: dt.date, last: dt.date, on: dt.date, say: Speech
) -> list[str]:
    """What of the period the log cannot tell: days not understood, events not marked as held, days to come."""
    notes = []
    undated = [one for one in list_events(read, undated=True) if _fits(one, question, ())]
    if undated:
        texts = NN_("Without a clear day: %d entry, not counted.", "Without a clear day: %d entries, not counted.")
        notes.append(say.many(texts, len(undated)) % len(undated))
    states = [state for state in EventState if state is not EventState.HELD]
    ahead = [
        one
        for one in list_events(read, first, last, states=states)
        if one.state is EventState.PLANNED and _fits(one, question, ())
    ]
    if ahead and not question.person:
        texts = NN_("Not marked as held: %d event, not counted.", "Not marked as held: %d events, not counted.")
        notes.append(say.many(texts, len(ahead)) % len(ahead))
    if question.end and question.end > on:
        notes.append(say.text(N_("The period is not over: as of %s.")) % f"{on:%d.%m.%Y}")
    return notes


def _notes_of_log(
    read: Reader, question: Question, lines: Sequence[AnswerLine], first: dt.date, last: dt.date, say: Speech
) -> list[str]:
    """What the log does not keep: names of those counted, levels that nobody told, names that stand in texts."""
    notes = []
    if not lines:
        text = N_("The log tells nothing of it: zero means that nothing is written down, not that nobody took part.")
        notes.append(say.text(text))
    if question.grades:
        notes.append(say.text(N_("Classes are known only where an event has a list of participants.")))
    if HEALTH in question.words:
        text = N_("Events that name children with disabilities: how many of those took part the log does not know.")
        notes.append(say.text(text))
    if question.measure is Measure.PEOPLE and not question.person and len(lines) > 1:
        text = N_("The log keeps how many took part, not their names: whoever was at two events is counted twice.")
        notes.append(say.text(text))
    if question.level is not None:
        untold = [one for one in list_events(read, first, last) if one.level is Level.UNTOLD]
        untold = [one for one in untold if not question.words or has_words(one, question.words, ())]
        if untold:
            texts = NN_("%d event tells no level: not counted.", "%d events tell no level: not counted.")
            notes.append(say.many(texts, len(untold)) % len(untold))
    if question.person:
        notes += _notes_of_person(read, question, lines, first, last, say)
    return notes


_MOST_LOOKED_AT = 200


def _notes_of_person(
    read: Reader, question: Question, lines: Sequence[AnswerLine], first: dt.date, last: dt.date, say: Speech
) -> list[str]:
    counted = {one.event for one in lines}
    surname = first_word(question.person)
    read.search(surname, 1)  # sees to it that there is an index to ask
    days = first.isoformat(), last.isoformat()
    found = [get_event(read, row) for row in read.search_kind(surname, Event, _MOST_LOOKED_AT)]
    in_texts = [
        one
        for one in found
        if one is not None and one.state is EventState.HELD and days[0] <= one.first_day <= days[1]
        if one.id not in counted and surname in _split(f"{one.name} {one.results} {one.text}")
    ]
    notes = []
    if in_texts:
        texts = NN_(
            "In %d entry more the surname stands in words only: not counted, look at it.",
            "In %d entries more the surname stands in words only: not counted, look at them.",
        )
        notes.append(say.many(texts, len(in_texts)) % len(in_texts))
    named = {
        each.name.split(",")[0].strip()
        for people in list_event_people(read, first, last).values()
        for each in people
        if _is_person(each.name, question.person)
    }
    whole = {fold(name) for name in named if (parsed := parse_name(name)) is not None and len(parsed.first) > 1}
    if len(whole) > 1:
        text = N_("Different people of this surname are named in the log (%d): add the first name.")
        notes.append(say.text(text) % len(whole))
    return notes


def measure_words(measure: Measure) -> str:
    """What is counted, in the language of the screens."""
    return _(MEASURES[measure])
