"""The period a report tells of: its two days as options, and its words: «за I квартал 2026 года»."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.forms import FormMonths
from cluster_desk.core.russian.dates import MONTHS, PREPOSITIONAL, day_in_figures, day_in_words
from cluster_desk.core.russian.numbers import to_roman
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import Block, line
from cluster_desk.reports.document.options import Option, OptionKind, Options


def _first_day(read: Reader) -> str:
    return read.today().replace(month=1, day=1).isoformat()


def _last_day(read: Reader) -> str:
    return read.today().replace(month=12, day=31).isoformat()


SINCE = Option("from", N_("Period from"), OptionKind.DAY, default=_first_day)
UNTIL = Option("to", N_("Period till"), OptionKind.DAY, default=_last_day)
"""The first and the last day of the period; by default this calendar year."""


def quarter(year: int, number: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a quarter, 1 to 4."""
    month = 3 * number
    return dt.date(year, month - 2, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def quarter_before(today: dt.date) -> tuple[dt.date, dt.date]:
    """The quarter that ended last: that which is reported of now."""
    ended = (today.month - 1) // 3
    return quarter(today.year, ended) if ended else quarter(today.year - 1, 4)


_WORDS = {
    "year": ("за {year} год", "В {year} году", "{year} года"),
    "school year": ("за {year}/{next} учебный год", "В {year}/{next} учебном году", "{year}/{next} учебного года"),
    "half": ("за {roman} полугодие {year} года", "В{o} {roman} полугодии {year} года", "{roman} полугодия {year} года"),
    "quarter": ("за {roman} квартал {year} года", "В{o} {roman} квартале {year} года", "{roman} квартала {year} года"),
    "month": ("за {month} {year} года", "В {of_month} {year} года", "за {month} {year} года"),
    "days": ("за период с {first} по {last}", "С {first} по {last}", "с {first} по {last}"),
}
"""Each kind of period as a title, as where something was done, after a noun."""


@dataclass(frozen=True)
class Period:
    """Two days, both included, as they are told of on a third, `today`: nothing later than that is past."""

    start: dt.date
    end: dt.date
    today: dt.date = dt.date.max

    @property
    def last(self) -> dt.date:
        """The last day of which anything can be told."""
        return min(self.end, self.today)

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is to come."""
        return self.today >= self.end

    @property
    def as_of(self) -> str:
        """«по состоянию на 28.11.2026» while the period is not over."""
        return "" if self.is_over else f"по состоянию на {day_in_figures(self.today)}"

    @property
    def months(self) -> list[str]:
        """Its months as the keys of queries: "2026-03"."""
        count = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        first = self.start.year * 12 + self.start.month - 1
        return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, first + count)]

    def touches(self, words: str) -> bool:
        """Whether a period told in words («2025/2026 учебный год») names one of its years; words without one do."""
        years = [int(words[at : at + 4]) for at in range(len(words) - 3) if words[at : at + 4].isdecimal()]
        return not years or any(self.start.year <= year <= self.end.year for year in years)

    def titled(self, name: str) -> str:
        """The name of a table with the period, and the day while that is not over."""
        return f"{name} {self.title}" + (f" ({self.as_of})" if self.as_of else "")

    @property
    def title(self) -> str:
        """«за 2026 год», «за I квартал 2026 года», «за период с … по …»."""
        return self._words(0)

    @property
    def name(self) -> str:
        """«2026 год», «I квартал 2026 года», «с … по …»: by itself."""
        return self.title.removeprefix("за ").removeprefix("период ")

    @property
    def inside(self) -> str:
        """«В 2026 году», «В I квартале 2026 года», «С … по …»."""
        return self._words(1)

    @property
    def of(self) -> str:
        """«2026 года», «I квартала 2026 года»: after a noun."""
        return self._words(2)

    def _words(self, which: int) -> str:
        kind, number = self._kind
        return _WORDS[kind][which].format(
            year=self.start.year,
            next=self.end.year,
            roman=to_roman(number + 1),
            o="о" if kind in ("half", "quarter") and number == 1 else "",  # «Во II»
            month=MONTHS[number],
            of_month=PREPOSITIONAL[number],
            first=day_in_words(self.start),
            last=day_in_words(self.end),
        )

    @property
    def _kind(self) -> tuple[str, int]:
        """What kind of period it is and which one of its year, from 0."""
        start, end = self.start, self.end
        if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
            return "days", 0
        if (start.month, end.month, end.year - start.year) in ((9, 8, 1), (9, 5, 1), (9, 6, 1)):
            return "school year", 0
        length = len(self.months)
        kinds = {1: "month", 3: "quarter", 6: "half", 12: "year"}
        if start.year != end.year or length not in kinds or (start.month - 1) % length:
            return "days", 0
        return kinds[length], (start.month - 1) // length


def part_of(period: Period, months: FormMonths) -> Period:
    """The months of the period's year that a cell is about. Raises UserError where the period has several years."""
    if months is FormMonths.WHOLE:
        return period
    if period.start.year != period.end.year:
        raise UserError(
            _("The form asks for quarters, and the period lies in two years."), do=_("Choose a period in one year.")
        )
    first, last = map(int, months.value.split("-"))
    year = period.start.year
    end = dt.date(year + last // 12, last % 12 + 1, 1) - dt.timedelta(days=1)
    return Period(dt.date(year, first, 1), end, period.today)


def as_of_lines(period: Period) -> tuple[Block, ...]:
    """The line of a title that says on which day the paper of a period that is not over was made."""
    return (line(period.as_of, "center", 12, after=12, keep_next=True),) if period.as_of else ()


def this_year(read: Reader) -> Period:
    """This calendar year."""
    today = read.today()
    return Period(today.replace(month=1, day=1), today.replace(month=12, day=31), today)


def period_of(read: Reader, options: Options) -> Period:
    """The period that `options` tell, as it is told of today. Raises UserError when it ends before it begins."""
    start, end = (dt.date.fromisoformat(options[each.name]) for each in (SINCE, UNTIL))
    if end < start:
        raise UserError(
            _("The period ends before it begins: %(start)s – %(end)s.")
            % {"start": start.strftime("%d.%m.%Y"), "end": end.strftime("%d.%m.%Y")},
            do=_("Choose the first day before the last one."),
        )
    return Period(start, end, read.today())


def month_title(key: str, years: bool) -> str:
    """«март» for "2026-03", with its year where the period has several."""
    name = MONTHS[int(key[5:7]) - 1]
    return f"{name} {key[:4]}" if years else name
