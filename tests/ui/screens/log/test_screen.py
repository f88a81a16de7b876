"""The log in its window: entries typed by keyboard alone, likeness noticed, participation, files, the search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.events import Event, EventState, Participation, TakingPart
from cluster_desk.data.queries.contents import read_content
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.attachments import AttachmentsEditor
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.search_everywhere import SearchEverywhere
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.screens.log.participation_grid import ParticipationGrid
from cluster_desk.ui.screens.log.screen import LogScreen
from tests.builders import an_organization
from tests.ui.answering import answering
from tests.ui.answering import press as press_button

TODAY = dt.date(2026, 10, 16)
Key = Qt.Key

# A week of an office: day of the month ("" for the day before's), what, where, how many.
WEEK = [
    ("12", "Открытый урок физики", "лицей", "24 школьника"),
    ("", "РМО учителей истории", "", "11 педагогов"),
    ("", "Консультация логопеда", "детский сад", "5 родителей"),
    ("", "Турнир по шахматам", "", "более 30 детей"),
    ("13", "Мастер-класс по лепке", "«Родничок»", "27 родителей, 2 педагога"),
    ("", "Выдача учебников", "", "48 экз."),
    ("", "Экскурсия в музей", "", "19"),
    ("", "Заседание клуба чтецов", "", "9 юных чтецов"),
    ("14", "Семинар завучей", "", "14 педагогов"),
    ("", "Кросс шестиклассников", "стадион", "46 шестиклассников"),
    ("", "Вебинар по безопасности", "онлайн", "около 40"),
    ("", "Репетиция хора", "", "8 хоров"),
    ("15", "Родительское собрание", "", "29 родителей"),
    ("", "День здоровья", "", "120 школьников"),
    ("", "Отбор проектов", "", "9 работ"),
    ("", "Уборка парка", "", "64 школьника и 3 педагога"),
    ("16", "Встреча с агрономом", "", "22 ученика"),
    ("", "Пробный экзамен", "", "18 выпускников"),
    ("", "Совещание директоров", "", "12 директоров"),
    ("", "Концерт ко Дню отца", "", ""),
]


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> LogScreen:
    desk.change(
        "Added", an_organization(), an_organization(full_name="Детский сад", short_name="Детский сад «Родничок»")
    )
    made = LogScreen(desk, Settings(), today=lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1170, 640)
    made.show()
    return made


def keys_typed(words: str) -> int:
    focused = QApplication.focusWidget()
    assert focused
    for letter in words:  # QTest's own typing knows no Cyrillic
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(focused, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    return len(words)


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> int:
    focused = QApplication.focusWidget()
    assert focused
    QTest.keyClick(focused, key, modifier)
    return 1


def test_a_week_is_typed_by_keyboard_alone(screen: LogScreen, desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitActive(screen)
    screen.entries.quick.begin()
    beyond = 0  # keys that are no letters of the entry
    for day, what, where, how_many in WEEK:
        if day:
            beyond += press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
            keys_typed(day)
            beyond += press(Key.Key_Tab)
        keys_typed(what)
        if where or how_many:
            beyond += press(Key.Key_Tab)
            keys_typed(where)
        if how_many:
            beyond += press(Key.Key_Tab)
            keys_typed(how_many)
        beyond += press(Key.Key_Return)
        if where == "лицей":  # none of the members: said, and written down by the second Enter
            assert "«лицей» нет среди участников" in screen.entries.quick.note.whole()
            beyond += press(Key.Key_Return)
    events = desk.read.rows("SELECT name, day_words, first_day, people_count, state FROM events ORDER BY id")
    assert [row[0] for row in events] == [what for _day, what, _where, _many in WEEK]
    assert [row[2] for row in events] == [f"2026-10-{12 + n // 4}" for n in range(20)]
    assert [row[3] for row in events][:8] == [24, 11, 5, 30, 29, None, 19, 9]
    assert {row[4] for row in events} == {"held"}
    assert desk.read.value("SELECT count(*) FROM participations WHERE organization_id IS NOT NULL") == 2 + 1
    assert beyond / len(WEEK) <= 4
    assert screen.entries.model.rowCount() == 20


def test_two_fields_and_enter_are_enough(screen: LogScreen, desk: Desk) -> None:
    quick = screen.entries.quick
    quick.what.setText("Субботник")
    quick.when.setText("10 октября")
    QTest.keyClick(quick.what, Key.Key_Return)
    assert desk.read.rows("SELECT name, first_day FROM events") == [("Субботник", "2026-10-10")]
    assert quick.what.text() == ""
    QTest.keyClick(quick.what, Key.Key_Return)
    assert quick.note.whole() == "Заполните «Что сделано»."
    assert desk.read.value("SELECT count(*) FROM events") == 1


def test_several_schools_are_typed_in_one_line(screen: LogScreen, desk: Desk) -> None:
    quick = screen.entries.quick
    quick.what.setText("Игра «Зарница»")
    quick.where.setText("Родничок 12, Луговое 8 школьников")
    quick.look_at_words()
    assert quick.note.whole() == ("Участвовали: Детский сад «Родничок»\u00a0— 12; СОШ с. Луговое\u00a0— 8 школьников.")
    QTest.keyClick(quick.where, Key.Key_Return)
    rows = desk.read.rows("SELECT organization_id, count, kind FROM participations ORDER BY place")
    assert rows == [(2, 12, "others"), (1, 8, "pupils")]
    assert not screen.entries.form_is_open  # the line is gone on with


def test_what_was_saved_is_seen_in_its_year(screen: LogScreen, desk: Desk) -> None:
    desk.change("Added", Event(name="Кружок", day_words="по расписанию"), Event(name="Старое", day_words="5.5.2022"))
    screen.choose_year(2022)
    model, quick = screen.entries.model, screen.entries.quick
    assert [model.row(place).name for place in range(model.rowCount())] == ["Старое"]
    for when, what, year in (
        ("12.09.2025", "Сбор", 2025),
        ("28.11.2026", "Форум", 2026),
        ("когда-нибудь", "Поход", -1),
    ):
        quick.when.setText(when)
        quick.what.setText(what)
        quick.enter()
        assert what in [model.row(place).name for place in range(model.rowCount())]
        assert screen._years[0].currentData() == year
    assert [model.row(place).name for place in range(model.rowCount())] == ["Поход", "Кружок"]
    assert screen._years[0].currentText() == "без даты: 2"


@pytest.mark.parametrize("words", ["32.11", "31 июня"])
def test_a_day_of_no_calendar_is_refused(screen: LogScreen, desk: Desk, words: str) -> None:
    quick = screen.entries.quick
    quick.when.setText(words)
    quick.what.setText("Сбор")
    quick.enter()
    assert quick.note.whole().startswith("Такой даты нет")
    assert not desk.read.value("SELECT count(*) FROM events")


def test_a_half_typed_entry_is_asked_about(screen: LogScreen, desk: Desk) -> None:
    screen.entries.quick.what.setText("Субботник")
    with answering(press_button("Остаться")):
        assert not screen.may_leave()
    with answering(press_button("Сохранить")):
        assert screen.may_leave()
    assert desk.read.value("SELECT name FROM events") == "Субботник"
    screen.entries.quick.what.setText("Ещё")
    with answering(press_button("Не сохранять")):
        assert screen.may_leave()
    assert screen.may_leave()


def test_backward_days_are_said_and_nothing_is_lost(screen: LogScreen, desk: Desk) -> None:
    quick = screen.entries.quick
    quick.when.setText("30-20 сентября")
    quick.what.setText("Неделя чтения")
    quick.enter()
    assert "Даты стоят наоборот" in quick.note.whole()
    assert (quick.what.text(), desk.read.value("SELECT count(*) FROM events")) == ("Неделя чтения", 0)


def test_arrows_change_the_day(screen: LogScreen) -> None:
    quick = screen.entries.quick
    quick.when.setText("13 октября")
    QTest.keyClick(quick.when, Key.Key_Up)
    assert quick.when.text() == "12.10.2026"
    QTest.keyClick(quick.what, Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert quick.when.text() == "13.10.2026"


def test_a_likely_duplicate_is_noticed_while_typing(screen: LogScreen, desk: Desk) -> None:
    [row] = desk.change(
        "Event added", Event(name="Мастер-класс «Читаем вместе»", day_words="12 октября 2026", venue="«Колосок»")
    )
    quick = screen.entries.quick
    quick.when.setText("13 октября")
    quick.what.setText("Мастер-классы «Читаем вместе» для родителей дошк")
    quick.look_for_likeness()
    assert quick.note.whole() == "Похоже на запись от 12 октября 2026 «Мастер-класс „Читаем вместе“», «Колосок»."
    quick.open_button.click()
    assert screen.entries.form.record is not None
    assert screen.entries.form.record.id == row
    quick.what.setText("Заседание штаба")
    quick.look_for_likeness()
    assert quick.note.whole() == ""


def test_chips_words_and_year_narrow_the_list(screen: LogScreen, desk: Desk) -> None:
    desk.change(
        "Event added",
        Event(name="Кросс", day_words="2 октября 2026"),
        Event(name="Форум", day_words="21 ноября 2026", state=EventState.PLANNED),
        Event(name="Ярмарка", day_words="1 октября 2026", state=EventState.PLANNED),
        Event(name="Старый концерт", day_words="5 мая 2025"),
    )
    model = screen.entries.model

    def names() -> list[str]:
        return [model.row(place)[2] for place in range(model.rowCount())]

    assert names() == ["Кросс", "Ярмарка"]
    screen.entries._show_counts()
    assert screen.entries.list_page.foot.whole() == "2 записи, впереди ещё 1"
    screen.entries.list_page.filters.choose_chip("ahead")
    assert names() == ["Форум"]
    screen.entries.list_page.filters.choose_chip("no_outcome")
    assert names() == ["Ярмарка"]
    screen.entries.list_page.filters.choose_chip("")
    screen.choose_year(2025)
    assert names() == ["Старый концерт"]
    screen.choose_year(0)
    assert len(names()) == 3
    filters = screen.entries.list_page.filters
    assert filters.field is not None
    filters.field.setText("концерты")
    assert names() == ["Старый концерт"]
    screen.entries._show_counts()
    assert [filters._chips[key][0].text() for key in ("", "ahead")] == ["По сегодня 1", "Впереди 0"]


def test_entries_picked_out_are_said_to_be_so(screen: LogScreen, desk: Desk) -> None:
    rows = desk.change("Event added", *(Event(name=f"Кросс {n}", day_words="2 октября 2026") for n in range(1000)))
    model, filters = screen.entries.model, screen.entries.list_page.filters
    assert filters.field is not None
    filters.field.setText("кросс 7")
    screen.show_entries(rows[:-1])
    picked = filters._chips["picked"][0]
    assert (model.rowCount(), filters.field.text(), filters.chosen_chip()) == (999, "", "picked")
    screen.entries._show_counts()
    assert (picked.text(), filters._chips[""][0].text()) == ("Отобрано 999", "По сегодня 1000")
    assert not picked.isHidden()
    filters.choose_chip("")
    assert (model.rowCount(), picked.isHidden(), filters.chosen_chip()) == (1000, True, "")


def test_the_grid_keeps_words_and_is_saved(screen: LogScreen, desk: Desk, qtbot: QtBot) -> None:
    values = [
        Participation(organization_id=1, count_words="12"),
        Participation(count_words="9", unit="работ", kind=TakingPart.OTHERS),
    ]
    [row] = desk.change("Event added", Event(name="Конкурс", day_words="2 октября 2026", participations=values))
    screen.entries.open(row)
    grid = screen.entries.form.pane.editors["participations"]
    assert isinstance(grid, ParticipationGrid)
    assert grid.units.text() == "9 работ"
    grid.model.setData(grid.model.index(0, 1), "более 70")
    grid.model.setData(grid.model.index(grid.model.rowCount() - 1, 0), "Школа соседей")
    grid.model.setData(grid.model.index(grid.model.rowCount() - 2, 2), "3")
    assert screen.entries.form.save()
    stored = desk.read.rows(
        "SELECT organization_words, kind, count_words, count, unit FROM participations ORDER BY place"
    )
    assert ("", "pupils", "более 70", 70, "") in stored
    assert ("Школа соседей", "teachers", "3", 3, "") in stored
    assert ("", "others", "9", 9, "работ") in stored
    assert desk.read.value("SELECT people_count FROM events") == 73


def test_a_photo_is_attached_with_a_thumbnail(
    screen: LogScreen, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, fake = tmp_path / "хор.png", tmp_path / "не фото.jpg"
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(photo))
    fake.write_bytes(b"words, not a picture")
    texts: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: texts.append(error.what))
    [row] = desk.change("Event added", Event(name="Концерт", day_words="5 октября 2026"))
    screen.entries.open(row)
    editor = screen.entries.form.pane.editors["attachments"]
    assert isinstance(editor, AttachmentsEditor)
    editor.attach(fake)
    editor.attach(photo)
    assert texts == ["«не фото.jpg» — не снимок, хотя называется как снимок."]
    assert editor.list.count() == 1
    assert not editor.list.item(0).icon().isNull()
    assert screen.entries.form.save()
    digest = desk.read.value("SELECT digest FROM attachments")
    assert read_content(desk.read, digest) == photo.read_bytes()


@pytest.fixture
def sample(sample_file: Path) -> Iterator[Desk]:
    """The sample's file, open until the window is closed."""
    desk = Desk.open(sample_file)
    yield desk
    desk.close()


