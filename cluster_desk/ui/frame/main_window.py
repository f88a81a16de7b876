"""The window: it shows the start screen or an open file's `Shell`, and keeps what the user chooses for this computer.

It knows no data: who builds what it shows connects what that tells. What only an open file needs is not imported
here, so that the start screen is painted soon; nor is that, which a file told at the start does without.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from cluster_desk import __version__
from cluster_desk.core.language import LANGUAGES, _, language
from cluster_desk.settings import Settings
from cluster_desk.ui.look import theme, widgets

if TYPE_CHECKING:
    from cluster_desk.ui.frame.shell import Shell
    from cluster_desk.ui.frame.start_screen import StartScreen


_DESIGNED, _LEAST = QSize(1280, 690), QSize(600, 320)
_ROOMY = QSize(1440, 800)
_FRAME = QSize(16, 40)  # the title bar and the borders that the system draws


class MainWindow(QMainWindow):
    """The one window of the program. What the user chooses for this computer is kept in `settings`.

    `choose_language` is called with a code; it has to put in new content, since words are made once.
    `may_close` is asked last, after the screen shown, before the window closes; `support_asked` tells that line of the
    menu.
    """

    support_asked = Signal()

    def __init__(
        self, settings: Settings, choose_language: Callable[[str], object], may_close: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__()
        self.settings = settings
        self._choose_language, self._may_close = choose_language, may_close
        self._help: QWidget | None = None
        self._shell: Shell | None = None
        self._fills = False
        self.setWindowTitle("Cluster Desk")
        self.setMinimumSize(_LEAST)
        self._stand_as_before()
        QShortcut(QKeySequence(Qt.Key.Key_F1), self, self.show_help)

    def appear(self) -> None:
        """Show the window: for the first time on a small screen it has all of it."""
        if self._fills:
            self.showMaximized()
        else:
            self.show()

    @property
    def shell(self) -> Shell | None:
        """The open file's screens, or None on the start screen."""
        return self._shell

    def show_start(self, screen: StartScreen) -> None:
        """Show the start screen in place of whatever is shown."""
        screen.help_asked.connect(lambda: self.show_help("start"))
        screen.language_chosen.connect(self._choose_language)
        screen.theme_chosen.connect(self.choose_theme)
        self.setWindowTitle("Cluster Desk")
        self._shell = None
        self._put_in(screen)
        screen.take_focus()

    def show_district(self, screen: QWidget, title: str) -> None:
        """Show many clusters in place of whatever is shown."""
        self.setWindowTitle(f"{title} — Cluster Desk")
        self._shell = None
        self._put_in(screen)

    def show_shell(self, shell: Shell, title: str) -> None:
        """Show an open file in place of whatever is shown; `title` is the cluster's name."""
        shell.strip.add("view", *self._view_menus(shell))
        shell.strip.add(
            "help",
            widgets.action(shell, _("Help on this screen"), self.show_help, icon="question_circle"),
            widgets.action(shell, _("Contents of the help"), lambda: self.show_help("index")),
            widgets.action(shell, _("Keys…"), shell.show_keys, keys="Ctrl+/"),
            widgets.action(shell, _("What is new"), lambda: self.show_help("news")),
            None,
            widgets.action(shell, _("Collect facts for support…"), self.support_asked.emit),
            widgets.action(shell, _("About the program"), self._about, icon="info"),
        )
        self.setWindowTitle(f"{title} — Cluster Desk")
        self._shell = shell
        self._put_in(shell)

    def show_help(self, topic: str = "") -> None:
        """Open the help at `topic`, or at the page of the screen shown."""
        from cluster_desk.ui.frame.help import HelpWindow

        if not isinstance(self._help, HelpWindow) or self._help.windowTitle() != _("Help"):
            self._help = HelpWindow(self)
        shown = self.shell.help_topic() if self.shell else getattr(self.centralWidget(), "HELP", "start")
        self._help.show_topic(topic or shown)

    def show_news(self) -> None:
        """After an update, once: show what is new."""
        before, self.settings.version = self.settings.version, __version__
        if before not in ("", __version__):
            self.show_help("news")

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
        from cluster_desk.support import carried
        from cluster_desk.ui.frame import messages

        versions = ", ".join(f"{name} {version}" for name, version in carried().items())
        messages.inform(
            self,
            f"Cluster Desk {__version__}",
            _("The office of an educational cluster on one computer. Works without the internet."),
            f"{_('Free software under the MIT licence.')} {versions}.",
        )

    def _stand_as_before(self) -> None:
        free = self.screen().availableGeometry().size()
        result = self.settings.window
        if not (result and self.restoreGeometry(QByteArray(_decoded(result)))):
            self.resize(first_size(free))
            self._fills = is_small(free)
        elif not self.isMaximized():
            # The screen may be another one by now, or show everything larger.
            self.resize(self.size().boundedTo(self.screen().availableGeometry().size() - _FRAME).expandedTo(_LEAST))

    def closeEvent(self, event: QCloseEvent) -> None:
        shell = self.shell
        if (shell and not shell.may_leave()) or not self._may_close():
            event.ignore()
            return
        if shell and shell.background.busy:
            shell.background.stop()
        self.settings.window = base64.b64encode(self.saveGeometry().data()).decode()
        event.accept()


def is_small(available: QSize) -> bool:
    """Whether a screen leaves so little that the window is to have all of it."""
    return available.width() < _ROOMY.width() or available.height() < _ROOMY.height()


def first_size(available: QSize) -> QSize:
    """How large the window is at first: as designed, but with its frame never larger than the screen leaves free."""
    return _DESIGNED.boundedTo(available - _FRAME).expandedTo(_LEAST)


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


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""
