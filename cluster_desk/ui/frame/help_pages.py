"""The pages of the help as files: found by topic, looked through for words, set in the type of the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from cluster_desk.core import resources
from cluster_desk.core.language import DEFAULT_LANGUAGE, language
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.slips import other_layout
from cluster_desk.core.russian.text import fold, words_to_find
from cluster_desk.ui.look import theme
from cluster_desk.ui.look.tokens import BODY, HEADING, PAGE_TITLE

FOLDER = resources.FOLDER / "help"
FIRST_PAGE = "index"
_SIZES = {1: PAGE_TITLE, 2: HEADING + 1, 3: BODY + 0.5}
_MARKS = regex(r"!?\[([^\]]*)\]\([^)]*\)|[*_`#>]+")
_ENDING, _STEM = 2, 4
"""A word is found by what is left without so many letters of its end, and at least so many of its beginning."""
_AROUND = 60
_GAP = "\u00a0"


def page_path(topic: str) -> Path:
    """The page of `topic` in the language spoken now; the first page where there is none."""
    for code in (language(), DEFAULT_LANGUAGE):
        for name in (topic, FIRST_PAGE):
            path = FOLDER / code / f"{name}.md"
            if path.is_file():
                return path
    return FOLDER / DEFAULT_LANGUAGE / f"{FIRST_PAGE}.md"


@dataclass(frozen=True)
class HelpHit:
    """A place of the help: its page, the title of that, its heading ("" for the page's beginning), words around."""

    topic: str
    title: str
    heading: str
    words: str


def find_in_help(query: str) -> list[HelpHit]:
    """The places that hold every word of `query` in any form: those with it in the title or heading first.

    Where there are none, as the keys stand in the other layout: «rjgbz» is «копия».
    """
    return _found(query) or _found(other_layout(query))


def _found(query: str) -> list[HelpHit]:
    stems = [word[: max(_STEM, len(word) - _ENDING)] for word in words_to_find(query)]
    if not stems:
        return []
    ranked: list[tuple[int, int, HelpHit]] = []
    for path in sorted(page_path(FIRST_PAGE).parent.glob("*.md")):
        for title, heading, text in _parts(path):
            if path.stem == FIRST_PAGE or not all(stem in fold(f"{title} {heading} {text}") for stem in stems):
                continue
            named = sum(stem in fold(f"{title} {heading}") for stem in stems)
            ranked.append((-named, len(ranked), HelpHit(path.stem, title, heading, _around(text, stems))))
    return [hit for _named, _place, hit in sorted(ranked)]


def _parts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Every part of a page under a heading of its own: the page's title, the heading, its words."""
    title, heading, lines = "", "", list[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            if title:
                yield title, heading, " ".join(lines)
            words = _plain(line)
            heading = words if title else ""
            title = title or words
            lines = []
        elif line.strip():
            lines.append(_plain(line))
    yield title, heading, " ".join(lines)


def _plain(line: str) -> str:
    return " ".join(_MARKS.sub(lambda match: match[1] or "", line).split())


def _around(text: str, stems: list[str]) -> str:
    """The words of a part round the first of those looked for."""
    at = min((place for stem in stems if (place := fold(text).find(stem)) >= 0), default=0)
    start = max(0, at - _AROUND)
    cut = text[start : at + 2 * _AROUND]
    begins = "…" + cut.partition(" ")[2] if start else cut
    return begins.rpartition(" ")[0] + "…" if len(text) > at + 2 * _AROUND else begins


def set_type(document: QTextDocument) -> None:
    """Set a page in the sizes of the window, with room before headings and between a bullet and its words."""
    document.setDefaultFont(theme.font(BODY))
    document.setIndentWidth(22)
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        if level:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            _set_heading(cursor, level)
        elif block.textList() is not None:
            _part_from_bullet(cursor)
        block = block.next()


def _set_heading(cursor: QTextCursor, level: int) -> None:
    letters = QTextCharFormat(cursor.charFormat())
    letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    letters.setFontPointSize(_SIZES.get(level, BODY))
    letters.setFontWeight(QFont.Weight.DemiBold)
    cursor.setCharFormat(letters)
    room = QTextBlockFormat()
    room.setTopMargin(0 if level == 1 else 16)
    room.setBottomMargin(6)
    cursor.mergeBlockFormat(room)


def _part_from_bullet(cursor: QTextCursor) -> None:
    """Begin the words a space further, the first line as far to the left: the bullet moves, the words stay flush."""
    room = QTextBlockFormat()
    room.setTextIndent(-QFontMetricsF(theme.font(BODY)).horizontalAdvance(_GAP))
    room.setBottomMargin(3)
    cursor.mergeBlockFormat(room)
    cursor.insertText(_GAP)
