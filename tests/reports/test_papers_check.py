"""A part of `make papers-check`: the papers of three files held against their rows, one file's in four formats."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.desk import Desk
from tests.papers_check.checks import complaints, of_format, printed
from tests.papers_check.files import FILES


@pytest.mark.parametrize(
    ("name", "day", "suffixes"),
    [
        ("sample", dt.date(2026, 6, 15), ()),
        ("next-years-plan", dt.date(2023, 2, 3), (".xlsx", ".html")),
        ("half-year", dt.date(2018, 11, 20), (".docx",)),
        ("sparse", dt.date(2026, 6, 15), (".pdf",)),
    ],
)
def test_papers_say_nothing_that_nobody_entered(
    name: str, day: dt.date, suffixes: tuple[str, ...], sample_file: Path, tmp_path: Path
) -> None:
    make, year = FILES[name]
    path = sample_file
    if name != "sample":
        path = tmp_path / f"{name}.cdesk"
        make(path)
    desk = Desk.open(path, read_only=True)
    found, built = [], 0
    for one in printed(desk, year, day):
        if isinstance(one, UserError):
            continue
        built += 1
        wrong = complaints(one) + [each for suffix in suffixes for each in of_format(one, tmp_path / f"paper{suffix}")]
        found += [f"{one.paper.id} {one.options}: {each}" for each in wrong]
    desk.close()
    assert built >= 8
    assert found == []


def test_an_empty_file_refuses_every_paper_in_a_sentence(tmp_path: Path) -> None:
    make, year = FILES["empty"]
    make(tmp_path / "empty.cdesk")
    desk = Desk.open(tmp_path / "empty.cdesk", read_only=True)
    made = [one.paper.id for one in printed(desk, year, dt.date(2026, 6, 15)) if not isinstance(one, UserError)]
    desk.close()
    assert set(made) <= {"acknowledgement"}  # a form to write names on
