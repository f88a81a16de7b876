"""What the support school shares: lent and returned, organization by organization, totals computed."""

from __future__ import annotations

from cluster_desk.core.language import in_russian
from cluster_desk.core.records.council import SeatRole
from cluster_desk.core.russian import capitalized
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.resources import ResourceFacts, resources_told
from cluster_desk.reports.document import Column, Document, Heading, Page, Row, Section, Table
from cluster_desk.reports.heads import of_cluster, signed_by_seat
from cluster_desk.reports.options import Options
from cluster_desk.reports.periods import SINCE, UNTIL, period_of
from cluster_desk.reports.text import shown

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
    told = [one for one in resources_told(read) if period.touches(one.period)]
    rows: list[Row | Section] = []
    for one in told:
        rows.append(Section(_title(one)))
        rows += _rows(one)
    blocks = (
        Heading("РЕСУРСЫ ОПОРНОЙ ШКОЛЫ", after=2),
        Heading(f"в пользовании организаций {of_cluster(cluster_facts(read))} {period.title}", 0, size=13, after=10),
        Table(COLUMNS, tuple(rows), size=11),
        signed_by_seat(SeatRole.SECRETARY, seat_holders(read, period.end)),
    )
    return Document(f"Ресурсы опорной школы {period.title}", blocks, Page(left=20.0), size=12)


def _title(one: ResourceFacts) -> str:
    kind = capitalized(in_russian(one.kind.label))
    more = ", ".join(part for part in (one.period, one.unit) if part)
    name = one.name if one.name.lower().startswith(kind.lower()) else f"{kind}: {one.name}"
    return f"{name} ({more})" if more else name


def _rows(one: ResourceFacts) -> list[Row]:
    rows = []
    for loan in one.loans:
        returned = loan.returned_count or 0
        day = ".".join(reversed(loan.day.split("-"))) if loan.day else ""
        rows.append(Row((loan.organization, loan.number, day, returned, (loan.number or 0) - returned, loan.note)))
    note = ""
    if one.told_total is not None and one.told_total != one.total:
        note = f"в документе указано {shown(one.told_total)}"
    whole = ("Итого", one.total, "", one.returned, one.total - one.returned, note)
    return [*rows, Row(whole, total=True)]
