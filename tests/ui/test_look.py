"""The look follows the system: the title bar wears what was chosen, high contrast has the system's colours alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.ui.frame.start_screen import StartScreen
from cluster_desk.ui.look import high_contrast, icons, stylesheet, theme, tokens, widgets

BLACK = {"Window": "#000000", "WindowText": "#ffffff", "Highlight": "#1aebff", "HighlightedText": "#000000",
         "Link": "#ffff00"}  # fmt: skip
WHITE = {"Window": "#ffffff", "WindowText": "#000000", "Highlight": "#37006e", "HighlightedText": "#ffffff",
         "Link": "#00009f"}  # fmt: skip


def _palette(colors: dict[str, str]) -> QPalette:
    made = QPalette()
    for name, value in colors.items():
        made.setColor(QPalette.ColorRole[name], QColor(value))
    return made


@pytest.fixture
def high(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system is set to high contrast, white on black."""
    really = high_contrast.tokens_of
    monkeypatch.setattr(theme, "is_high_contrast", lambda: True)
    monkeypatch.setattr(high_contrast, "tokens_of", lambda _palette_of_the_system: really(_palette(BLACK)))
    theme.use("system")
    yield
    monkeypatch.undo()
    theme.use("light")


@pytest.mark.parametrize("colors", [BLACK, WHITE])
def test_in_high_contrast_there_are_the_systems_colours_alone(colors: dict[str, str]) -> None:
    made = high_contrast.tokens_of(_palette(colors))
    assert made.dark == (colors is BLACK)
    window, text = colors["Window"], colors["WindowText"]
    assert {made.window, made.nav, made.surface, made.surface2, made.hover} == {window}
    assert {made.text, made.text2, made.border, made.control} == {text}
    assert (made.accent, made.on_accent, made.link) == (colors["Highlight"], colors["HighlightedText"], colors["Link"])
    inks = (made.ok, made.info, made.warn, made.bad, made.moved, made.neutral, *made.sections)
    assert {(ink.ink, ink.ground) for ink in inks} == {(text, window)}
    assert high_contrast._contrast(QColor(made.select), QColor(text)) >= 7
    assert made.select != window


@pytest.mark.usefixtures("high")
def test_a_screen_in_high_contrast_is_painted_in_the_systems_colours(qtbot: QtBot, qapp: QApplication) -> None:
    screen = StartScreen()
    field = QLineEdit(screen)
    button = QPushButton("Открыть", screen)
    qtbot.addWidget(screen)
    screen.resize(900, 600)
    image = screen.grab().toImage()
    assert image.pixelColor(2, 2).name() == BLACK["Window"]
    assert field.palette().color(QPalette.ColorRole.Text).name() == BLACK["WindowText"]
    assert button.palette().color(QPalette.ColorRole.ButtonText).name() == BLACK["WindowText"]
    assert "#F4F5F7" not in qapp.styleSheet()


def test_lists_menus_and_tips_wear_the_bodys_font_where_windows_has_smaller_ones(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = ("QAbstractItemView", "QMenu", "QMenuBar", "QTipLabel")
    really = qapp.setStyleSheet

    def as_on_windows(sheet: str) -> None:
        really(sheet)
        for kind in kinds:
            qapp.setFont(QFont("Tinos", 6), kind)  # type: ignore[arg-type]  # the stubs ask for bytes

    monkeypatch.setattr(qapp, "setStyleSheet", as_on_windows)
    theme.use("dark")
    sizes = {QApplication.font(kind).pointSizeF() for kind in kinds}  # type: ignore[call-overload]
    monkeypatch.undo()
    theme.use("light")
    assert sizes == {tokens.BODY}


@pytest.mark.usefixtures("high")
def test_a_choice_of_light_or_dark_changes_no_high_contrast() -> None:
    for chosen in ("light", "dark", "system"):
        theme.use(chosen)
        assert theme.tokens().window == BLACK["Window"]


@pytest.mark.parametrize(
    ("chosen", "scheme"),
    [("dark", Qt.ColorScheme.Dark), ("light", Qt.ColorScheme.Light), ("system", Qt.ColorScheme.Unknown)],
)
def test_the_title_bar_and_the_systems_dialogs_wear_what_was_chosen(
    chosen: str, scheme: Qt.ColorScheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Qt.ColorScheme] = []
    hints = QGuiApplication.styleHints()
    monkeypatch.setattr(type(hints), "setColorScheme", lambda _hints, value: asked.append(value))
    theme.use(chosen)
    assert asked == [scheme]
    assert theme.tokens().dark == (chosen == "dark")


def _contrast(one: str, other: str) -> float:
    return high_contrast._contrast(QColor(one), QColor(other))


_OUTLINED = re.compile(
    r"Q(?:PushButton|LineEdit|PlainTextEdit|AbstractSpinBox|ComboBox|CheckBox|RadioButton)\b|::indicator\b"
)


@pytest.mark.parametrize("colors", [tokens.LIGHT, tokens.DARK], ids=["light", "dark"])
def test_outlines_and_rings_of_the_sheet_are_seen_on_every_ground(colors: tokens.Tokens) -> None:
    """Every border of a control as the sheet draws it, 3:1 beside what may lie around; disabled ones are exempt."""
    faint = []
    for selector, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", "".join(stylesheet._PARTS)):
        if not _OUTLINED.search(selector) or ":disabled" in selector or ":read-only" in selector:
            continue
        for name in re.findall(r"border(?:-color)?:[^;]*@(\w+)", rule):
            ink = getattr(colors, name)
            grounds = {each: getattr(colors, each) for each in ("window", "surface", "surface2", "nav")}
            least = min(_contrast(ink if isinstance(ink, str) else ink.ink, ground) for ground in grounds.values())
            if least < 3:
                faint.append(f"{selector.strip()}: {name} {least:.2f}")
    assert faint == []
    # The ring of the main button is two: one seen on the button, one seen beside it.
    assert _contrast(colors.on_accent, colors.accent) >= 3
    assert _contrast(colors.text, colors.on_accent) >= 3
    assert _contrast(colors.control, colors.select) >= 3


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_box_in_a_list_is_outlined_like_one_in_a_form(qtbot: QtBot, look: str) -> None:
    theme.use(look)
    listed = QListWidget()
    qtbot.addWidget(listed)
    for words, state in (("Приказ", Qt.CheckState.Unchecked), ("Письмо", Qt.CheckState.Checked)):
        item = QListWidgetItem(words)
        item.setCheckState(state)
        listed.addItem(item)
    picture = listed.grab().toImage()
    rows = [listed.visualItemRect(listed.item(row)).center().y() for row in range(2)]
    seen = [{picture.pixelColor(x, y).name().upper() for x in range(24)} for y in rows]
    made = theme.tokens()
    theme.use("light")
    assert made.control.upper() in seen[0]
    assert made.accent.upper() in seen[1]


def test_icons_of_menus_wait_for_the_first_painting_and_are_drawn_then(qtbot: QtBot) -> None:
    window, drawn = QWidget(), QWidget()
    qtbot.addWidget(window)
    icons.put_off()
    try:
        line = widgets.action(window, "Открыть…", lambda: None, icon="folder_open")
        gone = widgets.action(drawn, "Прочь", lambda: None, icon="delete")
        assert line.icon().isNull()
        drawn.deleteLater()
        icons.take_off(gone)
    finally:
        icons.catch_up()
    assert not line.icon().isNull()
    assert gone.icon().isNull()
    assert not widgets.action(window, "Потом", lambda: None, icon="delete").icon().isNull()
