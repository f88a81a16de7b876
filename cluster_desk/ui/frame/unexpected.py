"""Errors that nobody caught: each is shown instead of ending the program; what shows it is imported by the first."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from cluster_desk.core.errors import as_user_error

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def catch(application: QApplication) -> None:
    """Show every error that nobody caught instead of ending the program."""
    showing = False

    def show(kind: type[BaseException], error: BaseException, trace: object) -> None:
        nonlocal showing
        if as_user_error(error) is None:
            _print(error)
        # One at a time: an error that comes with every repaint would bury the window in boxes.
        if showing or issubclass(kind, KeyboardInterrupt):
            return
        showing = True
        try:
            from cluster_desk.ui.frame.messages import show_any

            show_any(application.activeWindow(), error)
        finally:
            showing = False

    def show_of_thread(except_hook_args: threading.ExceptHookArgs) -> None:
        from cluster_desk.bug_report import write_report

        if except_hook_args.exc_value is not None:
            _print(except_hook_args.exc_value)
            write_report(except_hook_args.exc_value)

    sys.excepthook = show
    threading.excepthook = show_of_thread


def _print(error: BaseException) -> None:
    """Tell whoever sees the program's words; they may go into a log of the system, so no message is among them."""
    from cluster_desk.bug_report import describe_error

    if sys.stderr:
        sys.stderr.write("\n".join(describe_error(error)) + "\n")
