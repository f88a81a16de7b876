"""What came into the file with a document."""

from __future__ import annotations

from cluster_desk.core.records.fields import Record
from cluster_desk.data.queries.reader import Reader


def came_with(read: Reader, uuid: str, kind: type[Record]) -> bool:
    """Whether a document that brought the record with this uuid brought records of a kind too."""
    sql = (
        "SELECT 1 FROM imported_records AS own JOIN imported_records AS other ON other.document = own.document "
        "WHERE own.record = ? AND other.kind = ? LIMIT 1"
    )
    return bool(read.value(sql, uuid, kind.__name__))
