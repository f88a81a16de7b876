"""Measuring and breaking text for the PDF: each word is measured and put into the font's codes once.

Widths are kept in font units (1/1000 of the size), so that one measurement serves every size a table tries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from cluster_desk.reports.document.text import Run, Text, runs_of
from cluster_desk.reports.document.typography import FACES, LOOSE, NBSP, breaks, letter_widths, tie

LINE = 1.149  # Tinos' own line, in sizes: ascent 0.891, descent 0.216, gap 0.042
ASCENT = 0.912  # baseline under the top of such a line
MAX_HYPHENS = 3
_GAPING, _RAGGED = 1.0, 3.0  # spaces grown by so much more: the paragraph is set anew; the line is not stretched
_PARTED, _LOOSENED, _STUB, _IN_A_ROW = 0.3, 0.5, 2.0, 9.0
"""What costs as much as a line whose spaces have grown by the root of that: a word parted, a short word at a line's
end, a last line of one stub, a further hyphen under three."""
_NEARLY = 0.001  # points: what sums of widths may be off
_DASHES = ("—", "–", "-")


class Face:
    """One Tinos face: `width(word)` is the width of a word in font units."""

    def __init__(self, bold: bool, italic: bool) -> None:
        name = f"Tinos-{FACES[bold, italic]}"
        self.name = name
        self.width = letter_widths(bold, italic)
        self.space = self.width(" ")

    @cached_property
    def font(self) -> Any:
        """Its file, read when something is written with it: to measure words needs none."""
        from cluster_desk.reports.writers.pdf.fonts import font_of

        return font_of(self.name)


_face = cache(Face)


def face(bold: bool = False, italic: bool = False) -> Face:
    """The face asked for, made once."""
    return _face(bold, italic)


class Style(NamedTuple):
    """How a piece of a line is drawn: face, size in points, points between letters, struck through."""

    face: Face
    size: float
    spaced: float = 0.0
    struck: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether more is to be done than to show its letters."""
        return self.struck or self.spaced != 0.0


@cache
def _style(strong: bool, size: float) -> Style:
    """The style of words without marks."""
    return Style(face(strong), size)


@dataclass(slots=True, eq=False, repr=False)
class Piece:
    """A stretch of one line in one style: its words with spaces between them, width in points."""

    style: Style
    text: str
    width: float

    @property
    def spaces(self) -> int:
        """How many spaces can be stretched."""
        return self.text.count(" ")


@dataclass(slots=True, eq=False, repr=False)
class Line:
    """A line ready to draw: its pieces, its natural width in points, whether it ends a paragraph (never stretched)."""

    pieces: list[Piece]
    width: float
    last: bool = True


# One unbreakable unit: pieces of words that touch each other.
_Unit = list[tuple[str, Style, float]]


def _breaking(word: str, face_: Face, units: float) -> tuple[int, str]:
    """Where to break an over-wide word, and the sign to add: after a hyphen or slash, a syllable, or anywhere."""
    for i in range(len(word) - 2, 1, -1):
        if word[i - 1] in "-/_@.–" and face_.width(word[:i]) <= units:
            return i, ""
    for i, sign in reversed(breaks(word)):
        if face_.width(word[:i] + sign) <= units:
            return i, sign
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


def balanced(text: Text, size: float, room: float, *, indent: float = 0.0, strong: bool = False) -> list[Line]:
    """A title's lines, as few as may be and about as long as each other, no short word at their ends."""
    lines = wrap(text, size, room, indent=indent, prose=True, strong=strong)
    if len(lines) < 2 or indent:
        return lines
    low, high = room / 2, room
    while high - low > 4:
        narrower = (low + high) / 2
        low, high = (low, narrower) if _is_as_short(text, size, narrower, strong, lines) else (narrower, high)
    return wrap(text, size, high, prose=True, strong=strong)


def _is_as_short(text: Text, size: float, room: float, strong: bool, lines: list[Line]) -> bool:
    """Whether a title takes no more lines in that room and none of them is wider than it."""
    tried = wrap(text, size, room, prose=True, strong=strong)
    return len(tried) == len(lines) and all(line.width <= room + _NEARLY for line in tried)


