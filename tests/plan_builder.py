"""A whole invented plan in a data file, for tests of the plan's screen."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.plans import (
    ItemState,
    Plan,
    PlanItem,
    PlanSection,
    PlanStep,
    Responsible,
    StepResponsible,
    Task,
)
from cluster_desk.desk import Desk

ItemRow = tuple[str, str, str, str, ItemState, tuple[tuple[str, str, str], ...]]
_P, _U, _D = ItemState.PLANNED, ItemState.UNDER_WAY, ItemState.DONE
_STEPS = (
    ("Подготовка повестки и приглашений", "по графику", "Астахова О. В."),
    ("Размещение протокола на сайте школы", "до 4 ноября", "Зимина А. Р."),
)
SECTIONS: tuple[tuple[str, tuple[ItemRow, ...]], ...] = (
    (
        "Организационно-координирующая деятельность",
        (
            ("1", "Утверждение плана работы кластера", "к 15 января", "Воронцова М. С.", _D, ()),
            ("2", "Организация подвоза детей", "в течение года", "Тихонов А. В.,\nдиректора школ", _U, ()),
            ("3", "Соглашение с детским садом «Колосок»", "сентябрь", "Воронцова М. С.", _P, ()),
            ("4", "Заседания координационного совета", "ежеквартально", "Астахова О. В.", _U, _STEPS),
        ),
    ),
    (
        "Научно-методическая деятельность",
        (
            ("1", "Работа районных объединений учителей", "октябрь", "Астахова О. В.", _U, ()),
            ("2", "Курсы повышения квалификации", "20–24 октября", "Зимина А. Р.", _P, ()),
            ("3", "Сбор заявок на курсы", "до 16 октября", "Зимина А. Р.", _P, ()),
        ),
    ),
    (
        "Деятельность с обучающимися",
        (
            ("1", "Школьный этап олимпиады", "сентябрь–октябрь", "Зимина А. Р.", _U, ()),
            ("2", "Неделя математики", "12–17 октября", "Астахова О. В.", _U, ()),
            ("3", "Форум «Первые шаги»", "21 октября", "Тихонов А. В.", _P, ()),
            ("4", "Летняя школа", "июнь", "Тихонов А. В.", _D, ()),
        ),
    ),
)


def store_plan(desk: Desk) -> int:
    """Put the plan of 2026 into the file: 3 sections, 11 items, 2 steps; gives its row number."""
    plan = desk.draft(
        Plan,
        name="План кластера на 2026 год",
        period_start=dt.date(2026, 1, 1),
        period_end=dt.date(2026, 12, 31),
        tasks=[Task(text="Объединить ресурсы школ")],
    )
    records: list[Record] = [plan]
    for place, (name, items) in enumerate(SECTIONS, start=1):
        section = desk.draft(PlanSection, plan_id=plan.id, place=place, name=name)
        records.append(section)
        records += [_item(section.id or 0, at, value) for at, value in enumerate(items, start=1)]
    desk.change("Plan added", *records)
    return plan.id or 0


def _item(section: int, place: int, outcome: ItemRow) -> PlanItem:
    number, name, deadline, who, state, steps = outcome
    return PlanItem(
        section_id=section,
        place=place,
        number=number,
        title=name,
        deadline=deadline,
        responsible=who,
        people=[Responsible(name=one.strip()) for one in who.split(",\n")],
        state=state,
        steps=[
            PlanStep(result=result, deadline=when, responsible=by, people=[StepResponsible(name=by)])
            for result, when, by in steps
        ],
    )
