"""What was understood of a deadline, as a sentence in the language spoken now; and what is doubtful of it."""

from __future__ import annotations

from cluster_desk.core.deadlines.meaning import AMBIGUOUS_YEAR, OUTSIDE_PERIOD, REVERSED, Deadline, Kind, Span
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.russian import capitalized
from cluster_desk.core.russian.dates import (
    describe_day,
    describe_days,
    describe_year,
    is_month_end,
    month_name,
    weekday_name,
)

_EVERY = {
    "day": N_("every day"),
    "week": N_("every week"),
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
