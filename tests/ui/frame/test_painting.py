"""An error in what paints ends the painter: Qt would end the whole program over one left open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPainter, QPixmap

import cluster_desk.ui
from cluster_desk.ui.look.painting import painting

_BARE = re.compile(r"(?<!painting\()Q(?:Style)?Painter\((?=\w)")


def test_a_painter_is_ended_by_an_error(qapp: object) -> None:
    sheet = QPixmap(4, 4)
    with pytest.raises(OverflowError), painting(QPainter(sheet)):
        raise OverflowError
    assert not sheet.paintingActive()


def test_nothing_of_the_window_paints_otherwise() -> None:
    folder = Path(cluster_desk.ui.__path__[0])
    bare = [path.name for path in folder.rglob("*.py") if _BARE.search(path.read_text(encoding="utf-8"))]
    assert bare == []
