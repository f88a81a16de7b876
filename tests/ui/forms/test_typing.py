"""Typing in cards and dialogs: Enter does the same in all of them, an error goes when it is mended, nothing is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.records.council import AgendaItem, Decision, SeatRole
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Kind, Record, fields_of
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.data.queries.minutes import Seated
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.editors import PLAIN_EDITORS
from cluster_desk.ui.forms.fields_pane import FieldsPane, PartsEditor
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.council.dialogs import SpeakersDialog, StandInDialog, UnlockDialog
from cluster_desk.ui.screens.members import MembersScreen
from cluster_desk.ui.screens.plan.plan_dialogs import CancelledDialog, NameDialog, NewPlanDialog
from tests.ui.answering import answering, press

_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def form(qtbot: QtBot, desk: Desk) -> Iterator[RecordForm]:
    """The card of a new organization."""
    screen = MembersScreen(desk, Settings(), today=lambda: dt.date(2026, 10, 13))
    qtbot.addWidget(screen)
    screen.resize(1170, 640)
    screen.show()
    qtbot.waitActive(screen)
    screen.organizations.add()
    yield screen.organizations.form
    screen.organizations.form.clear()


def _type(words: str) -> QWidget:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit | QPlainTextEdit)
    (focused.insert if isinstance(focused, QLineEdit) else focused.insertPlainText)(words)
    if isinstance(focused, QLineEdit):
        focused.textEdited.emit(focused.text())
    return focused


def _enter(modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused
    QTest.keyClick(focused, Qt.Key.Key_Return, modifier)


def test_enter_goes_on_and_saves_from_the_last_field(form: RecordForm, desk: Desk) -> None:
    _type("Муниципальная школа")
    _enter(_SHIFT)
    _type("с. Луговое")
    _enter()
    _type("Школа с. Луговое")
    went: list[QWidget | None] = []
    while form.record is not None and form.record.id is None and len(went) < 40:
        went.append(QApplication.focusWidget())
        _enter()
    assert len(went) == len(set(went)) > 10
    assert desk.read.rows("SELECT full_name, short_name FROM organizations") == [
        ("Муниципальная школа\nс. Луговое", "Школа с. Луговое")
    ]


def test_what_was_wrong_goes_when_it_is_mended(form: RecordForm, qtbot: QtBot) -> None:
    full, short = form.pane._lines["full_name"], form.pane._lines["short_name"]
    assert not form.save()
    assert full.isVisible()
    assert short.isVisible()
    _type("Школа")
    qtbot.waitUntil(lambda: not full.isVisible(), timeout=2_000)
    assert short.isVisible()
    assert form.count.text() == "Исправьте 1 поле"


@pytest.mark.parametrize(("answer", "stored", "open_still"), [("Сохранить", 1, False), ("Не сохранять", 0, False),
                                                              ("Остаться", 0, True)])  # fmt: skip
def test_a_card_is_closed_by_its_cross_and_asks(
    form: RecordForm, desk: Desk, answer: str, stored: int, open_still: bool
) -> None:
    _type("Школа")
    _enter()
    _type("Школа")
    with answering(press(answer)):
        form.close_button.click()
    assert desk.read.value("SELECT count(*) FROM organizations") == stored
    assert form.isVisible() is open_still


_SEAT = Seated(1, SeatRole.MEMBER, "Соколова Анна Петровна", "", "", None)
_DIALOGS: dict[str, Callable[[QWidget], Dialog]] = {
    "speakers": lambda parent: SpeakersDialog(AgendaItem(topic="О плане"), [], parent),
    "stand-in": lambda parent: StandInDialog(_SEAT, [], parent),
    "unlock": lambda parent: UnlockDialog("Протокол № 1", parent),
    "cancelled": lambda parent: CancelledDialog("Пункт 1", parent),
    "name": lambda parent: NameDialog("Раздел", "Название", "Добавить", parent),
    "new plan": lambda parent: NewPlanDialog(dt.date(2026, 10, 13), parent),
}


@pytest.mark.parametrize("kind", _DIALOGS)
def test_dialogs_ask_about_what_is_typed_and_enter_takes_it(qtbot: QtBot, kind: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def shown() -> Dialog:
        dialog = _DIALOGS[kind](window)
        dialog.open()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.focusWidget())
        if kind == "new plan":
            dialog.findChildren(QLineEdit)[0].setFocus()
        return dialog

    shown().reject()  # nothing typed, nothing asked
    dialog = shown()
    _type("Абв")
    with answering(press("Остаться")):
        dialog.reject()
    assert dialog.isVisible()
    with answering(press("Не сохранять")):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == Dialog.DialogCode.Rejected
    assert not dialog.isVisible()
    dialog = shown()
    _type("Абв")
    if kind != "new plan":  # whose days are no days now: it stays and says so
        with answering(press("Сохранить")):
            dialog.reject()
        assert dialog.result() == Dialog.DialogCode.Accepted
        dialog = shown()
        _type("Абв")
        _enter()
        if kind == "speakers":  # the first Enter takes the name, the second takes all
            _enter()
        assert dialog.result() == Dialog.DialogCode.Accepted
    dialog.deleteLater()


def test_a_field_is_as_high_as_what_is_pasted(form: RecordForm) -> None:
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    pasted = QMimeData()
    pasted.setText(
        "Муниципальное казённое общеобразовательное учреждение основная общеобразовательная школа с. Полевое"
    )
    field.insertFromMimeData(pasted)
    lines = round(field.document().size().height())
    assert lines > 1
    assert field.height() > lines * field.fontMetrics().lineSpacing()
    assert field.verticalScrollBar().value() == 0


def test_shift_enter_begins_a_line(qtbot: QtBot) -> None:
    text = widgets.Prose("а")
    qtbot.addWidget(text)
    text.moveCursor(text.textCursor().MoveOperation.End)
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert text.toPlainText() == "а"
    QTest.keyClick(text, Qt.Key.Key_Return, _SHIFT)
    assert text.toPlainText() == "а\n"


def test_a_day_of_no_calendar_is_refused_wherever_days_are_words(qtbot: QtBot) -> None:
    told = [
        (Event, "day_words"),
        (Event, "moved_to"),
        (PlanItem, "deadline"),
        (PlanItem, "moved_to"),
        (Decision, "due_words"),
    ]
    for record, name in told:
        field = fields_of(record)[name]
        editor = PLAIN_EDITORS[field.kind](field)
        qtbot.addWidget(editor)
        editor.set_value("31.02.2020")
        assert not editor.own_problem()  # what stands there already stays
        for words, wrong in (("32.11", True), ("до 31 июня", True), ("до 30 июня", False), ("еженедельно", False)):
            typed = editor.inputs()[0]
            assert isinstance(typed, QLineEdit | QPlainTextEdit)
            typed.clear()
            (typed.insert if isinstance(typed, QLineEdit) else typed.insertPlainText)(words)
            assert bool(editor.own_problem()) is wrong, (name, words)


def test_a_new_part_takes_the_keyboard_and_saving_leaves_the_place(form: RecordForm, desk: Desk, qtbot: QtBot) -> None:
    _type("МКОУ СОШ с. Рябиновка")
    agreements = form.pane.editors["agreements"]
    assert isinstance(agreements, PartsEditor)
    for count in (1, 2):
        agreements.add_button.setFocus()
        QTest.mouseClick(agreements.add_button, Qt.MouseButton.LeftButton)
        assert len(agreements.panes) == count
        first = next(agreements.panes[-1].inputs())
        assert QApplication.focusWidget() is first
        _type(str(count))
    form.resize(form.width(), 300)
    bar = form._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    bar.setValue(100)
    assert form.save()
    assert form.record is not None
    assert form.record.id is not None
    assert bar.value() == 100
    assert QApplication.focusWidget() is next(agreements.panes[-1].inputs())


@pytest.mark.parametrize("record", [PlanItem, Decision, Organization])
def test_no_field_stands_under_the_heading_of_a_list(qtbot: QtBot, record: type[Record]) -> None:
    pane = FieldsPane(record, lambda _kind: [], headings=True)
    qtbot.addWidget(pane)
    in_a_list = False
    for editor in pane.editors.values():
        is_list = editor.field.kind is Kind.PARTS
        assert is_list or not in_a_list or editor.field.section, editor.field.name
        in_a_list = is_list


def test_words_that_do_not_fit_into_a_line_stand_whole_in_its_tooltip(qtbot: QtBot) -> None:
    editor = PLAIN_EDITORS[Kind.TEXT](fields_of(Event)["venue"])
    qtbot.addWidget(editor)
    editor.resize(160, 32)
    editor.show()
    line = editor.inputs()[0]
    for words, told in (("Администрация района, малый зал", True), ("Зал", False)):
        editor.set_value(words)
        QToolTip.hideText()
        qtbot.waitUntil(lambda: not QToolTip.isVisible())
        QApplication.sendEvent(line, QHelpEvent(QEvent.Type.ToolTip, QPoint(3, 3), line.mapToGlobal(QPoint(3, 3))))
        assert QToolTip.isVisible() is told
        assert not told or QToolTip.text() == words
