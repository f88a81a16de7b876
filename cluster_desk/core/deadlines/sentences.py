"""What was understood of a deadline, as a sentence in the language spoken now; and what is doubtful of it.

And what a deadline being typed may become: a few endings, most likely first; Russian, as deadlines are.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from cluster_desk.core.deadlines.meaning import (
    AMBIGUOUS_YEAR,
    MISTYPED,
    OUTSIDE_PERIOD,
    REMARK,
    REVERSED,
    SCHOOL_CALENDAR,
    Deadline,
    Kind,
    Span,
    parse_deadline,
)
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import (
    GENITIVE,
    MONTHS,
    day_and_month,
    describe_day,
    describe_days,
    describe_year,
    is_month_end,
    month_name,
    weekday_name,
)
from cluster_desk.core.russian.text import capitalized, fold

_EVERY = {
    "day": N_("every day"),
    "week": N_("every week"),
    "term": N_("every school term"),
    "trimester": N_("every trimester"),
    "decade": N_("every ten days"),
    "month": N_("every month"),
    "quarter": N_("every quarter"),
    "half": N_("every half-year"),
    "year": N_("every year"),
}
_LISTED = 4
"""So many parts of a list are named; of a longer one the first and the last."""


def sentence(deadline: Deadline) -> str:
    """«Не позднее 4 ноября 2026 г., среда»; begins with a capital, without a full stop."""
    match deadline.kind:
        case Kind.THROUGHOUT:
            text = _("all the time: %s") % describe_days(*deadline.spans[0])
        case Kind.RECURRING:
            text = _repetition(deadline)
        case Kind.FIXED:
            text = _fixed(deadline)
        case Kind.BY:
            text = _("not later than %s") % _listed(deadline.spans)
        case Kind.OPEN:
            text = _("no day: waits for something else")
        case _:
            text = _("not understood; the words are kept as they are")
    return capitalized(text)


def doubts(deadline: Deadline) -> list[str]:
    """The warnings of `deadline`, a sentence each."""
    values = {
        AMBIGUOUS_YEAR: _("Several years fit; the first was taken. Add the year."),
        OUTSIDE_PERIOD: _("This is not within the plan's period."),
        REVERSED: _("The range was written backwards; it was turned round."),
        MISTYPED: _("A word is mistyped; the one that it is like was taken."),
        REMARK: _("The days in brackets are passed over, as a remark; take the brackets away if they are meant."),
        SCHOOL_CALENDAR: _("Terms and holidays are as most schools have them; yours may have other days."),
    }
    return [values[code] for code in deadline.warnings if code in values]


def _fixed(deadline: Deadline) -> str:
    spans = deadline.spans
    if len(spans) == 1:
        return _listed(spans)
    if all(_is_month(span) for span in spans):
        count = n_("%d month: %s", "%d months: %s", len(spans))
    elif all(span.first == span.last for span in spans):
        count = n_("%d day: %s", "%d days: %s", len(spans))
    else:
        count = n_("%d time: %s", "%d times: %s", len(spans))
    return count % (len(spans), _listed(spans))


def _repetition(deadline: Deadline) -> str:
    spans = deadline.spans
    if not spans:
        return _("again and again, but never in this period")
    times = n_("%d time", "%d times", len(spans)) % len(spans)
    if deadline.every:
        return f"{_(_EVERY[deadline.every])}, {times}"
    firsts = [span.first for span in spans]
    if len(spans) > 1 and all(span.first == span.last for span in spans):
        if len({day.weekday() for day in firsts}) == 1:
            return _("%(times)s, on this day of the week: %(weekday)s") % {
                "times": times,
                "weekday": weekday_name(firsts[0]),
            }
        if len({day.day for day in firsts}) == 1:
            return _("%(times)s, on day %(day)d of the month") % {"times": times, "day": firsts[0].day}
    return f"{times}: {_listed(spans)}"


def _listed(spans: tuple[Span, ...]) -> str:
    """The spans by name; the year is told once where it is one, and a single day with its weekday."""
    if len(spans) == 1:
        first, last = spans[0]
        return f"{describe_day(first)}, {weekday_name(first)}" if first == last else describe_days(first, last)
    one_year = len({day.year for span in spans for day in span}) == 1
    names = [_named(span, with_year=not one_year) for span in spans]
    if len(names) > _LISTED:
        names = [*names[: _LISTED - 1], "…", names[-1]]
    text = ", ".join(names).replace(", …, ", " … ")
    return f"{text} {describe_year(spans[0].first.year)}" if one_year else text


def _named(span: Span, *, with_year: bool) -> str:
    if _is_month(span) and not with_year:
        return month_name(span.first.month)
    return describe_days(span.first, span.last, with_year=with_year)


def _is_month(span: Span) -> bool:
    is_one = (span.first.year, span.first.month) == (span.last.year, span.last.month)
    return is_one and span.first.day == 1 and is_month_end(span.last)


_OFTEN = ("в течение года", "ежемесячно", "ежеквартально", "по графику")
_PHRASES = (
    "в течение года", "в течение учебного года", "в течение I квартала", "в течение I полугодия",
    "ежемесячно", "ежеквартально", "еженедельно", "ежегодно", "ежедневно", "ежемесячно до 10 числа",
    "ежеквартально до 10 числа", "по графику", "по запросу", "по отдельному плану", "по мере необходимости",
    "по согласованию", "по понедельникам", "по пятницам", "постоянно", "весь период", "каждый понедельник",
    "каждый четверг", "каждую пятницу", "каждый месяц", "каждый квартал", "до конца года", "до конца учебного года",
    "до конца месяца", "до конца квартала", "к началу учебного года", "не реже 1 раза в квартал", "при необходимости",
    "1 раз в месяц", "1 раз в квартал", "1 раз в полугодие", "1 раз в год", "2 раза в год", "2 раза в месяц",
    "раз в месяц", "раз в квартал", "раз в год", "I квартал", "II квартал", "III квартал", "IV квартал", "I полугодие",
    "II полугодие", "1 квартал", "2 квартал", "3 квартал", "4 квартал", "1 полугодие", "2 полугодие",
    "последний четверг месяца", "последняя неделя месяца", "первая неделя сентября", "учебный год",
)  # fmt: skip
_BEFORE_DAY = regex(
    r"(?P<head>.*?(?:^|\b(?:до|к|с|по|не позднее|и|,)\s+))(?P<day>\d{1,2})(?P<gap>\s*)(?P<month>[а-я]*)"
)
_LAST_WORD = regex(r"(?P<head>(?:.*[^а-я])?)(?P<word>[а-я]+)")


def proposals(
    typed: str, start: dt.date, end: dt.date, today: dt.date | None = None, used: Sequence[str] = (), most: int = 5
) -> list[str]:
    """Up to `most` deadlines that `typed` may become, each understood, none equal to it; `used`: others of the plan."""
    folded = fold(typed)
    months = _months_from(start, end, today)
    texts: list[str] = []
    for proposal in _all(typed, folded, months, start, end, used):
        text = fold(proposal)
        if text == folded or text in map(fold, texts) or parse_deadline(proposal, start, end).kind is Kind.UNKNOWN:
            continue
        texts.append(proposal)
        if len(texts) == most:
            break
    return texts


def _all(
    typed: str, folded: str, months: Sequence[int], start: dt.date, end: dt.date, used: Sequence[str]
) -> Iterator[str]:
    """Every proposal, the likely first."""
    if not folded:
        yield from (*_OFTEN, MONTHS[months[0] - 1])
        return
    interpretation = parse_deadline(typed, start, end)
    if interpretation.spans and len(interpretation.spans) == 1:
        yield from _further(typed.strip(), interpretation, end)
    yield from (each for each in used if fold(each).startswith(folded))
    yield from _days(typed, months)
    yield from (each for each in _PHRASES if fold(each).startswith(folded))
    yield from _months(typed, months)


def _months_from(start: dt.date, end: dt.date, today: dt.date | None) -> list[int]:
    """The months of the period, those not yet past first."""
    first = start.year * 12 + start.month - 1
    count = min(12, end.year * 12 + end.month - first)
    months = [(first + number) % 12 + 1 for number in range(max(count, 1))]
    now = months.index(today.month) if today and start <= today <= end and today.month in months else 0
    return months[now:] + months[:now]


def _days(typed: str, months: Sequence[int]) -> Iterator[str]:
    """«до 4» → «до 4 ноября»: the months in turn, those that begin with the letters typed."""
    match = _BEFORE_DAY.fullmatch(typed.lower().lstrip())
    if not match or not 1 <= int(match["day"]) <= 31:
        return
    before = typed.lstrip()[: match.end("day")]
    for month in months:
        if GENITIVE[month - 1].startswith(match["month"]):
            yield f"{before} {GENITIVE[month - 1]}"


def _months(typed: str, months: Sequence[int]) -> Iterator[str]:
    """«сен» → «сентябрь»; «начало сен» → «начало сентября»; «сентябрь-ок» → «сентябрь-октябрь»."""
    match = _LAST_WORD.fullmatch(typed.lower().lstrip())
    if not match or _BEFORE_DAY.fullmatch(typed.lower().lstrip()):
        return
    before = typed.lstrip()[: match.end("head")]
    genitive = re.search(r"(начало|конец|середина|неделя|декада|до|с)\s+$", before.lower())
    for month in months:
        name = (GENITIVE if genitive else MONTHS)[month - 1]
        if name.startswith(match["word"]):
            yield f"{before}{name}"
            if not before:
                after = MONTHS[month % 12]
                yield from (f"{name}–{after}", f"начало {GENITIVE[month - 1]}", f"конец {GENITIVE[month - 1]}")


def _further(typed: str, interpretation: Deadline, end: dt.date) -> Iterable[str]:
    """What may follow a deadline that is whole: a second day, the days around it, the next month."""
    first, last = interpretation.spans[0]
    if first == last and interpretation.kind in (Kind.BY, Kind.FIXED):
        again = min(dt.date(last.year, 12, 20), end)
        if interpretation.kind is Kind.FIXED:
            yield f"до {day_and_month(first)}"
        elif again > last:
            yield f"{typed}, повторно до {day_and_month(again)}"
        until = first + dt.timedelta(2)
        is_one_month = until.month == first.month
        yield (
            f"{first.day}–{day_and_month(until)}"
            if is_one_month
            else f"{day_and_month(first)} – {day_and_month(until)}"
        )
