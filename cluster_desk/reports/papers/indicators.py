"""The indicators with their targets and values, and a chart of each that has several values."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.indicators import Computed, Indicator, IndicatorValue
from cluster_desk.core.records.members import Organization
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.indicators import list_indicators
from cluster_desk.data.queries.listing import titles
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.sheets import sheets_of
from cluster_desk.reports.shared.cluster_name import of_cluster
from cluster_desk.reports.shared.heads import signed_by_head
from cluster_desk.reports.shared.log_entries import entries_of, entries_sheet
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, as_of_lines, period_of
from cluster_desk.rules.indicators import Outcome, computed_value, outcome

OPTIONS = (SINCE, UNTIL)
COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Показатель", 62),
    doc.Column("Целевое значение", 28, "center"),
    doc.Column("Период", 26, "center"),
    doc.Column("Значение", 20, "right"),
    doc.Column("Итог", 24, "center"),
)
_OUTCOMES = {
    Outcome.REACHED: "достигнуто",
    Outcome.KEPT: "соблюдается",
    Outcome.NOT_YET: "пока нет",
    Outcome.MISSED: "не достигнуто",
}


def build(read: Reader, options: Options) -> doc.Document:
    """The indicators; those that are computed have their value over the period of `options`."""
    period = period_of(read, options)
    indicators = list_indicators(read)
    if not indicators:
        raise UserError(_("There are no indicators yet."), do=_("Enter them in the area “Indicators”."))
    charts = [chart for one in indicators for chart in _charts(one, period, read)]
    blocks: list[doc.Block] = [
        doc.Heading("ПОКАЗАТЕЛИ РАБОТЫ", after=2),
        doc.Heading(f"{of_cluster(read)} {period.title}", 0, after=2 if period.as_of else 10),
        *as_of_lines(period),
        indicator_table(read, period),
    ]
    for number, (name, chart) in enumerate(charts, 1):
        caption = f"Рисунок {number} — {name}{_unit(chart)}"
        blocks.append(doc.Chart(caption, chart.series, chart.bars, chart.unit, chart.target, before=14))
    blocks.append(signed_by_head(cluster_facts(read), seat_holders(read, period.last)))
    document = doc.Document(f"Показатели {period.title}", tuple(blocks), doc.KEPT_FOR_YEARS, size=12)
    entries = entries_of(read, period)
    sheets = (*sheets_of(document), *([entries_sheet(read, entries, period)] if entries else []))
    return doc.Document(document.title, document.blocks, document.page, size=12, sheets=sheets)


def _unit(chart: doc.Chart) -> str:
    return f", {chart.unit.strip()}" if chart.unit.strip() else ""


def indicator_table(read: Reader, period: Period) -> doc.Table:
    """Every indicator with its target and its values of the whole cluster, the computed ones of the period too."""
    rows: list[doc.Row | doc.Group] = []
    for n, one in enumerate(list_indicators(read), 1):
        lines = [
            (_days(value), _value(value.value, value.value_words), _outcome(one, value.value, value, period))
            for value in _of_all(one, period)
        ]
        computed = _computed(read, one, period)
        if computed is not None:
            lines.append((_computed_over(period), computed, _outcome(one, computed, period, period)))
        head = (f"{n}.", _named(one), one.target)
        group = tuple(doc.Row((*head, *line)) for line in lines or [("", "", "")])
        rows.append(doc.Group(group, merged=(0, 1, 2)) if len(group) > 1 else group[0])
    return doc.Table(COLUMNS, tuple(rows), size=11)


def _outcome(one: Indicator, value: float | None, over: IndicatorValue | Period, period: Period) -> str:
    """What the screen says of a value; "" of one from before the paper's period: its target may have been another."""
    begins, ends = (over.start, over.end) if isinstance(over, Period) else (over.period_start, over.period_end)
    if ends is None or ends < period.start:
        return ""
    verdict = outcome(one.target, value, begins, ends, period.today, one.unit)
    return _OUTCOMES[verdict] if verdict else ""


def _named(one: Indicator) -> str:
    return f"{one.name}, {one.unit}" if one.unit and one.unit not in one.name else one.name


def _of_all(one: Indicator, period: Period) -> list[IndicatorValue]:
    """The values of the whole cluster whose own period has begun."""
    return [value for value in one.values if value.organization_id is None and _has_begun(value, period)]


def _has_begun(value: IndicatorValue, period: Period) -> bool:
    return value.period_start is None or value.period_start <= period.today


def _computed_over(period: Period) -> str:
    """«2026 год», while it is not over «2026 год (на 28.11.2026)»."""
    words = _short(period.start, period.end)
    return words if period.is_over else f"{words} (на {day_in_figures(period.last)})"


def _computed(read: Reader, one: Indicator, period: Period) -> int | float | None:
    if one.computed is Computed.TYPED:
        return None
    value = computed_value(read, one.computed, period.start, period.end)
    return None if value is None else int(value) if value.is_integer() else value


def _value(value: float | None, words: str) -> int | float | str:
    """The number understood where the words are nothing but it, else the words."""
    if value is None or not words.strip(" %").replace(",", ".").replace(".", "", 1).isdecimal():
        return words
    return int(value) if float(value).is_integer() else value


def _days(value: IndicatorValue) -> str:
    return _short(value.period_start, value.period_end) if value.period_start and value.period_end else ""


def _short(start: dt.date, end: dt.date) -> str:
    """«2026 год», «I квартал 2026», else two days."""
    return Period(start, end).name.replace(" года", "")


def _charts(one: Indicator, period: Period, read: Reader) -> list[tuple[str, doc.Chart]]:
    bars = [doc.Bars(_days(value), (value.value,)) for value in _of_all(one, period) if value.value is not None]
    computed = _computed(read, one, period)
    if computed is not None:
        bars.append(doc.Bars(_computed_over(period), (computed,)))
    of_schools = [
        value
        for value in one.values
        if value.organization_id is not None and value.value is not None and _has_begun(value, period)
    ]
    names = titles(read, Organization, (value.organization_id for value in of_schools))
    schools = [
        doc.Bars(names[value.organization_id], (value.value,))
        for value in of_schools
        if period.touches(str(value.period_end or ""))
    ]
    unit = f" {one.unit}" if one.unit == "%" else ""
    charts = []
    for entry, more, target in ((bars, "", one.target_value), (schools, " по организациям", None)):
        if len(entry) > 1:
            charts.append((one.name + more, doc.Chart("", (one.name,), tuple(entry), unit, target)))
    return charts
