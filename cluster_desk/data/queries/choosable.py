"""What a link field may point at: any kind of record, by its title."""

from __future__ import annotations

from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.fields import title_column
from cluster_desk.data.queries.members import Choosable, choosable_organizations, choosable_people
from cluster_desk.data.queries.reader import Reader

_SEPARATE = {"Organization": choosable_organizations, "Person": choosable_people}


def choosable(read: Reader, target: str) -> list[Choosable]:
    """Every record of the class called `target` by title, with a second line where namesakes are to be told apart."""
    if target in _SEPARATE:
        return _SEPARATE[target](read)
    record = record_class(target)
    title = title_column(record)
    sql = f'SELECT id, "{title}", \'\' FROM {record.TABLE} ORDER BY "{title}" COLLATE russian'
    return [Choosable(row, str(title or ""), detail) for row, title, detail in read.rows(sql)]
