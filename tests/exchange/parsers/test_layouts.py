"""Plans in every layout that offices use, put together at random: each fact right; and nothing wrong goes unsaid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from cluster_desk.exchange.files.reader import read_document
from tests.exchange.facts import Row, compare
from tests.exchange.make_docx import Table, write_docx
from tests.exchange.plan_layouts import LAYOUTS, TITLE, Layout


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_fact_of_a_layout_is_read(layout: Callable[[Random], Layout], seed: int, tmp_path: Path) -> None:
    blocks, rows = layout(Random(seed))
    facts = compare(rows, read_document(write_docx(tmp_path / "plan.docx", blocks)))
    assert [fact for fact in facts if fact.verdict != "right"] == []


def test_what_may_be_wrong_is_doubted_at_its_place(tmp_path: Path) -> None:
    table = Table([
        ["Мероприятия", "Сроки", "Ответственные"],
        ["1. Смотр\n2. Обзор\n3. Совет", "май\nиюнь", "завуч"],
        ["Сбор", "как получится", "завуч"],
    ])  # fmt: skip
    wanted = [Row("Смотр", "май", "завуч"), Row("Сбор", "осень", "завуч")]
    facts = compare(wanted, read_document(write_docx(tmp_path / "plan.docx", [TITLE, table])))
    assert {fact.what for fact in facts if fact.verdict == "wrong"} == {"title", "deadline"}
    assert not [fact for fact in facts if fact.is_silent]
