"""The pages of one PDF: what is drawn goes into one string a page.

The canvas of reportlab keeps the file's structure and the fonts' subsets; the page's text is put in as ready codes,
because drawing word by word through the canvas encodes every word again (see bench/). Coordinates here are points from
the sheet's top left corner.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import IO, Any, ClassVar

from cluster_desk.reports.document import Align, Page
from cluster_desk.reports.document.signs import SHAPES, is_usual
from cluster_desk.reports.document.typography import signs_of
from cluster_desk.reports.writers.pdf.text import Face, Line, Piece, Style, face, wrap

MM = 72 / 25.4
_SHAPE = re.compile(f"([{SHAPES}])")
_PROGRAM, _PRODUCER = "Cluster Desk", "Cluster Desk, ReportLab"
_SUBJECT = "Документы образовательного кластера"
_NUMBER_SIZE = 12.0
_NUMBER_BASELINE = 13.5 * MM


class _Codes(dict[str, str]):
    """Words of one face as hexadecimal codes of its first subset; "" where a word needs shapes or a second subset."""

    def __init__(self, used: Face, document: Any) -> None:
        super().__init__()
        self.face = used
        self._document = document
        self.segments(" ")
        self.first = self.name(0)

    def segments(self, text: str) -> list[tuple[int, bytes]]:
        """The text as (subset, codes) pairs."""
        rows: list[tuple[int, bytes]] = self.face.font.splitString(text, self._document)
        return rows

    def name(self, subset: int) -> str:
        """What the page calls the subset."""
        return str(self.face.font.getSubsetInternalName(subset, self._document))

    def __missing__(self, word: str) -> str:
        set_ = word
        if not is_usual(word):
            parts = signs_of(word)
            set_ = parts[0].text if len(parts) == 1 and not parts[0].second else ""
        segments = self.segments(set_) if set_ and not _SHAPE.search(set_) else []
        plain = len(segments) == 1 and segments[0][0] == 0
        codes = self[word] = segments[0][1].hex() if plain else ""
        return codes


class Pages:
    """Draws lines of text, rules and boxes; keeps the number of the page and its sheet."""

    is_drawn: ClassVar[bool] = True

    def __init__(self, target: IO[bytes], title: str, before: int = 0, *, archived: bool = False) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0  # plain compressed streams: a quarter smaller and no slower to read
        self._canvas: Any = Canvas(
            target, initialFontName=face().font.fontName, invariant=1, lang="ru-RU", pdfVersion=(1, 4)
        )
        self._canvas.setTitle(title)
        self._canvas.setSubject(_SUBJECT)
        self._canvas.setCreator(_PROGRAM)
        self._canvas.setProducer(_PRODUCER)
        self._canvas.setAuthor("")
        today = dt.date.today()  # the day alone: equal papers of a day are equal files
        self._canvas.setDateFormatter(lambda *_when: f"D:{today:%Y%m%d}000000Z")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        if archived:
            from cluster_desk.reports.writers.pdf.archive import describe

            describe(self._canvas, title, _SUBJECT, _PROGRAM, _PRODUCER, today)
        self._codes: dict[Face, _Codes] = {}
        self._texts: list[str] = []
        self._rules: list[str] = []
        self._font = ("", 0.0)
        self._height = 0.0
        self.number = before  # pages of the same file that stand before these
        self._first = before + 1
        self._not_counted = 0  # pages before those that are counted from 1 again
        self.on_close: Callable[[int], None] = lambda number: None

    def count_anew(self) -> None:
        """Let the next page be page 1."""
        self._not_counted = self.number

    def open(self, page: Page) -> None:
        """Begin a page on the sheet; its number is drawn from page 2 on."""
        self.close()
        self._height = page.height * MM
        self._canvas.setPageSize((page.width * MM, page.height * MM))
        self.number += 1
        self._texts, self._rules, self._font = [], [], ("", 0.0)
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
        if self.number < self._first:
            return
        code = ["0.5 w", *self._rules, "BT", *self._texts, "ET"]
        self._canvas._code.append("\n".join(code))
        self._canvas.showPage()
        self.on_close(self.number)

    def save(self) -> None:
        """Close the last page and write the file out."""
        self.close()
        self._canvas.save()

    def rule(self, x: float, y: float, width: float, thickness: float = 0.5) -> None:
        """A horizontal line."""
        self._stroke(thickness, f"{x:.2f} {self._height - y:.2f} m {x + width:.2f} {self._height - y:.2f} l S")

    def box(self, x: float, y: float, width: float, height: float, thickness: float = 0.5) -> None:
        """An empty rectangle; `x`, `y` is its top left corner."""
        self._stroke(thickness, f"{x:.2f} {self._height - y - height:.2f} {width:.2f} {height:.2f} re S")

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
            spaces = sum(len(piece.words) - 1 for piece in line.pieces)
            if not line.last and spaces:
                stretch = max(0.0, (room - line.width) / spaces)
        elif align == "right":
            x += room - line.width
        elif align == "center":
            x += (room - line.width) / 2
        y = self._height - baseline
        for piece in line.pieces:
            self._piece(piece, x, y, stretch)
            x += piece.width + stretch * (len(piece.words) - 1)

    def _piece(self, piece: Piece, x: float, y: float, stretch: float) -> None:
        style = piece.style
        codes = self._codes.get(style.face)
        if codes is None:
            codes = self._codes[style.face] = _Codes(style.face, self._canvas._doc)
        words = [codes[word] if word else "" for word in piece.words]
        if "" in words and any(word and not code for word, code in zip(piece.words, words, strict=True)):
            self._mixed(piece, codes, x, y, stretch)
        else:
            self._select(codes.first, style.size)
            if stretch:
                shift = f"20>{-stretch * 1000 / style.size:.0f}<"
                text = f"[<{shift.join(words)}>]TJ"
            else:
                text = f"<{'20'.join(words)}>Tj"
            spaced = (f"{style.spaced} Tc ", " 0 Tc") if style.spaced else ("", "")
            self._texts.append(f"{spaced[0]}1 0 0 1 {x:.2f} {y:.2f} Tm {text}{spaced[1]}")
        if style.struck:
            self.rule(x, self._height - y - style.size * 0.25, piece.width)

    def _select(self, name: str, size: float) -> None:
        if self._font != (name, size):
            self._font = (name, size)
            self._texts.append(f"{name} {size:g} Tf")

    def _mixed(self, piece: Piece, codes: _Codes, x: float, y: float, stretch: float) -> None:
        """Words with drawn shapes, of letters beyond the font's first 190, or of another font: piece by piece."""
        from cluster_desk.reports.writers.pdf.fonts import signs_font

        style = piece.style
        for word in piece.words:
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
        document = self._canvas._doc
        for subset, code in font.splitString(text, document):
            self._select(str(font.getSubsetInternalName(subset, document)), style.size)
            self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm <{code.hex()}>Tj")
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

    def save(self) -> None:
        """Nothing is written."""
