"""Links derived from the words beside them: whom a name means, which organization a title means.

A link that was chosen stays as long as its words do. When the words change it is derived anew, unless it was chosen
anew with them. A record may be made of nothing but the name that was typed where it is linked to.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from cluster_desk.core.records.consents import Consent
from cluster_desk.core.records.control import IncomingExecutor, IncomingPaper, Recommendation, VisitPerson
from cluster_desk.core.records.council import Attendee, Executor, Guest, Speaker
from cluster_desk.core.records.events import Event, EventPerson, Participation
from cluster_desk.core.records.fields import Kind, Record, fields_of, lists_of_parts
from cluster_desk.core.records.participants import Participant
from cluster_desk.core.records.plans import Responsible, StepResponsible
from cluster_desk.core.records.resources import Club
from cluster_desk.rules.matching import Matching


class Linked(NamedTuple):
    """Fields of a record: `words` with the links that tell whom they mean, "" where there is no such link.

    Of words behind a name (`name`) none is a link's: «Иванова И. И., директор школы с. Луговое» is the person.
    """

    words: str
    person: str = ""
    organization: str = ""
    name: str = ""


_WHO = (Linked("name", "person_id"), Linked("position", "", "organization_id", name="name"))
_LINKED: dict[type[Record], tuple[Linked, ...]] = {
    Responsible: _WHO,
    StepResponsible: _WHO,
    Executor: (Linked("words", "person_id", "organization_id"),),
    Speaker: (Linked("words", "person_id"),),
    Attendee: (Linked("words", "person_id"), Linked("stand_in", "stand_in_id")),
    Guest: (Linked("words", "person_id"),),
    Event: (Linked("organizer", "", "organizer_id"),),
    EventPerson: (Linked("words", "person_id"),),
    Participation: (Linked("organization_words", "", "organization_id"),),
    Participant: (Linked("organization_words", "", "organization_id"),),
    Club: (Linked("leader", "leader_id"),),
    Consent: (Linked("whose", "person_id"),),
    IncomingExecutor: (Linked("words", "person_id", "organization_id"),),
    IncomingPaper: (Linked("sender", "", "sender_id"),),
    VisitPerson: (Linked("words", "person_id"),),
    Recommendation: (Linked("who", "person_id"),),
}


def derive_links(record: Record, before: Record | None, known: Matching) -> None:
    """Link the words of `record` and its parts; `before` is the record as it is stored, None for a new one."""
    for linked in _LINKED.get(type(record), ()):
        _derive(record, before, linked, known)
    for name in lists_of_parts(type(record)):
        stored = {part.uuid: part for part in getattr(before, name, ())}
        for part in getattr(record, name):
            derive_links(part, stored.get(part.uuid), known)


def _derive(record: Record, before: Record | None, linked: Linked, known: Matching) -> None:
    words = getattr(record, linked.words)
    links = [name for name in (linked.person, linked.organization) if name]
    if before is not None and words == getattr(before, linked.words):
        return
    if any(getattr(record, name) != getattr(before, name, None) for name in links):
        return  # chosen with the words
    if linked.name and getattr(record, linked.name):
        words = ""
    person = known.person(words, getattr(record, linked.person)) if words and linked.person else None
    if linked.person:
        setattr(record, linked.person, person)
    if linked.organization:
        organization = (
            known.organization(words, getattr(record, linked.organization)) if words and person is None else None
        )
        setattr(record, linked.organization, organization)


def values_of_new(target: type[Record], name: str) -> dict[str, Any]:
    """What a new `target` called `name` is begun with: its title, and whatever else of text must not be empty."""
    fields = fields_of(target).values()
    return {
        field.name: name
        for field in fields
        if field.name == target.TITLE or (field.required and field.kind in (Kind.TEXT, Kind.PROSE))
    }
