"""What the support school shares: lent and returned, organization by organization, totals computed; and the clubs.

Clubs, sections and network classes: who leads them, how many children from which schools.
"""

from __future__ import annotations

from collections.abc import Mapping

from cluster_desk.core.language import in_russian
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.resources import Club, Resource
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.listing import titles
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.resources import list_clubs, list_resources
from cluster_desk.reports.document import LANDSCAPE, Column, Document, Heading, Page, Row, Section, Table
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.text import Sum, display
from cluster_desk.reports.shared.heads import of_cluster, signed_by_secretary
from cluster_desk.reports.shared.periods import SINCE, UNTIL, period_of

OPTIONS = (SINCE, UNTIL)
COLUMNS = (
    Column("Организация", 58),
    Column("Выдано", 18, "right"),
    Column("Дата", 24, "center"),
    Column("Возвраще-\nно", 24, "right"),
    Column("Остаёт-\nся", 19, "right"),
    Column("Примечание", 37),
)


def build(read: Reader, options: Options) -> Document:
    """Resources of the years that the period of `options` touches."""
    period = period_of(options)
    resources = [one for one in list_resources(read) if period.touches(one.period)]
    names = titles(read, Organization, (loan.organization_id for one in resources for loan in one.loans))
    rows: list[Row | Section] = []
    for one in resources:
        rows.append(Section(_title(one)))
        rows += _rows(one, names)
    blocks = (
        Heading("РЕСУРСЫ ОПОРНОЙ ШКОЛЫ", after=2),
        Heading(f"в пользовании организаций {of_cluster(read)} {period.title}", 0, size=13, after=10),
        Table(COLUMNS, tuple(rows), size=11),
        signed_by_secretary(read, period.end),
    )
    return Document(f"Ресурсы опорной школы {period.title}", blocks, Page(left=20.0), size=12)


def _title(one: Resource) -> str:
    kind = capitalized(in_russian(one.kind.label))
    more = ", ".join(part for part in (one.period, one.unit) if part)
    name = one.name if one.name.lower().startswith(kind.lower()) else f"{kind}: {one.name}"
    return f"{name} ({more})" if more else name


def _rows(one: Resource, names: Mapping[int | None, str]) -> list[Row]:
    rows = []
    for loan in one.loans:
        returned = loan.returned_count or 0
        left = (loan.count or 0) - returned
        day = day_in_figures(loan.day) if loan.day else ""
        rows.append(Row((names[loan.organization_id], loan.count, day, returned, left, loan.note)))
    note = ""
    if one.told_total is not None and one.told_total != one.lent:
        note = f"в документе указано {display(one.told_total)}"
    whole = ("Итого", one.lent, "", one.returned, one.lent - one.returned, note)
    return [*rows, Row(whole, total=True)]


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
    period = period_of(options)
    clubs = [one for one in list_clubs(read) if period.touches(one.period)]
    schools = titles(read, Organization, (school.organization_id for one in clubs for school in one.schools))
    people = titles(read, Person, (one.leader_id for one in clubs))
    rows = []
    for n, one in enumerate(clubs, 1):
        leader = one.leader or people[one.leader_id]
        cells = (f"{n}.", one.name, one.field, leader, one.age, _schools(one, schools), one.children_in_all)
        rows.append(Row(cells))
    rows.append(Row(("", "Итого", "", "", "", "", Sum(sum(one.children_in_all for one in clubs))), total=True))
    blocks = (
        Heading("КРУЖКИ, СЕКЦИИ И СЕТЕВЫЕ КЛАССЫ", after=2),
        Heading(f"{of_cluster(read)} {period.title}", 0, size=13, after=10),
        Table(_CLUB_COLUMNS, tuple(rows), size=11),
        signed_by_secretary(read, period.end),
    )
    return Document(f"Кружки и секции {period.title}", blocks, LANDSCAPE, size=12)


def _schools(one: Club, names: Mapping[int | None, str]) -> str:
    return ",\n".join(
        names[school.organization_id] + (f" —\u00a0{school.count}" if school.count is not None else "")
        for school in one.schools
    )
