"""What leans on a record: the links that would be left hanging if it were deleted."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import links_to, owner_column, owner_of
from cluster_desk.core.records.fields import Record
from cluster_desk.data.queries.listing import title_sql
from cluster_desk.data.queries.reader import Reader

_NAMED = 5  # so many are named one by one


def references_to(read: Reader, record: Record, to_delete: Sequence[Record] = ()) -> list[str]:
    """What holds `record` back from being deleted, each as «Seat on the council: director (Person)»; [] when nothing.

    `to_delete` are the records that are deleted together with it; they hold nobody back.
    """
    references = []
    for holder, field in links_to(type(record)):
        if field.cleared or field.follows:
            continue
        whole, row = _whole_of(holder)
        sql = f'SELECT {row}, {title_sql(whole, row)} FROM {holder.TABLE} AS t WHERE t."{field.column}" = ?'
        leave = {one.id for one in to_delete if isinstance(one, whole)}
        titles = [title for number, title in read.rows(sql, record.id) if number not in leave]
        references += [f"{_(whole.LABEL)}: {title} ({_(field.label)})" for title in titles[:_NAMED]]
    return references


def _whole_of(part: type[Record]) -> tuple[type[Record], str]:
    """The record that a part belongs to in the end, and SQL for its row number; a whole record is its own."""
    record, row = part, "t.id"
    owner = owner_of(record)
    if owner:
        row, record = f"t.{owner_column(record)}", owner[0]
    while owner := owner_of(record):
        row = f"(SELECT {owner_column(record)} FROM {record.TABLE} WHERE id = {row})"
        record = owner[0]
    return record, row
