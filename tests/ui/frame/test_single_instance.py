"""A second start brings the first window forward; nobody is kept out by a program that has died."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.single_instance import FirstInstance, come_forward


@pytest.fixture
def first(tmp_path: Path, qtbot: QtBot) -> Iterator[FirstInstance]:
    """The program that was started first."""
    made = FirstInstance(tmp_path)
    assert made.claim()
    made.listen()
    yield made
    made.release()


def test_second_start_hands_its_file_over(first: FirstInstance, tmp_path: Path, qtbot: QtBot) -> None:
    second = FirstInstance(tmp_path)
    assert not second.claim()
    with qtbot.waitSignal(first.asked) as heard:
        assert second.ask_first(Path("Кластер № 1.cdesk"), pause=lambda _seconds: qtbot.wait(1))
    assert heard.args == [str(Path("Кластер № 1.cdesk").absolute())]
    assert list((tmp_path / "asked").iterdir()) == []


def test_second_start_without_a_file_asks_for_the_window_only(
    first: FirstInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    second = FirstInstance(tmp_path)
    assert not second.claim()
    with qtbot.waitSignal(first.asked) as heard:
        assert second.ask_first(None, pause=lambda _seconds: qtbot.wait(1))
    assert heard.args == [""]


def test_second_start_takes_over_when_the_first_has_ended(first: FirstInstance, tmp_path: Path) -> None:
    second = FirstInstance(tmp_path)
    assert not second.claim()
    first.release()
    assert not second.ask_first(Path("a.cdesk"), pause=lambda _seconds: None)
    assert second.claim(), "it is the first now"
    assert list((tmp_path / "asked").iterdir()) == []
    second.release()


def test_lock_left_by_a_crash_costs_no_time_though_its_number_is_ours(tmp_path: Path) -> None:
    (tmp_path / "running.lock").write_text(str(os.getpid()), encoding="utf-8")
    first = FirstInstance(tmp_path)
    assert first.claim()
    first.release()


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_a_file_opened_by_another_name_is_told_to_be_open_here(sample_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    app = App(Settings())
    qtbot.addWidget(app.window)
    assert app.open(sample_file)
    shell = app.window.shell
    assert shell
    for number, link_to in enumerate((Path.symlink_to, Path.hardlink_to)):
        other = tmp_path / f"{number}.cdesk"
        link_to(other, sample_file)
        assert app.open(other)
        assert app.window.shell is shell
        assert shell.status.change.whole() == "Этот файл уже открыт в этой программе."
        shell.status.inform("")
    app.leave()


def test_second_start_opens_its_own_window_when_nobody_hears(tmp_path: Path) -> None:
    deaf, second = FirstInstance(tmp_path), FirstInstance(tmp_path)
    assert deaf.claim()
    assert not second.claim()
    assert not second.ask_first(Path("a.cdesk"), pause=lambda _seconds: None)
    deaf.release()


def test_spoilt_request_is_passed_over(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "asked").mkdir()
    (tmp_path / "asked" / "1.json").write_text("{", encoding="utf-8")
    first = FirstInstance(tmp_path)
    assert first.claim()
    first.listen()
    assert list((tmp_path / "asked").iterdir()) == []
    first.release()


def test_folder_that_cannot_be_written_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("a file where the folder should be", encoding="utf-8")
    assert FirstInstance(tmp_path / "settings").claim()


def test_window_comes_out_of_the_taskbar_and_opens_the_file(sample_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    app = App(Settings())
    qtbot.addWidget(app.window)
    app.show_start()
    app.window.showMinimized()
    app.answer(str(sample_file))
    assert not app.window.windowState() & Qt.WindowState.WindowMinimized
    assert app.desk
    assert app.desk.path == sample_file
    result = app.window.shell
    app.answer(str(sample_file))
    assert app.window.shell is result, "the file that is open already is not opened anew"
    app.leave()


def test_file_waits_while_a_question_is_open(sample_file: Path, tmp_path: Path, qtbot: QtBot) -> None:
    app = App(Settings())
    qtbot.addWidget(app.window)
    app.show_start()
    app.window.show()
    other = Path(shutil.copy(sample_file, tmp_path / "другой.cdesk"))
    question = QMessageBox(app.window)
    question.open()
    app.answer(str(other))
    assert app.desk is None
    question.close()
    qtbot.waitUntil(lambda: app.desk is not None)
    app.leave()


def test_come_forward_keeps_a_large_window_large(qtbot: QtBot) -> None:
    window = App(Settings()).window
    qtbot.addWidget(window)
    window.setWindowState(Qt.WindowState.WindowMaximized)
    come_forward(window)
    assert window.windowState() & Qt.WindowState.WindowMaximized


@pytest.mark.skipif(os.name == "nt", reason="pipes and links as POSIX has them")
@pytest.mark.parametrize("kind", ["deep", "huge", "pipe", "link", "link to nothing", "folder", "words", "number"])
def test_what_nobody_of_ours_asked_holds_nothing_up(tmp_path: Path, qtbot: QtBot, kind: str) -> None:
    first = FirstInstance(tmp_path)
    assert first.claim()
    strange, asked = tmp_path / "asked" / "a.json", tmp_path / "asked" / "b.json"
    make: dict[str, Callable[[], object]] = {
        "deep": lambda: strange.write_text("[" * 60_000, encoding="utf-8"),
        "huge": lambda: strange.write_bytes(b" " * 1_000_000),
        "pipe": lambda: os.mkfifo(strange),
        "link": lambda: strange.symlink_to("/dev/zero"),
        "link to nothing": lambda: strange.symlink_to(tmp_path / "нет"),
        "folder": strange.mkdir,
        "words": lambda: strange.write_bytes(b"\xff\xfe"),
        "number": lambda: strange.write_text('{"file": 5}', encoding="utf-8"),
    }
    make[kind]()
    asked.write_text('{"file": "/x/Кластер.cdesk"}', encoding="utf-8")
    with qtbot.waitSignal(first.asked) as heard:
        first.listen()
    assert heard.args == ["/x/Кластер.cdesk"]
    assert not asked.exists()
    first.release()
