"""What a built paper says, block by block."""

from __future__ import annotations

from cluster_desk.reports.document import Document, Fact, Heading, Paragraph, Row, Section, Signature, Table
from cluster_desk.reports.document.text import plain


def headings(document: Document) -> list[str]:
    """The title lines."""
    return [plain(block.text) for block in document.blocks if isinstance(block, Heading)]


def facts(document: Document) -> dict[str, str]:
    """The facts by their labels, those left out not told."""
    return {block.label: plain(block.text) for block in document.blocks if isinstance(block, Fact) and block.text}


def lines(document: Document) -> list[str]:
    """The paragraphs."""
    return [plain(block.text) for block in document.blocks if isinstance(block, Paragraph)]


def table(document: Document) -> Table:
    """The paper's one table."""
    (result,) = (block for block in document.blocks if isinstance(block, Table))
    return result


def cells(document: Document) -> list[tuple[str, ...]]:
    """The rows of the table as texts."""
    return [tuple(str(cell) for cell in row.cells) for row in table(document).rows if isinstance(row, Row)]


def sections(document: Document) -> list[str]:
    """The titles of the table's sections."""
    return [row.text for row in table(document).rows if isinstance(row, Section)]


def signature(document: Document) -> tuple[str, str]:
    """Who signs: position and name."""
    (result,) = (block for block in document.blocks if isinstance(block, Signature))
    return plain(result.position), result.name
