"""What a page is mostly made of, and so made fast: the codes of letters, and numbers."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import Any

from cluster_desk.reports.document.signs import SHAPES, is_usual
from cluster_desk.reports.document.typography import NBSP, signs_of
from cluster_desk.reports.writers.pdf.text import Face

_NO_LETTER = "\ufffe"
NEXT = "\0"
"""Stands between lines, in a text as among its codes: the font gives this code to no letter."""
_SPECIAL = re.compile(r"[\\()\r]").search  # what brackets and ends of lines would be taken for


class Told(dict[float, str]):
    """Places and lengths as they stand in a page, in hundredths of a point, each written once."""

    def __missing__(self, number: float) -> str:
        told = self[number] = f"{number:.2f}"
        return told


class Codes:
    """The letters of one face as codes of its first subset, which is a code page as Python's codecs know them.

    The font gives each letter its code when it is first seen, so the page grows with the paper.
    """

    def __init__(self, face: Face, document: Any) -> None:
        self._font, self._document = face.font, document
        self._letters = [NEXT, *[_NO_LETTER] * 255]
        self._known = 0
        self._page: Any = None
        self._learn(" ")
        self.name = str(face.font.getSubsetInternalName(0, document))
        """What the page calls the subset."""

    def of(self, text: str) -> bytes:
        """The codes of a text, `NEXT` kept; b"" where it needs drawn shapes, another font or a second subset."""
        text = text.replace(NBSP, " ")
        try:
            return codecs.charmap_encode(text, "strict", self._page)[0]
        except UnicodeEncodeError:
            plain = NEXT.join(map(_plain, text.split(NEXT)))
        if _NO_LETTER in plain:
            return b""
        self._learn(plain.replace(NEXT, ""))
        try:
            return codecs.charmap_encode(plain, "strict", self._page)[0]
        except UnicodeEncodeError:
            return b""

    def _learn(self, text: str) -> None:
        """Have the font give codes to the letters that have none; they come behind those that it gave before."""
        self._font.splitString("".join(dict.fromkeys(text)), self._document)
        assigned = self._font.state[self._document].assignments
        for letter, code in islice(assigned.items(), self._known, None):
            if 0 < code < 256:
                self._letters[code] = chr(letter)
        self._known = len(assigned)
        self._page = codecs.charmap_build("".join(self._letters))


def literal(codes: bytes) -> str:
    """Codes as they stand between the brackets of a page's text, a letter for a byte."""
    text = codes.decode("latin-1")
    if _SPECIAL(text):
        return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").replace("\r", r"\r")
    return text


def _plain(line: str) -> str:
    """A line as it is set where that takes letters of the face alone; else what has no code."""
    if is_usual(line):
        return line
    words = [signs_of(word) if word else [] for word in line.split(" ")]
    parts = [part for word in words for part in word]
    if any(part.second or any(shape in part.text for shape in SHAPES) for part in parts):
        return _NO_LETTER
    return " ".join("".join(part.text for part in word) for word in words)
