"""Clubs, sections and network classes: who leads them, how many children from which schools."""

from __future__ import annotations

from collections.abc import Mapping

from cluster_desk.core.records.council import SeatRole
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.resources import Club
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.listing import titles
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.resources import list_clubs
from cluster_desk.reports.document import LANDSCAPE, Column, Document, Heading, Row, Table
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.text import Sum
from cluster_desk.reports.shared.heads import of_cluster, signed_by_seat
from cluster_desk.reports.shared.periods import SINCE, UNTIL, period_of

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
    clubs = [one for one in list_clubs(read) if period.touches(one.period)]
    schools = titles(read, Organization, (school.organization_id for one in clubs for school in one.schools))
    people = titles(read, Person, (one.leader_id for one in clubs))
    rows = [
        Row(
            (
                f"{n}.",
                one.name,
                one.field,
                one.leader or people[one.leader_id],
                one.age,
                _schools(one, schools),
                one.children_in_all,
            )
        )
        for n, one in enumerate(clubs, 1)
    ]
    rows.append(Row(("", "Итого", "", "", "", "", Sum(sum(one.children_in_all for one in clubs))), total=True))
    blocks = (
        Heading("КРУЖКИ, СЕКЦИИ И СЕТЕВЫЕ КЛАССЫ", after=2),
        Heading(f"{of_cluster(cluster_facts(read))} {period.title}", 0, size=13, after=10),
        Table(_COLUMNS, tuple(rows), size=11),
        signed_by_seat(SeatRole.SECRETARY, seat_holders(read, period.end)),
    )
    return Document(f"Кружки и секции {period.title}", blocks, LANDSCAPE, size=12)


def _schools(one: Club, names: Mapping[int | None, str]) -> str:
    return ",\n".join(
        names[school.organization_id] + (f" —\u00a0{school.count}" if school.count is not None else "")
        for school in one.schools
    )
