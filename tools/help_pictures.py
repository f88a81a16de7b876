"""The pictures of the help: «First plan» step by step, and a picture of the screen on each page of the guide.

python -m tools.help_pictures                 all of resources/help/*/*.png; needs no screen

All is the sample cluster's: every name in it is invented.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cluster_desk.app import App
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.formats import write_paper
from cluster_desk.sample import create_sample
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.help_pages import FOLDER
from cluster_desk.ui.frame.messages import MessageBox
from cluster_desk.ui.frame.search_everywhere import SearchEverywhere
from cluster_desk.ui.look import theme
from cluster_desk.ui.look.painting import painting
from cluster_desk.ui.screens.importing.importing import review_document
from cluster_desk.ui.screens.importing.new_cluster import NewCluster
from cluster_desk.ui.screens.safety.copies_dialog import CopiesDialog
from tools.screenshots import own_home

_WINDOW = 960, 600
_WIDTH = 640  # pixels of a picture in the help window
_COLOURS = 128
_LOOKED_FOR = "олимпиада"
_SETTLES = 1200  # ms
_YEAR = date.today().year


def main() -> int:
    """Take the pictures in both languages."""
    QApplication.setApplicationName("Cluster Desk")
    application = QApplication(sys.argv[:1])
    for language in ("ru", "en"):
        with own_home(), tempfile.TemporaryDirectory() as folder:
            _take_steps(language, Path(folder))
        with own_home(), tempfile.TemporaryDirectory() as folder:
            _take_screens(language, Path(folder))
    del application
    return 0


def _take_steps(language: str, folder: Path) -> None:
    theme.speak(language)
    theme.start("light")
    app = App(Settings(theme="light", language=language))
    app.window.resize(*_WINDOW)
    app.window.show()
    app.close_file()
    document = _last_years_plan(folder)
    keep = _keeper(language)
    _wait()
    keep("first_plan_1", app.window)
    review = review_document(app, document)

    def begin_file() -> None:
        page = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, NewCluster))
        page.fields["path"].setText(_shown_path())
        keep("first_plan_2", page)
        page.fields["path"].setText(str(folder / "new.cdesk"))
        page.main.click()

    # The page of the new file waits inside a loop of its own.
    QTimer.singleShot(2 * _SETTLES, begin_file)
    _wait(3 * _SETTLES)
    keep("first_plan_3", review)
    QTimer.singleShot(_SETTLES, _accept_as_read)
    review.store()
    _wait(2 * _SETTLES)
    shell = app.window.shell
    assert shell
    shell.go("plan")
    shell.status.show_path(_shown_path())
    _wait()
    keep("first_plan_4", app.window)
    app.leave()
    app.window.close()


def _take_screens(language: str, folder: Path) -> None:
    """A picture of the screen for each page of the guide."""
    sample = folder / "sample.cdesk"
    create_sample(sample)
    theme.speak(language)
    theme.start("light")
    app = App(Settings(theme="light", language=language))
    app.window.resize(*_WINDOW)
    app.open(sample)
    app.window.show()
    _wait()
    shell = app.window.shell
    assert shell
    keep = _keeper(language)
    for area in ("members", "plan", "calendar", "council", "log", "papers"):
        shell.go(area)
        shell.status.show_path(_shown_path())
        _wait(2 * _SETTLES if area == "papers" else _SETTLES)
        keep(area, app.window)
    shell.go("plan")
    search = app.window.findChild(SearchEverywhere)
    assert search
    search.field.setText(_LOOKED_FOR)
    _wait()
    keep("search", app.window, over=search.hits)
    search.field.clear()
    QTimer.singleShot(_SETTLES, lambda: _keep_copies(keep))
    app.safety.show_copies()
    app.leave()
    app.window.close()


def _shown_path() -> str:
    """Where a secretary would keep the file."""
    return f"D:\\Кластер\\{_YEAR}.cdesk"


def _keep_copies(keep: Callable[..., None]) -> None:
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, CopiesDialog) and dialog.isVisible():
            for label in dialog.findChildren(QLabel):  # nobody's own folders
                label.setText(re.sub(r"(?:/[\w.-]+)+\.cdesk", lambda _path: _shown_path(), label.text()))
            keep("safety", dialog)
            dialog.reject()


def _accept_as_read() -> None:
    for box in QApplication.topLevelWidgets():
        if isinstance(box, MessageBox):
            box.answer = "accept"
            box.accept()


def _last_years_plan(folder: Path) -> Path:
    sample, document = folder / "sample.cdesk", folder / "План.docx"
    create_sample(sample)
    desk = Desk.open(sample, read_only=True)
    write_paper(paper("plan").build(desk.read, {}), document)
    desk.close()
    return document


def _keeper(language: str) -> Callable[..., None]:
    def keep(name: str, widget: QWidget, over: QWidget | None = None) -> None:
        picture = widget.grab()
        if over is not None and over.isVisible():
            with painting(QPainter(picture)) as painter:
                painter.drawPixmap(widget.mapFromGlobal(over.mapToGlobal(QPoint())), over.grab())
        result = picture.toImage()
        if result.width() > _WIDTH:
            result = result.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
        path = FOLDER / language / f"{name}.png"
        _save_small(result, path)
        print(path, path.stat().st_size)

    return keep


def _save_small(picture: QImage, path: Path) -> None:
    """Save with a palette of the picture's own colours: it is of few and flat ones, and the setup carries it."""
    data = QBuffer()
    data.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(data, b"png").write(picture)
    Image.open(io.BytesIO(bytes(data.data().data()))).convert("RGB").quantize(_COLOURS).save(path, optimize=True)


def _wait(time: int = _SETTLES) -> None:
    loop = QEventLoop()
    QTimer.singleShot(time, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
