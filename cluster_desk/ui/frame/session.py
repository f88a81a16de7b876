"""The computer is about to shut down, or to log its user off, while the program is open.

What is stored is safe; what is typed and not saved yet is asked about as when the window is closed. Where the system
lets nobody be asked, or the user stays, it is told to wait.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from PySide6.QtWidgets import QApplication, QWidget

from cluster_desk.core.language import _


class Session(Protocol):
    """What Qt tells of the session that ends: QSessionManager."""

    def allowsInteraction(self) -> bool:
        """Whether the user may be asked now."""

    def cancel(self) -> None:
        """Ask the system not to end the session."""

    def release(self) -> None:
        """Say that everything was asked."""


def ask_before_end(session: Session, window: QWidget, may_leave: Callable[[], bool], unsaved: bool) -> None:
    """Ask what the window and the dialogs over it hold; `unsaved` says whether something is typed and not saved."""
    if session.allowsInteraction():
        with _reason_shown(window):
            if not (_close_dialogs() and may_leave()):
                session.cancel()
            session.release()
    elif unsaved or QApplication.activeModalWidget() is not None:
        session.cancel()


def _close_dialogs() -> bool:
    """Close each dialog, which asks about what is typed in it; False when one stays."""
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()
        if dialog.isVisible():
            return False
    return True


@contextmanager
def _reason_shown(window: QWidget) -> Iterator[None]:
    """Have Windows name on its own screen what it waits for."""
    if os.name != "nt":
        yield
        return
    import ctypes

    user = ctypes.windll.user32  # type: ignore[attr-defined]  # Windows only
    number = ctypes.c_void_p(int(window.winId()))
    user.ShutdownBlockReasonCreate(number, ctypes.c_wchar_p(_("Something typed is not saved yet")))
    try:
        yield
    finally:
        user.ShutdownBlockReasonDestroy(number)
