"""The parts of the district's reports, one function each: a report is one of them, the summary all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from cluster_desk.core.language import in_russian
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.core.russian.numbers import plural, to_roman
from cluster_desk.core.russian.text import sort_key
from cluster_desk.district import facts
from cluster_desk.district.coverage import Covered, Reported, joined
from cluster_desk.district.reports.parts import (
    Asked,
    Part,
    column_totals,
    money,
    money_total,
    named,
    reported_cell,
)
from cluster_desk.district.reports.reminder import reminder_words
from cluster_desk.district.store.counts import PlanCount, Totals
from cluster_desk.district.store.numbers import Numbers
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.text import bold
from cluster_desk.reports.shared.periods import Period

_MOST_BARS = 30
SIZE = 10
NUMBER = doc.Column("№", 10, "center")
NEVER = "не присылал ни разу"
_NOBODY = Totals(0, 0, None, None, None, None, None, None)


def totals_of(numbers: Numbers, one: Covered) -> Totals | None:
    """What a cluster held in the period; None where it reported nothing of it."""
    if one.reported is Reported.NONE:
        return None
    return numbers.totals.get(one.id, _NOBODY)


def people(numbers: Numbers, _asked: Asked) -> list[Part]:
    """Who took part: people by kind, cluster by cluster."""
    columns = (
        NUMBER,
        doc.Column("Кластер", 62),
        doc.Column("Отчёт за период", 30),
        doc.Column("Мероприятий", 25, "right"),
        *(doc.Column(in_russian(kind.label), 22, "right") for kind in TakingPart),
        doc.Column("всего, человек", 22, "right"),
    )
    rows, kept = [], []
    for number, one in enumerate(numbers.covered, 1):
        totals = totals_of(numbers, one)
        values = [getattr(totals, name) if totals else None for name in ("events", *facts.KINDS, "people")]
        kept.append(values)
        rows.append(doc.Row((number, one.name, reported_cell(one, numbers), *values)))
    whole = column_totals(kept)
    rows.append(doc.Row(("", "Итого", "", *whole), total=True))
    return [Part("Участие", (doc.Table(columns, tuple(rows), size=SIZE),))]


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


def absent(numbers: Numbers, _asked: Asked) -> list[Part]:
    """Members that no event of the period names; of clusters that did not report nobody can say."""
    columns = (
        NUMBER,
        doc.Column("Кластер", 75),
        doc.Column("Отчёт за период", 34),
        doc.Column("Участников кластера", 24, "right"),
        doc.Column("Не названы", 22, "right"),
        doc.Column("Кто не назван ни в одном мероприятии", 92),
    )
    rows, kept = [], []
    for number, one in enumerate(numbers.covered, 1):
        head = (number, one.name, reported_cell(one, numbers))
        if one.reported is Reported.NONE or one.id not in numbers.at_end:
            rows.append(doc.Row(head))
            continue
        members, missing = numbers.member_counts.get(one.id, 0), numbers.absent.get(one.id, [])
        kept.append((members, len(missing)))
        told = ", ".join(member.name for member in missing)
        silent = not numbers.totals.get(one.id, _NOBODY).events
        words = "мероприятий за период в отчёте нет" if silent else told
        rows.append(doc.Row((*head, members, len(missing), words)))
    whole = column_totals(kept)
    rows.append(doc.Row(("", "Итого", "", *whole, ""), total=True))
    note = (
        "Не назвать организацию в журнале — не то же, что не участвовать: уточните у кластера. За часть периода, "
        "о которой отчёт не сдан, сказать нельзя ничего."
    )
    return [Part("Не участвовали", (doc.Table(columns, tuple(rows), size=SIZE),), (note,))]


_QUARTER = tuple(f"{to_roman(n)} кв." for n in range(1, 5))


def plan(numbers: Numbers, _asked: Asked) -> list[Part]:
    """Items of plans that fall due in each quarter, and how many of them are done, as the year's last report knows."""
    quarters = numbers.quarters
    years = len({year for year, _quarter in quarters}) > 1
    columns = (
        NUMBER,
        doc.Column("Кластер", 55),
        doc.Column("На дату", 24, "center"),
        *(doc.Column(title, 20, "right") for title in _PLAN_TITLES),
    )
    blocks: list[doc.Block] = []
    for year, quarter in quarters:
        caption = f"{_QUARTER[quarter - 1]} {year}" if years or len(quarters) > 1 else ""
        rows: list[doc.Row] = []
        kept: list[tuple[int | None, ...]] = []
        told = numbers.latest(year)
        for number, one in enumerate(numbers.covered, 1):
            latest = told.get(one.id)
            count = numbers.plan.get((one.id, year, quarter)) if latest else None
            values = count or ((0 if latest else None), *[None] * 6)
            kept.append(values)
            rows.append(doc.Row((number, one.name, latest.as_of if latest else None, *values, _share(count))))
        whole = column_totals(kept)
        rows.append(doc.Row(("", "Итого", "", *whole, None), total=True))
        table = doc.Table(columns, tuple(rows), size=SIZE, caption=caption, before=10 if blocks else 0)
        blocks.append(table)
    undated = sum(count.items for (_cluster, _year, quarter), count in numbers.plan.items() if not quarter)
    notes = [f"Без понятного срока — {undated} {plural(undated, 'пункт', 'пункта', 'пунктов')}: ни в одном квартале."]
    note = "Состояние — на дату последнего отчёта кластера за год; пункт без отметки не считается невыполненным."
    return [Part("Планы по кварталам", tuple(blocks), (note, *(notes if undated else ())))]


