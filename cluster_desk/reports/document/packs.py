"""A pack of papers: its table of contents, and the whole of it as one document where a format asks for that."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.reports.document import Block, Column, Document, PageBreak, Row, Table, line
from cluster_desk.reports.document.text import Run


def contents_of(document: Document, pages: Sequence[int], *, linked: bool = False) -> Table:
    """The table of contents of a pack; `linked`: its numbers follow the parts, where a format can do that."""
    rows = tuple(
        Row((f"{n}.", part.title, (Run(str(page), page_of=_mark(n)),) if linked else page))
        for n, (part, page) in enumerate(zip(document.appended, pages, strict=True), 1)
    )
    return Table((Column("№", 12, "center"), Column("Документ", 143), Column("Стр.", 25, "center")), rows)


def _mark(number: int) -> str:
    return f"part{number}"


def flattened(document: Document, pages: Sequence[int]) -> Document:
    """A pack as one document, for formats that cannot hold another's PDF: such a one is only named.

    `pages`: where each part begins.
    """
    blocks: list[Block] = [*document.blocks, contents_of(document, pages, linked=True)]
    for n, part in enumerate(document.appended, 1):
        if isinstance(part, Document):
            blocks += [PageBreak(part.page, mark=_mark(n)), *part.blocks]
        else:
            blocks += [PageBreak(mark=_mark(n)), line(f"{part.title} (файл {part.path.name})")]
    return document._replace(blocks=tuple(blocks), appended=())
