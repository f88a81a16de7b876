"""The folder of reports: the store beside it, what is new loaded when it appears; and its window."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cluster_desk.core.errors import Cancelled
from cluster_desk.core.progress import Progress
from cluster_desk.district.folder import ReportFolder, store_beside
from cluster_desk.district.package.delivering import Delivered
from cluster_desk.district.store.loading import Loaded, Outcome
from cluster_desk.settings import Settings
from cluster_desk.ui.look import theme
from tests.district.conftest import TODAY

if TYPE_CHECKING:
    from cluster_desk.ui.screens.district.screen import DistrictScreen


@pytest.fixture
def reports(tmp_path: Path, year_packages: list[Path]) -> Path:
    """A folder with two reports, copied some time ago."""
    folder = tmp_path / "Отчёты"
    folder.mkdir()
    for path in year_packages[:2]:
        _settled(Path(shutil.copy(path, folder)))
    return folder


def _settled(path: Path) -> Path:
    """As a file that nobody is writing any more."""
    os.utime(path, (1_790_000_000, 1_790_000_000))
    return path


def test_what_is_new_in_the_folder_is_loaded_once(reports: Path, year_packages: list[Path], tmp_path: Path) -> None:
    folder = ReportFolder(reports)
    assert [one.outcome for one in folder.load(folder.look())] == [Outcome.LOADED] * 2
    assert folder.look() == []
    assert (tmp_path / "Отчёты - свод.cdstore").exists()
    inside = reports / "с флешки"
    inside.mkdir()
    _settled(Path(shutil.copy(year_packages[2], inside)))
    broken = inside / "порван.cdreport"
    broken.write_bytes(b"x")
    _settled(broken)
    done = folder.load(folder.look())
    assert sorted(one.outcome for one in done) == [Outcome.LOADED, Outcome.REFUSED]
    again = ReportFolder(reports)
    assert sorted(one.outcome for one in again.load(again.look())) == [Outcome.REFUSED, *[Outcome.SAME] * 3]


def test_a_file_still_being_copied_waits(reports: Path, year_packages: list[Path]) -> None:
    folder = ReportFolder(reports)
    folder.load(folder.look())
    path = Path(shutil.copyfile(year_packages[2], reports / "ещё.cdreport"))
    assert folder.look() == []
    _settled(path)
    assert folder.look() == [path]


def test_a_desks_own_file_is_read_too(tmp_path: Path, cluster_files: list[Path]) -> None:
    reports = tmp_path / "Отчёты"
    reports.mkdir()
    own = _settled(Path(shutil.copy(cluster_files[0], reports)))
    before = own.read_bytes()
    folder = ReportFolder(reports)
    done = folder.load(folder.look())
    assert {(one.path, one.outcome) for one in done} == {(own, Outcome.LOADED)}
    assert own.read_bytes() == before


def test_the_store_stands_beside_the_folder() -> None:
    assert store_beside(Path("/a/Отчёты")) == Path("/a/Отчёты - свод.cdstore")
    assert store_beside(Path("/")).parent == Path("/")


@pytest.fixture
def screen(qtbot: QtBot, reports: Path) -> Iterator[object]:
    made = _new_screen(qtbot, reports)
    qtbot.waitUntil(lambda: bool(made.clusters.list_model.rows), timeout=20_000)
    yield made
    made.stop()
    QGuiApplication.clipboard().clear()


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_the_window_tells_who_reported_and_shows_the_papers(
    qtbot: QtBot,
    screen: object,
    reports: Path,
    of_year: list[Delivered],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    from cluster_desk.ui.screens.district.screen import DistrictScreen

    assert isinstance(screen, DistrictScreen)
    assert [row.reported for row in screen.reported.list_model.rows] == ["сдан", "сдан"]
    assert screen.reminder.toPlainText() == ""
    assert screen.views.hasFocus()  # though there was nothing to show at first
    beside = {row.name: row for row in screen.clusters.list_model.rows}
    screen.period.setCurrentText("II квартал 2026 года")
    screen.period.setCurrentText("2026 год")
    qtbot.waitUntil(
        lambda: "II" not in screen.period.currentText() and bool(screen.reminder.toPlainText()), timeout=20_000
    )
    assert all(row.reported == "сдан по 15.10.2026" for row in screen.reported.list_model.rows)
    assert "Просим прислать отчёт кластера за период: 2026 год" in screen.reminder.toPlainText()
    screen.copy.click()
    assert QGuiApplication.clipboard().text() == screen.reminder.toPlainText()
    rows = {row.name: row for row in screen.clusters.list_model.rows}
    held = {one.cluster.name: one.totals["events_held"] for one in of_year[:2]}
    assert {name: row.numbers["events"] for name, row in rows.items()} == held
    assert beside != rows
    screen.clusters.opened.emit(next(iter(rows.values())).id)
    assert screen.view == "cluster"
    qtbot.waitUntil(lambda: screen.preview.sheets.sizes != [], timeout=20_000)
    target = tmp_path / "свод.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: (str(target), "Excel (*.xlsx)"))
    screen.summary.click()
    qtbot.waitUntil(lambda: target.exists() and not screen.background.busy, timeout=20_000)
    (reports / "кластеры.txt").write_text("Дальний кластер\n", encoding="utf-8")
    screen.refresh()
    qtbot.waitUntil(lambda: len(screen.reported.list_model.rows) == 3, timeout=20_000)
    assert screen.reported.list_model.rows[-1].reported == "не присылал ни разу"
    broken = reports / "порван.cdreport"
    broken.write_bytes(b"x")
    _settled(broken)
    screen.look()
    qtbot.waitUntil(lambda: len(screen.files.list_model.rows) == 3, timeout=20_000)
    assert "не загружен" in screen.files.list_model.rows[0].outcome  # what is to be looked at stands first


def _new_screen(qtbot: QtBot, folder: Path) -> DistrictScreen:
    from cluster_desk.ui.screens.district.screen import DistrictScreen

    theme.start("light")
    theme.speak("ru")
    made = DistrictScreen(ReportFolder(folder), Settings(), lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(1366, 698)
    made.show()
    return made


def _title(screen: DistrictScreen) -> str:
    """The sentence that stands in place of the numbers."""
    for page in (screen.empty, screen.coming):
        if page.isVisible():
            return page.title.text()
    return ""


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_while_reports_are_loaded_nobody_is_told_that_there_are_none(
    qtbot: QtBot, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, load = threading.Event(), ReportFolder.load

    def held_up(folder: ReportFolder, paths: list[Path], progress: Progress) -> list[Loaded]:
        assert go_on.wait(20)
        return load(folder, paths, progress)

    monkeypatch.setattr(ReportFolder, "load", held_up)
    screen = _new_screen(qtbot, reports)
    qtbot.waitUntil(lambda: screen.background.busy, timeout=20_000)
    assert _title(screen) == "Отчёты загружаются"
    screen.period.setCurrentIndex(2)  # the store is read anew: nothing is in it yet
    qtbot.waitUntil(lambda: screen._shown is not None, timeout=20_000)
    assert _title(screen) == "Отчёты загружаются"
    go_on.set()
    qtbot.waitUntil(lambda: bool(screen.clusters.list_model.rows), timeout=20_000)
    assert _title(screen) == ""
    screen.stop()


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_an_empty_folder_and_one_being_filled_are_told_apart(
    qtbot: QtBot, tmp_path: Path, year_packages: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Пусто"
    folder.mkdir()
    screen = _new_screen(qtbot, folder)
    qtbot.waitUntil(lambda: _title(screen) == "Отчётов здесь ещё нет", timeout=20_000)
    path = Path(shutil.copyfile(year_packages[0], folder / "идёт.cdreport"))
    monkeypatch.setattr("cluster_desk.district.folder._SETTLED", 3600)
    screen.look()
    qtbot.waitUntil(lambda: _title(screen) == "Отчёты загружаются", timeout=20_000)
    _settled(path)
    screen.look()
    qtbot.waitUntil(lambda: bool(screen.clusters.list_model.rows), timeout=20_000)
    screen.stop()


def test_what_was_stopped_is_loaded_when_it_is_looked_for_again(reports: Path) -> None:
    class Stopping:
        def report(self, done: int, total: int, text: str = "") -> None:
            if done > 2:  # both are looked into, one is loaded
                raise Cancelled

    folder = ReportFolder(reports)
    with pytest.raises(Cancelled):
        folder.load(folder.look(), Stopping())
    left = folder.look()
    assert len(left) == 1
    assert [one.outcome for one in folder.load(left)] == [Outcome.LOADED]


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_the_desk_hands_its_report_in(
    qtbot: QtBot, sample_of_module: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import closing

    from PySide6.QtWidgets import QLabel, QWidget

    from cluster_desk.desk import Desk
    from cluster_desk.district.package.reading import Package
    from cluster_desk.ui.screens.district.hand_in import HandIn

    saved: list[Path] = []
    target = tmp_path / "отчёт"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: (str(target), ""))
    with closing(Desk.open(sample_of_module, read_only=True)) as desk:
        desk.read.today = lambda: dt.date(2026, 10, 13)
        window = QWidget()
        qtbot.addWidget(window)
        dialog = HandIn(desk.read, tmp_path, saved.append, window)
        words = [label.text() for label in dialog.findChildren(QLabel)]
        assert "01.07.2026 – 30.09.2026" in words
        assert dialog.main.isEnabled()
        dialog.take()
    assert saved == [target.with_suffix(".cdreport")]
    with closing(Package(saved[0])) as package:
        assert package.manifest.cluster.name == "Заречный образовательный кластер"
