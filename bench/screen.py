"""What stands on the screen, to see when a program has finished painting. Needs a display (Xvfb)."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtGui import QGuiApplication


@cache
def _application() -> QGuiApplication:
    return QGuiApplication(sys.argv[:1])


def look() -> bytes:
    """The whole screen's picture."""
    picture = _application().primaryScreen().grabWindow(0).toImage()
    return bytes(picture.constBits())
