"""Rows pasted into a plan: columns by heading or by order, sections and steps among them."""

from __future__ import annotations

from cluster_desk.rules.plan_pasting import pasted_items


def test_columns_are_known_by_their_heading() -> None:
    rows = [
        ["Сроки проведения", "Мероприятие", "№ п/п", "Исполнители"],
        ["март", "Неделя наук", "1", "Иванова И. И.\nПетров П. П."],
    ]
    [item] = pasted_items(rows)
    assert item.words == {
        "deadline": "март",
        "title": "Неделя наук",
        "number": "1",
        "responsible": "Иванова И. И.\nПетров П. П.",
    }


def test_without_a_heading_the_usual_order_holds() -> None:
    with_numbers = pasted_items([["1.", "Форум", "21 октября", "Тихонов А. В."], ["2.", "Слёт", "май", ""]])
    assert [item.words["title"] for item in with_numbers] == ["Форум", "Слёт"]
    assert with_numbers[0].words["number"] == "1."
    plain = pasted_items([["Форум", "21 октября"], ["Слёт", "май"]])
    assert plain[1].words == {"title": "Слёт", "deadline": "май"}
    assert [item.words for item in pasted_items([["Форум"], ["Слёт"]])] == [{"title": "Форум"}, {"title": "Слёт"}]


def test_sections_steps_and_repeated_headings_among_the_rows() -> None:
    rows = [
        ["№", "Мероприятие", "Срок", "Ответственные", "Результат"],
        ["Раздел 1. Дети", "", "", "", ""],
        ["1", "Олимпиада", "сентябрь", "Зимина А. Р.", "приказ"],
        ["", "", "октябрь", "Зимина А. Р.", "протокол"],
        ["№", "Мероприятие", "Срок", "Ответственные", "Результат"],
        ["2", "Форум", "май", "", ""],
    ]
    first, second = pasted_items(rows)
    assert (first.section, second.section) == ("Раздел 1. Дети", "Раздел 1. Дети")
    assert first.steps == [{"deadline": "октябрь", "responsible": "Зимина А. Р.", "result": "протокол"}]
    assert second.words == {"number": "2", "title": "Форум", "deadline": "май"}
