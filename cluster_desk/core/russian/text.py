"""Texts as the program compares them: one way to tidy white space, one way to fold letters.

Folding is only for comparing and searching; what is stored is what `core.normalize` makes of the words as typed. The
search compares stems, by the Snowball algorithm: folded, without endings, little words left out, so that «учителей»
finds «учитель»; single letters stay, they are initials. Lists stand in Russian order: numbers by value, ё beside е.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from cluster_desk.core.regex import regex

UNSEEN = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064"
    "\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\ufeff"
)
"""Soft hyphens, zero-width marks, marks of direction and of byte order: they come with pasted text, never meant."""
_UNSEEN = regex(f"[{UNSEEN}]")


def tidy(text: str) -> str:
    """`text` in NFC, every run of white space one space, none at the ends; otherwise as typed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def first_word(text: str) -> str:
    """The first word of `text` as it is compared; "" where there is none (a cell may hold a number alone)."""
    return fold(text).partition(" ")[0]


def fold(text: str) -> str:
    """`text` as it is compared: small letters, ё as е, every dash and quotation mark one kind, unseen marks dropped.

    Latin letters inside Cyrillic words are those that they look like.
    """
    if len(text) < _SHORT:
        return _folded_once(text)
    return _long_folded_once(text) if len(text) < _LONG else _folded(text)


def _folded(text: str) -> str:
    folded = tidy(text if text.isascii() else cyrillic(_UNSEEN.sub("", text))).lower().replace("ё", "е")
    return _DASHES.sub("-", _QUOTES.sub('"', folded))


_SHORT = 200
"""Signs of a text whose folding is remembered: headers, names and labels are compared again and again."""
_LONG = 3000
"""Signs of a text whose folding is remembered while its document is read, by one reader after another."""
_folded_once = lru_cache(8192)(_folded)
_long_folded_once = lru_cache(512)(_folded)
_DASHES = regex("[\u2010-\u2015\u2212]")
_QUOTES = regex("[«»„“”‟″]")


LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
"""Latin letters that look like Russian ones, typed by mistake."""
_LATIN = regex("[A-Za-z]")
_LETTERS = regex("[A-Za-zА-Яа-яЁё]+")
_SMALLEST = frozenset("acoyk")
_ROMAN = frozenset("IVXLCDM")


def cyrillic(text: str) -> str:
    """`text` with Latin letters that only look Cyrillic (a, c, e, o, p, x, …) mended inside Cyrillic words.

    As long as `text`, so that places in one are places in the other. Words without a Cyrillic letter stay (II, X, IT),
    but for the smallest, which are Russian ones («c 1 мая»), and so do those with other Latin letters too.
    """
    return text if text.isascii() or not _LATIN.search(text) else _LETTERS.sub(_mended, text)


def _mended(word: re.Match[str]) -> str:
    mended = word[0].translate(LOOK_ALIKE)
    is_latin = word[0].isascii() and word[0] not in _SMALLEST
    return word[0] if is_latin or _LATIN.search(mended) else mended


def perhaps_cyrillic(text: str) -> str:
    """`text` with whole words of look-alike letters (POMA, OPEX) as Cyrillic ones, which is a guess; not numerals."""

    def guessed(word: re.Match[str]) -> str:
        mended = word[0].translate(LOOK_ALIKE)
        return word[0] if _LATIN.search(mended) or _ROMAN.issuperset(word[0]) else mended

    return _LETTERS.sub(guessed, text)


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


_ABBREVIATED = regex(
    r"(?:^|[\s(«„.,])(?:гг|вв|др|проч|пр|т\. ?[дпе]|руб|тыс|млн|чел|шк|кл|стр|им|обл|пос|пгт|дер|мкр|ул|пер|пл|наб"
    r"|р-н|пр-т|б-р|корп|эт|каб|ауд|тел|[а-яёА-ЯЁ])\.$"
)


def without_full_stop(text: str) -> str:
    """The words without the mark at their end; the dot of «1945 гг.» or «О.П.» is their own."""
    words = tidy(text).rstrip(" ;,")
    while words.endswith(".") and not words.endswith("...") and not _ABBREVIATED.search(words):
        words = words[:-1].rstrip(" ;,")
    return words


def quoted(text: str) -> str:
    """«The text» without a mark at its end; quotes inside it become „…“. One that is a quotation already stays."""
    words = without_full_stop(text)
    if words.startswith("«") and words.endswith("»") and "»" not in words[1:-1]:
        return words
    inside = re.sub('[»”“"]', "“", re.sub(r"[«“\"](?=\w)", "„", words))
    return f"«{inside}»"


def capitalized(text: str) -> str:
    """The text with its first letter large and the rest as it is."""
    return text[:1].upper() + text[1:]


_WORD = regex(r"[a-zа-я]+|\d+")
_LITTLE = frozenset(
    "и в во на для по с со о об обо от до из за к ко у при под над не что как где когда кто а но или же ли бы это этот "
    "эта эти был была было были быть все всех the of and for in on was who what when where".split()
)
_IRREGULAR = {
    "дня": "ден", "дней": "ден", "дне": "ден", "дню": "ден", "днем": "ден", "дням": "ден", "дни": "ден",
    "днями": "ден", "днях": "ден", "день": "ден", "детьми": "дет", "людьми": "люд", "ребенок": "ребенк",
    "конец": "конц", "отец": "отц", "отцов": "отц", "урок": "урок", "кружок": "кружк", "кружков": "кружк",
    "праздников": "праздник", "чтец": "чтец", "чтецов": "чтец", "песен": "песн", "игр": "игр", "сестер": "сестр",
    "писем": "письм", "окон": "окн", "матерей": "матер", "мать": "матер", "мам": "мам", "сосен": "сосн",
    "книжек": "книжк", "встреч": "встреч", "площадок": "площадк", "выставок": "выставк", "ярмарок": "ярмарк",
    "поездок": "поездк", "подготовок": "подготовк", "школьница": "школьник", "пап": "пап", "семей": "сем",
    "семья": "сем", "семьи": "сем", "семью": "сем", "семьей": "сем", "семьям": "сем", "семье": "сем",
}  # fmt: skip
"""Forms whose vowels come and go, which the algorithm keeps apart."""

