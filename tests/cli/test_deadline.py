"""`cluster-desk deadline`: one line of JSON, fast, without a file."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cluster_desk.cli import main

Capture = pytest.CaptureFixture[str]
PERIOD = ("--from", "2026-01-01", "--to", "2026-12-31")


@pytest.mark.parametrize(
    "arguments",
    [("14-10 марта", *PERIOD), (*PERIOD, "14-10 марта"), (*PERIOD, "--", "-14-10 марта")],
)
def test_prints_one_line_of_json(capsys: Capture, arguments: tuple[str, ...]) -> None:
    assert main(["deadline", *arguments]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {"kind": "fixed", "spans": [["2026-03-10", "2026-03-14"]], "warnings": ["reversed"]}


def test_an_empty_deadline_is_unknown_and_no_error(capsys: Capture) -> None:
    assert main(["deadline", "", *PERIOD]) == 0
    assert json.loads(capsys.readouterr().out) == {"kind": "unknown", "spans": [], "warnings": []}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("март", "--from", "01.01.2026", "--to", "2026-12-31"), "01.01.2026 — не дата; пишите так: 2026-01-31"),
        (("март", "--from", "2026-12-31", "--to", "2026-01-01"), "--to раньше, чем --from"),
        (("март", "--from", "2026-12-31"), "--to"),
    ],
)
def test_a_wrong_call_is_told(capsys: Capture, arguments: tuple[str, ...], says: str) -> None:
    assert main(["deadline", *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert says in output.err


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; from cluster_desk.cli import main; main(['deadline', 'до 4 ноября', *sys.argv[1:]]); "
        "assert not {'PySide6', 'sqlalchemy', 'holidays', 'sqlite3'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, *PERIOD], check=True, stdout=subprocess.DEVNULL)


def test_of_the_countries_of_the_world_one_is_loaded_for_its_days_off() -> None:
    code = (
        "import datetime, sys; from cluster_desk.core.deadlines.days_off import DaysOff; "
        "assert DaysOff().reason(datetime.date(2026, 11, 4)); "
        "assert [name for name in sys.modules if 'holidays.countries.' in name] == ['holidays.countries.russia']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
