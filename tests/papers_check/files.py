"""The files whose papers are checked: the sample, look-alikes of real plans, a sparse file, an empty one.

The look-alikes are invented: they have the shapes that real offices' files have after an import, not their words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import AgendaItem, CouncilSeat, Meeting, SeatRole, Speaker
from cluster_desk.core.records.events import Event, EventState, Participation, TakingPart
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization, OrganizationKind, Person
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection, PlanStep, PlanText, Subtask, Task
from cluster_desk.desk import Desk
from cluster_desk.sample import create_sample

Row = tuple[str, str, str, ItemState]
"""№, title, deadline, state of an item."""
_P, _D = ItemState.PLANNED, ItemState.DONE


def a_cluster(name: str = "Ольховский образовательный кластер", genitive: str = "Ольховского кластера") -> Cluster:
    """A cluster whose name was told."""
    return Cluster(name=name, name_genitive=genitive)


def next_years_plan_with_this_years_log(path: Path) -> None:
    """A plan of 2023 that holds the analysis of 2022: a log without organizations, meetings without minutes."""
    desk = _created(path)
    plan = _plan(
        desk, "ПЛАН работы опорной школы на 2023 год", 2023, tasks=("Обеспечение доступности", "Методический центр")
    )
    first, second = (task.id for task in plan.tasks)
    log = [
        ("Ежедневно", "Подвоз двумя школьными автобусами", first, [("64", TakingPart.PUPILS, "")]),
        ("Еженедельно", "Кружок «Юный вожатый»", first, []),
        ("24 марта 2022 года", "Районная школа актива", second, []),
        ("Апрель-май 2022 года", "Весенняя сессия РМО", second, [("47", TakingPart.TEACHERS, "")]),
        ("В октябре", "день дублёра", second, []),
        ("20-30 ноября 2022 года", "Неделя экологии", second, [("9", TakingPart.OTHERS, "работ")]),
        ("по мере обращений", "Консультации для школ", second, []),
    ]
    desk.change("Log read", *(_event(words, name, task, counts, 2022) for words, name, task, counts in log))
    topics = ("О плане работы", "Об итогах года")
    days = [dt.date(2022, 1, 19), dt.date(2022, 8, 25), dt.date(2023, 1, 19), dt.date(2023, 12, 21)]
    desk.change("Meetings read", *(_meeting(day, topics) for day in days))
    rows: Sequence[Row] = (
        ("1", "Утверждение плана", "до 20 января", _P),
        ("2", "Мониторинг", "ежеквартально", _P),
        ("1", "Весенняя сессия РМО", "март", _P),  # numbers begin anew
        ("2", "Слёт отрядов", "12–14 мая", _P),
    )
    _items(desk, plan, ("Организационная работа", "Методическая работа"), rows)
    _organizations(desk, 8)
    desk.close()


def two_plans_and_months_alone(path: Path) -> None:
    """Two plans of one year over one table, a log of the year before that tells months alone, 16 members."""
    desk = _created(path)
    school = _plan(
        desk, "КАЛЕНДАРНОЕ ПЛАНИРОВАНИЕ РАБОТЫ ОПОРНОЙ ШКОЛЫ НА 2022 ГОД", 2022, tasks=("Единое пространство",)
    )
    task = school.tasks[0].id
    months = ("январь", "февраль", "февраль, апрель", "март", "май", "октябрь", "декабрь")
    desk.change("Log read", *(_event(words, f"Семинар № {n}", task, [], 2021) for n, words in enumerate(months, 1)))
    rows: Sequence[Row] = (
        ("1.", "Зимняя школа", "январь", _D),
        ("2.", "Конкурс чтецов", "апрель", _P),
        ("3.", "Поездка на слёт", "2016", _P),  # a typing slip of the office
        ("4.", "Посещение уроков", "еженедельно", ItemState.UNDER_WAY),
    )
    _items(desk, school, ("",), rows)
    cluster = Plan(
        name="КАЛЕНДАРНОЕ ПЛАНИРОВАНИЕ РАБОТЫ КЛАСТЕРА НА 2022 ГОД",
        period_start=dt.date(2022, 1, 1),
        period_end=dt.date(2022, 12, 31),
        shares_id=school.id,
    )
    desk.change("Plan read", cluster)
    _organizations(desk, 16)
    desk.close()


def half_a_year_with_a_council(path: Path) -> None:
    """A plan of half a year with steps, a council of people without minutes; no log at all."""
    desk = _created(path)
    plan = _plan(desk, "План работы на 2-е полугодие 2019 года", 2019, half=True)
    rows: Sequence[Row] = (
        ("1", "Семинар для завучей", "сентябрь", _P),
        ("2", "Районный слёт", "Январь- июнь", _P),  # outside the plan's period
        ("3", "Заседания совета", "", _P),
        ("5", "Отчёт опорной школы", "до 15 декабря", ItemState.MOVED),
    )
    _items(desk, plan, ("Работа с педагогами", "Контроль"), rows, with_steps=True)
    names = ("Алова Анна Петровна", "Буков Олег Ильич", "Вяткина Нина Львовна")
    desk.change("People read", *(Person(name=name, position="директор школы") for name in names))
    roles = (SeatRole.CHAIR, SeatRole.SECRETARY, SeatRole.MEMBER)
    people = [one.id for one in desk.read.load_all(Person)]
    desk.change("Seats read", *(CouncilSeat(role=role, person_id=row) for role, row in zip(roles, people, strict=True)))
    _organizations(desk, 6)
    desk.close()


def sparse(path: Path) -> None:
    """A file begun today: one school, an event to come, one held without a number, a meeting without an agenda."""
    desk = _created(path)
    _organizations(desk, 1)
    held = _event("14 мая", "Ярмарка", None, [], 2026)
    planned = _event("20 октября", "Осенний кросс", None, [], 2026, EventState.PLANNED)
    early = _event("3 ноября", "Концерт", None, [("120", TakingPart.PUPILS, "")], 2026)  # held, entered too early
    desk.change("Added", held, planned, early, Meeting(number=1, day=dt.date(2026, 9, 10)))
    _plan(desk, "План на 2026 год", 2026)
    desk.close()


def empty(path: Path) -> None:
    """Nothing but the cluster's name."""
    _created(path).close()