def test_participation_leads_to_its_entries(sample: Desk, qtbot: QtBot) -> None:
    desk = sample
    screen = LogScreen(desk, Settings(), today=lambda: TODAY)
    qtbot.addWidget(screen)
    screen.show_view("participation")
    page = screen.participation
    matrix = page.table.matrix
    for size in ((1170, 605), (855, 380)):
        screen.resize(*size)
        screen.show()
        QApplication.processEvents()
        last, columns = len(matrix.rows), range(matrix.columnCount())
        assert page.table.horizontalScrollBar().maximum() == 0
        assert page.table.totals.isVisible()
        assert page.note.text() == page.note.whole()
        assert (page.table.isRowHidden(last), page.table.totals.isRowHidden(last)) == (True, False)
        assert [page.table.columnWidth(n) for n in columns] == [page.table.totals.columnWidth(n) for n in columns]
    total = matrix.number(len(matrix.rows), len(matrix.keys) + 1)
    assert total == desk.read.value("SELECT sum(people_count) FROM events WHERE state = 'held'")
    page.table.setCurrentIndex(matrix.index(0, 10))
    QTest.keyClick(page.table, Key.Key_Return)
    assert screen.currentWidget() is screen.entries
    visible = [screen.entries.model.key(place) for place in range(screen.entries.model.rowCount())]
    sql = (
        "SELECT sum(count) FROM participations WHERE unit = '' AND organization_id = ? "
        f"AND events_id IN ({', '.join(map(str, visible))})"
    )
    assert desk.read.value(sql, matrix.rows[0].organization_id) == matrix.number(0, 10)
    screen.show_view("totals")
    assert "Всего проведено: 140 записей" in screen.totals.foot.whole()


