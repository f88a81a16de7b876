"""What a document's words are matched with: organizations and people as flat rows, their forms and spellings.

Forms of names and spellings of organizations are those that the office has given once.
"""

from __future__ import annotations

from typing import NamedTuple

from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.inflection import Declension
from cluster_desk.core.russian.names import PersonName, find_names, parse_name
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.reader import Reader


class OrganizationNames(NamedTuple):
    """An organization by its two names."""

    id: int
    short_name: str
    full_name: str


class PersonFacts(NamedTuple):
    """A person with what tells namesakes apart."""

    id: int
    name: str
    position: str
    organization_id: int | None
    organization: str


def organization_names(read: Reader) -> list[OrganizationNames]:
    """All organizations."""
    rows = read.rows("SELECT id, short_name, full_name FROM organizations ORDER BY id")
    return [OrganizationNames(*row) for row in rows]


def person_facts(read: Reader) -> list[PersonFacts]:
    """All people."""
    sql = (
        "SELECT p.id, p.name, p.position, p.organization_id, coalesce(o.short_name, '') FROM people AS p "
        "LEFT JOIN organizations AS o ON o.id = p.organization_id ORDER BY p.id"
    )
    return [PersonFacts(*row) for row in read.rows(sql)]


_IN_WORDS = """
SELECT words, 1 AS of_agenda FROM speakers WHERE person_id IS NULL
UNION ALL SELECT words, 1 FROM guests WHERE person_id IS NULL
UNION ALL SELECT words, 0 FROM executors WHERE person_id IS NULL AND organization_id IS NULL
UNION ALL SELECT stand_in, 0 FROM attendees WHERE stand_in_id IS NULL AND stand_in <> ''
UNION ALL SELECT trim(name || ', ' || position, ', '), 0 FROM responsible WHERE person_id IS NULL AND name <> ''
UNION ALL SELECT trim(name || ', ' || position, ', '), 0 FROM step_responsible WHERE person_id IS NULL AND name <> ''
"""


def names_in_words(read: Reader) -> list[str]:
    """Those named in agendas, minutes and plans who are nobody of the list of people: offered where a name is typed.

    Of the ways in which one person is written, the one that is used most, that of an agenda before that of a plan where
    a post may be one of several people's; nobody of the list of people.
    """
    rows = read.rows(
        f"SELECT words, count(*) FROM ({_IN_WORDS}) WHERE length(words) < 120 "
        "GROUP BY words ORDER BY max(of_agenda) DESC, 2 DESC, 1"
    )
    people = (parse_name(name) for (name,) in read.rows("SELECT name FROM people"))
    known = {_key(name) for name in people if name}
    chosen: list[str] = []
    for words, _times in rows:
        named = find_names(words)
        key = _key(named[0].name) if len(named) == 1 else fold(words)
        if key not in known:
            known.add(key)
            chosen.append(words)
    return sorted(chosen, key=fold)


def _key(name: PersonName) -> str:
    """The same for a name however it is written: «Винокурова С.А.», «С. А. Винокурова», with whole names too."""
    return fold(name.surname_first())


def declension(read: Reader) -> Declension:
    """What declines names for papers, minding what the office has corrected."""
    rows = read.rows('SELECT words, "case", corrected FROM name_forms ORDER BY id')
    return Declension({(fold(words), Case.of(case)): corrected for words, case, corrected in rows})


def spellings(read: Reader) -> list[tuple[int, str]]:
    """Row numbers of organizations with other ways in which documents write them."""
    rows = read.rows("SELECT organization_id, spelling FROM organization_spellings ORDER BY id")
    return [(row, spelling) for row, spelling in rows]
