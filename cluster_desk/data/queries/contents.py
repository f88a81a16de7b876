"""The bytes that lie in the file beside its records: photos, papers, templates."""

from __future__ import annotations

from cluster_desk.core.records.catalog import kinds_with_bytes, owner_column, owner_of
from cluster_desk.core.records.fields import Record
from cluster_desk.data.queries.reader import Reader


def read_content(read: Reader, digest: str) -> bytes | None:
    """The bytes with that digest; None when the file does not hold them."""
    data = read.value("SELECT data FROM contents WHERE digest = ?", digest)
    return bytes(data) if data is not None else None


def kept_digests(read: Reader) -> list[str]:
    """The bytes of photos, papers and templates that the file holds, by their digests."""
    return [digest for (digest,) in read.rows("SELECT digest FROM contents ORDER BY digest")]


def files_of_others(read: Reader, record: Record) -> dict[str, int]:
    """The sizes of the files that are kept with records, but for those of this record alone, by their digests."""
    sizes: dict[str, int] = {}
    for kind in kinds_with_bytes():
        owner = owner_of(kind)
        if owner is None:
            continue
        own = record.id if isinstance(record, owner[0]) else None
        sql = f"SELECT digest, max(size) FROM {kind.TABLE} WHERE {owner_column(kind)} IS NOT ? GROUP BY digest"
        sizes |= {digest: size or 0 for digest, size in read.rows(sql, own)}
    return sizes
