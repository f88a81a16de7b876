"""How much a Word document of an office may hold: what is larger is refused before it takes all memory."""

from __future__ import annotations

from dataclasses import dataclass

MAX_DEPTH = 60
"""Levels of tables, text boxes and content controls inside one another; Word itself has no use for ten."""
MAX_PARAGRAPHS = 30_000
"""Paragraphs in all, those in cells too: a plan of 2,000 rows has 15,000."""
MAX_PLACES = 400_000
"""Places in the rows of all tables, those that merged cells cover too."""
MAX_SIGNS = 1_500_000
"""Signs of all words: 500 pages."""
MAX_PROSE = 6_000
"""Paragraphs outside tables: 300 pages."""
MAX_COLUMNS = 63
"""Word's own limit of columns in a table."""


@dataclass
class Used:
    """How much of the limits a document has used."""

    paragraphs: int = 0
    places: int = 0
    signs: int = 0