class _Room(NamedTuple):
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
    style = _style(strong, size)
    if isinstance(text, str) and not (indent or hyphenate):
        return [line for typed in tie(text, prose).split("\n") for line in _lines(typed, style, room)]
    lines: list[Line] = []
    for n, units in enumerate(_units(text, size, prose, strong)):
        rooms = _Room(room, indent if n == 0 else 0.0)
        filled = _fill(units, rooms, hyphenate, style)
        if hyphenate and any(_gapes(line, rooms.of(at)) > _GAPING for at, line in enumerate(filled)):
            filled = _evenly(units, rooms) or filled
            for at, line in enumerate(filled):
                line.last = line.last or _gapes(line, rooms.of(at)) > _RAGGED
        lines.extend(filled)
    return lines


def _lines(typed: str, style: Style, room: float) -> list[Line]:
    """A typed line of one face: tables are made of such, so words that fit are set with less ado than in `_fill`."""
    words = typed.split(" ")
    if "" in words:
        words = [word for word in words if word] or [""]
    widths = list(map(style.face.width, words))
    limit, scale, space = (room + _NEARLY) * 1000 / style.size, style.size / 1000, style.face.space
    whole = sum(widths) + space * (len(words) - 1)
    if whole <= limit:
        return [Line([Piece(style, " ".join(words), whole * scale)], whole * scale)]
    if max(widths) > limit:
        words = _with_dashes([part for word in words for part in _parts(word, style.face, limit)], style.face, limit)
        widths = list(map(style.face.width, words))
    lines: list[Line] = []
    start, used = 0, widths[0]
    for i in range(1, len(words)):
        wider = used + space + widths[i]
        if wider > limit:
            lines.append(Line([Piece(style, " ".join(words[start:i]), used * scale)], used * scale, False))
            start, used = i, widths[i]
        else:
            used = wider
    lines.append(Line([Piece(style, " ".join(words[start:]), used * scale)], used * scale))
    return lines


def _with_dashes(words: list[str], face_: Face, units: float) -> list[str]:
    """Words with a dash that lost the word before it tied to the next: it never has a line of its own."""
    results: list[str] = []
    for word in words:
        if results and results[-1] in _DASHES:
            first, _space, rest = word.partition(NBSP)
            head = next((tied for tied in (word, first) if face_.width(f"{results[-1]}{NBSP}{tied}") <= units), "")
            if head:
                results[-1] += NBSP + head
                word = "" if head == word else rest
        results += [word] if word else []
    return results


def _fill(units: list[_Unit], rooms: _Room, hyphenate: bool, style: Style) -> list[Line]:
    """One typed line as drawn lines, each as full as it can be."""
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


def _gapes(line: Line, room: float) -> float:
    """By how many of its spaces each space of a line must grow to fill its room."""
    if line.last or not line.pieces:
        return 0.0
    spaces = sum(piece.spaces for piece in line.pieces)
    style = line.pieces[0].style
    return (room - line.width) / (max(spaces, 0.5) * style.face.space * style.size / 1000)


class _Bit(NamedTuple):
    """The smallest part of a line, measured: what stands before its end there, what a line that ends with it costs."""

    atoms: _Unit
    space: bool  # a space follows, else the next bit touches it
    sign: str
    cost: float
    width: float  # of its letters
    gap: float  # of the space after it
    sign_width: float


def _bits(units: list[_Unit]) -> list[_Bit]:
    """Units cut wherever a line may end."""
    bits: list[_Bit] = []
    for unit in units:
        word, style, _width = unit[-1]
        head = unit[:-1]
        rest = 0
        ends = [(found.start(1), 1, "", _LOOSENED) for found in LOOSE.finditer(word)]
        start = word.rfind(NBSP) + 1
        ends += [(start + at, 0, sign, _PARTED if sign else 0.0) for at, sign in breaks(word[start:])]
        for at, skipped, sign, cost in ends:
            bits.append(_bit([*head, _atom(word[rest:at], style)], skipped > 0, sign, cost))
            head, rest = [], at + skipped
        bits.append(_bit([*head, _atom(word[rest:], style)], True, "", 0.0))
    return bits


