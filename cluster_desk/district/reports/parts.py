"""What every report of a district is made of: parts with their tables, whose numbers they are, where they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _, in_russian
from cluster_desk.core.records.events import Level, TakingPart
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.core.russian.numbers import plural
from cluster_desk.district import facts
from cluster_desk.district.coverage import Covered, Delivery, Reported
from cluster_desk.district.periods import words_of
from cluster_desk.district.store.doubts import from_json
from cluster_desk.district.store.numbers import Numbers
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.text import Sum, roubles
from cluster_desk.reports.shared.heads import BLANK_NAME
from cluster_desk.reports.shared.log_entries import level_words

MOST_EVENTS, MOST_PARTICIPATIONS = 20_000, 50_000
"""So many events and participations a workbook lists behind its numbers; of more it says where they are told."""
_MOST_NAMED = 12


@dataclass(frozen=True)
class Part:
    """A part of a report: its heading, what stands under it; `notes` tell what the numbers do not."""

    heading: str
    blocks: tuple[doc.Block, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a report is asked for beside its period: one cluster, one indicator, the events behind the numbers.

    `expected`: the names of clusters whose reports are waited for, known or not.
    """

    cluster: int | None = None
    indicator: str = ""
    sources: bool = False
    expected: tuple[str, ...] = ()


PartsOf = Callable[[Numbers, Asked], list[Part]]


@dataclass(frozen=True)
class Titles:
    """What a report is called on paper, and of whom it tells ("кластеров" stays out where one is asked for)."""

    title: str
    page: doc.Page = field(default=doc.LANDSCAPE)


def paper(titles: Titles, parts: Sequence[Part], numbers: Numbers, asked: Asked) -> doc.Document:
    """The report as a document; its workbook has a sheet for each table, the sources, the events."""
    period = numbers.period
    when = words_of(period.start, period.end)
    blocks: list[doc.Block] = [
        doc.Heading(titles.title.upper(), after=2),
        doc.Heading(_of_whom(numbers, asked), 0, size=13, after=2),
        doc.Heading(when, 0, size=13, after=2),
        line(f"по состоянию на {day_in_figures(period.today)}", "center", 12, after=10, keep_next=True),
    ]
    for number, part in enumerate(parts):
        if len(parts) > 1:
            blocks.append(doc.Heading(part.heading, 2, size=13, before=14 if number else 0, after=8))
        blocks += part.blocks
        blocks += [line(note, size=11, before=6) for note in part.notes]
    if asked.cluster is None:
        blocks += [line(note, size=11, before=6) for note in coverage_notes(numbers)]
    blocks.append(doc.Signature("Составитель", BLANK_NAME))
    title = f"{titles.title}, {when}"
    return doc.Document(title, tuple(blocks), titles.page, size=12, sheets=_sheets(parts, numbers, asked, when))


def _of_whom(numbers: Numbers, asked: Asked) -> str:
    if asked.cluster is not None:
        return next((one.name for one in numbers.covered), "")
    count = len(numbers.covered)
    return f"{count} {plural(count, 'кластер', 'кластера', 'кластеров')}"


def _sheets(parts: Sequence[Part], numbers: Numbers, asked: Asked, when: str) -> tuple[doc.Sheet, ...]:
    sheets = []
    for part in parts:
        tables = [block for block in part.blocks if isinstance(block, doc.Table)]
        charts = tuple(block for block in part.blocks if isinstance(block, doc.Chart))
        told = [words for block in part.blocks if isinstance(block, doc.Paragraph) and (words := str(block.text))]
        lines = (*told, *part.notes)
        for at, table in enumerate(tables):
            last = at == len(tables) - 1
            name = table.caption or part.heading
            sheets.append(doc.Sheet(name, table, (f"{name}, {when}",), lines if last else (), charts if last else ()))
        if not tables:
            sheets.append(doc.Sheet(part.heading, None, (f"{part.heading}, {when}", *lines)))
    sheets.append(sources_sheet(numbers, when))
    if asked.sources:
        sheets += source_sheets(numbers, asked, when)
    return tuple(sheets)


def refuse_empty(numbers: Numbers) -> None:
    """Raise UserError for a store that holds no report yet."""
    if not numbers.covered and not numbers.never:
        raise UserError(_("No report of a cluster is loaded yet."), do=_("Load the files that the offices sent."))


