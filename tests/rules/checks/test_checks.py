"""The check before printing: what looks wrong is found, what is fine stays quiet."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from cluster_desk.core.records.council import AgendaItem, CouncilSeat, Meeting, SeatRole, Speaker
from cluster_desk.core.records.members import Person
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection, PlanText, Responsible
from cluster_desk.desk import Desk
from cluster_desk.rules.checks.catalog import check
from cluster_desk.rules.checks.wording import odd_years, wrong_sums
from cluster_desk.rules.findings import judged_fine


def plan_with(desk: Desk, *items: PlanItem, texts: list[PlanText] | None = None, name: str = "План") -> int:
    """A plan of 2026 with one section that holds `items`."""
    plan = desk.draft(
        Plan,
        name=name,
        period_start=dt.date(2026, 1, 1),
        period_end=dt.date(2026, 12, 31),
        result_header="Результат",
        texts=texts or [],
    )
    section = desk.draft(PlanSection, plan_id=plan.id, name="1. Раздел")
    for place, item in enumerate(items):
        item.section_id, item.place = section.id, place
    desk.change("Added", plan, section, *items)
    assert plan.id
    return plan.id


def an_item(number: str, title: str = "", **values: Any) -> PlanItem:
    """An item with nothing wrong about it."""
    by_key: dict[str, Any] = {"deadline": "март", "responsible": "Тихонов А. В.", "result": "Приказ", **values}
    return PlanItem(number=number, title=title or f"Мероприятие под номером {number}", **by_key)


def described(desk: Desk) -> list[tuple[str, str]]:
    """What the check says: kind and sentence."""
    return [(one.kind.value, one.text) for one in check(desk.read)]


def test_a_plan_that_is_fine_stays_quiet(desk: Desk) -> None:
    plan_with(desk, an_item("1"), an_item("2", "Анализ работы за 2025 год"), an_item("3", "План на 2027 год"))
    assert described(desk) == []


@pytest.mark.parametrize(
    ("wrong", "kind", "words"),
    [
        ({"title": "Итоги районной олимпиады 2019 года"}, "year", "2019"),
        ({"deadline": "март 2025"}, "outside-period", "март 2025"),
        ({"deadline": "до 4 ноября"}, "day-off", "ноября"),
        ({"deadline": "после уборочной"}, "deadline", "после уборочной"),
        ({"deadline": ""}, "deadline", "срок"),
        ({"responsible": ""}, "responsible", "ответственным"),
        ({"result": ""}, "result", "результат"),
        ({"number": "1"}, "number", "повторяется"),
        ({"number": "4"}, "number", "№ 3"),
        ({"number": ""}, "number", "Нет номера"),
    ],
)
def test_each_slip_is_found_where_it_stands(desk: Desk, wrong: dict[str, str], kind: str, words: str) -> None:
    values = {"number": "3", "title": "Третье мероприятие плана", **wrong}
    plan_with(desk, an_item("1"), an_item("2"), an_item(values.pop("number"), **values))
    [(result, text)] = described(desk)
    assert result == kind
    assert words in text


def test_numbers_in_parts_and_with_letters_are_held_against_each_other(desk: Desk) -> None:
    plan_with(desk, an_item("2.1"), an_item("2.3."), an_item("3а"), an_item("3а)"), an_item("2.1)"))
    first, second, third = (text for _kind, text in described(desk))
    assert first == "Перед ним пропущен № 2.2."
    assert "№ 3а повторяется" in second
    assert "№ 2.1 повторяется" in third


def test_a_finding_judged_fine_is_quiet_until_its_words_change(desk: Desk) -> None:
    plan_with(desk, an_item("1"), an_item("2", deadline="до 4 ноября"))
    [finding] = check(desk.read)
    desk.change("Judged fine", judged_fine(finding))
    assert described(desk) == []
    [_first, item] = desk.read.load_all(PlanItem)
    item.deadline = "до 12 июня"
    desk.change("Changed", item)
    assert [kind for kind, _text in described(desk)] == ["day-off"]


def test_a_text_with_its_deadline_twice_and_a_table_twice(desk: Desk) -> None:
    long = "Районный фестиваль школьных театров «Театральная весна»"
    plan_with(desk, an_item("1", long), an_item("2", long))
    assert [kind for kind, _text in described(desk)] == ["repeated"]
    plan_with(desk, an_item("1", long), an_item("2", long), name="Другой план")
    assert any("слово в слово" in text for _kind, text in described(desk))


def test_one_person_in_three_places_on_a_day(desk: Desk) -> None:
    plan_with(
        desk, *(an_item(str(n), deadline="12 марта", people=[Responsible(name="Тихонов А. В.")]) for n in (1, 2, 3))
    )
    [(kind, text)] = described(desk)
    assert kind == "three-places"
    assert "Тихонов А. В. на 12.03.2026" in text


def test_copied_meetings(desk: Desk) -> None:
    agenda = ["Вступительное слово", "О плане работы"]
    days = {dt.date(2026, 1, 22): "Итоги за 2025 год", dt.date(2026, 4, 16): "Итоги за 2025 год"}
    for number, (day, theme) in enumerate(days.items(), 1):
        items = [AgendaItem(topic=topic) for topic in agenda]
        desk.change("Added", Meeting(number=number, day=day, theme=theme, agenda=items))
    assert sorted(kind for kind, _text in described(desk)) == [*["blank"] * 8, "copied", "year"]


def test_sums_in_prose(desk: Desk) -> None:
    text = "Переданы учебники: школа с. Луговое — 48, с. Ключи — 125, п. Сосновый — 153, итого 363."
    plan_with(desk, an_item("1"), texts=[PlanText(heading="Анализ", text=text)])
    [(kind, words)] = described(desk)
    assert kind == "sum"
    assert "326" in words
    assert wrong_sums(text.replace("363", "326")) == []


def test_years_that_fit() -> None:
    assert odd_years("Анализ за 2025 год, план на 2027 год, 2025/2026 учебный год, приказ от 12.10.2018", [2026]) == []
    assert odd_years("Семинар 2024 года", [2026]) == [2024]


def test_what_an_agenda_leaves_blank_is_told_and_its_day_once(desk: Desk) -> None:
    questions = [AgendaItem(topic="О плане"), AgendaItem(topic="О форуме", speakers=[Speaker(words="Ветрова А. С.")])]
    row = desk.change("Added", Meeting(day=dt.date(2026, 12, 20), theme="Итоги года", time="10:00", agenda=questions))[
        0
    ]
    found = check(desk.read)
    assert {one.where for one in found} == {"Заседание 20.12.2026"}
    assert [one.text for one in found] == [
        "Воскресенье, выходной.",
        "Не указано место заседания: в повестке для него останется черта.",
        "Не указан выступающий по вопросам: 1.",
        "В совете на этот день нет секретаря: подпись в повестке останется пустой.",
    ]
    person = desk.draft(Person, name="Ветрова Анна Сергеевна")
    desk.change("Added", person, CouncilSeat(role=SeatRole.SECRETARY, person_id=person.id))
    meeting = desk.read.load(Meeting, row)
    assert meeting
    meeting.place, meeting.day = "Школа", dt.date(2026, 12, 18)
    meeting.agenda[0].speakers = [Speaker(words="Ветрова А. С.")]
    desk.change("Changed", meeting)
    assert described(desk) == []
