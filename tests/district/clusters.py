"""Made-up clusters: whole data files of offices, made by the desk; the same for the same number."""

from __future__ import annotations

import calendar
import datetime as dt
import random
from pathlib import Path

from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import AgendaItem, Decision, DecisionState, Executor, Meeting
from cluster_desk.core.records.events import (
    Event,
    EventPerson,
    EventState,
    Level,
    Participation,
    ServedItem,
    TakingPart,
)
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.indicators import BudgetLine, Computed, Expense, Indicator, IndicatorValue
from cluster_desk.core.records.members import Agreement, Membership, Organization, OrganizationKind, Person
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanKind, PlanSection
from cluster_desk.desk import Desk

PLACES = (
    "Луговое Озёрное Берёзовка Сосновка Каменка Ивановка Ольховка Ключи Полянка Дубрава Липовка Речное Горки Боровое "
    "Ясное Верхнее Нижнее Заречье Покровка Троицкое"
).split()
DISTRICTS = "Северный Южный Западный Восточный Речной Лесной Степной Озёрный Полевой Горный".split()
PEOPLE = (
    "Громова Анна Петровна",
    "Седых Пётр Ильич",
    "Калиниченко Ольга Сергеевна",
    "Вяземский Лев Андреевич",
    "Римская-Лугова Инна Олеговна",
)
"""Who must stand in no package, in whatever case."""
_WHAT = "Конкурс чтецов|Семинар педагогов|Спартакиада|Мастер-класс|Форум «Первые шаги»|Экскурсия|Олимпиада".split("|")
_MONTHS = tuple(range(1, 13))


def make_cluster(path: Path, number: int, *, year: int = 2026, schools: int = 7, events: int = 24) -> Path:
    """A data file of the cluster `number`."""
    luck = random.Random(number * 7919 + year)
    records: list[Record] = [
        *_organizations(luck, number, schools),
        *(Person(id=n, name=name, position="учитель", organization_id=1) for n, name in enumerate(PEOPLE, 1)),
        *_plan(luck, year),
        *_events(luck, year, schools, events),
        *_meetings(luck, year),
        *_indicators(luck, year),
        *_money(luck, year),
    ]
    head = Cluster(
        name=f"{DISTRICTS[number % len(DISTRICTS)]} образовательный кластер № {number}",
        region="Северная область",
        district=f"{DISTRICTS[number % len(DISTRICTS)]} район",
        support_school_id=1,
    )
    Desk.create(path, head, *records).close()
    return path


def _organizations(luck: random.Random, number: int, schools: int) -> list[Record]:
    made: list[Record] = []
    for n in range(1, schools + 1):
        place = PLACES[(number * 3 + n) % len(PLACES)]
        agreed = dt.date(2024, luck.choice(_MONTHS), 1)
        made.append(
            Organization(
                id=n,
                full_name=f"МКОУ средняя общеобразовательная школа № {number * 100 + n} с. {place}",
                short_name=f"СОШ № {number * 100 + n} с. {place}",
                kind=OrganizationKind.SECONDARY if n % 3 else OrganizationKind.KINDERGARTEN,
                inn=_inn(430000000 + number * 100 + n),
                district=f"{DISTRICTS[number % len(DISTRICTS)]} район",
                locality=f"с. {place}",
                agreements=[Agreement(number=str(n), day=agreed)] if luck.random() < 0.8 else [],
                memberships=[Membership(joined=dt.date(2023, 9, 1))],
            )
        )
    made.append(
        Organization(
            id=schools + 1,
            full_name="Бывшая школа",
            short_name="Бывшая школа",
            memberships=[Membership(joined=dt.date(2020, 9, 1), left=dt.date(2024, 8, 31))],
        )
    )
    return made


def _inn(nine: int) -> str:
    """A taxpayer number with its check figure."""
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    check = sum(weight * int(figure) for weight, figure in zip(weights, str(nine), strict=True)) % 11 % 10
    return f"{nine}{check}"


