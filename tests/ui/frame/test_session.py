"""Windows shuts down while something is typed: it is asked about as at closing, and nothing is lost unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.messages import Answer, Message, MessageBox
from cluster_desk.ui.screens.members import MembersScreen
from tests.ui.answering import answering, press

_TITLE = "SELECT short_name FROM organizations WHERE short_name LIKE '%заново%'"


class _Session:
    """The session that ends, as Qt tells of it."""

    def __init__(self, *, interaction: bool = True) -> None:
        self._interaction = interaction
        self.cancelled = False

    def allowsInteraction(self) -> bool:
        return self._interaction

    def cancel(self) -> None:
        self.cancelled = True

    def release(self) -> None:
        pass


@pytest.fixture
def app(sample_file: Path, qtbot: QtBot) -> Iterator[App]:
    made = App(Settings())
    qtbot.addWidget(made.window)
    assert made.open(sample_file)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.finish()


def _type_something(app: App, qtbot: QtBot) -> None:
    assert app.window.shell
    assert app.window.shell.go("members")
    screen = app.window.shell.screens["members"]
    assert isinstance(screen, MembersScreen)
    table = screen.organizations.table
    screen.organizations.open(table.list_model.key(0))
    qtbot.waitUntil(lambda: screen.organizations.form.record is not None, timeout=20_000)
    field = screen.organizations.form.pane.editors["short_name"].inputs()[0]
    assert isinstance(field, QLineEdit)
    field.insert("заново")
    field.textEdited.emit(field.text())
    assert app.window.shell.unsaved_form()


def _forget(app: App) -> None:
    """What was typed is there still; the window is closed without a question then."""
    assert app.window.shell
    form = app.window.shell.unsaved_form()
    assert form
    form.clear()


@pytest.mark.parametrize(("answer", "waits", "stored"), [("Сохранить", False, True), ("Не сохранять", False, False),
                                                        ("Остаться", True, False)])  # fmt: skip
def test_what_is_typed_is_asked_about(app: App, qtbot: QtBot, answer: str, waits: bool, stored: bool) -> None:
    _type_something(app, qtbot)
    session = _Session()
    with answering(press(answer)):
        app.end_session(session)
    assert session.cancelled is waits
    assert app.desk
    assert bool(app.desk.read.value(_TITLE)) is stored
    if waits:
        _forget(app)


def test_nothing_typed_holds_nothing_up(app: App) -> None:
    for session in (_Session(), _Session(interaction=False)):
        app.end_session(session)
        assert not session.cancelled


def test_where_nobody_may_be_asked_the_system_is_told_to_wait(app: App, qtbot: QtBot) -> None:
    _type_something(app, qtbot)
    session = _Session(interaction=False)
    app.end_session(session)
    assert session.cancelled
    _forget(app)


def test_a_question_that_waits_is_closed_as_if_nothing_had_been_chosen(app: App, qtbot: QtBot) -> None:
    question = MessageBox(Message("Вопрос", answers=(Answer("do", "Удалить"),)), app.window)
    question.open()
    session = _Session()
    app.end_session(session)
    assert not session.cancelled
    assert not question.isVisible()
    assert question.answer == ""


def test_a_dialog_that_holds_what_is_typed_asks_first(app: App) -> None:
    class Typed(MessageBox):
        def reject(self) -> None:
            if messages.ask_to_keep(self, "Введённое пропадёт.") == "drop":
                super().reject()

    dialog = Typed(Message("Новая запись"), app.window)
    dialog.open()
    for answer, waits in (("Остаться", True), ("Не сохранять", False)):
        session = _Session()
        with answering(press(answer)):
            app.end_session(session)
        assert session.cancelled is waits
        assert dialog.isVisible() is waits


def test_the_file_is_closed_once_when_the_program_ends(app: App) -> None:
    app.finish()
    app.finish()
    assert app.desk is None