FILES: dict[str, tuple[Callable[[Path], None], int]] = {
    "sample": (create_sample, 2026),
    "next-years-plan": (next_years_plan_with_this_years_log, 2022),
    "two-plans": (two_plans_and_months_alone, 2022),
    "half-year": (half_a_year_with_a_council, 2019),
    "sparse": (sparse, 2026),
    "empty": (empty, 2026),
}
"""How each is made, and the year that its reports are about."""


def imported(document: Path, path: Path) -> int:
    """A file with what a real document holds, and the year of its log, else of its plan."""
    from cluster_desk.exchange.files.reader import read_document
    from cluster_desk.exchange.importing.propose import import_document

    desk = _created(path)
    import_document(desk, read_document(document))
    sql = "SELECT coalesce((SELECT max(first_day) FROM events), (SELECT max(period_start) FROM plans), '2026')"
    year = int(str(desk.read.value(sql))[:4])
    desk.close()
    return year


def _created(path: Path) -> Desk:
    Desk.create(path, a_cluster()).close()
    return Desk.open(path)


def _plan(desk: Desk, name: str, year: int, tasks: Sequence[str] = (), *, half: bool = False) -> Plan:
    plan = Plan(
        name=name,
        period_start=dt.date(year, 7 if half else 1, 1),
        period_end=dt.date(year, 12, 31),
        tasks=[Task(text=text, subtasks=[Subtask(text="подзадача")]) for text in tasks],
        texts=[PlanText(heading="Анализ работы", text="Работа признана удовлетворительной.\n- дело первое")],
    )
    (row,) = desk.change("Plan read", plan)
    stored = desk.read.load(Plan, row)
    assert stored is not None
    return stored


def _items(desk: Desk, plan: Plan, names: Sequence[str], rows: Sequence[Row], *, with_steps: bool = False) -> None:
    sections = desk.change(
        "Sections read", *(PlanSection(plan_id=plan.id, place=n, name=name) for n, name in enumerate(names, 1))
    )
    items: list[Record] = []
    for n, (number, title, deadline, state) in enumerate(rows):
        steps = (
            [PlanStep(result="Справка", deadline="ноябрь"), PlanStep(result="Приказ")] if with_steps and not n else []
        )
        section = sections[n * len(sections) // len(rows)]
        items.append(
            PlanItem(
                section_id=section, place=n, number=number, title=title, deadline=deadline, state=state, steps=steps
            )
        )
    desk.change("Items read", *items)


def _event(
    words: str,
    name: str,
    task: int | None,
    counts: Sequence[tuple[str, TakingPart, str]],
    year: int,
    state: EventState = EventState.HELD,
) -> Event:
    told = [Participation(kind=kind, count_words=count, unit=unit) for count, kind, unit in counts]
    first = dt.date(year, 1, 1)
    return Event(name=name, state=state, day_words=words, first_day=first, task_id=task, participations=told)


def _meeting(day: dt.date, topics: Sequence[str]) -> Meeting:
    agenda = [AgendaItem(topic=topic, speakers=[Speaker(words="Алова А.П.")]) for topic in topics]
    return Meeting(day=day, day_words=f"{day:%d.%m.%Y}", agenda=agenda)


def _organizations(desk: Desk, count: int) -> None:
    names = [f"МКОУ СОШ № {n} с. Ольховое" for n in range(1, count + 1)]
    desk.change(
        "Members read",
        *(Organization(full_name=name, short_name=name, kind=OrganizationKind.SECONDARY) for name in names),
    )
