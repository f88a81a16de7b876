"""Every screen and dialog in six variants, to be looked at; and small ones of some, which a test compares with.

python -m tools.variants            all of out/look: light and dark at 100 and 150 %, English, high contrast
python -m tools.variants --keep     the small ones in tests/data/look, after a screen was changed on purpose
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).parents[1] / 'tests' / 'screen.json'}")

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication

from cluster_desk.ui.look import high_contrast, theme
from tools import tour

ROOT = Path(__file__).parents[1]
OUT, KEPT = ROOT / "out" / "look", ROOT / "tests" / "data" / "look"
ROOMY, SMALL = QSize(1366, 698), QSize(911, 465)
BLOCKS = QSize(64, 33)
_SEEN = 24  # of 255 grey levels: what a block has to change to count
NOT_KEPT = (
    *("calendar", "today", "log", "papers", "report", "under control", "incoming", "consent", "visit"),
    "own template",  # the first way to one takes it into the file
)
"""How names of screens begin that look otherwise on another day, or draw their pages in another thread."""


class _Variant(NamedTuple):
    look: str = "light"
    language: str = "ru"
    scale: str = "1"
    high: bool = False


VARIANTS = {
    "light": _Variant(),
    "dark": _Variant(look="dark"),
    "light 150": _Variant(scale="1.5"),
    "dark 150": _Variant(look="dark", scale="1.5"),
    "english": _Variant(language="en"),
    "high contrast": _Variant(high=True),
}


def main(words: list[str]) -> int:
    """Draw what `words` ask for."""
    parser = argparse.ArgumentParser(description="Every screen in six variants.")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--one", choices=VARIANTS, help="a single variant, in this very process")
    asked = parser.parse_args(words)
    if not asked.keep and not asked.one:
        # The scale is the process's.
        for name, variant in VARIANTS.items():
            values = {**os.environ, "QT_SCALE_FACTOR": variant.scale}
            subprocess.run([sys.executable, "-m", "tools.variants", "--one", name], check=True, cwd=ROOT, env=values)
        return 0
    application = QApplication(sys.argv[:1])
    if asked.keep:
        _keep()
    else:
        _draw(asked.one, VARIANTS[asked.one])
    del application
    return 0


def _draw(name: str, variant: _Variant) -> None:
    if variant.high:
        _wear_high_contrast()
    (OUT / name).mkdir(parents=True, exist_ok=True)
    size = SMALL if variant.scale != "1" else ROOMY
    with tour.own_sample() as sample, tour.opened(sample, size, language=variant.language, look=variant.look) as app:
        for stop, come in tour.ALL.items():
            tour.visit(app, come).grab().save(str(OUT / name / f"{stop}.png"))
    print(OUT / name)


def _wear_high_contrast() -> None:
    """Let the program think that the system is set to white on black."""
    really = high_contrast.tokens_of
    colors = {"Window": "#000000", "WindowText": "#ffffff", "Highlight": "#1aebff", "HighlightedText": "#000000"}
    made = QPalette()
    for role, color in {**colors, "Link": "#ffff00"}.items():
        made.setColor(QPalette.ColorRole[role], QColor(color))
    theme.is_high_contrast = lambda: True
    high_contrast.tokens_of = lambda system: really(made)


def kept_screens() -> list[str]:
    """The screens of which small pictures are kept."""
    return [name for name in tour.SCREENS if not name.startswith(NOT_KEPT)]


def _keep() -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    names = kept_screens()
    with tour.own_sample() as sample, tour.opened(sample, ROOMY) as app:
        for size in (ROOMY, SMALL):
            # One below another in one file, their names told in it.
            all_of_them = QImage(BLOCKS.width(), BLOCKS.height() * len(names), QImage.Format.Format_Grayscale8)
            for place, name in enumerate(names):
                app.window.resize(ROOMY)
                window = tour.visit(app, tour.SCREENS[name])
                window.resize(size)
                tour.settle()
                tour.settle()
                _put(all_of_them, place, in_blocks(window.grab().toImage()))
            all_of_them.setText("names", json.dumps(names))
            all_of_them.save(str(_file(size)))
            print(_file(size))


def in_blocks(image: QImage) -> QImage:
    """A picture as a few grey blocks: where something stands, not what is written there."""
    aspect, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(BLOCKS, aspect, smooth).convertToFormat(QImage.Format.Format_Grayscale8)


def kept(size: QSize) -> Mapping[str, QImage]:
    """The small pictures kept at a window's size, by the name of the screen."""
    all_of_them = QImage(str(_file(size)))
    names = json.loads(all_of_them.text("names") or "[]")
    grey = all_of_them.convertToFormat(QImage.Format.Format_Grayscale8)
    return {
        name: grey.copy(0, place * BLOCKS.height(), BLOCKS.width(), BLOCKS.height()) for place, name in enumerate(names)
    }


def difference(one: QImage, other: QImage) -> float:
    """The part of the blocks that are plainly other ones, from 0 to 1."""
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return sum(abs(before - after) > _SEEN for before, after in pairs) / (BLOCKS.width() * BLOCKS.height())


def _put(all_of_them: QImage, place: int, small: QImage) -> None:
    for y in range(BLOCKS.height()):
        for x in range(BLOCKS.width()):
            all_of_them.setPixelColor(x, place * BLOCKS.height() + y, small.pixelColor(x, y))


def _file(size: QSize) -> Path:
    return KEPT / f"{size.width()}x{size.height()}.png"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
