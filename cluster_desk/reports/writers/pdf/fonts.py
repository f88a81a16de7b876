"""The fonts that are embedded in a PDF, read from their files when something is written with them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from cluster_desk.reports.document.signs import SIGNS
from cluster_desk.reports.document.typography import FONTS

_FIFTH = re.compile("<([0-9A-Fa-f]{5,6})>")  # a letter over U+FFFF, which reportlab writes in five figures


class _SignsFont(TTFont):  # type: ignore[misc]
    """The font of the signs that Tinos has not; its letters over U+FFFF can be copied as they are."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (reportlab calls it)
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:") and SIGNS in str(name):
                stream.content = _FIFTH.sub(lambda found: f"<{chr(int(found[1], 16)).encode('utf-16-be').hex()}>",
                                            stream.content)  # fmt: skip


def use_plain_streams() -> None:
    """Have fonts packed and nothing more: a quarter smaller than in ASCII, and no slower to read."""
    rl_config.useA85 = 0


@cache
def font_of(name: str) -> Any:
    """A face of Tinos."""
    return _registered(TTFont(name, str(FONTS / f"{name}.ttf")))


@cache
def signs_font() -> Any:
    """The font of the signs that Tinos has not."""
    return _registered(_SignsFont(SIGNS, str(FONTS / f"{SIGNS}.ttf")))


def _registered(font: Any) -> Any:
    pdfmetrics.registerFont(font)
    return font
