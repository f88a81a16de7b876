"""Answers to what carrying a plan over proposes: the new plan's words follow each of them."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection
from cluster_desk.desk import Desk
from cluster_desk.rules.plan.carry_over import Answer, Answered, Answers, carry_over


@pytest.fixture
def answers(desk: Desk) -> Answers:
    plan = desk.draft(Plan, name="План на 2026 год", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31))
    section = desk.draft(PlanSection, plan_id=plan.id, name="Работа", place=10)
    again = desk.draft(PlanSection, plan_id=plan.id, name="Итоги", place=20)
    items = [
        PlanItem(section_id=section.id, number="1", title="III районный слёт", deadline="до 4.11.2026", place=10),
        PlanItem(section_id=section.id, number="2", title="Отчёт за 2026 год", state=ItemState.DONE, place=20),
        PlanItem(section_id=again.id, number="1", title="Итоги 2026 года", place=30),
    ]
    desk.change("Plan added", plan, section, again, *items)
    return Answers(carry_over(desk.read, desk.draft, plan.id or 0, dt.date(2027, 1, 1), dt.date(2027, 12, 31)))


def _row(answers: Answers, where: str, field: str, *, asked: bool) -> Answered:
    return next(
        row
        for row in answers.rows
        if row.proposed.where.startswith(where) and row.proposed.field == field and row.proposed.asked is asked
    )


def test_what_has_no_mark_stands_first_with_its_section_in_its_number(answers: Answers) -> None:
    assert [(row.proposed.where, row.answers) for row in answers.rows[:2]] == [
        ("П. 1.1", [Answer.LEAVE, Answer.OWN, Answer.OUT]),
        ("П. 2.1", [Answer.LEAVE, Answer.OWN, Answer.OUT]),
    ]
    assert all(row.is_open for row in answers.rows[:2])


def test_a_change_is_refused_and_taken_again(answers: Answers) -> None:
    row = _row(answers, "П. 2", "title", asked=False)
    assert row.now == "Отчёт за 2027 год"
    answers.give(row, Answer.LEAVE)
    assert row.now == "Отчёт за 2026 год"
    answers.give(row, Answer.TAKE)
    assert row.now == "Отчёт за 2027 год"


def test_own_words_hold_for_all_rows_about_the_same_words(answers: Answers) -> None:
    question, change = _row(answers, "П. 1.1", "title", asked=True), _row(answers, "П. 1.1", "title", asked=False)
    answers.give(question, Answer.OWN, "Слёт кластера")
    assert (change.now, change.answer) == ("Слёт кластера", Answer.OWN)
    answers.give(question, Answer.LEAVE)
    assert (change.now, change.answer) == ("IV районный слёт", Answer.TAKE)


def test_an_item_left_out_is_not_stored(answers: Answers) -> None:
    answers.give(answers.rows[0], Answer.OUT)
    names = [one.title for one in answers.records() if isinstance(one, PlanItem)]
    assert names == ["Отчёт за 2027 год", "Итоги 2027 года"]
    answers.give(answers.rows[0], Answer.LEAVE)
    assert len(answers.records()) == 6
