"""Parts of a Word document beside its body: other documents put inside, headers, footers, notes and comments."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.parsed_document import Reason
from cluster_desk.core.russian.text import tidy
from cluster_desk.exchange.files.packages import Package
from cluster_desk.exchange.files.word_numbering import value
from cluster_desk.exchange.layout.grids import Block, Paragraph, Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_OUTSIDE = {
    "header": Reason.MARGIN,
    "footer": Reason.MARGIN,
    "footnotes": Reason.NOTE,
    "endnotes": Reason.NOTE,
    "comments": Reason.COMMENT,
}
_MOST = 1000
"""How many notes are named."""
_NAME_SIGNS = 80


class Inside:
    """Documents put inside another one (`w:altChunk`), as programs that glue documents together leave them."""

    MOST = 20

    def __init__(self, package: Package, main: str, read_word: Callable[[BinaryIO], list[Block]] | None) -> None:
        self._package, self._main, self._read_word = package, main, read_word
        self._targets: dict[str, str] | None = None
        self._done = 0

    def blocks(self, key: str) -> list[Block] | Unread:
        """The blocks of the document that the relation `key` leads to, or what is to be said of it."""
        if self._targets is None:
            self._targets = self._package.relation_targets(self._main)
        part = self._targets.get(key, "")
        left = Unread(_("a document put inside: %(part)s") % {"part": part or key}, Reason.UNKNOWN)
        self._done += 1
        if not self._package.has(part) or self._done > self.MOST:
            return left
        try:
            return self._read(b"".join(self._package.chunks(part))) or left
        except UserError:
            return left

    def _read(self, content: bytes) -> list[Block]:
        if content[:4] == b"PK\x03\x04":
            # A document inside one that is inside stays named: a file may hold itself.
            return self._read_word(io.BytesIO(content)) if self._read_word else []
        if content.lstrip()[:5].startswith(b"{\\rtf"):
            return []
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1251", "replace")
        if "<" in text[:1000]:
            from cluster_desk.exchange.files.clipboard import blocks_of_page

            return blocks_of_page(self._package.name, text)
        return [Paragraph(line) for line in text.splitlines() if line.strip()]


def words_outside(package: Package, main: str) -> Iterator[Unread]:
    """What stands in headers, footers, notes and comments, each text once."""
    seen: set[str] = set()
    for kind, part in package.related(main):
        reason = _OUTSIDE.get(kind)
        if reason is None or not package.has(part):
            continue
        try:
            root = package.tree(part)
        except UserError:
            continue
        # Of headers and footers the whole is one text; notes and comments stand one beside another.
        texts = [root] if reason is Reason.MARGIN else [each for each in root if value(each, "type") == ""]
        for each in texts[:_MOST]:
            words = _words(each)
            if any(sign.isalnum() for sign in words) and words not in seen:
                seen.add(words)
                yield Unread(words[:_NAME_SIGNS], reason, words)


def _words(element: etree._Element) -> str:
    """The words of all paragraphs of an element."""
    space = element.tag.rpartition("}")[0] + "}"
    texts = ("".join(text.text or "" for text in each.iter(f"{space}t")) for each in element.iter(f"{space}p"))
    return tidy(" ".join(texts))
