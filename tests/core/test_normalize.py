"""Words as they are stored: what needs no mending is told at once, and just as the long way would leave it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from cluster_desk.core.normalize import _lines, normalize
from cluster_desk.core.records.fields import Kind

NASTY = some.text(
    some.sampled_from("аё1.|e\u0308\u0306  \n\n\r\t\v\x85\xa0\xad\u200b\u2028\ufeff\ufffc\ufffe\ud800😀"), max_size=12
)


@pytest.mark.parametrize(
    ("words", "line", "prose"),
    [
        ("План на 2026 год", "План на 2026 год", "План на 2026 год"),
        (" План  на\xa02026 год ", "План на 2026 год", "План на 2026 год"),
        ("Иванова И. И.\n\nПетров П. П.", "Иванова И. И. Петров П. П.", "Иванова И. И.\n\nПетров П. П."),
        ("\nИванова \n Петров\n", "Иванова Петров", "Иванова\nПетров"),
        ("чи\u0306тать", "чйтать", "чйтать"),
        ("рису\ufffcнок и пере\xadнос", "рисунок и перенос", "рисунок и перенос"),
        ("", "", ""),
    ],
)
def test_words_as_they_are_stored(words: str, line: str, prose: str) -> None:
    assert normalize(words, Kind.TEXT) == line
    assert normalize(words, Kind.PROSE) == prose


@given(NASTY)
@example("а\n\nб")
@example("а \nб")
@example("\u0306а")
def test_what_needs_no_mending_is_what_the_long_way_leaves(text: str) -> None:
    lines = _lines(text)
    assert normalize(text, Kind.PROSE) == "\n".join(lines).strip("\n")
    assert normalize(text, Kind.TEXT) == (lines[0] if len(lines) == 1 else " ".join(filter(None, lines)))
