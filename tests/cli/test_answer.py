"""`answer FILE WORDS`: the figure, the events behind it, the page to be signed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cluster_desk.cli import main


def test_a_question_is_answered_in_words_as_json_and_on_a_page(
    sample_of_module: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "справка.html"
    asked = ["answer", str(sample_of_module), "сколько детей из Лугового за 2026 год", "--as-of", "2026-11-24"]
    assert main([*asked, "--out", str(page)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert (said[0], said[-1]) == ("439 участий", f"Записано: {page}")
    words = page.read_text(encoding="utf-8")
    assert "СПРАВКА" in words
    assert "Обновлён раздел" in words  # not counted, and named
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figure"] == 439 == sum(one["count"] for one in told["events"])
    assert told["understood"]["organization"] == "МКОУ СОШ с. Луговое"
    assert {one["why"] for one in told["not_counted"]} == {"не записано, кто участвовал"}


def test_a_word_that_is_not_understood_ends_with_a_sentence(
    sample_of_module: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["answer", str(sample_of_module), "сколько детей из Марса"]) != 0
    assert "Не понято: «марса»" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "one", "several", "letter"),
    [("7 классов", 7, [7], None), ("5–7 классов", None, [5, 6, 7], None), ("7 «А» класса", 7, [7], "а")],
)
def test_the_classes_that_were_understood_are_told(
    words: str,
    one: int | None,
    several: list[int],
    letter: str | None,
    sample_of_module: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["answer", str(sample_of_module), f"сколько детей {words} за 2026 год", "--json"]) == 0
    understood = json.loads(capsys.readouterr().out)["understood"]
    assert (understood["class"], understood["classes"]) == (one, several)
    assert (understood["class_letter"] or "").lower() == (letter or "")
