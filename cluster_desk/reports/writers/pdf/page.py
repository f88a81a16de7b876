"""The pages of one PDF: what is drawn goes into one string a page.

Coordinates here are points from the sheet's top left corner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from cluster_desk.core.regex import regex
from cluster_desk.reports.document import Align, Page
from cluster_desk.reports.document.signs import SHAPES
from cluster_desk.reports.document.typography import signs_of
from cluster_desk.reports.writers.pdf.codes import NEXT, Codes, Told, literal
from cluster_desk.reports.writers.pdf.text import Face, Line, Piece, Style, wrap

MM = 72 / 25.4
_SHAPE = regex(f"([{SHAPES}])")
_NUMBER_SIZE = 12.0
_NUMBER_BASELINE = 13.5 * MM


class Frames:
    """Empty rectangles side by side, the cells of a row: all rows of a table have the same but for their heights."""

    def __init__(self, spans: Iterable[tuple[float, float]]) -> None:
        """`spans`: how far from the row's left each is, and its width, points."""
        self._spans = list(spans)
        self._x: float | None = None
        self._code = ""

    def code(self, x: float, low: str, height: str) -> str:
        """What draws them in a row that begins at `x`, with its lower edge and its height as they are told."""
        if x != self._x:
            self._x = x
            self._code = "\n".join([f"{x + at:.2f} y {width:.2f} h re S" for at, width in self._spans])
        return self._code.replace("y", low).replace("h", height)