def _bit(atoms: _Unit, space: bool, sign: str, cost: float) -> _Bit:
    signed = _atom(sign, atoms[-1][1])[2] if sign else 0.0
    return _Bit(atoms, space, sign, cost, sum([atom[2] for atom in atoms]), _gap(atoms), signed)


_Ended = tuple[float, int, int, int]
"""A line's end: what all lines up to it cost, the bit it begins with, how many lines, hyphens in a row."""
_NOWHERE: _Ended = (float("inf"), 0, 0, 0)


def _evenly(units: list[_Unit], rooms: _Room) -> list[Line]:
    """The lines of a paragraph chosen together, so that none gapes; [] where a word is wider than a line."""
    bits = _bits(units)
    best: list[_Ended] = [(0.0, 0, 0, 0)]
    for end in range(1, len(bits) + 1):
        best.append(_cheapest(bits, best, rooms, end))
    if best[-1] is _NOWHERE:
        return []
    ends = [len(bits)]
    while best[ends[-1]][1]:
        ends.append(best[ends[-1]][1])
    ends.reverse()
    starts = [0, *ends[:-1]]
    return [_line(_joined(bits[a:b], b == len(bits)), last=b == len(bits)) for a, b in zip(starts, ends, strict=True)]


def _cheapest(bits: list[_Bit], best: list[_Ended], rooms: _Room, end: int) -> _Ended:
    """Of the lines that may end before bit `end`, the one up to which all cost least; a paper tries many thousands."""
    last, found = bits[end - 1], _NOWHERE
    style = last.atoms[-1][1]
    space = style.face.space * style.size / 1000
    width, spaces = last.sign_width, 0
    first_room, full = rooms.of(0), rooms.full
    for begin in range(end - 1, -1, -1):
        bit = bits[begin]
        width += bit.width
        if begin < end - 1 and bit.space:
            spaces += 1
            width += bit.gap
        if width > full + _NEARLY:
            break
        before = best[begin]
        cost, count = before[0], before[2]
        room = full if count else first_room
        if before is _NOWHERE or width > room + _NEARLY:
            continue
        row = before[3] + 1 if last.sign else 0
        if end == len(bits):
            cost, row = cost + (_STUB if width < room * 0.12 else 0.0), 0
        else:
            gape = (room - width) / ((spaces or 0.5) * space)
            cost += gape * gape + last.cost + (_IN_A_ROW if row > MAX_HYPHENS else 0.0)
        if cost <= found[0]:
            found = (cost, begin, count + 1, row)
    return found


def _joined(bits: list[_Bit], whole: bool) -> list[_Unit]:
    """The bits of a line as units again, with the hyphen at its end."""
    units: list[_Unit] = []
    touches = False
    for bit in bits:
        if touches:
            (word, style, _), (more, _style, _width) = units[-1][-1], bit.atoms[0]
            units[-1] = [*units[-1][:-1], _atom(word + more, style), *bit.atoms[1:]]
        else:
            units.append(list(bit.atoms))
        touches = not bit.space
    if not whole and bits[-1].sign:
        word, style, _ = units[-1][-1]
        units[-1] = [*units[-1][:-1], _atom(word + bits[-1].sign, style)]
    return units


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
    for at, sign in reversed(breaks(word[start:])):
        head = _atom(word[: start + at] + sign, style)
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
            text = word.replace(NBSP, " ")
            if pieces and k == 0:
                gap = _gap(units[n - 1])
                pieces[-1].text += " "  # the space belongs to the piece before it
                pieces[-1].width += gap
                total += gap
            if pieces and pieces[-1].style == style:
                pieces[-1].text += text
                pieces[-1].width += width
            else:
                pieces.append(Piece(style, text, width))
            total += width
    if not pieces and empty is not None:
        pieces.append(Piece(empty, "", 0.0))
    return Line(pieces, total, last)
