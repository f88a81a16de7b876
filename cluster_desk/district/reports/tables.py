"""The parts of the district's reports, one function each: a report is one of them, the summary all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from cluster_desk.core.language import in_russian
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.core.russian.numbers import plural, to_roman
from cluster_desk.core.russian.text import sort_key
from cluster_desk.district.coverage import Covered, Delivery, Reported, joined, reported
from cluster_desk.district.reports.parts import (
    SIZE,
    Asked,
    Part,
    Told,
    cluster_table,
    money,
    named,
    reported_cell,
    table_by_cluster,
    total_of,
)
from cluster_desk.district.reports.reminder import reminder_words
from cluster_desk.district.store.counts import PlanCount, Totals
from cluster_desk.district.store.numbers import IndicatorTold, Numbers, Quarters
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.text import bold
from cluster_desk.reports.shared.periods import Period
from cluster_desk.rules.indicators import is_of_year

_MOST_BARS = 30
NEVER = "не присылал ни разу"
_NOBODY = Totals(0, 0, None, None, None, None, None, None)


def totals_of(numbers: Numbers, one: Covered) -> Totals | None:
    """What a cluster held in the period; None where it reported nothing of it."""
    if one.reported is Reported.NONE:
        return None
    return numbers.totals.get(one.id, _NOBODY)


def people(numbers: Numbers, asked: Asked) -> list[Part]:
    """Who took part: people by kind, cluster by cluster."""
    told = (
        Told("Отчёт за период", 30, "left"),
        Told("Мероприятий", 25, total=True),
        *(Told(in_russian(kind.label), 22, total=True) for kind in TakingPart),
        Told("всего, человек", 22, total=True),
    )

    def row(one: Covered) -> Sequence[doc.Content]:
        totals = totals_of(numbers, one)
        values = (totals.events, *totals[2:]) if totals else [None] * 7
        return (reported_cell(one, numbers), *values)

    return [Part("Участие", (cluster_table(numbers, asked, 62, told, row),))]


def organizations(numbers: Numbers, asked: Asked) -> list[Part]:
    """Participation organization by organization and kind; members that nothing names stand without numbers."""
    columns = (
        doc.Column("Организация", 82),
        doc.Column("Мероприятий", 25, "right"),
        *(doc.Column(in_russian(kind.label), 24, "right") for kind in TakingPart),
        doc.Column("всего, человек", 26, "right"),
    )
    named_ids = set(numbers.took_part)
    own = {one.id: {member.organization_id: member.name for member in numbers.members.get(one.id, ())}
           for one in numbers.covered}  # fmt: skip
    others = numbers.organizations(named_ids - {row for members in own.values() for row in members})
    for row, (cluster, name) in others.items():
        own.setdefault(cluster, {})[row] = name
    rows: list[doc.Row | doc.Section] = []
    for one in numbers.covered:
        rows += [doc.Section(one.name)] if asked.cluster is None else []
        if one.reported is Reported.NONE:
            rows.append(doc.Row((doc.Cell("отчёт не сдан", bold=True),)))
        for row, name in own.get(one.id, {}).items():
            told = numbers.took_part.get(row)
            rows.append(doc.Row((name, *([told.events, *told[2:]] if told else []))))
    note = "В строках — только те, кого отчёт назвал поимённо: сказанное о мероприятии в целом есть в отчёте «Участие»."
    return [Part("Организации", (doc.Table(columns, tuple(rows), size=SIZE),), (note,))]


def absent(numbers: Numbers, asked: Asked) -> list[Part]:
    """Members that no event of the period names; of clusters that did not report nobody can say."""
    told = (
        Told("Отчёт за период", 34, "left"),
        Told("Участников кластера", 24, total=True),
        Told("Не названы", 22, total=True),
        Told("Кто не назван ни в одном мероприятии", 92, "left"),
    )

    def row(one: Covered) -> Sequence[doc.Content]:
        if one.reported is Reported.NONE or one.id not in numbers.at_end:
            return (reported_cell(one, numbers), None, None, None)
        missing = numbers.absent.get(one.id, [])
        silent = not numbers.totals.get(one.id, _NOBODY).events
        words = "мероприятий за период в отчёте нет" if silent else ", ".join(member.name for member in missing)
        return (reported_cell(one, numbers), numbers.member_counts.get(one.id, 0), len(missing), words)

    note = (
        "Не назвать организацию в журнале — не то же, что не участвовать: уточните у кластера. За часть периода, "
        "о которой отчёт не сдан, сказать нельзя ничего."
    )
    return [Part("Не участвовали", (cluster_table(numbers, asked, 75, told, row),), (note,))]


_QUARTER = tuple(f"{to_roman(n)} кв." for n in range(1, 5))


def plan(numbers: Numbers, asked: Asked) -> list[Part]:
    """Items of plans that fall due in each quarter, and how many of them are done, as the year's last report knows."""
    quarters = numbers.quarters
    told = (Told("На дату", 24, "center"), *(Told(title, 20, total=True) for title in _PLAN_TITLES), Told(_DONE, 20))
    blocks: list[doc.Block] = []
    for year, quarter in quarters:
        caption = f"{_QUARTER[quarter - 1]} {year}" if len(quarters) > 1 else ""
        row = partial(_plan_row, numbers.plan, numbers.latest(year), year, quarter)
        blocks.append(cluster_table(numbers, asked, 55, told, row, caption, 10 if blocks else 0))
    undated = sum(count.items for (_cluster, _year, quarter), count in numbers.plan.items() if not quarter)
    notes = [f"Без понятного срока — {undated} {plural(undated, 'пункт', 'пункта', 'пунктов')}: ни в одном квартале."]
    note = "Состояние — на дату последнего отчёта кластера за год; пункт без отметки не считается невыполненным."
    return [Part("Планы по кварталам", tuple(blocks), (note, *(notes if undated else ())))]


