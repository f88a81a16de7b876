"""Measuring and breaking text for the PDF: each word is measured and put into the font's codes once.

Widths are kept in font units (1/1000 of the size), so that one measurement serves every size a table tries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from cluster_desk.reports.fitting import FACES, FONTS, letter_widths
from cluster_desk.reports.text import Run, Text, runs_of
from cluster_desk.reports.typography import NBSP, parts, tie

LINE = 1.149  # Tinos' own line, in sizes: ascent 0.891, descent 0.216, gap 0.042
ASCENT = 0.912  # baseline under the top of such a line
MAX_HYPHENS = 3


class Face:
    """One Tinos face: `width(word)` is the width of a word in font units."""

    def __init__(self, bold: bool, italic: bool) -> None:
        name = f"Tinos-{FACES[bold, italic]}"
        self.name = name
        self.font: Any = TTFont(name, str(FONTS / f"{name}.ttf"))
        pdfmetrics.registerFont(self.font)
        self.width = letter_widths(bold, italic)
        self.space = self.width(" ")


_face = cache(Face)


def face(bold: bool = False, italic: bool = False) -> Face:
    """The face asked for, read from its file once."""
    return _face(bold, italic)


@dataclass(slots=True)
class Style:
    """How a piece of a line is drawn: face, size in points, points between letters, struck through."""

    face: Face
    size: float
    spaced: float = 0.0
    struck: bool = False


@dataclass(slots=True)
class Piece:
    """A stretch of one line in one style: its words (drawn with spaces between), width in points."""

    style: Style
    words: list[str]
    width: float


@dataclass(slots=True)
class Line:
    """A line ready to draw: its pieces, its natural width in points, whether it ends a paragraph (never stretched)."""

    pieces: list[Piece]
    width: float
    last: bool = True


# One unbreakable unit: pieces of words that touch each other.
_Unit = list[tuple[str, Style, float]]


def split_plain(text: str, face_: Face) -> list[tuple[list[str], list[float]]]:
    """The words of each line typed, and their widths in font units."""
    width = face_.width
    lines = []
    for typed in text.split("\n"):
        words = typed.split(" ")
        lines.append((words, list(map(width, words))))
    return lines


def wrap_plain(text: str, style: Style, room: float) -> list[Line]:
    """Plain text of one face broken into lines of at most `room` points, nothing hyphenated."""
    units = room * 1000 / style.size
    scale = style.size / 1000
    space = style.face.space
    lines: list[Line] = []
    for words, widths in split_plain(text, style.face):
        if max(widths) > units:
            words, widths = _shattered(words, style.face, units)
        start, used = 0, widths[0]
        for i in range(1, len(words)):
            wider = used + space + widths[i]
            if wider > units:
                lines.append(Line([Piece(style, words[start:i], used * scale)], used * scale, False))
                start, used = i, widths[i]
            else:
                used = wider
        lines.append(Line([Piece(style, words[start:], used * scale)], used * scale))
    return lines


def _shattered(words: list[str], face_: Face, units: float) -> tuple[list[str], list[float]]:
    """Words narrow enough: ties loosened, then broken at hyphens, syllables, letters."""
    narrow: list[str] = []
    for word in words:
        if face_.width(word) <= units:
            narrow.append(word)
            continue
        for loose in word.split(NBSP):
            narrow.extend(_broken(loose, face_, units))
    return narrow, [face_.width(word) for word in narrow]


def _broken(word: str, face_: Face, units: float) -> list[str]:
    """One word in pieces no wider than `units`; each piece goes on its own line."""
    pieces = []
    while face_.width(word) > units and len(word) > 1:
        at = _breaking(word, face_, units)
        head = word[: at[0]] + at[1]
        pieces.append(head)
        word = word[at[0] :]
    return [*pieces, word]


def _breaking(word: str, face_: Face, units: float) -> tuple[int, str]:
    """Where to break an over-wide word, and the sign to add: after a hyphen or slash, a syllable, or anywhere."""
    for i in range(len(word) - 1, 0, -1):
        if word[i - 1] in "-/_@.–" and face_.width(word[:i]) <= units:
            return i, ""
    for i in reversed(parts(word)):
        if face_.width(word[:i] + "-") <= units:
            return i, "-"
    end = len(word) - 1
    while end > 1 and face_.width(word[:end]) > units:
        end -= 1
    return end, ""


def _units(text: Text, size: float, prose: bool, strong: bool) -> list[list[_Unit]]:
    """Every typed line as unbreakable units; runs that touch without a space make one unit."""
    lines: list[list[_Unit]] = [[]]
    open_ = False
    whole = _tied(runs_of(text), prose)
    for run, tied in whole:
        style = Style(face(run.bold or strong, run.italic), run.size or size, run.spaced, run.struck)
        for n, typed in enumerate(tied.split("\n")):
            if n:
                lines.append([])
                open_ = False
            for k, word in enumerate(typed.split(" ")):
                if k:
                    open_ = False
                if not word:
                    continue
                atom = (word, style, style.face.width(word) * style.size / 1000 + style.spaced * len(word))
                if open_:
                    lines[-1][-1].append(atom)
                else:
                    lines[-1].append([atom])
                    open_ = True
    return lines


def _tied(runs: Sequence[Run], prose: bool) -> list[tuple[Run, str]]:
    """Each run with its text tied as part of the whole, so that a tie over a change of face is not lost."""
    joined = tie("".join(run.text for run in runs), prose)
    result, at = [], 0
    for run in runs:
        result.append((run, joined[at : at + len(run.text)]))
        at += len(run.text)
    return result


@dataclass(slots=True)
class _Room:
    """How wide lines are: the first may be narrower by the indent."""

    full: float
    indent: float

    def of(self, line: int) -> float:
        return self.full - self.indent if line == 0 else self.full


def wrap_rich(
    text: Text,
    size: float,
    room: float,
    *,
    indent: float = 0.0,
    prose: bool = False,
    hyphenate: bool = False,
    strong: bool = False,
) -> list[Line]:
    """Any text in lines of `room` points, the first shorter by `indent`; hyphens as `typography.parts` allows."""
    lines: list[Line] = []
    for n, units in enumerate(_units(text, size, prose, strong)):
        rooms = _Room(room, indent if n == 0 else 0.0)
        lines.extend(_fill(units, rooms, hyphenate, Style(face(strong), size)))
    return lines


def _fill(units: list[_Unit], rooms: _Room, hyphenate: bool, style: Style) -> list[Line]:
    """One typed line as drawn lines."""
    lines: list[Line] = []
    current: list[_Unit] = []
    used, hyphens = 0.0, 0
    queue = units[::-1]
    while queue:
        unit = queue.pop()
        room = rooms.of(len(lines))
        gap = _gap(current[-1]) if current else 0.0
        width = sum(atom[2] for atom in unit)
        if used + gap + width <= room + 0.001:
            current.append(unit)
            used += gap + width
            continue
        split = None
        if hyphenate and queue and hyphens < MAX_HYPHENS:
            split = _hyphenated(unit, room - used - gap)
        if split is None and not current:
            split = _forced(unit, room)
            if split is None:  # one letter wider than the room: set it all the same
                current.append(unit)
                used = width
                continue
        if split is not None:
            current.append(split[0])
            queue.append(split[1])
            hyphens += 1
        else:
            queue.append(unit)
            hyphens = 0
        lines.append(_line(current, last=False))
        current, used = [], 0.0
    lines.append(_line(current, last=True, empty=style))
    return lines


def _gap(unit: _Unit) -> float:
    style = unit[-1][1]
    return style.face.space * style.size / 1000 + style.spaced


def _atom(word: str, style: Style) -> tuple[str, Style, float]:
    return word, style, style.face.width(word) * style.size / 1000 + style.spaced * len(word)


def _hyphenated(unit: _Unit, room: float) -> tuple[_Unit, _Unit] | None:
    """The unit parted by a hyphen so that its head fits into `room`: a tied unit is parted in its last word."""
    word, style, _ = unit[-1]
    before = sum(atom[2] for atom in unit[:-1])
    start = word.rfind(NBSP) + 1
    for at in reversed(parts(word[start:])):
        head = _atom(word[: start + at] + "-", style)
        if before + head[2] <= room:
            return [*unit[:-1], head], [_atom(word[start + at :], style)]
    return None


def _forced(unit: _Unit, room: float) -> tuple[_Unit, _Unit] | None:
    """A unit wider than a whole line, parted: between its pieces, at a tie, else inside the word."""
    if len(unit) > 1:
        return unit[:1], unit[1:]
    word, style, _ = unit[0]
    limit = room * 1000 / style.size
    at = word.rfind(NBSP)
    while at > 0:
        if style.face.width(word[:at]) <= limit:
            return [_atom(word[:at], style)], [_atom(word[at + 1 :], style)]
        at = word.rfind(NBSP, 0, at)
    if len(word) < 2:
        return None
    cut, sign = _breaking(word, style.face, limit)
    return [_atom(word[:cut] + sign, style)], [_atom(word[cut:], style)]


def _line(units: list[_Unit], last: bool, empty: Style | None = None) -> Line:
    """Units as a line's pieces: neighbours of one style are joined, spaces belong to the piece before them."""
    pieces: list[Piece] = []
    total = 0.0
    for n, unit in enumerate(units):
        for k, (word, style, width) in enumerate(unit):
            words = word.split(NBSP)
            if pieces and k == 0:
                gap = _gap(units[n - 1])
                pieces[-1].width += gap
                total += gap
            if pieces and pieces[-1].style == style:
                joined = pieces[-1]
                if k == 0:
                    joined.words.extend(words)
                else:
                    joined.words[-1] += words[0]
                    joined.words.extend(words[1:])
                joined.width += width
            else:
                if pieces and k == 0:
                    pieces[-1].words.append("")  # the space stands at the end of the piece before
                pieces.append(Piece(style, words, width))
            total += width
    if not pieces and empty is not None:
        pieces.append(Piece(empty, [""], 0.0))
    return Line(pieces, total, last)
