"""A person's name, phone and e-mail as they are looked for: every form in which a text may hold them. Pure.

What is typed as a name is not always one that `names` can read: a foreign name, a former surname in brackets, no
surname at all. Whatever can be told from it is told here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.inflection import in_all_cases
from cluster_desk.core.russian.names import PersonName, find_names, is_first_name, is_patronymic, parse_name
from cluster_desk.core.russian.text import LOOK_ALIKE, fold

ALIKE = LOOK_ALIKE | str.maketrans("ёЁëË’ʼ`", "еЕеЕ'''")
"""Latin letters that look like Russian ones, typed by mistake; ё as е; one kind of apostrophe."""

_BRACKETS = regex(r"\(([^()]*)\)")
_WORD = regex(r"[A-Za-zА-Яа-яЁё][\w'’ʼ-]*")
_LIKE_SURNAME = regex(
    r"[\w-]{2,}(?:(?:[ое]в|[иы]н)(?:а|у|ым|ой|ою|е|ы|ых)?|[сц]к(?:ий|ого|ому|им|ом|ая|ой|ою|ую)|ко|[иы]х|[юу]к(?:а|у|ом|е)?"
    r"|ян(?:а|у|ом|е)?|дзе|швили)",
    re.IGNORECASE,
)
_FLEETING = (
    ("ец", "ц"),
    ("яц", "йц"),
    ("аец", "айц"),
    ("ок", "к"),
    ("ек", "к"),
    ("ев", "ьв"),
    ("ень", "н"),
    ("ей", "ь"),
)
_AFTER_FLEETING = ("а", "у", "ом", "ем", "е", "я", "ю")


class Fit(Enum):
    """Whether what stands beside a surname may be this person's."""

    YES = "yes"
    NO = "no"
    UNTOLD = "untold"


@dataclass(frozen=True)
class NamePattern:
    """One name of a person, all of it folded; `halves` are the forms of each half of a double surname."""

    first: str
    middle: str
    surnames: frozenset[str]
    halves: frozenset[str]
    firsts: frozenset[str]
    middles: frozenset[str]
    is_word: bool  # the surname may be some other word too: «Мороз», «Лес»

    def fit(self, first: str, middle: str = "") -> Fit:
        """Whether a first name and patronymic, whole or single letters ("" for none), may be this person's."""
        fits = (_fits(first, self.first, self.firsts), _fits(middle, self.middle, self.middles))
        if False in fits:
            return Fit.NO
        return Fit.UNTOLD if fits[0] is None else Fit.YES


def alike(text: str) -> str:
    """`text` with letters that look alike made one, sign for sign; capitals stay."""
    return text.translate(ALIKE)


def is_like_surname(word: str) -> bool:
    """Whether a word ends as Russian surnames do."""
    return bool(_LIKE_SURNAME.fullmatch(alike(word)))


def name_patterns(words: str, corrected: Iterable[str] = ()) -> list[NamePattern]:
    """What to look for when `words` stand for a person; [] for words that name nobody.

    `corrected` are forms of the same name that the office has given.
    """
    former = [_read(inside) for inside in _BRACKETS.findall(words)]
    name = _read(_BRACKETS.sub(" ", words))
    if name is None:
        return []
    others = [PersonName(one.surname, name.first, name.middle) for one in former if one and one.surname]
    values = [read for read in map(_read, corrected) if read]
    return [_pattern_of(name, values), *(_pattern_of(one, ()) for one in others)]


def _read(words: str) -> PersonName | None:
    """The name in `words`, however they are written."""
    words = words.strip(" ,;.")
    letters = "".join(sign for sign in words if sign.isalpha())
    if letters.islower() or (letters.isupper() and " " in words and "." not in words):
        words = words.title()
    spots = find_names(words)
    name = parse_name(words) or (spots[0].name if len(spots) == 1 else None) or _foreign(words)
    return _in_order(name) if name else None


def _foreign(words: str) -> PersonName | None:
    """The first words as surname, first name and patronymic; small words before a surname belong to it."""
    matches = _WORD.findall(words.partition(",")[0])
    small = next((place for place, word in enumerate(matches) if not word[0].islower()), 0)
    surname, given = " ".join(matches[: small + 1]), matches[small + 1 : small + 3]
    if len(surname) > 1:
        return PersonName(surname, *given)
    # One letter is no surname that could be looked for: it stands in everybody's initials.
    return PersonName("", *given) if len(given) == 2 and all(len(name) > 1 for name in given) else None


def _in_order(name: PersonName) -> PersonName:
    """«Ольга Петровна» has no surname; «Ольга Лугова» begins with the first name."""
    if is_patronymic(name.first) and not name.middle and not is_like_surname(name.surname):
        return PersonName("", name.surname, name.first)
    if is_first_name(name.surname) and len(name.first) > 1 and not name.middle and not is_first_name(name.first):
        return PersonName(name.first, name.surname)
    return name


