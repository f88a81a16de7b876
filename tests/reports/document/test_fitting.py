"""Papers are measured by the fonts' own widths, and the columns of their tables are as wide as is needed."""

from __future__ import annotations

import pytest

from cluster_desk.reports.document import Column, Row, Table
from cluster_desk.reports.document.columns import _Trial
from cluster_desk.reports.document.signs import SHAPES
from cluster_desk.reports.document.typography import FACES, letter_widths, same_figures
from tools.font_widths import widths


@pytest.mark.parametrize(("bold", "italic"), FACES)
def test_the_table_of_widths_is_that_of_the_fonts(bold: bool, italic: bool) -> None:
    measure, told = letter_widths(bold, italic), widths(f"Tinos-{FACES[bold, italic]}")
    assert {letter: measure(letter) for letter in told if letter not in SHAPES} == {
        letter: width for letter, width in told.items() if letter not in SHAPES
    }


def test_a_word_is_as_wide_as_its_letters() -> None:
    assert letter_widths()("ш") > letter_widths()("г")
    assert letter_widths()("шг") == letter_widths()("ш") + letter_widths()("г")
    assert letter_widths(bold=True)("слово") > letter_widths()("слово")


@pytest.mark.parametrize(("bold", "italic"), FACES)
def test_texts_that_differ_in_figures_alone_are_measured_as_one(bold: bool, italic: bool) -> None:
    measure = letter_widths(bold, italic)
    assert {measure(figure) for figure in "0123456789"} == {measure("0")}
    texts = ["протокол № 12", "протокол № 45", "", "№ 7 «Ёлка» ²\n₽", "\ud800 1"]
    measured = [same_figures(text) for text in texts]
    assert measured[0] == measured[1] != measured[2]
    assert [measure(text) for text in measured] == [measure(text) for text in texts]


def test_what_is_tied_and_finds_no_room_takes_two_lines() -> None:
    """«25 августа»: else a table would seem lower with days in a column too narrow for them."""
    table = Table((Column("Дата", 20), Column("Мероприятие", 80)), (Row(("25 августа", "Кросс наций")),))
    trial = _Trial(table, [("25 августа", "Кросс наций")], 12)
    assert trial.points([18, 82]) - trial.points([26, 74]) > 12, "a line"
