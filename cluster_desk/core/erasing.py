"""A person's name taken out of any text, in whatever case and form it stands there. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from cluster_desk.core.names import PersonName
from cluster_desk.core.words import fold

_ENDINGS = re.compile(r"(?:ая|ый|ий|ой|а|я|о|ь|й)$")
_LETTERS = re.compile(r"[А-ЯЁ]")
_E = {"е": "[её]", "ё": "[её]"}


def eraser(name: PersonName, put: str, *, alone: bool) -> Callable[[str], str]:
    """A function that puts `put` in the place of `name` in a text.

    The surname is found in all its cases, with initials or first names on either side that do not disagree with the
    person's. `alone`: nobody else known has this surname, so that the bare surname is taken out too.
    """
    stem = _pattern(_ENDINGS.sub("", name.surname) or name.surname)
    given = "".join(f"(?:\\s+{_pattern(part[:-1])}\\w{{0,3}})?" for part in (name.first, name.middle) if len(part) > 1)
    initial = r"[А-ЯЁ]\.(?:\s?,)?\s?"
    found = re.compile(
        rf"(?P<before>(?:{initial}){{1,2}})?(?<!\w){stem}\w{{0,3}}(?!\w)"
        rf"(?P<after>\s+(?:[А-ЯЁ]\.(?:\s?,)?\s?[А-ЯЁ]\b\.?|[А-ЯЁ]\b\.?))?(?P<given>{given})",
        re.IGNORECASE if name.surname.isupper() else 0,
    )
    letters = [fold(part[0]) for part in (name.first, name.middle) if part]

    def taken(match: re.Match[str]) -> str:
        told = [fold(letter) for letter in _LETTERS.findall((match["before"] or "") + (match["after"] or ""))]
        if told and any(mine != theirs for mine, theirs in zip(letters, told, strict=False)):
            return match[0]
        if not told and not match["given"] and not alone:
            return match[0]
        after = " " if match[0].endswith(" ") else ""
        return put + after

    return lambda text: found.sub(taken, text)


def _pattern(word: str) -> str:
    """`word` as a pattern in which е and ё are the same letter."""
    return "".join(_E.get(letter, re.escape(letter)) for letter in word)
