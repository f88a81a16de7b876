"""What a document's words are matched with: organizations and people as flat rows, their forms and spellings.

Forms of names and spellings of organizations are those that the office has given once.
"""

from __future__ import annotations

from dataclasses import dataclass

from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.inflection import Declension
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.reader import Reader


@dataclass(frozen=True)
class OrganizationNames:
    """An organization by its two names."""

    id: int
    short_name: str
    full_name: str


@dataclass(frozen=True)
class PersonFacts:
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
SELECT words FROM speakers WHERE person_id IS NULL
UNION SELECT words FROM guests WHERE person_id IS NULL
UNION SELECT words FROM executors WHERE person_id IS NULL AND organization_id IS NULL
UNION SELECT stand_in FROM attendees WHERE stand_in_id IS NULL AND stand_in <> ''
UNION SELECT trim(name || ', ' || position, ', ') FROM responsible WHERE person_id IS NULL AND name <> ''
UNION SELECT trim(name || ', ' || position, ', ') FROM step_responsible WHERE person_id IS NULL AND name <> ''
"""


def names_in_words(read: Reader) -> list[str]:
    """Those named in agendas, minutes and plans who are nobody of the list of people: offered where a name is typed."""
    rows = read.rows(f"SELECT words FROM ({_IN_WORDS}) WHERE length(words) < 120 ORDER BY words COLLATE russian")
    return [words for (words,) in rows]


def declension(read: Reader) -> Declension:
    """What declines names for papers, minding what the office has corrected."""
    rows = read.rows('SELECT words, "case", corrected FROM name_forms ORDER BY id')
    return Declension({(fold(words), Case.of(case)): corrected for words, case, corrected in rows})


def spellings(read: Reader) -> list[tuple[int, str]]:
    """Row numbers of organizations with other ways in which documents write them."""
    rows = read.rows("SELECT organization_id, spelling FROM organization_spellings ORDER BY id")
    return [(row, spelling) for row, spelling in rows]
