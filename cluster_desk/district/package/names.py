"""People taken out of words that are delivered: names, phones and addresses become «…».

Every person that the file knows by whatever record is looked for in every case, and whatever reads as a name besides.
Rather a word too many is taken out than one too few: numbers do not change by it, and the office is told how many.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from cluster_desk.core.privacy.patterns import NamePattern, alike, is_like_surname, latin_pattern, name_patterns
from cluster_desk.core.records.catalog import all_records
from cluster_desk.core.records.fields import Kind, fields_of
from cluster_desk.core.russian.names import find_names, is_first_name, is_patronymic, parse_name
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.reader import Reader

GONE = "…"
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё][\w'’ʼ-]*")
_CONTACTS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\d№])\+?\d(?:[\s().–-]{0,3}\d){9,10}(?!\d)")
_BEFORE_SURNAME = re.compile(r"(?<!\w)(?:[А-ЯЁ]\.\s?){1,2}(?=[А-ЯЁ][а-яё])[\w-]+")
_BESIDE = re.compile(rf"(?P<before>[А-ЯЁ][\w-]+)\s+(?={GONE})|(?<={GONE})\s+(?P<after>[А-ЯЁ][\w-]+)")
_SEVERAL = re.compile(rf"{GONE}(?:[\s,.;]*{GONE})+")
_INITIALS = re.compile(rf"(?:(?<!\w)[А-ЯЁA-Z]\.\s?){{1,2}}{GONE}|{GONE}\s?(?:[А-ЯЁA-Z]\.\s?){{1,2}}")


class NameTaker:
    """Takes people out of words; made once of a file."""

    def __init__(self, names: Iterable[str]) -> None:
        patterns = [pattern for words in sorted(set(names)) for pattern in name_patterns(words)]
        self._surnames = _forms(pattern for pattern in patterns if not pattern.is_word)
        self._words = _forms(pattern for pattern in patterns if pattern.is_word)
        self._latin = latin_pattern(self._surnames)

    def clean(self, text: str) -> str:
        """`text` on one line without anybody's name, phone or e-mail."""
        words = _CONTACTS.sub(GONE, unicodedata.normalize("NFC", tidy(text)))
        words = _BEFORE_SURNAME.sub(GONE, words)
        for spot in reversed(find_names(words)):
            words = words[: spot.start] + GONE + words[spot.end :]
        for start, end in reversed(list(self._places(words))):
            words = words[:start] + GONE + words[end:]
        if self._latin:
            words = self._latin.sub(GONE, words)
        if GONE not in words:
            return words
        words = _BESIDE.sub(_without_surname, _INITIALS.sub(GONE, words))
        return _SEVERAL.sub(GONE, words)

    def _places(self, words: str) -> Iterator[tuple[int, int]]:
        """The words that name somebody, and the first names beside them."""
        spots = list(_WORD.finditer(words))
        named = [self._is_name(spot[0], first=not spot.start()) for spot in spots]
        for n, spot in enumerate(spots):
            beside = any(named[max(0, n - 2) : n + 3])
            if named[n] or (beside and spot[0][0].isupper() and is_first_name(spot[0])):
                yield spot.span()

    def _is_name(self, word: str, *, first: bool) -> bool:
        folded = fold(alike(word))
        if folded in self._surnames or any(half in self._surnames for half in folded.split("-")[:2] if len(half) > 3):
            return True
        if not word[0].isupper():
            return False
        return is_patronymic(word) or (not first and folded in self._words)


def _without_surname(match: re.Match[str]) -> str:
    """What stands beside a name and ends as surnames do is another part of it."""
    return f"{GONE} " if is_like_surname(match["before"] or match["after"]) else match[0]


def _forms(patterns: Iterable[NamePattern]) -> frozenset[str]:
    return frozenset(form for one in patterns for form in one.surnames | one.halves if len(form) > 1)


def names_known(read: Reader) -> set[str]:
    """The name of everybody whom a record of the file names."""
    names: set[str] = set()
    for record in all_records():
        for field in fields_of(record).values():
            if not field.personal or field.kind not in (Kind.TEXT, Kind.PROSE):
                continue
            is_name = bool(field.of) or (field.name == record.TITLE and field.kind is Kind.TEXT)
            sql = f'SELECT DISTINCT "{field.column}" FROM "{record.TABLE}" WHERE "{field.column}" <> \'\''
            for (text,) in read.rows(sql):
                names |= _names_in(str(text), is_name=is_name)
    return names


def _names_in(text: str, *, is_name: bool) -> set[str]:
    found = {spot.words for spot in find_names(text)}
    return found | {text} if is_name and not found and parse_name(text) else found


def name_taker(read: Reader) -> NameTaker:
    """What takes the people of this file out of words."""
    return NameTaker(names_known(read))
