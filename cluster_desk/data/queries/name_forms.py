"""Forms of names and spellings of organizations that the office has given once."""

from __future__ import annotations

from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.inflection import Declension
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.reader import Reader


def declension(read: Reader) -> Declension:
    """What declines names for papers, minding what the office has corrected."""
    rows = read.rows('SELECT words, "case", corrected FROM name_forms ORDER BY id')
    return Declension({(fold(words), Case.of(case)): corrected for words, case, corrected in rows})


def spellings(read: Reader) -> list[tuple[int, str]]:
    """Row numbers of organizations with other ways in which documents write them."""
    rows = read.rows("SELECT organization_id, spelling FROM organization_spellings ORDER BY id")
    return [(row, spelling) for row, spelling in rows]
