"""A deadline's text as tokens: numbers, days in figures, known words; what changes nothing is left out.

Left out are dots, quotation marks, remarks in brackets, times of day and lessons, rooms, and the words that stand only
with those.
"""

from __future__ import annotations

import re
import unicodedata

from cluster_desk.core.deadlines.vocabulary import (
    FEMININE,
    MASCULINE,
    ORDINAL,
    Is,
    Token,
    contracted,
    known,
    mistyped,
    numeral,
)
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import whole_year
from cluster_desk.core.russian.numbers import typed_numeral, with_letters

_UNSEEN = regex("[\u00ad\u200b-\u200d\u2060\ufeff]")
_DASHES = regex("[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d~]+|-{2,}")
_BRACKETS = regex(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_OPEN_BRACKET = regex(r"[(\[{].*", re.DOTALL)
_REMARKS = regex(rf"{_BRACKETS.pattern}|{_OPEN_BRACKET.pattern}", re.DOTALL)
_DIVIDED = regex(r"([а-я]{2,})-\s+([а-я]{2,})")
_CONTRACTED = regex(r"(?<![а-я-])([а-я]{1,6})-([а-я]{1,4})(?![а-я-])")
_FIGURE = "[\\dоoзбlіi]"
_FIGURES = regex(
    rf"(?<![\w.]){_FIGURE}{{1,2}}\s?\.\s?{_FIGURE}{{1,2}}(?:\s?\.\s?(?:{_FIGURE}{{4}}|{_FIGURE}{{2}}))?(?!{_FIGURE})"
)
_LIKE_FIGURES = str.maketrans("оoзбlіi", "0036111")
_PARTED_OTHERWISE = regex(r"(?<![\d.,])(\d{1,2})[.,](0?[1-9]|1[0-2])(?:[.,]{1,2}|\.?-)((?:19|20)\d\d)(?!\d)")
"""«25,12,2026», «25.12..2026»: a day all the same."""
_DAY_OF_MONTH = regex(r"\b((?:до|к|не поз\w+)\s\d{1,2})\s?ч\b(?!\.?\s?\d)")
"""«Ежемес. до 5 ч.»: no hour but a day, unless a day is told beside it."""
_EACH_MONTH = regex(r"\b(?:ежем|ежек|(?:кажд|след)\w*\.?\s?м(?:ес|-ц))")
_TELLS_DAY = regex(r"\b(?:пн|вт|ср|чт|пт|сб|вс|понед|втор|сред|четв|пятн|суб|воскр|день|дня|числ)|\d\.\d")
_SHORTHAND = (
    ("/", regex(r"\bп\s?/\s?г(?:од\w*)?\b"), " полугодие "),
    ("-", regex(r"\bпол-н[аыеу]\b"), " половина "),
    (".", regex(r"\b([12]|ii?|іі?)((?:-?(?:ое|е|го|м))?)\s?п\.\s?г\b"), r"\1\2 полугодие "),
    ("/", regex(r"\b([ст])\s?/\s?г\b"), r"\1 г"),
    ("-", regex(r"-(?:\s*-)+"), "-"),
    ("-", regex(r",-(?=\s?[а-я])"), "-"),
    ("-", regex(r"\b([1-4]|[ivі]{1,3})\s?-\s?(?=(?:кв|полуг|полов|четв)[а-я]*)"), r"\1 "),
    ("", regex(r"\.{2,}|…"), "-"),
    ("/", regex(r"\bв\s?/\s?т(?:еч)?\b"), " в течение "),
    ("", regex(r"\b(еже)\s?-?\s?(?=[а-я]{4})"), r"\1"),
    ("-", regex(r"\b(по)\s?-\s?(?=квартальн|месячн|недельн)"), r"\1"),
    (
        "-",
        regex(r"(?<!\w)(?=1?[ivxlіуyшп|])([1ivxlіуyшп|]{1,4})\s?-\s?(?:ый|ой|ий|ого|го|ая|ое|ом|ем|й|я|е|м)\b"),
        r"\1",
    ),
)
"""A sign without which no such shorthand stands, its pattern, the words that it stands for."""
_ROMAN_MONTH = regex(
    r"(?<![\w.])(\d{1,2})\s?[./]\s?([ivxlіуyхшп|]{1,4})(?![\w|])(?!\.?\s?-?\s?(?:кв|пол|п\.|чет|три|дек|нед|эт|см|ур))"
    r"(?:\s?[./]\s?(\d{4}|\d{2})(?!\d))?"
)
"""«15.IX», «5-9.X.2026»: a day and a month in Roman numerals; not «1. I квартал»."""
_NEW_YEAR = regex(r"\b(ко?|до|перед)\s+нов(?:ому|ого|ым)\s+(?:((?:19|20)\d\d)(?:-\w+)?\s+)?год\w*")
_FEASTS = regex(
    r"\b(ко?|до)\s+(?:международно\w+ |всероссийско\w+ |всемирно\w+ )?(?:дн[юя]\s+(победы|учител\w+|знаний|"
    r"защитник\w+ отечества|народного единства|космонавтики|россии|конституции|защиты детей|героев отечества)|"
    r"(женскому|женского) дн[юя])\b"
)
_FEAST_DAYS = {
    "победы": "9.05", "учител": "5.10", "знаний": "1.09", "защитник": "23.02", "народно": "4.11",
    "космонав": "12.04", "россии": "12.06", "конститу": "12.12", "защиты": "1.06", "героев": "9.12", "женско": "8.03",
}  # fmt: skip
"""Feasts that have their day each year; «день учителя» alone may be held on another, «ко дню» tells the last."""
_LONGEST = 600
"""Signs of a text that can still be a deadline."""

_TOKEN = regex(
    r"""
    (?P<iso>(?<!\d)(?:19|20|21)\d\d-\d{1,2}-\d{1,2}(?!\d))
    |(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d)(?:\s*(?:ч|час\w*)(?![а-я]))?)
    |(?P<hours>\d{1,2}(?:[.\-]\d{2})?\s*(?:ч|час|часа|часов)(?![а-я])\.?(?:\s*\d{1,2}\s*мин\w*)?)
    |(?P<lesson>(?:на\ )?\d(?:\s?[-,]\s?\d)?(?:-?(?:й|м|ом|ый|ий))?\s?(?:урок\w*|пар[аеуы]\b|перемен\w*|смен[аеуы]\b))
    |(?P<after>(?:после|до|во\ время)\ (?:уроков|занятий)\b)
    |(?P<room>(?:каб|ауд)[а-я]*\.?\s?№?\s?\d{1,3}[а-я]?\b|\d{1,3}[а-я]?\ ?(?:каб|ауд)(?:инет|итори)?\w*)
    |(?P<hall>(?:актов|спортивн|читальн)\w{2,3}\ зал\w*|спортзал\w*|онлайн\b|дистанционно\b)
    |(?P<full>\d{1,2}\s?[./]\s?\d{1,2}\s?[./]\s?(?:(?:19|20|21)\d\d|\d{2})(?![\d]|\s?[./]\d)|\d{1,2}-\d{1,2}-(?:19|20|21)\d\d(?!\d))
    |(?P<month>\d{1,2}[./](?:19|20|21)\d\d(?!\d))
    |(?P<short>\d{1,2}\.\d{1,2}(?!\d))
    |(?P<numeral>(?<![\w|])(?=[1|]*[ilіvуy|])[1|ilіvуy]{2,4}(?![\w|]))
    |(?P<ordinal>\d{1,2}(?:\s?-\s?|)(?:го|й|я|е|ая|ый|ое|ой|ую|ые|му|ом|м|х|ого|ому|ей|ий|ья|ье|ью|ти|ми)(?![а-я]))
    |(?P<number>\d+)
    |(?P<word>[a-zа-яії]+)
    |(?P<dash>-)
    |(?P<comma>[,;:/&+\\])
    |(?P<nothing>[\s.«»"'“”„…*_])
    |(?P<strange>.)
    """,
    re.VERBOSE,
)
_RUNS = regex("[a-zії]+|[а-я]+")
_DIGITS = regex(r"\d+")


def tokens(text: str) -> list[Token]:
    """The tokens of `text`, times of day left out; [] when nothing is said or far too much for a deadline."""
    folded = _folded(text)
    if len(folded) > _LONGEST:
        return []
    results: list[Token] = []
    for match in _TOKEN.finditer(folded):
        results += _made(match.lastgroup or "", match.group())
    return _without_times(_joined(_resolved(results)))


_LONG_WORD = regex(r"[а-я]{5,}")


def mended(text: str) -> str:
    """`text` with each mistyped word as it was meant; as it stands where no word is, or none can be told."""
    folded = text.lower().replace("ё", "е")
    result = _LONG_WORD.sub(lambda word: mistyped(word[0]) or word[0], folded)
    return text if result == folded else result


def remarks(text: str) -> tuple[str, list[str]]:
    """What stands outside of brackets, and what within each; none where all of it stands in brackets."""
    bare = " ".join(_REMARKS.sub(" ", text).split())
    if bare == text or not any(map(str.isalnum, bare)):
        return text, []
    return bare, [" ".join(match[0].strip("()[]{} ").split()) for match in _REMARKS.finditer(text)]


def _folded(text: str) -> str:
    """Small letters, one kind of dash, no remarks in brackets, no words divided at a line's end."""
    if len(text) > 4 * _LONGEST:
        text = text[: 4 * _LONGEST]
    folded = (
        _UNSEEN.sub("", unicodedata.normalize("NFC", with_letters(text)))
        .lower()
        .replace("ё", "е")
        .replace("\u00a0", " ")
    )
    folded = _DASHES.sub("-", folded)
    bare = folded
    while (less := _BRACKETS.sub(" ", bare)) != bare:
        bare = less
    bare = _OPEN_BRACKET.sub(" ", bare)
    # A text that is all in brackets is no remark.
    folded = bare if any(sign.isalnum() for sign in bare) else re.sub(r"[()\[\]{}]", " ", folded)
    folded = _DIVIDED.sub(_undivided, " ".join(folded.split()))
    if "ч" in folded and _EACH_MONTH.search(folded) and not _TELLS_DAY.search(folded):
        folded = _DAY_OF_MONTH.sub(r"\1 числа", folded)
    for sign, shorthand, whole in _SHORTHAND:
        if sign in folded:
            folded = shorthand.sub(whole, folded)
    if "-" in folded:
        folded = _CONTRACTED.sub(_uncontracted, folded)
    if "год" in folded:
        folded = _NEW_YEAR.sub(_before_new_year, folded)
    if "дню" in folded or "дня" in folded:
        folded = _FEASTS.sub(_on_feast, folded)
    if not _DIGITS.search(folded):
        return folded
    folded = _ROMAN_MONTH.sub(_in_arabic, folded)
    return _PARTED_OTHERWISE.sub(r"\1.\2.\3", _FIGURES.sub(_in_figures, folded))


def _uncontracted(match: re.Match[str]) -> str:
    """«Кв-л», «нед-я» as the words they stand for; «сен-окт» stays two."""
    both_known = known(match[1]) and known(match[2])
    return match[0] if both_known else contracted(match[1], match[2]) or match[0]


def _before_new_year(match: re.Match[str]) -> str:
    """«К Новому году» as «к 31.12»; «к новому 2027 году» with the year before."""
    by = "до" if match[1] == "перед" else match[1]
    return f"{by} 31.12.{int(match[2]) - 1}" if match[2] else f"{by} 31.12"


def _on_feast(match: re.Match[str]) -> str:
    """«Ко Дню Победы» as «ко 9.05»."""
    told = match[2] or match[3]
    return f"{match[1]} {next(day for name, day in _FEAST_DAYS.items() if told.startswith(name))}"


def _in_arabic(match: re.Match[str]) -> str:
    """«15.IX.2026» as «15.09.2026»; as it stands where the letters are no month."""
    month = typed_numeral(match[2])
    if not month or not 1 <= int(match[1]) <= 31:
        return match[0]
    return f"{match[1]}.{month:02d}" + (f".{match[3]}" if match[3] else "")


def _in_figures(match: re.Match[str]) -> str:
    """«01.09.2O26» with the letters that were typed for figures; each part has a figure of its own."""
    parts = match[0].split(".")
    return match[0].translate(_LIKE_FIGURES) if all(any(map(str.isdigit, part)) for part in parts) else match[0]


def _undivided(match: re.Match[str]) -> str:
    """«сен-⏎тябрь» as one word; «январь-⏎март» stays two."""
    whole = match[1] + match[2]
    parts = known(whole)
    return (
        whole if parts and len(parts) == 1 and not (known(match[1]) and known(match[2])) else f"{match[1]}-{match[2]}"
    )


def _made(group: str, text: str) -> list[Token]:
    """The tokens that a piece of text stands for."""
    numbers = [int(digits) for digits in _DIGITS.findall(text)]
    if group in ("iso", "full", "month", "short"):
        return [_date(group, text, numbers)]
    match group:
        case "word":
            return _words(text)
        case "numeral":
            return [numeral(text) or Token(Is.STRANGE, text)]
        case "number":
            return [_number(text)]
        case "ordinal":
            return [Token(Is.NUMBER, number=numbers[0], mark=ORDINAL)]
        case "nothing":
            return []
        case _:
            times = dict.fromkeys(("clock", "hours", "lesson", "after", "room", "hall"), Is.TIME)
            kinds = {**times, "dash": Is.DASH, "comma": Is.COMMA}
            kind = kinds.get(group, Is.STRANGE)
            return [Token(kind, text if kind is Is.STRANGE else "", mark=text if kind is Is.COMMA else "")]


def _date(group: str, text: str, numbers: list[int]) -> Token:
    """A day or a month in figures."""
    if group == "iso":
        return Token(Is.DATE, number=numbers[2], month=numbers[1], year=numbers[0])
    if group == "full":
        year = whole_year(_DIGITS.findall(text)[2])
        return Token(Is.DATE, number=numbers[0], month=numbers[1], year=year)
    if group == "short":
        return _day_or_time(text, numbers)
    is_month = 1 <= numbers[0] <= 12
    return Token(Is.MONTH, month=numbers[0], year=numbers[1]) if is_month else Token(Is.STRANGE, text)


def _words(text: str) -> list[Token]:
    """The tokens of a run of letters; letters of two alphabets are taken apart when they make no word together."""
    result = known(text)
    if result is None and not text.isascii():
        runs = _RUNS.findall(text)
        apart = [known(run) for run in runs] if len(runs) > 1 else []
        if apart and all(apart):
            return [token for each in apart for token in each or ()]
    return list(result) if result else [Token(Is.STRANGE, text)]


def _number(digits: str) -> Token:
    if len(digits) == 4 and 1900 <= int(digits) <= 2199:
        return Token(Is.YEAR, year=int(digits))
    if len(digits) > 3:
        return Token(Is.STRANGE, digits)
    return Token(Is.NUMBER, number=int(digits), mark=digits if len(digits) == 2 else "")


def _day_or_time(text: str, numbers: list[int]) -> Token:
    """A day and a month; a time of day where the second number is no month."""
    if 1 <= numbers[1] <= 12:
        return Token(Is.DATE, number=numbers[0], month=numbers[1])
    minutes = text.rpartition(".")[2]
    is_time = numbers[0] < 25 and len(minutes) == 2 and numbers[1] < 60
    return Token(Is.TIME) if is_time else Token(Is.STRANGE, text)


_OF_TERMS = {"конец", "начало", "середина", "течение"}
_COUNTED = {"неделя", "декада", "половина"}


def _resolved(results: list[Token]) -> list[Token]:
    """«Четв.» as the word that those around it tell: a term, a Thursday, «четвёртая»; else it stays unknown."""
    if all(token.word != "четв" for token in results):
        return results
    ends = [Token(Is.END), Token(Is.END)]
    around = [*ends, *results, *ends]
    return [
        _as_told(token, around[at : at + 2], around[at + 3]) if token.word == "четв" else token
        for at, token in enumerate(results)
    ]


def _as_told(cut: Token, before: list[Token], after: Token) -> Token:
    """What «четв.» is between these words; `before` are two."""
    last = before[1]
    term, thursday = Token(Is.WORD, "четверть"), Token(Is.WEEKDAY, number=3)
    if after.word in _COUNTED:
        return Token(Is.NUMBER, number=4, mark=ORDINAL)
    if last.kind is Is.NUMBER:
        return thursday if after.word in ("месяц", "каждый") or after.kind is Is.MONTH else term
    if last.word == "каждый" and (last.mark == FEMININE or before[0].word in _OF_TERMS):
        return term
    is_each_thursday = last.word == "каждый" and last.mark == MASCULINE
    is_so_often = (last.word in ("в", "за", "на") or last.mark == "/") and before[0].word == "раз"
    return thursday if is_each_thursday else term if is_so_often or last.word in _OF_TERMS else cut


def _joined(results: list[Token]) -> list[Token]:
    """«двадцать первое» as one number."""
    joined: list[Token] = []
    for token in results:
        before = joined[-1] if joined else None
        is_second_half = token.kind is Is.NUMBER and token.mark == ORDINAL and 0 < token.number < 10
        if before and is_second_half and before == Token(Is.NUMBER, number=before.number) and before.number in (20, 30):
            joined[-1] = Token(Is.NUMBER, number=before.number + token.number, mark=ORDINAL)
        else:
            joined.append(token)
    return joined


def _without_times(results: list[Token]) -> list[Token]:
    """Leave out times of day with the words and dashes that stand only with them."""
    results = _clock_times(results)
    if not any(token.kind is Is.TIME for token in results):
        return results
    kept: list[Token] = []
    at = 0
    while at < len(results):
        if results[at].kind is not Is.TIME:
            kept.append(results[at])
            at += 1
            continue
        first = at
        # «с 10.00 до 12.00», «10.00-12.00»
        while at + 2 < len(results) and _links_times(results[at + 1]) and results[at + 2].kind is Is.TIME:
            at += 2
        at += 1
        is_stretch = at - first > 1
        follows_day = at < len(results) and results[at].kind in (Is.NUMBER, Is.DATE, Is.MONTH)
        while kept and kept[-1].word in _WITH_TIMES and (is_stretch or not follows_day or kept[-1].word in ("в", "на")):
            kept.pop()
    return kept


_WITH_TIMES = ("в", "с", "от", "до", "к", "по", "на", "начало")


def _links_times(token: Token) -> bool:
    return token.kind is Is.DASH or token.word in ("до", "по")


def _clock_times(results: list[Token]) -> list[Token]:
    """Times that look like something else: «15 мая в 9.05», «в 14-00»."""
    result: list[Token] = []
    at = 0
    while at < len(results):
        token = results[at]
        after = results[at + 1 : at + 3]
        seen_day = any(each.kind in (Is.DATE, Is.MONTH, Is.WEEKDAY) for each in result)
        is_hour = bool(result) and result[-1].word in ("в", "с", "до") and 0 <= token.number < 24
        if token.kind is Is.DATE and not token.year and result and result[-1].word == "в" and is_hour and seen_day:
            result.append(Token(Is.TIME))
        elif (
            token.kind is Is.NUMBER
            and token.number < 24
            and len(after) == 2
            and after[0].kind is Is.DASH
            and after[1].kind is Is.NUMBER
            and (after[1].mark == "00" or (is_hour and seen_day and after[1].mark in ("15", "30", "45")))
        ):
            result.append(Token(Is.TIME))
            at += 2
        else:
            result.append(token)
        at += 1
    return result


_ENDS = [Token(Is.END)] * 8


class TokenReader:
    """Goes over tokens; past the end there is an END token always."""

    def __init__(self, tokens: list[Token]) -> None:
        # A few ENDs after the last token spare every look ahead a question.
        self.tokens = [*tokens, *_ENDS]
        self.at = 0
        self._length = len(tokens)

    @property
    def here(self) -> Token:
        """The token to be read next."""
        return self.tokens[self.at]

    @property
    def at_end(self) -> bool:
        """Whether all is read."""
        return self.at >= self._length

    def here_is(self, *kinds: Is) -> bool:
        """Whether the token to be read next is one of `kinds`."""
        return self.here.kind in kinds

    def next(self, ahead: int = 1) -> Token:
        """A token further on."""
        return self.tokens[self.at + ahead]

    def advance(self, count: int = 1) -> None:
        """Go on."""
        self.at += count

    def take(self, *words: str) -> bool:
        """Go over one of `words`; whether it was there."""
        result = self.here_is(Is.WORD) and self.here.word in words
        self.at += result
        return result

    def take_kind(self, kind: Is) -> bool:
        """Go over a token of this kind; whether it was there."""
        result = self.here.kind is kind
        self.at += result
        return result

    def skip(self, *words: str) -> None:
        """Go over all of `words` that follow."""
        while self.take(*words):
            pass
