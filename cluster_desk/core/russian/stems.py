"""Words as the search compares them: folded, without endings, little words left out.

Russian words are cut to their stems by the Snowball algorithm, so that «учителей» finds «учитель». Single letters stay:
they are initials.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from cluster_desk.core.russian.text import fold

_WORD = re.compile(r"[a-zа-я]+|\d+")
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

_FLEETING = re.compile(r"[а-я]{2,}(?:[чжшнсвдл]|ар)ок")
"""«родничок», «выставок»: the о is gone in every other form."""


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("russian")


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


def index_words(text: str) -> str:
    """What the index holds of `text`: its words' stems with spaces between."""
    return " ".join(stem(word) for word in _WORD.findall(fold(text)))


def query_words(query: str) -> list[str]:
    """The folded words of a question, little words left out unless there are no others; at most a dozen."""
    words = list(dict.fromkeys(_WORD.findall(fold(query))))
    return ([word for word in words if word not in _LITTLE] or words)[:12]