_PLAN_TITLES = (
    "пунктов",
    "выполнено",
    "выполняется",
    "перенесено",
    "отменено",
    "отметки нет",
    "впереди",
    "выполнено, %",
)


def _share(count: PlanCount | None) -> int | None:
    """Per cent of what has come and bears any mark; no share of nothing."""
    if count is None or not count.items or not any(count[1:5]):
        return None
    return round(100 * count.done / count.items)


_DECIDED = ("всего", "исполнено", "на контроле", "просрочено", "дольше всего, дней")


def decisions(numbers: Numbers, _asked: Asked) -> list[Part]:
    """Decisions of the councils at the period's end, and those that are overdue."""
    columns = (
        NUMBER,
        doc.Column("Кластер", 80),
        doc.Column("На дату", 28, "center"),
        *(doc.Column(title, 29, "right") for title in _DECIDED),
    )
    rows, kept = [], []
    for number, one in enumerate(numbers.covered, 1):
        told = numbers.at_end.get(one.id)
        count = numbers.decisions.get(one.id)
        values = [count.all, count.fulfilled, count.open, count.overdue] if count else [0 if told else None] * 4
        kept.append(values)
        longest = count.longest or None if count else None
        rows.append(doc.Row((number, one.name, told.as_of if told else None, *values, longest)))
    whole = column_totals(kept)
    rows.append(doc.Row(("", "Итого", "", *whole, ""), total=True))
    parts = [Part("Решения советов", (doc.Table(columns, tuple(rows), size=SIZE),))]
    late = numbers.overdue()
    if late:
        parts.append(Part("Просроченные решения", (_overdue_table(numbers, late),)))
    return parts


def _overdue_table(numbers: Numbers, late: list[Any]) -> doc.Table:
    names = {one.id: one.name for one in numbers.covered}
    columns = (
        doc.Column("Кластер", 90),
        doc.Column("Протокол №", 30, "center"),
        doc.Column("Заседание", 34, "center"),
        doc.Column("Решение №", 34, "center"),
        doc.Column("Срок", 34, "center"),
        doc.Column("Просрочено, дней", 34, "right"),
    )
    keys = ("protocol", "meeting_day", "called", "due", "overdue_days")
    rows = tuple(doc.Row((names.get(row.cluster_id, ""), *(getattr(row, key) for key in keys))) for row in late)
    return doc.Table(columns, rows, size=SIZE)


_OUTCOMES = {"reached": "достигнуто", "kept": "соблюдается", "not_yet": "пока нет", "missed": "не достигнуто"}


