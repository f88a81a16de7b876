"""Deadlines as people write them: rule by rule, row by row, and whatever the text is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cluster_desk.core.deadlines.meaning import (
    AMBIGUOUS_YEAR,
    OUTSIDE_PERIOD,
    REVERSED,
    Deadline,
    Kind,
    Span,
    parse_deadline,
)

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
SCHOOL = (dt.date(2026, 9, 1), dt.date(2027, 8, 31))
PERIODS = {
    "year": YEAR,
    "school": SCHOOL,
    "half": (dt.date(2019, 7, 1), dt.date(2019, 12, 31)),
    "month": (dt.date(2026, 10, 1), dt.date(2026, 10, 31)),
    "day": (dt.date(2026, 10, 30), dt.date(2026, 10, 30)),
    "two": (dt.date(2024, 9, 1), dt.date(2026, 8, 31)),
}
"""The periods that deadlines.tsv names."""

ROWS = [
    line.split("\t") for line in (Path(__file__).parent / "deadlines.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


def days(span: Span) -> str:
    """A span as deadlines.tsv writes it."""
    return str(span.first) if span.first == span.last else f"{span.first}..{span.last}"


def written(deadline: Deadline) -> str:
    """Spans as deadlines.tsv writes them: all, or of more than six their number, the first two and the last."""
    spans = [days(span) for span in deadline.spans]
    return " ".join(spans if len(spans) < 7 else [f"{len(spans)}:", *spans[:2], spans[-1]])


@pytest.mark.parametrize(("text", "period", "kind", "spans", "warnings"), ROWS, ids=[f"{r[1]} {r[0]}" for r in ROWS])
def test_a_deadline_is_understood(text: str, period: str, kind: str, spans: str, warnings: str) -> None:
    result = parse_deadline(text.replace("\\n", "\n"), *PERIODS[period])
    assert (result.kind, written(result), " ".join(result.warnings)) == (kind, spans, warnings)


def test_there_are_many_rows() -> None:
    assert len(ROWS) >= 150


def test_a_roman_numeral_of_one_sign_is_a_numeral() -> None:
    assert parse_deadline("Ⅱ квартал", *YEAR) == parse_deadline("II квартал", *YEAR)
    assert parse_deadline("Ⅱ квартал", *YEAR).kind is Kind.FIXED


class TestTheYear:
    def test_without_a_year_the_occurrence_within_the_period_is_meant(self) -> None:
        assert parse_deadline("март", *SCHOOL).spans == ((dt.date(2027, 3, 1), dt.date(2027, 3, 31)),)

    def test_of_two_that_fit_the_first_is_taken_and_told(self) -> None:
        result = parse_deadline("март", dt.date(2024, 1, 1), dt.date(2025, 12, 31))
        assert result.spans[0].first.year == 2024
        assert result.warnings == (AMBIGUOUS_YEAR,)

    def test_of_none_that_fit_the_first_that_touches_is_taken(self) -> None:
        result = parse_deadline("август-октябрь", dt.date(2026, 9, 1), dt.date(2027, 8, 31))
        assert result.spans == ((dt.date(2026, 8, 1), dt.date(2026, 10, 31)),)
        assert result.warnings == (OUTSIDE_PERIOD,)

    def test_of_two_equally_near_the_earlier_is_taken(self) -> None:
        # 2 March and 2 March of the next year lie 183 and 182 days away; 1 to 2 March of both equally far.
        result = parse_deadline("январь-июнь", dt.date(2019, 7, 1), dt.date(2019, 12, 31))
        assert result.spans[0].first == dt.date(2019, 1, 1)

    def test_a_named_year_counts_even_outside(self) -> None:
        result = parse_deadline("Март, 2016", *YEAR)
        assert result.spans == ((dt.date(2016, 3, 1), dt.date(2016, 3, 31)),)
        assert result.warnings == (OUTSIDE_PERIOD,)

    def test_a_year_at_the_end_belongs_to_the_whole_list(self) -> None:
        result = parse_deadline("март, апрель, сентябрь 2025", *YEAR)
        assert {span.first.year for span in result.spans} == {2025}


class TestWhatASpanIs:
    def test_very_days_are_exact_and_months_are_windows(self) -> None:
        assert parse_deadline("10-14 марта, сентябрь", *YEAR).exact == (True, False)

    def test_the_last_day_is_that_of_the_last_span(self) -> None:
        assert parse_deadline("март, сентябрь", *YEAR).last_day == dt.date(2026, 9, 30)
        assert parse_deadline("по графику", *YEAR).last_day is None

    def test_the_unit_of_a_plain_repetition_is_told(self) -> None:
        assert parse_deadline("ежеквартально", *YEAR).every == "quarter"
        assert parse_deadline("ежемесячно до 5 числа", *YEAR).every == ""

    def test_json_is_what_the_command_prints(self) -> None:
        assert parse_deadline("14-10 марта", *YEAR).to_json() == {
            "kind": "fixed",
            "spans": [["2026-03-10", "2026-03-14"]],
            "warnings": [REVERSED],
        }


PIECES = st.sampled_from(
    """до к по с не позднее в течение года весь период ежемесячно ежеквартально раз два 1 2 3 5 10 15 31 45 I II IV
    первая последний вторник четверг неделя декада квартал полугодие месяца числа каждый март апреля сентябрь 2026 2027
    год г. учебный начало конец середина , ; - – / и по графику запросу 10.03 15.09.2026 09.2026 10:00 14.00 часов ( )
    отчетным следующего за далее кроме выходных рабочим дням мере необходимости абвгд 29 февраля ежегодно""".split()
)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2080, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> tuple[dt.date, dt.date]:
    start = draw(DAYS)
    return start, start + dt.timedelta(draw(st.integers(0, 900)))


def check(deadline: Deadline, start: dt.date, end: dt.date) -> None:
    """What holds for every deadline."""
    assert list(deadline.spans) == sorted(deadline.spans)
    assert all(span.first <= span.last for span in deadline.spans)
    assert len(deadline.exact) == len(deadline.spans)
    assert set(deadline.warnings) <= {AMBIGUOUS_YEAR, OUTSIDE_PERIOD, REVERSED}
    inside = all(start <= span.first and span.last <= end for span in deadline.spans)
    assert inside or OUTSIDE_PERIOD in deadline.warnings
    if deadline.kind in (Kind.OPEN, Kind.UNKNOWN):
        assert not deadline.spans
    elif deadline.kind is Kind.THROUGHOUT:
        assert deadline.spans == ((start, end),)
    elif deadline.kind is Kind.BY:
        assert deadline.spans
        assert all(span.first == span.last for span in deadline.spans)
    elif deadline.kind is Kind.FIXED:
        assert deadline.spans


class TestWhateverTheText:
    @given(st.text(max_size=80), periods())
    def test_nothing_raises(self, text: str, period: tuple[dt.date, dt.date]) -> None:
        check(parse_deadline(text, *period), *period)

    @settings(max_examples=4 * settings().max_examples)
    @given(st.lists(PIECES, max_size=9), st.sampled_from([" ", "", "\n"]), periods())
    def test_words_of_deadlines_in_any_order_keep_the_rules(
        self, pieces: list[str], between: str, period: tuple[dt.date, dt.date]
    ) -> None:
        check(parse_deadline(between.join(pieces), *period), *period)

    @pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
    def test_the_ends_of_the_calendar_do_not_raise(self, day: dt.date) -> None:
        for text in ("март", "ежеквартально", "декабрь-январь", "еженедельно", "до конца учебного года", "ежегодно"):
            parse_deadline(text, day, day)

    def test_a_very_long_text_is_not_understood(self) -> None:
        assert parse_deadline("март, " * 5000, *YEAR).kind is Kind.UNKNOWN

    def test_a_period_told_backwards_is_the_same(self) -> None:
        assert parse_deadline("март", YEAR[1], YEAR[0]) == parse_deadline("март", *YEAR)


def variants(text: str) -> list[str]:
    """`text` in other capitals, spaces, line breaks, dashes, with a dot and a remark in brackets after it."""
    results = [
        text.upper(),
        f"  {text.replace(' ', '   ')} ",
        text.replace(" ", "\n"),
        text.replace(" ", "\u00a0"),
        f"{text}.",
    ]
    results += [text.replace("-", dash) for dash in "–—−‑"]
    return results if set("()") & set(text) else [*results, f"{text} (см. приложение)"]


@pytest.mark.parametrize("period", PERIODS)
def test_capitals_dashes_spaces_and_remarks_change_nothing(period: str) -> None:
    texts = [row[0].replace("\\n", " ") for row in ROWS if row[1] == period]
    changed = [
        variant
        for text in texts
        for variant in variants(text)
        if parse_deadline(variant, *PERIODS[period]) != parse_deadline(text, *PERIODS[period])
    ]
    assert changed == []
