"""An error in what paints ends the painter: Qt would end the whole program over one left open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap

import cluster_desk.ui
from cluster_desk.ui.lists.card_list import in_lines
from cluster_desk.ui.look.painting import painting, wrapped

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


def test_no_line_ends_with_the_sign_of_a_number(qapp: object) -> None:
    font = QFont()
    metrics = QFontMetrics(font)
    room = metrics.horizontalAdvance("МКОУ СОШ № ")
    assert wrapped("МКОУ СОШ № 1 пгт", font, metrics, room, 3) == ["МКОУ СОШ", "№ 1 пгт"]


def test_words_of_a_card_that_have_no_room_end_with_an_ellipsis(qapp: object) -> None:
    topic = "О вхождении школы-интерната с. Озёрное в состав координационного совета кластера"
    lines = in_lines(topic, 130, 3).split("\n")
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert in_lines(topic, 2000, 3) == topic
