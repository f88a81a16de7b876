"""The members' screen and the form: what the office types, sees, mends and takes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QCalendarWidget, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.members import (
    AdditionalAgreement,
    Agreement,
    Membership,
    Organization,
    OrganizationKind,
    Person,
)
from cluster_desk.data.queries.members import ORGANIZATIONS
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.editors import DayEditor
from cluster_desk.ui.forms.fields_pane import PartsEditor
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.forms.link_editor import LinkEditor
from cluster_desk.ui.frame.messages import MessageBox
from cluster_desk.ui.look.tokens import SIDE_FORM_WIDTH
from cluster_desk.ui.screens.members import MembersScreen

TODAY = dt.date(2026, 10, 13)


@pytest.fixture
def sample(sample_file: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_file)
    yield opened
    opened.close()


def _show(qtbot: QtBot, desk: Desk) -> MembersScreen:
    screen = MembersScreen(desk, Settings(), today=lambda: TODAY)
    qtbot.addWidget(screen)
    screen.resize(1170, 660)
    screen.show()
    qtbot.waitExposed(screen)
    return screen


@pytest.fixture
def members(qtbot: QtBot, sample: Desk) -> MembersScreen:
    return _show(qtbot, sample)


def _open(qtbot: QtBot, members: MembersScreen, name: str) -> RecordForm:
    """Choose the organization called `name` in the list, as a click does."""
    table = members.organizations.table
    place = next(place for place, row in enumerate(table.list_model.rows) if row[1] == name)
    table.go_to(table.list_model.key(place))
    form = members.organizations.form
    qtbot.waitUntil(lambda: form.record is not None and form.record.display_name() == name)
    return form


def _line(form: RecordForm, name: str) -> QLineEdit:
    line = form.pane.editors[name].inputs()[0]
    assert isinstance(line, QLineEdit)
    return line


def _type(widget: QWidget, text: str) -> None:
    """Type over what is there; QTest knows only Latin keys."""
    widget.setFocus()
    assert isinstance(widget, QLineEdit)
    widget.selectAll()
    widget.insert(text)
    widget.textEdited.emit(text)


def _answer(key: str) -> list[MessageBox]:
    """Give the next message this answer; the list then holds the message."""
    seen: list[MessageBox] = []

    def give() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, MessageBox):
            QTimer.singleShot(10, give)
            return
        seen.append(box)
        place = [each.key for each in box.message.answers].index(key)
        box.buttons[place].click()

    QTimer.singleShot(0, give)
    return seen


def test_the_list_says_who_is_who_and_whose_agreement_ends(members: MembersScreen) -> None:
    table = members.organizations.table
    model = table.list_model
    first = [model.index(0, place).data() for place in range(4)]
    assert first == ["МКОУ СОШ № 1 пгт Заречный", "СОШ", "Воронцова М. С.", "опорная школа"]
    until = [column.key for column in table.columns].index("valid_until")
    said = [model.index(row, until).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert said.count("10.12.2026, скоро кончается") == 2
    assert members.organizations.list_page.foot.whole() == "14 организаций"


def test_no_field_of_a_form_is_cut_at_the_side(qtbot: QtBot, members: MembersScreen) -> None:
    form = _open(qtbot, members, "МКОУ СОШ с. Берёзовка")
    for one in form.pane.editors.values():
        if isinstance(one, PartsEditor):
            one.add()
    margins_and_scroll_bar = 18 + 8 + 12
    assert form.pane.minimumSizeHint().width() <= SIDE_FORM_WIDTH - margins_and_scroll_bar


def test_ctrl_z_in_a_field_takes_back_the_last_change_when_nothing_was_typed_there(
    qtbot: QtBot, members: MembersScreen
) -> None:
    line = _line(_open(qtbot, members, "МКОУ СОШ с. Берёзовка"), "short_name")
    line.setFocus()

    def is_the_fields() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        event.ignore()
        QApplication.sendEvent(line, event)
        return event.isAccepted()

    assert not is_the_fields()
    QTest.keyClick(line, Qt.Key.Key_X)
    assert is_the_fields()


def test_a_click_on_the_first_row_opens_it_as_on_any_other(qtbot: QtBot, members: MembersScreen) -> None:
    table = members.organizations.table
    table.setFocus()
    assert not members.organizations.form_is_open
    rows = [table.visualRect(table.list_model.index(place, 1)).center() for place in (0, 1)]
    for place, spot in enumerate(rows):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        record = table.list_model.key(place)
        form = members.organizations.form
        qtbot.waitUntil(lambda form=form, record=record: form.record is not None and form.record.id == record)  # type: ignore[misc]
        form.cancel()


def test_chips_and_words_narrow_the_list(qtbot: QtBot, members: MembersScreen) -> None:
    table, filters = members.organizations.table, members.organizations.list_page.filters
    filters.choose_chip("without")
    assert [row[1] for row in table.list_model.rows] == ["МКДОУ детский сад «Колосок»"]
    filters.choose_chip("schools")
    assert table.list_model.rowCount() == 8
    filters.choose_chip("all")
    assert filters.field is not None
    filters.field.setText("ольховка")
    assert [row[1] for row in table.list_model.rows] == ["МКОУ НОШ д. Ольховка"]
    words = [chip.text() for chip, _text in filters._chips.values()]
    assert words[0] == "Все 1"
    assert {text.split()[-1] for text in words} == {"0", "1"}


def test_a_change_is_saved_by_keys_and_taken_back(qtbot: QtBot, members: MembersScreen, sample: Desk) -> None:
    form = _open(qtbot, members, "МКОУ ООШ п. Сосновый")
    phone = _line(form, "phone")
    _type(phone, "8 (00000) 2-99-99")
    assert form.note.whole() == "Изменено, не сохранено"
    QTest.keyClick(phone, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert sample.read.value("SELECT count(*) FROM organizations WHERE phone = '8 (00000) 2-99-99'") == 1
    assert (form.note.whole(), form.dirty) == ("", False)
    step = sample.undo()
    assert step is not None
    assert step.label() == "Изменена организация: МКОУ ООШ п. Сосновый"
    assert _line(form, "phone").text() == "8 (00000) 2-00-17"


def test_a_problem_stands_under_its_field_and_nothing_is_stored(
    qtbot: QtBot, members: MembersScreen, sample: Desk
) -> None:
    form = _open(qtbot, members, "МКОУ ООШ п. Сосновый")
    agreements = form.pane.editors["agreements"]
    assert isinstance(agreements, PartsEditor)
    until = agreements.panes[0].editors["valid_until"]
    assert isinstance(until, DayEditor)
    _type(until.line, "12.10.21")
    QTest.keyClick(until.line, Qt.Key.Key_Tab)
    form.save_button.click()
    line = agreements.panes[0]._lines["valid_until"]
    assert line.isVisible()
    assert line.words.text() == "Раньше начала (12.10.2026). Возможно, 12.10.2031?"
    assert form.count.text() == "Исправьте 1 поле"
    area = form._scroll.viewport()
    qtbot.waitUntil(lambda: area.rect().contains(line.rect().translated(line.mapTo(area, line.rect().topLeft()))))
    assert until.line.text() == "12.10.2021"
    assert QApplication.focusWidget() is until.line
    assert sample.next_undo() is None


def test_a_date_that_is_none_keeps_its_words(qtbot: QtBot, members: MembersScreen) -> None:
    form = _open(qtbot, members, "МКОУ ООШ п. Сосновый")
    agreements = form.pane.editors["agreements"]
    assert isinstance(agreements, PartsEditor)
    day = agreements.panes[0].editors["day"]
    assert isinstance(day, DayEditor)
    _type(day.line, "31.02.2026")
    assert not form.save()
    assert day.line.text() == "31.02.2026"
    assert agreements.panes[0]._lines["day"].words.text() == "Такой даты нет. Пишите так: 22.10.2026."


def test_a_new_name_in_a_link_makes_a_person_in_the_same_change(
    qtbot: QtBot, members: MembersScreen, sample: Desk
) -> None:
    form = _open(qtbot, members, "МКОУ ООШ п. Сосновый")
    head = form.pane.editors["head_id"]
    assert isinstance(head, LinkEditor)
    line = head.box.lineEdit()
    assert line is not None
    _type(line, "Новиков Пётр Ильич")
    assert head.note.isVisible()
    before = sample.read.value("SELECT count(*) FROM people")
    assert form.save()
    row = sample.read.value("SELECT p.name FROM organizations o JOIN people p ON p.id = o.head_id WHERE o.id = 6")
    assert row == "Новиков Пётр Ильич"
    sample.undo()
    assert sample.read.value("SELECT count(*) FROM people") == before


def test_parts_are_added_and_removed(qtbot: QtBot, members: MembersScreen, sample: Desk) -> None:
    form = _open(qtbot, members, "МКДОУ детский сад «Колосок»")
    agreements = form.pane.editors["agreements"]
    assert isinstance(agreements, PartsEditor)
    agreements.add_button.click()
    number = agreements.panes[0].editors["number"].inputs()[0]
    assert QApplication.focusWidget() is number
    QApplication.processEvents()
    passed: list[QWidget] = [number]
    while form.save_button not in passed and len(passed) < 60:
        QTest.keyClick(passed[-1], Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget() or number)
    part, whole = agreements.panes[0].editors, form.pane.editors
    below = [part["day"].inputs()[0], agreements.add_button, whole["site"].inputs()[0], form.save_button]
    assert [each for each in passed if each in below] == below
    _type(number, "15")
    additions = agreements.panes[0].editors["additions"]
    assert isinstance(additions, PartsEditor)
    additions.add_button.click()
    _type(additions.panes[0].editors["number"].inputs()[0], "15-1")
    assert form.save()
    assert sample.read.value("SELECT a.number FROM additional_agreements a WHERE a.number = '15-1'") == "15-1"
    table = members.organizations.table
    place = table.list_model.place_of(table.current_key())
    assert table.list_model.index(place, 3).data() == "№\u00a015"


def test_leaving_a_changed_form_asks(qtbot: QtBot, members: MembersScreen, sample: Desk) -> None:
    form = _open(qtbot, members, "МКОУ ООШ п. Сосновый")
    _type(_line(form, "short_name"), "МКОУ ООШ Сосновый")
    asked = _answer("stay")
    assert not members.may_leave()
    assert asked[0].message.title == "Запись «МКОУ ООШ Сосновый» изменена и не сохранена"
    assert [each.text for each in asked[0].message.answers] == ["Не сохранять", "Остаться", "Сохранить"]
    _answer("save")
    assert members.may_leave()
    assert sample.read.value("SELECT short_name FROM organizations WHERE id = 6") == "МКОУ ООШ Сосновый"


def test_escape_closes_and_asks_only_about_changes(qtbot: QtBot, members: MembersScreen) -> None:
    form = _open(qtbot, members, "МКОУ ООШ п. Сосновый")
    QTest.keyClick(_line(form, "short_name"), Qt.Key.Key_Escape)
    assert members.organizations.panel.isHidden()
    form = _open(qtbot, members, "МКОУ СОШ с. Луговое")
    _type(_line(form, "short_name"), "Школа")
    _answer("stay")
    QTest.keyClick(_line(form, "short_name"), Qt.Key.Key_Escape)
    assert members.organizations.panel.isVisible()
    _answer("drop")
    QTest.keyClick(_line(form, "short_name"), Qt.Key.Key_Escape)
    assert members.organizations.panel.isHidden()


def test_what_others_lean_on_is_not_deleted_and_they_are_named(
    qtbot: QtBot, members: MembersScreen, sample: Desk
) -> None:
    said = _answer("close")
    members.organizations.delete([1])
    assert "нельзя удалить" in said[0].message.title
    assert "Воронцова Марина Сергеевна" in said[0].message.advice
    assert sample.read.value("SELECT count(*) FROM organizations") == 14


def test_several_are_deleted_as_one_change(qtbot: QtBot, desk: Desk) -> None:
    names = ("Дом творчества", "Клуб «Старт»")
    desk.change("Test", *(Organization(full_name=name, short_name=name) for name in names))
    screen = _show(qtbot, desk)
    screen.organizations.table.setFocus()
    screen.organizations.table.selectAll()
    asked = _answer("do")
    QTest.keyClick(screen.organizations.table, Qt.Key.Key_Delete)
    assert asked[0].message.title == "Будет удалено записей: 2"
    assert desk.read.value("SELECT count(*) FROM organizations") == 0
    desk.undo()
    assert desk.read.value("SELECT count(*) FROM organizations") == 2


def test_an_empty_screen_says_what_to_do_and_a_first_one_is_added(qtbot: QtBot, desk: Desk) -> None:
    screen = _show(qtbot, desk)
    assert screen.organizations.empty.isVisible()
    assert screen.organizations.empty.title.text() == "Участников пока нет"
    screen.organizations.add()
    form = screen.organizations.form
    assert form.note.whole() == "Новая запись, ещё не сохранена"
    assert not form.save()
    assert form.count.text() == "Исправьте 2 поля"
    form.pane.editors["full_name"].set_value("МКОУ основная школа с. Ключи")
    _type(_line(form, "short_name"), "МКОУ ООШ с. Ключи")
    assert form.save()
    assert not screen.organizations.empty.isVisible()
    assert screen.organizations.list_page.foot.whole() == "1 организация"


def test_rows_of_word_or_excel_are_pasted_as_one_change(qtbot: QtBot, desk: Desk) -> None:
    screen = _show(qtbot, desk)
    data = QMimeData()
    rows = ["Наименование\tРуководитель\t№ соглашения", "МКОУ НОШ д. Ольховка\tБыстрова Лариса Кузьминична\t7", "\t\t8"]
    data.setText("\n".join(rows))
    QGuiApplication.clipboard().setMimeData(data)
    said = _answer("close")
    screen.organizations.table.paste()
    assert said[0].message.title == "Не добавлена 1 строка"
    assert said[0].message.text == "Строка 3: Не заполнено «Краткое»."
    made = desk.read.load_all(Organization)
    assert [(one.short_name, one.kind) for one in made] == [("МКОУ НОШ д. Ольховка", OrganizationKind.PRIMARY)]
    assert [one.name for one in desk.read.load_all(Person)] == ["Быстрова Лариса Кузьминична"]
    desk.undo()
    assert desk.read.load_all(Person) == []


def test_people_have_a_list_and_a_form_of_their_own(qtbot: QtBot, members: MembersScreen, sample: Desk) -> None:
    members.show_view("people")
    people = members.people
    assert people.list_page.foot.whole().startswith("20 человек")
    people.table.go_to(people.table.list_model.key(0))
    qtbot.waitUntil(lambda: people.form.record is not None)
    _type(_line(people.form, "email"), "почта")
    assert not people.form.save()
    line = people.form.pane._lines["email"].words.text()
    assert line == "«почта» — не адрес почты. Пишите так: name@site.ru."


def test_every_field_has_a_name_and_tab_goes_down_the_form(qtbot: QtBot, members: MembersScreen) -> None:
    form = _open(qtbot, members, "МКОУ ООШ п. Сосновый")
    inputs = list(form.pane.inputs())
    assert all(widget.accessibleName() for widget in inputs)
    inputs[0].setFocus()
    order = [inputs[0]]
    for _step in range(4):
        QTest.keyClick(order[-1], Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        order.append(next(one for one in inputs if one is now or one.isAncestorOf(now)))
    assert order == inputs[:5]


def test_a_day_is_picked_from_the_calendar_by_keys(qtbot: QtBot, members: MembersScreen) -> None:
    form = _open(qtbot, members, "МКОУ ООШ п. Сосновый")
    stays = form.pane.editors["memberships"]
    assert isinstance(stays, PartsEditor)
    left = stays.panes[0].editors["left"]
    assert isinstance(left, DayEditor)
    _type(left.line, "01.09.2026")
    popup = left.open_calendar()
    calendar = popup.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.dateTextFormat(QDate.currentDate()).toolTip() == "Сегодня"  # today is marked
    inside = calendar.findChild(QAbstractItemView)
    assert isinstance(inside, QAbstractItemView)
    QTest.keyClick(inside, Qt.Key.Key_Right)
    QTest.keyClick(inside, Qt.Key.Key_Return)
    assert left.line.text() == "02.09.2026"
    assert form.dirty


def _organization(desk: Desk, words: str) -> Organization | None:
    row = desk.read.value("SELECT id FROM organizations WHERE short_name LIKE ?", f"%{words}%")
    return desk.read.load(Organization, row)


def test_the_cluster_as_it_was_on_a_day(members: MembersScreen, sample: Desk) -> None:
    record = sample.read.load(
        Organization, sample.read.value("SELECT id FROM organizations WHERE short_name LIKE '%Ольх%'")
    )
    assert record
    gone = record.copy()
    gone.memberships = [Membership(joined=dt.date(2020, 9, 1), left=dt.date(2026, 5, 31))]
    sample.change("Left", gone)
    table, chip = members.organizations.table, members.organizations.on_day

    def display() -> set[str]:
        return {row[1] for row in table.list_model.rows}

    chip.take(dt.date(2026, 5, 31))
    assert chip.button.text() == "На 31.05.2026"
    assert record.short_name in display()
    chip.take(dt.date(2026, 6, 1))
    assert record.short_name not in display()
    members.organizations.list_page.filters.choose_chip("schools")
    assert record.short_name not in display()
    chip.button.click()
    assert chip.button.text() == "На дату…"
    assert record.short_name in display()


def test_a_member_just_stored_is_seen_whatever_day_was_chosen(qtbot: QtBot, members: MembersScreen) -> None:
    screen = members.organizations
    screen.on_day.take(dt.date(2026, 5, 31))
    screen.list_page.filters.choose_chip("ending")
    screen.add()
    stay = Membership(joined=dt.date(2026, 9, 1))
    screen.form.pane.editors["full_name"].set_value("Новая школа")
    screen.form.pane.editors["short_name"].set_value("Новая школа")
    screen.form.pane.editors["memberships"].set_value([stay])
    assert screen.form.save()
    assert "Новая школа" in {screen.table.list_model.row(at)[1] for at in range(screen.table.list_model.rowCount())}
    assert screen.on_day.day is None
    qtbot.waitUntil(lambda: screen.form.record is not None)


def test_an_agreement_without_number_and_day_is_concluded_on_the_list(qtbot: QtBot, desk: Desk) -> None:
    agreed = Organization(full_name="Клуб «Старт»", short_name="Клуб «Старт»", agreements=[Agreement()])
    desk.change("Test", agreed, Organization(full_name="Дом творчества", short_name="Дом творчества"))
    organizations = _show(qtbot, desk).organizations
    told = {row.short_name: row.agreement for row in organizations.read_rows()}
    assert told == {"Клуб «Старт»": "заключено", "Дом творчества": ""}
    organizations.list_page.filters.choose_chip("without")
    assert [row[1] for row in organizations.table.list_model.rows] == ["Дом творчества"]


def test_an_additional_agreement_sets_the_term(sample: Desk) -> None:
    record = sample.read.load(
        Organization, sample.read.value("SELECT id FROM organizations WHERE short_name LIKE '%Лугов%'")
    )
    assert record
    longer = record.copy()
    longer.agreements[-1].additions = [
        AdditionalAgreement(number="1", day=dt.date(2026, 9, 1), valid_until=dt.date(2031, 12, 10))
    ]
    sample.change("Prolonged", longer)
    place = [column.key for column in ORGANIZATIONS.columns].index("valid_until") + 1
    assert [row[place] for row in ORGANIZATIONS.rows(sample.read) if row[0] == record.id] == ["2031-12-10"]


def test_what_is_told_of_the_head_stands_together(desk: Desk, qtbot: QtBot) -> None:
    screen = _show(qtbot, desk)
    screen.organizations.add()
    fields = list(screen.organizations.form.pane.editors)
    head = fields.index("head_id")
    assert fields[head : head + 3] == ["head_id", "head_since", "head_order"]
