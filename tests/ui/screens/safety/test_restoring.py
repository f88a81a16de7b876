"""A file that is to be put back, is damaged, gone, or open elsewhere: what the user is told and can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import all_records, owner_of
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.data.file.lock import FileLock
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.screens.safety.copies_dialog import CopiesChoices, CopiesDialog
from cluster_desk.ui.screens.safety.kind_words import many
from cluster_desk.ui.screens.safety.salvage_report import SalvageReport
from tests.builders import an_organization
from tests.ui.answering import answering, press


@pytest.fixture
def app(qtbot: QtBot) -> Iterator[App]:
    """The program, with its window on the screen."""
    made = App(Settings())
    qtbot.addWidget(made.window)
    made.show_start()
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.leave()


def _with_copy(path: Path) -> bytes:
    """Give the file two organizations and a copy that holds one; gives the file's bytes."""
    desk = Desk.open(path)
    desk.change("Organization added", an_organization(short_name="Первая школа"))
    desk.back_up(Settings().copies_folder())
    desk.change("Organization added", an_organization(short_name="Вторая школа"))
    desk.close()
    return path.read_bytes()


def _damage(path: Path, table: str) -> bytes:
    """Overwrite the first page of a table; gives the file's bytes."""
    desk = Desk.open(path)
    page = desk.read.value("SELECT rootpage FROM sqlite_master WHERE name = ?", table)
    desk.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    return bytes(content)


def _names(app: App) -> list[str]:
    assert app.desk
    return [name for (name,) in app.desk.read.rows("SELECT short_name FROM organizations ORDER BY id")]


def _take(look: Callable[[CopiesDialog], object] = lambda dialog: None) -> Callable[[QDialog], object]:
    def step(dialog: QDialog) -> None:
        assert isinstance(dialog, CopiesDialog)
        look(dialog)
        dialog.take()

    return step


def test_restoring_tells_what_changes_and_keeps_the_file_replaced(app: App, data_file: Path) -> None:
    _with_copy(data_file)
    assert app.open(data_file)
    rows: list[tuple[object, ...]] = []
    words: list[str] = []

    def look(dialog: CopiesDialog) -> None:
        rows.extend(row[1:5] for row in dialog.held.list_model.rows)
        words.append(dialog.last.text())

    seen: list[str] = []
    with answering(_take(look), press("Отмена", seen)):
        app.safety.show_copies()
    assert rows[0] == ("Организации", 1, 2, -1)  # what differs stands first
    assert "После этой копии сделано 1 изменение." in words[0]
    assert seen[0].startswith("Файл станет таким, каким был: сегодня")
    assert _names(app) == ["Первая школа", "Вторая школа"]
    with answering(_take(), press("Восстановить")):
        app.safety.show_copies()
    assert _names(app) == ["Первая школа"]
    [kept] = data_file.parent.glob("*до восстановления*")
    assert app.window.shell
    assert str(kept) in app.window.shell.status.change.whole()
    old = Desk.open(kept, read_only=True)
    assert old.read.value("SELECT count(*) FROM organizations") == 2
    old.close()


def test_a_copy_that_is_damaged_says_so_and_is_not_restored(app: App, data_file: Path) -> None:
    _with_copy(data_file)
    [copy] = Settings().copies_folder().rglob("*.cdesk")
    copy.write_bytes(copy.read_bytes()[:5000])
    assert app.open(data_file)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, CopiesDialog)
        assert dialog.last.text().startswith("Эта копия повреждена")
        assert not dialog.main.isEnabled()
        dialog.reject()

    with answering(look):
        app.safety.show_copies()


def test_a_file_open_for_reading_keeps_its_window_when_copies_are_looked_at(app: App, data_file: Path) -> None:
    _with_copy(data_file)
    assert app.open(data_file, read_only=True)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, CopiesDialog)
        assert "только для чтения" in dialog.last.text()
        assert not dialog.main.isEnabled()
        dialog.reject()

    with answering(look):
        app.safety.show_copies()
    assert _names(app) == ["Первая школа", "Вторая школа"]


def test_a_restoring_that_fails_shows_the_file_again(app: App, data_file: Path) -> None:
    _with_copy(data_file)
    assert app.open(data_file)
    [copy] = Settings().copies_folder().rglob("*.cdesk")
    with answering(_take(lambda dialog: copy.unlink()), press("Восстановить"), press("Закрыть")):
        app.safety.show_copies()
    assert _names(app) == ["Первая школа", "Вторая школа"]


def test_a_damaged_file_can_be_restored_from_a_copy_that_is_shown_first(app: App, data_file: Path) -> None:
    _with_copy(data_file)
    corrupt = _damage(data_file, "organizations")
    seen: list[str] = []
    with answering(press("Восстановить из копии…", seen), _take()):
        assert app.open(data_file)
    assert seen[:2] == ["Файл повреждён", str(data_file)]
    assert any("Последняя копия: сегодня" in words for words in seen)
    assert _names(app) == ["Первая школа"]
    [kept] = data_file.parent.glob("*до восстановления*")
    assert kept.read_bytes() == corrupt