class Pages:
    """Draws lines of text, rules and boxes; keeps the number of the page and its sheet."""

    is_drawn: ClassVar[bool] = True

    def __init__(self, title: str, before: int = 0, *, archived: bool = False) -> None:
        from cluster_desk.reports.writers.pdf.file import PdfFile

        self._file = PdfFile(title, archived=archived)
        self._width = self._height = 0.0
        self._codes: dict[Face, Codes] = {}
        self._told = Told()
        self._texts: list[str] = []
        self._rules: list[str] = []
        self._font = ("", 0.0)
        self._style: Style | None = None  # of the cell drawn last, while nothing else was
        self.number = before  # pages of the same file that stand before these
        self._first = before + 1
        self._not_counted = 0  # pages before those that are counted from 1 again
        self.on_close: Callable[[int], None] = lambda number: None

    def count_anew(self) -> None:
        """Let the next page be page 1."""
        self._not_counted = self.number

    def open(self, page: Page) -> None:
        """Begin a page on the sheet; its number is drawn from page 2 on."""
        if self.number >= self._first:
            self.close()
        self._width, self._height = page.width * MM, page.height * MM
        self.number += 1
        self._texts, self._rules, self._font = [], [], ("", 0.0)
        self._style = None
        self._told.clear()
        number = self.number - self._not_counted
        if page.numbered and number > 1:
            line = wrap(str(number), _NUMBER_SIZE, 100)[0]
            self.line(line, page.left * MM, _NUMBER_BASELINE, "center", page.text_width * MM)
        if page.frame:
            for inset, thickness in ((10.0, 2.0), (12.5, 0.8)):
                self.box(
                    inset * MM, inset * MM, (page.width - 2 * inset) * MM, (page.height - 2 * inset) * MM, thickness
                )

    def close(self) -> None:
        """Put the page drawn so far into the file."""
        code = ["0.5 w", *self._rules, "BT", *self._texts, "ET"]
        self._file.add_page(self._width, self._height, "\n".join(code))
        self.on_close(self.number)

    def content(self) -> bytes:
        """The file of all pages that were closed."""
        return self._file.content()

    def rule(self, x: float, y: float, width: float, thickness: float = 0.5) -> None:
        """A horizontal line."""
        self._stroke(thickness, f"{x:.2f} {self._height - y:.2f} m {x + width:.2f} {self._height - y:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, thickness: float = 0.5) -> None:
        """An empty rectangle; `x`, `y` is its top left corner."""
        self._stroke(thickness, f"{x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re S")

    def frames(self, frames: Frames, x: float, y: float, height: float) -> None:
        """The frames of a row's cells; `x`, `y` is the row's top left corner."""
        told = self._told
        self._rules.append(frames.code(x, told[self._height - y - height], told[height]))

    def fill(self, x: float, y: float, width: float, height: float, gray: float) -> None:
        """A filled rectangle, 0 black to 1 white, framed; `x`, `y` is its top left corner."""
        low = self._height - y - height
        self._rules.append(f"q {gray:g} g 0.5 w {x:.2f} {low:.2f} {width:.2f} {height:.2f} re B Q")

    def hatch(self, x: float, y: float, width: float, height: float) -> None:
        """A framed rectangle of slanting lines."""
        low = self._height - y - height
        path = []
        at = x - height
        while at < x + width:
            path.append(f"{at:.2f} {low:.2f} m {at + height:.2f} {low + height:.2f} l")
            at += 3.0
        area = f"{x:.2f} {low:.2f} {width:.2f} {height:.2f} re"
        self._rules.append(f"q {area} W n 0.5 w {' '.join(path)} S Q q 0.5 w {area} S Q")

    def upright(self, x: float, y: float, height: float, dashed: bool = False) -> None:
        """A vertical line down from `y`."""
        dash = "[3 2] 0 d " if dashed else ""
        self._rules.append(
            f"q {dash}0.8 w {x:.2f} {self._height - y:.2f} m {x:.2f} {self._height - y - height:.2f} l S Q"
        )

    def dashed(self, x: float, y: float, width: float, height: float) -> None:
        """A white rectangle with a dashed frame."""
        low = self._height - y - height
        self._rules.append(f"q 1 g [3 2] 0 d 0.6 w {x:.2f} {low:.2f} {width:.2f} {height:.2f} re B Q")

    def flag(self, x: float, y: float, size: float) -> None:
        """A black flag on its pole; `x`, `y` is the pole's top."""
        top, cloth = self._height - y, size * 0.62
        points = f"{x:.2f} {top:.2f} m {x + size:.2f} {top - cloth / 2:.2f} l {x:.2f} {top - cloth:.2f} l f"
        self._rules.append(f"q 0.8 w {x:.2f} {top:.2f} m {x:.2f} {top - size * 1.2:.2f} l S 0 g {points} Q")

    def _stroke(self, thickness: float, path: str) -> None:
        self._rules.append(path if thickness == 0.5 else f"q {thickness} w {path} Q")

    def line(self, line: Line, x: float, baseline: float, align: Align, room: float) -> None:
        """A line of text; `room` is the width in which it is aligned or, unless it is the last, stretched."""
        stretch = 0.0
        if align == "justify":
            spaces = sum(piece.spaces for piece in line.pieces)
            if not line.last and spaces:
                stretch = max(0.0, (room - line.width) / spaces)
        x += _shift(line, align, room)
        y = self._height - baseline
        for piece in line.pieces:
            self._piece(piece, x, y, stretch)
            x += piece.width + stretch * piece.spaces

    def below_each_other(self, lines: Sequence[Line], leading: float, align: Align, room: float) -> str:
        """What draws the lines of a cell from where the first begins; "" where they must be drawn one by one.

        These are lines of several styles, stretched ones, and those with signs that are drawn piece by piece.
        """
        style = lines[0].pieces[0].style
        texts = [line.pieces[0].text for line in lines if line.pieces[0].style is style and len(line.pieces) == 1]
        if style.is_marked or align == "justify" or len(texts) < len(lines):
            return ""
        said, below = literal(self._codes_of(style.face).of(NEXT.join(texts))), f"{-leading:.3f}"
        if said.count(NEXT) != len(lines) - 1 or not said:
            return ""
        if align == "left":
            next_line = f")Tj\n0 {below} Td ("
            return f"({said.replace(NEXT, next_line)})Tj"
        parts, across, down = list[str](), 0.0, "0"
        for line, words in zip(lines, said.split(NEXT), strict=True):
            shift = _shift(line, align, room)
            parts.append(f"{shift - across:.2f} {down} Td ({words})Tj")
            across, down = shift, below
        return "\n".join(parts)

    def draw_ready(self, ready: Iterable[tuple[float, str]], style: Style, baseline: float) -> None:
        """Cells beside each other: where each begins, and its lines as `below_each_other` gave them."""
        if style is not self._style:
            self._select(self._codes_of(style.face).name, style.size)
            self._style = style
        told = self._told
        y = told[self._height - baseline]
        self._texts.extend([f"1 0 0 1 {told[x]} {y} Tm {lines}" for x, lines in ready])

    def _codes_of(self, face_: Face) -> Codes:
        codes = self._codes.get(face_)
        if codes is None:
            codes = self._codes[face_] = Codes(face_, self._file.document)
        return codes

    def _piece(self, piece: Piece, x: float, y: float, stretch: float) -> None:
        style, text = piece.style, piece.text
        codes = self._codes_of(style.face)
        made = codes.of(text)
        if text and not made:
            self._mixed(piece, x, y, stretch)
        else:
            self._select(codes.name, style.size)
            if stretch:
                shift = f" ){-stretch * 1000 / style.size:.0f}("
                said = f"[({literal(made).replace(' ', shift)})]TJ"
            else:
                said = f"({literal(made)})Tj"
            spaced = (f"{style.spaced} Tc ", " 0 Tc") if style.spaced else ("", "")
            self._texts.append(f"{spaced[0]}1 0 0 1 {self._told[x]} {self._told[y]} Tm {said}{spaced[1]}")
        if style.struck:
            self.rule(x, self._height - y - style.size * 0.25, piece.width)

    def _select(self, name: str, size: float) -> None:
        self._style = None
        if self._font != (name, size):
            self._font = (name, size)
            self._texts.append(f"{name} {size:g} Tf")

    def _mixed(self, piece: Piece, x: float, y: float, stretch: float) -> None:
        """Words with drawn shapes, of letters beyond the font's first 190, or of another font: piece by piece."""
        from cluster_desk.reports.writers.pdf.fonts import signs_font

        style = piece.style
        for word in piece.text.split(" "):
            at = x
            for part in signs_of(word):
                for text in _SHAPE.split(part.text):
                    if text and text in SHAPES:
                        self._shape(text, at, y, style.size)
                        at += style.face.width(text) * style.size / 1000
                    elif text:
                        at = self._codes_at(text, signs_font() if part.second else style.face.font, style, at, y)
            x += style.face.width(word) * style.size / 1000 + style.spaced * len(word)
            x += style.face.space * style.size / 1000 + style.spaced + stretch

    def _codes_at(self, text: str, font: Any, style: Style, x: float, y: float) -> float:
        """Text of one font, each subset of it by itself; gives where it ends."""
        document = self._file.document
        for subset, code in font.splitString(text, document):
            self._select(str(font.getSubsetInternalName(subset, document)), style.size)
            self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm ({literal(code)})Tj")
            letters = font.state[document].subsets[subset]
            x += sum(style.face.width(chr(letters[sign])) for sign in code) * style.size / 1000
        return x

    def _shape(self, shape: str, x: float, y: float, size: float) -> None:
        side = size * 0.68
        path = []
        if shape in "☐☑":
            path.append(f"{x + size * 0.06:.2f} {y:.2f} {side:.2f} {side:.2f} re S")
        if shape in "☑✓":
            left, low = x + size * 0.14, y + size * 0.08
            path.append(
                f"{left:.2f} {low + size * 0.24:.2f} m {left + size * 0.2:.2f} {low:.2f} l "
                f"{left + size * 0.5:.2f} {low + size * 0.52:.2f} l S"
            )
        self._rules.append(f"q 0.8 w {' '.join(path)} Q")


def _shift(line: Line, align: Align, room: float) -> float:
    """How far to the right a line begins in its room."""
    if align == "right":
        return room - line.width
    return (room - line.width) / 2 if align == "center" else 0.0


class CountedPages(Pages):
    """Pages that are only counted: nothing is drawn on them or written."""

    is_drawn = False

    def __init__(self) -> None:
        self.number = 0
        self.on_close = lambda number: None

    def open(self, page: Page) -> None:
        """Begin a page."""
        self.number += 1

    def count_anew(self) -> None:
        """Numbers are not drawn."""

    def close(self) -> None:
        """Nothing was drawn."""