def indicators(numbers: Numbers, asked: Asked) -> list[Part]:
    """Indicators against their targets, as each office told them; with one asked for, that one over all clusters."""
    names = {one.id: one.name for one in numbers.covered}
    columns = (
        doc.Column("Кластер", 75),
        doc.Column("Целевое значение", 40, "center"),
        doc.Column("С", 28, "center"),
        doc.Column("По", 28, "center"),
        doc.Column("Значение", 34, "right"),
        doc.Column("Итог", 34, "center"),
    )
    rows: list[doc.Row | doc.Section] = []
    of_cluster: dict[int, list[Any]] = {}
    for row in numbers.indicators(asked.indicator):
        of_cluster.setdefault(row.cluster_id, []).append(row)
    told = [row for one in numbers.covered for row in of_cluster.get(one.id, ())]
    groups: dict[tuple[str, str], list[Any]] = {}
    for row in told:
        groups.setdefault((row.name, row.unit), []).append(row)
    for name, unit in sorted(groups, key=lambda group: sort_key(group[0])):
        rows.append(doc.Section(f"{name}, {unit}" if unit and unit not in name else name))
        rows += [_indicator_row(names, row) for row in groups[name, unit]]
    if not rows:
        return [Part("Показатели", (line("Значений показателей за период никто не сообщил.", size=12),))]
    blocks: list[doc.Block] = [doc.Table(columns, tuple(rows), size=SIZE)]
    notes = []
    if asked.indicator:
        blocks += _indicator_chart(names, told)
        spoke = {row.cluster_id for row in told}
        silent = [one.name for one in numbers.covered if one.id not in spoke]
        notes += [f"Не сообщили: {named(silent)}."] if silent else []
    return [Part("Показатели", tuple(blocks), tuple(notes))]


def _indicator_row(names: dict[int, str], row: Any) -> doc.Row:
    value = row.value
    shown: doc.Content = row.words if value is None else int(value) if float(value).is_integer() else value
    days = (row.first_day, row.last_day)
    return doc.Row((names.get(row.cluster_id, ""), row.target, *days, shown, _OUTCOMES.get(row.outcome or "", "")))


def _indicator_chart(names: dict[int, str], told: list[Any]) -> list[doc.Block]:
    """The last value of each cluster, where they are few enough to be looked at."""
    last = {row.cluster_id: row.value for row in told}
    bars = [doc.Bars(names.get(cluster, ""), (value,)) for cluster, value in last.items() if value is not None]
    bars.sort(key=lambda one: -(one.values[0] or 0))
    name = told[0].name if told else ""
    return [doc.Chart(f"Рисунок 1 — {name}", (name,), tuple(bars))] if 1 < len(bars) <= _MOST_BARS else []


def budget(numbers: Numbers, _asked: Asked) -> list[Part]:
    """Money planned and spent, by quarters of one year, by years of several."""
    parts = _money_parts(numbers)
    many = len(parts) > 5
    width = 23 if len(parts) > 3 else 27
    columns = (
        NUMBER,
        doc.Column("Кластер", 48),
        doc.Column("На дату", 22, "center"),
        *(doc.Column(title, width, "right") for title, _keys in parts if not many),
        doc.Column("План, руб.", 27, "right"),
        doc.Column("Израсходовано, руб.", 27, "right"),
        doc.Column("Остаток, руб.", 27, "right"),
    )
    rows, kept = [], []
    for number, one in enumerate(numbers.covered, 1):
        latest = [numbers.latest(year).get(one.id) for year in numbers.years]
        days = [each.as_of for each in latest if each]
        planned = [money_of(numbers, one, keys, 0) for _title, keys in parts]
        spent = _summed(money_of(numbers, one, keys, 4) for _title, keys in parts)
        whole = _summed(planned)
        left = None if whole is None else whole - (spent or 0)
        values = [*([] if many else planned), whole, spent, left]
        kept.append(values)
        rows.append(doc.Row((number, one.name, max(days) if days else None, *map(money, values))))
    rows.append(doc.Row(("", "Итого", "", *map(money_total, zip(*kept, strict=True))), total=True))
    note = "Расход внесён не у всех: остаток без внесённых расходов равен плану."
    untold = any(values[-2] is None and values[-3] is not None for values in kept)
    return [Part("Деньги", (doc.Table(columns, tuple(rows), size=SIZE),), (note,) if untold else ())]


