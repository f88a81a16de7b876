"""The file formats that a paper can be written in, each by its writer, imported when it is asked for."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import NamedTuple

from cluster_desk.core.errors import UserError
from cluster_desk.core.garbage import no_garbage_search
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.reports.document import Document, Table
from cluster_desk.reports.document.packs import flattened


class Format(NamedTuple):
    """A format: the ending of its files, what people call it, its writer's module."""

    suffix: str
    name: str
    writer: str


FORMATS = (
    Format(".pdf", "PDF", "pdf"),
    Format(".docx", "Word", "word"),
    Format(".xlsx", "Excel", "excel"),
    Format(".html", "HTML", "html"),
)
_OWN_PACKS = (".pdf", ".xlsx")
"""Formats that hold a pack as a pack; the others get it as one document."""
_FEW_ROWS = 150
SUFFIXES = tuple(each.suffix for each in FORMATS)


def _is_short(document: Document) -> bool:
    """Whether a paper may be set closer to save a page."""
    return sum(len(block.rows) for block in document.blocks if isinstance(block, Table)) < _FEW_ROWS


def _flattened(document: Document) -> Document:
    from cluster_desk.reports.writers.pdf.pack import first_pages

    return flattened(document, first_pages(document))


def write_paper(document: Document, path: Path, progress: Progress = SILENT) -> None:
    """Write `document` to `path` in the format that its ending tells. Raises UserError when it cannot."""
    for each in FORMATS:
        if path.suffix.lower() == each.suffix:
            whole = document if each.suffix in _OWN_PACKS or not document.appended else _flattened(document)
            if each.suffix == ".docx" and _is_short(whole):
                from cluster_desk.reports.writers.pdf.blocks import as_set

                whole = as_set(whole)  # Word lays it out by itself, from the same sizes
            writer = importlib.import_module(f"cluster_desk.reports.writers.{each.writer}")
            with no_garbage_search():
                writer.write(whole, path, progress)
            return
    raise UserError(
        _("A paper cannot be saved as “%s”.") % path.name,
        do=_("Give the file one of these endings: %s.") % ", ".join(SUFFIXES),
    )
