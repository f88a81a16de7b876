"""A hundred questions in other words' forms than the text find their record first or second (in the sample's year)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.data.queries.search_hits import search_everywhere
from cluster_desk.desk import Desk

QUESTIONS = Path(__file__).parent / "questions.txt"


@pytest.fixture(scope="module")
def year(_sample_made: Path) -> Iterator[Desk]:
    desk = Desk.open(_sample_made, read_only=True)
    yield desk
    desk.close()


def described() -> list[tuple[str, str]]:
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [(line.partition(" => ")[0], line.partition(" => ")[2]) for line in lines if line.strip()]


def test_there_are_a_hundred_questions() -> None:
    assert len(described()) >= 100


@pytest.mark.parametrize(("question", "title"), described())
def test_a_question_finds_its_record_first_or_second(year: Desk, question: str, title: str) -> None:
    assert title in [hit.title for hit in search_everywhere(year.read, question)[:2]]
