"""The XML of a part of a Word document as a tree of elements that know where they stand in its bytes.

A paper is changed at its places only, so nothing is written anew from a tree: pieces of the bytes are replaced and all
others stay as the office's editor wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from cluster_desk.core.language import _
from cluster_desk.core.regex import regex
from cluster_desk.exchange.files.packages import Package, damaged, suspicious, too_deep, too_large

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_START_TAG = regex(rb"<[^\s/>]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_DECLARED = regex(r"(<\?xml[^>]*encoding=[\"'])[^\"']+")
_HELD_TEXT = ("w:t", "w:instrText", "w:delText")
_DEEPEST = 400
_MOST_ELEMENTS = 600_000
"""A paper of 300 pages has some 150,000."""
_NOT_IN_XML = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(eq=False, repr=False, slots=True)
class Element:
    """An element: its tag from `start` to `body`, its content up to `stop`, its closing tag up to `end`.

    `name` is «w:p» for Word's own elements whatever prefix the file gives them (`prefix`), «mc:» for the choices
    between old and new programs, and the bare name for others. An empty tag has `body`, `stop` and `end` in one place.
    """

    name: str
    prefix: str
    attributes: dict[str, str]
    parent: Element | None
    start: int
    body: int
    stop: int = 0
    end: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def child(self, name: str) -> Element | None:
        """The first child called `name`."""
        return next((one for one in self.children if one.name == name), None)

    def walk(self) -> Iterator[Element]:
        """Every element inside, in the order of their tags."""
        waiting = self.children[::-1]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += one.children[::-1]

    def within(self, name: str) -> Element | None:
        """The nearest element called `name` that this one stands in."""
        one = self.parent
        while one is not None and one.name != name:
            one = one.parent
        return one


Edit = tuple[int, int, bytes]
"""From where to where bytes are replaced, and by what."""


@dataclass(eq=False, repr=False)
class Markup:
    """A part: its bytes in UTF-8 and its outermost element."""

    name: str
    data: bytes
    root: Element

    def source(self, element: Element) -> bytes:
        """The element as the file writes it."""
        return self.data[element.start : element.end]

    def edited(self, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> bytes:
        """The bytes from `start` to `end` with `edits`, none of which lies inside another."""
        pieces: list[bytes] = []
        at = start
        for first, last, value in sorted(edits, key=lambda edit: edit[:2]):
            if first < at:  # inside what an edit before has replaced
                continue
            pieces += [self.data[at:first], value]
            at = last
        pieces.append(self.data[at : len(self.data) if end is None else end])
        return b"".join(pieces)


def read_markup(package: Package, part: str) -> Markup:
    """The part of a package, parsed within bounds. Raises UserError for what no editor writes."""
    data = _in_utf8(b"".join(package.chunks(part)), package.name)
    return Markup(part, data, _Reader(package.name, data).root())


def _in_utf8(data: bytes, name: str) -> bytes:
    """Other encodings than UTF-8 are rare and are written anew."""
    head = data[:200]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif declared := re.search(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)", head):
        encoding = declared[1].decode("ascii", "replace")
    else:
        return data
    if encoding.lower() in ("utf-8", "utf8", "us-ascii"):
        return data
    try:
        return _DECLARED.sub(r"\1UTF-8", data.decode(encoding), count=1).lstrip("\ufeff").encode()
    except (LookupError, UnicodeError) as error:
        raise damaged(name) from error


class _Reader:
    """Builds the tree from the parser's events."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name, self._data = name, data
        self._open: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._refuse

    def root(self) -> Element:
        try:
            self._parser.Parse(self._data, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise damaged(self._name) from error
        assert self._root is not None
        return self._root

    def _refuse(self, *_described: object) -> None:
        raise suspicious(self._name, _("it names things outside the document"))

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= _DEEPEST:
            raise too_deep(self._name)
        if self._count > _MOST_ELEMENTS:
            raise too_large(self._name)
        start = self._parser.CurrentByteIndex
        tag = _START_TAG.match(self._data, start)
        if tag is None:
            raise damaged(self._name)
        known, prefix = _known(name)
        plain = {key.split(" ")[1] if " " in key else key: value for key, value in attributes.items()}
        parent = self._open[-1] if self._open else None
        element = Element(known, prefix, plain, parent, start, tag.end())
        if parent is None:
            self._root = element
        else:
            parent.children.append(element)
        self._open.append(element)

    def _close(self, _name: str) -> None:
        element = self._open.pop()
        if self._data[element.body - 2 : element.body] == b"/>":
            element.stop = element.end = element.body
            return
        element.stop = self._parser.CurrentByteIndex
        element.end = self._data.index(b">", element.stop) + 1

    def _characters(self, text: str) -> None:
        if self._open and self._open[-1].name in _HELD_TEXT:
            self._open[-1].text += text


def _known(name: str) -> tuple[str, str]:
    """An element's name with the prefix that we know it by, and the prefix in the file."""
    address, _space, rest = name.partition(" ")
    if not rest:
        return name, ""
    local, _space, prefix = rest.partition(" ")
    if address in _WORD:
        return f"w:{local}", prefix
    return f"mc:{local}" if address == _COMPATIBILITY else local, prefix


def tag(like: Element, local: str) -> str:
    """The name of a new element of Word's beside `like`, with the prefix of this file."""
    return f"{like.prefix}:{local}" if like.prefix else local


def text_content(like: Element, words: str) -> bytes:
    """Words as the content of a run: text, tabulators and line breaks, as elements beside `like`."""
    text, results = tag(like, "t"), []
    for piece in re.split(r"([\t\n])", _NOT_IN_XML.sub("", words)):
        if piece in ("\t", "\n"):
            results.append(f"<{tag(like, 'tab' if piece == chr(9) else 'br')}/>")
        elif piece:
            results.append(f'<{text} xml:space="preserve">{escape(piece, quote=False)}</{text}>')
    return "".join(results).encode()