def coverage_notes(numbers: Numbers) -> list[str]:
    """Who reported of the period and who did not: that nothing is known of a cluster is no zero."""
    by = {state: [one for one in numbers.covered if one.reported is state] for state in Reported}
    count = len(numbers.covered) + len(numbers.never)
    notes = [f"Отчёты за весь период сдали: {len(by[Reported.WHOLE])} из {count}."]
    if by[Reported.PART]:
        notes.append(f"Сдали не за весь период: {named(_with_words(by[Reported.PART], numbers))}.")
    if by[Reported.NONE]:
        notes.append(f"Не сдали: {named(one.name for one in by[Reported.NONE])}.")
    if numbers.never:
        notes.append(f"Не присылали отчётов ни разу: {named(numbers.never)}.")
    return [*notes, "Пустая клетка — данных нет, «—» — ноль. В итогах — только те, от кого данные есть."]


def _with_words(some: Iterable[Covered], numbers: Numbers) -> list[str]:
    return [f"{one.name} ({one.words(numbers.period)})" for one in some]


def named(names: Iterable[str], most: int = _MOST_NAMED) -> str:
    """Names with commas; of very many the first, and how many more."""
    every = list(names)
    more = len(every) - most
    words = ", ".join(every[:most])
    return f"{words} и ещё {more} (все — в таблице)" if more > 0 else words


def reported_cell(one: Covered, numbers: Numbers) -> doc.Cell:
    """Whether a cluster reported, what is missing in bold."""
    return doc.Cell(one.words(numbers.period), bold=one.reported is Reported.NONE)


def total_of(values: Iterable[Any]) -> Sum | None:
    """The sum of what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    return Sum(sum(known)) if known else None


@dataclass(frozen=True)
class Told:
    """A column of a table of clusters; `total`: whether the sum of what is known stands below it."""

    title: str
    width: float
    align: doc.Align = "right"
    total: bool = False


SIZE = 10
_NUMBER = doc.Column("№", 10, "center")
RowOf = Callable[[Covered], Sequence[doc.Content]]


def cluster_table(
    numbers: Numbers,
    asked: Asked,
    wide: float,
    told: Sequence[Told],
    row_of: RowOf,
    caption: str = "",
    before: float = 0.0,
) -> doc.Table:
    """A table of clusters, a row each by `row_of`, totals below; the clusters' names are `wide` mm.

    One cluster alone is told without its number, its name and totals: they would say all once more.
    """
    columns = [doc.Column(one.title, one.width, one.align) for one in told]
    cells = [tuple(row_of(one)) for one in numbers.covered]
    if asked.cluster is not None:
        return doc.Table(tuple(columns), tuple(map(doc.Row, cells)), size=SIZE, caption=caption, before=before)
    rows = [doc.Row((n, one.name, *own)) for n, (one, own) in enumerate(zip(numbers.covered, cells, strict=True), 1)]
    if any(one.total for one in told):
        below = (
            total_of(column) if one.total else "" for one, column in zip(told, zip(*cells, strict=True), strict=False)
        )
        rows.append(doc.Row(("", "Итого", *below), total=True))
    heads = (_NUMBER, doc.Column("Кластер", wide), *columns)
    return doc.Table(heads, tuple(rows), size=SIZE, caption=caption, before=before)


def table_by_cluster(asked: Asked, columns: Sequence[doc.Column], rows: Iterable[doc.Row | doc.Section]) -> doc.Table:
    """A table whose rows begin with their cluster's name: one cluster alone is told without it."""
    if asked.cluster is None:
        return doc.Table(tuple(columns), tuple(rows), size=SIZE)
    alone = (doc.Row(one.cells[1:], total=one.total) if isinstance(one, doc.Row) else one for one in rows)
    return doc.Table(tuple(columns[1:]), tuple(alone), size=SIZE)


def money(kopecks: int | None) -> doc.Content:
    """A sum as a workbook counts it; None stays blank."""
    return None if kopecks is None else roubles(kopecks)


_SOURCE_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Кластер", 60),
    doc.Column("Отчёт за период", 32),
    doc.Column("Файл", 60),
    doc.Column("С", 24, "center"),
    doc.Column("По", 24, "center"),
    doc.Column("По состоянию на", 26, "center"),
    doc.Column("Сделан", 26, "center"),
    doc.Column("Загружен", 26, "center"),
    doc.Column("Мероприятий без даты (не учтены)", 26, "right"),
    doc.Column("На что обратить внимание", 90),
)


