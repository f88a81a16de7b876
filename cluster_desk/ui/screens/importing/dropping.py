"""Files dropped on the window or on a screen; made at start, so nothing of reading is imported here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

SUFFIXES = (
    ".docx",
    ".docm",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".ods",
    ".csv",
    ".tsv",
    ".txt",
    ".doc",
    ".rtf",
    ".odt",
    ".ics",
    ".vcs",
)
"""The files that can be read, by the end of their names."""


def are_documents(paths: Sequence[Path]) -> bool:
    """Whether these are files that can be read."""
    return all(path.suffix.lower() in SUFFIXES for path in paths)


def is_one_document(paths: Sequence[Path]) -> bool:
    """Whether it is one file that can be read."""
    return len(paths) == 1 and are_documents(paths)


class DroppedFiles(QObject):
    """Takes files and folders of this computer that are dropped on `widget`, where they `fit`; others go further up."""

    def __init__(
        self,
        widget: QWidget,
        take: Callable[[list[Path]], object],
        fit: Callable[[Sequence[Path]], bool] = are_documents,
    ) -> None:
        super().__init__(widget)
        self._take, self._fit = take, fit
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent | QDropEvent):
            urls = event.mimeData().urls()
            paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
            if paths and len(paths) == len(urls) and self._fit(paths):
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    # After the drop, so that the program it came from is not kept waiting.
                    QTimer.singleShot(0, self, lambda: self._take(paths))
                return True
        return super().eventFilter(watched, event)
