"""People who are only words in the plans, agendas and minutes of the file: made people, seats and links as one change.

Who is taken is linked with every place that names them, by the matcher of all names; confirmed minutes stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_desk.core.records.council import CouncilSeat, Meeting, MinutesState
from cluster_desk.core.records.fields import Kind, Record, fields_of
from cluster_desk.core.records.members import Person
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.core.russian.names import surname_first
from cluster_desk.core.russian.organizations import is_named_in
from cluster_desk.core.russian.people import read_people
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.matching import organization_names, person_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.matching import MatchedPerson, PersonMatcher


@dataclass(eq=False)
class NamedPerson:
    """Somebody named and not known: the fullest name, the first post, the school that it names, whether they speak."""

    name: str
    position: str = ""
    organization_id: int | None = None
    speaks: bool = False
    _parts: list[Record] = field(default_factory=list, repr=False)
    _owners: list[Record] = field(default_factory=list, repr=False)


def records_of(draft: Callable[..., Any], taken: Sequence[NamedPerson], seated: Sequence[NamedPerson]) -> list[Record]:
    """What to store so that those `taken` are people, those `seated` have a seat, and what names them is linked."""
    made: list[Record] = []
    owners: dict[int, Record] = {}
    for one in taken:
        post, school = one.position, one.organization_id
        person = draft(Person, name=one.name, position=post, organization_id=school)
        made.append(person)
        for part in one._parts:
            part.person_id = person.id  # type: ignore[attr-defined]
        if one in seated:
            made.append(CouncilSeat(person_id=person.id, position=post, organization_id=school))
        owners |= {id(owner): owner for owner in one._owners}
    return [*made, *owners.values()]


def names_of_file(read: Reader) -> list[NamedPerson]:
    """Everybody once, however they are spelled, who is named without being a person of the file."""
    known = PersonMatcher(
        MatchedPerson(one.name, one.position, one.id, one.organization_id) for one in person_facts(read)
    )
    found = PersonMatcher[MatchedPerson](())
    by_person: dict[int, NamedPerson] = {}
    meetings = [one.copy() for one in read.load_all(Meeting) if one.minutes_state is not MinutesState.CONFIRMED]
    owners: list[Record] = [*meetings, *(one.copy() for one in read.load_all(PlanItem))]
    for owner in owners:
        for part in _parts_in(owner):
            name, position = _named_by(part)
            candidates = known.find(name) if name else None
            if candidates is None or candidates.sure or candidates.perhaps:
                continue
            own = found.find(name)
            person = own.sure or (own.perhaps[0] if len(own.perhaps) == 1 else None)
            if person is None:
                person = MatchedPerson(tidy(name), position)
                if person.parsed is None or not person.parsed.first:
                    continue  # a surname alone is nobody
                found.add(person)
            one = by_person.setdefault(id(person), NamedPerson(surname_first(name)))
            one.name = max(one.name, surname_first(name), key=len)
            one.position = one.position or position
            one.speaks = one.speaks or isinstance(owner, Meeting)
            one._parts.append(part)
            one._owners.append(owner)
    people = list(by_person.values())
    _find_schools(read, people)
    return people


def _parts_in(record: Record) -> Iterator[Record]:
    """Every part at any depth that may be linked with a person and is not."""
    for each in fields_of(type(record)).values():
        if each.kind is Kind.PARTS:
            for part in getattr(record, each.name):
                if "person_id" in fields_of(type(part)) and part.person_id is None:
                    yield part
                yield from _parts_in(part)


def _named_by(part: Record) -> tuple[str, str]:
    """Name and post that a part tells; "" where it names nobody or several."""
    if "name" in fields_of(type(part)):
        return str(getattr(part, "name", "")), tidy(str(getattr(part, "position", "")))
    named = [one for one in read_people(str(getattr(part, "words", ""))) if one.name]
    return (named[0].name or "", named[0].position or "") if len(named) == 1 else ("", "")


def _find_schools(read: Reader, people: Sequence[NamedPerson]) -> None:
    """The one organization that a post names: «директор СОШ пгт Лальск»."""
    organizations = organization_names(read)
    for one in people:
        named = [each.id for each in organizations if one.position and is_named_in(one.position, each.short_name)]
        one.organization_id = named[0] if len(named) == 1 else None
