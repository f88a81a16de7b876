"""The window: areas, narrow and wide, messages, long work, help, language and look."""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QUrl, qVersion
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk import __version__
from cluster_desk.core.language import N_
from cluster_desk.settings import RecentFile, Settings
from cluster_desk.ui.frame import help_pages, messages
from cluster_desk.ui.frame.area import Area
from cluster_desk.ui.frame.help import HelpWindow
from cluster_desk.ui.frame.main_window import MainWindow, first_size, is_small
from cluster_desk.ui.frame.navigation import Navigation
from cluster_desk.ui.frame.page import EmptyScreen, ListAndForm, Offer, Page, SidePanel
from cluster_desk.ui.frame.recent_files import opened_words
from cluster_desk.ui.frame.shell import Shell, _Screens
from cluster_desk.ui.frame.start_screen import Card, StartScreen
from cluster_desk.ui.look import drawings, icons, theme, tokens, widgets

NOW = datetime(2026, 10, 13, 14, 32)


def _areas() -> list[Area]:
    def both() -> QWidget:
        made = ListAndForm(Page("Участники", QLabel("список")), SidePanel(QLabel("форма")))
        made.open_form()
        return made

    return [
        Area("members", N_("Help"), "people_team", both),
        Area("council", N_("Menu"), "gavel", lambda: Page("Совет", QLabel("совет")), help="start"),
        Area("settings", N_("More"), "settings", lambda: Page("Настройки", QLabel()), at_foot=True),
    ]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(Settings(), lambda code: None)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def shell(qtbot: QtBot, window: MainWindow) -> Shell:
    made = Shell(_areas(), lambda: None, lambda: None)
    window.show_shell(made, "Заречный кластер")
    made.go("members")
    window.resize(1366, 698)
    window.show()
    qtbot.waitExposed(window)
    return made


def test_the_window_fits_a_small_screen_and_says_whose_file_it_is(window: MainWindow, shell: Shell) -> None:
    least = window.minimumSizeHint()
    assert (least.width() <= 911, least.height() <= 465) == (True, True)
    assert window.windowTitle() == "Заречный кластер — Cluster Desk"


def test_the_program_tells_its_version_and_that_of_what_it_carries(
    window: MainWindow, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda _parent, message: said.append(f"{message.title} {message.advice}"))
    window._about()
    assert f"Cluster Desk {__version__}" in said[0]
    assert f"SQLite {sqlite3.sqlite_version}, Qt {qVersion()}." in said[0]