def _money_parts(numbers: Numbers) -> list[tuple[str, list[tuple[int, int]]]]:
    """What the columns of money are: quarters within one year, else years."""
    quarters = numbers.quarters
    if len(numbers.years) == 1:
        return [(f"План, {_QUARTER[quarter - 1]}", [(year, quarter)]) for year, quarter in quarters]
    return [(f"План, {year}", [one for one in quarters if one[0] == year]) for year in numbers.years]


def money_of(numbers: Numbers, one: Covered, keys: list[tuple[int, int]], shift: int) -> int | None:
    """What a cluster planned (`shift` 0) or spent (4) in these quarters; None where nobody told any of it."""
    values = [numbers.money.get((one.id, year), [None] * 8)[shift + quarter - 1] for year, quarter in keys]
    return _summed(values)


def _summed(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def years(numbers: Numbers, _asked: Asked) -> list[Part]:
    """Events and people over the years; what was reported only in part is named."""
    every = list(numbers.years)
    width = min(24.0, 150 / len(every))
    columns = (NUMBER, doc.Column("Кластер", 82), *(doc.Column(str(year), width, "right") for year in every))
    parts, partly = [], []
    for heading, key in (("Мероприятия по годам", "events"), ("Участия по годам, человек", "people")):
        rows, kept = [], []
        for number, one in enumerate(numbers.covered, 1):
            values: list[int | None] = []
            for year in every:
                spans, whole = _year_spans(numbers, one, year)
                totals = numbers.by_year.get((one.id, year), _NOBODY) if spans else None
                values.append(getattr(totals, key) if totals else None)
                if spans and not whole and key == "events":
                    partly.append(f"{one.name} — {year} (по {day_in_figures(spans[-1][1])})")
            kept.append(values)
            rows.append(doc.Row((number, one.name, *values)))
        sums = column_totals(kept)
        rows.append(doc.Row(("", "Итого", *sums), total=True))
        told = [(year, float(each.value)) for year, each in zip(every, sums, strict=True) if each]
        bars = tuple(doc.Bars(str(year), (value,)) for year, value in told)
        chart = [doc.Chart(f"Рисунок — {heading}", (heading,), bars)] if len(bars) > 1 else []
        parts.append(Part(heading, (doc.Table(columns, tuple(rows), size=SIZE), *chart)))
    if partly:
        last = parts[-1]
        parts[-1] = Part(last.heading, last.blocks, (f"Год сдан не весь: {named(partly, 20)}.",))
    return parts


def _year_spans(numbers: Numbers, one: Covered, year: int) -> tuple[tuple[tuple[dt.date, dt.date], ...], bool]:
    whole = Period(max(dt.date(year, 1, 1), numbers.period.start), min(dt.date(year, 12, 31), numbers.period.end))
    spans = joined(((each.first, each.as_of) for each in one.deliveries), whole)
    return spans, spans == ((whole.start, whole.end),)


def reported_part(numbers: Numbers, _asked: Asked) -> list[Part]:
    """Who reported of the period and who did not, with the words of a reminder."""
    columns = (
        NUMBER,
        doc.Column("Кластер", 78),
        doc.Column("Район", 45),
        doc.Column("Отчёт за период", 50),
        doc.Column("По состоянию на", 30, "center"),
        doc.Column("Сделан", 30, "center"),
    )
    rows = []
    for number, one in enumerate(numbers.covered, 1):
        last = max(one.deliveries, key=lambda each: each.made, default=None)
        days = (last.as_of, last.made.date()) if last else (None, None)
        rows.append(doc.Row((number, one.name, one.district, reported_cell(one, numbers), *days)))
    count = len(rows)
    rows += [doc.Row((count + n, name, "", doc.Cell(NEVER, bold=True))) for n, name in enumerate(numbers.never, 1)]
    missing = [one for one in numbers.covered if one.reported is not Reported.WHOLE]
    blocks: list[doc.Block] = [doc.Table(columns, tuple(rows), size=SIZE)]
    if missing or numbers.never:
        blocks += [
            line((bold("Напоминание"),), size=12, before=12, after=4, keep_next=True),
            *(
                line(words, size=12, after=2)
                for words in reminder_words(numbers.period, missing, numbers.never).split("\n")
            ),
        ]
    return [Part("Сдали и не сдали", tuple(blocks))]
