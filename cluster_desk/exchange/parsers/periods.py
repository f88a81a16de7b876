"""The period of a plan: as its title tells it, as a programme's prose does, or as the dates of its rows do."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from cluster_desk.core.deadlines.meaning import Kind, parse_deadline
from cluster_desk.core.language import N_
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPeriod, ParsedPlan
from cluster_desk.core.parsed_rows import NOWHERE, Source
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import STEMS, find_day, month_number, whole_year
from cluster_desk.core.russian.numbers import from_roman
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.grids import Paragraph

_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = "|".join(STEMS)
_YEAR_WORD = r"(?:\s*(?:года?|г)\b\.?)?"
_HALF = regex(r"(?<![\w])(1|2|i{1,2}|перв\w+|втор\w+)\s?(?:-?(?:е|ое|го))?\s+(полугоди\w+|квартал\w*)")
_QUARTER = regex(r"(?<!\w)([1-4]|i{1,3}|iv)\s?(?:-?(?:й|ый|ий))?\s+квартал")
_TERM = regex(r"(?<!\w)([1-4]|i{1,3}|iv|перв\w+|втор\w+|трет\w+|четверт\w+)\s?(?:-?(?:я|ю|ой|ей|ая))?\s+четверт[ьи]")
_TERMS = (((9, 1), (10, 31)), ((11, 1), (12, 31)), ((1, 1), (3, 31)), ((4, 1), (5, 31)))
"""The months of the four terms of a school year; the holidays between them differ from year to year."""
_SCHOOL_YEAR = regex(r"(20\d\d)\s?[-/]\s?(20)?(\d\d)\s*(?:учебн|уч\b|уч\.)")
_PREPARING = regex(
    r"(?:подготов|готовност)\w*.{0,160}?\bк (?:началу |открытию )?(?:нового |новому )?(?:учебно\w+ год\w+ )?"
    r"(20\d\d)\s?[-/]\s?(?:20)?\d\d\s*(?:учебно|уч\b|уч\.|г)?\w*"
)
"""A school year is prepared in the summer before it."""
_SUMMER = N_("“%(words)s”: the summer before the school year was taken.")
_YEARS = regex(r"(20\d\d)\s?(?:-|по|до)\s?(20\d\d)\s*(годы|годов|гг|год|г)?")
_MONTHS = regex(rf"(?<!\d )(?<!\d)\b({_MONTH})[а-я]*(?:\s?(?:-|по)\s?({_MONTH})[а-я]*)?\s+(20\d\d)(?!\s?[-/]\s?20)")
_MONTH_ALONE = regex(rf"\b(?:на|за) ({_MONTH})[а-я]*(?:\s?(?:-|по)\s?({_MONTH})[а-я]*)?\b")
_ONE_DAY = regex(r"(?:\bна|\(|,|\bдень|\bдня|-|^)\s*$")
_OF_PAPER = regex(r"\bот\s+\d{1,2}[. ]\S+?[. ](?:19|20)\d\d(?:\s*г(?:ода|\.)?)?")
"""The day of an order or of minutes, which is no time of the plan."""
_FIGURES = r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?"
_DAY_SPANS = (
    regex(rf"(?:с )?{_FIGURES}{_YEAR_WORD}\s?(?:-|по|до)\s?{_FIGURES}"),
    regex(
        rf"(?:с )?(\d{{1,2}})(?: ({_MONTH})[а-я]*)?(?: (20\d\d){_YEAR_WORD})?\s?(?:-|по|до)\s?(\d{{1,2}}) "
        rf"({_MONTH})[а-я]*,? (20\d\d)"
    ),
)
_SPAN_OF_MONTHS = regex(rf"(?:с )?({_MONTH})[а-я]*(?: (20\d\d){_YEAR_WORD})?\s?(?:-|по|до)\s?({_MONTH})[а-я]* (20\d\d)")
_IN_PROSE = regex(
    r"(?:срок\w*|период\w*|этап\w*) (?:реализации|действия|выполнения|исполнения)|реализ(?:уется|уются|ации|ация)\b|"
    r"рассчитан\w*|(?:программа|план|карта)\b.{0,60}\b(?:действует|выполняется)"
)
_LONGEST_PROSE = 400


def period_of(title: str, source: Source) -> ParsedPeriod | None:
    """The period that a title names: years, a school year, a part of one, two days, one day."""
    title = _OF_PAPER.sub(" ", title)
    folded = fold(title)
    if span := _days(folded) or _span_of_months(folded):
        return _period(*span, source)
    if preparing := _PREPARING.search(folded):
        period = ParsedPeriod(f"{preparing[1]}-06-01", f"{preparing[1]}-08-31", source=source)
        period.doubt(_SUMMER, "period", words=preparing[0])
        return period
    if school := _SCHOOL_YEAR.search(folded):
        first = int(school[1])
        return _part(folded, date(first, 9, 1), date(first + 1, 8, 31), source)
    if years := _YEARS.search(folded):
        first_year, last_year = int(years[1]), int(years[2])
        if last_year == first_year + 1 and years[3] in ("год", "г", None):
            period = ParsedPeriod(f"{first_year}-09-01", f"{last_year}-08-31", source=source)
            period.doubt(N_("“%(words)s” was read as a school year."), "period", words=years[0].strip())
            return period
        return ParsedPeriod(f"{min(first_year, last_year)}-01-01", f"{max(first_year, last_year)}-12-31", source=source)
    if day := _day(title):
        return _period(day, day, source)
    if months := _months(folded, source):
        return months
    year = _YEAR.search(folded)
    return _part(folded, date(int(year[0]), 1, 1), date(int(year[0]), 12, 31), source) if year else None


def widened_by_rows(result: ParsedDocument) -> None:
    """Let the summer in which a school year is prepared begin and end as the rows of the plan do."""
    period = result.period
    if period is None or not any(doubt.text == _SUMMER for doubt in period.doubts):
        return
    year = int(period.start[:4])
    days = [
        day
        for plan in result.plans
        for section in plan.sections
        for item in section.parts
        for row in (item, *item.parts)
        for span in _spans(row.record.deadline, year)
        for day in span
        if day.year == year
    ]
    if days:
        period.start = min(period.start, min(days).replace(day=1).isoformat())
        period.end = max(period.end, max(days).isoformat())


def _spans(words: str, year: int) -> Sequence[tuple[date, date]]:
    """The days of a deadline in that year; of one that goes on to the year's end its beginning."""
    deadline = parse_deadline(words, date(year, 1, 1), date(year, 12, 31))
    spans = deadline.spans
    if deadline.kind is Kind.THROUGHOUT or not spans or (spans[0].first, spans[-1].last) == _year_of(year):
        return ()
    return [(spans[0].first, spans[0].last)] if spans[-1].last == date(year, 12, 31) else spans