def test_what_cannot_be_read_of_a_damaged_file_is_named(app: App, data_file: Path) -> None:
    _with_copy(data_file)
    corrupt = _damage(data_file, "organizations")
    rows: list[object] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, SalvageReport)
        rows.extend([dialog.note.text(), *[row[1:] for row in dialog.lost.list_model.rows]])
        kinds = {row[1]: row[2:5] for row in dialog.kinds.list_model.rows}
        rows.append(kinds["Организации"])
        dialog.take()

    with answering(press("Спасти, что читается…"), look):
        assert app.open(data_file)
    assert ("Организация", "Первая школа", True) in rows
    assert rows[-1] == (0, 1, 1)
    assert "Не хватает 1 записи из копии." in str(rows[0])
    assert app.desk
    assert "спасено" in app.desk.path.name
    assert data_file.read_bytes() == corrupt


def test_without_a_copy_a_damaged_file_offers_none(app: App, data_file: Path) -> None:
    corrupt = _damage(data_file, "organizations")
    seen: list[str] = []
    with answering(press("Отмена", seen)):
        assert not app.open(data_file)
    assert any("Копий этого файла на компьютере нет." in words for words in seen)
    assert data_file.read_bytes() == corrupt


def test_a_file_that_is_gone_is_restored_where_it_was(app: App, data_file: Path) -> None:
    _with_copy(data_file)
    data_file.unlink()
    seen: list[str] = []
    with answering(press("Восстановить из копии…", seen), _take()):
        assert app.open(data_file)
    assert seen[0] == "Такого файла нет"
    assert any("Есть копия: сегодня" in words for words in seen)
    assert app.desk
    assert app.desk.path == data_file
    assert _names(app) == ["Первая школа"]


def test_a_file_in_use_says_where_and_opens_for_reading(app: App, data_file: Path) -> None:
    other = FileLock(data_file)
    assert other.take()
    seen: list[str] = []
    with answering(press("Повторить"), press("Отмена")):
        assert not app.open(data_file)
    with answering(press("Открыть для чтения", seen)):
        assert app.open(data_file)
    other.release()
    assert seen[:2] == ["Файл открыт в другой программе", str(data_file)]
    assert seen[2].startswith("Вы сами открыли его на этом компьютере")
    assert "не затрут друг друга" in seen[2]
    assert app.window.shell
    assert app.window.shell.status.saved.whole() == "Открыто только для чтения: файл открыт в другой программе"
    reading = next(one for one in app.window.shell.strip.menus["file"].actions() if "Word" in one.text())
    assert not reading.isEnabled()
    quitting = app.window.shell.strip.menus["file"].actions()[-1]
    assert quitting.text() == "Выйти"


def test_trouble_on_a_double_click_is_told_over_the_start_screen(qtbot: QtBot, tmp_path: Path) -> None:
    app = App(Settings())
    qtbot.addWidget(app.window)
    path = tmp_path / "Чужой.cdesk"
    path.write_text("Это письмо", encoding="utf-8")
    rows: list[bool] = []

    def look(dialog: QDialog) -> None:
        rows.append(app.window.isVisible())
        dialog.reject()

    with answering(look):
        assert not app.open(path)
    assert rows == [True]


def test_copies_of_earlier_folders_are_still_shown_when_another_was_chosen(
    app: App, data_file: Path, tmp_path: Path
) -> None:
    _with_copy(data_file)
    assert app.open(data_file)
    choices = CopiesChoices(app.settings, lambda: None)
    for folder in ("вторая", "третья"):
        choices.choose("copies", str(tmp_path / folder))
        app.safety.back_up()
        app.safety.wait()
    places: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, CopiesDialog)
        places.extend(str(row[3]) for row in dialog.table.list_model.rows)
        dialog.reject()

    with answering(look):
        app.safety.show_copies()
    assert places[:2] == ["этот компьютер", "прежняя папка"]
    assert set(places[2:]) == {"прежняя папка"}
    choices.usual_first.click()
    assert app.settings.copies == ""
    assert not choices.usual_first.isEnabled()


def test_save_as_goes_on_in_the_new_file_and_never_writes_over_one(
    app: App, data_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert app.open(data_file)
    wanted = [str(tmp_path / "Новый"), str(tmp_path / "Новый.cdesk"), ""]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, **_options: (wanted.pop(0), ""))
    app.safety.save_as()
    assert app.desk
    assert app.desk.path == tmp_path / "Новый.cdesk"
    assert app.window.shell
    assert app.window.shell.status.change.whole() == f"Теперь вы работаете в новом файле; прежний остался: {data_file}"
    seen: list[str] = []
    with answering(press("Закрыть", seen)):
        app.safety.save_as()
    assert "Файл с таким именем уже есть" in seen[0]
    app.safety.save_as()
    assert app.desk.path == tmp_path / "Новый.cdesk"


def test_a_window_that_only_reads_shows_what_is_changed_elsewhere(app: App, data_file: Path) -> None:
    writer = Desk.open(data_file)
    assert app.open(data_file, read_only=True)
    writer.change("Added", an_organization(short_name="Новая", full_name="Новая школа"))
    app._look_again()
    assert app.window.shell
    assert app.window.shell.status.change.whole() == "Файл изменён в другой программе и прочитан заново."
    assert "Новая" in _names(app)
    writer.close()


def test_every_kind_that_stands_alone_has_a_word_for_many() -> None:
    alone = {kind for kind in all_records() if owner_of(kind) is None}
    assert {kind for kind in alone if many(kind) == _(kind.LABEL) and kind is not Cluster} == set()
