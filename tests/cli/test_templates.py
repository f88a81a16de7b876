"""Own templates at the command line: taken in, listed, filled for one and for all."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from cluster_desk.cli import main
from tests.exchange.templates.test_places import MADE

Capture = pytest.CaptureFixture[str]


def test_a_paper_is_taken_in_listed_and_filled(sample_of_module: Path, tmp_path: Path, capsys: Capture) -> None:
    file = str(sample_of_module)
    assert main(["templates", file, "--add", str(MADE), "--name", "Соглашение"]) == 0
    assert "Детский сад соблюдает режим дня воспитанников при выездах. — остаётся жёлтым" in capsys.readouterr().out
    assert main(["templates", file, "--json"]) == 0
    [template] = json.loads(capsys.readouterr().out)
    assert (template["name"], template["for"]) == ("Соглашение", "organization")
    assert {"field": "org.head", "case": "genitive", "form": "full"} in template["places"][3]["pieces"]
    assert main(["fill", file, "соглаш", "--for", "Берёзовка", "--out", str(tmp_path / "новая" / "папка")]) == 0
    answer = capsys.readouterr()
    [written] = (tmp_path / "новая" / "папка").glob("*.docx")
    assert written.name == "Соглашение МКОУ СОШ с. Берёзовка.docx"
    assert answer.out == f"Записано: {written}\n"
    assert "Громовой Елены Николаевны" in docx.Document(str(written)).paragraphs[2].text


def test_what_cannot_be_done_is_a_sentence(sample_of_module: Path, tmp_path: Path, capsys: Capture) -> None:
    file, out = str(sample_of_module), str(tmp_path / "все.docx")
    assert main(["fill", file, "Соглашение", "--for", "школа", "--out", str(tmp_path)]) == 1
    assert "есть: all" in capsys.readouterr().err
    assert main(["fill", file, "Нет такого", "--out", out]) == 1
    assert "есть: Соглашение" in capsys.readouterr().err
    text = tmp_path / "a.txt"
    text.write_text("ничего")
    assert main(["templates", file, "--add", str(text)]) == 1
    assert "не документ Word" in capsys.readouterr().err


def test_ready_papers_are_taken(sample_of_module: Path, tmp_path: Path, capsys: Capture) -> None:
    file = str(sample_of_module)
    assert main(["templates", file, "--ready", "согласие"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    out = tmp_path / "письма.docx"
    assert main(["templates", file, "--ready", "Информационное"]) == 0
    assert main(["fill", file, "Информационное письмо", "--for", "all", "--out", str(out)]) == 0
    greetings = [one.text for one in docx.Document(str(out)).paragraphs if one.text.startswith("Уважаем")]
    assert len(greetings) == 14
    assert greetings[:2] == ["Уважаемая Наталья Владимировна!", "Уважаемый Виктор Львович!"]
    assert main(["templates", file, "--ready", "нет такой"]) == 1
