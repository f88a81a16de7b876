"""Clubs, sections and network classes: who leads them, how many children from which schools."""

from __future__ import annotations

from cluster_desk.core.records.council import SeatRole
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.resources import ClubFacts, clubs_told
from cluster_desk.reports.document import LANDSCAPE, Column, Document, Heading, Row, Table
from cluster_desk.reports.heads import of_cluster, signed_by_seat
from cluster_desk.reports.options import Options
from cluster_desk.reports.periods import SINCE, UNTIL, period_of
from cluster_desk.reports.text import Sum

OPTIONS = (SINCE, UNTIL)
_COLUMNS = (
    Column("№", 10, "center"),
    Column("Название", 56),
    Column("Направление", 36),
    Column("Руководитель", 42),
    Column("Возраст, классы", 26),
    Column("Из каких организаций", 67),
    Column("Детей", 20, "right"),
)


def build(read: Reader, options: Options) -> Document:
    """The clubs of the years that the period of `options` touches, with the sum of children."""
    period = period_of(options)
    clubs = [one for one in clubs_told(read) if period.touches(one.period)]
    rows = [
        Row((f"{n}.", one.name, one.field, one.leader, one.age, _schools(one), one.total))
        for n, one in enumerate(clubs, 1)
    ]
    rows.append(Row(("", "Итого", "", "", "", "", Sum(sum(one.total for one in clubs))), total=True))
    blocks = (
        Heading("КРУЖКИ, СЕКЦИИ И СЕТЕВЫЕ КЛАССЫ", after=2),
        Heading(f"{of_cluster(cluster_facts(read))} {period.title}", 0, size=13, after=10),
        Table(_COLUMNS, tuple(rows), size=11),
        signed_by_seat(SeatRole.SECRETARY, seat_holders(read, period.end)),
    )
    return Document(f"Кружки и секции {period.title}", blocks, LANDSCAPE, size=12)


def _schools(one: ClubFacts) -> str:
    return ",\n".join(
        school.organization + (f" —\u00a0{school.number}" if school.number is not None else "")
        for school in one.schools
    )
