"""What stands beside a deadline: the sentence, the doubts, days off, what is proposed while typing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_desk.core.deadlines.days_off import DaysOff, OwnDay, Vacation, day_off_warnings, with_day_replaced
from cluster_desk.core.deadlines.meaning import Kind, parse_deadline
from cluster_desk.core.deadlines.sentences import doubts, proposals, sentence
from cluster_desk.core.language import set_language

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def described(text: str) -> str:
    return sentence(parse_deadline(text, *YEAR))


class TestSentence:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("до 4 ноября", "Не позднее 4 ноября 2026 г., среда"),
            ("до 10.01, 10.04", "Не позднее 10 января, 10 апреля 2026 г."),
            ("21 ноября", "21 ноября 2026 г., суббота"),
            ("10-14 марта", "10–14 марта 2026 г."),
            ("сентябрь", "Сентябрь 2026 г."),
            ("февраль сентябрь декабрь", "3 месяца: февраль, сентябрь, декабрь 2026 г."),
            ("I квартал", "I квартал 2026 г."),
            ("сентябрь-декабрь", "Сентябрь – декабрь 2026 г."),
            ("25 мая - 10 июня", "С 25 мая по 10 июня 2026 г."),
            ("2026 год", "Весь 2026 год"),
            ("5, 12 марта", "2 дня: 5 марта, 12 марта 2026 г."),
            ("март, 10-12 апреля", "2 промежутка: март, 10–12 апреля 2026 г."),
            ("в течение года", "Всё время: весь 2026 год"),
            ("ежеквартально", "Каждый квартал, 4 раза"),
            ("еженедельно", "Каждую неделю, 53 раза"),
            ("каждый четверг", "53 раза, день недели: четверг"),
            ("до 10 числа каждого месяца", "12 раз, 10-го числа месяца"),
            ("2 раза в год: май, сентябрь", "2 раза: май, сентябрь 2026 г."),
            ("последняя неделя месяца", "12 раз: 25–31 января, 22–28 февраля, 25–31 марта … 25–31 декабря 2026 г."),
            ("по графику", "Без даты: ждёт другого события"),
            ("как получится", "Не понято; слова сохраняются как есть"),
        ],
    )
    def test_says_what_was_understood(self, text: str, says: str) -> None:
        assert described(text) == says

    def test_speaks_english_too(self) -> None:
        set_language("en")
        assert described("до 4 ноября") == "Not later than 4 November 2026, Wednesday"
        assert described("март, май") == "2 months: March, May 2026"

    def test_tells_each_doubt(self) -> None:
        assert doubts(parse_deadline("14-10 марта 2025", *YEAR)) == [
            "Срок выходит за период плана.",
            "Промежуток записан наоборот, прочитан от начала к концу.",
        ]

    @given(st.sampled_from("март,до 5 мая,по пятницам,раз в 2 месяца,2025-2027 гг.,1-5 числа".split(",")), st.dates())
    def test_always_says_something(self, text: str, start: dt.date) -> None:
        end = min(start.toordinal() + 400, dt.date.max.toordinal())
        assert sentence(parse_deadline(text, start, dt.date.fromordinal(end)))


class TestDaysOff:
    def test_a_holiday_is_named_and_the_working_day_before_it_proposed(self) -> None:
        (warning,) = day_off_warnings(parse_deadline("до 4 ноября", *YEAR), DaysOff())
        assert warning.text == "День народного единства, выходной."
        assert warning.instead == dt.date(2026, 11, 3)

    def test_a_moved_holiday_tells_where_from(self) -> None:
        (warning,) = day_off_warnings(parse_deadline("до 9 января", *YEAR), DaysOff())
        assert warning.text == "Выходной (перенесено с 03.01.2026)."
        assert warning.instead == dt.date(2025, 12, 30)

    def test_the_day_off_that_stands_in_for_a_holiday_is_not_called_it(self) -> None:
        period = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
        (warning,) = day_off_warnings(parse_deadline("до 14 июня", *period), DaysOff())
        assert warning.text == "Выходной (перенесено с 12.06.2027)."

    def test_saturday_may_be_worked(self) -> None:
        saturday = parse_deadline("21 ноября", *YEAR)
        assert [each.text for each in day_off_warnings(saturday, DaysOff())] == ["Суббота, выходной."]
        assert day_off_warnings(saturday, DaysOff(saturday_works=True)) == []

    def test_a_saturday_that_the_country_works_is_no_day_off(self) -> None:
        period = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
        assert day_off_warnings(parse_deadline("до 1 ноября", *period), DaysOff()) == []

    def test_the_schools_vacation_is_named_with_its_days(self) -> None:
        autumn = Vacation("Осенние каникулы", dt.date(2026, 10, 26), dt.date(2026, 11, 1))
        (warning,) = day_off_warnings(parse_deadline("28 октября", *YEAR), DaysOff((autumn,)))
        assert warning.text == "Осенние каникулы, с 26 октября по 1 ноября."
        assert warning.instead == dt.date(2026, 10, 23)

    def test_own_days_win_over_the_calendar(self) -> None:
        own = (OwnDay(dt.date(2026, 11, 4), True, ""), OwnDay(dt.date(2026, 10, 12), False, "День города"))
        assert day_off_warnings(parse_deadline("до 4 ноября", *YEAR), DaysOff(own_days=own)) == []
        (warning,) = day_off_warnings(parse_deadline("12 октября", *YEAR), DaysOff(own_days=own))
        assert warning.text == "День города, выходной."

    def test_of_several_days_each_warning_names_its_day(self) -> None:
        result = day_off_warnings(parse_deadline("до 4 ноября, 12 июня", *YEAR), DaysOff())
        assert [each.text for each in result] == [
            "12 июня: День России, выходной.",
            "4 ноября: День народного единства, выходной.",
        ]

    def test_a_range_tells_the_holidays_inside(self) -> None:
        (warning,) = day_off_warnings(parse_deadline("2-6 ноября", *YEAR), DaysOff())
        assert warning.text == "4 ноября: День народного единства, выходной."
        assert warning.instead is None

    def test_a_repetition_tells_them_together(self) -> None:
        (warning,) = day_off_warnings(parse_deadline("до 1 числа каждого месяца", *YEAR), DaysOff())
        assert warning.text == "Среди них выходные: 1 января, 1 февраля, 1 марта и ещё 3."

    @pytest.mark.parametrize("text", ["ноябрь", "ежеквартально", "в течение года", "по графику"])
    def test_windows_are_not_warned_of(self, text: str) -> None:
        assert day_off_warnings(parse_deadline(text, *YEAR), DaysOff()) == []

    @pytest.mark.parametrize(
        ("text", "becomes"),
        [
            ("до 4 ноября", "до 3 ноября"),
            ("Не позднее 4  Ноября 2026 г.", "Не позднее 3 ноября 2026 г."),
            ("до 04.11.2026", "до 03.11.2026"),
            ("к 04.11", "к 03.11"),
            ("до 20 марта, 4 ноября (отчёт)", "до 20 марта, 3 ноября (отчёт)"),
            ("до четвёртого ноября", "до 3 ноября 2026 г."),
        ],
    )
    def test_replacing_a_day_keeps_the_other_words(self, text: str, becomes: str) -> None:
        assert with_day_replaced(text, dt.date(2026, 11, 4), dt.date(2026, 11, 3), *YEAR) == becomes


class TestProposals:
    today = dt.date(2026, 10, 12)

    @pytest.mark.parametrize(
        ("typed", "first"),
        [
            ("до 4", ["до 4 октября", "до 4 ноября"]),
            ("до 4 но", ["до 4 ноября"]),
            ("до 4 ноября", ["до 4 ноября, повторно до 20 декабря", "4–6 ноября"]),
            ("4 ноября", ["до 4 ноября", "4–6 ноября"]),
            ("сен", ["сентябрь", "сентябрь–октябрь"]),
            ("начало с", ["начало сентября"]),
            ("сентябрь-ок", ["сентябрь-октябрь"]),
            ("еже", ["ежемесячно", "ежеквартально"]),
            ("Ежек", ["ежеквартально"]),
            ("в т", ["в течение года"]),
            ("по з", ["по запросу"]),
            ("", ["в течение года"]),
            ("абв", []),
        ],
    )
    def test_proposes_what_may_follow(self, typed: str, first: list[str]) -> None:
        result = proposals(typed, *YEAR, self.today)
        assert result[: len(first)] == first
        assert bool(result) == bool(first)

    def test_deadlines_of_the_same_plan_come_again(self) -> None:
        assert proposals("до 2", *YEAR, self.today, used=["до 25 мая"])[0] == "до 25 мая"

    @given(st.text("до 4 ноябр сентяь еже в теч1.", max_size=14))
    def test_every_proposal_is_understood_and_new(self, typed: str) -> None:
        result = proposals(typed, *YEAR, self.today)
        assert len(result) <= 5
        assert len(set(result)) == len(result)
        assert typed not in result
        assert all(parse_deadline(each, *YEAR).kind is not Kind.UNKNOWN for each in result)
