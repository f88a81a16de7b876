"""The places of an office's paper that change from copy to copy: what is marked yellow, and Word's own merge fields.

A place is read from whatever an editor made of it: split over runs, in tables, headers, footers, notes, text boxes and
tracked insertions, marked by the highlighter, by shading or by a style. Table rows that are yellow all over are read as
rows to be repeated; a yellow paragraph may as well be one that is left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.regex import regex
from cluster_desk.exchange.files.packages import Package, damaged
from cluster_desk.exchange.templates.markup import Element, Markup, read_markup

MOST_PLACES = 10_000
_READ_PARTS = ("header", "footer", "footnotes", "endnotes")
_INLINE = frozenset(
    (
        "w:ins",
        "w:moveTo",
        "w:hyperlink",
        "w:smartTag",
        "w:sdt",
        "w:sdtContent",
        "w:fldSimple",
        "w:customXml",
        "w:dir",
        "w:bdo",
    )
)
_SIGNS = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": ""}
_MERGE_FIELD = regex(r"\s*MERGEFIELD\s+(?:\"([^\"]+)\"|(\S+))", re.IGNORECASE)
_STAYS_A_FIELD = regex(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|TOC|REF|PAGEREF|HYPERLINK|SEQ)\b", re.IGNORECASE)
_CONTEXT = 60


class Marked(StrEnum):
    """How a place is marked in the paper."""

    YELLOW = "yellow"
    MERGE = "merge"


@dataclass(eq=False, repr=False)
class RunText:
    """A run of a paragraph: what is read in it, and whether it is yellow.

    `field` are the marks of the field of Word's whose result it is, `merges` the name of a merge field.
    """

    run: Element
    text: str
    yellow: bool
    field: tuple[Element, ...] = ()
    merges: str = ""

    @property
    def texts(self) -> list[Element]:
        """The elements that hold its words."""
        return [one for one in self.run.children if one.name == "w:t" or one.name in _SIGNS]


@dataclass(eq=False, repr=False)
class ParagraphText:
    """A paragraph as it is read."""

    part: str
    element: Element
    runs: list[RunText]

    @cached_property
    def text(self) -> str:
        """All its words."""
        return "".join(one.text for one in self.runs)


@dataclass(eq=False, repr=False)
class Place:
    """Words that change; `number` counts them in the order of the paper.

    What stands in the file twice, for new programs and for old ones (a text box), is one place and a twin.

    `whole`: nothing else stands in its paragraph. `row`: the number of the repeated rows it stands in; `example`: in a
    further one of them, which goes where they are repeated.
    """

    number: int
    marked: Marked
    words: str
    paragraph: ParagraphText
    runs: list[RunText]
    start: int  # in the paragraph's text
    whole: bool = False
    row: int | None = None
    example: bool = False
    twins: list[Place] = field(default_factory=list)

    @property
    def part(self) -> str:
        """The part that it stands in."""
        return self.paragraph.part

    @property
    def merges(self) -> str:
        """The name of Word's merge field that it is; "" for a yellow place."""
        return self.runs[0].merges if self.marked is Marked.MERGE else ""

    @property
    def title(self) -> str:
        """Its words, or what its merge field is called."""
        return " ".join(self.words.split()) or self.merges

    @property
    def before(self) -> str:
        """The words before it in its paragraph."""
        return self.paragraph.text[max(0, self.start - _CONTEXT) : self.start]

    @property
    def after(self) -> str:
        """The words behind it."""
        end = self.start + len(self.words)
        return self.paragraph.text[end : end + _CONTEXT]


@dataclass(eq=False, repr=False)
class RepeatedRows:
    """Rows of a table that are yellow all over: the first `pattern` of them is repeated, the rest were examples."""

    number: int
    part: str
    rows: list[Element]
    pattern: int
    words: str = ""

    @property
    def patterns(self) -> list[Element]:
        """The rows that are repeated."""
        return self.rows[: self.pattern]


