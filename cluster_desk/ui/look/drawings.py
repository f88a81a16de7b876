"""The drawings of icons as files: a drawing is `resources/icons/{16,20}/NAME.svg`, or `NAME_filled.svg`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from cluster_desk.core import resources

FOLDER = resources.FOLDER / "icons"


def exists(name: str, size: int = 20) -> bool:
    """Whether there is a drawing of `name` for `size`."""
    return (FOLDER / str(size) / f"{name}.svg").is_file()


def inked(name: str, size: int, color: str) -> bytes:
    """The drawing's SVG in `color`; Fluent's drawings tell no colour of their own."""
    return _svg(name, size).replace(b"<svg ", f'<svg fill="{color}" '.encode(), 1)


@cache
def _svg(name: str, size: int) -> bytes:
    path = FOLDER / str(size) / f"{name}.svg"
    if not path.is_file():
        path = FOLDER / str(16 if size != 16 else 20) / f"{name}.svg"
    return path.read_bytes()


@cache
def _pictures_folder() -> QTemporaryDir:
    """Where the pictures of the sheet lie; removed when the program ends."""
    return QTemporaryDir()


def picture_file(name: str, size: int, color: str) -> str:
    """The path of a file with the drawing in `color`, for the sheet, which takes pictures only from files."""
    path = Path(_pictures_folder().path()) / f"{name}-{size}-{color.lstrip('#')}.svg"
    if not path.exists():
        path.write_bytes(inked(name, size, color))
    return path.as_posix()