def _plan(luck: random.Random, year: int) -> list[Record]:
    plan = Plan(
        id=1,
        name=f"План работы кластера на {year} год",
        kind=PlanKind.CLUSTER,
        period_start=dt.date(year, 1, 1),
        period_end=dt.date(year, 12, 31),
    )
    items = [
        PlanItem(
            id=n,
            section_id=1,
            place=n,
            number=str(n),
            title=f"Проведение мероприятия {n}, отв. Седых П. И." if n == 3 else f"Проведение мероприятия {n}",
            deadline=f"{luck.randint(1, 28):02}.{luck.choice(_MONTHS):02}.{year}" if n % 5 else "в течение года",
            responsible="Громова А. П.",
            state=luck.choice((ItemState.DONE, ItemState.DONE, ItemState.PLANNED, ItemState.UNDER_WAY)),
        )
        for n in range(1, 13)
    ]
    return [plan, PlanSection(id=1, plan_id=1, name="Раздел", place=1), *items]


def _events(luck: random.Random, year: int, schools: int, events: int) -> list[Record]:
    made: list[Record] = []
    for n in range(1, events + 1):
        month = luck.choice(_MONTHS)
        day = dt.date(year, month, luck.randint(1, calendar.monthrange(year, month)[1]))
        # The last school takes part in nothing.
        taking = luck.sample(range(1, schools), k=min(schools - 1, luck.randint(0, 4)))
        people = [
            Participation(
                organization_id=school,
                kind=luck.choice(list(TakingPart)),
                count_words=str(luck.randint(1, 60)) if luck.random() < 0.9 else "много",
            )
            for school in taking
        ]
        if luck.random() < 0.3:
            people.append(Participation(kind=TakingPart.PUPILS, count_words=str(luck.randint(50, 200))))
        if luck.random() < 0.2:
            people.append(Participation(organization_words="Гимназия города", count_words="12"))
        if luck.random() < 0.2 and taking:
            people.append(Participation(organization_id=taking[0], unit="работ", count_words="9"))
        made.append(
            Event(
                id=n,
                name=f"{luck.choice(_WHAT)} {n}"
                + (f" с {PEOPLE[n % 5]}" if n % 6 == 0 else " у Громовой" * (n % 7 == 0)),
                state=EventState.HELD if luck.random() < 0.85 else luck.choice(list(EventState)),
                day_words=f"{day:%d.%m.%Y}",
                level=luck.choice(list(Level)),
                results="Победитель: Калиниченко О. С., тел. 8 (912) 345-67-89",
                participations=people,
                people=[EventPerson(words="Вяземский Л. А.", role="победитель", person_id=4)],
                items=[ServedItem(item_id=luck.randint(1, 12))] if luck.random() < 0.3 else [],
            )
        )
    return made


def _meetings(luck: random.Random, year: int) -> list[Record]:
    made: list[Record] = []
    for n, month in enumerate((2, 5, 9, 11), 1):
        decisions = [
            Decision(
                text="Седых Петру Ильичу подготовить отчёт",
                executors=[Executor(words="Седых П. И.", person_id=2)],
                due_words=f"до {day:%d.%m.%Y}",
                due=day,
                state=luck.choice([one for one in DecisionState if one is not DecisionState.MOVED]),
            )
            for day in (dt.date(year, month, 20), dt.date(year, 12, 1))
        ]
        agenda = [AgendaItem(topic="О ходе работы", heard="Громову А. П.", decisions=decisions)]
        made.append(Meeting(id=n, number=n, day=dt.date(year, month, 10), theme="Ход работы", agenda=agenda))
    return made


def _indicators(luck: random.Random, year: int) -> list[Record]:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    share = luck.randint(40, 100)
    return [
        Indicator(
            id=1,
            name="Доля школ, участвующих в сетевых программах",
            unit="%",
            target="не менее 60 %",
            target_value=60.0,
            values=[IndicatorValue(period_start=first, period_end=last, value_words=str(share), value=float(share))],
        ),
        Indicator(id=2, name="Проведено мероприятий", unit="ед.", target="20", computed=Computed.EVENTS),
    ]


def _money(luck: random.Random, year: int) -> list[Record]:
    day = dt.date(year, 3, 5)
    spent = [Expense(day=day, amount=luck.randint(1, 9) * 10_000, name="Грамоты")] if luck.random() < 0.7 else []
    line = BudgetLine(id=1, name="Призы", year=year, first_quarter=luck.randint(1, 9) * 100_000, expenses=spent)
    return [line]
