"""The help: a page for each screen, read in a window of its own beside the program's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QTextBrowser, QWidget

from cluster_desk.core import resources
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import with_ending
from cluster_desk.core.language import DEFAULT_LANGUAGE, _, language
from cluster_desk.settings import Settings
from cluster_desk.support import write_support
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.opening import open_address, open_folder
from cluster_desk.ui.look import theme, widgets

if TYPE_CHECKING:
    from cluster_desk.desk import Desk

FOLDER = resources.FOLDER / "help"
FIRST_PAGE = "index"


def page_path(topic: str) -> Path:
    """The page of `topic` in the language spoken now; the first page where there is none."""
    for code in (language(), DEFAULT_LANGUAGE):
        for name in (topic, FIRST_PAGE):
            path = FOLDER / code / f"{name}.md"
            if path.is_file():
                return path
    return FOLDER / DEFAULT_LANGUAGE / f"{FIRST_PAGE}.md"


class HelpWindow(QDialog):
    """Shows one page and follows its links; the program can be used while it is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Help"))
        self.resize(720, 680)
        widgets.ground(self, "surface")
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Help page"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.back = widgets.icon_button("arrow_left", _("Back"), self._go_back)
        self.contents = widgets.button(_("Contents"), lambda: self.show_topic(FIRST_PAGE), look="link")
        row = widgets.row(
            (12, 6, 12, 6), of=(self.back, self.contents, widgets.GAP, widgets.button(_("Close"), self.close))
        )
        self.setLayout(widgets.stack(of=(row, widgets.line(), (self.text, 1))))
        QShortcut(QKeySequence.StandardKey.Back, self, self._go_back)
        self._visited: list[str] = []
        theme.on_change(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        widgets.fit_on_screen(self)
        super().showEvent(event)

    def show_topic(self, topic: str) -> None:
        """Show the page of `topic` and bring the window forward."""
        if not self._visited or self._visited[-1] != topic:
            self._visited.append(topic)
        self._show()
        self.show()
        self.raise_()
        self.activateWindow()

    def _show(self) -> None:
        if self._visited:
            path = page_path(self._visited[-1])
            self.text.setSearchPaths([str(path.parent)])
            self.text.setMarkdown(path.read_text(encoding="utf-8"))
            self.back.setEnabled(len(self._visited) > 1)

    def _follow(self, link: QUrl) -> None:
        if link.isRelative() and not link.authority():
            self.show_topic(Path(link.path()).stem)
        else:
            open_address(link, self)

    def _go_back(self) -> None:
        if len(self._visited) > 1:
            self._visited.pop()
            self._show()


def collect_support(window: QWidget, settings: Settings, desk: Desk | None, folder: Path) -> Path | None:
    """Ask for a file in `folder` and write the zip there; gives its path, None when the user thought better of it."""
    name = _("Cluster Desk, for support, %s.zip") % dt.date.today().strftime("%d.%m.%Y")
    result, _chosen = QFileDialog.getSaveFileName(
        window, _("Collect facts for support"), str(folder / name), "ZIP (*.zip)"
    )
    if not result:
        return None
    target = with_ending(result, ".zip")
    try:
        write_support(target, settings, desk, _screen(window))
    except UserError as error:
        messages.show_error(window, error)
        return None
    collected = messages.Message(
        _("The facts are collected"),
        _("Versions, settings, errors, whether the file is whole. No record, no name and no path is inside."),
        _("Send this file to whoever helps you."),
        about=str(target),
        answers=(messages.Answer("folder", _("Show the folder")), messages.Answer("close", _("Close"))),
    )
    if messages.ask(window, collected) == "folder":
        open_folder(target.parent)
    return target


def _screen(window: QWidget) -> str:
    """The display's size and scale, e.g. "1366x768 at 125 %"."""
    screen = window.screen()
    size = screen.size()
    return f"{size.width()}x{size.height()} at {screen.devicePixelRatio():.0%}"
