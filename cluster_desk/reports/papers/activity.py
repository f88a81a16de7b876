"""Paper 10: the report on the activity of a period (отчёт о деятельности) by task, direction or month."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.language import N_
from cluster_desk.core.records.events import EventState, TakingPart
from cluster_desk.core.russian.names import signed_name
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.cluster import ClusterFacts, cluster_facts
from cluster_desk.data.queries.events import EventFacts, items_served
from cluster_desk.data.queries.members import ORGANIZATIONS
from cluster_desk.data.queries.participation import never_took_part
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document.options import Options, one_of
from cluster_desk.reports.document.text import Sum
from cluster_desk.reports.shared import log_entries
from cluster_desk.reports.shared.heads import BLANK_NAME, head_position, signed_by_secretary
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, period_of
from cluster_desk.reports.shared.prose import EVENT, ORGANIZATION, counted, held, joined, out_of, took_part

BY = one_of(
    "by",
    N_("Grouped by"),
    {"task": N_("Tasks of the plan"), "direction": N_("Directions of the plan"), "month": N_("Months")},
)
OPTIONS = (SINCE, UNTIL, BY)

_DONE_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Дата", 24, "center"),
    doc.Column("Мероприятие", 82),
    doc.Column("Обучаю-\nщихся", 18, "right"),
    doc.Column("Педа-\nгогов", 17, "right"),
    doc.Column("Всего, чел.", 19, "right"),
)
_TAKING_COLUMNS = (
    doc.Column("№ п/п", 11, "center"),
    doc.Column("Образовательная организация", 65),
    doc.Column("Число меро-\nприятий", 27, "right"),
    doc.Column("Обучаю-\nщихся", 27, "right"),
    doc.Column("Педа-\nгогов", 20, "right"),
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
    period = period_of(options)
    cluster = cluster_facts(read)
    entries = log_entries.entries_of(read, period)
    waiting = log_entries.not_held(read, period)
    taking = taking_table(read, entries, period)
    done = _done_table(log_entries.grouped(read, entries, options[BY.name], period))
    blocks: list[doc.Block] = [
        approved_by_head(cluster, period.end.year),
        doc.Heading("ОТЧЁТ", after=2),
        doc.Heading("о деятельности опорной школы и образовательного кластера", 0, after=2),
        doc.Heading(period.title, 0, after=14),
        _heading("1. Общие сведения"),
        doc.Paragraph(_summary(entries, waiting, period)),
        _heading("2. Проведённые мероприятия"),
        done,
        _heading("3. Участие образовательных организаций"),
        taking,
        *_taking_chart(taking, period),
        *_deviations(read, waiting),
        *_conclusions(read, entries, waiting, period),
        signed_by_secretary(read, period.end),
    ]
    sheets = (
        doc.Sheet("Мероприятия", done),
        doc.Sheet("Участие", taking),
        log_entries.entries_sheet(read, entries),
        log_entries.stated_numbers_sheet(entries),
    )
    return doc.Document(f"Отчёт о деятельности {period.title}", tuple(blocks), doc.KEPT_FOR_YEARS, sheets=sheets)


def approved_by_head(cluster: ClusterFacts, year: int) -> doc.Approvals:
    """«УТВЕРЖДАЮ» of the head of the support school, at the right."""
    name = signed_name(cluster.head) if cluster.head else BLANK_NAME
    return doc.Approvals((doc.Approval("УТВЕРЖДАЮ", head_position(cluster), name, f"«____» ______________ {year} г."),))


def _heading(text: str) -> doc.Heading:
    return doc.Heading(text, 2, "left", size=13, before=10, after=4, indent=12.5)


def _summary(entries: Sequence[log_entries.Entry], waiting: Sequence[EventFacts], period: Period) -> str:
    """«В I квартале 2026 года проведено 12 мероприятий, в которых приняли участие …. Намечено …»."""
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
    values = [f"проведено {len(entries)}"]
    for state, name in _STATES.items():
        number = sum(event.state is state for event in waiting)
        values += [f"{name} {number}"] if number else []
    return f"{words} Всего на этот период намечено {counted(len(entries) + len(waiting), EVENT)}: {', '.join(values)}."


_STATES = {
    EventState.MOVED: "перенесено",
    EventState.CANCELLED: "отменено",
    EventState.PLANNED: "не проведено",
}


def _done_table(groups: Sequence[tuple[str, list[log_entries.Entry]]]) -> doc.Table:
    rows: list[doc.Row | doc.Section] = []
    number = 0
    for title, entries in groups:
        rows.append(doc.Section(f"{capitalized(title)} — {counted(len(entries), EVENT)}"))
        for entry in entries:
            number += 1
            pupils, teachers = entry.count(TakingPart.PUPILS), entry.count(TakingPart.TEACHERS)
            rows.append(doc.Row((f"{number}.", entry.day, _named(entry), pupils, teachers, entry.people_count)))
    result = log_entries.totals(entry for _title, inside in groups for entry in inside)
    whole = Sum(result[TakingPart.PUPILS]), Sum(result[TakingPart.TEACHERS]), Sum(sum(result.values()))
    rows.append(doc.Row(("", "", "Итого", *whole), total=True))
    return doc.Table(_DONE_COLUMNS, tuple(rows), size=11, caption="Таблица 1 — Проведённые мероприятия")


def _named(entry: log_entries.Entry) -> str:
    """The event with its level and form behind: «Урок без границ (муниципальный, семинар)»."""
    more = [word for word in (log_entries.level_words(entry.event.level), entry.event.form) if word]
    return f"{entry.event.name} ({', '.join(more)})" if more else entry.event.name


def taking_table(read: Reader, entries: Sequence[log_entries.Entry], period: Period) -> doc.Table:
    """Organization by organization: events, pupils, teachers, people; those that never took part with dashes."""
    names = [row[0] for row in read.rows(f"SELECT short_name FROM organizations AS t ORDER BY {ORGANIZATIONS.order}")]
    missing = {name for _row, name in never_took_part(read, period.start, period.end)}
    taking = {name for entry in entries for name in entry.organizations}
    listed = [name for name in names if name in taking or name in missing]
    rows = []
    for n, name in enumerate([*listed, *sorted(taking - set(names))], 1):
        inside = [entry for entry in entries if name in entry.organizations]
        counts = [_of(inside, name, kind) for kind in (TakingPart.PUPILS, TakingPart.TEACHERS)]
        rows.append(doc.Row((f"{n}.", name, len(inside), *counts, _of(inside, name, None))))
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


def _of(entries: Sequence[log_entries.Entry], name: str, kind: TakingPart | None) -> int:
    return sum(
        one.number or 0
        for entry in entries
        for one in entry.participations
        if one.organization == name and not one.unit and kind in (None, one.kind)
    )


def _untold(entries: Sequence[log_entries.Entry]) -> tuple[int, int, int]:
    """Pupils, teachers and people told for an event beyond what its organizations add up to."""
    rest = dict.fromkeys(TakingPart, 0)
    for entry in entries:
        for kind in TakingPart:
            named = sum(o.number or 0 for o in entry.participations if o.kind is kind and o.organization and not o.unit)
            rest[kind] += entry.count(kind) - named
    return rest[TakingPart.PUPILS], rest[TakingPart.TEACHERS], sum(rest.values())


def _taking_chart(table: doc.Table, period: Period) -> list[doc.Block]:
    bars = []
    for row in table.rows:
        if isinstance(row, doc.Row) and row.cells[0] and row.cells[5]:
            pupils, teachers = (cell if isinstance(cell, int) else 0 for cell in row.cells[3:5])
            bars.append(doc.Bars(str(row.cells[1]), (pupils, teachers)))
    caption = f"Рисунок 1 — Участники мероприятий {period.of}, чел."
    return [doc.Chart(caption, ("обучающиеся", "педагоги"), tuple(bars))] if bars else []


def _deviations(read: Reader, waiting: Sequence[EventFacts]) -> list[doc.Block]:
    """What was moved, cancelled or not held, with the reason and the new day."""
    if not waiting:
        return []
    served = items_served(read)
    numbers = dict(read.rows("SELECT id, number FROM plan_items"))
    rows = []
    for event in waiting:
        number = ", ".join(filter(None, (str(numbers.get(item) or "") for item in served.get(event.id, ()))))
        why = "; ".join(part for part in (event.reason, event.moved_to) if part)
        rows.append(doc.Row((number, event.name, _STATES[event.state], why)))
    table = doc.Table(_DEVIATION_COLUMNS, tuple(rows), size=11, caption="Таблица 3 — Отклонения от намеченного")
    return [_heading("4. Выполнение намеченного"), table]


def _conclusions(
    read: Reader, entries: Sequence[log_entries.Entry], waiting: Sequence[EventFacts], period: Period
) -> list[doc.Block]:
    number = 5 if waiting else 4
    blocks: list[doc.Block] = [_heading(f"{number}. Выводы")]
    whole = len(entries) + len(waiting)
    if whole:
        share = round(100 * len(entries) / whole)
        words = f"Из намеченных на период {out_of(whole, EVENT)} {held(len(entries))} ({share} %)."
        blocks.append(doc.Paragraph(words))
    missing = [name for _row, name in never_took_part(read, period.start, period.end)]
    if missing:
        blocks.append(
            doc.Paragraph(f"Требует внимания участие организаций: в мероприятиях не участвовали {joined(missing)}.")
        )
    blocks.append(doc.BlankLine(lines=3, before=8))
    return blocks
