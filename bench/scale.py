"""The file of a large office after ten years: 200,000 events, 20,000 plan items, all the photos that it takes.

    python -m bench.scale FILE     made when it is not there, which takes a while; then each job is timed

Whole processes as a user starts them, three times each, the median told with its processor time: on a busy computer
only that can be compared. What changes the file is undone by the job that follows it.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.events import event, multiply
from bench.plan_rows import rows_of_plan
from bench.verdicts import verdict
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.events import Attachment
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.desk import Desk

_EVENTS, _TYPED, _PLANS, _ITEMS, _SCHOOLS, _PEOPLE = 200_000, 10_000, 10, 2_000, 500, 5_000
_PHOTOS, _PHOTO = 190, 1_000_000  # each of so many bytes; a file takes 200 megabytes of them
_AT_ONCE, _A_SECTION, _RUNS = 5_000, 100, 3
_SEARCH = "конкурс чтецов"


def main() -> None:
    """Make the file and time each job."""
    path = Path(sys.argv[1])
    if not path.exists():
        make(path)
    print(f"{path.stat().st_size / 1e6:,.0f} MB\n{'':<44}{'seconds':>9}{'CPU':>9}{'memory':>10}")
    year, six, out = (
        ("--from", "2024-01-01", "--to", "2024-12-31"),
        ("--from", "2019-01-01", "--to", "2024-12-31"),
        path.parent,
    )
    _line("search", "0.3", "search", path, _SEARCH)
    _line("log of a year", "", "log", path, "list", *year)
    _line("calendar of a year", "1", path, module="bench.scale_calendar")
    _line("calendar of all years for other programs", "", "calendar", path, "--out", out / "все.ics")
    _line("activity of a year to Excel", "", "print", path, "activity", *year, "--out", out / "год.xlsx")
    _line("activity of six years to Excel", "15", "print", path, "activity", *six, "--out", out / "шесть лет.xlsx")
    _line("an entry of the log", "", "log", path, "add", "--date", "2026-10-01", "--title", "Проверка")
    _line("undo", "", "undo", path)
    _line("verify", "", "verify", path)


def make(path: Path) -> None:
    """Make the file; every name in it is invented."""
    random.seed(1)
    desk = Desk.create(path, Cluster(name="Заречный образовательный кластер"))
    schools = desk.change(
        "Added", *(Organization(full_name=f"Школа № {n}", short_name=f"СОШ № {n}") for n in range(1, _SCHOOLS + 1))
    )
    people = (Person(name=f"Фамильева{n} Анна Петровна", organization_id=schools[n % _SCHOOLS]) for n in range(_PEOPLE))
    desk.change("Added", *people)
    for number in range(_PLANS):
        _add_plan(desk, 2017 + number)
    for start in range(0, _TYPED, _AT_ONCE):
        desk.change("Added", *(event(n, schools) for n in range(start, start + _AT_ONCE)))
    multiply(desk, _TYPED, _EVENTS // _TYPED)
    for start in range(0, _PHOTOS, 10):
        _add_photos(desk, schools, start)
    desk.close()


def _add_plan(desk: Desk, year: int) -> None:
    plan = desk.draft(
        Plan, name=f"План на {year} год", period_start=dt.date(year, 1, 1), period_end=dt.date(year, 12, 31)
    )
    records: list[Plan | PlanSection | PlanItem] = [plan]
    section = None
    for place, (number, title, deadline, responsible, result) in enumerate(rows_of_plan(_ITEMS)):
        if place % _A_SECTION == 0:
            name = f"Раздел {place // _A_SECTION + 1}"
            records.append(desk.draft(PlanSection, plan_id=plan.id, place=place, name=name))
            section = records[-1].id
        item = PlanItem(number=number, title=title, deadline=deadline, responsible=responsible, result=result)
        item.section_id, item.place = section, place
        records.append(item)
    desk.change("Added", *records)


def _add_photos(desk: Desk, schools: Sequence[int], start: int) -> None:
    import hashlib

    records, contents = [], []
    for number in range(start, start + 10):
        contents.append(random.randbytes(_PHOTO))
        digest = hashlib.sha256(contents[-1]).hexdigest()
        records.append(event(_EVENTS + number, list(schools)))
        photo = Attachment(name=f"{number}.jpg", media_type="image/jpeg", size=_PHOTO, digest=digest)
        records[-1].attachments = [photo]
    desk.change("Added", *records, contents=contents)


def _line(name: str, goal: str, *words: str | Path, module: str = "cluster_desk") -> None:
    runs = [_run(words, module) for _run_number in range(_RUNS)]
    seconds, cpu, memory = (median(run[place] for run in runs) for place in range(3))
    told = verdict(goal and f"{goal} s", 0.0, seconds)
    print(f"{name:<44}{seconds:>8.2f} {cpu:>8.2f} {memory:>7.0f} MB   {told}", flush=True)


def _run(words: Sequence[str | Path], module: str) -> tuple[float, float, float]:
    began = time.perf_counter()
    command = [sys.executable, "-m", module, *map(str, words)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
