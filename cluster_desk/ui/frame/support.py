"""«Collect facts for support…»: asks where to, writes the zip, says what is and is not in it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import with_ending
from cluster_desk.core.language import _
from cluster_desk.settings import Settings
from cluster_desk.support import write_support
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.opening import open_folder

if TYPE_CHECKING:
    from cluster_desk.desk import Desk


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
