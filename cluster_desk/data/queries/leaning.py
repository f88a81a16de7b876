"""What leans on a record: the links that would be left hanging if it were deleted."""

from __future__ import annotations

from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import links_to, owner_of
from cluster_desk.core.records.fields import Record
from cluster_desk.data.queries.listing import title_sql
from cluster_desk.data.queries.reader import Reader

_NAMED = 5  # so many are named one by one


def leaning_on(read: Reader, record: Record) -> list[str]:
    """What holds `record` back from being deleted, each as «Seat on the council: director, Person»; [] when nothing."""
    found = []
    for holder, field in links_to(type(record)):
        if field.cleared:
            continue
        owner = owner_of(holder)
        title = title_sql(owner[0], f"t.{owner[0].TABLE}_id") if owner else f't."{holder.TITLE}"'
        sql = f'SELECT {title} FROM {holder.TABLE} AS t WHERE t."{field.name}" = ? LIMIT {_NAMED}'
        label = _(owner[0].LABEL if owner else holder.LABEL)
        found += [f"{label}: {row[0]} ({_(field.label)})" for row in read.rows(sql, record.id)]
    return found
