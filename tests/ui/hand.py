"""A person at the keyboard, whose steps are counted."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.app import App

_W = TypeVar("_W", bound=QWidget)
Key, Mod = Qt.Key, Qt.KeyboardModifier
NONE, CTRL, ALT = Mod.NoModifier, Mod.ControlModifier, Mod.AltModifier


class Hand:
    """What a person does, counted: `steps`."""

    def __init__(self, qtbot: QtBot, app: App) -> None:
        self.qtbot, self.app, self.steps = qtbot, app, 0

    def focus(self) -> QWidget:
        """What has the keyboard; a system gives it back to the window when a dialog or a list over it closes."""
        if QApplication.focusWidget() is None:
            (QApplication.activeModalWidget() or self.app.window).activateWindow()
            self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """A shortcut, or a bare Tab or Enter."""
        self.steps += 1
        QTest.keyClick(self.focus(), key, modifiers)
        QApplication.processEvents()

    def fill(self, words: str, key: Qt.Key = Key.Key_Return) -> None:
        """A field filled, together with the Tab or Enter that leaves it."""
        widget = self.focus()
        assert isinstance(widget, QLineEdit | QPlainTextEdit) or hasattr(widget, "lineEdit"), widget
        for letter in words:  # QTest's own typing knows no Cyrillic
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, NONE, letter))
        self.press(key)

    def choose(self, action: QAction) -> None:
        """A choice from a menu."""
        self.steps += 1
        action.trigger()
        QApplication.processEvents()

    def dialog(self, kind: type[_W]) -> _W:
        """The dialog that came."""
        found: list[_W] = []

        def look() -> bool:
            found[:] = [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
            return bool(found) and found[0].isAncestorOf(QApplication.focusWidget() or self.app.window)

        self.qtbot.waitUntil(look)
        return found[0]

    def screen(self, area: str, kind: type[_W]) -> _W:
        """The screen of an area, which is shown."""
        shell = self.app.window.shell
        assert shell is not None
        assert shell.current == area
        screen = shell.screens[area]
        assert isinstance(screen, kind)
        return screen

    def sql(self, sql: str) -> object:
        assert self.app.desk
        return self.app.desk.read.value(sql)
