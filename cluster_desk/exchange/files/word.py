"""Word documents (.docx) read into paragraphs and tables.

Straight from the XML, because merged cells, automatic numbers, text boxes and tracked changes are told only there, and
because python-docx takes many times as long. Words stand as Word shows them when every change is accepted: inserted
ones are kept, deleted, moved away and hidden ones are not, nor the prompts of fields that nobody filled. What stands
outside the body (headers, footers, notes, comments) is named as left alone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from cluster_desk.core.garbage import no_garbage_search
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.regex import regex
from cluster_desk.exchange.files.packages import Package, damaged, too_large
from cluster_desk.exchange.files.word_body import Body
from cluster_desk.exchange.files.word_limits import MAX_PROSE, Used
from cluster_desk.exchange.files.word_numbering import Numbering
from cluster_desk.exchange.files.word_parts import Inside, words_outside
from cluster_desk.exchange.files.word_styles import Styles
from cluster_desk.exchange.layout.grids import Block, Content, Paragraph, Unread

_LOOKS = (
    rb"<w:(?:tcW|vAlign|cantSplit|keepNext|keepLines|spacing|szCs|sz|bCs|jc|ind|iCs|i|lang|u|color|shd)(?: [^<>]*)?/>"
)
_UNREAD = rb"<w:(tcPr|trPr|rPr|pPr)>(?:%b)*</w:\1>|%b"
"""Looks that say nothing of words, and properties that hold nothing else: half of all elements.

Left in where another program calls them otherwise.
"""
_LOOKS_UNREAD = regex(_UNREAD % (_LOOKS, _LOOKS))
_LONG = 2**19
"""Bytes of a document that take longer to read with the styles of its paragraphs than it takes to look into these."""


def _unread(styles: Styles) -> re.Pattern[bytes]:
    """The same with the styles that say nothing of words either: in a long document, another third of all elements."""
    telling = "|".join(map(re.escape, styles.telling())).encode()
    looks = rb'%b|<w:pStyle w:val="(?!(?:%b)")[\w.-]+"/>' % (_LOOKS, telling)
    return regex(_UNREAD % (looks, looks))


def read_word(file: BinaryIO, path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of a .docx in reading order; raises UserError for what is not one."""
    with Package(file, path.name) as package:
        reader = _Reader(package, Used())
        with no_garbage_search():
            content = Content(path.name, "docx", reader.document(progress))
            content.left_alone = [*reader.unread, *words_outside(package, reader.main)]
            return content


class _Reader:
    """A document and those put inside it; the limits hold for all of them together."""

    def __init__(self, package: Package, used: Used, *, is_inside: bool = False) -> None:
        self.main = next((part for kind, part in package.related("") if kind == "officeDocument"), "word/document.xml")
        if not package.has(self.main):
            raise damaged(package.name)
        self._package, self._used = package, used
        # A document inside one that is inside stays named: a file may hold itself.
        self._inside = Inside(package, self.main, None if is_inside else self._inner)
        self.unread: list[Unread] = []

    def document(self, progress: Progress = SILENT) -> list[Block]:
        """The body's blocks, the paragraphs outside tables counted."""
        parts = dict(self._package.related(self.main))
        numbering = Numbering(self._package.tree_of(parts.get("numbering")))
        styles = Styles(self._package.tree_of(parts.get("styles")))
        body = Body(self._package.name, numbering, styles, self._inside, self._used)
        unread = _unread(styles) if self._package.size(self.main) > _LONG else _LOOKS_UNREAD
        blocks = body.take(lambda parser: self._package.feed(self.main, parser, unread, progress))
        if blocks is None:
            raise damaged(self._package.name)
        self.unread = [*body.prompts, *self.unread, *body.unread]
        for number, paragraph in enumerate((each for each in blocks if isinstance(each, Paragraph)), 1):
            paragraph.number = number
            if number > MAX_PROSE:
                raise too_large(self._package.name)
        return blocks

    def _inner(self, file: BinaryIO) -> list[Block]:
        """The blocks of a document that is put inside this one."""
        with Package(file, self._package.name) as package:
            reader = _Reader(package, self._used, is_inside=True)
            blocks = reader.document()
            self.unread += reader.unread
            return blocks
