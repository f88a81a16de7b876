"""The only place where the system is asked to open anything: a file of ours, a folder, an address that was clicked.

An address is opened after a click only, and only the web and mail; a file only of a kind that a paper or an attachment
has, never a program.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from cluster_desk.core.file_writing import attached_name
from cluster_desk.core.language import _
from cluster_desk.reports.formats import SUFFIXES
from cluster_desk.rules.log.attachments import ENDINGS
from cluster_desk.ui.frame import messages

_MARKS_FILES = os.name == "nt"
_FROM_ELSEWHERE = "[ZoneTransfer]\nZoneId=3\n"
ADDRESSES = ("http", "https", "mailto")


def open_file(path: Path, parent: QWidget) -> None:
    """Show a paper or an attachment in the program that the system has for it; what cannot be shown is told."""
    known = path.suffix.lower() in (*SUFFIXES, *ENDINGS)
    if not (known and path.is_file() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))):
        messages.inform(
            parent, _("No program opens this file"), str(path), _("Open it from its folder with a program you know.")
        )


def open_folder(folder: Path) -> None:
    """Show a folder of this computer."""
    if folder.is_dir():
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def open_address(address: QUrl, parent: QWidget) -> None:
    """Open an address that the user clicked; one that is neither of the web nor of mail is told and not opened."""
    if address.isValid() and address.scheme().lower() in ADDRESSES:
        QDesktopServices.openUrl(address)
        return
    messages.inform(
        parent,
        _("This address is not opened"),
        address.toDisplayString(),
        _("Only addresses of the web and of mail are: http, https, mailto."),
    )


def open_attached(name: str, content: bytes, parent: QWidget) -> None:
    """Show what is kept inside the file; it lies in a folder of its own until the program ends.

    On Windows it is marked as come from elsewhere, as a browser marks it: nobody knows whose it was, and Office opens
    it in Protected View, its macros asleep.
    """
    path = Path(tempfile.mkdtemp(dir=_folder())) / attached_name(name)
    path.write_bytes(content)
    if _MARKS_FILES:
        with suppress(OSError):  # a disk that knows no marks
            Path(f"{path}:Zone.Identifier").write_text(_FROM_ELSEWHERE, encoding="ascii")
    open_file(path, parent)


@cache
def _folder() -> str:
    made = tempfile.mkdtemp(prefix="cluster-desk-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made
