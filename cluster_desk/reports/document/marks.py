"""Places for the marks of electronic signatures."""

from __future__ import annotations

from cluster_desk.reports.document import Document, Signature


def with_marks(document: Document) -> Document:
    """The document with a place for an electronic signature's mark beside each signature."""
    blocks = tuple(
        block._replace(mark=True)
        if isinstance(block, Signature) and not block.instead and block.mark is not None
        else block
        for block in document.blocks
    )
    parts = tuple(with_marks(part) if isinstance(part, Document) else part for part in document.appended)
    return document._replace(blocks=blocks, appended=parts)