def test_areas_are_reached_by_click_and_by_keys(qtbot: QtBot, shell: Shell) -> None:
    areas = shell.navigation.list
    areas.setFocus()
    QTest.keyClick(areas, Qt.Key.Key_Down)
    assert shell.current == "council"
    rect = areas.visualItemRect(areas.item(0))
    QTest.mouseClick(areas.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert shell.current == "members"
    actions = shell.strip.menus["go"].actions()
    assert [action.shortcut().toString() for action in actions] == ["Ctrl+1", "Ctrl+2", "Ctrl+3"]
    actions[2].trigger()
    assert (shell.current, shell.navigation.list.currentRow()) == ("settings", -1)


def test_to_the_keyboard_the_navigation_is_one_list(qtbot: QtBot, shell: Shell) -> None:
    navigation = shell.navigation
    navigation.take_focus()
    QTest.keyClick(navigation.list, Qt.Key.Key_Tab)
    assert (shell.current, navigation.foot.hasFocus()) == ("members", False)
    navigation.take_focus()
    QTest.keyClick(navigation.list, Qt.Key.Key_End)
    QTest.keyClick(navigation.list, Qt.Key.Key_Down)
    assert (shell.current, navigation.foot.hasFocus()) == ("settings", True)
    QTest.keyClick(navigation.foot, Qt.Key.Key_Down)
    assert shell.current == "settings"
    QTest.keyClick(navigation.foot, Qt.Key.Key_Up)
    assert (shell.current, navigation.list.hasFocus()) == ("council", True)


def test_in_a_low_window_every_area_stays_in_sight(qtbot: QtBot) -> None:
    navigation = Navigation([Area(str(number), N_("Help"), "home", QWidget, group=number > 5) for number in range(13)])
    qtbot.addWidget(navigation)
    navigation.set_cluster("Заречный образовательный кластер северных школ", "МКОУ СОШ № 1")
    navigation.set_rail(True)
    for high, row in ((700, 36), (444, 32), (397, 28), (200, 24)):
        navigation.resize(56, high)
        navigation.show()
        qtbot.waitExposed(navigation)
        assert navigation.list.visualItemRect(navigation.list.item(1)).height() == row
        assert navigation.list.verticalScrollBar().maximum() == 0 or high < 300
    navigation.set_rail(False)
    navigation.resize(196, 480)
    qtbot.waitUntil(lambda: navigation.list.visualItemRect(navigation.list.item(1)).height() < 32)
    assert navigation.list.verticalScrollBar().maximum() == 0


def test_a_long_name_of_the_cluster_takes_up_to_three_lines(qtbot: QtBot, shell: Shell) -> None:
    name = "Заречный образовательный кластер"
    shell.navigation.set_cluster(name, "")
    assert shell.navigation.cluster.text().replace("\n", " ") == name
    assert "\n" in shell.navigation.cluster.text()
    shell.navigation.set_cluster(f"{name} северных сельских и городских школ всего края", "")
    assert shell.navigation.cluster.text().count("\n") == 2
    assert shell.navigation.cluster.text().endswith("…")
    assert shell.navigation.cluster.toolTip().endswith("всего края")


def test_a_screen_is_made_when_it_is_visited_first(shell: Shell) -> None:
    assert list(shell.screens) == ["members"]
    shell.go("council")
    assert list(shell.screens) == ["members", "council"]


def test_a_screen_that_holds_something_unsaved_is_not_left(shell: Shell) -> None:
    shell.screens["members"].may_leave = lambda: False  # type: ignore[attr-defined]
    assert shell.go("council") is False
    assert (shell.current, shell.navigation.list.currentRow()) == ("members", 0)


def test_counts_are_shown_and_said(shell: Shell) -> None:
    item, spoken = shell.navigation.list.item(0), Qt.ItemDataRole.AccessibleTextRole
    shell.set_count("members", 14)
    assert item.data(spoken) == "Справка, 14"
    shell.set_count("members", 3, ["2 решения", "1 пункт"])
    assert (item.data(spoken), item.toolTip()) == ("Справка, 2 решения; 1 пункт", "2 решения\n1 пункт")


def test_in_a_narrow_window_names_give_way_and_the_form_takes_the_list_place(
    qtbot: QtBot, window: MainWindow, shell: Shell
) -> None:
    both = shell.screens["members"]
    assert isinstance(both, ListAndForm)
    assert both.page.isVisible()
    assert both.panel.isVisible()
    assert shell.navigation.width() == tokens.NAVIGATION_WIDTH - 1
    window.resize(910, 465)
    qtbot.waitUntil(lambda: shell.width() == 910)
    assert shell.navigation.width() == tokens.RAIL_WIDTH - 1
    assert not both.page.isVisible()
    assert both.panel.back.isVisible()
    both.open_form(False)
    assert both.page.isVisible()


def test_undo_says_what_it_takes_back(shell: Shell) -> None:
    assert not shell.strip.undo.isEnabled()
    shell.strip.can_change("Изменён участник", "")
    assert shell.strip.undo.isEnabled()
    assert shell.strip.undo.text() == "Отменить: Изменён участник"
    assert not shell.strip.redo.isEnabled()


def test_f1_opens_the_page_of_the_screen(qtbot: QtBot, window: MainWindow, shell: Shell) -> None:
    shell.go("council")
    window.show_help()
    result = window._help
    assert isinstance(result, HelpWindow)
    assert "Начало работы" in result.text.toPlainText()
    result._go_back()
    result.contents.click()
    assert result.text.toPlainText().startswith("Справка")
    result.back.click()
    assert "Начало работы" in result.text.toPlainText()


def test_the_help_is_found_by_its_words_in_any_form(qtbot: QtBot, window: MainWindow) -> None:
    window.show_help("index")
    result = window._help
    assert isinstance(result, HelpWindow)
    result.field.setText("восстановить копию")
    assert result.shown.currentWidget() is result.hits
    assert "опии" in result.hits.item(0).text()
    QTest.keyClick(result.field, Qt.Key.Key_Return)
    assert result.shown.currentWidget() is result.text
    assert result.text.toPlainText().startswith("Копии, история")
    result.field.setText("rjgbb")
    assert "опи" in result.hits.item(0).text()
    result.field.setText("зюзюбра")
    assert result.hits.item(0).text() == "В справке таких слов нет."
    result.field.clear()
    assert result.shown.currentWidget() is result.text


def test_headings_and_bullets_of_the_help_are_set_like_the_window(window: MainWindow) -> None:
    window.show_help("plan")
    result = window._help
    assert isinstance(result, HelpWindow)
    sizes, block = {}, result.text.document().begin()
    while block.isValid():
        level, letters = block.blockFormat().headingLevel(), block.begin().fragment().charFormat()
        if level:
            sizes[level] = letters.font().pointSizeF()
        if block.textList() is not None:
            assert block.text().startswith("\u00a0")
            assert block.blockFormat().textIndent() < 0
        block = block.next()
    assert (sizes[1], sizes[2]) == (15, 12)


def test_help_has_the_same_pages_in_both_languages() -> None:
    pages = {code: {path.name for path in (help_pages.FOLDER / code).glob("*.md")} for code in ("ru", "en")}
    assert pages["ru"] == pages["en"]
    assert {"index.md", "start.md"} <= pages["ru"]


def test_a_language_chosen_on_the_start_screen_is_told(qtbot: QtBot) -> None:
    texts: list[str] = []
    window = MainWindow(Settings(), texts.append)
    qtbot.addWidget(window)
    screen = StartScreen()
    window.show_start(screen)
    screen.language.setCurrentIndex(1)
    screen.language.activated.emit(1)
    assert texts == ["en"]
    screen.theme_chosen.emit("dark")
    assert (window.settings.theme, theme.tokens().dark) == ("dark", True)


def test_a_card_is_as_high_as_its_words_in_a_narrow_window(qtbot: QtBot) -> None:
    words = "Из прошлогоднего плана Word или Excel, который лежит на этом компьютере"
    cards = Card("table", words, words), Card("table", "Коротко", "слово")
    window = QWidget()
    window.setLayout(widgets.stack(of=(*cards, widgets.GAP)))
    qtbot.addWidget(window)
    window.resize(300, 600)
    window.show()
    qtbot.waitExposed(window)
    assert [card.height() for card in cards] == [card.heightForWidth(card.width()) for card in cards]
    assert cards[0].height() > cards[1].height()


def test_the_start_screen_tells_what_is_wanted(qtbot: QtBot) -> None:
    recent = [
        RecentFile("D:/Кластер/Заречный.cdesk", "Заречный кластер", "2026-10-13T09:12", "2026 год"),
        RecentFile("E:/Копия.cdesk", "Копия", "2025-12-26T10:00"),
    ]
    screen = StartScreen(recent, NOW)
    qtbot.addWidget(screen)
    texts: list[str] = []
    screen.recent_chosen.connect(texts.append)
    screen.forget_asked.connect(lambda path: texts.append(f"forget {path}"))
    screen.blank_asked.connect(lambda: texts.append("blank"))
    screen.show()
    assert screen.recent
    QTest.keyClick(screen.recent, Qt.Key.Key_Return)
    QTest.keyClick(screen.recent, Qt.Key.Key_Down)
    QTest.keyClick(screen.recent, Qt.Key.Key_Delete)
    QTest.mouseClick(screen.blank, Qt.MouseButton.LeftButton)
    QTest.keyClick(screen.blank, Qt.Key.Key_Return)
    assert texts == ["D:/Кластер/Заречный.cdesk", "forget E:/Копия.cdesk", "blank", "blank"]
    assert screen.recent.count() == 1


@pytest.mark.parametrize(
    ("opened", "words"),
    [
        ("2026-10-13T09:05", "сегодня, 9:05"),
        ("2026-10-12T23:59", "вчера"),
        ("2026-10-02T10:00", "2 октября"),
        ("2025-12-26T10:00", "26 декабря 2025 г."),
        ("never", ""),
    ],
)
def test_when_a_file_was_opened_is_said_in_words(opened: str, words: str) -> None:
    assert opened_words(opened, NOW) == words


def test_an_empty_screen_takes_the_list_place_and_offers_what_to_do(qtbot: QtBot) -> None:
    done: list[str] = []
    page = Page("Совет", QLabel("список"))
    page.filters.add_search("Найти")
    add = widgets.button("Добавить…", look="primary", icon="add")
    page.add_action(add)
    empty = EmptyScreen("gavel", "Заседаний пока нет", "Введите первое.", [Offer("Ввести", lambda: done.append("x"))])
    qtbot.addWidget(page)
    page.show_empty(empty)
    page.show()
    assert not page.filters.isVisible()
    page.set_foot("0 заседаний")
    assert (add.property("look"), page.foot.isVisible()) == ("secondary", False)
    for button in empty.findChildren(QAbstractButton):
        button.click()
    assert done == ["x"]
    page.show_empty(None)
    assert page.body.isVisible()
    assert page.filters.isVisible()
    assert (add.property("look"), page.foot.isVisible()) == ("primary", True)


def test_chips_tell_which_is_chosen_and_how_many_each_shows(qtbot: QtBot) -> None:
    page = Page("Участники", QLabel())
    qtbot.addWidget(page)
    all_of_them = page.filters.add_chip("all", "Все")
    page.filters.add_chip("schools", "Школы")
    page.filters.set_counts({"all": 14})
    assert all_of_them.text() == "Все 14"
    with qtbot.waitSignal(page.filters.chip_chosen) as signal:
        page.filters.choose_chip("schools")
    assert (signal.args, page.filters.chosen_chip()) == (["schools"], "schools")
    page.filters.clear()
    assert page.filters.chosen_chip() == "all"


def test_the_window_stands_the_next_time_where_it_stood(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(700, 555)
    window.show()
    window.close()
    again = MainWindow(window.settings, lambda code: None)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 555)
    corrupt = MainWindow(Settings(window="не base64"), lambda code: None)
    qtbot.addWidget(corrupt)
    assert corrupt.size() == first_size(corrupt.screen().availableGeometry().size())


def test_every_control_has_a_name(qtbot: QtBot, shell: Shell) -> None:
    screen = StartScreen([], NOW)
    qtbot.addWidget(screen)
    for root in (shell, screen):
        for button in root.findChildren(QAbstractButton):
            if button.metaObject().className() != "QLineEditIconButton" and not button.objectName().startswith("qt_"):
                assert button.text().strip() or button.accessibleName(), button


def test_an_icon_has_the_ink_of_the_look(qtbot: QtBot) -> None:
    for chosen, expected in (("light", tokens.LIGHT), ("dark", tokens.DARK)):
        theme.use(chosen)
        drawn = icons.pixmap("add", 20, "accent", 2.0).toImage()
        assert (drawn.width(), drawn.devicePixelRatio()) == (40, 2.0)
        assert drawn.pixelColor(20, 20).name().upper() == expected.accent


def test_every_icon_named_in_the_window_is_there() -> None:
    names = {"home", "people_team", "gavel", "chevron_up", "chevron_down", "search", "dismiss", "document_add"}
    assert all(drawings.exists(name) for name in names)


def _contrast(one: str, other: str) -> float:
    def light(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_words_can_be_read_on_their_ground(look: tokens.Tokens) -> None:
    for ground in (look.window, look.nav, look.surface, look.surface2):
        assert _contrast(look.text, ground) >= 9
        assert _contrast(look.text2, ground) >= 5
        assert _contrast(look.link, ground) >= 5
        assert _contrast(look.control, ground) >= 3
    for tone in ("ok", "info", "warn", "bad", "moved", "neutral"):
        ink = getattr(look, tone)
        assert _contrast(ink.ink, ink.ground) >= 5


def test_no_colour_is_written_outside_the_tokens() -> None:
    folder = Path(theme.__file__).parent
    # White is paper, in either look.
    written = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d|GlobalColor\.(?!transparent|white)")
    guilty = [
        path.name
        for path in folder.rglob("*.py")
        if path.name != "tokens.py" and written.search(path.read_text(encoding="utf-8"))
    ]
    assert guilty == []


@pytest.mark.parametrize("code", ["ru", "en"])
def test_every_screen_has_its_page_and_every_link_leads_to_one(code: str) -> None:
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (help_pages.FOLDER / code).glob("*.md")}
    assert {"members", "council", "papers", "import", "cluster"} <= set(pages)
    links = {link for text in pages.values() for link in re.findall(r"\]\((\w+)\.md\)", text)}
    assert links - set(pages) == set()


@pytest.mark.parametrize("code", ["ru", "en"])
def test_every_picture_of_the_help_is_there_and_shown(qtbot: QtBot, code: str) -> None:
    theme.speak(code)
    named = {
        (path.stem, name)
        for path in (help_pages.FOLDER / code).glob("*.md")
        for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    }
    assert ("first_plan", "first_plan_1.png") in named
    help_window = HelpWindow()
    qtbot.addWidget(help_window)
    for topic, name in named:
        assert (help_pages.FOLDER / code / name).stat().st_size <= 60_000
        help_window.show_topic(topic)
        picture = help_window.text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
        assert picture is not None, name
        document = help_window.text.document()
        count = sum(topic == each for each, _name in named)
        assert document.size().height() > count * 250, "the page is as high as its pictures"


@pytest.mark.parametrize(
    ("free", "size"),
    [
        ((1920, 1040), (1280, 690)),
        ((1280, 672), (1264, 632)),  # 1920 x 1080 at 150 %
        ((1366, 728), (1280, 688)),
        ((1093, 574), (1077, 534)),  # 1366 x 768 at 125 %
        ((600, 300), (600, 320)),
    ],
)
def test_the_first_window_is_no_larger_than_the_screen(free: tuple[int, int], size: tuple[int, int]) -> None:
    assert first_size(QSize(*free)) == QSize(*size)


def test_on_a_small_screen_the_window_has_all_of_it_at_first(qtbot: QtBot) -> None:
    small = ((1366, 728), (1280, 672), (1093, 574), (1024, 728), (683, 364), (960, 520))
    assert all(is_small(QSize(*free)) for free in small)
    assert not is_small(QSize(1920, 1040))
    window = MainWindow(Settings(), lambda _code: None)
    qtbot.addWidget(window)
    window.appear()
    assert window.isMaximized() == is_small(window.screen().availableGeometry().size())


def test_a_window_that_stood_on_a_larger_screen_is_no_larger_than_this_one(qtbot: QtBot, window: MainWindow) -> None:
    window.setWindowState(Qt.WindowState.WindowNoState)
    free = window.screen().availableGeometry()
    window.resize(free.width() + 400, free.height() + 300)
    window.show()
    window.close()
    again = MainWindow(window.settings, lambda code: None)
    qtbot.addWidget(again)
    assert again.width() <= free.width()
    assert again.height() <= free.height()


def test_a_window_without_settings_stands_within_its_screen(qtbot: QtBot) -> None:
    window = MainWindow(Settings(), lambda _code: None)
    qtbot.addWidget(window)
    free = window.screen().availableGeometry()
    assert window.width() <= free.width()
    assert window.height() <= free.height()


def test_a_screen_that_wishes_for_more_height_is_not_scrolled(qtbot: QtBot) -> None:
    words = QLabel("Заседание координационного совета " * 300)
    words.setWordWrap(True)
    words.setMinimumHeight(1)
    screens = _Screens()
    screens.addWidget(widgets.holder(widgets.stack(of=(words,))))
    room = QScrollArea()
    qtbot.addWidget(room)
    room.setWidget(widgets.holder(widgets.stack(of=((screens, 1),))))
    room.setWidgetResizable(True)
    room.resize(700, 420)
    room.show()
    assert not room.verticalScrollBar().isVisible()
