"""The fonts that are embedded in a PDF, read from their files when something is written with them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from struct import iter_unpack, unpack_from
from typing import Any
from weakref import WeakKeyDictionary

from reportlab import rl_config
from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace

from cluster_desk.core.regex import regex
from cluster_desk.reports.document.signs import SIGNS
from cluster_desk.reports.document.typography import FONTS

_FIFTH = regex("<([0-9A-Fa-f]{5,6})>")  # a letter over U+FFFF, which reportlab writes in five figures
_WINDOWS, _BASIC = 3, 1  # whose list of letters it is, and of which: those up to U+FFFF


class Face(TTFontFace):  # type: ignore[misc]  # reportlab has no types
    """A face of Tinos, its lists read whole: reportlab reads each of their 25,000 numbers by itself, 8 ms a face."""

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803 (reportlab calls it)
        """Read what embedding its letters takes."""
        super().extractInfo(charInfo=0)
        self.hmetrics = list(iter_unpack(">HH", self.get_table("hmtx")))
        place, length = self.get_table_pos("loca")
        self.glyphPos = unpack_from(f">{length // 4}L", self._ttf_data, place)
        self.charToGlyph = self._letters()
        self.charToGlyph[0xA0] = self.charToGlyph[0x20]
        self.defaultWidth = self._width(0)

    def getCharWidth(self, code: int) -> bytes:  # noqa: N802 (reportlab calls it)
        """The width of a letter in 1/1000 of the size as it stands in the file, where each face lists two hundred."""
        return _told(self._width(self.charToGlyph.get(code, 0)))

    def _width(self, glyph: int) -> float:
        result: float = self._pdfScale(self.hmetrics[glyph][0])
        return result

    def _letters(self) -> dict[int, int]:
        """Each letter's glyph, from stretches of letters: their glyphs follow each other, or are listed (format 4)."""
        at = self._list_of_letters()
        stretches = unpack_from(">H", self._ttf_data, at + 6)[0] // 2
        size = 2 * stretches
        ends, starts, moves, lists = (
            unpack_from(f">{stretches}H", self._ttf_data, at + place)
            for place in (14, 16 + size, 16 + 2 * size, 16 + 3 * size)
        )
        letters: dict[int, int] = {}
        for n, (first, last, move, listed) in enumerate(zip(starts, ends, moves, lists, strict=True)):
            codes, glyph = range(first, last + 1), first + move & 0xFFFF
            glyphs: Iterable[int] = range(glyph, glyph + len(codes))
            if listed:
                told = unpack_from(f">{len(codes)}H", self._ttf_data, at + 16 + 3 * size + 2 * n + listed)
                glyphs = (each + move & 0xFFFF for each in told)
            letters.update(zip(codes, glyphs, strict=True))
        return letters

    def _list_of_letters(self) -> int:
        start: int = self.get_table_pos("cmap")[0]
        [count] = unpack_from(">H", self._ttf_data, start + 2)
        lists = (unpack_from(">HHL", self._ttf_data, start + 4 + 8 * n) for n in range(count))
        place: int = next(place for whose, which, place in lists if (whose, which) == (_WINDOWS, _BASIC))
        return start + place


@cache
def _told(number: float) -> bytes:
    result: str = fp_str(number)
    return result.encode()


class _Font(TTFont):  # type: ignore[misc]
    """A font whose face is read as above; else as reportlab makes one."""

    def __init__(self, name: str) -> None:
        self.fontName = name
        self.face = Face(str(FONTS / f"{name}.ttf"))
        self.encoding = TTEncoding()
        self.state = WeakKeyDictionary[Any, Any]()
        self._asciiReadable = rl_config.ttfAsciiReadable


class _SignsFont(TTFont):  # type: ignore[misc]
    """The font of the signs that Tinos has not; its letters over U+FFFF can be copied as they are."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (reportlab calls it)
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:") and SIGNS in str(name):
                stream.content = _FIFTH.sub(lambda found: f"<{chr(int(found[1], 16)).encode('utf-16-be').hex()}>",
                                            stream.content)  # fmt: skip


def use_plain_streams() -> None:
    """Have fonts packed and nothing more: a quarter smaller than in ASCII, and no slower to read."""
    rl_config.useA85 = 0


@cache
def font_of(name: str) -> Any:
    """A face of Tinos."""
    return _Font(name)


@cache
def signs_font() -> Any:
    """The font of the signs that Tinos has not."""
    return _SignsFont(SIGNS, str(FONTS / f"{SIGNS}.ttf"))
