"""Who counts as a member on a day although the agreement is later: asked about where no day of joining is told."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.cli import main
from cluster_desk.core.records.forms import DepartmentForm, FilledCell, FormMonths, FormValue
from cluster_desk.core.records.members import Agreement, Membership, Organization
from cluster_desk.core.records.plans import Plan
from cluster_desk.desk import Desk
from cluster_desk.district.package.delivering import deliver
from cluster_desk.district.package.writing import contents
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.shared.periods import Period
from cluster_desk.rules.checks.catalog import check_members
from cluster_desk.ui.screens.papers.form_dialog import FormDialog
from cluster_desk.ui.screens.papers.paper_checks import findings_for
from tests.builders import a_cluster
from tests.reports.papers.test_department_form import a_form

SEPTEMBER, DECEMBER = dt.date(2026, 9, 30), dt.date(2026, 12, 31)


def a_school(desk: Desk, name: str, agreed: dt.date | None, *stays: Membership) -> int:
    agreements = [Agreement(number="7", day=agreed)] if agreed else []
    school = Organization(full_name=name, short_name=name, agreements=agreements, memberships=[*stays])
    return desk.change("Organization added", school)[0]


def texts(desk: Desk, on: dt.date) -> list[str]:
    return [f"{one.where}: {one.text}" for one in check_members(desk.read, on)]


def test_an_agreement_later_than_the_day_is_asked_about(desk: Desk) -> None:
    row = a_school(desk, "СОШ Лальск", dt.date(2026, 11, 12))
    a_school(desk, "СОШ Савали", dt.date(2025, 1, 15))
    a_school(desk, "СОШ Рожки", None)
    a_school(desk, "СОШ Луза", dt.date(2026, 11, 12), Membership(joined=dt.date(2026, 11, 12)))
    assert texts(desk, SEPTEMBER) == [
        (
            "СОШ Лальск: «В кластере с» не заполнено, соглашение от 12.11.2026, "
            "а на 30.09.2026 организация считается участником."
        )
    ]
    assert texts(desk, DECEMBER) == []
    school = desk.read.load(Organization, row)
    assert school
    school.memberships = [Membership(joined=dt.date(2026, 9, 1))]
    desk.change("Organization changed", school)
    assert texts(desk, SEPTEMBER) == []


def test_many_are_asked_about_at_once(desk: Desk) -> None:
    for name in ("А", "Б", "В", "Г"):
        a_school(desk, f"СОШ {name}", dt.date(2026, 11, 12))
    assert texts(desk, SEPTEMBER) == [
        (
            "Участники: «В кластере с» не заполнено, соглашение позже 30.09.2026, а участниками они считаются: "
            "СОШ А, СОШ Б, СОШ В, СОШ Г"
        )
    ]


def test_papers_about_members_ask_as_of_their_day(desk: Desk) -> None:
    a_school(desk, "СОШ Лальск", dt.date(2026, 2, 12))
    for name, values in (
        ("members", {"day": "2026-01-31"}),
        ("activity", {"from": "2026-01-01", "to": "2026-01-31"}),
        ("department", {"from": "2026-01-01", "to": "2026-01-31"}),
    ):
        found = findings_for(desk.read, paper(name), values)
        assert found, name
        assert [one.where for one in found] == ["СОШ Лальск"]
    assert findings_for(desk.read, paper("members"), {"day": "2026-03-31"}) is None


def test_the_members_listed_with_a_plan_are_asked_about_as_of_its_first_day(desk: Desk) -> None:
    a_school(desk, "СОШ Лальск", dt.date(2026, 2, 12))
    desk.change("Plan added", Plan(name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31)))
    about = {
        parts: [one.where for one in findings_for(desk.read, paper("plan"), {"plan": "2026", "parts": parts}) or []]
        for parts in ("yes", "no", "document")
    }
    assert about == {"yes": ["СОШ Лальск"], "no": [], "document": []}
    assert findings_for(desk.read, paper("plan-table"), {"plan": "2026"}) == []


LALSK = "СОШ Лальск: «В кластере с» не заполнено, соглашение от 12.11.2026, а на %s организация считается участником."


def test_the_number_of_members_in_a_departments_form_is_asked_about(
    qtbot: QtBot, data_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = a_form(tmp_path / "форма 7.xlsx")
    with closing(Desk.open(data_file)) as desk:
        a_school(desk, "СОШ Лальск", dt.date(2026, 11, 12))
        cells = [
            FilledCell(sheet="Форма 7", cell=cell, value=FormValue.MEMBERS, months=months)
            for cell, months in (("B4", FormMonths.FIRST_QUARTER), ("C4", FormMonths.WHOLE))
        ]
        desk.change("Mapped", DepartmentForm(name=form.name, cells=cells))
        window = QWidget()
        qtbot.addWidget(window)
        dialog = FormDialog(desk, form, Period(dt.date(2026, 1, 1), SEPTEMBER, DECEMBER), window)
        shown = [dialog.notes.item(at).text() for at in range(dialog.notes.count())]
    assert shown == [LALSK % "31.03.2026"], "once, for the earliest day"
    days = ("--from", "2026-07-01", "--to", "2026-09-30", "--as-of", "2026-12-31", "--json")
    assert main(["department-form", str(data_file), str(form), *days]) == 0
    assert LALSK % "31.03.2026" in json.loads(capsys.readouterr().out)["notes"]


def test_the_members_delivered_to_the_district_are_asked_about(
    data_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Desk.open(data_file)) as desk:
        desk.change("Cluster changed", a_cluster())
        a_school(desk, "СОШ Лальск", dt.date(2026, 11, 12))
        desk.read.today = lambda: DECEMBER
        told = contents(deliver(desk.read, dt.date(2026, 7, 1), SEPTEMBER))
        assert told[3:5] == [("Участников кластера", "1"), ("Проверить", LALSK % "30.09.2026")]
        assert "Проверить" not in dict(contents(deliver(desk.read, dt.date(2026, 1, 1), DECEMBER)))
    days = ("--from", "2026-07-01", "--to", "2026-09-30", "--as-of", "2026-12-31", "--json")
    assert main(["deliver", str(data_file), "--show", *days]) == 0
    assert json.loads(capsys.readouterr().out)["doubts"] == [LALSK % "30.09.2026"]
