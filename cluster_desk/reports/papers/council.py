"""The composition of the coordination council, in the spirit of paper 7 (состав совета)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_desk.core.records.council import SeatRole
from cluster_desk.core.russian import capitalized, day_in_figures, plural
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.council import SeatHolder, seat_holders
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import Column, Document, Row, Table, line
from cluster_desk.reports.document.options import ON_DAY, SHEET, WEBSITE, Options, day_of, is_for_website
from cluster_desk.reports.shared.heads import list_titles, of_cluster, role_words, signed_by_seat
from cluster_desk.reports.shared.page_layout import fitted, page_of

OPTIONS = (ON_DAY, WEBSITE, SHEET)

_COLUMNS = (
    Column("№ п/п", 10, "center"),
    Column("Фамилия, имя, отчество", 50),
    Column("Должность, организация", 80),
    Column("Роль в совете", 40),
)
_ON_WEBSITE = (*_COLUMNS[:2], Column("Организация", 80), _COLUMNS[3])


def build(read: Reader, options: Options) -> Document:
    """The council on the day that `options` name; an empty seat has no name."""
    day, page = day_of(options), page_of(options)
    council = seat_holders(read, day)
    website = is_for_website(options)
    rows = tuple(
        Row(
            (f"{number}.", seat.name, seat.organization if website else _post(seat), capitalized(role_words(seat.role)))
        )
        for number, seat in enumerate(council, 1)
    )
    blocks = (
        *list_titles("СОСТАВ", "координационного совета", of_cluster(cluster_facts(read)), on=day),
        Table(fitted(_ON_WEBSITE if website else _COLUMNS, page), rows, size=12),
        line(_total(council), before=6, size=12, keep_next=True),
        signed_by_seat(SeatRole.CHAIR, council),
    )
    return Document(f"Состав координационного совета на {day_in_figures(day)}", blocks, page, size=12)


_DESCRIBING_WORD = re.compile(r"\w{5,}")


def _post(seat: SeatHolder) -> str:
    """«директор, МКОУ СОШ с. Берёзовка»; a post that names its place itself («директор СОШ с. Берёзовка») alone."""
    named = set(_DESCRIBING_WORD.findall(fold(seat.organization)))
    if not seat.organization or named & set(_DESCRIBING_WORD.findall(fold(seat.position))):
        return seat.position
    return f"{seat.position}, {seat.organization}".lstrip(", ")


def _total(council: Sequence[SeatHolder]) -> str:
    """«Всего: 12 мест, из них занято — 11.»; people where no seat is empty."""
    count = len(council)
    taken = sum(bool(seat.name) for seat in council)
    if taken == count:
        return f"Всего: {count} {plural(count, 'человек', 'человека', 'человек')}."
    return f"Всего: {count} {plural(count, 'место', 'места', 'мест')}, из них занято — {taken}."
