"""Words as they are stored, whichever way they came in: typed, pasted, read from a document, given on the command line.

What nobody sees is dropped and white space is made plain; the words and, where the kind of the field has lines, the
lines stay as typed. Words that a file holds already are not rewritten: a field is normalized when it is changed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from cluster_desk.core.records.fields import Field, Kind, Record, fields_of, lists_of_parts, values_getter
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import UNSEEN

_BREAKS = regex("\r\n|[\r\v\f\x85\u2028\u2029]")
_NO_CHARACTERS = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
_DROPPED = regex(
    f"[{UNSEEN}\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffc{_NO_CHARACTERS}]"
)
"""Unseen marks, control signs, halves of letters, what Unicode calls no characters, and the place of a picture."""


def normalize(text: str, kind: Kind = Kind.PROSE) -> str:
    """`text` in NFC without what nobody sees, every run of white space one space.

    Prose keeps its lines, each without spaces at its ends, and loses the empty ones before and after; in any other
    kind a line break is a space.
    """
    if _is_normalized(text, kind):
        return text
    lines = _lines(text)
    if len(lines) == 1:
        return lines[0]
    return "\n".join(lines).strip("\n") if kind is Kind.PROSE else " ".join(filter(None, lines))


def _is_normalized(text: str, kind: Kind) -> bool:
    """Whether a text is as it is to be, as nearly every one: it is asked of every text of a document of thousands."""
    line = text
    if "\n" in text:
        if kind is not Kind.PROSE or " \n" in text or "\n " in text or text[0] == "\n" or text[-1] == "\n":
            return False
        line = text.replace("\n", "")
    # Of what is dropped or breaks a line all but one sign is not printable, nor is white space but the blank.
    return (
        line.isprintable()
        and "  " not in text
        and text[:1] != " "
        and text[-1:] != " "
        and (text.isascii() or ("\ufffc" not in text and unicodedata.is_normalized("NFC", text)))
    )


def _lines(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", _DROPPED.sub("", _BREAKS.sub("\n", text)))
    return [" ".join(line.split()) for line in text.split("\n")]


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but what `normalize` mends and where their lines end."""
    return one == other or normalize(one, Kind.TEXT) == normalize(other, Kind.TEXT)


def normalize_record(record: Record, before: Record | None = None) -> None:
    """Normalize every text of `record` and its parts, but those that are what `before`, as it is stored, holds."""
    texts, values_of, lists = _texts_and_lists(type(record))
    for field, value in zip(texts, values_of(record), strict=True):
        if not value or not isinstance(value, str) or _is_normalized(value, field.kind):
            continue
        if value != getattr(before, field.name, None):
            setattr(record, field.name, _of_field(value, field))
    for name in lists:
        stored = {part.uuid: part for part in getattr(before, name, ())}
        for part in getattr(record, name):
            normalize_record(part, stored.get(part.uuid))


_Values = Callable[[Record], tuple[Any, ...]]
_FIELDS: dict[type[Record], tuple[list[Field], _Values, tuple[str, ...]]] = {}


def _texts_and_lists(kind: type[Record]) -> tuple[list[Field], _Values, tuple[str, ...]]:
    """The fields of a kind that hold words, what gives these, and the names of those that hold parts."""
    if kind not in _FIELDS:
        texts = [field for field in fields_of(kind).values() if field.kind in (Kind.TEXT, Kind.PROSE, Kind.CLOCK)]
        _FIELDS[kind] = texts, values_getter([field.name for field in texts]), lists_of_parts(kind)
    return _FIELDS[kind]


def _of_field(text: str, field: Field) -> str:
    # Lines of hidden prose (a plan's further columns) are cells, known by their place: empty ones count.
    return "\n".join(_lines(text)) if field.kind is Kind.PROSE and field.hidden else normalize(text, field.kind)
