"""A plan of many rows in a data file and as a Word document; every name in it is invented.

python -m bench.plan_rows DATA_FILE COUNT DOCUMENT

The program is imported by what makes the file alone: a peer whose whole process is timed takes its rows from here.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

HEADER = ("№ п/п", "Наименование мероприятия", "Сроки", "Ответственные", "Результат")
_TITLES = (
    "Организация работы районных методических объединений учителей-предметников",
    "Подвоз обучающихся из отдалённых населённых пунктов двумя школьными автобусами",
    "Окружной семинар «Функциональная грамотность: от урока к результату» для педагогов",
    "Районный конкурс чтецов «Живое слово»",
)
_DEADLINES = ("в течение года", "до 30 января", "март, август, ноябрь", "ежеквартально", "12-16 октября", "по графику")
_PEOPLE = (
    "Лаптева О. Д., заместитель директора по учебной работе",
    "Тихонов А. В., директор СОШ с. Луговое\nдиректора школ кластера",
    "руководители РМО",
)
_RESULTS = (
    "Протоколы, методические рекомендации",
    "Приказ об утверждении состава совета",
    "Сборник материалов, 40 участников",
)
_A_SECTION = 50
"""Items of a section."""


def rows_of_plan(count: int) -> list[tuple[str, ...]]:
    """Number, title, deadline, responsible, result of `count` items, all titles different."""
    return [
        (
            f"{number}.",
            f"{_TITLES[number % len(_TITLES)]}, {number}",
            _DEADLINES[number % len(_DEADLINES)],
            _PEOPLE[number % len(_PEOPLE)],
            _RESULTS[number % len(_RESULTS)],
        )
        for number in range(1, count + 1)
    ]


def make_plan(data_file: Path, count: int, document: Path) -> None:
    """A data file with a plan of `count` items, and the Word document of its table."""
    from cluster_desk.core.language import N_
    from cluster_desk.core.records.cluster import Cluster
    from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
    from cluster_desk.desk import Desk
    from cluster_desk.reports.catalog import paper
    from cluster_desk.reports.formats import write_paper

    desk = Desk.create(data_file, Cluster(name="Заречный образовательный кластер"))
    start, end = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    words = dict(zip(("number", "title", "deadline", "responsible", "result"), HEADER, strict=True))
    headers = {f"{role}_header": header for role, header in words.items()}
    plan = desk.draft(Plan, name="Календарный план на 2026 год", period_start=start, period_end=end, **headers)
    records: list[Plan | PlanSection | PlanItem] = [plan]
    section = None
    for place, row in enumerate(rows_of_plan(count)):
        if place % _A_SECTION == 0:
            name = f"{place // _A_SECTION + 1}. Раздел"
            records.append(desk.draft(PlanSection, plan_id=plan.id, place=place, name=name))
            section = records[-1].id
        number, name, deadline, responsible, result = row
        item = PlanItem(number=number, title=name, deadline=deadline, responsible=responsible, result=result)
        item.section_id, item.place = section, place
        records.append(item)
    desk.change(N_("Import"), *records)
    write_paper(paper("plan-table").build(desk.read, {}), document)
    desk.close()


if __name__ == "__main__":
    make_plan(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
