"""The table of letters' widths that papers are measured by is that of the fonts beside it."""

from __future__ import annotations

import json

import pytest

from cluster_desk.reports.document.typography import FACES, WIDTHS, letter_widths
from tools.font_widths import widths


@pytest.mark.parametrize("face", FACES.values())
def test_the_table_of_widths_is_that_of_the_fonts(face: str) -> None:
    values: dict[str, dict[str, str]] = json.loads(WIDTHS.read_text(encoding="ascii"))
    assert values[face] == widths(f"Tinos-{face}")


def test_a_word_is_as_wide_as_its_letters() -> None:
    assert letter_widths()("ш") > letter_widths()("г")
    assert letter_widths()("шг") == letter_widths()("ш") + letter_widths()("г")
    assert letter_widths(bold=True)("слово") > letter_widths()("слово")
