"""What is under control: papers that came in, decisions, recommendations, plan items in one list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cluster_desk.core.errors import Problems
from cluster_desk.core.records.cluster import Cluster, SchoolVacation
from cluster_desk.core.records.control import (
    IncomingExecutor,
    IncomingPaper,
    IncomingState,
    Recommendation,
    Visit,
)
from cluster_desk.core.records.council import AgendaItem, Decision, DecisionState, Executor
from cluster_desk.data.queries.control import next_incoming_number
from cluster_desk.data.queries.minutes import DECISIONS
from cluster_desk.desk import Desk
from cluster_desk.district.package.delivering import deliver
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document.sheets import lines_of
from cluster_desk.rules.calendar.deadlines_beside import with_deadlines
from cluster_desk.rules.calendar.entries import calendar
from cluster_desk.rules.control import control_lines, executors
from cluster_desk.rules.today import GroupKey, what_is_due
from cluster_desk.ui.screens.council.decisions_table import overdue_days
from tests.builders import a_meeting, an_organization

DAY = dt.date(2026, 11, 24)


def a_paper(number: str, words: str, *who: str, day: dt.date = dt.date(2026, 11, 10), **values: Any) -> IncomingPaper:
    made = {"sender": "Управление образования", "about": f"О деле {number}", **values}
    people = [IncomingExecutor(words=words) for words in who]
    return IncomingPaper(number=number, day=day, due_words=words, executors=people, **made)


def filled(desk: Desk) -> Desk:
    [school] = desk.change("Added", an_organization())
    decision = Decision(text="Обновить составы", due_words="до 1 декабря", executors=[Executor(words="Громова Е. Н.")])
    visit = Visit(topic="Подготовка к ГИА", organization_id=school, day=dt.date(2026, 11, 12), found="Стенд есть")
    visit.recommendations = [Recommendation(text="Провести собрание", due_words="до 20 ноября")]
    desk.change(
        "Added",
        a_paper("1", "в течение 10 дней", "Громова Елена Николаевна"),
        a_paper("2", "до 26 ноября", "Орлова Вера Степановна"),
        a_paper("3", "", state=IncomingState.NOTED),
        a_paper("4", "ежемесячно до 5 числа"),
        a_paper("5", "до 1 ноября", day=dt.date(2026, 10, 1), state=IncomingState.ANSWERED, answer_number="17"),
        a_meeting(agenda=[AgendaItem(topic="О РМО", decisions=[decision])]),
        visit,
    )
    return desk


def test_a_term_counted_from_its_day_is_understood_of_whatever_is_under_control(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())
    decision = Decision(text="Обновить составы", due_words="в течение 10 дней")
    visit = Visit(topic="Подготовка к ГИА", organization_id=school, day=dt.date(2026, 10, 23), found="Стенд есть")
    visit.recommendations = [Recommendation(text="Провести собрание", due_words="в течение 5 рабочих дней")]
    vacation = SchoolVacation(name="Осенние каникулы", first_day=dt.date(2026, 10, 26), last_day=dt.date(2026, 11, 3))
    [cluster] = desk.read.load_all(Cluster)
    cluster.vacations = [vacation]
    desk.change("Changed", cluster)
    meeting = a_meeting(agenda=[AgendaItem(topic="О РМО", decisions=[decision])])
    paper = a_paper("1", "в течение месяца")  # all through the month, or to its end: who typed it tells the day
    desk.change("Added", meeting, visit, paper)
    days = {one.title: one.last for one in control_lines(desk.read, DAY)}
    assert days["Обновить составы"] == dt.date(2026, 11, 1)  # of a meeting on 22 October
    assert days["Провести собрание"] == dt.date(2026, 10, 30)  # an office works while pupils have vacations
    assert days["О деле 1"] != dt.date(2026, 12, 10)


def test_all_kinds_stand_in_one_list_by_the_day_that_holds(desk: Desk) -> None:
    lines = control_lines(filled(desk).read, DAY)
    assert [(one.kind, one.title, one.last and one.last.isoformat(), one.haste) for one in lines] == [
        ("incoming", "О деле 1", "2026-11-20", "late"),
        ("recommendation", "Провести собрание", "2026-11-20", "late"),
        ("incoming", "О деле 2", "2026-11-26", "soon"),
        ("decision", "Обновить составы", "2026-12-01", ""),
        ("incoming", "О деле 4", "2026-12-05", ""),
    ]
    assert [one.where for one in lines[:2]] == [
        "Вх. №\u00a01 от 10.11.2026, Управление образования",
        "Посещение 12.11.2026, МКОУ СОШ с. Луговое",
    ]
    assert lines[1].who == ("МКОУ СОШ с. Луговое",)  # nobody is named: the school that was visited


def test_what_is_settled_later_is_open_before(desk: Desk) -> None:
    paper = a_paper("7", "до 16 ноября", state=IncomingState.DONE, settled_on=dt.date(2026, 11, 20))
    desk.change("Added", paper)
    assert control_lines(desk.read, DAY) == []
    [before] = control_lines(desk.read, dt.date(2026, 11, 18))
    assert (before.overdue_days, before.state) == (2, "in work")


def test_what_was_extended_is_late_after_the_new_day(desk: Desk) -> None:
    desk.change("Added", a_paper("7", "до 16 ноября", extended_to=dt.date(2026, 11, 30)))
    [line] = control_lines(desk.read, DAY)
    assert (line.last, line.haste) == (dt.date(2026, 11, 30), "")


def test_a_slip_is_one_for_each_person_however_the_name_is_written(desk: Desk) -> None:
    own = executors(control_lines(filled(desk).read, DAY))
    assert sorted(own) == ["", "Громова Елена Николаевна", "МКОУ СОШ с. Луговое", "Орлова Вера Степановна"]
    assert [one.title for one in own["Громова Елена Николаевна"]] == ["О деле 1", "Обновить составы"]
    desk.change("Added", a_paper("9", "до 30 ноября", "Громова Евдокия Наумовна"))
    assert {"Громова Е. Н.", "Громова Евдокия Наумовна"} <= set(executors(control_lines(desk.read, DAY)))


def test_the_day_and_the_calendar_tell_of_them(desk: Desk) -> None:
    due = what_is_due(filled(desk).read, DAY)
    group = due.groups[GroupKey.CONTROL]
    assert [one.title for one in group.lines] == ["О деле 1", "Провести собрание", "О деле 2", "О деле 4"]
    assert due.urgent == 2
    entries = with_deadlines(calendar(desk.read, DAY), desk.read, DAY).entries
    told = {(one.kind, one.first.isoformat()) for one in entries}
    assert {("incoming", "2026-11-20"), ("recommendation", "2026-11-20"), ("visit", "2026-11-12")} <= told


def test_a_visit_ahead_is_due_and_one_without_words_asks_for_them(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())
    days = (DAY + dt.timedelta(2), DAY - dt.timedelta(2))
    desk.change("Added", *(Visit(topic="Питание", organization_id=school, day=day) for day in days))
    due = what_is_due(desk.read, DAY)
    assert [one.title for one in due.groups[GroupKey.WEEK].lines] == ["МКОУ СОШ с. Луговое: Питание"]
    assert [one.note for one in due.groups[GroupKey.NO_OUTCOME].lines] == ["Не записано, что выявлено"]


def test_what_repeats_is_late_in_every_place_or_in_none(desk: Desk) -> None:
    decided = [
        Decision(text="Сдавать сведения", due_words="ежемесячно"),
        Decision(text="Сдавать сводки", due_words="ежемесячно по 30 октября 2026 года"),
        Decision(text="Обновить составы", due_words="до 1 ноября"),
        Decision(text="Сдано", due_words="ежемесячно", state=DecisionState.FULFILLED),
    ]
    desk.change("Added", a_meeting(day=dt.date(2026, 9, 10), agenda=[AgendaItem(topic="О", decisions=decided)]))
    desk.read.today = lambda: DAY
    days = {
        "Сдавать сведения": ("2026-11-30", 0),
        "Сдавать сводки": ("2026-10-30", 25),
        "Обновить составы": ("2026-11-01", 23),
    }
    controlled = {one.title: (str(one.last), one.overdue_days) for one in control_lines(desk.read, DAY)}
    assert controlled == days
    due = what_is_due(desk.read, DAY).groups[GroupKey.DECISIONS].lines
    assert {one.title: (str(one.last), one.haste == "late") for one in due} == {
        title: (day, late > 0) for title, (day, late) in days.items()
    }
    flags = with_deadlines(calendar(desk.read, DAY), desk.read, DAY).entries
    assert {(one.first.isoformat(), one.haste == "late") for one in flags if one.kind == "decision"} == {
        (day, late > 0) for day, late in days.values()
    }
    rows = deliver(desk.read, dt.date(2026, 1, 1), dt.date(2026, 12, 31)).rows["decisions"]
    assert {(str(row[4]), row[6]) for row in rows} == {*days.values(), ("None", 0)}
    shown = {row.text: overdue_days(row, DAY) for row in DECISIONS.rows(desk.read)}
    assert shown == {**{title: late for title, (_day, late) in days.items()}, "Сдано": 0}
    register = paper("decisions").build(desk.read, {"day": DAY.isoformat(), "state": "overdue"})
    words = " ".join(line for block in register.blocks for line in lines_of(block))
    assert "на 25 дней" in repr(register)
    assert "Всего: 2 решения; исполнено — 0, на контроле — 2 (из них просрочено — 2)." in words


def test_numbers_go_on_through_the_year_and_stand_once(desk: Desk) -> None:
    desk.change("Added", a_paper("8", ""), a_paper("9", "", day=dt.date(2025, 3, 1)))
    assert next_incoming_number(desk.read, 2026) == "9"
    with pytest.raises(Problems, match="занят"):
        desk.change("Added", a_paper("8", ""))
    desk.change("Added", a_paper("8", "", day=dt.date(2025, 3, 2)))


def test_an_answer_without_a_number_and_a_day_is_refused_and_so_is_a_due_day_before_the_paper(desk: Desk) -> None:
    with pytest.raises(Problems, match="дан ответ"):
        desk.change("Added", a_paper("1", "", state=IncomingState.ANSWERED))
    with pytest.raises(Problems):
        desk.change("Added", a_paper("1", "", due=dt.date(2026, 11, 1)))
    moved = Recommendation(text="Провести", state=DecisionState.MOVED)
    [school] = desk.change("Added", an_organization())
    with pytest.raises(Problems, match="какой срок|на какой|дату|22.10.2026"):
        desk.change("Added", Visit(topic="Питание", organization_id=school, day=DAY, recommendations=[moved]))


def test_a_paper_is_found_undone_and_taken_back(desk: Desk) -> None:
    [row] = desk.change("Added", a_paper("31", "до 1 декабря", about="О мониторинге питания"))
    assert desk.read.search("мониторинг питания", 3) == [("IncomingPaper", row)]
    assert desk.undo()
    assert desk.read.search("мониторинг питания", 3) == []
    assert desk.redo()
    assert [one.title for one in control_lines(desk.read, DAY)] == ["О мониторинге питания"]
