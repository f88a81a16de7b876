"""The register of consents as a list, and as what tells whether somebody gave one."""

import json
from collections.abc import Collection
from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records.consents import Consent
from cluster_desk.core.records.fields import Kind
from cluster_desk.data.queries.listing import Column, Listing, field_columns
from cluster_desk.data.queries.reader import Reader

_FILES = Column("files", N_("Files"), Kind.WHOLE, "(SELECT count(*) FROM consent_files WHERE consents_id = t.id)")
_OWN = field_columns(Consent)
CONSENTS = Listing(Consent, [*_OWN, _FILES], order="t.whose COLLATE russian, t.given_on DESC, t.id")


class ConsentFacts(NamedTuple):
    """A consent as its state is told from; days are ISO text, "" for none."""

    id: int
    whose: str
    person_id: int | None
    organization_id: int | None
    organization: str
    about: str
    for_keeping: bool
    for_name: bool
    for_photo: bool
    given_on: str
    until_words: str
    until: str
    withdrawn_on: str


def consent_facts(read: Reader) -> list[ConsentFacts]:
    """Every consent, by name, the latest first."""
    sql = (
        "SELECT t.id, t.whose, t.person_id, t.organization_id, coalesce(o.short_name, ''), t.about, t.for_keeping, "
        "t.for_name, t.for_photo, coalesce(t.given_on, ''), t.until_words, coalesce(t.until, ''), "
        "coalesce(t.withdrawn_on, '') FROM consents AS t LEFT JOIN organizations AS o ON o.id = t.organization_id "
        f"ORDER BY {CONSENTS.order}"
    )
    return [ConsentFacts(*row) for row in read.rows(sql)]


def names_of_several_schools(read: Reader, names: Collection[str]) -> set[str]:
    """Those of `names` that the file knows of more than one school: its people, those of events and in their lists.

    «Артём» and «Артем» are one name.
    """
    name, words = _without_yo("name"), _without_yo("words")
    sql = (
        "WITH asked AS (SELECT value AS name FROM json_each(?)), known AS ("
        f"SELECT {name} AS name, organization_id AS school FROM people WHERE {name} IN asked "
        f"UNION SELECT {name}, coalesce(organization_id, nullif(organization_words, '')) FROM participants "
        f"WHERE {name} IN asked UNION SELECT {words}, organization_id FROM event_people WHERE {words} IN asked) "
        "SELECT name FROM known GROUP BY name HAVING count(DISTINCT school) > 1"
    )
    asked = {name: name.translate(_YO) for name in names}
    found = read.rows(sql, json.dumps(sorted(asked.values()), ensure_ascii=False)) if names else []
    several = {name for (name,) in found}
    return {name for name, written in asked.items() if written in several}


_YO = str.maketrans("ёЁ", "еЕ")


def _without_yo(column: str) -> str:
    """SQL of a name as `_YO` leaves it."""
    return f"replace(replace({column}, 'ё', 'е'), 'Ё', 'Е')"


class NamedInPublic(NamedTuple):
    """Somebody named in an event whose results have a web address: who, of which event."""

    event_id: int
    event: str
    day: str
    words: str
    person_id: int | None
    organization_id: int | None


SCHOOL_OF_NAMED = """coalesce(p.organization_id, (SELECT w.organization_id FROM people AS w WHERE w.id = p.person_id),
    (SELECT CASE WHEN count(DISTINCT l.organization_id) = 1 AND count(l.organization_id) = count(*)
                 THEN max(l.organization_id) END
     FROM participants AS l WHERE l.event_id = p.events_id AND l.name = p.words))"""
"""The school of somebody named in an event (`event_people AS p`): told there, the person's, or of the one so called in
its list of participants."""


def named_in_public(read: Reader, since: str, until: str) -> list[NamedInPublic]:
    """The people of the events held on these days that have a web address, the latest event first."""
    sql = (
        f"SELECT t.id, t.name, t.first_day, p.words, p.person_id, {SCHOOL_OF_NAMED} FROM events AS t "
        "JOIN event_people AS p ON p.events_id = t.id WHERE t.state = 'held' AND t.links <> '' "
        "AND t.first_day BETWEEN ? AND ? ORDER BY t.first_day DESC, t.id DESC, p.place"
    )
    return [NamedInPublic(*row) for row in read.rows(sql, since, until)]
