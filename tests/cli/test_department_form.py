"""A department's form filled at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cluster_desk.cli import main
from tests.department_forms import FORMS, no_list, saved

Capture = pytest.CaptureFixture[str]
PERIOD = ("--from", "2026-07-01", "--to", "2026-09-30")


def said(capture: Capture, *words: object) -> str:
    assert main([str(word) for word in words]) == 0
    return capture.readouterr().out


def test_it_is_told_and_written(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    form, out = saved(tmp_path, FORMS["with a total"]), tmp_path / "заполнено.xlsx"
    told = json.loads(said(capsys, "department-form", sample_file, form, *PERIOD, "--json"))
    assert told["written"] is None
    [one] = told["lists"]
    assert [column["value"] for column in one["columns"]] == [
        "row_number", "row_name", "row_day", "row_people", "row_responsible"]  # fmt: skip
    assert (one["events"], one["added"], one["left_out"]) == (38, 32, 0)
    words = said(capsys, "department-form", sample_file, form, *PERIOD, "--out", out)
    assert "38 мероприятий" in words
    assert load_workbook(out)["Мероприятия"]["A41"].value == 38


def test_what_is_told_once_is_remembered(sample_file: Path, tmp_path: Path, capsys: Capture) -> None:
    form = saved(tmp_path, no_list)
    assert main(["department-form", str(sample_file), str(form)]) == 1
    assert "не найдено понятного списка" in capsys.readouterr().err
    told = ("--set", "Sheet!A1=row_name", "--set", "Sheet!B1=row_results", "--remember")
    said(capsys, "department-form", sample_file, form, *PERIOD, *told)
    again = json.loads(said(capsys, "department-form", sample_file, form, *PERIOD, "--json"))
    assert again["known"] == form.name
    assert [column["value"] for column in again["lists"][0]["columns"]] == ["row_name", "row_results", None]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--set", "Sheet!A1=never"), "row_name"),
        (("--set", "Sheet!ZZ99=events"), "нет такой ячейки"),
        (("--from", "2026-01-01"), "--from"),
    ],
)
def test_a_wrong_call(sample_file: Path, tmp_path: Path, capsys: Capture, words: tuple[str, ...], part: str) -> None:
    form = saved(tmp_path, FORMS["with a total"])
    assert main(["department-form", str(sample_file), str(form), *words]) == 2
    assert part in capsys.readouterr().err
