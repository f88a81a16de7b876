"""Several papers and other people's PDFs as one PDF: contents, page numbers through all."""

from __future__ import annotations

import io
from contextlib import ExitStack, closing
from typing import IO, Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.progress import Progress
from cluster_desk.reports.document import Document, Enclosure, Page
from cluster_desk.reports.document.packs import contents_of
from cluster_desk.reports.writers.pdf.blocks import lay_out, page_count
from cluster_desk.reports.writers.pdf.page import MM

_SHEET = Page(left=0, right=0)
"""An empty sheet whose number is drawn on another's page."""


def write_pack(document: Document, file: IO[bytes], progress: Progress) -> None:
    """Write `document` with its contents and all that follows it. Raises UserError for a PDF that cannot be read."""
    import pypdfium2

    with ExitStack() as opened:
        sources = [
            opened.enter_context(closing(_open(part))) for part in document.appended if isinstance(part, Enclosure)
        ]
        counts = _counts(document, iter([len(source) for source in sources]))
        starts = [sum(counts[: n + 1]) for n in range(len(counts) - 1)]
        cover = _laid_out(_cover(document, starts), 0)
        whole = opened.enter_context(closing(pypdfium2.PdfDocument(cover)))  # with its title and day
        enclosed = iter(sources)
        for n, part in enumerate(document.appended, 1):
            progress.report(n, len(counts))
            if isinstance(part, Document):
                _add(whole, _laid_out(part, starts[n - 1]))
            else:
                _enclose(whole, next(enclosed), starts[n - 1])
        whole.save(file)


def first_pages(document: Document) -> list[int]:
    """On which page each part of a pack begins where other people's PDFs are only named, on a page each."""
    counts = _counts(document, iter([1] * len(document.appended)))
    return [sum(counts[: n + 1]) + 1 for n in range(len(document.appended))]


def _cover(document: Document, starts: list[int]) -> Document:
    table = contents_of(document, [start + 1 for start in starts])
    return document._replace(blocks=(*document.blocks, table), appended=())


def _counts(document: Document, enclosed: Any) -> list[int]:
    """How many pages the cover and every part have; the numbers in the contents do not change that."""
    counts = [page_count(_cover(document, [0] * len(document.appended)))]
    return counts + [page_count(part) if isinstance(part, Document) else next(enclosed) for part in document.appended]


def _laid_out(document: Document, before: int) -> bytes:
    target = io.BytesIO()
    lay_out(document, target, before=before)
    return target.getvalue()


def _open(part: Enclosure) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(part.path)
    except (OSError, pypdfium2.PdfiumError) as error:
        raise UserError(
            _("This enclosure cannot be read as PDF: %s") % part.path,
            do=_("Open it in its own program and save it as PDF without a password."),
        ) from error


def _add(whole: Any, content: bytes) -> None:
    import pypdfium2

    with closing(pypdfium2.PdfDocument(content)) as source:
        whole.import_pages(source)


def _enclose(whole: Any, source: Any, before: int) -> None:
    """Append another's pages and draw their numbers in the pack at the top, as ours have them."""
    import pypdfium2

    first = len(whole)
    whole.import_pages(source)
    for n in range(len(source)):
        page = whole[first + n]
        width, height = page.get_size()
        number = _laid_out(Document("", (), _SHEET), before + n)
        with closing(pypdfium2.PdfDocument(number)) as stamp:
            drawn = stamp.page_as_xobject(0, whole).as_pageobject()
            across, up = (width - _SHEET.width * MM) / 2, height - _SHEET.height * MM
            drawn.set_matrix(pypdfium2.PdfMatrix(*_upright(page, across, up)))
            page.insert_obj(drawn)
            page.gen_content()


def _upright(page: Any, across: float, up: float) -> tuple[float, ...]:
    """The matrix that puts a thing so far from the lower left corner of a page as it is seen.

    A scan is often stored turned, and a page may be cut out of a larger sheet: what is drawn must be turned and moved
    with it (PDF 32000-1, 7.7.3.3: Rotate turns clockwise what is shown).
    """
    left, bottom, right, top = page.get_cropbox()
    a, b, c, d, e, f = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }[page.get_rotation()]
    return (a, b, c, d, a * across + c * up + e, b * across + d * up + f)
