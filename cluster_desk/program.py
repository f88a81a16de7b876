"""The program with a window, from its start to its end: one a user, with his settings, language and theme."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon

from cluster_desk import places, quick_start
from cluster_desk import settings as computer
from cluster_desk.app import AFTER_PAINTING, App
from cluster_desk.core import resources
from cluster_desk.ui.frame import unexpected
from cluster_desk.ui.frame.single_instance import FirstInstance, own_taskbar_button
from cluster_desk.ui.look import icons, theme

_ICON = resources.FOLDER / "icons" / "app.svg"


def _leave_folder() -> None:
    """Work in the user's own folder: not in that of the document, where a program or a library may have been laid."""
    with suppress(OSError, RuntimeError):
        os.chdir(Path.home())


def run(path: Path | None) -> int:
    """Open the window, with the data file `path` when one is told; gives the exit status when it is closed.

    Where the user has a window open already, that one comes forward and opens the file.
    """
    path = path.absolute() if path else None
    _leave_folder()
    first = FirstInstance(places.local_folder())
    if not first.claim() and first.ask_first(path):
        return 0
    own_taskbar_button()
    application = theme.application(sys.argv[0])
    application.setApplicationName("Cluster Desk")
    application.setApplicationDisplayName("Cluster Desk")
    application.setDesktopFileName("cluster-desk")
    settings = computer.load()
    places.take_copies_along()
    theme.speak(settings.language)
    theme.start(settings.theme)
    application.setWindowIcon(QIcon(str(_ICON)))
    unexpected.catch(application)
    icons.put_off()
    app = App(settings)
    if path is None or not app.open(path):
        app.show_start()
    app.window.appear()
    application.commitDataRequest.connect(app.end_session)
    application.aboutToQuit.connect(app.finish)  # Windows, shutting down, lets nothing run after that
    first.asked.connect(app.answer)
    QTimer.singleShot(AFTER_PAINTING, app.window, icons.catch_up)
    QTimer.singleShot(AFTER_PAINTING, app.window, quick_start.end)
    QTimer.singleShot(AFTER_PAINTING, app.window, first.listen)
    QTimer.singleShot(AFTER_PAINTING, app.window, app.window.show_news)
    status = application.exec()
    computer.save(settings)
    app.finish()
    first.release()
    return status
