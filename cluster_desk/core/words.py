"""Texts as the program compares them: one way to tidy white space, one way to fold letters.

What people typed is stored tidied, never folded; folding is only for comparing and searching.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphens, zero-width marks and byte order marks: they come with pasted text and are never meant."""
_UNSEEN = re.compile(f"[{UNSEEN}]")


def tidy(text: str) -> str:
    """`text` in NFC, every run of white space one space, none at the ends; otherwise as typed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """`text` as it is compared: small letters, ё as е, every dash and quotation mark one kind, unseen marks dropped."""
    return _folded_once(text) if len(text) < _SHORT else _folded(text)


def _folded(text: str) -> str:
    folded = tidy(text if text.isascii() else _UNSEEN.sub("", text)).lower().replace("ё", "е")
    return _DASHES.sub("-", _QUOTES.sub('"', folded))


_SHORT = 200
"""Signs of a text whose folding is remembered: headers, names and labels are compared again and again."""
_folded_once = lru_cache(8192)(_folded)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_QUOTES = re.compile("[«»„“”‟″]")


def split_outside(text: str, separators: str = ",;") -> list[str]:
    """The parts of `text` between `separators`, those inside «quotes», "quotes" or (brackets) left alone.

    A quotation that is never closed does not swallow what follows: it is then read as if it had none. Parts are
    tidied, empty ones dropped.
    """
    parts, depth, start, straight = [], 0, 0, False
    for place, sign in enumerate(text):
        if sign in "«(„“[":
            depth += 1
        elif sign in "»)”]":
            depth = max(0, depth - 1)
        elif sign == '"':
            straight = not straight
        elif sign in separators and depth == 0 and not straight:
            parts.append(text[start:place])
            start = place + 1
    rest = text[start:]
    parts += re.split(f"[{re.escape(separators)}]", rest) if depth or straight else [rest]
    return [part for part in map(tidy, parts) if part]


def capitalized(text: str) -> str:
    """The text with its first letter large and the rest as it is."""
    return text[:1].upper() + text[1:]
