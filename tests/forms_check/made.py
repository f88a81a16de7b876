"""The file that asks, its forms, and LibreOffice filling them in."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterable
from pathlib import Path

from cluster_desk.core.records.collecting import AskedIndicator, AskedSchool, Collection
from cluster_desk.core.records.indicators import Indicator
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.plans import Plan
from cluster_desk.desk import Desk
from cluster_desk.reports.school_form import school_form
from cluster_desk.reports.writers.excel.school_form import write_school_form
from tests.builders import a_cluster
from tests.forms_check.ways import Way

FILES = Path(__file__).parents[1] / "data" / "school_forms"
TODAY = dt.date(2026, 12, 10)
PYTHON = "/usr/bin/python3"
_NAMES = (
    ("МКОУ средняя общеобразовательная школа с. Луговое Заречного района", "МКОУ СОШ с. Луговое"),
    ("МКОУ основная общеобразовательная школа с. Боровка Заречного района", "МКОУ ООШ с. Боровка"),
    ("МКОУ средняя общеобразовательная школа пгт Лесной Заречного района", "МКОУ СОШ пгт Лесной"),
    ("МКОУ начальная общеобразовательная школа д. Ольховка Заречного района", "МКОУ НОШ д. Ольховка"),
    ("МКДОУ детский сад «Колосок» с. Луговое", "МКДОУ детский сад «Колосок»"),
    ("МКОУ лицей пгт Заречный", "МКОУ лицей пгт Заречный"),
)


def asking_file(path: Path) -> Desk:
    """A cluster that asks its schools, open on `TODAY`; made anew it asks by the same codes."""
    desk = Desk.create(path, a_cluster())
    desk.read.today = lambda: TODAY
    schools = [desk.draft(Organization, full_name=full, short_name=short) for full, short in _NAMES]
    head = desk.draft(Person, name="Лугова Мария Ивановна", position="директор", organization_id=schools[0].id)
    schools[0].head_id, schools[0].phone = head.id, "8 (00000) 2-11-10"
    indicator = desk.draft(Indicator, name="Доля педагогов с курсами", unit="%")
    plan = Plan(name="План на 2027 год", period_start=dt.date(2027, 1, 1), period_end=dt.date(2027, 12, 31))
    desk.change("Added", head, *schools, indicator, plan)
    asked = [AskedSchool(organization_id=one.id) for one in schools[:5]]
    desk.change("Added", _request("now", dt.date(2026, 10, 1), dt.date(2026, 12, 31), indicator.id, asked))
    asked = [AskedSchool(organization_id=one.id) for one in schools[:5]]
    desk.change("Added", _request("last", dt.date(2026, 7, 1), dt.date(2026, 9, 30), None, asked))
    return desk


def _request(seed: str, first: dt.date, last: dt.date, indicator: int | None, schools: list[AskedSchool]) -> Collection:
    return Collection(
        uuid=str(uuid.uuid5(uuid.NAMESPACE_DNS, seed)),
        name="Итоги квартала",
        first_day=first,
        last_day=last,
        due=last,
        parents=True,
        proposals=True,
        proposals_year=2027,
        contacts=True,
        needs=True,
        questions="Есть ли автобус?",
        indicators=[AskedIndicator(indicator_id=indicator)] if indicator else [],
        schools=schools,
    )


def requests(desk: Desk) -> tuple[Collection, Collection]:
    """The request of this quarter and that of the last one."""
    first, second = sorted(desk.read.load_all(Collection), key=lambda one: str(one.first_day), reverse=True)
    return first, second


def write_forms(desk: Desk, folder: Path) -> None:
    """The forms that are filled in: this quarter's, a school's own, last quarter's, another cluster's."""
    now, last = requests(desk)
    school = now.schools[0].organization_id
    write_school_form(school_form(desk.read, now), folder / "form.xlsx")
    write_school_form(school_form(desk.read, now, school), folder / "own.xlsx")
    write_school_form(school_form(desk.read, last), folder / "last.xlsx")
    foreign = now.copy()
    foreign.uuid = str(uuid.uuid5(uuid.NAMESPACE_DNS, "foreign"))
    write_school_form(school_form(desk.read, foreign), folder / "foreign.xlsx")


def fill_in(desk: Desk, ways: Iterable[Way], folder: Path, kept: Path) -> None:
    """Have LibreOffice fill the forms in, and keep what came out in `kept`."""
    write_forms(desk, folder)
    code = requests(desk)[0].code
    told = [
        {"out": way.out, "form": way.form, "steps": json.loads(json.dumps(way.steps).replace("{code}", code))}
        | ({} if way.form else {"text": True})
        for way in ways
    ]
    (folder / "steps.json").write_text(json.dumps(told), encoding="utf-8")
    pipe = f"forms{os.getpid()}"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        script = Path(__file__).with_name("in_office.py")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        subprocess.run([PYTHON, str(script), str(folder), pipe], check=True, env=environment, timeout=300)
    finally:
        office.terminate()
        office.wait(60)
    kept.mkdir(parents=True, exist_ok=True)
    for way in ways:
        shutil.copy(folder / way.out, kept / way.out)
