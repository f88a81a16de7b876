"""A catalogue of translations as gettext compiles it (.mo), asked where it lies.

Its texts stand in order, so one is found by halving; `gettext.GNUTranslations` would first read thousands of which a
window shows a few dozen.
"""

from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path

_HEAD = struct.Struct("<5I")
_MAGIC = 0x950412DE
_PLACE = struct.Struct("<2I")


class Catalogue:
    """The translations of one language; without `path`, or where no catalogue lies there, it knows none."""

    def __init__(self, path: Path | None) -> None:
        self._known: dict[str, tuple[str, ...]] = {}
        self._content = b""
        self._count = self._texts = self._words = 0
        with suppress(OSError, struct.error):
            content = path.read_bytes() if path else b""
            magic, _version, count, texts, words = _HEAD.unpack_from(content)
            if magic == _MAGIC:
                self._content, self._count, self._texts, self._words = content, count, texts, words

    def words(self, text: str) -> tuple[str, ...]:
        """The translation of `text`: one, or each plural form of it; () when there is none."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._found(text.encode(errors="surrogatepass"))
        return found

    def _found(self, text: bytes) -> tuple[str, ...]:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            entry = self._at(self._texts, middle).partition(b"\0")[0]  # behind it stands the plural of the text
            if entry == text:
                words = self._at(self._words, middle).decode()
                return tuple(words.split("\0")) if words else ()
            low, high = (middle + 1, high) if entry < text else (low, middle)
        return ()

    def _at(self, table: int, place: int) -> bytes:
        length, start = _PLACE.unpack_from(self._content, table + place * _PLACE.size)
        return self._content[start : start + length]
