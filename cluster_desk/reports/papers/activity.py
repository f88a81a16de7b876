"""Paper 10: the report on the activity of a period (отчёт о деятельности) by task, direction or month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cluster_desk.core.language import N_
from cluster_desk.core.progress import check
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.russian.dates import BLANK_DAY
from cluster_desk.core.russian.text import capitalized, fold, tidy
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.events import EventFacts, items_served
from cluster_desk.data.queries.members import ORGANIZATIONS
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import Options, one_of
from cluster_desk.reports.document.text import Sum
from cluster_desk.reports.shared import log_entries
from cluster_desk.reports.shared.heads import approved_by_head, signed_by_author
from cluster_desk.reports.shared.item_states import reason_words
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, as_of_lines, period_of
from cluster_desk.reports.shared.prose import EVENT, ORGANIZATION, Noun, counted, held, out_of, took_part

BY = one_of(
    "by",
    N_("Grouped by"),
    {"task": N_("Tasks of the plan"), "direction": N_("Directions of the plan"), "month": N_("Months")},
)
OPTIONS = (SINCE, UNTIL, BY)

_DONE_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Дата", 30, "center"),
    doc.Column("Мероприятие", 76),
    doc.Column("Обучаю\u00adщихся", 18, "right"),
    doc.Column("Педа\u00adгогов", 17, "right"),
    doc.Column("Всего, чел.", 19, "right"),
)
_TAKING_COLUMNS = (
    doc.Column("№ п/п", 11, "center"),
    doc.Column("Образовательная организация", 65),
    doc.Column("Число меро\u00adприятий", 27, "right"),
    doc.Column("Обучаю\u00adщихся", 27, "right"),
    doc.Column("Педа\u00adгогов", 20, "right"),
    doc.Column("Всего, чел.", 20, "right"),
)
_DEVIATION_COLUMNS = (
    doc.Column("№ по плану", 16, "center"),
    doc.Column("Мероприятие", 76),
    doc.Column("Состояние", 30),
    doc.Column("Причина, новый срок", 48),
)


def build(read: Reader, options: Options) -> doc.Document:
    """The report over the period that `options` tell; its workbook lists the entries behind every number."""
    period = period_of(read, options)
    log_entries.refuse_empty_log(read)
    cluster = cluster_facts(read)
    entries = log_entries.entries_of(read, period)
    waiting = log_entries.not_held(read, period)
    tables = [_done_table(log_entries.grouped(read, entries, options[BY.name], period))] if entries else []
    taking = taking_table(read, entries) if any(entry.organizations for entry in entries) else None
    parts: list[list[doc.Block]] = [[doc.Paragraph(_summary(entries, waiting, period)), *_undated(read)]]
    titles = ["Общие сведения"]
    if entries:
        titles.append("Проведённые мероприятия")
        parts.append([*tables])
    if taking or log_entries.unnamed(read, entries, period):
        titles.append("Участие образовательных организаций")
        words = log_entries.unnamed(read, entries, period)
        chart = _taking_chart(taking, period) if taking else []
        parts.append([*([taking] if taking else []), *([doc.Paragraph(words, before=6)] if words else []), *chart])
    if deviations := _deviations(read, waiting, period, len(tables) + bool(taking) + 1):
        titles.append("Отклонения от намеченного")
        parts.append([deviations])
    titles.append("Выводы")
    parts.append([doc.BlankLine(lines=3, before=8)])
    blocks: list[doc.Block] = [
        approved_by_head(cluster, period.last.year),
        doc.Heading("ОТЧЁТ", after=2),
        doc.Heading("о деятельности опорной школы и образовательного кластера", 0, after=2),
        doc.Heading(period.title, 0, after=2 if period.as_of else 14),
        *as_of_lines(period),
    ]
    for number, (title, inside) in enumerate(zip(titles, parts, strict=True), 1):
        blocks += [_heading(f"{number}. {title}"), *inside]
    blocks += [signed_by_author(read, period.last), line(BLANK_DAY, before=6)]
    named = [("Мероприятия", table) for table in tables] + ([("Участие", taking)] if taking else [])
    sheets = [doc.Sheet(name, table, (period.titled(name),)) for name, table in named]
    if entries:
        sheets += [log_entries.entries_sheet(read, entries, period), log_entries.stated_numbers_sheet(entries, period)]
    return doc.Document(
        f"Отчёт о деятельности {period.title}", tuple(blocks), doc.KEPT_FOR_YEARS, sheets=tuple(sheets) or None
    )


def _heading(text: str) -> doc.Heading:
    return doc.Heading(text, 2, "left", size=13, before=10, after=4, indent=12.5)


def _summary(entries: Sequence[log_entries.Entry], waiting: Sequence[EventFacts], period: Period) -> str:
    """«В I квартале 2026 года проведено 12 мероприятий, в которых приняли участие …. Намечено …»; the parts add up."""
    if not entries:
        words = log_entries.no_entries(period)
    else:
        names = {name for entry in entries for name in entry.organizations}
        who = took_part(list(log_entries.totals(entries).items()))
        words = f"{period.inside} {held(len(entries))}"
        if who:
            words += f", в {'котором' if len(entries) == 1 else 'которых'} {who}" + (
                f" из {out_of(len(names), ORGANIZATION)}" if names else ""
            )
        words += "."
    if not waiting:
        return words
    states = [log_entries.event_words(event, period.last) for event in waiting]
    values = [f"проведено — {len(entries)}"] if entries else []
    values += [f"{state} — {states.count(state)}" for state in dict.fromkeys(_IN_ORDER) if state in states]
    return f"{words} Намечено {counted(len(entries) + len(waiting), EVENT)}: {', '.join(values)}."


def _undated(read: Reader) -> list[doc.Block]:
    """How many entries of the log stand in no period, since nobody can tell their day."""
    number = len(log_entries.entries_undated(read))
    words = f"Записи журнала, дата которых не понята, в отчёт не вошли: {number}."
    return [doc.Paragraph(words)] if number else []


_IN_ORDER = ("перенесено", "отменено", log_entries.AHEAD, log_entries.UNTOLD)


def _done_table(groups: Sequence[tuple[str, list[log_entries.Entry]]]) -> doc.Table:
    rows: list[doc.Row | doc.Section] = []
    number = 0
    for title, entries in groups:
        rows.append(doc.Section(f"{capitalized(title)} — {counted(len(entries), EVENT)}"))
        for entry in entries:
            check()
            number += 1
            pupils, teachers = entry.number(TakingPart.PUPILS), entry.number(TakingPart.TEACHERS)
            rows.append(doc.Row((f"{number}.", entry.when, _named(entry), pupils, teachers, entry.people_told)))
    result = log_entries.totals(entry for _title, inside in groups for entry in inside)
    whole = Sum(result[TakingPart.PUPILS]), Sum(result[TakingPart.TEACHERS]), Sum(sum(result.values()))
    rows.append(doc.Row(("", "", "Итого", *(one if one.value else None for one in whole)), total=True))
    untold = sum(entry.people_told is None for _title, inside in groups for entry in inside)
    note = f"Число участников не указано в {counted(untold, ENTRY)}." if untold else ""
    return doc.Table(_DONE_COLUMNS, tuple(rows), size=11, caption="Таблица 1 — Проведённые мероприятия", note=note)


ENTRY = Noun("записи", "записях", "записях")
"""After «в»: в 1 записи, в 5 записях."""


def _named(entry: log_entries.Entry) -> str:
    """The event with its level and form behind: «Урок без границ (муниципальный, семинар)»."""
    name = capitalized(tidy(entry.event.name))
    folded = fold(name)
    words = (log_entries.level_words(entry.event.level), entry.event.form)
    more = [word for word in words if word and fold(word) not in folded]
    return f"{name} ({', '.join(more)})" if more else name


def taking_table(read: Reader, entries: Sequence[log_entries.Entry]) -> doc.Table:
    """Organization by organization as far as the log names them: events, pupils, teachers, people."""
    names = [row[0] for row in read.rows(f"SELECT short_name FROM organizations AS t ORDER BY {ORGANIZATIONS.order}")]
    taking = Counter(name for entry in entries for name in entry.organizations)
    told = _told(entries)
    listed = [name for name in names if name in taking]
    rows = []
    for n, name in enumerate([*listed, *sorted(taking.keys() - set(names))], 1):
        check()
        counts = (told.get((name, kind)) for kind in (TakingPart.PUPILS, TakingPart.TEACHERS, None))
        rows.append(doc.Row((f"{n}.", name, taking[name], *counts)))
    rest = _untold(entries)
    if rest[2]:
        rows.append(doc.Row(("", "Организация не указана", "", *rest)))
    result = log_entries.totals(entries)
    whole = Sum(result[TakingPart.PUPILS]), Sum(result[TakingPart.TEACHERS]), Sum(sum(result.values()))
    rows.append(doc.Row(("", "Итого*", len(entries), *whole), total=True))
    note = "* Мероприятие, в котором участвовали несколько организаций, в итоге учтено один раз."
    return doc.Table(
        _TAKING_COLUMNS, tuple(rows), size=11, caption="Таблица 2 — Участие в мероприятиях кластера", note=note
    )


def _told(entries: Sequence[log_entries.Entry]) -> dict[tuple[str, TakingPart | None], int]:
    """How many of a kind (None: of all) the entries tell of each organization; nothing where they tell no number."""
    told: dict[tuple[str, TakingPart | None], int] = {}
    for entry in entries:
        for one in entry.participations:
            if one.organization and not one.unit and one.number is not None:
                for kind in (one.kind, None):
                    told[one.organization, kind] = told.get((one.organization, kind), 0) + one.number
    return told


def _untold(entries: Sequence[log_entries.Entry]) -> tuple[int, int, int]:
    """Pupils, teachers and people told for an event beyond what its organizations add up to."""
    rest = log_entries.totals(entries)
    for entry in entries:
        for one in entry.participations:
            if one.organization and not one.unit:
                rest[one.kind] -= one.number or 0
    return rest[TakingPart.PUPILS], rest[TakingPart.TEACHERS], sum(rest.values())


def _taking_chart(table: doc.Table, period: Period) -> list[doc.Block]:
    bars = []
    for row in table.rows:
        if isinstance(row, doc.Row) and row.cells[0] and row.cells[5]:
            pupils, teachers = (cell if isinstance(cell, int) else None for cell in row.cells[3:5])
            bars.append(doc.Bars(str(row.cells[1]), (pupils, teachers)))
    caption = f"Рисунок 1 — Участники мероприятий {period.of}, чел."
    return [doc.Chart(caption, ("обучающиеся", "педагоги"), tuple(bars))] if bars else []


def _deviations(read: Reader, waiting: Sequence[EventFacts], period: Period, number: int) -> doc.Table | None:
    """What was moved, cancelled, or of what nobody told that it was held, with the reason and the new day."""
    served = items_served(read)
    numbers = dict(read.rows("SELECT id, number FROM plan_items"))
    rows = []
    for event in waiting:
        state = log_entries.event_words(event, period.last)
        if state == log_entries.AHEAD:
            continue
        item = ", ".join(filter(None, (str(numbers.get(item) or "") for item in served.get(event.id, ()))))
        rows.append(doc.Row((item, event.name, state, reason_words(event.moved_to, event.reason))))
    caption = f"Таблица {number} — Отклонения от намеченного"
    return doc.Table(_DEVIATION_COLUMNS, tuple(rows), size=11, caption=caption) if rows else None
