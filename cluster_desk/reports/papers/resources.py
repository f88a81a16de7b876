"""What the support school shares: lent and returned, organization by organization, totals computed; and the clubs.

Clubs, sections and network classes: who leads them, how many children from which schools.
"""

from __future__ import annotations

from collections.abc import Mapping

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _, in_russian
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.resources import Club, Resource
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.listing import titles
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.resources import list_clubs, list_resources
from cluster_desk.reports.document import LANDSCAPE, Column, Document, Heading, Page, Row, Section, Table
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.text import Sum, display
from cluster_desk.reports.shared.cluster_name import of_cluster
from cluster_desk.reports.shared.heads import signed_by_head
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, as_of_lines, period_of

OPTIONS = (SINCE, UNTIL)
COLUMNS = (
    Column("Организация", 58),
    Column("Выдано", 18, "right"),
    Column("Дата", 24, "center"),
    Column("Возвраще\u00adно", 24, "right"),
    Column("Остаёт\u00adся", 19, "right"),
    Column("Примечание", 37),
)


def build(read: Reader, options: Options) -> Document:
    """Resources of the years that the period of `options` touches."""
    period = period_of(read, options)
    resources = resources_of(read, period)
    if not resources:
        raise UserError(_("No resources are entered for this period."), do=_("Enter them in the area “Resources”."))
    names = titles(read, Organization, (loan.organization_id for one in resources for loan in one.loans))
    rows: list[Row | Section] = []
    for one in resources:
        rows.append(Section(_title(one)))
        rows += _rows(one, names)
    blocks = (
        Heading("РЕСУРСЫ ОПОРНОЙ ШКОЛЫ", after=2),
        Heading(f"в пользовании организаций {of_cluster(read)} {period.title}", 0, size=13, after=_after(period)),
        *as_of_lines(period),
        Table(COLUMNS, tuple(rows), size=11),
        signed_by_head(cluster_facts(read), seat_holders(read, period.last)),
    )
    return Document(f"Ресурсы опорной школы {period.title}", blocks, Page(left=20.0), size=12)


def _after(period: Period) -> float:
    """The room below the title, unless a line says on which day it is true."""
    return 2.0 if period.as_of else 10.0


def _title(one: Resource) -> str:
    kind = capitalized(in_russian(one.kind.label))
    more = ", ".join(part for part in (one.period, one.unit) if part)
    name = one.name if one.name.lower().startswith(kind.lower()) else f"{kind}: {one.name}"
    return f"{name} ({more})" if more else name


def resources_of(read: Reader, period: Period) -> list[Resource]:
    """The resources of the years that the period touches, with what was lent and returned so far."""
    resources = [one for one in list_resources(read) if period.touches(one.period)]
    for one in resources:
        one.loans = [loan for loan in one.loans if loan.day is None or loan.day <= period.last]
        for loan in one.loans:
            if loan.returned_day and loan.returned_day > period.last:
                loan.returned_day = loan.returned_count = None
    return resources


def _rows(one: Resource, names: Mapping[int | None, str]) -> list[Row]:
    """The loans and their total; what is left is told where anything was told to be returned."""
    returns = any(loan.returned_count is not None for loan in one.loans)
    rows = []
    for loan in one.loans:
        left = (loan.count or 0) - (loan.returned_count or 0) if returns else None
        rows.append(Row((names[loan.organization_id], loan.count, loan.day, loan.returned_count, left, loan.note)))
    note = ""
    if one.told_total is not None and one.told_total != one.lent:
        note = f"в документе указано {display(one.told_total)}"
    back, left = (one.returned, one.lent - one.returned) if returns else (None, None)
    return [*rows, Row(("Итого", one.lent if one.loans else None, "", back, left, note), total=True)]


CLUBS_OPTIONS = (SINCE, UNTIL)
_CLUB_COLUMNS = (
    Column("№", 10, "center"),
    Column("Название", 56),
    Column("Направление", 36),
    Column("Руководитель", 42),
    Column("Возраст, классы", 26),
    Column("Из каких организаций", 67),
    Column("Детей", 20, "right"),
)


def build_clubs(read: Reader, options: Options) -> Document:
    """The clubs of the years that the period of `options` touches, with the sum of children."""
    period = period_of(read, options)
    clubs = [one for one in list_clubs(read) if period.touches(one.period)]
    if not clubs:
        raise UserError(_("No clubs are entered for this period."), do=_("Enter them in the area “Resources”."))
    schools = titles(read, Organization, (school.organization_id for one in clubs for school in one.schools))
    people = titles(read, Person, (one.leader_id for one in clubs))
    rows = []
    for n, one in enumerate(clubs, 1):
        leader = one.leader or people[one.leader_id]
        cells = (f"{n}.", one.name, one.field, leader, one.age, _schools(one, schools), _children(one))
        rows.append(Row(cells))
    rows.append(Row(("", "Итого", "", "", "", "", Sum(sum(one.children_in_all for one in clubs))), total=True))
    blocks = (
        Heading("КРУЖКИ, СЕКЦИИ И СЕТЕВЫЕ КЛАССЫ", after=2),
        Heading(f"{of_cluster(read)} {period.title}", 0, size=13, after=_after(period)),
        *as_of_lines(period),
        Table(_CLUB_COLUMNS, tuple(rows), size=11),
        signed_by_head(cluster_facts(read), seat_holders(read, period.last)),
    )
    return Document(f"Кружки и секции {period.title}", blocks, LANDSCAPE, size=12)


def _children(one: Club) -> int | None:
    """How many children there are; None where nobody told."""
    told = one.children is not None or any(school.count is not None for school in one.schools)
    return one.children_in_all if told else None


def _schools(one: Club, names: Mapping[int | None, str]) -> str:
    return ",\n".join(
        names[school.organization_id] + (f" —\u00a0{school.count}" if school.count is not None else "")
        for school in one.schools
    )
