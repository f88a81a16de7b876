"""The short form of `make torture`: every bad day, a few times. The long one is `python -m tests.torture`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.torture import bad_days, faults, inputs, kills, spoilt_bytes, week
from tests.torture.samples import make_samples

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and faults as Unix knows them")


def test_what_was_confirmed_survives_a_kill(data_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "удары"
    folder.mkdir()
    told = kills.kill_at_random(data_file, folder, 12)
    assert told["lost"] == 0
    assert told["confirmed"] > 0


def test_a_full_disk_at_any_write_costs_nothing_that_was_stored(data_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "диск"
    folder.mkdir()
    told = faults.fail_every_write(data_file, folder, every=150)
    assert told["lost"] == 0


def test_a_spoilt_byte_is_noticed_or_salvaged(data_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "байты"
    folder.mkdir()
    told = spoilt_bytes.spoil(data_file, folder, 8, 4)
    assert told["cut: noticed"] == 4


def test_spoilt_documents_are_read_or_refused_in_a_sentence(data_file: Path, sample_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "входы"
    folder.mkdir()
    told = inputs.fuzz(make_samples(folder, data_file, sample_file), folder, 60)
    assert told.total() == 60


@pytest.mark.parametrize("day", bad_days.DAYS, ids=lambda day: day.__name__)
def test_a_bad_day_is_told_and_loses_nothing(day: Callable[[Path, Path], str], data_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "день"
    folder.mkdir()
    assert day(data_file, folder)


def test_changes_of_all_kinds_are_undone_to_the_start_and_redone_to_the_end(sample_file: Path) -> None:
    told = week.work_a_week(sample_file, 60)
    assert told["undone"] == told["redone"] == 60
