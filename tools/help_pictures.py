"""The pictures of the help page «First plan»: from last year's Word document to the plan in the file.

python -m tools.help_pictures                 all of resources/help/*/first_plan_*.png; needs no screen

The document is the sample cluster's own plan, printed to Word: every name in it is invented.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from cluster_desk.app import App
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.formats import write_paper
from cluster_desk.sample import create_sample
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.help import FOLDER
from cluster_desk.ui.frame.messages import MessageBox
from cluster_desk.ui.look import theme
from cluster_desk.ui.screens.importing.importing import review_document
from cluster_desk.ui.screens.importing.new_cluster import NewCluster
from tools.screenshots import own_home

_WINDOW = 960, 600
_WIDTH = 640  # pixels of a picture in the help window
_FLAT = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
_SETTLES = 1200  # ms
_YEAR = date.today().year


def main() -> int:
    """Take the pictures in both languages."""
    QApplication.setApplicationName("Cluster Desk")
    application = QApplication(sys.argv[:1])
    for language in ("ru", "en"):
        with own_home(), tempfile.TemporaryDirectory() as folder:
            _take_steps(language, Path(folder))
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
    keep(1, app.window)
    review = review_document(app, document)

    def begin_file() -> None:
        page = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, NewCluster))
        page.fields["path"].setText(f"D:\\Кластер\\{_YEAR}.cdesk")
        keep(2, page)
        page.fields["path"].setText(str(folder / "new.cdesk"))
        page.main.click()

    # The page of the new file waits inside a loop of its own.
    QTimer.singleShot(2 * _SETTLES, begin_file)
    _wait(3 * _SETTLES)
    keep(3, review)
    QTimer.singleShot(_SETTLES, _accept_as_read)
    review.store()
    _wait(2 * _SETTLES)
    shell = app.window.shell
    assert shell
    shell.go("plan")
    shell.status.show_path(f"D:\\Кластер\\{_YEAR}.cdesk")
    _wait()
    keep(4, app.window)
    app.leave()
    app.window.close()


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


def _keeper(language: str) -> Callable[[int, QWidget], None]:
    def keep(number: int, widget: QWidget) -> None:
        result = widget.grab().toImage()
        if result.width() > _WIDTH:
            result = result.scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
        path = FOLDER / language / f"first_plan_{number}.png"
        # A small palette: the picture is of flat colours, and the setup carries it.
        result.convertToFormat(QImage.Format.Format_Indexed8, _FLAT).save(str(path), "PNG", 0)  # type: ignore[call-overload]
        print(path, path.stat().st_size)

    return keep


def _wait(time: int = _SETTLES) -> None:
    loop = QEventLoop()
    QTimer.singleShot(time, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
