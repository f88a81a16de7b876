"""Whether an indicator's target is reached: said only where its words and its year allow."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.records.indicators import Computed, Indicator, IndicatorValue
from cluster_desk.desk import Desk
from cluster_desk.rules.indicators import Asked, Outcome, Target, indicator_standings, outcome, read_target

_START, _END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
DURING, AFTER = dt.date(2026, 11, 29), dt.date(2027, 1, 15)


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("100 %", Target(100)),
        ("не менее 60 %", Target(60)),
        ("не менее 1 200 человек", Target(1200)),
        ("не ниже 4,2", Target(4.2)),
        ("не более 3", Target(3, most=True)),
        ("до 5 %", Target(5, most=True)),
        ("0", Target(0, most=True)),
        ("at least 60 %", Target(60)),
        ("≥ 14", Target(14)),
        ("на 5 % больше, чем в прошлом году", None),
        ("рост на 10 %", None),
        ("10 % роста", None),
        ("от 10 до 20", None),
        ("14 из 14", None),
        ("положительная динамика", None),
        ("", None),
    ],
)
def test_a_target_is_read_or_left_alone(words: str, target: Target | None) -> None:
    assert read_target(words) == target


@pytest.mark.parametrize(
    ("target", "value", "day", "verdict"),
    [
        ("не менее 60 %", 61.5, DURING, Outcome.REACHED),
        ("не менее 60 %", 26.9, DURING, Outcome.NOT_YET),
        ("не менее 60 %", 26.9, AFTER, Outcome.MISSED),
        ("не более 3", 2, DURING, Outcome.KEPT),
        ("не более 3", 2, AFTER, Outcome.REACHED),
        ("не более 3", 4, DURING, Outcome.MISSED),
        ("рост на 10 %", 12, AFTER, None),
        ("не менее 60 %", None, AFTER, None),
    ],
)
def test_the_verdict_waits_for_the_year_to_end(
    target: str, value: float | None, day: dt.date, verdict: Outcome | None
) -> None:
    assert outcome(target, value, _START, _END, day) is verdict


@pytest.mark.parametrize(
    ("start", "end", "verdict"),
    [
        (_START, dt.date(2026, 3, 31), Outcome.NOT_YET),
        (_START, dt.date(2026, 9, 30), Outcome.NOT_YET),  # as long as a school year, yet no year
        (dt.date(2025, 9, 1), dt.date(2026, 5, 31), Outcome.MISSED),
    ],
)
def test_a_part_of_a_year_never_misses_the_target_of_the_year(start: dt.date, end: dt.date, verdict: Outcome) -> None:
    assert outcome("100", 30, start, end, AFTER) is verdict


@pytest.mark.parametrize(
    ("target", "unit", "verdict"),
    [
        ("не менее 60 %", "", Outcome.KEPT),
        ("не менее 60", "%", Outcome.KEPT),
        ("60 процентов", "", Outcome.KEPT),
        ("не ниже 4,2", "", Outcome.KEPT),
        ("не ниже 4", "средний балл", Outcome.KEPT),
        ("не менее 10", "мероприятий", Outcome.REACHED),  # what was held stays held
    ],
)
def test_a_share_of_a_quarter_is_kept_so_far(target: str, unit: str, verdict: Outcome) -> None:
    value = 65 if "60" in target else 12
    quarter, year = dt.date(2026, 9, 30), dt.date(2026, 12, 31)
    assert outcome(target, value, dt.date(2026, 7, 1), quarter, AFTER, unit) is verdict
    assert outcome(target, value, _START, year, AFTER, unit) is Outcome.REACHED


def test_a_value_of_a_quarter_is_told_as_of_its_end_and_is_no_year_s(desk: Desk) -> None:
    days = ((2025, 1, 12), (2026, 7, 9))
    values = [
        IndicatorValue(period_start=dt.date(year, a, 1), period_end=dt.date(year, b, 30), value_words="65")
        for year, a, b in days
    ]
    desk.change("Indicator added", Indicator(name="Охват", target="не менее 60 %", values=values))
    known = indicator_standings(desk.read, [Asked(1, "не менее 60 %", Computed.TYPED)], DURING)[1]
    assert (known.outcome, known.as_of) == (Outcome.KEPT, dt.date(2026, 9, 30))
    assert dict(known.years) == {2024: None, 2025: 65, 2026: None}


def test_the_trend_takes_what_was_entered_and_leaves_out_what_nobody_told(desk: Desk) -> None:
    values = [
        IndicatorValue(period_start=dt.date(year, 1, 1), period_end=dt.date(year, 12, 31), value_words=words)
        for year, words in ((2024, "48"), (2026, "61,5"))
    ]
    desk.change("Indicator added", Indicator(name="Охват", target="не менее 60 %", values=values))
    known = indicator_standings(desk.read, [Asked(1, "не менее 60 %", Computed.TYPED)], DURING)[1]
    assert dict(known.years) == {2024: 48, 2025: None, 2026: 61.5}
    assert (known.words, known.outcome) == ("61,5", Outcome.REACHED)
