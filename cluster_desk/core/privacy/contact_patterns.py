"""A person's phone and e-mail as texts may hold them, and addresses with the surname in Latin letters. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FEWEST_FIGURES = 6
_BETWEEN = r"[\s().–-]{0,3}"
_PHONES = re.compile(r"[\d\s()+.–-]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
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
    """What finds an e-mail address that has one of these surnames (folded) in Latin letters; None for none."""
    results = {
        "".join(_LATIN.get(letter, re.escape(letter)) for letter in one)
        for one in surnames
        if len(one) >= _SHORTEST_LATIN
    }
    if not results:
        return None
    # Begun only where an address can begin: a text without spaces is gone through once, not once from every letter.
    holds = rf"(?=[\w.+-]{{0,{_LONGEST_LOCAL}}}?(?:{'|'.join(sorted(results))}))"
    return re.compile(rf"(?<![\w.+-]){holds}[\w.+-]{{1,{_LONGEST_LOCAL}}}@[\w.-]+", re.IGNORECASE)
