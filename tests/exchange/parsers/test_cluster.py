"""What a document tells of the support school is offered for a new file; what it does not say for sure is not."""

from __future__ import annotations

import pytest

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.plans import PlanText
from cluster_desk.exchange.parsers.cluster import parse_support_school


def told(*lines: str) -> str:
    """The support school of a document with this text."""
    text = PlanText(heading="Анализ", text="\n".join(lines))
    return parse_support_school(ParsedDocument(texts=[Parsed(record=text)]))[0]


@pytest.mark.parametrize(
    ("words", "school"),
    [
        ("МКОУ СОШ с. Берёзовка, опорная школа Заречного района, строит работу", "МКОУ СОШ с. Берёзовка"),
        ("МБОУ «Лицей № 1» — опорная школа кластера.", "МБОУ «Лицей № 1»"),
        ("Работа ведётся давно. Школа № 2 (опорная школа) открыта в 1950 году.", "Школа № 2"),
        ("МКОУ ООШ п. Ключи является опорной школой", "МКОУ ООШ п. Ключи"),
        ("Занятия проводит МКОУ СОШ № 2, опорная школа", ""),
        ("Работа опорной школы — опорная школа района", ""),
    ],
)
def test_the_support_school_is_told_where_the_document_names_it(words: str, school: str) -> None:
    assert told(words) == school


def test_of_two_schools_none_is_chosen() -> None:
    assert told("МКОУ СОШ № 1, опорная школа", "МКОУ СОШ № 2, опорная школа") == ""