def _pattern_of(name: PersonName, corrected: Iterable[PersonName]) -> NamePattern:
    forms = [*in_all_cases(name), *corrected, name]
    surnames = {_folded(one.surname) for one in forms}
    surnames |= {f"{form[:-1]}ю" for form in surnames if form.endswith(("ой", "ей"))}
    is_word = "-" not in name.surname and (is_first_name(name.surname) or not is_like_surname(name.surname))
    surnames |= _without_vowel(_folded(name.surname)) if is_word else set()
    halves = {half for form in surnames if "-" in form for half in form.split("-") if len(half) > 2}
    halves |= _plurals(_folded(name.surname))
    return NamePattern(
        _folded(name.first),
        _folded(name.middle),
        frozenset(surnames - {""}),
        frozenset(halves),
        frozenset(_folded(one.first) for one in forms if one.first),
        frozenset(_folded(one.middle) for one in forms if one.middle),
        is_word,
    )


def _without_vowel(surname: str) -> set[str]:
    """«Соловья», «Зайцу»: forms in which a vowel drops out, which the rules of declension may not know."""
    return {
        f"{surname.removesuffix(long)}{short}{ending}"
        for long, short in _FLEETING
        if surname.endswith(long) and len(surname) > len(long)
        for ending in _AFTER_FLEETING
    }


def _plurals(surname: str) -> set[str]:
    """«Журавлевых», «Лесковских»: a family, of which the person may be one."""
    short = re.fullmatch(r"(.+(?:[ое]в|[иы]н))а?", surname)
    long = re.fullmatch(r"(.+[сц]к)(?:ий|ая)", surname)
    if short:
        return {short[1] + ending for ending in ("ы", "ых", "ым", "ыми")} - {surname}
    return {long[1] + ending for ending in ("ие", "их", "ими")} if long else set()


def _folded(words: str) -> str:
    return fold(alike(words))


def _fits(text: str, mine: str, forms: frozenset[str]) -> bool | None:
    if not text or not mine:
        return None
    if len(text) == 1 or len(mine) == 1:
        return text[0] == mine[0]
    return text in forms


_FEWEST_FIGURES = 6
_BETWEEN = r"[\s().–-]{0,3}"
_PHONES = regex(r"[\d\s()+.–-]+")
_EMAIL = regex(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LATIN = {
    "а": "a", "б": "b", "в": "[vw]", "г": "[gh]", "д": "d", "е": "(?:ye|je|yo|io|e)", "ж": "(?:zh|j|g)", "з":
    "z", "и": "(?:i|y)", "й": "(?:i|y|j)?", "к": "[kc]", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р":
    "r", "с": "s", "т": "t", "у": "(?:u|ou)", "ф": "(?:f|ph)", "х": "(?:kh|h|x)", "ц": "(?:ts|tc|c)", "ч":
    "(?:ch|c)", "ш": "(?:sh|s)", "щ": "(?:shch|sch|sh)", "ъ": "'?", "ы": "[yi]", "ь": "['’]?", "э": "e", "ю":
    "(?:yu|iu|ju|u)", "я": "(?:ya|ia|ja|a)",
}  # fmt: skip
_SHORTEST_LATIN = 4
_LONGEST_LOCAL = 64  # what stands before the @


def numbers_in(text: str) -> set[str]:
    """The phone numbers in a text, by their figures; a leading 7 or 8 of a long one does not count."""
    results = {"".join(re.findall(r"\d", run)) for run in _PHONES.findall(text)}
    return {one[1:] if len(one) == 11 and one[0] in "78" else one for one in results if len(one) >= _FEWEST_FIGURES}


def emails_in(text: str) -> set[str]:
    """The e-mail addresses in a text, in small letters."""
    return {one.lower() for one in _EMAIL.findall(text)}


def contact_pattern(numbers: Iterable[str], emails: Iterable[str]) -> re.Pattern[str] | None:
    """What finds these numbers and addresses in a text, however they are written; None for none."""
    values = [rf"(?<!\d)(?:\+?[78]{_BETWEEN})?\(?{_BETWEEN.join(number)}(?!\d)" for number in sorted(numbers)]
    values += [rf"(?<![\w.+-]){re.escape(one)}(?![\w-])" for one in sorted(emails)]
    return re.compile("|".join(values), re.IGNORECASE) if values else None


def latin_pattern(surnames: Iterable[str]) -> re.Pattern[str] | None:
    """What finds a word or an e-mail address with one of these surnames (folded) in Latin letters; None for none."""
    results = {
        "".join(_LATIN.get(letter, re.escape(letter)) for letter in one)
        for one in surnames
        if len(one) >= _SHORTEST_LATIN
    }
    if not results:
        return None
    # Begun only where an address can begin: a text without spaces is gone through once, not once from every letter.
    holds = rf"(?=[\w.+-]{{0,{_LONGEST_LOCAL}}}?(?:{'|'.join(sorted(results))}))"
    address = rf"(?<![\w.+-]){holds}[\w.+-]{{1,{_LONGEST_LOCAL}}}@[\w.-]+"
    word = rf"(?<![A-Za-z@])(?:{'|'.join(sorted(results))})(?![A-Za-z])"
    return re.compile(f"{address}|{word}", re.IGNORECASE)
