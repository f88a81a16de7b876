"""Where dialogs for files begin: the folder used last for a purpose, else the user's documents."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from cluster_desk.settings import Settings


def documents_folder() -> str:
    """The user's folder of documents, made where a new account has none yet; else the home folder."""
    path = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    with suppress(OSError):
        path.mkdir(parents=True, exist_ok=True)
    return str(path if path.is_dir() else Path.home())


def start_folder(settings: Settings, purpose: str) -> str:
    """The folder that was used last for a purpose, else that of documents."""
    return settings.folders.get(purpose) or documents_folder()