def _plan_row(
    counts: dict[tuple[int, int, int], PlanCount],
    told: dict[int, Delivery],
    year: int,
    quarter: int,
    one: Covered,
) -> Sequence[doc.Content]:
    latest = told.get(one.id)
    if latest is None:
        return _NO_PLAN
    count = counts.get((one.id, year, quarter))
    return (latest.as_of, *count, _share(count)) if count else (latest.as_of, 0, *_NO_PLAN[2:])


_PLAN_TITLES = (
    "пунктов",
    "выполнено",
    "выполняется",
    "перенесено",
    "отменено",
    "отметки нет",
    "впереди",
)
_DONE = "выполнено, %"
_NO_PLAN = (None,) * 9


def _share(count: PlanCount) -> int | None:
    """Per cent of what has come and bears any mark; no share of nothing."""
    if not count.items or not any(count[1:5]):
        return None
    return round(100 * count.done / count.items)


_DECIDED = ("всего", "исполнено", "на контроле", "просрочено")


def decisions(numbers: Numbers, asked: Asked) -> list[Part]:
    """Decisions of the councils at the period's end, and those that are overdue."""
    told = (
        Told("На дату", 28, "center"),
        *(Told(title, 29, total=True) for title in _DECIDED),
        Told("дольше всего, дней", 29),
    )

    def row(one: Covered) -> Sequence[doc.Content]:
        latest, count = numbers.at_end.get(one.id), numbers.decisions.get(one.id)
        if latest is None or count is None:
            return (latest.as_of if latest else None, *[0 if latest else None] * 4, None)
        return (latest.as_of, *count[:4], count.longest or None)

    parts = [Part("Решения советов", (cluster_table(numbers, asked, 80, told, row),))]
    late = numbers.overdue()
    if late:
        parts.append(Part("Просроченные решения", (_overdue_table(numbers, asked, late),)))
    return parts


def _overdue_table(numbers: Numbers, asked: Asked, late: list[Any]) -> doc.Table:
    names = {one.id: one.name for one in numbers.covered}
    columns = (
        doc.Column("Кластер", 90),
        doc.Column("Протокол №", 30, "center"),
        doc.Column("Заседание", 34, "center"),
        doc.Column("Решение №", 34, "center"),
        doc.Column("Срок", 34, "center"),
        doc.Column("Просрочено, дней", 34, "right"),
    )
    return table_by_cluster(asked, columns, (doc.Row((names[cluster], *cells)) for cluster, *cells in late))


_OUTCOMES = {"reached": "достигнуто", "kept": "соблюдается", "not_yet": "пока нет", "missed": "не достигнуто"}


