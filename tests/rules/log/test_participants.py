"""A list of participants: pasted, typed, doubted; erased with the class; the steps of the event's way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.records.events import Event, EventState
from cluster_desk.core.records.participants import Criterion, EventFolder, Participant, Points
from cluster_desk.core.records.publishing import Publication
from cluster_desk.data.privacy.erase import somebody_called
from cluster_desk.data.privacy.kept import personal_data_of
from cluster_desk.data.queries.participants import folder_of, participant_facts, participants_of
from cluster_desk.data.queries.search_hits import search_everywhere
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.importing.pasted_records import PastedList, order_of, targets_of
from cluster_desk.exchange.importing.pasting import pasted_tables
from cluster_desk.reports.papers.news import news_of
from cluster_desk.rules.log.folder import StepState, folder_again, way_of, with_printed
from cluster_desk.rules.log.participant_cells import columns_of, shown, with_words
from cluster_desk.rules.log.participant_counts import counts_of
from cluster_desk.rules.log.participants import list_doubts
from tests.builders import an_organization

DAY = dt.date(2026, 3, 12)


@pytest.fixture(scope="module")
def opened(_prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One file for all tests of this module, each with an event of its own."""
    path = tmp_path_factory.mktemp("participants") / "Кластер.cdesk"
    path.write_bytes(_prepared_file.read_bytes())
    desk = Desk.open(path)
    lug = an_organization()
    birch = an_organization(full_name="МКОУ СОШ с. Берёзовка", short_name="МКОУ СОШ с. Берёзовка", agreements=[])
    desk.change("Added", lug, birch)
    yield desk
    desk.close()


@pytest.fixture
def event(opened: Desk) -> int:
    made = Event(name="Конкурс чтецов «Родное слово»", state=EventState.HELD, day_words="12.03.2026")
    return opened.change("Event added", made)[-1]


def listed(desk: Desk, event: int, *lines: tuple[str, ...]) -> list[int]:
    """Participants of lines of name, class, school, nomination."""
    filled = [(*line, "", "", "")[:4] for line in lines]
    records = [
        Participant(event_id=event, name=name, grade=grade, organization_words=school, nomination=nomination)
        for name, grade, school, nomination in filled
    ]
    return desk.change("Participants pasted", *records)


def sentences(desk: Desk, event: int) -> list[str]:
    return [one.sentence for one in list_doubts(desk.read, event)]


def test_a_list_from_excel_is_pasted_with_its_schools_linked(opened: Desk, event: int) -> None:
    text = (
        "№ п/п\tФИО участника\tКласс\tОО\tФИО наставника, должность\tНоминация\n"
        '1\tКлючева Анна Петровна\t7 "А"\tМКОУ СОШ с. Луговое\tГромова О. И., учитель\tПоэзия\n'
        "2\tОзеров Пётр\t5\tСОШ с.Берёзовка\tСоснин И. П.\tПроза\n"
    )
    pasted = pasted_tables(read_clipboard("", text), targets_of(Participant), order_of([]))
    made = PastedList(opened, Participant, pasted, {"event_id": event})
    records, count = made.to_store()
    assert (count, made.bad, [column.heading for column in pasted.tables[0].unknown]) == (2, [], [])
    opened.change("Participants pasted", *records)
    first, second = participant_facts(opened.read, event)
    assert (first.name, first.record.grade, first.organization) == (
        "Ключева Анна Петровна",
        '7 "А"',
        "МКОУ СОШ с. Луговое",
    )
    assert (first.record.mentor, first.record.nomination) == ("Громова О. И., учитель", "Поэзия")
    assert (second.organization, second.record.organization_words) == ("МКОУ СОШ с. Берёзовка", "СОШ с.Берёзовка")


def test_what_looks_wrong_is_told_line_by_line(opened: Desk, event: int) -> None:
    listed(
        opened,
        event,
        ("Лугов Иван", "учитель", "МКОУ СОШ с. Луговое", "Поэзия"),
        ("Белова Анна", "7", "школа с. Неизвестное", "Поэзия"),
        ("Белов Пётр", "7", "", "Поэзия"),
        ("Команда школы № 9", "7", "МКОУ СОШ с. Берёзовка", "Проза"),
    )
    assert sentences(opened, event) == [
        "Лугов Иван: «учитель» — не класс.",
        "Белова Анна: школы «школа с. Неизвестное» нет в списке организаций.",
        "Белов Пётр: школа не указана.",
        "«Команда школы № 9»: это не фамилия с именем.",
    ]


