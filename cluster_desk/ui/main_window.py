"""The window: the start screen, or a file's areas between the strip at the top and the line at the foot.

`Shell` is all that is shown of an open file. `MainWindow` holds one or the other; a switch of language puts in new
ones. Neither knows the data: who builds them connects what they tell.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QActionGroup, QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QWidget

from cluster_desk import __version__
from cluster_desk.core.language import LANGUAGES, _, language
from cluster_desk.settings import Settings
from cluster_desk.ui import messages, theme, widgets
from cluster_desk.ui.areas import Area, MayStay, Narrows
from cluster_desk.ui.background import Background, ProgressStrip
from cluster_desk.ui.navigation import Navigation
from cluster_desk.ui.start_screen import StartScreen
from cluster_desk.ui.status_line import StatusLine
from cluster_desk.ui.tokens import NARROW_WINDOW
from cluster_desk.ui.top_strip import TopStrip


class Shell(QWidget):
    """An open file: strip, navigation, the screens of the areas, progress, status line."""

    def __init__(self, areas: Sequence[Area], undo: Callable[[], object], redo: Callable[[], object]) -> None:
        super().__init__()
        widgets.ground(self, "window")
        self.areas = {area.key: area for area in areas}
        self.strip = TopStrip(undo, redo)
        self.navigation = Navigation(areas)
        self.screens: dict[str, QWidget] = {}
        self.status = StatusLine()
        self.progress = ProgressStrip()
        self.background = Background(self.progress, lambda error: messages.show_any(self, error))
        self.current = ""
        self._narrow: bool | None = None
        self._stack = QStackedWidget()
        self._lay_out()
        self.navigation.chosen.connect(self.go)
        self._add_go_menu()

    def go(self, key: str) -> bool:
        """Show the area `key`; False when the user stays with what is not stored yet."""
        if key == self.current or key not in self.areas:
            return key == self.current
        if not self.may_leave():
            self.navigation.show_chosen(self.current)
            return False
        if key not in self.screens:
            screen = self.screens[key] = self.areas[key].build()
            screen.setAccessibleName(_(self.areas[key].title))
            self._stack.addWidget(screen)
            self._tell_width(screen)
        self.current = key
        self._stack.setCurrentWidget(self.screens[key])
        self.navigation.show_chosen(key)
        return True

    def may_leave(self) -> bool:
        """Whether the screen shown lets another take its place."""
        screen: object = self.screens.get(self.current)
        return screen.may_leave() if isinstance(screen, MayStay) else True

    def help_topic(self) -> str:
        """The help page of the screen shown."""
        area = self.areas.get(self.current)
        return (area.help or area.key) if area else "index"

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many records an area holds, by its key."""
        self.navigation.set_counts(counts)

    def _lay_out(self) -> None:
        across = widgets.row((0, 0, 0, 0), 0)
        across.addWidget(self.navigation)
        across.addWidget(widgets.line(vertical=True))
        across.addWidget(self._stack, 1)
        layout = widgets.stack()
        layout.addWidget(self.strip)
        layout.addLayout(across, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.status)
        self.setLayout(layout)

    def _add_go_menu(self) -> None:
        for number, area in enumerate(self.areas.values(), 1):
            keys = f"Ctrl+{number}" if number < 10 else ""
            go = widgets.action(self, _(area.title), partial(self.go, area.key), keys=keys, icon=area.icon)
            self.strip.add("go", go)

    def _tell_width(self, screen: QWidget) -> None:
        if isinstance(screen, Narrows) and self._narrow is not None:
            screen.set_narrow(self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_WINDOW
        if narrow != self._narrow:
            self._narrow = narrow
            self.navigation.set_rail(narrow)
            for screen in self.screens.values():
                self._tell_width(screen)


class MainWindow(QMainWindow):
    """The one window of the program. What the user chooses for this computer is kept in `settings`.

    `choose_language` is called with a code; it has to put in new content, since words are made once.
    `may_close` is asked last, after the screen shown, before the window closes.
    """

    def __init__(self, settings: Settings, choose_language: Callable[[str], object]) -> None:
        super().__init__()
        self.settings = settings
        self._choose_language = choose_language
        self._help: QWidget | None = None
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle("Cluster Desk")
        self.setMinimumSize(640, 360)
        self._stand_as_before()
        QShortcut(QKeySequence(Qt.Key.Key_F1), self, self.show_help)

    @property
    def shell(self) -> Shell | None:
        """The open file's screens, or None on the start screen."""
        content = self.centralWidget()
        return content if isinstance(content, Shell) else None

    def show_start(self, screen: StartScreen) -> None:
        """Show the start screen in place of whatever is shown."""
        screen.help_asked.connect(lambda: self.show_help("start"))
        screen.language_chosen.connect(self._choose_language)
        screen.theme_chosen.connect(self.choose_theme)
        self.setWindowTitle("Cluster Desk")
        self._put_in(screen)
        (screen.recent if screen.recent.count() else screen.from_document).setFocus()

    def show_shell(self, shell: Shell, title: str) -> None:
        """Show an open file in place of whatever is shown; `title` is the cluster's name."""
        shell.strip.add("view", *self._view_menus(shell))
        shell.strip.add(
            "help",
            widgets.action(shell, _("Help on this screen"), self.show_help, icon="question_circle"),
            widgets.action(shell, _("Contents of the help"), lambda: self.show_help("index")),
            None,
            widgets.action(shell, _("About the program"), self._about, icon="info"),
        )
        self.setWindowTitle(f"{title} — Cluster Desk")
        self._put_in(shell)
        shell.navigation.list.setFocus()

    def show_help(self, topic: str = "") -> None:
        """Open the help at `topic`, or at the page of the screen shown."""
        from cluster_desk.ui.help import HelpWindow

        if not isinstance(self._help, HelpWindow) or self._help.windowTitle() != _("Help"):
            self._help = HelpWindow(self)
        self._help.show_topic(topic or (self.shell.help_topic() if self.shell else "start"))

    def choose_theme(self, chosen: str) -> None:
        """Wear the look `chosen` and remember it."""
        self.settings.theme = chosen
        theme.use(chosen)

    def _put_in(self, content: QWidget) -> None:
        old = self.takeCentralWidget()
        self.setCentralWidget(content)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _view_menus(self, shell: Shell) -> list[QMenu]:
        looks = {key: _(text) for key, text in theme.CHOICES.items()}
        return [
            _choice_menu(shell, _("Appearance"), looks, theme.choice(), self.choose_theme),
            _choice_menu(shell, _("Language"), LANGUAGES, language(), self._choose_language),
        ]

    def _about(self) -> None:
        messages.tell(
            self,
            f"Cluster Desk {__version__}",
            _("The office of an educational cluster on one computer. Works without the internet."),
            _("Free software under the MIT licence."),
        )

    def _stand_as_before(self) -> None:
        told = self.settings.window
        if not (told and self.restoreGeometry(QByteArray(_decoded(told)))):
            self.resize(1280, 690)

    def closeEvent(self, event: QCloseEvent) -> None:
        shell = self.shell
        if (shell and not shell.may_leave()) or not self.may_close():
            event.ignore()
            return
        if shell and shell.background.busy:
            shell.background.stop()
        self.settings.window = base64.b64encode(self.saveGeometry().data()).decode()
        event.accept()


def _choice_menu(
    parent: QWidget, title: str, choices: Mapping[str, str], chosen: str, choose: Callable[[str], object]
) -> QMenu:
    menu = QMenu(title, parent)
    group = QActionGroup(menu)
    for key, text in choices.items():
        each = widgets.action(menu, text, partial(choose, key))
        each.setCheckable(True)
        each.setChecked(key == chosen)
        group.addAction(each)
        menu.addAction(each)
    return menu


def _decoded(told: str) -> bytes:
    try:
        return base64.b64decode(told, validate=True)
    except ValueError:
        return b""
