"""Organizations' names as offices write them: taken apart, compared, shortened, their kind recognised.

One school is written in many ways: "МКОУ СОШ с. Савинка Заречного района", "МКОУ СОШ с.Савинка", "школа с. Савинка".
A name is read as legal form, kind, №, proper name in «quotes», words of its own, place and district; two names are
compared part by part. A document's words tell the cluster's own name and its district. Pure functions, never raising.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from cluster_desk.core.records.members import Case, OrganizationKind
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.nouns import decline_adjective
from cluster_desk.core.russian.slips import SHORTEST, one_slip
from cluster_desk.core.russian.text import fold, tidy

Kind = OrganizationKind


class Likeness(IntEnum):
    """How sure it is that two names mean one organization, from least to most."""

    OTHER = 0
    PERHAPS = 1
    SAME = 2


class OrganizationName(NamedTuple):
    """A name taken apart; every part is folded and without endings, "" or None where not given.

    `level` is "regional" or "municipal" by the legal form; `words` are those that are none of the other parts.
    `kind` is None for a bare "школа".
    """

    folded: str
    level: str
    kind: OrganizationKind | None
    number: str
    title: str
    place: str
    words: frozenset[str]


_INSTITUTION = r"(?:учреждение|организация)"
_SCHOOLING = r"(?:обще)?образовательн\w+"
# Forms and kinds written whole, and the letters that offices use for them; the longer stand first.
_LETTERS: tuple[tuple[str, str], ...] = (
    (rf"(\w)\w+ое областное государственное {_SCHOOLING} бюджетное учреждение", r"\1ОГОБУ"),
    (rf"(\w)\w+ое областное государственное {_SCHOOLING} автономное учреждение", r"\1ОГОАУ"),
    (rf"(\w)\w+ое областное государственное профессиональное {_SCHOOLING} бюджетное учреждение", r"\1ОГПОБУ"),
    (rf"муниципальн\w+ каз[её]нн\w+ дошкольн\w+ {_SCHOOLING} {_INSTITUTION}", "МКДОУ"),
    (rf"муниципальн\w+ бюджетн\w+ дошкольн\w+ {_SCHOOLING} {_INSTITUTION}", "МБДОУ"),
    (rf"муниципальн\w+ автономн\w+ дошкольн\w+ {_SCHOOLING} {_INSTITUTION}", "МАДОУ"),
    (rf"муниципальн\w+ каз[её]нн\w+ {_SCHOOLING} {_INSTITUTION}", "МКОУ"),
    (rf"муниципальн\w+ бюджетн\w+ {_SCHOOLING} {_INSTITUTION}", "МБОУ"),
    (rf"муниципальн\w+ автономн\w+ {_SCHOOLING} {_INSTITUTION}", "МАОУ"),
    (rf"муниципальн\w+ {_SCHOOLING} каз[её]нн\w+ {_INSTITUTION}", "МОКУ"),
    (rf"муниципальн\w+ {_SCHOOLING} бюджетн\w+ {_INSTITUTION}", "МОБУ"),
    (rf"муниципальн\w+ каз[её]нн\w+ {_INSTITUTION}", "МКУ"),
    (rf"муниципальн\w+ бюджетн\w+ {_INSTITUTION}", "МБУ"),
    (rf"муниципальн\w+ автономн\w+ {_INSTITUTION}", "МАУ"),
    (rf"государственн\w+ бюджетн\w+ {_SCHOOLING} {_INSTITUTION}", "ГБОУ"),
    (rf"государственн\w+ каз[её]нн\w+ {_SCHOOLING} {_INSTITUTION}", "ГКОУ"),
    (rf"государственн\w+ (?:бюджетн\w+ )?профессиональн\w+ {_SCHOOLING} {_INSTITUTION}", "ГПОУ"),
    (r"дополнительного образования(?: детей)?", "ДО"),
    (r"средн\w+ (?:\(полн\w+\) )?общеобразовательн\w+ школа", "СОШ"),
    (r"основн\w+ общеобразовательн\w+ школа", "ООШ"),
    (r"начальн\w+ общеобразовательн\w+ школа", "НОШ"),
    (r"детско-юношеск\w+ спортивн\w+ школа", "ДЮСШ"),
    (r"детск\w+ школа искусств", "ДШИ"),
)
_LETTER_RES = [(regex(pattern, re.IGNORECASE), letters) for pattern, letters in _LETTERS]

# Further ways of writing the same, only for comparing; both sides are folded.
_SPELLINGS: tuple[tuple[str, str], ...] = (
    (r"\bког обу\b", "когобу"),
    (r"\b[а-я]\. ?[а-я]\. ?(?=[а-я]{3})", ""),  # initials, lest «В.Г.» be taken for a town
    (r"средняя школа|\bсш\b", "сош"),
    (r"основная школа|\bош\b", "оош"),
    (r"начальная школа", "нош"),
    (r"дом детского творчества", "ддт"),
    (r"центр детского творчества", "цдт"),
    (r"детский сад|\bд/с\b|\bдет\.? ?сад\b", "детсад"),
    (r"школа[- ]интернат", "интернат"),
    (r"районн\w+ управлени\w+ образовани\w+|\bруо\b|управлени\w+ образовани\w+", "управление образования"),
    (r"\b(с|г|п|д|ст|х|пгт|пос|дер)\.\s*", r"\1. "),
    (r"№\s*", "№ "),
)
_SPELLING_RES = [(regex(pattern), spelling) for pattern, spelling in _SPELLINGS]

_FORM = regex(
    r"\b((?:\w{1,3} ?)?огобу|\w{0,3}огоау|\w{0,3}огпоа?б?у|\w{1,3}огкоу|гб?п?оау|г[бкао]п?д?оу|г[бк]у|гпоу|обпоу|"
    r"м[кбао]?д?оу|мо[кба]у|м[кба]у|мдо[кба]?у|ф\w{2,5}у|ано|дош|оу|доу|поо?)\b"
)
_REGIONAL = regex(r"^(?:\w* ?ог|г|ф|обпоу)")
_NUMBER = regex(r"(?:№|\bn\b|\bномер\b) ?(\d+)|\b(?:сош|оош|нош|детсад|школа|лицей|гимназия) (\d+)\b")
_TITLE = regex(r'"([^"]+)(?:"|$)')
_HONOUR = regex(
    r'\b(?:им\.|имени|им) ?(?:[^\s,"]+ ){0,5}?(?=(?:с|г|п|д|пгт|пос|дер|ст|х)\.? [а-я]|"|,|$)|\b(?:им\.|имени|им) .*$'
)
_DISTRICT = regex(r"\b[а-я-]+(?:ого|ому|ом|ий|ый) (?:муниципального )?(?:района|районе|району|район|р-на)\b.*$|"
                       r"\b[а-я-]+ (?:области|обл\.|края|республики)\b.*$")  # fmt: skip
_PLACE = regex(
    r"\b(?:с|г|п|д|пгт|пос|дер|ст|х|рп|аул|станица|станицы|село|села|деревня|деревни|город|города|поселок|поселка)"
    r"(?:\.|\b) ?(?:городского типа )?((?!№)[а-я][а-я-]*(?: [а-я][а-я-]+)?)"
)
_EXTRA = (
    r"\bдо\b|\bддт\b|\bдюсш\b|\bдши\b|\bцдт\b|\bдюц\b|\bсюн\b|\bсют\b|\bстанция юных|\bдом творчества|"
    r"спортивн\w+ школа|школа искусств|музыкальн\w+ школа"
)
_KINDS: tuple[tuple[str, OrganizationKind], ...] = (
    (r"\bинтернат", Kind.BOARDING),
    (r"\bуправлени\w+|\bотдел\b|\bокруг|\bдепартамент|\bадминистраци", Kind.DEPARTMENT),
    (r"\bтехникум|\bколледж|\bучилищ|\bпоу\b|огпоб?у|гпоу|\bпрофессиональн", Kind.COLLEGE),
    (r"\bдетсад|\bясли|\bцрр\b|\w*доу\b", Kind.KINDERGARTEN),
    (_EXTRA, Kind.EXTRA),
    (r"\bлице[йяею]|\bлицеем", Kind.LYCEUM),
    (r"\bсош\b|\bгимнази", Kind.SECONDARY),
    (r"\bоош\b", Kind.BASIC),
    (r"\bнош\b", Kind.PRIMARY),
)
_KIND_RES = [(regex(pattern), kind) for pattern, kind in _KINDS]
_ANY_SCHOOL = {Kind.SECONDARY, Kind.BASIC, Kind.PRIMARY, Kind.LYCEUM, Kind.BOARDING}
_EMPTY_WORDS = frozenset(
    "школа учреждение организация в и при на имени им сош оош нош детсад интернат до лицей управление образования "
    "администрации района филиал".split()
)
_ENDINGS = regex(
    r"(?:ыми|ими|ого|его|ому|ему|ая|яя|ой|ей|ый|ий|ое|ее|ые|ие|ую|юю|ом|ем|ым|им|ых|их|ам|ям|ах|ях|а|я|о|е|ы|и|у|ю|ь|й)$"
)
_SHORTEST_STEM = 3
_LONGEST_SHORT_NAME = 60


@cache
def parse_organization(text: str) -> OrganizationName:
    """The name `text` taken apart."""
    folded = _spelled(text)
    rest = folded
    form = _FORM.search(rest)
    kind = _kind_in(folded)
    titles = _TITLE.findall(rest)
    title = " ".join(titles)
    rest = _TITLE.sub(" ", rest)
    number = _NUMBER.search(rest)
    rest = _NUMBER.sub(" ", rest)
    rest = _HONOUR.sub(" ", rest)
    rest = _DISTRICT.sub(" ", rest)
    # «Средняя школа пгт Луговое»: the quotes hold the whole name, not a name of its own.
    if title and (_kind_in(title) or "школа" in title):
        rest, title = f"{rest} {title}", ""
    places = _PLACE.findall(rest) or _PLACE.findall(title)
    rest = _FORM.sub(" ", _PLACE.sub(" ", rest))
    words = frozenset(_stem(word) for word in re.findall(r"[а-яa-z-]+", rest) if word not in _EMPTY_WORDS)
    level = "" if not form else "regional" if _REGIONAL.match(form[1]) else "municipal"
    return OrganizationName(
        folded=folded,
        level=level,
        kind=kind,
        number=next(filter(None, number.groups()), "") if number else "",
        title=" ".join(map(_stem, re.findall(r"[\w-]+", title))),
        place=" ".join(map(_stem, places[-1].split())) if places else "",
        words=words,
    )


def likeness(one: str, other: str) -> Likeness:
    """How sure it is that both names mean one organization; never SAME where a part of one name is missing."""
    return _compare(parse_organization(one), parse_organization(other))


def begins_with(typed: str, name: str) -> Likeness:
    """Whether each word typed is a word of the name, whatever stands between (SAME), or begins one (PERHAPS).

    «СОШ Лальск» says «МКОУ СОШ пгт Лальск»; «луг» only begins «МКОУ СОШ с. Луговое».
    """
    words, known = _words_in(typed), _words_in(name)
    words = {word for word in words if not word.startswith("школ")} or words  # a school of any kind
    if not words:
        return Likeness.OTHER
    if {_stem(word) for word in words} <= {_stem(word) for word in known}:
        return Likeness.SAME
    begun = all(any(own.startswith(word) for own in known) for word in words)
    return Likeness.PERHAPS if begun else Likeness.OTHER


def slips_of(typed: str, name: str) -> bool:
    """Whether each word typed is a word of the name with a slip of the hand in one of them: «СОШ Луовое»."""
    words, known = _words_in(typed), {_stem(word) for word in _words_in(name)}
    strange = [word for word in words if _stem(word) not in known]
    return len(strange) == 1 and len(strange[0]) > SHORTEST and any(one_slip(_stem(strange[0]), own) for own in known)


def _words_in(text: str) -> set[str]:
    return {word for word in re.findall(r"[\w-]+", _spelled(text)) if word not in _PLACE_MARKS}


_PLACE_MARKS = frozenset("с г п д пгт пос дер ст х рп".split())


def looks_like_organization(words: str) -> bool:
    """Whether words say what kind of school or office they mean: «СОШ Лальск», «детский сад», not «актовый зал»."""
    return _kind_in(_spelled(words)) is not None or "школ" in fold(words)


def name_key(words: str) -> str:
    """The words of a name as they are compared where nothing else is known: «Школа № 2» is «школа №2»."""
    return re.sub(r"\s*№\s*", " №", fold(words)).strip(' "')


def is_named_in(text: str, organization: str) -> bool:
    """Whether words, a post say, name the organization: its №, proper name and place, else what it is."""
    name = parse_organization(organization)
    told = {_stem(word) for word in re.findall(r"[\w-]+", _spelled(text))}
    own = [word for part in (name.number, name.title, name.place) for word in part.split()]
    if own:
        return all(word in told for word in own)
    return bool({_stem(word) for word in re.findall(r"[\w-]{5,}", name.folded)} & told)


def guess_kind(text: str) -> OrganizationKind:
    """What an organization is, by its name; a bare school is taken for a secondary one, anything unknown is OTHER."""
    kind = parse_organization(text).kind
    if kind is not None:
        return kind
    return Kind.SECONDARY if re.search(r"\bшкол", fold(text)) else Kind.OTHER


def short_name(text: str) -> str:
    """A short name for a full one: «МКОУ СОШ с. Луговое». One that is short already stays as typed."""
    full = tidy(text)
    words = full
    for pattern, letters in _LETTER_RES:
        words = pattern.sub(letters, words)
    if words == full and len(full) <= _LONGEST_SHORT_NAME:
        return full
    words = tidy(_DISTRICT_AT_END.sub("", words)) or words
    return words if words.count("«") == words.count("»") else words + "»"


_DISTRICT_AT_END = regex(r"\s[А-ЯЁ][\w-]+ого\s(?:муниципального\s)?(?:района|округа)\b.*$")


def _spelled(text: str) -> str:
    """`text` folded, its long spellings replaced by the letters that offices use, dots and spaces one way."""
    words = fold(text)
    for pattern, letters in _LETTER_RES:
        words = pattern.sub(letters.lower(), words)
    for pattern, spelling in _SPELLING_RES:
        words = pattern.sub(spelling, words)
    return tidy(words).strip(" .,;")


def _kind_in(folded: str) -> OrganizationKind | None:
    return next((kind for pattern, kind in _KIND_RES if pattern.search(folded)), None)


def _stem(word: str) -> str:
    """A word without its ending, so that «Савинка» and «Савинки» are one."""
    stem = _ENDINGS.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word


def _compare(one: OrganizationName, other: OrganizationName) -> Likeness:
    if one.folded == other.folded:
        return Likeness.SAME
    values = [_agree(one.number, other.number), _agree(one.title, other.title), _agree(one.place, other.place)]
    kinds = _kinds_agree(one, other)
    if kinds is Likeness.OTHER or Likeness.OTHER in values or not _words_agree(one.words, other.words):
        return Likeness.OTHER
    # Without a common №, proper name, place or words nothing ties the two together but their kind.
    shared_words = one.words & other.words
    if not (shared_words or any(getattr(one, part) and getattr(one, part) == getattr(other, part) for part in _TIES)):
        return Likeness.PERHAPS if kinds is Likeness.SAME and one.kind is Kind.DEPARTMENT else Likeness.OTHER
    doubts = [*values, kinds, Likeness.SAME if one.words == other.words else Likeness.PERHAPS]
    if one.level and other.level and one.level != other.level:
        return Likeness.OTHER if Likeness.PERHAPS in doubts else Likeness.PERHAPS
    return Likeness.PERHAPS if Likeness.PERHAPS in doubts else Likeness.SAME


_TIES = ("title", "place")


def _agree(one: str, other: str) -> Likeness:
    if one == other:
        return Likeness.SAME
    return Likeness.PERHAPS if not one or not other else Likeness.OTHER


def _kinds_agree(one: OrganizationName, other: OrganizationName) -> Likeness:
    if one.kind is other.kind:
        return Likeness.SAME
    known = one.kind or other.kind
    if one.kind is None or other.kind is None:
        return Likeness.PERHAPS if known in _ANY_SCHOOL or known is None else Likeness.OTHER
    return Likeness.OTHER


def _words_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one


_CLUSTER_GENITIVE = regex(r"([а-яё-]+[ое]го)\s+образовательного\s+кластера", re.IGNORECASE)
_CLUSTER_OF_DISTRICT = regex(
    r"образовательн\w+\s+кластер\w*\s+([а-яё-]+[ое]го)\s+((?:муниципального\s+)?(?:района|округа))", re.IGNORECASE
)
_NAMED_CLUSTER = regex(r"((?:образовательн\w+\s+)?)кластер\w*\s+([«\"„][^«»\"“”]+[»\"“])", re.IGNORECASE)
_NAMED_DISTRICT = regex(
    r"([А-ЯЁ][А-ЯЁа-яё-]+)([ое]го|[ое]му|[ое]м)\s+(?:(муниципальн|городск)\w+\s+округ|район)(?:а|у|е|ом)?\b",
    re.IGNORECASE,
)
_KINDS_OF_DISTRICT = {
    "район": ("район", "района"),
    "муниципальн": ("муниципальный округ", "муниципального округа"),
    "городск": ("городской округ", "городского округа"),
}
_VELARS = "гкхжшчщ"


def _nominative(genitive_adjective: str) -> str:
    """«Заречный» for «Заречного», «Луговской» is told like «Луговский»: a guess that the user sees and mends."""
    stem = genitive_adjective[:-3].lower()
    whole = stem + ("ий" if stem[-1:] in _VELARS or genitive_adjective.lower().endswith("его") else "ый")
    return "-".join(part.capitalize() for part in whole.split("-"))


def cluster_name_in(texts: Iterable[str]) -> str:
    """The cluster's name as the texts tell it, in the nominative; "" when they do not."""
    kept = [tidy(text) for text in texts]
    for text in kept:
        if match := _NAMED_CLUSTER.search(text):
            return f"{'Образовательный кластер' if match[1] else 'Кластер'} {match[2]}"
    for text in kept:
        if match := _CLUSTER_GENITIVE.search(text):
            return f"{_nominative(match[1])} образовательный кластер"
    for text in kept:
        if match := _CLUSTER_OF_DISTRICT.search(text):
            return f"Образовательный кластер {match[1].capitalize()} {match[2].lower()}"
    name, kind = _district(kept)
    if not name:
        return ""
    of_district = decline_adjective(name, Case.GENITIVE, animate=False)
    return f"Образовательный кластер {of_district} {_KINDS_OF_DISTRICT[kind][1]}"


def district_in(texts: Iterable[str]) -> str:
    """The district that the texts speak of most, «Заречный район»; "" when they speak of none."""
    name, kind = _district(map(tidy, texts))
    return f"{name} {_KINDS_OF_DISTRICT[kind][0]}" if name else ""


def _district(texts: Iterable[str]) -> tuple[str, str]:
    """The name in the nominative of the district spoken of most, and its kind; "" and "" for none."""
    told = Counter(
        (each[1].lower(), (each[3] or "район").lower()) for text in texts for each in _NAMED_DISTRICT.finditer(text)
    )
    if not told:
        return "", ""
    stem, kind = told.most_common(1)[0][0]
    return _nominative(stem + "ого"), kind
