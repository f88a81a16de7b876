"""Slips of the hand in a word, and words typed with the keyboard set to the other language.

A slip is one letter left out, doubled or one too many, changed for another, or two letters that changed places. What a
word with one may have been is told letter by letter; of two there would be too many, so words are held against it.
"""

from __future__ import annotations

from collections.abc import Iterator

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>@#$^&"
_RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"№;:?'
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN[:66], _LATIN[:66])
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4
"""Letters of a word in which a slip is looked for: fewer would be like too many others."""

SHORTEST_FOR_TWO = 7
"""Letters of a word in which two are looked for."""
_BEGINNING = 3


def other_layout(text: str) -> str:
    """What the same keys type in the other language: «dbyjrehjdf» is «винокурова»; "" where there are no letters.

    A text with letters of both alphabets was typed as it was meant.
    """
    has_latin = any("a" <= letter <= "z" for letter in text.lower())
    has_russian = any("а" <= letter <= "я" or letter == "ё" for letter in text.lower())
    if has_latin == has_russian:
        return ""
    return text.translate(_TO_RUSSIAN if has_latin else _TO_LATIN)


def _beside() -> dict[str, str]:
    """The letters whose keys lie beside each letter's."""
    beside: dict[str, str] = {}
    for above, row in enumerate(_ROWS):
        for at, letter in enumerate(row):
            near = row[max(0, at - 1) : at] + row[at + 1 : at + 2]
            for other in (above - 1, above + 1):
                if 0 <= other < len(_ROWS):
                    near += _ROWS[other][max(0, at - 1) : at + 2]
            beside[letter] = near
    return beside


_BESIDE = _beside()


def likely_meant(word: str) -> Iterator[str]:
    """The words that a folded word may be a slip for, the likeliest slips first; each once, `word` itself left out."""
    seen = {word}
    for meant in _meant(word):
        if meant not in seen:
            seen.add(meant)
            yield meant


def _meant(word: str) -> Iterator[str]:
    letters = _LATIN_LETTERS if word.isascii() else _LETTERS
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    # Two letters that changed places; one doubled, or too many; the key beside; one left out; any other letter.
    yield from (left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1)
    yield from (left + right[1:] for left, right in cuts if right)
    yield from (left + near + right[1:] for left, right in cuts if right for near in _BESIDE.get(right[0], ""))
    yield from (left + letter + right for left, right in cuts for letter in letters)
    yield from (left + letter + right[1:] for left, right in cuts if right for letter in letters)


def beginnings_meant(word: str) -> list[str]:
    """How a word may begin in which there are two slips, but no two of them in its first letters."""
    begun = word[:_BEGINNING]
    meant = [begun, *(one for one in likely_meant(begun) if len(one) <= _BEGINNING)]
    # What is told by fewer letters is told already.
    return [one for one in meant if not any(one != other and one.startswith(other) for other in meant)]


def slips_between(one: str, other: str, most: int) -> int:
    """How many slips lie between two words; more than `most` as soon as that is sure."""
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, above, row = row, before, [at]
        for place, against in enumerate(other, 1):
            cost = before[place - 1] + (letter != against)
            if above and place > 1 and letter == other[place - 2] and one[at - 2] == against:
                cost = min(cost, above[place - 2] + 1)
            row.append(min(cost, before[place] + 1, row[-1] + 1))
        if min(row) > most:
            return most + 1
    return row[-1]


def one_slip(one: str, other: str) -> bool:
    """Whether one word is the other with a slip of the hand in it; words of fewer than `SHORTEST` letters never are."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < SHORTEST:
        return False
    at = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), -1)
    rest, others = (one[at:], other[at:]) if at >= 0 else (one[len(other) :], other[len(one) :])
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or swapped == others
