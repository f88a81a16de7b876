"""The bytes that lie in the file beside its records: photos, papers, templates."""

from __future__ import annotations

from cluster_desk.data.queries.reader import Reader


def read_content(read: Reader, digest: str) -> bytes | None:
    """The bytes with that digest; None when the file does not hold them."""
    data = read.value("SELECT data FROM contents WHERE digest = ?", digest)
    return bytes(data) if data is not None else None


def kept_digests(read: Reader) -> list[str]:
    """The bytes of photos, papers and templates that the file holds, by their digests."""
    return [digest for (digest,) in read.rows("SELECT digest FROM contents ORDER BY digest")]
