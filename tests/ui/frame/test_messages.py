"""What the window says and asks, and long work beside it."""

from __future__ import annotations

import errno
import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_
from cluster_desk.core.progress import Progress
from cluster_desk.places import local_folder
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Area
from cluster_desk.ui.frame.main_window import MainWindow
from cluster_desk.ui.frame.shell import Shell


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(Settings(), lambda code: None)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def shell(qtbot: QtBot, window: MainWindow) -> Shell:
    made = Shell([Area("members", N_("Help"), "people_team", QLabel)], lambda: None, lambda: None)
    window.show_shell(made, "Заречный кластер")
    window.show()
    qtbot.waitExposed(window)
    return made


def _answer(text: str, seen: list[str]) -> None:
    """Press the button `text` of the message that is shown, noting its words."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, messages.MessageBox)
        seen.extend(label.text() for label in box.findChildren(QLabel) if label.text())
        next(button for button in box.buttons if button.text() == text).click()

    QTimer.singleShot(0, press)


def test_known_trouble_is_told_as_fact_who_and_what_to_do(window: MainWindow) -> None:
    seen: list[str] = []
    error = UserError("Файл открыт на другом компьютере.", "Попросите закрыть.", "Открыт с 9:40.")
    answers = [messages.Answer("cancel", "Отменить"), messages.Answer("read", "Открыть для чтения")]
    _answer("Открыть для чтения", seen)
    assert messages.show_error(window, error, answers, about="D:/Заречный.cdesk") == "read"
    assert seen == ["Файл открыт на другом компьютере", "D:/Заречный.cdesk", "Открыт с 9:40.", "Попросите закрыть."]


def test_a_question_names_its_action_and_the_safe_answer_is_the_default(qtbot: QtBot, window: MainWindow) -> None:
    seen: list[str] = []
    _answer("Удалить", seen)
    assert messages.confirm(window, "Будут удалены 3 участника", "", "Удалить") is True

    def press_enter() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, messages.MessageBox)
        QTest.keyClick(box, Qt.Key.Key_Return)

    QTimer.singleShot(0, press_enter)
    assert messages.confirm(window, "Будут удалены 3 участника", "", "Удалить") is False


def test_a_bug_is_told_with_a_report_to_copy(window: MainWindow) -> None:
    seen: list[str] = []
    try:
        raise ZeroDivisionError("внутри")
    except ZeroDivisionError as caught:
        _answer("Копировать отчёт", seen)
        messages.show_unexpected(window, caught)
    assert seen[0] == "В программе произошла ошибка"
    report = QGuiApplication.clipboard().text()
    assert "Cluster Desk" in report
    assert report.endswith("ZeroDivisionError")
    assert "внутри" not in report
    assert "ZeroDivisionError" in (local_folder() / "errors.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(MemoryError(), "Компьютеру не хватило памяти"), (OSError(errno.ENOSPC, "No space"), "Диск заполнен")],
)
def test_what_no_program_can_help_is_no_bug(window: MainWindow, error: Exception, sentence: str) -> None:
    seen: list[str] = []
    _answer("Закрыть", seen)
    messages.show_any(window, error)
    assert seen[0] == sentence


def test_details_are_shown_when_asked(qtbot: QtBot) -> None:
    box = messages.MessageBox(messages.Message("Факт", details="точно", answers=(messages.Answer("c", "Закрыть"),)))
    qtbot.addWidget(box)
    box.show()
    assert not box.details.isVisible()
    box.more.click()
    assert box.details.isVisible()
    box.copy.click()
    assert QGuiApplication.clipboard().text() == "Факт\n\nточно"


def test_long_work_shows_how_far_it_is_and_brings_its_result(qtbot: QtBot, shell: Shell) -> None:
    go_on = threading.Event()

    def work(progress: Progress) -> int:
        progress.report(58, 100, "строка 41 из 70")
        go_on.wait(5)
        return threading.get_ident()

    done: list[int] = []
    assert shell.background.start("Чтение документа", work, done.append)
    qtbot.waitUntil(lambda: shell.progress.percent.text() == "58\u00a0%")
    assert shell.progress.isVisible()
    assert (shell.progress.title.text(), shell.progress.text.whole()) == ("Чтение документа", "строка 41 из 70")
    assert shell.background.start("Другое", lambda progress: None, lambda result: None) is False
    go_on.set()
    qtbot.waitUntil(lambda: bool(done))
    assert done[0] != threading.get_ident()
    assert not shell.progress.isVisible()
    assert not shell.background.busy


def test_long_work_is_stopped_by_its_button(qtbot: QtBot, shell: Shell) -> None:
    ended: list[str] = []
    running = threading.Event()

    def work(progress: Progress) -> None:
        for number in range(1_000_000):
            running.set()
            progress.report(number, 1_000_000)
            threading.Event().wait(0.001)

    shell.background.start("Чтение", work, lambda _: ended.append("done"), stopped=lambda: ended.append("stopped"))
    assert running.wait(5)
    shell.progress.stop.click()
    qtbot.waitUntil(lambda: ended == ["stopped"])


def test_an_error_of_long_work_comes_back_to_the_window(qtbot: QtBot, shell: Shell) -> None:
    errors: list[BaseException] = []

    def work(progress: Progress) -> None:
        raise UserError("Файл повреждён.")

    shell.background.start("Чтение", work, lambda _: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "Файл повреждён."


@pytest.mark.parametrize("answers", [["Закрыть"], ["Отменить", "Спасти, что читается…", "Восстановить из копии…"]])
@pytest.mark.parametrize("text", ["Файл не изменён.", "Пока файл открыт там, изменить его здесь нельзя. " * 6])
def test_a_message_is_as_large_as_its_words_and_no_larger(qtbot: QtBot, answers: list[str], text: str) -> None:
    message = messages.Message(
        "Файл повреждён", text, "Этот, возможно, скопирован не до конца.", "D:/Кластер.cdesk", "подробно",
        answers=[messages.Answer(each, each) for each in answers],
    )  # fmt: skip
    box = messages.MessageBox(message)
    qtbot.addWidget(box)
    box.show()
    qtbot.waitExposed(box)
    for button in box.buttons:
        assert button.width() >= button.sizeHint().width()
    words = [label for label in box.findChildren(QLabel) if label.text()]
    for label in words:
        assert label.height() == label.heightForWidth(label.width())
    foot = box.height() - max(label.mapTo(box, label.rect().bottomLeft()).y() for label in words)
    assert foot < 80  # nothing but the margins and the buttons


def test_the_path_of_a_file_stands_under_the_fact(window: MainWindow) -> None:
    seen: list[str] = []
    _answer("Закрыть", seen)
    messages.show_error(window, UserError("Файл повреждён: D:/Кластер/2026: план.cdesk", kept="Файл не изменён."))
    assert seen == ["Файл повреждён", "D:/Кластер/2026: план.cdesk", "Файл не изменён."]


def test_details_closed_again_leave_no_holes(qtbot: QtBot) -> None:
    box = messages.MessageBox(messages.Message("Факт", "Текст", details="точно", answers=(messages.Answer("c", "Да"),)))
    qtbot.addWidget(box)
    box.show()
    before = box.height()
    box.more.click()
    QApplication.processEvents()
    assert box.height() > before + 100
    box.more.click()
    QApplication.processEvents()
    assert box.height() == before
