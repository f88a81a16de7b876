"""The user's own folders, as the system names them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents_folder() -> str:
    """The user's folder of documents, made where a new account has none yet; else the home folder."""
    path = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    with suppress(OSError):
        path.mkdir(parents=True, exist_ok=True)
    return str(path if path.is_dir() else Path.home())
