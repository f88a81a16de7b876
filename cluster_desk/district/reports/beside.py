"""Clusters side by side: the numbers that papers and the window show of each, told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cluster_desk.core.language import N_
from cluster_desk.core.russian.numbers import plural
from cluster_desk.district.coverage import Covered, Reported
from cluster_desk.district.reports.parts import Asked, Part, column_totals, money, money_total, reported_cell, total_of
from cluster_desk.district.reports.tables import NUMBER, SIZE, money_of, totals_of
from cluster_desk.district.store.counts import DecisionCount, PlanCount
from cluster_desk.district.store.numbers import Numbers
from cluster_desk.reports import document as doc


@dataclass(frozen=True)
class Number:
    """A number told of each cluster beside the others: its name, what papers and (a msgid) screens call it, its value.

    None where the cluster reported nothing that would tell it.
    """

    name: str
    on_paper: str
    on_screen: str
    value: Callable[[Numbers, Covered], int | None]
    width: float = 20  # on paper, mm


def _at_end(numbers: Numbers, one: Covered, told: int | None) -> int | None:
    """What is counted of a cluster at the period's end; nothing counted is a zero where a report tells that day."""
    return (told or 0) if one.id in numbers.at_end else None


def _of_plan(numbers: Numbers, one: Covered) -> PlanCount | None:
    return None if one.reported is Reported.NONE else numbers.plan_of_period.get(one.id)


def _of_absent(numbers: Numbers, one: Covered) -> int | None:
    return None if one.reported is Reported.NONE else _at_end(numbers, one, len(numbers.absent.get(one.id, ())))


def _decided(numbers: Numbers, one: Covered) -> DecisionCount:
    return numbers.decisions.get(one.id, DecisionCount(0, 0, 0, 0, 0))


BESIDE = (
    Number("members", "Участников кластера", N_("Members"),
           lambda numbers, one: _at_end(numbers, one, numbers.member_counts.get(one.id))),
    Number("events", "Мероприятий проведено", N_("Events held"),
           lambda numbers, one: totals.events if (totals := totals_of(numbers, one)) else None, 22),
    Number("people", "Участий, человек", N_("People"),
           lambda numbers, one: totals.people if (totals := totals_of(numbers, one)) else None),
    Number("absent", "Не названо ни в одном", N_("Not named"), _of_absent, 24),
    Number("items", "Пунктов плана на период", N_("Plan items"),
           lambda numbers, one: plan.items if (plan := _of_plan(numbers, one)) else None),
    Number("done", "из них выполнено", N_("Done"),
           lambda numbers, one: plan.done if (plan := _of_plan(numbers, one)) else None),
    Number("open", "Решений на контроле", N_("Open decisions"),
           lambda numbers, one: _at_end(numbers, one, _decided(numbers, one).open)),
    Number("overdue", "из них просрочено", N_("Overdue"),
           lambda numbers, one: _at_end(numbers, one, _decided(numbers, one).overdue), 22),
)  # fmt: skip
"""The numbers of clusters side by side, told once for papers and for the window."""


def numbers_beside(numbers: Numbers, one: Covered) -> list[int | None]:
    """The numbers of a cluster, in the order of `BESIDE`."""
    return [each.value(numbers, one) for each in BESIDE]


def side_by_side(numbers: Numbers, _asked: Asked) -> list[Part]:
    """Clusters side by side: members, events, people, who took part in nothing, plan, decisions, money."""
    rows, kept = [], []
    for number, one in enumerate(numbers.covered, 1):
        values = numbers_beside(numbers, one)
        kept.append(values)
        rows.append(doc.Row((number, one.name, reported_cell(one, numbers), *values)))
    whole = column_totals(kept)
    rows.append(doc.Row(("", "Итого", "", *whole), total=True))
    untold = sum(total.untold for total in numbers.totals.values())
    notes = (f"У {untold} {plural(untold, 'мероприятия', 'мероприятий', 'мероприятий')} число участников не внесено.",)
    table = doc.Table(_SIDE_BY_SIDE, tuple(rows), size=SIZE)
    return [Part("Кластеры", (table,), notes if untold else ()), _further(numbers)]


_SIDE_BY_SIDE = (
    NUMBER,
    doc.Column("Кластер", 55),
    doc.Column("Отчёт за период", 30),
    *(doc.Column(each.on_paper, each.width, "right") for each in BESIDE),
)
_FURTHER = (
    NUMBER,
    doc.Column("Кластер", 72),
    doc.Column("На дату", 26, "center"),
    doc.Column("Участников с соглашением", 30, "right"),
    doc.Column("Показателей достигнуто", 30, "center"),
    doc.Column("План на период, руб.", 32, "right"),
    doc.Column("Израсходовано за период, руб.", 36, "right"),
)


def _further(numbers: Numbers) -> Part:
    """Agreements, indicators and money, cluster by cluster."""
    rows, kept = [], []
    for number, one in enumerate(numbers.covered, 1):
        told = numbers.at_end.get(one.id)
        agreed = numbers.agreements.get(one.id, 0) if told else None
        planned, spent = _money_of_period(numbers, one)
        kept.append((agreed, planned, spent))
        head = (number, one.name, told.as_of if told else None)
        rows.append(doc.Row((*head, agreed, _reached(numbers, one), money(planned), money(spent))))
    sums = (money_total(values[at] for values in kept) for at in (1, 2))
    rows.append(doc.Row(("", "Итого", "", total_of(values[0] for values in kept), "", *sums), total=True))
    return Part("Соглашения, показатели, деньги", (doc.Table(_FURTHER, tuple(rows), size=SIZE),))


def _money_of_period(numbers: Numbers, one: Covered) -> tuple[int | None, int | None]:
    quarters = numbers.quarters if one.reported is not Reported.NONE else []
    return money_of(numbers, one, quarters, 0), money_of(numbers, one, quarters, 4)


def _reached(numbers: Numbers, one: Covered) -> str:
    """«2 из 3»: indicators whose last value reaches its target, of those of which that can be said."""
    last = numbers.outcomes.get(one.id, {})
    reached = sum(outcome in ("reached", "kept") for outcome in last.values())
    return f"{reached} из {len(last)}" if last and one.reported is not Reported.NONE else ""