def indicators(numbers: Numbers, asked: Asked) -> list[Part]:
    """Indicators against their targets, as each office told them; with one asked for, that one over all clusters."""
    names = {one.id: one.name for one in numbers.covered}
    columns = (
        doc.Column("Кластер", 66),
        doc.Column("На дату", 26, "center"),
        doc.Column("Целевое значение", 38, "center"),
        doc.Column("С", 28, "center"),
        doc.Column("По", 28, "center"),
        doc.Column("Значение", 34, "right"),
        doc.Column("Итог", 34, "center"),
    )
    rows: list[doc.Row | doc.Section] = []
    of_cluster: dict[int, list[IndicatorTold]] = {one.id: [] for one in numbers.covered}
    for value in numbers.indicators(asked.indicator):
        of_cluster[value.cluster_id].append(value)
    told = [value for values in of_cluster.values() for value in values]
    groups: dict[tuple[str, str], list[IndicatorTold]] = {}
    for value in told:
        groups.setdefault((value.name, value.unit), []).append(value)
    for name, unit in sorted(groups, key=lambda group: sort_key(group[0])):
        rows.append(doc.Section(f"{name}, {unit}" if unit and unit not in name else name))
        rows += [_indicator_row(names, numbers.delivered, value) for value in groups[name, unit]]
    if not rows:
        return [Part("Показатели", (line("Значений показателей за период никто не сообщил.", size=12),))]
    blocks: list[doc.Block] = [table_by_cluster(asked, columns, rows)]
    notes = []
    if not all(is_of_year(*days) for days in {(value.first, value.last) for value in told if value.target}):
        notes.append("Целевое значение — годовое: значение за часть года с ним не сравнивается, итога у него нет.")
    if asked.indicator:
        blocks += _indicator_chart(names, told)
        spoke = {value.cluster_id for value in told}
        silent = [one.name for one in numbers.covered if one.id not in spoke]
        notes += [f"Не сообщили: {named(silent)}."] if silent else []
    return [Part("Показатели", tuple(blocks), tuple(notes))]


def _indicator_row(names: dict[int, str], delivered: dict[int, Delivery], told: IndicatorTold) -> doc.Row:
    cluster, _number, first, last, _is_computed, _name, _unit, target, words, value, outcome, delivery = told
    shown: doc.Content = words if value is None else int(value) if value.is_integer() else value
    verdict = _OUTCOMES.get(outcome, "") if outcome and is_of_year(first, last) else ""
    return doc.Row((names[cluster], delivered[delivery].as_of, target, first, last, shown, verdict))


def _indicator_chart(names: dict[int, str], told: list[IndicatorTold]) -> list[doc.Block]:
    """The last value of each cluster, of a year where any is told, where they are few enough to be looked at."""
    of_year = [value for value in told if is_of_year(value.first, value.last)]
    last = {value.cluster_id: value.value for value in of_year or told}
    bars = [doc.Bars(names.get(cluster, ""), (value,)) for cluster, value in last.items() if value is not None]
    bars.sort(key=lambda one: -(one.values[0] or 0))
    name = told[0].name if told else ""
    caption = f"Рисунок 1 — {name}{', за год' if of_year else ''}"
    return [doc.Chart(caption, (name,), tuple(bars))] if 1 < len(bars) <= _MOST_BARS else []


def budget(numbers: Numbers, asked: Asked) -> list[Part]:
    """Money planned and spent, by quarters of one year, by years of several."""
    parts = _money_parts(numbers)
    shown = parts if len(parts) <= 5 else []
    width = 23 if len(parts) > 3 else 27
    told = (
        Told("На дату", 22, "center"),
        *(Told(title, width, total=True) for title, _quarters in shown),
        *(Told(title, 27, total=True) for title in ("План, руб.", "Израсходовано, руб.", "Остаток, руб.")),
    )
    untold = []

    def row(one: Covered) -> Sequence[doc.Content]:
        latest = [numbers.latest(year).get(one.id) for year in numbers.years]
        planned = [money_of(numbers, one, [quarters], 0) for _title, quarters in parts]
        spent = money_of(numbers, one, numbers.years_in_quarters, 4)
        whole = _summed(planned)
        left = None if whole is None else whole - (spent or 0)
        untold.append(spent is None and whole is not None)
        day = max((each.as_of for each in latest if each), default=None)
        return (day, *map(money, (*planned[: len(shown)], whole, spent, left)))

    note = "Расход внесён не у всех: остаток без внесённых расходов равен плану."
    table = cluster_table(numbers, asked, 48, told, row)
    return [Part("Деньги", (table,), (note,) if any(untold) else ())]


