"""Copies, history, the bin and personal data in the window."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.core.errors import UserError
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.data.backup.copies import backups_in
from cluster_desk.data.privacy.erase import somebody
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.screens.safety.copies_dialog import CopiesChoices, CopiesDialog
from cluster_desk.ui.screens.safety.copy_maker import EVERY_SECONDS, CopyMaker
from cluster_desk.ui.screens.safety.history_dialog import HistoryDialog, RecordHistoryDialog
from cluster_desk.ui.screens.safety.person_dialog import PersonDialog, PersonQuestion
from cluster_desk.ui.screens.safety.salvage_report import SalvageReport
from cluster_desk.ui.screens.safety.trash_dialog import TrashDialog
from tests.builders import a_meeting, an_organization

OLD_FILES = Path(__file__).parents[3] / "data" / "files"


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _folder(desk: Desk) -> Path:
    return desk.backups_folder(Settings().copies_folder())


def test_a_copy_is_made_on_the_first_opening_of_the_day_and_not_again(desk: Desk, qtbot: QtBot) -> None:
    said: list[str] = []
    copies = CopyMaker(desk, Settings())
    copies.age_changed.connect(lambda text, safe, more: said.append(text))
    copies.begin()
    assert said == ["Копии ещё нет"]
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1].startswith("Копия: сегодня, ")
    [copy] = backups_in(_folder(desk))
    again = CopyMaker(desk, Settings())
    again.begin()
    assert copy == again.newest()
    copies.end()
    again.end()


def test_half_an_hour_of_work_makes_a_copy_and_half_an_hour_of_rest_does_not(desk: Desk, qtbot: QtBot) -> None:
    now = [0.0]
    copies = CopyMaker(desk, Settings(), lambda: now[0])
    now[0] = EVERY_SECONDS + 1
    copies.check()
    copies.wait()
    assert not backups_in(_folder(desk))
    desk.change("Added", an_organization())
    qtbot.wait(1)
    copies.check()
    copies.wait()
    assert len(backups_in(_folder(desk))) == 1
    copies.end()


def test_the_copy_goes_onto_the_stick_when_it_is_there_and_trouble_is_told_once(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "флешка"
    settings = Settings(second_copies=str(stick))
    copies = CopyMaker(desk, settings)
    troubles: list[str] = []
    copies.troubled.connect(troubles.append)
    copies.back_up()
    copies.wait()
    stick.mkdir()
    shutil.rmtree(_folder(desk))
    copies.back_up()
    copies.wait()
    [first], [second] = backups_in(_folder(desk)), backups_in(desk.backups_folder(stick))
    assert first.path.read_bytes() == second.path.read_bytes()
    place = tmp_path / "файл"
    place.write_text("не папка", encoding="utf-8")
    settings.copies = str(place)
    for _again in range(2):
        copies.back_up()
        copies.wait()
        qtbot.wait(1)
    assert len(troubles) == 1
    assert troubles[0].startswith("Не удалось сделать резервную копию")
    copies.end()


def test_a_file_of_an_older_version_is_opened_and_the_copy_made_before_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "Прежний кластер.cdesk"
    path.write_bytes(gzip.decompress((OLD_FILES / "version-1.cdesk.gz").read_bytes()))
    app = App(Settings())
    qtbot.addWidget(app.window)
    assert app.open(path)
    assert app.desk
    [copy] = backups_in(_folder(app.desk))
    assert app.window.shell
    result = app.window.shell.status.change.whole()
    assert result == f"Файл обновлён для этой версии программы; его прежний вид сохранён в копии: {copy.path}"
    app.leave()


@pytest.mark.parametrize("answer", ["restore", "salvage", "cancel"])
def test_a_letter_that_the_disk_spoilt_is_told_a_moment_after_opening(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    desk.change("Added", an_organization(short_name="Школа с. Луговое"))
    desk.back_up(Settings().copies_folder())
    path = desk.path
    desk.close()
    content = path.read_bytes().replace("Луговое".encode(), "Дуговое".encode())
    path.write_bytes(content)
    errors: list[UserError] = []
    texts: list[str] = []

    def ask(_window: QWidget, error: UserError, *_answers: object) -> str:
        errors.append(error)
        return answer

    def look(report: SalvageReport) -> int:
        texts.extend(f"{row[1]}: {row[2]}" for row in report.lost.list_model.rows)
        return 1

    monkeypatch.setattr(messages, "show_error", ask)
    monkeypatch.setattr(CopiesDialog, "exec", lambda _dialog: 1)
    monkeypatch.setattr(SalvageReport, "exec", look)
    app = App(Settings())
    qtbot.addWidget(app.window)
    assert app.open(path)
    qtbot.waitUntil(lambda: bool(errors) and (answer != "salvage" or bool(texts)))
    assert errors[0].what.startswith("Файл повреждён")
    names = "SELECT short_name FROM organizations"
    assert app.desk
    if answer == "restore":
        assert app.desk.read.value(names) == "Школа с. Луговое"
    elif answer == "salvage":
        assert "спасено" in app.desk.path.name
        assert texts == ["Организация: Школа с. Дуговое"]
    else:
        assert app.desk.read.value(names) == "Школа с. Дуговое"
        assert app.window.shell
        assert app.window.shell.status.saved.whole() == "Открыто только для чтения: файл повреждён"
        with pytest.raises(UserError):
            app.desk.undo()
    app.leave()
    if answer != "restore":
        assert path.read_bytes() == content


def test_a_stick_that_is_plugged_in_later_gets_the_newest_copy_by_itself(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "флешка"
    copies = CopyMaker(desk, Settings(second_copies=str(stick)))
    said: list[tuple[str, bool, str]] = []
    copies.age_changed.connect(lambda *value: said.append(value))
    copies.back_up()
    copies.wait()
    qtbot.waitUntil(lambda: bool(said) and "не вставлено" in said[-1][2])
    stick.mkdir()
    copies.check()
    copies.wait()
    [first], [second] = backups_in(_folder(desk)), backups_in(desk.backups_folder(stick))
    assert first.path.read_bytes() == second.path.read_bytes()
    qtbot.waitUntil(lambda: "Второе место: копия сегодня" in said[-1][2])
    made = second.path.stat().st_mtime_ns
    copies.check()
    copies.wait()
    assert second.path.stat().st_mtime_ns == made
    copies.end()


@pytest.mark.parametrize(("days", "changed", "safe"), [(12, True, False), (12, False, True), (0, True, True)])
def test_days_of_work_without_a_copy_are_told_in_words_and_by_the_sign(
    desk: Desk, days: int, changed: bool, safe: bool
) -> None:
    if changed:
        desk.change("Added", an_organization())
    copy = desk.back_up(Settings().copies_folder())
    made = dt.datetime.now() - dt.timedelta(days=days, minutes=1)
    copy.path.rename(copy.path.with_name(f"{desk.path.stem} {made:%Y-%m-%d %H-%M-%S}.cdesk"))
    copies = CopyMaker(desk, Settings())
    said: list[tuple[str, bool, str]] = []
    copies.age_changed.connect(lambda *value: said.append(value))
    copies.begin(made.date())
    assert said[0][1] is safe
    assert said[0][0].startswith("Последняя копия: 12 дней назад" if not safe else "Копия: ")
    assert str(_folder(desk)) in said[0][2]
    copies.end()


def test_a_copy_that_failed_is_told_beside_the_age_of_the_last(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.back_up(Settings().copies_folder())
    settings = Settings()
    copies = CopyMaker(desk, settings)
    copies.begin()
    said: list[tuple[str, bool, str]] = []
    copies.age_changed.connect(lambda *value: said.append(value))
    place = tmp_path / "файл"
    place.write_text("не папка", encoding="utf-8")
    settings.copies = str(place)
    copies.back_up()
    copies.wait()
    qtbot.waitUntil(lambda: bool(said))
    assert said[-1][0].startswith("Копия не сделана; последняя: сегодня")
    assert said[-1][1] is False
    assert "Не удалось сделать резервную копию" in said[-1][2]
    copies.end()


def test_the_history_of_a_record_brings_an_earlier_state_back(desk: Desk, parent: QWidget) -> None:
    [row] = desk.change("Added", a_meeting(theme="Первая тема"))
    meeting = desk.read.load(Meeting, row)
    assert meeting
    meeting.theme = "Вторая тема"
    del meeting.agenda[1]
    desk.change("Theme changed", meeting)
    dialog = RecordHistoryDialog(desk, parent, Meeting, row)
    assert [one[2] for one in dialog.table.list_model.rows] == ["Theme changed", "Added"]
    assert ("Тема", "Первая тема", "Вторая тема") in [one[2:] for one in dialog.changes.list_model.rows]
    assert not dialog.main.isEnabled()
    dialog.table.selectRow(1)
    assert dialog.main.isEnabled()
    dialog.take()
    back = desk.read.load(Meeting, row)
    assert back
    assert (back.theme, len(back.agenda)) == ("Первая тема", 2)
    desk.undo()
    again = desk.read.load(Meeting, row)
    assert again
    assert again.theme == "Вторая тема"


def test_the_state_after_a_deletion_is_not_offered_for_a_record_that_came_back(desk: Desk, parent: QWidget) -> None:
    [row] = desk.change("Added", an_organization())
    desk.change("Deleted", remove=desk.read.load_all(Organization, [row]))
    desk.undo()
    desk.change("Deleted again", remove=desk.read.load_all(Organization, [row]))
    bin_dialog = TrashDialog(desk, parent)
    bin_dialog.take()
    dialog = RecordHistoryDialog(desk, parent, Organization, row)
    assert [one[2] for one in dialog.table.list_model.rows][1:] == ["Deleted again", "Added"]
    offered = []
    for line in range(3):
        dialog.table.selectRow(line)
        offered.append(dialog.main.isEnabled())
    assert offered == [False, False, True]


def test_the_history_of_the_file_says_who_and_when_newest_first(desk: Desk, parent: QWidget) -> None:
    desk.change("Added", an_organization())
    desk.change("Meeting added", a_meeting())
    desk.undo()
    dialog = HistoryDialog(desk, parent)
    rows = dialog.table.list_model.rows
    assert [row[2] for row in rows] == ["Добавлено заседание", "Added"]
    assert [dialog.table.list_model.data(dialog.table.list_model.index(n, 3)) for n in (0, 1)] == ["отменено", ""]
    assert str(dt.date.today().year) in rows[0][1]


def test_the_bin_gives_back_a_record_with_its_parts_and_forgets_when_it_is_emptied(
    desk: Desk, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    [row] = desk.change("Added", an_organization(short_name="Луговская школа"))
    record = desk.read.load(Organization, row)
    assert record
    desk.change("Deleted", remove=[record])
    dialog = TrashDialog(desk, parent)
    assert dialog.note.text() == "В корзине 1 запись · Удалено"
    dialog.take()
    back = desk.read.load(Organization, row)
    assert back
    assert len(back.agreements) == 1
    assert dialog.note.text() == "Корзина пуста."
    desk.change("Deleted", remove=[back])
    dialog.reload()
    monkeypatch.setattr(messages, "confirm", lambda *_args, **_kw: True)
    dialog.empty_trash()
    assert dialog.note.text() == "Корзина пуста."
    assert "Луговская школа".encode() not in desk.path.read_bytes()
    assert desk.next_undo() is None


def test_a_bin_emptied_by_half_can_be_emptied_once_more(
    desk: Desk, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = desk.change("Added", *(an_organization(short_name=f"Луговская школа {n}") for n in range(3)))
    desk.change("Deleted", remove=desk.read.load_all(Organization, rows[:1]))
    texts: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *_args, **_kw: True)
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: texts.append(error.what))
    dialog = TrashDialog(desk, parent)
    reading = desk.read._connection.execute("SELECT id FROM organizations")
    reading.fetchone()  # while somebody reads, SQLite does not write the file anew
    dialog.empty_trash()
    assert texts == ["Файл не удалось переписать: диск заполнен или не даёт писать."]
    assert dialog.note.text() == "Корзина пуста."
    reading.close()
    assert dialog.empty.isEnabled()
    dialog.empty_trash()
    assert not dialog.empty.isEnabled()
    assert "Луговская школа 0".encode() not in desk.path.read_bytes()


def test_what_is_kept_of_a_person_is_shown_written_and_erased(
    desk: Desk, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    [row] = desk.change("Added", Person(name="Тихонов Андрей Викторович", phone="8 (00000) 2-00-17"))
    backup = desk.back_up(Settings().copies_folder())
    settings = Settings(second_copies=str(tmp_path / "флешка"))
    dialog = PersonDialog(desk, somebody(desk.read, row), settings, parent)
    assert [kept.words for kept in dialog.kept] == ["Тихонов Андрей Викторович", "8 (00000) 2-00-17"]
    assert dialog.doubtful.isHidden()
    for name in ("о человеке.json", "о человеке.xlsx"):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, name=name: (str(tmp_path / name), ""))
        dialog.write()
    assert len(json.loads((tmp_path / "о человеке.json").read_text(encoding="utf-8"))) == 2
    assert (tmp_path / "о человеке.xlsx").stat().st_size > 1000
    texts: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *_args, **_kw: True)
    monkeypatch.setattr(messages, "inform", lambda *words: texts.extend(words[1:]))
    dialog.erase_all()
    qtbot.waitUntil(lambda: bool(texts))
    assert str(backup.path) in texts[1]
    assert "флешка" in texts[2]
    assert "Тихонов".encode() not in desk.path.read_bytes()


def test_doubtful_places_are_told_and_go_only_when_they_are_marked(
    desk: Desk, parent: QWidget, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    [row, _other] = desk.change("Added", Person(name="Тихонов Андрей Викторович"), Person(name="Тихонов Олег Ильич"))
    desk.change("Added", a_meeting(theme="О докладе Тихонова", agenda=[]))
    texts: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *_args, **_kw: True)
    monkeypatch.setattr(messages, "inform", lambda *words: texts.extend(words[1:]))
    dialog = PersonDialog(desk, somebody(desk.read, row), Settings(), parent)
    assert not dialog.doubtful.isHidden()
    assert dialog.doubtful.text().endswith(": 1")
    dialog.doubtful.setChecked(True)
    dialog.erase_all()
    qtbot.waitUntil(lambda: bool(texts))
    assert texts[1:] == ["Ни в одной копии этого имени нет.", ""]
    assert desk.read.value("SELECT theme FROM meetings") == "О докладе (удалено)"


def test_one_who_is_only_named_in_texts_is_asked_for_by_name(desk: Desk, parent: QWidget) -> None:
    desk.change("Added", Person(name="Тихонов Андрей Викторович"), Person(name="Тихонов Олег Ильич"))
    desk.change("Added", a_meeting(place="у Берёзкина Артёма"))
    question = PersonQuestion(desk, parent)
    question.show()
    for words, problem in (
        ("", "нет"),
        ("Кувшинкин Пётр", "нет"),
        ("А. Б.", "Назовите фамилию"),
        ("Тихонов", "несколько"),
    ):
        question.name.setText(words)
        question.take()
        assert problem in question.problem.words.text()
    question.name.setText("Березкин Артем")
    QTest.keyClick(question.name, Qt.Key.Key_Return)
    assert question.who
    assert question.who.rows == frozenset()


def test_the_settings_choose_the_places_of_copies(qtbot: QtBot, tmp_path: Path) -> None:
    settings, asked = Settings(), []
    choices = CopiesChoices(settings, lambda: asked.append(1))
    qtbot.addWidget(choices)
    assert choices.second.whole() == "не выбрано"
    choices.choose("second_copies", str(tmp_path))
    assert (settings.second_copies, choices.second.whole(), asked) == (str(tmp_path), str(tmp_path), [1])
    choices.choose("second_copies", str(tmp_path / "E"))
    assert choices.second.whole().endswith("(сейчас не вставлена)")
