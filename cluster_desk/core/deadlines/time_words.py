"""Words of a cell that name a stretch of time and nothing else: a month, a quarter, a week, a day.

Such words may stand once for many cells: over a column, in a row of their own, above a table.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from cluster_desk.core.deadlines.meaning import Kind, parse_as_typed, parse_deadline
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import GENITIVE, MONTHS, STEMS, month_number
from cluster_desk.core.russian.numbers import typed_numeral
from cluster_desk.core.russian.text import first_word, fold

_ANY_PERIOD = dt.date(2023, 9, 1), dt.date(2024, 8, 31)
"""Whether words name a time does not hang on the period; that holds each day of a leap year once."""
_LONGEST = 60
_LONGEST_WINDOW = 200
"""Days: what is longer than a half-year says nothing of a row."""
_MONTH = "(?:" + "|".join(STEMS) + r"|янв|фев|мар|апр|июн|июл|авг|сен|сент|окт|ноя|нояб|дек)[а-я]*\.?"
_YEAR = r"(?:,? ?20\d\d(?: ?[-/] ?(?:20)?\d\d)?(?: ?(?:уч(?:\.|ебный|ебного)? ?)?(?:г\.?|год[а]?))?)?"
_MONTHS_FIRST = regex(rf"(?P<time>{_MONTH}(?: ?(?:-|,|и|/) ?{_MONTH})*{_YEAR})(?: месяц)?(?=\s*$|\s*[-:.,(\"])")
_NUMBER_BEFORE = regex(
    r"^(?:\d{1,2}|[IVX]+)(?:[.)]\s*(?=[^\W\d])|\s+(?=[А-ЯЁ])(?!(?i:квартал|полугод|четверт|недел|декад)))"
)
_A_WEEK = regex(r"(?:[1-5]|i{1,3}|iv|v)(?: ?-?(?:я|й|ая))? (?:недел[яи]|нед|декада)")
_MONTHS_LAST = regex(rf"\b(?:на|за|в|срок\w*|месяц) ?:? (?P<time>{_MONTH}(?: ?(?:-|,|и) ?{_MONTH})*{_YEAR})\s*$")
_DAY_FIRST = regex(
    rf"(?P<time>\d{{1,2}}(?: ?- ?\d{{1,2}})? {_MONTH}{_YEAR}|\d\d?\.\d\d(?:\.\d{{2,4}})?)(?=\s*$|\s*[-:,(])"
)
_DAY_OF_TITLE = regex(
    rf"(?<!\bк)(?<!\bко)(?<!\bна)(?<!\bот)(?<!\bдо)(?<!\bпо)(?<!\bс)(?<!\bза)(?<!\bдня)(?<!\bдню)[ (]"
    rf"(?P<time>\d{{1,2}}(?: ?- ?\d{{1,2}})? ?{_MONTH}{_YEAR}|\d\d?(?: ?- ?\d\d?)?\.(?:0\d|1[0-2])(?:\.\d{{2,4}})?)"
    rf"(?:г\.?)?\)?[.;]?$"
)
_LABELLED = regex(r"^(?:срок\w*|дат[аы]|период|месяц|время)\b[^:]{0,40}:\s*(?P<time>.+)$", re.IGNORECASE)
_OWN_TIME = regex(
    rf"\b(?!декад){_MONTH}(?![а-я])|\d[./]\d|год|\bуч\b|квартал|\bкв\b|полуг|четверт(?!ый|ая|ое|ого|ой|ую|ом)|\bчетв\b|урок"
)
_WITHOUT_MONTH = regex(
    r"(?:(?:до|с|по|к|не позднее) )?\d{1,2}(?: ?(?:-|,|и|по|до) ?\d{1,2})*(?: ?(?:числа|число|го|-го))?\.?|"
    r".*\b(?:недел|декад|половин|начал|серед|кон(?:ец|ц)|последн|перв|втор(?!ник)|трет|четверт[ыаоу]|числ)\w*.*|"
    r".*\b(?:нед|пол|нач|сер|кон|посл)\b.*|"
    r".*(?:в теч\w*\.? ?(?:всего )?мес\w*|весь месяц|еженед\w*|ежедн\w*).*"
)


def names_time(words: str) -> bool:
    """Whether `words` name a time and nothing else."""
    if not words or len(words) > _LONGEST:
        return False
    return parse_as_typed(words, *_ANY_PERIOD).kind in (Kind.FIXED, Kind.BY, Kind.RECURRING, Kind.THROUGHOUT)


def is_deadline(words: str) -> bool:
    """Whether `words` are a deadline and nothing else: a time, or what it waits for («по графику»)."""
    return 0 < len(words) <= _LONGEST and parse_as_typed(words, *_ANY_PERIOD).kind is not Kind.UNKNOWN


def time_in_heading(words: str) -> str:
    """The time that a heading is about ("Октябрь: месяц музыки", "Работа на май"), as typed; "" for none."""
    heading = _NUMBER_BEFORE.sub("", " ".join(words.split())).strip(" .:;")
    folded = fold(heading)
    if len(folded) != len(heading):
        return ""
    for pattern in (_MONTHS_FIRST, _DAY_FIRST):
        match = pattern.match(folded)
        if match and names_time(match["time"]):
            return heading[match.start("time") : match.end("time")]
    if _names_window(heading):
        return heading
    match = _MONTHS_LAST.search(folded)
    return heading[match.start("time") : match.end("time")] if match else ""


def _names_window(heading: str) -> bool:
    """A time that is no stretch all rows have anyway: not «в течение года», not a whole year."""
    if not names_time(heading):
        return False
    meant = parse_deadline(heading, *_ANY_PERIOD)
    is_long = any((span.last - span.first).days > _LONGEST_WINDOW for span in meant.spans)
    return (meant.kind is Kind.THROUGHOUT or not is_long) and not re.fullmatch(r"[\d\s./-]+", heading)


def own_day(words: str) -> str:
    """The days that a title tells at its end or in brackets («Педсовет 30.10», «Олимпиада (5-9 окт.)»); "" for none.

    What is prepared for a day, or dated by one («к 8 марта», «приказ от 30.10»), is not on it.
    """
    typed = " ".join(words.split())
    match = _DAY_OF_TITLE.search(fold(typed)) if len(fold(typed)) == len(typed) else None
    return typed[match.start("time") : match.end("time")] if match and names_time(match["time"]) else ""


def labelled_time(words: str) -> str:
    """The time in a line "Срок: сентябрь 2024 года", as typed; "" where it is none."""
    match = _LABELLED.match(" ".join(words.split()).strip(" .;"))
    return match["time"] if match and names_time(match["time"]) else ""


@lru_cache(1024)
def lacks_month(words: str) -> bool:
    """Whether `words` name a day, a week or the like of a month that they do not tell ("15", "2-я неделя")."""
    folded = fold(words).strip(" .")
    return bool(folded) and bool(_WITHOUT_MONTH.fullmatch(folded)) and not _OWN_TIME.search(folded)


def within(time: str, words: str) -> str:
    """`words` that name no month ("15", "2-я неделя") said of the month `time`; "" where they say it themselves."""
    month = month_number(first_word(time))
    if not lacks_month(words):
        return ""
    rest = time.strip()[len(time.split(maxsplit=1)[0]) :].strip() if month else ""
    tried = [f"{words.strip(' .')} {GENITIVE[month - 1]} {rest}".strip()] if month else []
    return next((each for each in [*tried, f"{time}, {words}"] if names_time(each)), "")


def month_words(words: str, numerals: str = "") -> str:
    """The month or other unit that a heading names, in words that a deadline may have; "" for none.

    `numerals` tells what bare numbers count: "month", "quarter", "term", "week", or "" where they count nothing.
    """
    folded = fold(words).strip(" .")
    number = typed_numeral(folded) or (int(folded) if re.fullmatch(r"\d{1,2}", folded) else 0)
    if number:
        return _counted(number, words.strip(" ."), numerals)
    is_time = names_time(words) or bool(_A_WEEK.fullmatch(folded))
    return " ".join(words.split()) if folded and is_time and not re.fullmatch(r"[\d\s./-]+", folded) else ""


_NUMERAL = regex(r"[\w|]+")


def counted_words(words: str, counts: str) -> str:
    """Numerals under the heading of what they count («I-II» under «Квартал») as a deadline says it; "" for all else."""
    typed = " ".join(words.split()).strip(" .;")
    parts = [
        (part, typed_numeral(part) or (int(part) if part.isdigit() else 0))
        for part in _NUMERAL.findall(typed)
        if part != "и"
    ]
    if not parts or not all(month_words(part, counts) and number for part, number in parts):
        return ""
    if counts == "month":
        typed = _NUMERAL.sub(lambda part: month_words(part[0], counts) or part[0], typed)
    else:
        typed = f"{typed} {_counted(parts[-1][1], '', counts).strip()}"
    # A week has its days only in a month.
    return typed if names_time(f"{typed} сентября" if counts == "week" else typed) else ""


def _counted(number: int, typed: str, numerals: str) -> str:
    if numerals == "month":
        return MONTHS[number - 1] if 1 <= number <= 12 else ""
    most, name = {
        "quarter": (4, "квартал"),
        "term": (4, "четверть"),
        "trimester": (3, "триместр"),
        "week": (5, "неделя"),
        "half": (2, "полугодие"),
    }.get(numerals, (0, ""))
    return f"{typed} {name}" if 1 <= number <= most else ""
