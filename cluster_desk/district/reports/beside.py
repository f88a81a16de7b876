"""Clusters side by side: the numbers that papers and the window show of each, told once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cluster_desk.core.language import N_
from cluster_desk.core.russian.numbers import plural
from cluster_desk.district.coverage import Covered, Reported
from cluster_desk.district.reports.parts import Asked, Part, Told, cluster_table, money, reported_cell
from cluster_desk.district.reports.tables import money_of, totals_of
from cluster_desk.district.store.counts import DecisionCount
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


def _of_plan(numbers: Numbers, one: Covered) -> tuple[int, int] | tuple[None, None]:
    """Items that fall due in the period, and those of them that are done."""
    return _NO_PLAN if one.reported is Reported.NONE else numbers.plan_of_period.get(one.id, _NO_PLAN)


_NO_PLAN = (None, None)


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
           lambda numbers, one: _of_plan(numbers, one)[0]),
    Number("done", "из них выполнено", N_("Done"),
           lambda numbers, one: _of_plan(numbers, one)[1]),
    Number("open", "Решений на контроле", N_("Open decisions"),
           lambda numbers, one: _at_end(numbers, one, _decided(numbers, one).open)),
    Number("overdue", "из них просрочено", N_("Overdue"),
           lambda numbers, one: _at_end(numbers, one, _decided(numbers, one).overdue), 22),
)  # fmt: skip
"""The numbers of clusters side by side, told once for papers and for the window."""


def numbers_beside(numbers: Numbers, one: Covered) -> list[int | None]:
    """The numbers of a cluster, in the order of `BESIDE`."""
    return [each.value(numbers, one) for each in BESIDE]


def side_by_side(numbers: Numbers, asked: Asked) -> list[Part]:
    """Clusters side by side: members, events, people, who took part in nothing, plan, decisions, money."""
    told = (
        Told("Отчёт за период", 30, "left"),
        *(Told(each.on_paper, each.width, total=True) for each in BESIDE),
    )

    def row(one: Covered) -> Sequence[doc.Content]:
        return (reported_cell(one, numbers), *numbers_beside(numbers, one))

    untold = sum(total.untold for total in numbers.totals.values())
    notes = (f"У {untold} {plural(untold, 'мероприятия', 'мероприятий', 'мероприятий')} число участников не внесено.",)
    heading = "Кластеры" if asked.cluster is None else "Главное"
    table = cluster_table(numbers, asked, 55, told, row)
    return [Part(heading, (table,), notes if untold else ()), _further(numbers, asked)]


_FURTHER = (
    Told("На дату", 26, "center"),
    Told("Участников с соглашением", 30, total=True),
    Told("Показателей достигнуто", 30, "center"),
    Told("План на период, руб.", 32, total=True),
    Told("Израсходовано за период, руб.", 36, total=True),
)


def _further(numbers: Numbers, asked: Asked) -> Part:
    """Agreements, indicators and money, cluster by cluster."""

    def row(one: Covered) -> Sequence[doc.Content]:
        told = numbers.at_end.get(one.id)
        agreed = numbers.agreements.get(one.id, 0) if told else None
        sums = map(money, _money_of_period(numbers, one))
        return (told.as_of if told else None, agreed, _reached(numbers, one), *sums)

    return Part("Соглашения, показатели, деньги", (cluster_table(numbers, asked, 72, _FURTHER, row),))


def _money_of_period(numbers: Numbers, one: Covered) -> tuple[int | None, int | None]:
    quarters = numbers.years_in_quarters if one.reported is not Reported.NONE else []
    return money_of(numbers, one, quarters, 0), money_of(numbers, one, quarters, 4)


def _reached(numbers: Numbers, one: Covered) -> str:
    """«2 из 3»: indicators whose last value reaches its target, of those of which that can be said."""
    last = numbers.outcomes.get(one.id, {})
    reached = sum(outcome in ("reached", "kept") for outcome in last.values())
    return f"{reached} из {len(last)}" if last and one.reported is not Reported.NONE else ""
