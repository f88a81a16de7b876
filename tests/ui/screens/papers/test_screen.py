"""The papers' screen: options, pages, zoom, saving, printing."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_
from cluster_desk.core.progress import Progress
from cluster_desk.core.records.council import CouncilSeat, Meeting, SeatRole
from cluster_desk.data.queries.reader import Reader
from cluster_desk.desk import Desk
from cluster_desk.reports.papers import members
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.editors import DayEditor
from cluster_desk.ui.frame import messages
from cluster_desk.ui.screens.papers import printing
from cluster_desk.ui.screens.papers import screen as papers_screen
from cluster_desk.ui.screens.papers.cluster_name import ClusterName
from cluster_desk.ui.screens.papers.paper_options import ChoiceBox, ChoiceSegments
from cluster_desk.ui.screens.papers.print_preview import BY_WIDTH, WHOLE_PAGE
from cluster_desk.ui.screens.papers.screen import PapersScreen
from cluster_desk.ui.screens.papers.tick_boxes import TickBoxes
from tests.builders import a_cluster, a_meeting, an_organization


@pytest.fixture
def desk(sample_file: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_file)
    yield opened
    opened.close()


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk) -> Iterator[PapersScreen]:
    made = PapersScreen(desk, Settings())
    made.resize(1170, 700)
    qtbot.addWidget(made)
    yield made
    made.end()


def show(qtbot: QtBot, screen: PapersScreen, paper: str, **options: object) -> None:
    """Show a paper and wait until its first page is drawn."""
    with qtbot.waitSignal(screen.preview.sheets.drawn):
        screen.show_paper(paper, {"day": "2026-11-21", **options})
        screen.show()


def text(screen: PapersScreen) -> str:
    """What a screen reader hears of the page in view."""
    return " ".join(screen.preview.sheets.accessibleDescription().split())


def test_an_agenda_asked_for_by_its_row_number(qtbot: QtBot, screen: PapersScreen, desk: Desk) -> None:
    (meeting,) = (one for one in desk.read.load_all(Meeting) if one.number == 14)
    show(qtbot, screen, "agenda", meeting=meeting.id)
    box = screen.options.editors["meeting"]
    assert isinstance(box, ChoiceBox)
    assert box.currentText() == "22.10.2026, №\u00a014: Итоги I четверти и подготовка к аттестации"
    assert "ПОВЕСТКА заседания координационного совета 22 октября 2026 г." in text(screen)
    assert screen.page.subtitle.whole() == "1 страница, A4"
    assert screen.preview.sheets.accessibleName() == "Страница 1 из 1"


def test_no_paper_is_shown_that_nobody_asked_for(qtbot: QtBot, screen: PapersScreen) -> None:
    screen.show()
    qtbot.waitExposed(screen)
    assert screen.list.isVisible()
    assert not screen.options.isVisible()
    assert not screen.print_button.isVisible()
    assert screen.document is None
    told = [screen.list.item(row).text() for row in range(screen.list.count())]
    assert told[:2] == ["Совет", "Повестка заседания совета"]
    assert {"План", "Журнал", "Участники", "Опорная школа"} <= set(told)
    with qtbot.waitSignal(screen.preview.sheets.drawn):
        QTest.keyClick(screen.list, Qt.Key.Key_Return)
    assert screen.options.paper.id == "agenda"
    assert "ПОВЕСТКА" in text(screen)
    screen.all_papers.click()
    assert screen.list.isVisible()


def test_an_option_changes_the_pages(qtbot: QtBot, screen: PapersScreen) -> None:
    show(qtbot, screen, "members", names="full")
    assert screen.page.subtitle.whole() == "2 страницы, A4"
    sheet = screen.options.editors["sheet"]
    assert isinstance(sheet, ChoiceSegments)
    with qtbot.waitSignal(screen.preview.sheets.drawn):
        QTest.mouseClick(sheet.buttons["landscape"], Qt.MouseButton.LeftButton)
    size = screen.preview.sheets.sizes[0]
    assert size.width > size.height
    day = screen.options.editors["day"]
    assert isinstance(day, DayEditor)
    day.line.selectAll()
    QTest.keyClicks(day.line, "01.02.2026")
    qtbot.waitUntil(lambda: "по состоянию на 1 февраля 2026 г." in text(screen))


def test_another_paper_has_its_own_options(qtbot: QtBot, screen: PapersScreen) -> None:
    show(qtbot, screen, "council")
    assert list(screen.options.editors) == ["day", "website", "sheet", "body", "mark"]
    with qtbot.waitSignal(screen.preview.sheets.drawn):
        screen.options.papers.setFocus()
        QTest.keyClick(screen.options.papers, Qt.Key.Key_Up)
    assert list(screen.options.editors) == ["day", "names", "website", "sheet", "mark"]
    qtbot.waitUntil(lambda: "СПИСОК УЧАСТНИКОВ" in text(screen))


def test_pages_are_turned_and_typed(qtbot: QtBot, screen: PapersScreen) -> None:
    show(qtbot, screen, "members", names="full")
    preview = screen.preview
    assert (preview.page.text(), preview.count.text()) == ("1", "из 2")
    assert not preview.back.isEnabled()
    QTest.mouseClick(preview.on, Qt.MouseButton.LeftButton)
    assert preview.sheets.page == 1
    assert (preview.page.text(), preview.on.isEnabled()) == ("2", False)
    preview.page.selectAll()
    QTest.keyClicks(preview.page, "1")
    QTest.keyClick(preview.page, Qt.Key.Key_Return)
    assert preview.sheets.page == 0


def test_zoom_by_list_wheel_and_keys(qtbot: QtBot, screen: PapersScreen) -> None:
    show(qtbot, screen, "members", names="full")
    preview, sheets = screen.preview, screen.preview.sheets
    assert (preview.zoom.currentText(), sheets.zoom) == ("По ширине", BY_WIDTH)
    preview.zoom.setCurrentIndex(preview.zoom.findText("100\u00a0%"))
    preview.zoom.activated.emit(preview.zoom.currentIndex())
    assert sheets.percent() == 100
    middle = QPointF(sheets.viewport().rect().center())
    wheel = QWheelEvent(
        middle,
        middle,
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(sheets.viewport(), wheel)
    assert (sheets.percent(), preview.zoom.currentText()) == (125, "125\u00a0%")
    sheets.setFocus()
    with qtbot.waitActive(screen):
        screen.activateWindow()
    QTest.keyClick(sheets, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert sheets.percent() == 100
    sheets.set_zoom(WHOLE_PAGE)
    assert preview.zoom.currentText() == "Страница целиком"
    assert sheets.sizes[0].height * sheets.percent() / 75 < sheets.viewport().height()
    sheets.set_zoom(200)
    assert not preview.larger.isEnabled()


def test_a_file_without_meetings_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "new.cdesk", a_cluster())
    screen = PapersScreen(desk, Settings())
    qtbot.addWidget(screen)
    screen.show_paper("agenda")
    screen.show()
    qtbot.waitUntil(lambda: bool(screen.empty.title.text()))
    assert screen.empty.isVisible()
    assert screen.empty.title.text() == "Заседаний в файле ещё нет: добавьте заседание в разделе «Совет»."
    assert not screen.print_button.isEnabled()
    with qtbot.waitSignal(screen.preview.sheets.drawn):
        desk.change(N_("Meeting changed"), a_meeting())
    assert screen.preview.isVisible()
    assert screen.print_button.isEnabled()
    screen.end()
    desk.close()


@pytest.mark.parametrize(("button", "suffix"), [("save_pdf", ".pdf"), ("save_word", ".docx"), ("save_excel", ".xlsx")])
def test_a_paper_is_saved_and_opened(
    qtbot: QtBot, screen: PapersScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, button: str, suffix: str
) -> None:
    show(qtbot, screen, "agenda", meeting="15")
    asked: list[str] = []
    opened: list[str] = []

    def choose(_parent: object, _title: str, proposed: str, _filter: str) -> tuple[str, str]:
        asked.append(proposed)
        return str(tmp_path / "моя повестка"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    getattr(screen, button).click()
    qtbot.waitUntil(screen.notice.isVisible)
    target = tmp_path / f"моя повестка{suffix}"
    assert screen.notice.said() == f"Сохранено: {target}"
    next(each for each in screen.notice.findChildren(QPushButton) if each.text() == "Открыть").click()
    assert Path(asked[0]).name == f"Повестка заседания 17 декабря 2026 г{suffix}"
    assert opened == [str(target)]
    assert target.stat().st_size > 1000
    assert screen.settings.folders["papers"] == str(tmp_path)
    [made] = screen.settings.printed.values()
    assert made.split()[1] == {".pdf": "PDF", ".docx": "Word", ".xlsx": "Excel"}[suffix]


def test_sections_columns_and_people_are_chosen_from_what_there_is(qtbot: QtBot, screen: PapersScreen) -> None:
    show(qtbot, screen, "plan")
    options = screen.options
    sections, columns = options.editors["sections"], options.editors["columns"]
    assert isinstance(sections, TickBoxes)
    assert isinstance(columns, TickBoxes)
    assert len(sections.boxes) > 1
    assert options.values()["sections"] == options.values()["columns"] == ""
    sections.boxes["1"].click()
    assert "1" not in options.values()["sections"].split(",")
    for box in list(columns.boxes.values())[1:]:
        box.click()
    assert options.values()["columns"] == next(iter(columns.boxes))
    assert not columns.boxes["number"].isEnabled(), "nothing would be left"
    state = options.editors["with-state"]
    words = next(label for label in options.findChildren(QLabel) if label.buddy() is state)
    QTest.mouseClick(words, Qt.MouseButton.LeftButton)
    assert options.values()["with-state"] == "1"
    options.show_paper("decisions", {})
    people = options.editors["person"]
    assert isinstance(people, ChoiceBox)
    assert people.currentText() == "Все люди"
    assert people.count() > 2
    assert not re.search("[A-Za-z]{3}", " ".join(label.text() for label in options.findChildren(QLabel)))


def test_saving_is_stopped_and_nothing_is_written(
    qtbot: QtBot, screen: PapersScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(qtbot, screen, "agenda")
    target = tmp_path / "повестка.pdf"

    def never_ends(_document: object, _path: Path, progress: Progress) -> None:
        while True:
            progress.report(0, 1)

    monkeypatch.setattr(papers_screen, "write_paper", never_ends)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    screen.save(".pdf")
    assert screen.strip.isVisibleTo(screen)
    assert not screen.save_pdf.isEnabled()
    begun = time.monotonic()
    screen.strip.stop.click()
    qtbot.waitUntil(screen.strip.isHidden)
    assert time.monotonic() - begun < 1
    assert screen.page.foot.whole() == "Прервано: ничего не сохранено."
    assert screen.save_pdf.isEnabled()
    assert not target.exists()


def test_a_paper_in_the_making_ends_when_another_is_wanted_or_none(
    qtbot: QtBot, desk: Desk, screen: PapersScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    def never_ends(read: Reader, _options: object) -> None:
        begun.append(1)
        while True:
            read.value("SELECT 1")

    with monkeypatch.context() as patched:
        patched.setattr(members, "build", never_ends)
        screen.show_paper("members", {})
        qtbot.waitUntil(lambda: len(begun) == 1)
        screen.show_list()
        screen.show_paper("members", {})
        qtbot.waitUntil(lambda: len(begun) == 2)  # the one before has ended
    show(qtbot, screen, "agenda")
    assert screen.document is not None
    assert screen.document.title.startswith("Повестка")
    assert desk.read.value("SELECT 1") == 1  # here nothing was stopped


def test_printing_is_stopped_between_pages(
    qtbot: QtBot, screen: PapersScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(qtbot, screen, "members", sheet="landscape")
    assert len(screen.preview.sheets.sizes) > 1

    def choose(_parent: object, _title: str, _pages: int) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setResolution(72)
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose)
    screen.print_button.click()
    assert screen.strip.isVisibleTo(screen)
    screen.strip.stop.click()
    qtbot.waitUntil(screen.strip.isHidden)
    assert "сняты с печати" in screen.page.foot.whole()
    assert screen.printed == 0


def test_html_stands_in_the_menu(screen: PapersScreen) -> None:
    screen.set_narrow(False)
    assert [action.text() for action in screen.menu.actions() if action.isVisible()] == [
        "Хранить в файле данных",
        "Сохранить как HTML…",
        "Заполнить бланк отдела…",
    ]
    screen.set_narrow(True)
    assert [action.text() for action in screen.menu.actions() if action.isVisible()] == [
        "Хранить в файле данных",
        "Сохранить как Word…",
        "Сохранить как Excel…",
        "Сохранить как HTML…",
        "Заполнить бланк отдела…",
    ]
    assert screen.save_word.isHidden()


def test_without_a_printer_a_sentence(qtbot: QtBot, screen: PapersScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    show(qtbot, screen, "agenda")
    user_errors: list[UserError] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: user_errors.append(error))
    screen.print_button.click()
    assert user_errors[0].what == "На этом компьютере нет принтера."


def test_pages_go_to_the_printer_as_they_lie(
    qtbot: QtBot, screen: PapersScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(qtbot, screen, "members", sheet="landscape")
    target = tmp_path / "printed.pdf"

    def choose(_parent: object, title: str, _pages: int) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(72)
        printer.setDocName(title)
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose)
    screen.print_button.click()
    qtbot.waitUntil(lambda: screen.printed == len(screen.preview.sheets.sizes))
    pages = PdfReader(target).pages
    assert len(pages) == len(screen.preview.sheets.sizes)
    assert all(page.mediabox.width > page.mediabox.height for page in pages)


@pytest.mark.qt_log_ignore("QPainter::begin", "propagateSizeHints")
@pytest.mark.parametrize(
    ("target", "sentence"), [("нет/такой/папки.pdf", "Принтер не принял"), ("printed.pdf", "Принтер остановился")]
)
def test_a_printer_that_is_gone_is_told_and_the_window_stays(
    qtbot: QtBot, screen: PapersScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, sentence: str
) -> None:
    show(qtbot, screen, "members", sheet="landscape")
    assert len(screen.preview.sheets.sizes) > 1
    user_errors: list[UserError] = []

    class _SwitchedOff(QPrinter):
        def newPage(self) -> bool:  # noqa: N802 - as Qt calls it
            return False

    def choose(_parent: object, _title: str, _pages: int) -> QPrinter:
        printer = _SwitchedOff(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / target))
        printer.setResolution(72)
        return printer

    monkeypatch.setattr(printing, "choose_printer", choose)
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: user_errors.append(error))
    screen.print_button.click()
    qtbot.waitUntil(lambda: bool(user_errors))
    assert user_errors[0].what.startswith(sentence)
    assert screen.printed == 0
    show(qtbot, screen, "council")


def test_a_paper_for_which_memory_is_too_short_is_told_in_its_place(
    qtbot: QtBot, screen: PapersScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "build", lambda *_described: bytearray(sys.maxsize))
    screen.show_paper("members", {})
    screen.show()
    qtbot.waitUntil(lambda: screen.empty.title.text() == "Компьютеру не хватило памяти.")
    assert not screen.print_button.isEnabled()
    show(qtbot, screen, "council")


def test_every_button_has_a_name(screen: PapersScreen) -> None:
    assert all(button.accessibleName() or button.text() for button in screen.findChildren(QToolButton))


def test_a_cluster_without_a_name_is_asked_for_it(qtbot: QtBot, tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "luza.cdesk", a_cluster(name="", district="Ольховский район"))
    office = "Управление образования администрации Ольховского района"
    desk.change("Добавлено", an_organization(full_name=office, short_name="РУО"))
    [school] = desk.change("Добавлено", an_organization(short_name="МКОУ СОШ с. Луговое"))
    chair = CouncilSeat(role=SeatRole.CHAIR, position="директор МКОУ СОШ с. Луговое")
    desk.change("Добавлено", chair)
    made = PapersScreen(desk, Settings())
    qtbot.addWidget(made)
    made.show_paper("members")
    qtbot.waitUntil(lambda: made.empty.title.text() == "У кластера ещё нет названия.")
    dialog = ClusterName(desk, "Образовательный кластер Ольховского района", made)
    assert dialog.genitive.text() == "Образовательного кластера Ольховского района"
    assert dialog.district.text() == "Ольховский район"
    assert dialog.school.currentData() == school, "the chair's post names it"
    dialog.name.setText("Кластер «Север»")
    assert dialog.genitive.text() == "Кластера «Север»"
    with qtbot.waitSignal(made.preview.sheets.drawn):
        made.show()
        dialog.take()
    assert "Кластера «Север»" in text(made)
    made.end()
    desk.close()


def test_a_quarter_is_chosen_by_a_click(qtbot: QtBot, screen: PapersScreen) -> None:
    screen.show_paper("activity")
    first = {name: screen.options.values()[name] for name in ("from", "to")}
    today = screen.desk.read.today()
    assert first["to"] < today.isoformat()  # the quarter that ended last
    periods = screen.options._periods
    assert periods is not None
    year = int(first["from"][:4])
    for place, start, end in ((1, "04-01", "06-30"), (3, "10-01", "12-31"), (4, "01-01", "12-31")):
        periods.buttons[place].click()
        values = screen.options.values()
        assert (values["from"], values["to"]) == (f"{year}-{start}", f"{year}-{end}")
    screen.show_paper("members")
    assert screen.options._periods is None


def test_what_is_asked_for_before_it_is_ready_is_saved_when_it_is(
    qtbot: QtBot, screen: PapersScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(qtbot, screen, "agenda", meeting="15")
    target = tmp_path / "список.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    screen.show_paper("members")
    screen.save(".docx")
    assert not target.exists()  # never the agenda, which was shown a moment before
    qtbot.waitUntil(lambda: screen.notice.isVisible() and target.exists())
    assert screen.document is not None
    assert screen.document.title.startswith("Список")
