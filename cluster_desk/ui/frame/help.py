"""The help: a page for each screen, read in a window of its own beside the program's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTextBrowser,
    QWidget,
)

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import with_ending
from cluster_desk.core.language import _
from cluster_desk.settings import Settings
from cluster_desk.support import write_support
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.help_pages import FIRST_PAGE, find_in_help, page_path, set_type
from cluster_desk.ui.frame.opening import open_address, open_folder
from cluster_desk.ui.look import theme, widgets

if TYPE_CHECKING:
    from cluster_desk.desk import Desk

_TOPIC, _HEADING = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class HelpWindow(QDialog):
    """Shows one page and follows its links, or the places that hold the words looked for; the program can be used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Help"))
        self.resize(780, 700)
        widgets.ground(self, "surface")
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Help page"))
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.anchorClicked.connect(self._follow)
        self.hits = QListWidget()
        self.hits.setAccessibleName(_("Found in the help"))
        self.hits.setWordWrap(True)
        self.hits.itemActivated.connect(self._open_hit)
        self.hits.itemClicked.connect(self._open_hit)
        self.shown = QStackedWidget()
        self.shown.addWidget(self.text)
        self.shown.addWidget(self.hits)
        self.back = widgets.icon_button("arrow_left", _("Back"), self._go_back)
        self.contents = widgets.button(_("Contents"), lambda: self.show_topic(FIRST_PAGE), look="link")
        self.field = widgets.SearchField(_("Find in the help"))
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._open_first)
        close = widgets.button(_("Close"), self.close)
        row = widgets.row((12, 6, 12, 6), of=(self.back, self.contents, widgets.GAP, (self.field, 2), close))
        self.setLayout(widgets.stack(of=(row, widgets.line(), (self.shown, 1))))
        QShortcut(QKeySequence.StandardKey.Back, self, self._go_back)
        QShortcut(QKeySequence.StandardKey.Find, self, self.field.setFocus)
        self.field.installEventFilter(self)
        self._visited: list[str] = []
        theme.on_change(self._show)

    def showEvent(self, event: QShowEvent) -> None:
        widgets.fit_on_screen(self)
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The down arrow leads from the words to what they found."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down:
            self._to_hits()
            return True
        return super().eventFilter(watched, event)

    def show_topic(self, topic: str) -> None:
        """Show the page of `topic` and bring the window forward."""
        if not self._visited or self._visited[-1] != topic:
            self._visited.append(topic)
        self.field.clear()
        self._show()
        self.show()
        self.raise_()
        self.activateWindow()

    def _show(self) -> None:
        if self._visited:
            path = page_path(self._visited[-1])
            self.text.setSearchPaths([str(path.parent)])
            self.text.setMarkdown(path.read_text(encoding="utf-8"))
            set_type(self.text.document())
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.back.setEnabled(len(self._visited) > 1)

    def _follow(self, link: QUrl) -> None:
        if link.isRelative() and not link.authority():
            self.show_topic(Path(link.path()).stem)
        else:
            open_address(link, self)

    def _go_back(self) -> None:
        if self.field.text():
            self.field.clear()
        elif len(self._visited) > 1:
            self._visited.pop()
            self._show()

    def _find(self, query: str) -> None:
        """Show the places that hold the words while they are typed; the page again when there are none."""
        self.hits.clear()
        found = find_in_help(query)
        for hit in found:
            item = QListWidgetItem(" — ".join(filter(None, (hit.title, hit.heading))) + f"\n{hit.words}")
            item.setData(_TOPIC, hit.topic)
            item.setData(_HEADING, hit.heading)
            self.hits.addItem(item)
        if query.strip() and not found:
            self.hits.addItem(_("Nothing in the help holds these words."))
        self.shown.setCurrentWidget(self.hits if query.strip() else self.text)

    def _to_hits(self) -> None:
        if self.hits.count():
            self.hits.setCurrentRow(0)
            self.hits.setFocus()

    def _open_first(self) -> None:
        if self.hits.count():
            self._open_hit(self.hits.item(0))

    def _open_hit(self, item: QListWidgetItem) -> None:
        topic, heading = item.data(_TOPIC), item.data(_HEADING)
        if topic:
            self.show_topic(topic)
            self._scroll_to(heading)
            self.text.setFocus()

    def _scroll_to(self, heading: str) -> None:
        block = self.text.document().begin()
        while heading and block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                self.text.moveCursor(QTextCursor.MoveOperation.End)
                self.text.setTextCursor(QTextCursor(block))
                return
            block = block.next()


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