def test_a_school_written_short_is_not_called_unknown(opened: Desk, event: int) -> None:
    listed(opened, event, ("Белова Анна", "7", "Луговое", "Поэзия"))
    assert sentences(opened, event) == ["Белова Анна: школа «Луговое» — возможно, МКОУ СОШ с. Луговое."]


def test_the_same_child_twice_and_a_school_in_two_spellings_are_told(opened: Desk, event: int) -> None:
    listed(
        opened,
        event,
        ("Озёрова Анна Ивановна", "7", "МКОУ СОШ с. Луговое", "Поэзия"),
        ("Озерова Анна", "7", "СОШ с. Луговое", "Проза"),
        ("Тихонов Пётр", "5", "МКОУ СОШ с. Берёзовка", "Поэзия"),
        ("Тихонов Петр", "5", "МКОУ СОШ с. Берёзовка", "Поэзия"),
    )
    assert sentences(opened, event) == [
        "Озёрова Анна Ивановна участвует в нескольких номинациях: Поэзия; Проза.",
        "Тихонов Пётр стоит в списке дважды.",
        "МКОУ СОШ с. Луговое написана по-разному: МКОУ СОШ с. Луговое (1); СОШ с. Луговое (1).",
    ]


def test_points_are_typed_by_criterion_and_places_follow(opened: Desk, event: int) -> None:
    first, second = listed(opened, event, ("Лугов Иван", "7"), ("Белова Анна", "7"))
    opened.change(
        "Folder", EventFolder(event_id=event, criteria=[Criterion(name="Дикция", most=5), Criterion(name="Образ")])
    )
    folder = folder_of(opened.read, event)
    columns = {column.heading: column for column in columns_of(folder)}
    assert list(columns)[-4:] == ["Дикция (5)", "Образ", "Сумма", "Место"]
    for row, words in ((first, "7"), (second, "3,5")):
        record = opened.read.load(Participant, row)
        assert record is not None
        changed = with_words(record, columns["Дикция (5)"], words)
        opened.change("Participant changed", with_words(changed, columns["Образ"], "2"))
    told = participant_facts(opened.read, event)
    assert [shown(one, columns["Сумма"]) for one in told] == ["9", "5,5"]
    assert [shown(one, columns["Место"]) for one in told] == ["I", "II"]
    assert [one for one in sentences(opened, event) if "балл" in one] == [
        "Лугов Иван: по критерию «Дикция» баллов 7, а ставят не больше 5."
    ]
    with pytest.raises(UserError, match="«много» — не число баллов"):
        with_words(told[0].record, columns["Образ"], "много")
    undone = with_words(told[1].record, columns["Образ"], "")
    assert [one.points for one in undone.points] == [3.5]


def test_an_event_has_one_folder_and_points_are_no_less_than_zero(opened: Desk, event: int) -> None:
    opened.change("Folder", EventFolder(event_id=event))
    with pytest.raises(Problems, match="уже есть папка"):
        opened.change("Folder", EventFolder(event_id=event))
    with pytest.raises(Problems, match="меньше нуля"):
        opened.change("x", Participant(event_id=event, name="Лугов Иван", points=[Points(criterion_id=1, points=-1)]))


def test_the_list_goes_and_comes_back_with_its_event(opened: Desk, event: int) -> None:
    listed(opened, event, ("Лугов Иван", "7"), ("Белова Анна", "5"))
    record = opened.read.load(Event, event)
    assert record is not None
    opened.change("Event deleted", remove=[record])
    assert participants_of(opened.read, event) == []
    opened.undo()
    assert [one.name for one in participants_of(opened.read, event)] == ["Лугов Иван", "Белова Анна"]


def test_a_participant_is_found_by_name(opened: Desk, event: int) -> None:
    listed(opened, event, ("Родникова Василиса", "7", "МКОУ СОШ с. Луговое"))
    [hit] = [one for one in search_everywhere(opened.read, "родниковой василисе") if one.kind == "Participant"]
    assert hit.detail == "7, МКОУ СОШ с. Луговое: Конкурс чтецов «Родное слово»"


