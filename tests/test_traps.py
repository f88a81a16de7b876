"""Faults of libraries that were met once: a new version that brings one back is found here, not by a user."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfbase.ttfonts import TTFontFile

FONTS = Path(__file__).parent.parent / "resources" / "fonts"


def test_qt_keeps_every_reference_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 on Python 3.11 loses one at each call that returns nothing, and aborts in the end."""
    window = QWidget()
    qtbot.addWidget(window)
    before = sys.getrefcount(None)
    for _ in range(1000):
        window.setWindowTitle("Cluster Desk")
    assert sys.getrefcount(None) > before - 100


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_the_papers_font_has_every_sign_of_russian_papers(face: str) -> None:
    """Liberation Serif, the usual stand-in for Times New Roman, has no sign for the rouble."""
    signs = TTFontFile(str(FONTS / f"Tinos-{face}.ttf")).charToGlyph
    assert [sign for sign in "АЯабвяЁё№«»–—…₽§°×" if ord(sign) not in signs] == []