def _year_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def period_in_prose(paragraphs: Iterable[Paragraph]) -> ParsedPeriod | None:
    """The period that a programme tells in a sentence: «реализуется с октября 2020 года по июнь 2023 года»."""
    for paragraph in paragraphs:
        folded = fold(paragraph.words[:_LONGEST_PROSE])
        about = _IN_PROSE.search(folded)
        if about is None or not _YEAR.search(folded):
            continue
        told = folded[about.start() :]
        if span := _days(told) or _span_of_months(told):
            return _period(*span, paragraph.source)
        if _YEARS.search(told):
            return period_of(told, paragraph.source)
    return None


def period_of_rows(result: ParsedDocument) -> ParsedPeriod | None:
    """The period that the dates of the rows tell where the title tells none; it is doubted."""
    months = sorted(month for plan in result.plans for month in _months_of(plan))
    if not months:
        return None
    (first_year, first), (last_year, last) = months[0], months[-1]
    school = last_year == first_year + 1 and first >= 8 and last <= 8
    school_starts = first_year if first >= 8 else first_year - 1
    if school:
        start, end = date(school_starts, 9, 1), date(school_starts + 1, 8, 31)
    else:
        start, end = date(first_year, 1, 1), date(last_year, 12, 31)
    period = _period(start, end, result.plans[0].source)
    text = N_("The title tells no period; the dates of the rows tell %(start)s to %(end)s.")
    period.doubt(text, "period", start=f"{start:%d.%m.%Y}", end=f"{end:%d.%m.%Y}")
    return period


def _months_of(plan: ParsedPlan) -> Iterable[tuple[int, int]]:
    """The months with a year that the deadlines of a plan name."""
    for item in (item for section in plan.sections for item in section.parts):
        for row in (item, *item.parts):
            if row.record.deadline_day:
                yield row.record.deadline_day.year, row.record.deadline_day.month
                continue
            folded = fold(row.record.deadline)
            if (day := find_day(row.record.deadline)) and day.value:
                yield int(day.value[:4]), int(day.value[5:7])
            for month in re.finditer(rf"\b({_MONTH})[а-я]*\.?,? (20\d\d)", folded):
                yield int(month[2]), month_number(_whole(month[1]))


def _period(start: date, end: date, source: Source = NOWHERE) -> ParsedPeriod:
    return ParsedPeriod(start.isoformat(), end.isoformat(), source=source)


