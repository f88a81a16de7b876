"""A painter that is ended whatever happens: Qt ends the whole program over one left open by an error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtGui import QPainter

_P = TypeVar("_P", bound=QPainter)


@contextmanager
def painting(painter: _P) -> Iterator[_P]:
    """Paint, then end the painter."""
    try:
        yield painter
    finally:
        painter.end()