def test_the_way_of_an_event_is_told_step_by_step(opened: Desk, event: int) -> None:
    def way() -> dict[str, tuple[StepState, str]]:
        record = opened.read.load(Event, event)
        assert record is not None
        return {one.step.key: (one.state, one.words) for one in way_of(opened.read, record)}

    assert {state for state, _words in way().values()} == {StepState.EMPTY}
    assert with_printed(opened.read, "certificates", event, DAY) is None  # an event without a folder notes nothing
    listed(opened, event, ("Лугов Иван", "7", "МКОУ СОШ с. Луговое"), ("Белова Анна", "5", "МКОУ СОШ с. Берёзовка"))
    assert way()["applications"] == (StepState.BEGUN, "2 участника, 2 школы")
    folder = with_printed(opened.read, "certificates", event, DAY)
    assert folder is not None
    folder.criteria, folder.order_number = [Criterion(name="Дикция")], "15"
    opened.change("Folder", folder)
    assert with_printed(opened.read, "certificates", event, DAY) is None  # the day is noted once
    assert way()["awards"] == (StepState.PRINTED, "сделано 12.03.2026")
    assert way()["jury"] == (StepState.BEGUN, "1 критерий")
    assert way()["order"] == (StepState.BEGUN, "№ 15")
    card = Publication(name="Итоги", event_id=event, published_on=DAY, link="https://school1.example/page")
    card.id = opened.change("Published", card)[0]
    assert way()["news"] == (StepState.PUBLISHED, "https://school1.example/page")
    card.taken_down_on = DAY
    opened.change("Taken down", card)
    assert way()["news"][0] is StepState.EMPTY
    record = opened.read.load(Event, event)
    assert record is not None
    record.links = "Новость: https://school1.example/news/7"
    opened.change("Event changed", record)
    assert way()["news"] == (StepState.PUBLISHED, "https://school1.example/news/7")


def test_a_child_in_two_nominations_is_counted_once_everywhere(opened: Desk, event: int) -> None:
    lines = [("Громова Анна Петровна", "7", "СОШ с. Берёзовка", "проза"), ("Лугов Пётр", "5", "сош с. Ключи", "проза")]
    listed(opened, event, *lines, ("Громова Анна", "7", "МКОУ СОШ с. Берёзовка", "стихи"))
    records = participants_of(opened.read, event)
    assert sum(counts_of(records).values()) == 2
    [applications] = [one for one in way_of(opened.read, Event(id=event)) if one.step.key == "applications"]
    assert applications.words == "2 участника, 2 школы"
    assert "Участники — 2 обучающихся из 2 организаций" in "".join(news_of(opened.read, {"event": str(event)}).site)


def test_next_years_folder_has_the_criteria_and_nothing_printed(opened: Desk, event: int) -> None:
    listed(opened, event, ("Лугов Иван", "7"))
    folder = with_printed(opened.read, "participants", event, DAY)
    assert folder is not None
    folder.criteria = [Criterion(name="Дикция", most=5)]
    again = folder_again(folder, 77)
    assert ([(one.name, one.most) for one in again.criteria], again.printed, again.event_id) == (
        [("Дикция", 5)],
        [],
        77,
    )
    assert not {one.uuid for one in again.criteria} & {one.uuid for one in folder.criteria}


def test_an_erased_child_is_nowhere_and_what_was_printed_is_named(data_file: Path) -> None:
    desk = Desk.open(data_file)
    event = desk.change("Event added", Event(name="Конкурс чтецов", day_words="12.03.2026"))[-1]
    row = listed(desk, event, ("Ключникова Василиса Андреевна", "8 «Ж»", "МКОУ СОШ с. Луговое", "Поэзия"))[0]
    listed(desk, event, ("Белова Анна", "5"))
    changed = desk.read.load(Participant, row)
    folder = with_printed(desk.read, "jury-minutes", event, DAY)
    assert changed is not None
    assert folder is not None
    changed.notes = "приедет с бабушкой"
    desk.change("Participant changed", changed, folder, subject=changed.name)
    who = somebody_called(desk.read, "Ключникова Василиса Андреевна")
    kept = {(one.field, one.words) for one in personal_data_of(desk.read, who)}
    assert {("Класс", "8 «Ж»"), ("Заметки", "приедет с бабушкой"), ("Бумага", "Протокол жюри, 12.03.2026")} <= kept
    desk.erase(who)
    erased = desk.read.load(Participant, row)
    assert erased is not None
    assert (erased.grade, erased.notes, erased.nomination) == ("", "", "Поэзия")
    desk.close()
    content = data_file.read_bytes()
    for words in ("Ключников", "Василис", "8 «Ж»", "бабушкой", "ключников"):
        assert words.encode() not in content, words
    assert "Белова Анна".encode() in content
