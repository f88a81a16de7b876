"""The jobs of an office, each walked by keyboard through the window; the steps are counted as docs/jobs.md tells them.

A step is a click, a shortcut, a choice, or a field filled with its Tab or Enter; a bare Tab or Enter is one too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.core.records.council import AgendaItem, Meeting
from cluster_desk.core.records.events import Event, EventState
from cluster_desk.core.russian.dates import show_day
from cluster_desk.rules.log.folder import StepState
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.form import FormDialog
from cluster_desk.ui.frame import messages
from cluster_desk.ui.lists.segments import Segments
from cluster_desk.ui.look import theme
from cluster_desk.ui.screens.calendar.screen import CalendarScreen
from cluster_desk.ui.screens.council.screen import CouncilScreen
from cluster_desk.ui.screens.importing.review import ImportReview
from cluster_desk.ui.screens.log.folder.news_dialog import NewsDialog
from cluster_desk.ui.screens.log.folder.page import FolderPage
from cluster_desk.ui.screens.log.screen import LogScreen
from cluster_desk.ui.screens.members import MembersScreen
from cluster_desk.ui.screens.papers.form_dialog import FormDialog as DepartmentFormDialog
from cluster_desk.ui.screens.papers.screen import PapersScreen
from cluster_desk.ui.screens.plan.next_year import NextYearDialog
from cluster_desk.ui.screens.plan.screen import PlanScreen
from cluster_desk.ui.screens.templates.fill_dialog import FillDialog
from tests import department_forms
from tests.exchange.applications import nine_applications
from tests.exchange.make_docx import Table, write_docx
from tests.ui.hand import ALT, CTRL, Hand, Key, Mod

_JOBS = Path(__file__).parents[2] / "docs" / "jobs.md"
TODAY = dt.date.today()


@pytest.fixture(scope="module")
def app(qapp: QApplication, sample_of_module: Path) -> Iterator[App]:
    """One window for all jobs, on a copy of the sample."""
    theme.start("light")
    theme.speak("ru")
    made = App(Settings())
    assert made.open(sample_of_module)
    made.window.resize(1366, 698)
    made.window.show()
    yield made
    made.finish()
    made.window.deleteLater()


@pytest.fixture
def hand(qtbot: QtBot, app: App) -> Hand:
    """Begins where the program opens."""
    with qtbot.waitActive(app.window):
        app.window.activateWindow()
    shell = app.window.shell
    if shell is not None:
        shell.go("today")
        shell.navigation.take_focus()
    return Hand(qtbot, app)


@pytest.fixture
def saved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, hand: Hand) -> list[Path]:
    """Where papers were saved: Enter takes the name that the system's dialog proposes, and is a step."""
    paths: list[Path] = []

    def choose(_parent: object, _title: str, proposed: str, _filter: str) -> tuple[str, str]:
        hand.steps += 1
        paths.append(tmp_path / Path(proposed).name)
        return str(paths[-1]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return paths


def told(job: int) -> int:
    """The steps that docs/jobs.md tells of a job."""
    match = re.search(rf"(?m)^## {job}\. .*?: (\d+) steps?$", _JOBS.read_text("utf-8"))
    assert match, job
    return int(match[1])


def _paper_is_ready(hand: Hand) -> None:
    screen = hand.screen("papers", PapersScreen)
    hand.qtbot.waitUntil(lambda: screen.document is not None and screen.save_pdf.isEnabled())
    screen.setFocus()


def _is_saved(hand: Hand, saved: list[Path]) -> bool:
    hand.qtbot.waitUntil(lambda: bool(saved) and saved[-1].exists() and saved[-1].stat().st_size > 1000)
    return True


def _button(hand: Hand, owner: QWidget, words: str) -> None:
    """A click on a button, told by its words."""
    found = [each for each in owner.findChildren(QPushButton) if each.text().strip() == words and each.isVisible()]
    assert found, words
    hand.steps += 1
    found[0].click()
    QApplication.processEvents()


def _opens(hand: Hand, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system's dialog to open a file gives: a step."""

    def choose(*_asked: object) -> tuple[str, str]:
        hand.steps += 1
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)


def test_1_the_first_file_from_a_plan(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    rows = [["№", "Мероприятие", "Срок", "Ответственный"], ["1", "Слёт краеведов", "до 5 мая", "Лугов П. К."]]
    words = ["План работы Ольховского образовательного кластера на 2026 год", Table(rows)]
    document = write_docx(tmp_path / "План на 2026 год.docx", words)
    app = App(Settings())
    qtbot.addWidget(app.window)
    app.show_start()
    with qtbot.waitActive(app.window):
        app.window.show()
    hand = Hand(qtbot, app)

    _opens(hand, document, monkeypatch)

    def create() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.isVisible() and not isinstance(dialog, ImportReview):
            timer.stop()
            hand.steps += 1
            QTest.keyClick(dialog.focusWidget(), Key.Key_Return)

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(create)
    timer.start()
    hand.press(Key.Key_Return)
    review = hand.dialog(ImportReview)
    qtbot.waitUntil(review.accept_all.isEnabled, timeout=20_000)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the dialog that is answered goes
    review.activateWindow()  # as a system does then
    qtbot.waitUntil(lambda: QApplication.activeWindow() is review)
    review.table.setFocus()
    hand.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: app.desk is not None and app.window.shell is not None, timeout=20_000)
    assert app.desk is not None
    assert app.desk.read.value("SELECT name FROM plan_items") == "Слёт краеведов"
    assert hand.steps == told(1)
    app.finish()


def test_2_a_new_school_with_its_agreement(hand: Hand) -> None:
    hand.press(Key.Key_6, CTRL)
    members = hand.screen("members", MembersScreen)
    members.organizations.table.setFocus()
    hand.press(Key.Key_N, CTRL)
    hand.fill("Муниципальное казённое общеобразовательное учреждение средняя общеобразовательная школа с. Рябиновка")
    hand.press(Key.Key_Return)  # the short name stands as it was made of the full one
    hand.fill("Рябинин Олег Ильич")
    hand.press(Key.Key_A, CTRL | Mod.ShiftModifier)
    hand.fill("17 от 12.10.2026 до 12.10.2031")
    hand.press(Key.Key_S, CTRL)
    sql = (
        "SELECT o.short_name || '|' || o.kind || '|' || p.name || '|' || p.position || '|' || "
        "(p.organization_id = o.id) || '|' || a.number || '|' || a.day || '|' || a.valid_until "
        "FROM organizations o JOIN people p ON p.id = o.head_id JOIN agreements a ON a.organizations_id = o.id "
        "WHERE o.full_name LIKE '%Рябиновка'"
    )
    assert hand.sql(sql) == ("МКОУ СОШ с. Рябиновка|secondary|Рябинин Олег Ильич|директор|1|17|2026-10-12|2031-10-12")
    assert hand.steps == told(2)


def test_3_an_agenda_of_four_questions(hand: Hand, saved: list[Path]) -> None:
    hand.press(Key.Key_4, CTRL)
    council = hand.screen("council", CouncilScreen)
    council.meetings.list.setFocus()
    hand.press(Key.Key_N, CTRL)
    hand.dialog(QDialog)
    hand.fill(show_day(TODAY + dt.timedelta(days=400)))
    hand.fill("Итоги полугодия")
    assert hand.focus() is council.meetings.new_topic
    for topic, who in (
        ("О подвозе", "Воронцова М. С."),
        ("О питании", "Лаптева О. Д."),
        ("О форуме", "Воронцова М. С."),
        ("Разное", "секретарь совета"),
    ):
        hand.fill(topic, Key.Key_Tab)
        hand.fill(who)
    _button(hand, council, "Печать повестки…")
    _paper_is_ready(hand)
    hand.press(Key.Key_S, CTRL)
    assert _is_saved(hand, saved)
    assert hand.sql("SELECT count(*) FROM agenda_items WHERE meetings_id = (SELECT max(id) FROM meetings)") == 4
    assert hand.steps == told(3)


def test_4_minutes_with_one_decision(hand: Hand, saved: list[Path]) -> None:
    assert hand.app.desk
    meeting = Meeting(number=90, day=TODAY, theme="Итоги", agenda=[AgendaItem(topic="Итоги года")])
    [row] = hand.app.desk.change("Meeting added", meeting)
    hand.press(Key.Key_4, CTRL)
    council = hand.screen("council", CouncilScreen)
    council.meetings.go_to(row)  # the meeting that is held: the list stands at it on its day
    council.meetings.list.setFocus()
    hand.press(Key.Key_2, ALT)
    hand.press(Key.Key_U, CTRL)
    hand.press(Key.Key_3, ALT)
    hand.fill("Воронцову М. С. об итогах года", Key.Key_Tab)
    hand.press(Key.Key_D, CTRL)
    hand.fill("Утвердить итоги")
    hand.fill("Воронцова М. С.")
    hand.fill("до 15.01.2027")
    hand.press(Key.Key_U, CTRL)
    _button(hand, council, "Печать протокола…")
    _paper_is_ready(hand)
    hand.press(Key.Key_S, CTRL)
    assert _is_saved(hand, saved)
    sql = "SELECT due_words || '|' || (SELECT words FROM executors WHERE decisions_id = d.id) FROM decisions d "
    assert hand.sql(f"{sql}WHERE text LIKE 'Утвердить итоги%'") == "до 15.01.2027|Воронцова М. С."
    assert hand.steps == told(4)


def test_5_an_event_with_five_schools(hand: Hand) -> None:
    hand.press(Key.Key_5, CTRL)
    log = hand.screen("log", LogScreen)
    log.entries.table.setFocus()
    hand.press(Key.Key_E, CTRL)
    hand.press(Key.Key_Backtab, Mod.ShiftModifier)
    hand.fill(show_day(TODAY - dt.timedelta(days=1)), Key.Key_Tab)
    hand.fill("Турнир «Пять школ»", Key.Key_Tab)
    hand.fill("Луговое 12, Сосновый 8, Берёзовка 5, СОШ № 1 14, Колосок 6")
    sql = "SELECT count(DISTINCT organization_id) || '|' || sum(count) FROM participations p JOIN events e "
    assert hand.sql(f"{sql}ON e.id = p.events_id WHERE e.name = 'Турнир «Пять школ»'") == "5|45"
    assert hand.steps == told(5)


def test_6_an_event_is_moved(hand: Hand) -> None:
    assert hand.app.desk
    event = Event(name="Перенос", day_words=show_day(TODAY), state=EventState.PLANNED)
    [row] = hand.app.desk.change("Event added", event)
    hand.press(Key.Key_3, CTRL)
    calendar = hand.screen("calendar", CalendarScreen)
    calendar.go_to(TODAY)
    entry = next(one for one in calendar.grid.days.on(calendar.grid.days.index_of(TODAY)) if one.title == "Перенос")
    calendar.grid.choose(entry)
    calendar.grid.setFocus()
    hand.press(Key.Key_Right, ALT)
    assert hand.sql(f"SELECT first_day FROM events WHERE id = {row}") == (TODAY + dt.timedelta(days=1)).isoformat()
    assert hand.steps == told(6)


def _print_menu(hand: Hand, title: str) -> QAction:
    assert hand.app.window.shell
    menu = hand.app.window.shell.strip.menus["print"]
    menu.aboutToShow.emit()
    inside = [each for each in menu.findChildren(QAction) if each.text().startswith(title)]
    return next(each for each in [*menu.actions(), *inside] if each.text().startswith(title))


def test_7_the_report_of_the_quarter(hand: Hand, saved: list[Path]) -> None:
    hand.choose(_print_menu(hand, "Отчёт о деятельности"))
    _paper_is_ready(hand)
    hand.press(Key.Key_W, CTRL | Mod.ShiftModifier)
    assert _is_saved(hand, saved)
    assert "квартал" in saved[-1].stem
    assert hand.steps == told(7)


def test_8_the_workbook_for_the_department(
    hand: Hand, saved: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """By the department's own form, then by the program's workbook."""
    form = department_forms.saved(tmp_path, department_forms.with_total, "Форма отдела.xlsx")

    def fill() -> None:
        dialog = hand.dialog(DepartmentFormDialog)
        assert all(one.value for one in dialog.filled.lists[0].of.columns)
        hand.press(Key.Key_S, CTRL)

    _opens(hand, form, monkeypatch)
    for more in (1, 0):  # the first time the form is chosen; nothing is chosen again next quarter
        hand.steps = 0
        QTimer.singleShot(0, fill)
        hand.choose(_print_menu(hand, "Бланк отдела"))
        assert _is_saved(hand, saved)
        assert "квартал" in saved[-1].stem
        assert hand.steps == told(8) + more
    hand.steps = 0
    hand.choose(_print_menu(hand, "Таблицы для отдела"))
    _paper_is_ready(hand)
    hand.press(Key.Key_E, CTRL | Mod.ShiftModifier)
    assert _is_saved(hand, saved)
    assert hand.steps == told(8)


def test_9_who_has_not_taken_part(hand: Hand) -> None:
    hand.press(Key.Key_5, CTRL)
    log = hand.screen("log", LogScreen)
    segments = log.entries.findChild(Segments)
    assert isinstance(segments, Segments)
    hand.steps += 1
    segments.buttons["participation"].click()
    assert log.currentWidget() is log.participation
    rows = log.participation.table.matrix.rows
    assert any(not one.total for one in rows if one.organization_id)
    assert hand.steps == told(9)


def test_10_the_plan_of_the_next_year(hand: Hand) -> None:
    hand.press(Key.Key_2, CTRL)
    plan = hand.screen("plan", PlanScreen)
    menu = plan.more.menu()
    menu.aboutToShow.emit()
    hand.choose(next(each for each in menu.actions() if each.text().startswith("План на следующий год")))
    wizard = hand.dialog(NextYearDialog)
    hand.press(Key.Key_Return)
    assert wizard.pages.currentIndex() == 1
    hand.press(Key.Key_Return, CTRL)
    hand.qtbot.waitUntil(lambda: hand.sql("SELECT count(*) FROM plans") == 2)
    assert hand.steps == told(10)


def _back_to_the_way(hand: Hand) -> None:
    """From a paper back to the folder, to the next step."""
    hand.press(Key.Key_5, CTRL)
    hand.press(Key.Key_W, ALT)
    hand.press(Key.Key_Down)


def _print_step(hand: Hand, saved: list[Path]) -> None:
    """From a step of the way: the paper, saved as PDF, and back to the folder."""
    hand.press(Key.Key_Return)
    _paper_is_ready(hand)
    hand.press(Key.Key_S, CTRL)
    assert _is_saved(hand, saved)
    _back_to_the_way(hand)


def _fill_step(hand: Hand) -> None:
    """From a step of the way: a paper by its template, and to the next step."""
    hand.press(Key.Key_Return)
    filling = hand.dialog(FillDialog)
    hand.press(Key.Key_S, CTRL)
    hand.qtbot.waitUntil(lambda: bool(filling.written) or not filling.isVisible())
    hand.press(Key.Key_Down)


def _take_applications(hand: Hand, page: FolderPage) -> None:
    """Nine applications at once."""
    hand.press(Key.Key_Return)
    review = hand.dialog(ImportReview)
    hand.qtbot.waitUntil(lambda: review.proposal is not None)
    hand.press(Key.Key_Return, CTRL)
    hand.qtbot.waitUntil(lambda: len(page.facts) == 120)
    hand.press(Key.Key_W, ALT)
    hand.press(Key.Key_Down)


def _judge(hand: Hand, page: FolderPage) -> None:
    """What the jury judges by, and its points pasted."""
    hand.press(Key.Key_Return)
    hand.dialog(FormDialog)
    for criterion, most in (("Новизна", "10"), ("Защита", "5")):
        hand.press(Key.Key_A, CTRL | Mod.ShiftModifier)
        hand.fill(criterion, Key.Key_Tab)
        hand.fill(most, Key.Key_Tab)
    hand.press(Key.Key_S, CTRL)
    QApplication.clipboard().setText("\n".join(f"{n % 10}\t{n % 5}" for n in range(120)))
    columns = [column.heading for column in page.table.model_of.columns]
    page.table.setCurrentIndex(page.table.model_of.index(0, columns.index("Новизна (10)")))
    hand.steps += 1  # a click on the first cell
    page.table.setFocus()
    hand.press(Key.Key_V, CTRL)
    hand.press(Key.Key_W, ALT)


def test_11_an_event_from_its_regulations_to_the_news(
    hand: Hand, saved: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = hand.app.desk
    assert desk is not None
    name = "Районный конкурс исследовательских работ"
    event = desk.change("Event added", Event(name=name, state=EventState.HELD, day_words=show_day(TODAY)))[-1]
    paths = nine_applications(tmp_path)

    def choose(*_asked: object) -> tuple[list[str], str]:
        hand.steps += 1
        return [str(path) for path in paths], ""

    def close(*_asked: object) -> str:
        hand.steps += 1  # Enter on what was written
        return "close"

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    monkeypatch.setattr(messages, "ask", close)
    hand.press(Key.Key_K, CTRL)
    hand.fill("исследовательских работ", Key.Key_Down)
    hand.press(Key.Key_Return)
    log = hand.screen("log", LogScreen)
    assert log.entries.current_record() == (Event, event)
    hand.press(Key.Key_F, CTRL | Mod.ShiftModifier)
    page = log.folder
    assert hand.focus() is page.way.steps
    _fill_step(hand)  # the regulations by the template
    _take_applications(hand, page)
    _print_step(hand, saved)  # the attendance sheet
    _judge(hand, page)
    _print_step(hand, saved)  # the minutes of the jury
    _fill_step(hand)  # the order by the template
    _print_step(hand, saved)  # diplomas, certificates, thanks
    hand.press(Key.Key_Return)  # counted into the log
    assert hand.sql(f"SELECT people_count FROM events WHERE id = {event}") == 120
    _button(hand, page.way, "Справка об итогах…")
    _paper_is_ready(hand)
    hand.press(Key.Key_S, CTRL)
    assert _is_saved(hand, saved)
    _back_to_the_way(hand)
    hand.press(Key.Key_Return)
    news = hand.dialog(NewsDialog)
    _button(hand, news, "Копировать для сайта")
    assert "Участники — 120 обучающихся из 9 организаций" in QApplication.clipboard().text()
    hand.press(Key.Key_S, CTRL)
    states = {one.step.key: one.state for one in page.way.steps.items}
    assert {key for key, state in states.items() if state is StepState.EMPTY} <= {"regulations", "order"}
    assert hand.steps == told(11)
