"""What the support school shares: lent and returned, organization by organization, totals computed."""

from __future__ import annotations

from collections.abc import Mapping

from cluster_desk.core.language import in_russian
from cluster_desk.core.records.council import SeatRole
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.resources import Resource
from cluster_desk.core.russian import capitalized, day_in_figures
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.listing import titles
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.resources import list_resources
from cluster_desk.reports.document import Column, Document, Heading, Page, Row, Section, Table
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.text import display
from cluster_desk.reports.shared.heads import of_cluster, signed_by_seat
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
        Heading(f"в пользовании организаций {of_cluster(cluster_facts(read))} {period.title}", 0, size=13, after=10),
        Table(COLUMNS, tuple(rows), size=11),
        signed_by_seat(SeatRole.SECRETARY, seat_holders(read, period.end)),
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