def test_the_search_field_goes_to_what_it_found(sample: Desk, qtbot: QtBot) -> None:
    search = SearchEverywhere(sample.read)
    qtbot.addWidget(search)
    search.show()
    rows: list[tuple[str, str]] = []
    search.chosen.connect(lambda hit: rows.append((hit.kind, hit.title)))
    search.field.setText("конкурсы чтецов живых слов")
    QTest.keyClick(search.field, Key.Key_Return)
    assert rows[0][1] == "Районный конкурс чтецов «Живое слово»"
    search.field.setText("ъъъъ")
    search.search()
    assert search.hits.item(0).text() == "Ничего не найдено"


def test_a_line_written_down_opens_no_card_when_one_comes_back(screen: LogScreen, desk: Desk) -> None:
    entries = screen.entries
    entries.quick.what.setText("Кросс")
    entries.quick.enter()
    assert screen.may_leave()
    event = desk.read.load_all(Event)[0].copy()
    event.name += " и ещё"
    desk.change("Event changed", event)
    entries.reload()
    QApplication.processEvents()
    assert not entries.form_is_open


def test_every_view_has_the_same_three_segments(screen: LogScreen) -> None:
    for key in ("participation", "totals"):
        screen.show_view(key)
        [bar] = screen.view(key).findChildren(Segments)
        assert [button.text() for button in bar.buttons.values()] == ["Записи", "Участие", "Итоги"]
