"""A paper from the disk, to become a template: a .docx as it is, an older document turned into one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.templates import ForWhom
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.files.conversion import to_docx
from cluster_desk.exchange.files.packages import open_file
from cluster_desk.exchange.templates.filling import check_size
from cluster_desk.exchange.templates.marking import Proposal, along, mark, propose
from cluster_desk.exchange.templates.places import TemplateDocument, read_template
from cluster_desk.exchange.templates.understanding import Understanding, understand

SUFFIXES = (".docx", ".doc", ".odt", ".rtf")
"""The papers that can be taken in, by the end of their names."""
_OLE, _RTF, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04"


def read_paper(path: Path) -> TemplateDocument:
    """The paper at `path` taken apart. Raises UserError in one sentence for what cannot be a template."""
    with open_file(path) as file:
        content = file.read()
    suffix = path.suffix.lower()
    if content.startswith(_OLE):
        suffix = ".doc"
    elif content.startswith(_RTF):
        suffix = ".rtf"
    elif content.startswith(_ZIP):
        suffix = ".odt" if b"opendocument.text" in content[:200] else ".docx"
    else:
        raise UserError(
            _("“%(name)s” is no Word document.") % {"name": path.name},
            _("Open it in the program that made it and save it as .docx."),
        )
    check_size(path.name, content)
    if suffix != ".docx":
        converted = to_docx(content, suffix, path.name)
        if converted is None:
            raise UserError(
                _("“%(name)s” is no .docx document, and no program that could turn it into one is installed.")
                % {"name": path.name},
                _("Open it in Word or LibreOffice, save it as “Word document (*.docx)”, and take that."),
            )
        return read_template(converted, f"{path.stem}.docx")
    return read_template(content, path.name)


@dataclass
class TakenIn:
    """A paper taken in: what its places mean; `proposed` are the numbers of those that the program marked itself."""

    understanding: Understanding
    proposed: frozenset[int] = frozenset()


def take_in(document: TemplateDocument, read: Reader, whom: ForWhom | None = None) -> TakenIn:
    """Understand a paper; where nothing is marked, and where the marked words stand once more, places are proposed."""
    proposals = [] if document.places else propose(document, read, whom)
    marked = _marked(document, proposals)
    understanding = understand(marked, read, whom)
    further = along(understanding)
    if further:
        marked = _marked(marked, further)
        understanding = understand(marked, read, whom)
    return TakenIn(understanding, _proposed(document, marked))


def _proposed(document: TemplateDocument, marked: TemplateDocument) -> frozenset[int]:
    """The numbers of the places that the paper did not have before: paragraphs and their order are the same."""
    places = {id(one): n for n, one in enumerate(document.paragraphs)}
    before = {(places[id(place.paragraph)], place.start) for place in document.places}
    numbers = {id(one): n for n, one in enumerate(marked.paragraphs)}
    return frozenset(one.number for one in marked.places if (numbers[id(one.paragraph)], one.start) not in before)


def _marked(document: TemplateDocument, proposals: Sequence[Proposal]) -> TemplateDocument:
    return read_template(mark(document, proposals), document.name) if proposals else document
