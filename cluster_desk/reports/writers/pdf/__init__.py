"""A document as PDF: Tinos embedded, text that can be copied and searched, the same bytes for the same document."""

from __future__ import annotations

from pathlib import Path

from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.reports.document import Document
from cluster_desk.reports.writers.pdf.blocks import lay_out


def write(document: Document, path: Path, progress: Progress = SILENT) -> None:
    """Write `document` to `path`. Raises UserError when it cannot be saved, Cancelled when the user stopped it."""
    with whole_file(path, ".pdf") as file:
        if document.appended:
            from cluster_desk.reports.writers.pdf.pack import write_pack

            write_pack(document, file, progress)
        else:
            lay_out(document, file, progress, archived=True)
