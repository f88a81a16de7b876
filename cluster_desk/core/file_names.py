"""File names made of words that come from documents and forms: they never lead out of the folder chosen. Pure.

What holds on Windows holds everywhere, since files travel: no separators, no devices, no dots or spaces at the end;
and nothing that makes a name look like another one (marks that turn the writing round, unseen signs).
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

LONGEST = 160
"""Bytes of a name in UTF-8, its ending included; disks allow 255, and a copy that is kept puts words and its hour
behind the name."""

_ON_DISK = 255  # bytes
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # controls, marks of direction, halves of letters, unassigned


def file_name(words: str, suffix: str = "") -> str:
    """A name for a file out of `words`, with `suffix`; "" when nothing of the words can stand in a name."""
    text = "".join(" " if sign in "\t\n\r" else sign for sign in words)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in _UNSEEN)
    text = unicodedata.normalize("NFC", text)
    text = " ".join(_NOT_IN_NAMES.sub(" ", text).split()).strip(". ")
    if _DEVICES.match(text):
        text = f"_{text}"
    room = LONGEST - len(suffix.encode())
    text = text.encode()[:room].decode("utf-8", "ignore").rstrip(". ")
    return f"{text}{suffix}" if text else ""


def lengthened(stem: str, tail: str) -> str:
    """A file's name of `stem` and `tail`, for a file beside or made of another; the stem is cut where disks ask it."""
    while len(f"{stem}{tail}".encode("utf-8", "surrogatepass")) > _ON_DISK:
        stem = stem[:-1]
    return f"{stem}{tail}"


def with_ending(name: str, suffix: str) -> Path:
    """The file that a dialog gave, with the ending of its format, which people leave out."""
    path = Path(name)
    return path if path.suffix.lower() == suffix else path.with_name(f"{path.name}{suffix}")


def attached_name(name: str) -> str:
    """The name of an attachment under which it may be written; its ending stays, however long the rest is."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not re.fullmatch(r"\w{1,5}", ending):
        return file_name(name)
    return file_name(stem or "_", f".{ending}") or f"_.{ending}"