@dataclass(eq=False, repr=False)
class TemplateDocument:
    """A paper taken apart: its parts that hold words, its paragraphs, places and repeated rows."""

    name: str
    content: bytes
    main: str
    parts: dict[str, Markup]
    paragraphs: list[ParagraphText]
    places: list[Place]
    rows: list[RepeatedRows]

    def rows_places(self, rows: RepeatedRows) -> list[Place]:
        """The places that stand in the rows that are repeated."""
        return [place for place in self.places if place.row == rows.number and not place.example]


def read_template(content: bytes, name: str) -> TemplateDocument:
    """A .docx taken apart. Raises UserError for what is none, holds macros or more places than a paper has."""
    with Package(io.BytesIO(content), name) as package:
        main = _main_part(package)
        parts = {main: read_markup(package, main)}
        for kind, target in package.related(main):
            if kind in _READ_PARTS and package.has(target) and target not in parts:
                parts[target] = read_markup(package, target)
        styles = next((target for kind, target in package.related(main) if kind == "styles"), None)
        yellow = _yellow_styles(read_markup(package, styles)) if styles and package.has(styles) else frozenset()
    return _Taking(name, content, main, parts, yellow).document()


def _main_part(package: Package) -> str:
    """The part with the paper's body; refuses macros and what is no document."""
    main = next((target for kind, target in package.related("") if kind == "officeDocument"), "")
    if not main or not package.has(main):
        raise damaged(package.name)
    content = package.kind_of_content(main)
    if "macroEnabled" in content or any(kind == "vbaProject" for kind, _target in package.related(main)):
        raise UserError(
            _("“%(name)s” holds macros: programs inside a document.") % {"name": package.name},
            _("Open it in Word, save it as “Word document (*.docx)” and take that file."),
        )
    if content and "wordprocessingml" not in content:
        raise UserError(
            _("“%(name)s” is no Word document.") % {"name": package.name},
            _("Open it in the program that made it and save it as .docx."),
        )
    return main