def sources_sheet(numbers: Numbers, when: str) -> doc.Sheet:
    """Which file each cluster's numbers come from, and what was doubted as it was loaded."""
    rows = []
    for number, one in enumerate(numbers.covered, 1):
        head = (number, one.name, reported_cell(one, numbers))
        rows += [doc.Row((*head, *_source(delivery))) for delivery in one.deliveries] or [doc.Row(head)]
    return doc.Sheet("Источники", doc.Table(_SOURCE_COLUMNS, tuple(rows), size=10), (f"Источники чисел, {when}",))


def _source(one: Delivery) -> tuple[doc.Content, ...]:
    doubts = " ".join(in_russian_doubts(one.doubts))
    days = (one.file_name, one.first, one.last, one.as_of, one.made.date(), one.loaded.date())
    return (*days, one.undated, doubts)


def in_russian_doubts(text: str) -> list[str]:
    """What was doubted when a report was loaded, as papers say it."""
    return [one.sentence(in_russian) for one in from_json(text)]


_EVENT = (
    doc.Column("Кластер", 60),
    doc.Column("№ в журнале", 18, "center"),
    doc.Column("Дата", 24, "center"),
    doc.Column("Мероприятие", 100),
)
_EVENT_COLUMNS = (
    *_EVENT,
    doc.Column("Уровень", 32),
    doc.Column("Форма", 32),
    *(doc.Column(in_russian(kind.label), 22, "right") for kind in TakingPart),
    doc.Column("всего", 20, "right"),
)
_PARTICIPATION_COLUMNS = (
    *_EVENT,
    doc.Column("Организация", 80),
    doc.Column("Кто", 30),
    doc.Column("Единица счёта", 26),
    doc.Column("Число", 20, "right"),
)


def source_sheets(numbers: Numbers, asked: Asked, when: str) -> Iterator[doc.Sheet]:
    """The events held that the numbers of the period add up from, and who took part in each."""
    for name, title, most, rows_of, table_of in (
        ("Мероприятия", "Проведённые мероприятия", MOST_EVENTS, numbers.events, events_table),
        ("Участие по мероприятиям", "Кто участвовал в каждом мероприятии", MOST_PARTICIPATIONS,
         numbers.participations, _participations_table),
    ):  # fmt: skip
        rows = rows_of(most + 1)
        if len(rows) <= most:
            yield doc.Sheet(name, table_of(numbers, asked, rows), (f"{title}, {when}",))
        else:
            told = f"Строк больше {most}: закажите карточку одного кластера или более короткий период."
            yield doc.Sheet(name, None, (f"{title}, {when}", told))


def events_table(numbers: Numbers, asked: Asked, rows: Sequence[Any]) -> doc.Table:
    """Events one a row, totals below."""
    names = {one.id: one.name for one in numbers.covered}
    lines = [_event_row(names, row) for row in rows]
    whole = (total_of(getattr(row, kind) for row in rows) for kind in (*facts.KINDS, "people"))
    first = ("", "Итого") if asked.cluster is not None else ("Итого", "")
    lines.append(doc.Row((*first, "", "", "", "", *whole), total=True))
    return table_by_cluster(asked, _EVENT_COLUMNS, lines)


def _event_row(names: dict[int, str], row: Any) -> doc.Row:
    counts = (getattr(row, kind) for kind in (*facts.KINDS, "people"))
    what = (row.number, row.first_day, row.name, level_words(Level.of(row.level)), row.form)
    return doc.Row((names.get(row.cluster_id, ""), *what, *counts))


_KINDS = {kind.value: in_russian(kind.label) for kind in TakingPart}


def _participations_table(numbers: Numbers, asked: Asked, people: Sequence[Any]) -> doc.Table:
    names = {one.id: one.name for one in numbers.covered}
    rows = (
        doc.Row((names.get(cluster, ""), number, day, event, inside or outside or "организация не указана",
                 _KINDS[kind], unit or "человек", count))
        for cluster, number, day, event, inside, outside, kind, unit, count in people
    )  # fmt: skip
    return table_by_cluster(asked, _PARTICIPATION_COLUMNS, rows)
