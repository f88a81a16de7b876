"""Questions of a caller: each answer is the total of the bare rows, asked by SQL of its own; no word is dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.records.events import Event, EventPerson, EventState, Level, Participation, TakingPart
from cluster_desk.core.records.members import Person
from cluster_desk.core.records.participants import Participant
from cluster_desk.desk import Desk
from cluster_desk.rules.answers.answer import Answer, Measure, answer
from cluster_desk.rules.answers.asking import is_question
from cluster_desk.rules.answers.questions import understand
from tests.builders import an_organization

TODAY = dt.date(2026, 11, 24)
_HELD = "e.state = 'held' AND e.first_day BETWEEN '{first}' AND '{last}'"
_SUM = (
    "SELECT coalesce(sum(p.count), 0) FROM participations p JOIN events e ON e.id = p.events_id "
    f"JOIN organizations o ON o.id = p.organization_id WHERE {_HELD} AND p.unit = '' AND o.short_name = '{{school}}' "
    "AND p.kind IN ({kinds})"
)
_FOR_ALL = "p.organization_id IS NULL AND p.organization_words = ''"
_WHOLE = (
    f"SELECT coalesce(sum(n), 0) FROM (SELECT max(total(CASE WHEN {_FOR_ALL} THEN p.count END), "
    f"total(CASE WHEN NOT ({_FOR_ALL}) THEN p.count END)) AS n FROM "
    f"participations p JOIN events e ON e.id = p.events_id WHERE {_HELD} AND p.unit = '' "
    "AND p.kind IN ({kinds}){more} GROUP BY e.id, p.kind)"
)
_EVENTS = f"SELECT count(*) FROM events e WHERE {_HELD}{{more}}"
_OF_SCHOOL = (
    " AND EXISTS (SELECT 1 FROM participations p JOIN organizations o ON o.id = p.organization_id "
    "WHERE p.events_id = e.id AND o.short_name = '{school}')"
)
ALL = "'pupils', 'teachers', 'parents', 'preschoolers', 'others'"
CHILDREN = "'pupils', 'preschoolers'"
MEADOW, BIRCH, FIRST = "МКОУ СОШ с. Луговое", "МКОУ СОШ с. Берёзовка", "МКОУ СОШ № 1 пгт Заречный"
YEAR = ("2026-01-01", "2026-11-24")


def of_school(school: str, kinds: str, first: str = YEAR[0], last: str = YEAR[1]) -> str:
    return _SUM.format(first=first, last=last, school=school, kinds=kinds)


def of_all(kinds: str, first: str = YEAR[0], last: str = YEAR[1], more: str = "") -> str:
    return _WHOLE.format(first=first, last=last, kinds=kinds, more=more)


def of_events(first: str = YEAR[0], last: str = YEAR[1], more: str = "") -> str:
    return _EVENTS.format(first=first, last=last, more=more)


QUESTIONS = {
    "сколько детей из Лугового за 2026 год": of_school(MEADOW, CHILDREN),
    "Сколько детей из Берёзовки участвовало за год?": of_school(BIRCH, CHILDREN),
    "сколько обучающихся берёзовской школы с 1 марта по 31 мая 2026": of_school(
        BIRCH, "'pupils'", "2026-03-01", "2026-05-31"
    ),
    "сколько педагогов школы № 1 за III квартал 2026": of_school(FIRST, "'teachers'", "2026-07-01", "2026-09-30"),
    "сколько детей из СОШ № 1 за сентябрь 2026": of_school(FIRST, CHILDREN, "2026-09-01", "2026-09-30"),
    "сколько дошкольников из детского сада «Родничок»": of_school(
        "МКДОУ детский сад «Родничок»", "'preschoolers'", "1900-01-01"
    ),
    "сколько школьников лицея в прошлом учебном году": of_school(
        "МКОУ лицей пгт Заречный", "'pupils'", "2025-09-01", "2026-08-31"
    ),
    "сколько человек участвовало в первом полугодии": of_all(ALL, "2026-01-01", "2026-06-30"),
    "сколько родителей во II квартале": of_all("'parents'", "2026-04-01", "2026-06-30"),
    "сколько учеников в прошлом учебном году": of_all("'pupils'", "2025-09-01", "2026-08-31"),
    "сколько педагогов за октябрь": of_all("'teachers'", "2026-10-01", "2026-10-31"),
    "сколько участников за 2025-2026 годы": of_all(ALL, "2025-01-01"),
    "сколько человек на муниципальных мероприятиях за 2026 год": of_all(ALL, more=" AND e.level = 'municipal'"),
    "сколько мероприятий провели в октябре": of_events("2026-10-01", "2026-10-31"),
    "сколько мероприятий муниципального уровня за 2026 год": of_events(more=" AND e.level = 'municipal'"),
    "сколько мероприятий за прошлый месяц": of_events("2026-10-01", "2026-10-31"),
    "сколько раз участвовал лицей в 2026 году": of_events(more=_OF_SCHOOL.format(school="МКОУ лицей пгт Заречный")),
    "какие мероприятия были у школы-интерната за 2026 год": of_events(
        more=_OF_SCHOOL.format(school="ГБОУ школа-интернат с. Озёрное")
    ),
    "сколько олимпиад было в 2026 году": of_events(more=" AND (e.name LIKE '%лимпиад%' OR e.form LIKE '%лимпиад%')"),
    "в чём участвовала Громова за пять лет": "SELECT count(DISTINCT e.id) FROM event_people p JOIN events e "
    "ON e.id = p.events_id WHERE e.state = 'held' AND p.words LIKE 'Громова %' AND e.first_day <= '2026-11-24'",
    "сколько школ участвовало в этом году": "SELECT count(DISTINCT coalesce(p.organization_id, p.organization_words)) "
    f"FROM participations p JOIN events e ON e.id = p.events_id WHERE {_HELD.format(first=YEAR[0], last=YEAR[1])} "
    "AND (p.organization_id IS NOT NULL OR p.organization_words <> '')",
}


@pytest.fixture(scope="module")
def sample(sample_of_module: Path) -> Iterator[Desk]:
    desk = Desk.open(sample_of_module, read_only=True)
    yield desk
    desk.close()


def asked(desk: Desk, words: str) -> Answer:
    meant = understand(desk.read, words, TODAY)
    assert meant.is_whole, (meant.unknown, meant.choices)
    return answer(desk.read, meant.question, TODAY)


@pytest.mark.parametrize("words", QUESTIONS)
def test_a_figure_is_the_total_of_the_bare_rows(sample: Desk, words: str) -> None:
    told = asked(sample, words)
    assert told.figure == sample.read.value(QUESTIONS[words])
    assert told.figure > 0
    if told.question.measure is not Measure.ORGANIZATIONS:
        assert told.figure == sum(one.count or 0 for one in told.lines)
    assert is_question(words)


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("сколько детей из Марса за 2026 год", ("марса",)),
        ("сколько детей в «Юный чтец»", ("юный чтец",)),
        ("сколько детей из Лугового в бассейне", ("бассейне",)),
    ],
)
def test_a_word_that_nothing_bears_out_is_told(sample: Desk, words: str, unknown: tuple[str, ...]) -> None:
    assert understand(sample.read, words, TODAY).unknown == unknown


def test_a_name_that_several_bear_is_asked_about(desk: Desk) -> None:
    desk.change(
        "Added",
        an_organization(short_name="СОШ с. Луговое"),
        an_organization(short_name="ООШ с. Луговое", full_name="ООШ с. Луговое"),
    )
    meant = understand(desk.read, "сколько детей из Лугового", TODAY)
    assert [[name for _row, name in choices] for _words, choices in meant.choices] == [
        ["СОШ с. Луговое", "ООШ с. Луговое"]
    ]


def a_log(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())

    def counted(words: str) -> list[Participation]:
        return [Participation(count_words=words, organization_id=school)]

    desk.change(
        "Added",
        Event(name="Кросс", day_words="01.10.2026", participations=counted("более 12")),
        Event(name="Форум", day_words="02.10.2026", participations=counted("много")),
        Event(name="Слёт", day_words="03.10.2026", participations=[Participation(count_words="40")]),
        Event(name="Концерт", day_words="04.10.2026"),
        Event(name="Ярмарка", day_words="05.10.2026", state=EventState.PLANNED),
        Event(name="Давно", day_words="как-нибудь потом", participations=counted("7")),
        Event(name="Завтра", day_words="25.11.2026", participations=counted("9")),
    )


def test_nothing_is_concluded_from_silence(desk: Desk) -> None:
    a_log(desk)
    told = asked(desk, "сколько обучающихся из Лугового за 2026 год")
    assert [(one.name, one.count, one.told) for one in told.lines] == [("Кросс", 12, "более 12")]
    assert {(one.name, one.why) for one in told.not_counted} == {
        ("Форум", "число не понято: много"),
        ("Слёт", "число записано на всех, не по школам"),
        ("Концерт", "не записано, кто участвовал"),
    }
    assert told.notes[:2] == (
        "Без понятного дня: 1 запись журнала — в подсчёт не вошли.",
        "Не отмечено как проведённое: 1 мероприятие периода — в подсчёт не вошли.",
    )


def test_nothing_found_is_said_not_to_be_zero(desk: Desk) -> None:
    a_log(desk)
    told = asked(desk, "сколько родителей из Лугового за 2026 год")
    assert told.figure == 0
    assert any(note.startswith("Журнал об этом ничего не сообщает") for note in told.notes)


def test_a_level_that_nobody_told_is_named(desk: Desk) -> None:
    desk.change("Added", Event(name="Кросс", day_words="01.10.2026", level=Level.REGIONAL))
    desk.change("Added", Event(name="Слёт", day_words="02.10.2026"))
    told = asked(desk, "сколько региональных мероприятий за 2026 год")
    assert told.figure == 1
    assert "У 1 мероприятия периода уровень не указан — в подсчёт не вошли." in told.notes


def test_a_teacher_is_found_as_winner_mentor_and_participant_of_lists(desk: Desk) -> None:
    people = [EventPerson(words="Петрова Анна Сергеевна", role="эксперт")]
    first, second, third = desk.change(
        "Added",
        Event(name="Семинар", day_words="01.10.2022", people=people),
        Event(name="Конкурс", day_words="02.10.2023"),
        Event(name="Форум", day_words="03.10.2024", results="Выступила Петрова."),
    )
    desk.change("Added", Person(name="Петрова Анна Сергеевна"))
    desk.change(
        "Added", Participant(event_id=second, name="Титов Максим", grade="7 Б", mentor="Петрова А. С., учитель")
    )
    told = asked(desk, "в чём участвовала Петрова за последние пять лет")
    assert [(one.event, one.told) for one in told.lines] == [(first, "эксперт"), (second, "наставник, Титов Максим")]
    assert any("в 1 записи фамилия стоит только в тексте" in note for note in told.notes)
    assert third not in {one.event for one in told.lines}


def test_a_class_is_told_by_lists_of_participants(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())
    [event] = desk.change(
        "Added", Event(name="Кросс", day_words="01.10.2026", participations=[Participation(count_words="9")])
    )
    desk.change("Added", Event(name="Слёт", day_words="02.10.2026", participations=[Participation(count_words="5")]))
    listed = [("Титов Максим", "7 «Б»"), ("Титов Максим", "7б"), ("Жуков Илья", "7"), ("Белов Пётр", "8 А")]
    desk.change(
        "Added",
        *(Participant(event_id=event, name=name, grade=grade, organization_id=school) for name, grade in listed),
    )
    told = asked(desk, "сколько детей 7 класса из Лугового за 2026 год")
    assert (told.figure, [one.name for one in told.not_counted]) == (2, ["Слёт"])
    for words, figure in {"5–7 классов": 2, "7-8 классов": 3, "7 и 8 классов": 3, "7 «Б» класса": 1}.items():
        assert asked(desk, f"сколько детей {words} из Лугового за 2026 год").figure == figure, words


def test_winners_without_a_school_are_named(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())
    won = [
        EventPerson(words="Титов Максим", role="победитель", organization_id=school),
        EventPerson(words="Жуков Илья", role="призёр"),
        EventPerson(words="Орлова В. С.", role="жюри"),
    ]
    desk.change("Added", Event(name="Конкурс", day_words="01.10.2026", people=won))
    desk.change("Added", Event(name="Турнир", day_words="02.10.2026", results="Победила команда «Старт»"))
    told = asked(desk, "сколько победителей из Лугового за 2026 год")
    assert told.figure == 1
    assert [one.why for one in told.not_counted] == [
        "школа победителей не записана: Жуков Илья",
        "победители названы только в тексте: Победила команда «Старт»",
    ]


def test_the_winners_of_a_list_are_counted_as_its_summary_tells_them(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())
    named = EventPerson(words="Титов Максим", role="победитель", organization_id=school)
    [event] = desk.change("Added", Event(name="Конкурс", day_words="01.10.2026", people=[named]))
    listed = [("Титов Максим Ильич", "I"), ("Жуков Илья", "III"), ("Жуков Илья", "II"), ("Белов Пётр", "9")]
    desk.change(
        "Added",
        *(Participant(event_id=event, name=name, place_words=place, organization_id=school) for name, place in listed),
    )
    assert asked(desk, "сколько победителей из Лугового за 2026 год").figure == 2


def test_kinds_and_periods_are_understood(sample: Desk) -> None:
    meant = understand(sample.read, "сколько детей и родителей за I полугодие 2025/2026 учебного года", TODAY).question
    assert meant.kinds == (TakingPart.PUPILS, TakingPart.PARENTS, TakingPart.PRESCHOOLERS)
    meant = understand(sample.read, "сколько учителей за прошлый квартал", TODAY).question
    assert (meant.start, meant.end) == (dt.date(2026, 7, 1), dt.date(2026, 9, 30))


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("сколько обучающихся за 1 полугодие 2026 г.", dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
        ("сколько детей 2026 года", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        ("сколько детей за 2 квартал 2026 года", dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
        ("сколько детей с 1 сентября по 15 октября 2026", dt.date(2026, 9, 1), dt.date(2026, 10, 15)),
        ("сколько детей за летний период 2025 года", dt.date(2025, 6, 1), dt.date(2025, 8, 31)),
        ("сколько детей в летний период", dt.date(2026, 6, 1), dt.date(2026, 8, 31)),
        ("сколько детей летом 2025", dt.date(2025, 6, 1), dt.date(2025, 8, 31)),
        ("сколько детей за лето прошлого года", dt.date(2025, 6, 1), dt.date(2025, 8, 31)),
        ("сколько детей в октябре прошлого года", dt.date(2025, 10, 1), dt.date(2025, 10, 31)),
        ("сколько детей за неделю", dt.date(2026, 11, 23), dt.date(2026, 11, 29)),
        ("сколько детей на прошлой неделе", dt.date(2026, 11, 16), dt.date(2026, 11, 22)),
        ("сколько детей осенью прошлого учебного года", dt.date(2025, 9, 1), dt.date(2025, 11, 30)),
    ],
)
def test_a_numbered_period_is_not_taken_for_the_whole_year(
    sample: Desk, words: str, start: dt.date, end: dt.date
) -> None:
    meant = understand(sample.read, words, TODAY)
    assert (meant.question.start, meant.question.end) == (start, end)
    assert meant.is_whole


def test_children_with_limited_health_are_asked_for_in_either_way_of_saying_it(desk: Desk) -> None:
    whom = ("дети с ОВЗ", "обучающиеся с ограниченными возможностями здоровья", "обучающиеся")
    desk.change(
        "Added",
        *(
            Event(
                name=f"Праздник {at}", day_words="01.10.2026", audience=words,
                participations=[Participation(count_words=str(10**at))],
            )
            for at, words in enumerate(whom)
        ),
    )  # fmt: skip
    for words in ("с ОВЗ", "с ограниченными возможностями здоровья"):
        told = asked(desk, f"сколько детей {words} за 2026 год")
        assert told.figure == 11, words
        assert any("ОВЗ" in note and "не знает" in note for note in told.notes)


def test_health_is_understood_where_the_log_names_nobody(desk: Desk) -> None:
    told = asked(desk, "сколько детей с ОВЗ за 2026 год")
    assert told.figure == 0
    assert any(note.startswith("Журнал об этом ничего не сообщает") for note in told.notes)


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("сколько классов участвовало за 2026 год", "классов"),
        ("сколько номинаций было за 2026 год", "номинаций"),
        ("сколько детей за весеннюю смену", "весеннюю"),
        ("сколько детей инвалидов за 2026 год", "инвалидов"),
        ("сколько детей заняли первое место за 2026 год", "первое"),
        ("сколько детей в 2031 учебном году", "учебном"),
        ("сколько сош участвовало в этом году", "сош"),
        ("сколько детей нашей школы за 2026 год", "школы"),
        ("сколько детей из организации за 2026 год", "организации"),
    ],
)
def test_no_word_is_dropped_that_would_change_the_answer(sample: Desk, words: str, unknown: str) -> None:
    meant = understand(sample.read, words, TODAY)
    assert any(unknown in one for one in meant.unknown), meant


def test_all_schools_of_the_cluster_are_everybody(sample: Desk) -> None:
    assert understand(sample.read, "сколько детей из школ нашего кластера за 2026 год", TODAY).is_whole


def test_a_period_that_does_not_exist_is_told(sample: Desk) -> None:
    assert not understand(sample.read, "сколько детей за 7 квартал 2026 года", TODAY).is_whole