def is_yellow(fill: str) -> bool:
    """Whether a shading of words is the yellow of a highlighter, in any program's shade of it."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", fill):
        return False
    red, green, blue = (int(fill[at : at + 2], 16) for at in (0, 2, 4))
    return red >= 0xF0 and green >= 0xE6 and blue <= 0x66


def _marked(properties: Element | None, *, exact: bool = False) -> bool | None:
    """Whether properties mark yellow; None where they say nothing of it."""
    told = None
    for one in properties.children if properties else ():
        if one.name == "w:highlight":
            return one.attributes.get("val") == "yellow"
        if one.name == "w:shd":
            fill = one.attributes.get("fill", "")
            told = fill.upper() == "FFFF00" if exact else is_yellow(fill)
    return told


def _yellow_styles(styles: Markup) -> frozenset[str]:
    return frozenset(
        one.attributes.get("styleId", "")
        for one in styles.root.children
        if one.name == "w:style" and one.attributes.get("type") == "character" and _marked(one.child("w:rPr"))
    )


class _Taking:
    """Takes the parts of a paper apart."""

    def __init__(self, name: str, content: bytes, main: str, parts: dict[str, Markup], styles: frozenset[str]) -> None:
        self._name, self._content, self._main, self._parts = name, content, main, parts
        self._styles = styles
        self._paragraphs: list[ParagraphText] = []
        self._places: list[Place] = []
        self._rows: list[RepeatedRows] = []

    def document(self) -> TemplateDocument:
        for part in self._parts.values():
            self._part(part)
        return TemplateDocument(
            self._name, self._content, self._main, self._parts, self._paragraphs, self._places, self._rows
        )

    def _part(self, part: Markup) -> None:
        paragraphs = {
            one: ParagraphText(part.name, one, list(_Runs(one, self._styles)))
            for one in part.root.walk()
            if one.name == "w:p"
        }
        found: dict[Element, list[Place]] = {}
        for element, paragraph in paragraphs.items():
            found[element] = list(_places_of(paragraph))
        self._add_rows(part, paragraphs)
        for element, places in found.items():
            self._paragraphs.append(paragraphs[element])
            for place in places:
                self._add(place)
        self._join_twins(part)

    def _add(self, place: Place) -> None:
        place.number = len(self._places)
        if place.number >= MOST_PLACES:
            raise UserError(
                _("“%(name)s” has more than %(most)d marked places.") % {"name": self._name, "most": MOST_PLACES},
                _("Mark only what changes from paper to paper."),
            )
        row = place.paragraph.element.within("w:tr")
        for rows in self._rows:
            if rows.part == place.part and row in rows.rows:
                place.row, place.example = rows.number, row not in rows.patterns
        self._places.append(place)

    def _join_twins(self, part: Markup) -> None:
        """A text box stands in the file twice, for new programs and for old ones: its places are one each."""
        for choice in [one for one in part.root.walk() if one.name == "mc:AlternateContent"]:
            shown, fallback = choice.child("mc:Choice"), choice.child("mc:Fallback")
            if shown is None or fallback is None:
                continue
            mine, theirs = (
                [p for p in self._places if p.part == part.name and _inside(p, side)] for side in (shown, fallback)
            )
            if [one.words for one in mine] != [one.words for one in theirs]:
                continue
            for one, twin in zip(mine, theirs, strict=True):
                one.twins.append(twin)
                self._places.remove(twin)
        for number, place in enumerate(self._places):
            place.number = number

    def _add_rows(self, part: Markup, paragraphs: dict[Element, ParagraphText]) -> None:
        for table in [one for one in part.root.walk() if one.name == "w:tbl"]:
            rows = [one for one in table.walk() if one.name == "w:tr" and one.within("w:tbl") is table]
            at = 0
            while at < len(rows):
                end = at
                while end < len(rows) and _is_yellow_row(rows[end], paragraphs):
                    end += 1
                if end > at:
                    self._rows.append(_repeated(len(self._rows), part.name, rows[at:end], paragraphs))
                at = max(end, at + 1)


def _inside(place: Place, element: Element) -> bool:
    return element.start <= place.paragraph.element.start < element.end


def _is_yellow_row(row: Element, paragraphs: dict[Element, ParagraphText]) -> bool:
    """Whether all words of a row with at least two cells are yellow, or its cells are."""
    cells = [one for one in row.walk() if one.name == "w:tc" and one.within("w:tr") is row]
    words = yellow = 0
    for cell in cells:
        told = [run for one in cell.walk() if one.name == "w:p" for run in paragraphs[one].runs if run.text.strip()]
        words += bool(told)
        yellow += bool(told) and all(run.yellow or run.merges for run in told)
    return len(cells) > 1 and words > 1 and words == yellow


def _repeated(
    number: int, part: str, rows: Sequence[Element], paragraphs: dict[Element, ParagraphText]
) -> RepeatedRows:
    """Rows that follow one another and are yellow: the shortest run of them whose shape comes again is the pattern."""
    shapes = [_shape(row) for row in rows]
    units: list[list[int]] = []
    for at, shape in enumerate(shapes):
        if units and "continue" in shape and any("restart" in shapes[n] for n in units[-1]):
            units[-1].append(at)
        else:
            units.append([at])
    told = [tuple(shapes[n] for n in unit) for unit in units]
    period = next(n for n in range(1, len(told) + 1) if all(one == told[i % n] for i, one in enumerate(told)))
    pattern = sum(len(unit) for unit in units[:period])
    cells = [
        run.text for row in rows[:pattern] for one in row.walk() if one.name == "w:p" for run in paragraphs[one].runs
    ]
    return RepeatedRows(number, part, list(rows), pattern, " ".join("".join(f"{text} " for text in cells).split()))


def _shape(row: Element) -> tuple[str, ...]:
    """How wide the cells of a row are, and which are merged with those above."""
    shape: list[str] = []
    for cell in row.walk():
        if cell.name == "w:tc" and cell.within("w:tr") is row:
            properties = cell.child("w:tcPr")
            span = properties.child("w:gridSpan") if properties else None
            merged = properties.child("w:vMerge") if properties else None
            shape.append(span.attributes.get("val", "1") if span else "1")
            if merged is not None:
                shape.append("restart" if merged.attributes.get("val") == "restart" else "continue")
    return tuple(shape)


class _Runs:
    """The runs of a paragraph in the order they are read; what was deleted by tracked changes is not."""

    def __init__(self, paragraph: Element, styles: frozenset[str]) -> None:
        self._paragraph, self._styles = paragraph, styles
        cell = paragraph.within("w:tc")
        self._shaded = any(
            _marked(one, exact=True) for one in (paragraph.child("w:pPr"), cell.child("w:tcPr") if cell else None)
        )
        self._fields: list[tuple[list[Element], list[str], list[RunText]]] = []

    def __iter__(self) -> Iterator[RunText]:
        results: list[RunText] = []
        for run, simple in _runs_in(self._paragraph, ()):
            results += self._read(run, simple)
        return iter(results)

    def _read(self, run: Element, simple: tuple[Element, ...]) -> list[RunText]:
        instruction = simple[0].attributes.get("instr", "") if simple else ""
        marks = [one for one in run.children if one.name in ("w:fldChar", "w:instrText")]
        text = "".join(one.text if one.name == "w:t" else _SIGNS.get(one.name, "") for one in run.children)
        result = RunText(run, text, self._is_yellow(run), simple)
        if simple:
            merge = _MERGE_FIELD.match(instruction)
            result.merges = (merge[1] or merge[2]) if merge else ""
            result.yellow = result.yellow and not _STAYS_A_FIELD.match(instruction)
        for mark in marks:
            self._field_mark(mark)
        if self._fields and not simple:
            self._fields[-1][2].append(result)
        for mark in marks:
            if mark.attributes.get("fldCharType") == "end" and self._fields:
                self._end_field(*self._fields.pop())
        return [result]

    def _field_mark(self, mark: Element) -> None:
        if mark.attributes.get("fldCharType") == "begin":
            self._fields.append(([mark], [], []))
        elif self._fields:
            self._fields[-1][0].append(mark)
            if mark.name == "w:instrText":
                self._fields[-1][1].append(mark.text)

    def _end_field(self, marks: list[Element], instruction: list[str], runs: list[RunText]) -> None:
        words = "".join(instruction)
        merge = _MERGE_FIELD.match(words)
        for run in runs:
            run.field = tuple(marks)
            run.merges = (merge[1] or merge[2]) if merge else run.merges
            run.yellow = run.yellow and not _STAYS_A_FIELD.match(words)

    def _is_yellow(self, run: Element) -> bool:
        properties = run.child("w:rPr")
        own = _marked(properties)
        if own is not None:
            return own
        style = properties.child("w:rStyle") if properties else None
        return (style is not None and style.attributes.get("val") in self._styles) or self._shaded


def _runs_in(element: Element, simple: tuple[Element, ...]) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    for one in element.children:
        if one.name == "w:r":
            yield one, simple
        elif one.name in _INLINE:
            yield from _runs_in(one, (one,) if one.name == "w:fldSimple" else simple)


def _places_of(paragraph: ParagraphText) -> Iterator[Place]:
    """Neighbouring yellow runs are one place, whatever stands between them without words; so is a merge field.

    Spaces left white between yellow words belong to the place, spaces at its ends do not count as its words.
    """
    runs, at, start = paragraph.runs, 0, 0
    while at < len(runs):
        one = runs[at]
        if one.merges:
            end = at
            while end < len(runs) and runs[end].merges and runs[end].field == one.field:
                end += 1
            yield _place(paragraph, Marked.MERGE, runs[at:end], start)
        elif one.yellow and one.text:
            end = _end_of_yellow(runs, at)
            yield _place(paragraph, Marked.YELLOW, runs[at:end], start)
        else:
            end = at + 1
        start += sum(len(run.text) for run in runs[at:end])
        at = end


def _end_of_yellow(runs: Sequence[RunText], at: int) -> int:
    end = last = at
    while end < len(runs) and not runs[end].merges:
        if runs[end].yellow and runs[end].text:
            last = end
        elif runs[end].text.strip() or "\n" in runs[end].text or "\t" in runs[end].text:
            break
        end += 1
    return last + 1


def _place(paragraph: ParagraphText, marked: Marked, runs: list[RunText], start: int) -> Place:
    words = "".join(run.text for run in runs)
    rest = (paragraph.text[:start] + paragraph.text[start + len(words) :]).strip()
    return Place(0, marked, words, paragraph, runs, start, whole=not rest and bool(words.strip()))