def _days(folded: str) -> tuple[date, date] | None:
    """The two days that a title names: in figures, or with the month's name; the year may stand once."""
    if span := _DAY_SPANS[0].search(folded):
        last_year = span[6] or span[3]
        if last_year:
            return _ordered(
                (whole_year(span[3] or last_year), int(span[2]), int(span[1])),
                (whole_year(last_year), int(span[5]), int(span[4])),
            )
    if span := _DAY_SPANS[1].search(folded):
        first_month = month_number(_whole(span[2] or span[5]))
        return _ordered(
            (int(span[3] or span[6]), first_month, int(span[1])),
            (int(span[6]), month_number(_whole(span[5])), int(span[4])),
        )
    return None


def _ordered(first: tuple[int, int, int], last: tuple[int, int, int]) -> tuple[date, date] | None:
    try:
        start, end = date(*first), date(*last)
        # «с 25 декабря по 10 января 2025 года»: the year is that of the second day.
        start = date(start.year - 1, start.month, start.day) if start > end and first[0] == last[0] else start
    except ValueError:
        return None
    return (start, end) if start <= end else None


def _day(title: str) -> date | None:
    """The one day that a plan is for: «на 30 октября 2024 года»; not that of an order, nor of a feast."""
    day = find_day(title)
    if day is None or day.value is None:
        return None
    ends = day.words[:2].strip(".").isdigit() and "." in day.words and not title[day.end :].strip(" .)года")
    if not (ends or _ONE_DAY.search(fold(title[: day.start]))):
        return None
    if re.search(r"[-–—]\s?\d", title[day.end :][:4]):
        return None
    return date.fromisoformat(day.value)


def _whole(stem: str) -> str:
    """A month's name by the stem that a pattern matched."""
    return "май" if stem.startswith("ма") and not stem.startswith("март") else stem


def _span_of_months(folded: str) -> tuple[date, date] | None:
    """From a month to a month, each perhaps with a year of its own: «с октября 2020 года по июнь 2023 года»."""
    span = _SPAN_OF_MONTHS.search(folded)
    if span is None:
        return None
    first, last, last_year = month_number(_whole(span[1])), month_number(_whole(span[3])), int(span[4])
    first_year = int(span[2]) if span[2] else last_year - (first > last)
    start, end = date(first_year, first, 1), _end_of(last_year, last)
    return (start, end) if start <= end else None


def _end_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(folded: str, source: Source) -> ParsedPeriod | None:
    """A whole month of one year: "сентябрь 2031"."""
    match = _MONTHS.search(folded)
    if match is None:
        return None
    month, year = month_number(_whole(match[1])), int(match[3])
    return _period(date(year, month, 1), _end_of(year, month), source)


def _part(folded: str, start: date, end: date, source: Source) -> ParsedPeriod:
    """The half-year, quarter, term or months of a year that the words name, else the whole year."""
    if quarter := _QUARTER.search(folded):
        number = _number(quarter[1])
        start = date(start.year, number * 3 - 2, 1)
        following = date(start.year + number // 4, number * 3 % 12 + 1, 1)
        end = following - timedelta(days=1)
    elif (term := _TERM.search(folded)) and start.month == 9:
        (first, first_day), (last, last_day) = _TERMS[_number(term[1]) - 1]
        year = start.year + (first < 8)
        period = _period(date(year, first, first_day), date(year, last, last_day), source)
        period.doubt(N_("The days of the school term “%(words)s” are not told; whole months were taken."), "period",
                     words=term[0])  # fmt: skip
        return period
    elif half := _HALF.search(folded):
        middle = date(start.year, 12, 31) if start.month == 9 else date(start.year, 6, 30)
        first_half = half[1] in ("1", "i") or half[1].startswith("перв")
        start, end = (start, middle) if first_half else (middle + timedelta(days=1), end)
    elif months := _MONTH_ALONE.search(folded):
        first, last = month_number(_whole(months[1])), month_number(_whole(months[2] or months[1]))
        start, end = (_within(start, month) for month in (first, last))
        end = _end_of(end.year, end.month)
    return _period(start, end, source)


def _within(start: date, month: int) -> date:
    """The first day of a month of the year that begins at `start`."""
    return date(start.year + (month < start.month), month, 1)


_ORDINALS = ("перв", "втор", "трет", "четверт")


def _number(words: str) -> int:
    return from_roman(words) or next(
        (place for place, stem in enumerate(_ORDINALS, 1) if words.startswith(stem)), 0
    ) or int(words)  # fmt: skip


def told_elsewhere(paragraphs: Sequence[Paragraph], result: ParsedDocument) -> ParsedPeriod | None:
    """The period that the title does not tell: as the prose tells it, else the rows."""
    return period_in_prose(paragraphs) or period_of_rows(result)
