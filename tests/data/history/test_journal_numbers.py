"""The journal puts back whatever was written, whatever it looks like as JSON."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.records.indicators import Indicator, IndicatorValue
from cluster_desk.desk import Desk
from tests.builders import an_organization


def _an_indicator(words: str) -> Indicator:
    value = IndicatorValue(value_words=words, period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31))
    return Indicator(name="Охват", target=words, values=[value])


@pytest.mark.parametrize("words", ["1234567,123456789", "0,1", "-0,000000001", "999999999999999,999999999", "9" * 40])
def test_numbers_of_any_length_are_undone_and_come_again(desk: Desk, words: str) -> None:
    desk.change("Added", an_organization())
    desk.change("Indicator added", _an_indicator(words))
    numbers = "SELECT v.value_words, v.value, t.target_value FROM indicator_values AS v, indicators AS t"
    before = desk.read.rows(numbers)
    assert desk.undo()
    assert desk.redo()
    assert desk.read.rows(numbers) == before
    assert desk.undo()
    assert desk.undo()  # nothing older is locked behind it
    assert desk.next_undo() is None


def test_a_number_that_an_earlier_program_wrote_longer_than_its_journal_keeps_is_undone(data_file: Path) -> None:
    desk = Desk.open(data_file)
    desk.change("Indicator added", _an_indicator("1234567,123456789"))
    desk.close()
    with closing(sqlite3.connect(data_file, isolation_level=None)) as connection:
        connection.execute("UPDATE indicator_values SET value = 1234567.123456789")
    desk = Desk.open(data_file)
    assert desk.undo()
    assert desk.read.rows("SELECT * FROM indicator_values") == []
    desk.close()
