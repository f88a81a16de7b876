"""Tells that the program cannot start, where nothing of it may be there: this file needs the standard library alone."""

from __future__ import annotations

import os
import sys

INCOMPLETE = 3
"""The exit code of a program of which a file is missing (docs/command-line.md)."""
_ERROR = 0x10  # the icon of a Windows box


def tell_incomplete(missing: str) -> int:
    """Say, in both languages, that a file of the program is missing; gives the exit code."""
    text = (
        f"Программа установлена не полностью: нет файла {missing}, или он повреждён.\n"
        "Установите её заново; ваши данные останутся.\n\n"
        f"The program is not complete: {missing} is missing. Install it again, your data stay."
    )
    if is_unheard():
        tell_in_a_box(text)
    else:
        sys.stderr.write(" ".join(text.split()) + "\n")
    return INCOMPLETE


def is_unheard() -> bool:
    """Whether nobody reads what is written: no stream, or the launcher of the window says so by `-X window`."""
    return sys.stderr is None or "window" in sys._xoptions


def tell_in_a_box(text: str) -> None:
    """Show a box of Windows and wait for it to be closed; elsewhere there is none."""
    if os.name == "nt":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "Cluster Desk", _ERROR)  # type: ignore[attr-defined]  # Windows only
