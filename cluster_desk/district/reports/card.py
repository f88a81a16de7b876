"""One cluster's card: who it is, what it reported, all that the period tells of it."""

from __future__ import annotations

from cluster_desk.district.reports import tables
from cluster_desk.district.reports.beside import side_by_side
from cluster_desk.district.reports.parts import MOST_EVENTS, Asked, Part, events_table
from cluster_desk.district.store.numbers import Numbers
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line

_ON_PAPER = 200


def card(numbers: Numbers, asked: Asked) -> list[Part]:
    """The parts of the card: everything that reports of many tell, of one."""
    one = numbers.covered[0]
    facts = (("Регион:", one.region), ("Район:", one.district), ("Опорная школа:", one.support_school),
             ("Отчёт за период:", one.words(numbers.period)))  # fmt: skip
    head = Part("Кластер", tuple(doc.Fact(label, words) for label, words in facts))
    parts = [head, _delivered(numbers), *side_by_side(numbers, asked), *tables.people(numbers, asked)]
    parts += tables.organizations(numbers, asked)
    for part in (tables.absent, tables.plan, tables.decisions, tables.indicators, tables.budget):
        parts += part(numbers, asked)
    return [*parts, _events(numbers, asked)]


def _delivered(numbers: Numbers) -> Part:
    columns = (
        doc.Column("Файл", 97),
        doc.Column("С", 32, "center"),
        doc.Column("По", 32, "center"),
        doc.Column("По состоянию на", 32, "center"),
        doc.Column("Сделан", 32, "center"),
        doc.Column("Загружен", 32, "center"),
    )
    rows = tuple(
        doc.Row((each.file_name, each.first, each.last, each.as_of, each.made.date(), each.loaded.date()))
        for each in numbers.covered[0].deliveries
    )
    if not rows:
        return Part("Сданные отчёты", (line("За период отчёта нет.", size=12),))
    return Part("Сданные отчёты", (doc.Table(columns, rows, size=10),))


def _events(numbers: Numbers, asked: Asked) -> Part:
    rows = numbers.events(MOST_EVENTS)
    if not rows:
        return Part("Проведённые мероприятия", (line("В отчётах за период проведённых мероприятий нет.", size=12),))
    blocks = (events_table(numbers, asked, rows[:_ON_PAPER]),)
    more = (f"Показаны первые {_ON_PAPER} из {len(rows)}.",) if len(rows) > _ON_PAPER else ()
    return Part("Проведённые мероприятия", blocks, more)
