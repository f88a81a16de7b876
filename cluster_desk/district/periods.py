"""Periods as a district asks for them: whole months, quarters, half-years, years, school years."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.reports.shared.periods import Period, quarter_before

_WORDS = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|S|(?P<month>0[1-9]|1[0-2])"
    r"|(?P<until>(?:19|20)\d\d)))?"
)


def months(year: int, month: int, count: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of so many months from one on."""
    end = year * 12 + month - 1 + count - 1
    last_year, last_month = end // 12, end % 12 + 1
    last = dt.date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])
    return dt.date(year, month, 1), last


def read_period(words: str) -> tuple[dt.date, dt.date]:
    """The days of 2026, 2026-Q3, 2026-H1, 2026-09, 2026-S (school year), 2022-2026. Raises UserError for others."""
    match = _WORDS.fullmatch(words.strip().upper())
    if not match:
        raise UserError(
            _("“%s” is no period.") % words, do=_("Write it like 2026, 2026-Q3, 2026-H1, 2026-09, 2026-S or 2022-2026.")
        )
    year = int(match["year"])
    if match["quarter"]:
        return months(year, 3 * int(match["quarter"]) - 2, 3)
    if match["half"]:
        return months(year, 6 * int(match["half"]) - 5, 6)
    if match["month"]:
        return months(year, int(match["month"]), 1)
    if match["until"]:
        count = int(match["until"]) - year + 1
        if count < 1:
            raise UserError(_("“%s” is no period.") % words, do=_("Choose the first day before the last one."))
        return months(year, 1, 12 * count)
    return months(year, 9, 12) if words.strip().upper().endswith("-S") else months(year, 1, 12)


def ended_last(today: dt.date) -> tuple[dt.date, dt.date]:
    """The quarter that is reported of now."""
    return quarter_before(today)


def is_whole_months(period: Period) -> bool:
    """Whether a period begins with a month and ends with one."""
    last = calendar.monthrange(period.end.year, period.end.month)[1]
    return period.start.day == 1 and period.end.day == last


def usual_periods(today: dt.date) -> list[tuple[dt.date, dt.date]]:
    """What is asked for usually, the likeliest first: the quarter that ended, this one, half-years, years."""
    year = today.year
    quarter = (today.month - 1) // 3
    found = [
        quarter_before(today),
        months(year, 3 * quarter + 1, 3),
        *(months(year, 3 * at + 1, 3) for at in range(quarter - 1, -1, -1)),
        *(months(year, 6 * at + 1, 6) for at in ((1, 0) if today.month > 6 else (0,))),
        months(year, 1, 12),
        *(months(year - 1, 3 * at + 1, 3) for at in range(3, -1, -1)),
        months(year - 1, 1, 12),
        months(year if today.month > 8 else year - 1, 9, 12),
        months(year - 1 if today.month > 8 else year - 2, 9, 12),
        months(year - 2, 1, 12),
        months(year - 2, 1, 36),
        months(year - 4, 1, 60),
    ]
    return list(dict.fromkeys(found))


def words_of(first: dt.date, last: dt.date) -> str:
    """«III квартал 2026 года», «2022–2026 годы»: a period on its own."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year != last.year:
        return f"{first.year}–{last.year} годы"
    words = Period(first, last).title.removeprefix("за ")
    return words.replace("период ", "") if words.startswith("период ") else words
