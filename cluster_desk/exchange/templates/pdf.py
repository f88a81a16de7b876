"""Papers made as .docx laid beside themselves as PDF, by the Word or LibreOffice of this computer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.exchange.files.conversion import to_pdf

_AT_ONCE = 10
"""So many at one start of the program, so that it can be stopped between."""


def as_pdf(content: bytes) -> bytes:
    """A .docx as PDF. Raises UserError where no program can do it, or where it failed."""
    [result] = _made([content])
    return result


def write_pdfs(papers: Sequence[Path], progress: Progress = SILENT) -> list[Path]:
    """A PDF beside each .docx. Raises UserError, Cancelled."""
    written: list[Path] = []
    for start in range(0, len(papers), _AT_ONCE):
        some = papers[start : start + _AT_ONCE]
        progress.report(start, len(papers), "PDF")
        for path, content in zip(some, _made([one.read_bytes() for one in some]), strict=True):
            target = path.with_suffix(".pdf")
            with whole_file(target, ".pdf") as file:
                file.write(content)
            written.append(target)
    return written


def _made(contents: Sequence[bytes]) -> list[bytes]:
    results = to_pdf(contents)
    if results is None:
        raise UserError(
            _("A Word paper becomes a PDF by Word or LibreOffice, and neither is on this computer."),
            _("Open the paper where one of them is, and save it as PDF there."),
        )
    return results
