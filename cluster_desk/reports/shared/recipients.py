"""Who is given a certificate, a diploma or thanks: those named in an event, a list that was typed, its participants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cluster_desk.core.language import N_
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.people import read_people
from cluster_desk.core.russian.school_classes import read_class
from cluster_desk.core.russian.text import fold, quoted, split_outside
from cluster_desk.data.queries.events import EventFacts, EventPersonFacts, event_people
from cluster_desk.data.queries.participants import ParticipantFacts, participant_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document.options import one_of

_WINNING = ("побед", "призёр", "призер", "лауреат", "мест", "диплом")
_PARTS = (
    "участни", "победител", "призёр", "призер", "лауреат", "дипломант", "докладчик", "эксперт", "наставник", "ведущ",
    "жюри", "организатор", "руководител", "слушател", "волонт", "спикер", "модератор",
)  # fmt: skip

WHO = one_of(
    "who",
    N_("Who gets one"),
    {
        "all": N_("those named in the event"),
        "winners": N_("winners and prize-winners"),
        "list": N_("all in the list of participants"),
        "list-winners": N_("winners and prize-winners of the list"),
        "list-others": N_("the list without winners and prize-winners"),
        "mentors": N_("mentors of the list"),
        "whole": N_("the whole list and the mentors"),
    },
)


@dataclass(frozen=True)
class Recipient:
    """Somebody who gets a sheet: who and what for; `below` are lines under the name, `mentored` whom they prepared.

    `kind` is what is given where that follows from the place: "diploma", "certificate", "thanks"; "" as asked.
    """

    facts: EventPersonFacts
    kind: str = ""
    below: tuple[str, ...] = ()
    mentor: str = ""
    post: str = ""
    mentored: tuple[str, ...] = field(default=())


def recipients(read: Reader, event: EventFacts, who: str, typed: str) -> list[Recipient]:
    """Those of the list that was typed, else those that `who` (a code of `WHO`) means."""
    named = [_typed(event, words) for words in typed.split("\n") if words.strip()]
    if not named and who not in ("all", "winners"):
        return _of_list(participant_facts(read, event.id), who)
    people = named or event_people(read, event.id)
    if who == "winners":
        people = [one for one in people if is_winner(one)]
    return [Recipient(one) for one in people]


def _typed(event: EventFacts, words: str) -> EventPersonFacts:
    """«Лугов Пётр, 5 класс, МКОУ СОШ с. Ключи, победитель, I место»: the name first, the rest by what it says."""
    name, *rest = split_outside(words.strip(" .;"))
    told = [part for part in rest if any(mark in part.lower() for mark in (*_WINNING, *_PARTS, "степен", "номинац"))]
    place = [part for part in told if any(mark in part.lower() for mark in ("мест", "степен", "номинац"))]
    role = [part for part in told if part not in place]
    whose = [part for part in rest if part not in told]
    return EventPersonFacts(event.id, name, ", ".join(role), ", ".join(place), None, ", ".join(whose))


def is_winner(one: EventPersonFacts) -> bool:
    """Whether the role or the nomination tells of a place taken."""
    words = f"{one.role} {one.nomination}".lower()
    return any(part in words for part in _WINNING)


def _of_list(participants: Sequence[ParticipantFacts], who: str) -> list[Recipient]:
    placed = [one for one in participants if one.standing.is_placed]
    others = [one for one in participants if one not in placed]
    children = {"list-winners": placed, "list-others": others, "mentors": []}.get(who, list(participants))
    made = [_child(one) for one in children]
    return made + (_mentors(participants) if who in ("mentors", "whole") else [])


def _child(one: ParticipantFacts) -> Recipient:
    standing = one.standing
    known = read_class(one.record.grade)
    of_class = f"{known.called}, " if known else ""
    told = [place_said(standing.words)] if standing.is_placed and standing.words else []
    told += [f"номинация {quoted(one.record.nomination)}"] if one.record.nomination else []
    facts = EventPersonFacts(
        one.record.event_id or 0, one.name, standing.role, ", ".join(told), None, f"{of_class}{one.organization}"
    )
    work = (f"работа {quoted(one.record.work)}",) if one.record.work else ()
    return Recipient(facts, "diploma" if standing.is_placed else "certificate", work, one.record.mentor)


def place_said(words: str) -> str:
    """«I место» of «I»; «Гран-при» stays."""
    bare = fold(words).strip(" .")
    return f"{words} место" if bare and all(sign in "0123456789ivx" for sign in bare) else words


@dataclass
class _Mentor:
    name: str
    post: str
    organization: str
    event: int
    roles: list[str]


def _mentors(participants: Sequence[ParticipantFacts]) -> list[Recipient]:
    """Each mentor once, with what those became whom they prepared; of two spellings of a name the fuller."""
    found: dict[tuple[str, str, str], _Mentor] = {}
    for one in participants:
        for person in read_people(one.record.mentor) if one.record.mentor else ():
            if not person.name:
                continue
            parsed = parse_name(person.name)
            letters = f"{parsed.first[:1]}{parsed.middle[:1]}" if parsed else ""
            key = (fold(parsed.surname if parsed else person.name), fold(letters), fold(one.organization))
            mentor = found.setdefault(
                key, _Mentor(person.name, person.position or "", one.organization, one.record.event_id or 0, [])
            )
            mentor.name = max(mentor.name, person.name, key=len)
            mentor.post = mentor.post or person.position or ""
            mentor.roles.append(one.standing.role)
    return [
        Recipient(
            EventPersonFacts(one.event, one.name, "наставник", "", None, one.organization),
            "thanks",
            post=one.post,
            mentored=tuple(one.roles),
        )
        for one in found.values()
    ]


_MANY = {"победитель": ("победителя", "победителей"), "призёр": ("призёра", "призёров"),
         "участник": ("участника", "участников")}  # fmt: skip


def prepared(roles: Sequence[str]) -> str:
    """«за подготовку победителя и призёров»; «за подготовку участников» where nobody took a place."""
    best = [role for role in ("победитель", "призёр") if role in roles] or ["участник"]
    return "за подготовку " + " и ".join(_MANY[role][roles.count(role) > 1] for role in best)
