"""The bench's lists, its plan on the screen and its measures of safety, on a handful of rows: each line is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import events, plan_table, safety

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_RUNS", "0")


def told(capsys: Capture) -> list[str]:
    """The lines printed, none of which failed."""
    result = capsys.readouterr().out.splitlines()
    assert [line for line in result if "FAILED" in line] == []
    return result


def test_a_plan_is_opened_scrolled_filtered_and_reordered(capsys: Capture) -> None:
    plan_table.measure(40, 20)
    assert any(line.startswith("  an item moved by key") for line in told(capsys))


def test_a_log_is_listed_sorted_searched_and_counted(capsys: Capture) -> None:
    events.measure([10, 20])
    lines = told(capsys)
    assert any(line.startswith("list set and painted | QStandardItemModel") for line in lines)
    assert any(line.startswith("  list set and painted | of 2 times fewer") for line in lines)


def test_history_index_and_copies_are_measured(capsys: Capture, tmp_path: Path) -> None:
    safety.measure(tmp_path, 2, 10, 1_000_000)
    assert any(line.startswith("copy 1 MB") for line in told(capsys))