_FLEETING = regex(r"[а-я]{2,}(?:[чжшнсвдл]|ар)ок")
"""«родничок», «выставок»: the о is gone in every other form."""


@cache
def _stemmer() -> Any:
    with _without_its_start("snowballstemmer"):  # it imports thirty languages, longer than a search takes
        from snowballstemmer.russian_stemmer import RussianStemmer

    return RussianStemmer()


@contextmanager
def _without_its_start(package: str) -> Iterator[None]:
    """Import modules of a package past the package's own `__init__`, which whoever asks for it later still gets."""
    from importlib.util import find_spec, module_from_spec

    spec = find_spec(package)
    if spec is None or package in sys.modules:  # it is imported as ever, or is not there, which is told as ever
        yield
        return
    sys.modules[package] = module_from_spec(spec)
    try:
        yield
    finally:
        del sys.modules[package]


@lru_cache(65536)
def stem(word: str) -> str:
    """A folded word without its ending."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 3 or word.isdecimal() or word.isascii():
        return word
    if _FLEETING.fullmatch(word):
        return word[:-2] + "к"
    text: str = _stemmer().stemWord(word)
    return text


_OF_ENDINGS = "авгеийлмностухшщыьюя"
"""Letters that the algorithm takes away: no ending has another."""


def stems_among(words: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """The stems of those words whose stem is `known`, in the order of the words.

    To work a stem out takes long; but for what is told here it is a beginning of its word, and one that is known.
    """
    for word in words:
        shortest = len(word.rstrip(_OF_ENDINGS))
        is_told_here = word in _IRREGULAR or word.endswith("ок")
        if is_told_here or any(word[:end] in known for end in range(shortest, len(word) + 1)):
            stemmed = stem(word)
            if stemmed in known:
                yield stemmed


_SURNAME = regex(r"([а-я]{2,}[ое]в)(?:а|у|ым|е|ой|ою|ых|ыми|ы)?")


@lru_cache(65536)
def forms(word: str) -> tuple[str, ...]:
    """What a folded word is found by: its stem, and for «Лебедев» and «Лебедеву» what all cases of a surname share.

    The algorithm takes the -ов of «Лебедев» for the ending of «учителей», and keeps «Лебедеву» apart.
    """
    stemmed = stem(word)
    surname = _SURNAME.fullmatch(word)
    return (stemmed, surname[1]) if surname and surname[1] != stemmed else (stemmed,)


def index_words(text: str) -> str:
    """What the index holds of `text`: its words' stems with spaces between."""
    return " ".join(chain.from_iterable(map(forms, _WORD.findall(fold(text)))))


def query_words(query: str) -> list[str]:
    """The folded words of a question, little words left out unless there are no others; at most a dozen."""
    words = list(dict.fromkeys(_WORD.findall(fold(query))))
    return ([word for word in words if word not in _LITTLE] or words)[:12]


_NUMBERS = regex(r"\d+")
_AFTER_ALL_LETTERS = "\uffff"


@lru_cache(maxsize=16384)
def sort_key(text: str) -> str:
    """What `text` is sorted by: no case, ё straight after е, «№ 2» before «№ 10».

    Comparing two keys is comparing two plain strings, so that a long list is sorted at the speed of C.
    """
    return " ".join(map(_word_keys.__getitem__, text.strip().split(" ")))


def sort_keys(texts: Collection[str]) -> list[str]:
    """What `sort_key` gives for each of `texts`, worked out in one piece: in two thirds of the time."""
    words = _BETWEEN.join([text.strip() for text in texts]).split(" ")
    keys = " ".join(map(_word_keys.__getitem__, words)).split(_BETWEEN)
    return keys if len(keys) == len(texts) else [*map(sort_key, texts)]


_BETWEEN = " \0 "
"""What no text of a file holds."""


class _WordKeys(dict[str, str]):
    """The key of each word: the bytes of its UTF-8 as signs, which Python compares in less than half the time.

    Lists are long, their words few: so many are remembered.
    """

    def __missing__(self, word: str) -> str:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        key = word.casefold().replace("ё", "е" + _AFTER_ALL_LETTERS)
        if not key.isalpha():
            key = _NUMBERS.sub(_by_value, key)
        self[word] = key = key.encode("utf-8", "surrogatepass").decode("latin-1")
        return key


_WORDS_KEPT = 16384
_word_keys = _WordKeys()


def words_to_find(query: str) -> list[str]:
    """The folded words of `query`; a text fits when it holds every one of them, anywhere."""
    return fold(query).split()


def _by_value(number: re.Match[str]) -> str:
    """A number as text that compares by value: first how long it is, then its digits."""
    plain = number[0].lstrip("0") or "0"
    return chr(ord("0") + min(len(plain), 9)) + plain
