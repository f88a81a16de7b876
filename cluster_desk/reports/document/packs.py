"""A pack of papers: its table of contents, and the whole of it as one document where a format asks for that."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from cluster_desk.reports.document import Block, Column, Document, PageBreak, Row, Table, line


def contents_of(document: Document, pages: Sequence[int] = ()) -> Table:
    """The table of contents of a pack; without `pages` their column is empty."""
    numbers: list[int | str] = [*pages, *[""] * (len(document.appended) - len(pages))]
    rows = tuple(
        Row((f"{n}.", part.title, page))
        for n, (part, page) in enumerate(zip(document.appended, numbers, strict=True), 1)
    )
    return Table((Column("№", 12, "center"), Column("Документ", 143), Column("Стр.", 25, "center")), rows)


def flattened(document: Document) -> Document:
    """A pack as one document, for formats that cannot hold another's PDF: such a one is only named."""
    blocks: list[Block] = [*document.blocks, contents_of(document)]
    for part in document.appended:
        if isinstance(part, Document):
            blocks += [PageBreak(part.page), *part.blocks]
        else:
            blocks += [PageBreak(), line(f"{part.title} (файл {part.path.name})")]
    return dataclasses.replace(document, blocks=tuple(blocks), appended=())
