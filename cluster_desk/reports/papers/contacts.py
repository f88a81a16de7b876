"""The contacts of the cluster's members: whom to ring and where to write; for the website only what is of no person."""

from __future__ import annotations

from cluster_desk.core.russian import day_in_figures, signed_name
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.members import contact_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import Column, Document, Row, Table
from cluster_desk.reports.document.options import ON_DAY, SHEET, WEBSITE, Options, day_of, is_for_website
from cluster_desk.reports.shared.heads import list_titles, of_cluster
from cluster_desk.reports.shared.page_layout import fitted, page_of

OPTIONS = (ON_DAY, WEBSITE, SHEET)

_COLUMNS = (
    Column("№ п/п", 10, "center"),
    Column("Организация, адрес", 56),
    Column("Руководитель", 34),
    Column("Телефон", 34),
    Column("Электронная почта, сайт", 46),
)
_ON_WEBSITE = (*_COLUMNS[:3], Column("Сайт", 60))


def build(read: Reader, options: Options) -> Document:
    """A row a member on the day that `options` name, by short name."""
    day, page = day_of(options), page_of(options)
    website = is_for_website(options)
    rows = tuple(
        Row(
            (
                f"{number}.",
                _lines(each.short_name, each.address),
                signed_name(each.head) if each.head else "",
                *(
                    (each.site,)
                    if website
                    else (
                        _lines(each.phone, each.head_phone if each.head_phone != each.phone else ""),
                        _lines(each.email, each.site),
                    )
                ),
            )
        )
        for number, each in enumerate(contact_facts(read, day), 1)
    )
    blocks = (
        *list_titles("КОНТАКТЫ УЧАСТНИКОВ", of_cluster(cluster_facts(read)), on=day),
        Table(fitted(_ON_WEBSITE if website else _COLUMNS, page), rows, size=11),
    )
    return Document(f"Контакты участников на {day_in_figures(day)}", blocks, page, size=12)


def _lines(*words: str) -> str:
    return "\n".join(each for each in words if each)
