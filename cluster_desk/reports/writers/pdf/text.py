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

from cluster_desk.reports.document.text import Run, Text, runs_of
from cluster_desk.reports.document.typography import FACES, FONTS, NBSP, letter_widths, parts, tie

LINE = 1.149  # Tinos' own line, in sizes: ascent 0.891, descent 0.216, gap 0.042
ASCENT = 0.912  # baseline under the top of such a line
MAX_HYPHENS = 3
_NEARLY = 0.001  # points: what sums of widths may be off


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
                atom = _atom(word, style)
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


def wrap(
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
    style = Style(face(strong), size)
    if isinstance(text, str) and not (indent or hyphenate):
        return [line for typed in tie(text, prose).split("\n") for line in _lines(typed, style, room)]
    lines: list[Line] = []
    for n, units in enumerate(_units(text, size, prose, strong)):
        lines.extend(_fill(units, _Room(room, indent if n == 0 else 0.0), hyphenate, style))
    return lines


def _lines(typed: str, style: Style, room: float) -> list[Line]:
    """A typed line of one face: tables are made of such, so words that fit are set with less ado than in `_fill`."""
    words = [word for word in typed.split(" ") if word] or [""]
    widths = list(map(style.face.width, words))
    limit, scale, space = (room + _NEARLY) * 1000 / style.size, style.size / 1000, style.face.space
    if max(widths) > limit:
        words = [part for word in words for part in _parts(word, style.face, limit)]
        widths = list(map(style.face.width, words))
    lines: list[Line] = []
    start, used = 0, widths[0]
    for i in range(1, len(words)):
        wider = used + space + widths[i]
        if wider > limit:
            lines.append(Line([Piece(style, words[start:i], used * scale)], used * scale, False))
            start, used = i, widths[i]
        else:
            used = wider
    lines.append(Line([Piece(style, words[start:], used * scale)], used * scale))
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
        if used + gap + width <= room + _NEARLY:
            current.append(unit)
            used += gap + width
            continue
        split = _hyphenated(unit, room - used - gap) if hyphenate and queue and hyphens < MAX_HYPHENS else None
        if split is not None:
            current.append(split[0])
            queue.append(split[1])
        elif narrower := _narrowed(unit, rooms.full if current else room):
            queue.extend(narrower[::-1])  # wider than a whole line: its parts go on as words of their own
            continue
        elif current:
            queue.append(unit)
        else:
            current.append(unit[:1])  # pieces that touch are parted; one letter too wide is set all the same
            queue.extend([unit[1:]] if unit[1:] else [])
        hyphens = hyphens + 1 if split else 0
        lines.append(_line(current, last=False))
        current, used = [], 0.0
    if current or not lines:
        lines.append(_line(current, last=True, empty=style))
    lines[-1].last = True
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


def _narrowed(unit: _Unit, room: float) -> list[_Unit]:
    """A word wider than `room` in its parts; [] where it has none."""
    word, style, width = unit[0]
    if len(unit) > 1 or width <= room + _NEARLY:
        return []
    result = _parts(word, style.face, (room + _NEARLY) * 1000 / style.size)
    return [[_atom(part, style)] for part in result] if len(result) > 1 else []


def _parts(word: str, face_: Face, units: float) -> list[str]:
    """A word in parts no wider than `units` (1/1000 of the size): ties loosened, then broken."""
    if face_.width(word) <= units:
        return [word]
    if NBSP in word:
        return [part for loose in word.split(NBSP) for part in _parts(loose, face_, units)]
    results = []
    while face_.width(word) > units and len(word) > 1:
        cut, sign = _breaking(word, face_, units)
        results.append(word[:cut] + sign)
        word = word[cut:]
    return [*results, word]


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
