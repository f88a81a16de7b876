"""The short form of `make torture`: every bad day, a few times. The long one is `python -m tests.torture`."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from cluster_desk.data.backup.copies import back_up_file, restore
from cluster_desk.data.file import open as file_open
from cluster_desk.data.file.connection import FileConnection, connect
from tests.exchange.make_docx import write_docx
from tests.exchange.office_papers import papers
from tests.torture import (
    bad_days,
    corrupt_bytes,
    faults,
    full_disks,
    hostile_files,
    inputs,
    kills,
    power_cuts,
    recorded_calls,
    system_calls,
    week,
)
from tests.torture.samples import make_samples, office_documents
from tests.torture.wrong import wrong_in

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and faults as Unix knows them")

_A_FEW = ("one change", "a copy, in two places", "restoring over a file cut in a save")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A Word file to take in."""
    return write_docx(tmp_path / "бумага.docx", next(papers()).blocks)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the test's own."""
    made = tmp_path / "место"
    made.mkdir()
    return made


def test_what_was_confirmed_survives_a_kill(data_file: Path, document: Path, folder: Path) -> None:
    result = kills.kill_at_random(data_file, document, folder, 10)
    assert result["confirmed"] > 0
    assert wrong_in(result) == {}


def _connected_unsafely(path: Path, *, read_only: bool) -> FileConnection:
    connection = connect(path, read_only=read_only)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def test_a_disk_that_fails_at_any_call_costs_nothing_that_was_stored(
    data_file: Path, document: Path, folder: Path
) -> None:
    result = faults.fail_every_call(data_file, document, folder, _A_FEW, every=397)
    assert result.total() > 0
    assert wrong_in(result) == {}


def test_a_power_cut_costs_nothing_that_was_confirmed(data_file: Path, document: Path, folder: Path) -> None:
    result = power_cuts.cut_power(data_file, document, folder, 24, names=("one change", "emptying the bin"))
    assert result["power cut after something was confirmed"] >= 4
    assert wrong_in(result) == {}


def test_a_replaced_file_stands_on_the_disk_under_its_other_name_before_the_copy_takes_its_own(
    data_file: Path, folder: Path
) -> None:
    if not system_calls.available():
        pytest.skip("this system lets no call be watched")
    copy, place = back_up_file(data_file, folder / "копии").path, folder / "место"
    place.mkdir()
    to = Path(shutil.copy(data_file, place / "свой.cdesk"))

    def restored(armed: system_calls.Armed) -> None:
        with armed():
            restore(copy, to)

    _ran, recording = recorded_calls.record(restored, place)
    calls = [(type(call).__name__, Path(call.path).name) for call in recording.calls]
    kept = next(at for at, (kind, name) in enumerate(calls) if kind == "Entered" and "до восстановления" in name)
    assert kept < calls.index(("Synced", place.name)) < calls.index(("Entered", to.name))


def test_a_disk_that_loses_what_was_confirmed_is_noticed(
    data_file: Path, document: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The judge of the power cuts can tell, where nothing is forced onto the disk."""
    monkeypatch.setattr(file_open, "connect", _connected_unsafely)
    result = power_cuts.cut_power(data_file, document, folder, 24, names=("one change",))
    assert wrong_in(result)


def test_a_hostile_file_is_told_and_touches_nothing(sample_file: Path, folder: Path) -> None:
    result = hostile_files.attack(sample_file, folder, 12)
    assert result.total() == 12
    assert wrong_in(result) == {}


def test_a_full_disk_costs_nothing_that_was_stored(data_file: Path, document: Path, folder: Path) -> None:
    result = full_disks.fill_disks(data_file, document, folder, _A_FEW, every=5)
    assert result.total() > 0
    assert wrong_in(result) == {}


def test_a_spoilt_byte_is_noticed_or_salvaged(data_file: Path, folder: Path) -> None:
    result = corrupt_bytes.spoil(data_file, folder, 8, 4)
    assert result["cut: noticed"] == 4


def test_spoilt_documents_are_read_or_refused_in_a_sentence(data_file: Path, sample_file: Path, folder: Path) -> None:
    (folder / "образцы").mkdir()
    result = inputs.fuzz(make_samples(folder / "образцы", data_file, sample_file), folder, 60)
    assert result["inputs"] == 60
    assert wrong_in(result) == {}


@pytest.mark.parametrize("day", bad_days.DAYS, ids=lambda day: day.__name__)
def test_a_bad_day_is_told_and_loses_nothing(day: Callable[..., str], data_file: Path, folder: Path) -> None:
    assert day(data_file, folder)


def test_changes_of_all_kinds_are_undone_to_the_start_and_redone_to_the_end(sample_file: Path, folder: Path) -> None:
    result = week.work_a_week(sample_file, office_documents(folder), len(week.CHANGES))
    assert result["changes"] == len(week.CHANGES)
    assert result["undone"] == result["redone"] > 40


def test_what_is_wrong_is_counted_apart() -> None:
    assert wrong_in(Counter({"lost": 2, "confirmed": 5, "no sentence": 0})) == {"lost": 2}