def _money_parts(numbers: Numbers) -> list[tuple[str, Quarters]]:
    """What the columns of money are: quarters within one year, else years."""
    if len(numbers.years) == 1:
        return [(f"План, {_QUARTER[n - 1]}", Quarters(year, n, n)) for year, n in numbers.quarters]
    return [(f"План, {each.year}", each) for each in numbers.years_in_quarters]


def money_of(numbers: Numbers, one: Covered, some: Iterable[Quarters], shift: int) -> int | None:
    """What a cluster planned (`shift` 0) or spent (4) in these quarters; None where nobody told any of it."""
    told = ((numbers.money.get((one.id, each.year)), each) for each in some)
    return _summed(value for line, each in told if line for value in line[shift + each.first - 1 : shift + each.last])


def _summed(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def years(numbers: Numbers, asked: Asked) -> list[Part]:
    """Events and people over the years; what was reported only in part is named."""
    every = list(numbers.years)
    width = min(24.0, 150 / len(every))
    told = tuple(Told(str(year), width, total=True) for year in every)
    whole_years = [_within(numbers.period, year) for year in every]
    spans = {one.id: [_spans_in(year, one) for year in whole_years] for one in numbers.covered}
    parts = []
    for heading, key in (("Мероприятия по годам", "events"), ("Участия по годам, человек", "people")):
        values = {
            one.id: [getattr(numbers.by_year.get((one.id, year), _NOBODY), key) if days else None
                     for year, (days, _whole) in zip(every, spans[one.id], strict=True)]
            for one in numbers.covered
        }  # fmt: skip
        table = cluster_table(numbers, asked, 82, told, lambda one, values=values: values[one.id])  # type: ignore[misc]
        sums = map(total_of, zip(*values.values(), strict=True))
        bars = tuple(doc.Bars(str(year), (float(each.value),)) for year, each in zip(every, sums, strict=True) if each)
        chart = [doc.Chart(f"Рисунок — {heading}", (heading,), bars)] if len(bars) > 1 else []
        parts.append(Part(heading, (table, *chart)))
    partly = [
        f"{one.name} — {year} (по {day_in_figures(days[-1][1])})"
        for one in numbers.covered
        for year, (days, whole) in zip(every, spans[one.id], strict=True)
        if days and not whole
    ]
    if partly:
        parts[-1] = replace(parts[-1], notes=(f"Год сдан не весь: {named(partly, 20)}.",))
    return parts


def _within(period: Period, year: int) -> Period:
    """What of a year lies in the period."""
    return Period(max(dt.date(year, 1, 1), period.start), min(dt.date(year, 12, 31), period.end))


def _spans_in(year: Period, one: Covered) -> tuple[tuple[tuple[dt.date, dt.date], ...], bool]:
    """The stretches of days of a year that a cluster reported of, and whether they are all of it."""
    touching = ((each.first, each.as_of) for each in one.deliveries if each.first <= year.end)
    spans = joined(touching, year)
    return spans, reported(spans, year) is Reported.WHOLE


def reported_part(numbers: Numbers, asked: Asked) -> list[Part]:
    """Who reported of the period and who did not, with the words of a reminder."""
    told = (
        Told("Район", 45, "left"),
        Told("Отчёт за период", 50, "left"),
        Told("По состоянию на", 30, "center"),
        Told("Сделан", 30, "center"),
    )

    def row(one: Covered) -> Sequence[doc.Content]:
        last = max(one.deliveries, key=lambda each: each.made, default=None)
        days = (last.as_of, last.made.date()) if last else (None, None)
        return (one.district, reported_cell(one, numbers), *days)

    table = cluster_table(numbers, asked, 78, told, row)
    never = enumerate(numbers.never, len(table.rows) + 1)
    lacking = (doc.Row((n, name, "", doc.Cell(NEVER, bold=True))) for n, name in never)
    table = table._replace(rows=(*table.rows, *lacking))
    missing = [one for one in numbers.covered if one.reported is not Reported.WHOLE]
    blocks: list[doc.Block] = [table]
    if missing or numbers.never:
        blocks += [
            line((bold("Напоминание"),), size=12, before=12, after=4, keep_next=True),
            *(
                line(words, size=12, after=2)
                for words in reminder_words(numbers.period, missing, numbers.never).split("\n")
            ),
        ]
    return [Part("Сдали и не сдали", tuple(blocks))]
