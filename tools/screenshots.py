"""The pictures of the README, taken of the program itself on the sample cluster; needs no screen.

python tools/screenshots.py                   all of docs/pictures
python tools/screenshots.py --one PNG FILE    the window with one data file
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from cluster_desk.app import App
from cluster_desk.sample import create_sample
from cluster_desk.settings import RecentFile, Settings
from cluster_desk.ui.look import theme

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
_WIDTH, _HEIGHT = 1366, 768
_DISPLAY_PATH = "D:\\Кластер\\Заречный кластер.cdesk"  # where a secretary would keep it
_SETTLES = 1500  # ms: the preview draws its pages in another thread


def main(words: list[str]) -> int:
    """Take the pictures that `words` ask for."""
    parser = argparse.ArgumentParser(description="Pictures of the program.")
    parser.add_argument("--one", nargs=2, type=Path, metavar=("PNG", "FILE"))
    asked = parser.parse_args(words)
    QApplication.setApplicationName("Cluster Desk")
    application = QApplication(sys.argv[:1])
    with own_home():
        if asked.one:
            picture, data_file = asked.one
            with _window(data_file) as app:
                _take(app.window, picture)
        else:
            _take_all()
    del application
    return 0


def _take_all() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "Заречный кластер.cdesk"
        create_sample(sample)
        for name, apply_look in _PICTURES.items():
            with _window(sample) as app:
                _take(apply_look(app), PICTURES / f"{name}.png")


@contextmanager
def _window(data_file: Path) -> Iterator[App]:
    settings = Settings(theme="light")
    theme.speak(settings.language)
    theme.start(settings.theme)
    app = App(settings)
    app.window.resize(_WIDTH, _HEIGHT)
    app.open(data_file)
    app.window.show()
    yield app
    app.leave()
    app.window.close()


def _start(app: App) -> QWidget:
    app.settings.recent = [RecentFile(_DISPLAY_PATH, "Заречный кластер", f"{datetime.now():%Y-%m-%dT09:12}", "")]
    app.close_file()
    return app.window


def _area(key: str) -> Callable[[App], QWidget]:
    def apply_look(app: App) -> QWidget:
        shell = app.window.shell
        assert shell
        shell.go(key)
        shell.status.show_path(_DISPLAY_PATH)
        return app.window

    return apply_look


def _review(app: App) -> QWidget:
    """The program's own agenda, printed to Word and read back into the sample: every row is matched."""
    from cluster_desk.core.records.council import Meeting
    from cluster_desk.reports.catalog import paper
    from cluster_desk.reports.formats import write_paper
    from cluster_desk.ui.screens.importing.review import ImportReview

    desk = app.desk
    assert desk
    document = paper("agenda").build(desk.read, {"meeting": "2026-12-17"})
    printed = desk.path.with_name("Повестка.docx")
    write_paper(document, printed)
    desk.change("", remove=desk.read.load_all(Meeting, [5]))
    review = ImportReview(printed, lambda _found: desk, app.window)
    review.read()
    review.show()
    return review


_PICTURES: dict[str, Callable[[App], QWidget]] = {
    "start": _start,
    "plan": _area("plan"),
    "calendar": _area("calendar"),
    "log": _area("log"),
    "members": _area("members"),
    "council": _area("council"),
    "preview": _area("papers"),
    "review": _review,
}


@contextmanager
def own_home() -> Iterator[None]:
    """Settings of the pictures' own, so that they show nobody's files."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["CLUSTER_DESK_HOME"] = home
        yield


def _take(widget: QWidget, picture: Path) -> None:
    wait = QEventLoop()
    QTimer.singleShot(_SETTLES, wait.quit)
    wait.exec()
    widget.grab().save(str(picture))
    print(picture)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
