"""The starter set: every paper is taken, filled from the sample, and says what an order may say to other schools."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.records.templates import ForWhom
from cluster_desk.desk import Desk
from cluster_desk.exchange.templates.fields import get_field
from cluster_desk.exchange.templates.filling import TemplateFiller, Told
from cluster_desk.exchange.templates.places import read_template
from cluster_desk.exchange.templates.starter_set import StarterPaper, starter_set, template_of
from tools import starter_set as tool

PAPERS = starter_set()
LISTED = [{"list.name": "Громова Анна Петровна", "list.class": "7", "list.org": "МКОУ ООШ с. Ключи"}]


@pytest.fixture(scope="module")
def desk(sample_of_module: Path) -> Iterator[Desk]:
    desk = Desk.open(sample_of_module)
    desk.read.today = lambda: dt.date(2026, 11, 20)
    yield desk
    desk.close()


def words_of(desk: Desk, paper: StarterPaper) -> str:
    """The words of a paper of the set, filled for the first that it may be made for."""
    template, content = template_of(paper)
    desk.change("Template added", template, contents=[content])
    told = {"paper.day": dt.date(2026, 11, 20), "paper.number": "15"}
    told |= {piece.field: "сказано" for place in template.places for piece in place.pieces if ":" in piece.field}
    filler = TemplateFiller(desk.read, template, Told(told, LISTED))
    made = filler.paper(filler.subjects()[0])
    again = read_template(made.content, made.name)
    assert not again.places, "nothing stays yellow"
    return "\n".join(one.text for one in again.paragraphs)


@pytest.mark.parametrize("paper", PAPERS, ids=[one.name for one in PAPERS])
def test_every_paper_is_filled(paper: StarterPaper, desk: Desk) -> None:
    words = words_of(desk, paper)
    template, _content = template_of(paper)
    assert all(get_field(piece.field) for place in template.places for piece in place.pieces if piece.field)
    assert not re.search(r"\{|\}|␣|\.\.(?!\.)|\bNone\b", words)
    if "ПРИКАЗ" in words:
        assert words.count("ПРИКАЗЫВАЮ") == 1
        assert not re.search(r"приказываю руководител", words, re.IGNORECASE)
    if paper.whom is ForWhom.ORGANIZATION and "СОГЛАШЕНИЕ" in words:
        assert "в лице директора Родионовой Натальи Владимировны, действующей на основании" in words


def test_the_papers_are_those_of_the_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tool.FOLDER
    monkeypatch.setattr(tool, "FOLDER", tmp_path)
    tool.main()
    assert [path.name for path in sorted(tmp_path.iterdir())] == [path.name for path in sorted(folder.iterdir())]
    for path in folder.glob("*.json"):
        assert (tmp_path / path.name).read_text(encoding="utf-8") == path.read_text(encoding="utf-8")


def test_there_are_two_consents_and_never_one() -> None:
    names = [one.name for one in PAPERS if one.name.startswith("Согласие")]
    assert names == ["Согласие на обработку персональных данных", "Согласие на распространение персональных данных"]
