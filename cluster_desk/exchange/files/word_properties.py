"""What the properties of a Word document's paragraphs, runs, rows and cells say of their words.

A long document has thousands of properties and few that differ: each is looked into once, by all that it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from cluster_desk.exchange.files.symbol_fonts import is_symbol_font, shown_in
from cluster_desk.exchange.files.word_limits import MAX_COLUMNS
from cluster_desk.exchange.files.word_numbering import child, local, value, whole
from cluster_desk.exchange.files.word_styles import OFF, Styles, is_heading

if TYPE_CHECKING:
    from lxml import etree

    from cluster_desk.exchange.files.xml_events import Key

_MOST_KNOWN = 5000
_GONE = ("del", "moveFrom")
_Look = TypeVar("_Look")


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """A paragraph by its properties; `is_gone`: its end is deleted; `is_mark_hidden`: without words it is not there."""

    list_id: str = ""
    level: int = 0
    heading: bool = False
    is_hidden: bool = False
    is_bold: bool = False
    is_gone: bool = False
    is_mark_hidden: bool = False


@dataclass(frozen=True, slots=True)
class RowLook:
    """A row of a table by its properties; `skipped` are the columns that it leaves empty before its first cell."""

    is_deleted: bool = False
    is_hidden: bool = False
    is_header: bool = False
    skipped: int = 0


class Merge(Enum):
    """Whether a cell is merged with the rows below, or goes on from the row above."""

    NONE = 0
    BEGINS = 1
    GOES_ON = 2


@dataclass(frozen=True, slots=True)
class CellLook:
    """A cell by its properties; `span`: over how many columns."""

    is_deleted: bool = False
    span: int = 1
    merge: Merge = Merge.NONE


@dataclass(slots=True)
class Manner:
    """What makes a run's words other than they are typed."""

    hidden: bool = False
    bold: bool | None = None
    struck: bool = False
    raised: bool = False
    font: str = ""

    def take(self, kind: str, element: etree._Element) -> None:
        """Note a property of the run."""
        if kind in ("vanish", "webHidden"):
            self.hidden = _is_on(element)
        elif kind == "b":
            self.bold = _is_on(element)
        elif kind in ("strike", "dstrike"):
            self.struck = self.struck or _is_on(element)
        elif kind == "vertAlign":
            self.raised = value(element) == "superscript"
        elif kind == "rFonts" and is_symbol_font(font := value(element, "ascii")):
            self.font = font


_AS_TYPED = Manner()


class _Known(dict["Key", _Look], Generic[_Look]):
    """What each key means, worked out once."""

    def __init__(self, element: Callable[[Key], etree._Element], meaning: Callable[[etree._Element], _Look]) -> None:
        super().__init__()
        self._element, self._meaning = element, meaning

    def __missing__(self, key: Key) -> _Look:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        look = self[key] = self._meaning(self._element(key))
        return look


class Looks:
    """What all properties of a document say, each kind by what it holds; `element` makes XML of that."""

    def __init__(self, styles: Styles, element: Callable[[Key], etree._Element]) -> None:
        self._styles, self._element = styles, element
        self.paragraphs = _Known(element, partial(_paragraph_look, styles=styles))
        self.rows = _Known(element, _row_look)
        self.cells = _Known(element, _cell_look)
        self.entries = _Known(element, _chosen_entry)
        self.controls = _Known(element, self._prompt)
        self.is_label = _Known(element, self._looks_like_prompt)
        self._manners: dict[tuple[bool, bool], _Known[Manner | None]] = {}

    def manners(self, around: ParagraphLook) -> _Known[Manner | None]:
        """How the words of runs differ from words as they are typed, in a paragraph of this look."""
        by_look = self._manners.get((around.is_hidden, around.is_bold))
        if by_look is None:
            by_look = _Known(self._element, partial(_run_manner, styles=self._styles, around=around))
            self._manners[around.is_hidden, around.is_bold] = by_look
        return by_look

    def _prompt(self, properties: etree._Element) -> tuple[bool, bool]:
        """Whether a content control shows a prompt, and whether its words look like one."""
        return _is_on(child(properties, "showingPlcHdr")), self._looks_like_prompt(properties)

    def _looks_like_prompt(self, properties: etree._Element) -> bool:
        return any(self._styles.is_prompt(value(each)) for each in properties.iter("{*}rStyle"))


def _paragraph_look(properties: etree._Element, *, styles: Styles) -> ParagraphLook:
    """What a paragraph's properties say."""
    told = _children(properties)
    style = value(told.get("pStyle"))
    mark_of = _children(told["rPr"]) if "rPr" in told else {}
    list_id, level, heading = styles.look(style)
    if (numbers := told.get("numPr")) is not None:
        list_id = value(child(numbers, "numId")) or list_id
        level = whole(value(child(numbers, "ilvl")), level)
    is_hidden = bool(styles.hidden) and styles.hides(style)
    return ParagraphLook(
        list_id="" if list_id == "0" else list_id,
        level=level,
        heading=heading or is_heading(told.get("outlineLvl")),
        is_hidden=is_hidden,
        is_bold=styles.is_bold(style),
        is_gone=any(each in mark_of for each in _GONE),
        is_mark_hidden=is_hidden or _is_on(mark_of.get("vanish")),
    )


def _row_look(properties: etree._Element) -> RowLook:
    """What a row's properties say."""
    before = child(properties, "gridBefore")
    return RowLook(
        is_deleted=child(properties, "del") is not None,
        is_hidden=_is_on(child(properties, "hidden")),
        is_header=child(properties, "tblHeader") is not None,
        skipped=0 if before is None else min(whole(value(before)), MAX_COLUMNS),
    )


def _cell_look(properties: etree._Element) -> CellLook:
    """What a cell's properties say."""
    told = _children(properties)
    wide, merge = told.get("gridSpan"), told.get("vMerge")
    return CellLook(
        is_deleted="cellDel" in told,
        span=1 if wide is None else whole(value(wide), 1),
        merge=Merge.NONE if merge is None else Merge.BEGINS if value(merge) == "restart" else Merge.GOES_ON,
    )


def _run_manner(properties: etree._Element, *, styles: Styles, around: ParagraphLook) -> Manner | None:
    """How the words of a run differ from words as they are typed; None for nearly every run."""
    manner = Manner(hidden=around.is_hidden)
    for each in properties:
        kind = local(each.tag)
        if kind == "rStyle":
            style = value(each)
            if styles.hidden and styles.hides(style):
                manner.hidden = not around.is_hidden
            if styles.is_bold(style):
                manner.bold = not around.is_bold  # bold within bold is plain, as Word shows it
        else:
            manner.take(kind, each)
    return None if manner == _AS_TYPED else manner


def _chosen_entry(field: etree._Element) -> str | None:
    """What a field of an old form shows: the entry of its list, a cross for a box that is ticked; None for no such."""
    data = child(field, "ffData")
    if data is None:
        return None
    if (box := child(data, "checkBox")) is not None:
        state = child(box, "checked")
        return "☒" if _is_on(state if state is not None else child(box, "default")) else ""
    choices = child(data, "ddList")
    if choices is None:
        return ""
    entries = [value(each) for each in choices if local(each.tag) == "listEntry"]
    result = child(choices, "result")
    place = whole(value(result if result is not None else child(choices, "default")), 0)
    return entries[place] if 0 <= place < len(entries) else ""


def _is_on(element: etree._Element | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and value(element) not in OFF


def _children(element: etree._Element) -> dict[str, etree._Element]:
    """An element's children by their local names."""
    return {local(each.tag): each for each in element}


def with_bold(parts: Sequence[str], bold: set[int]) -> str:
    """The text with "**" around what is bold; "" where that is no word, or where the text has such signs itself."""
    if any("**" in part for part in parts):
        return ""
    marked = ""
    is_bold = False
    for place, part in enumerate(parts):
        now = place in bold if part.strip() else is_bold
        if now is not is_bold:
            kept = marked.rstrip()
            marked = f"{kept}**{marked[len(kept) :]}" if is_bold else f"{marked}{part[: -len(part.lstrip())]}**"
            part = part if is_bold else part.lstrip()
            is_bold = now
        marked += part
    kept = marked.rstrip()
    marked = f"{kept}**" if is_bold else marked
    pieces = marked.split("**")
    says = [place % 2 == 1 and any(map(str.isalnum, piece)) for place, piece in enumerate(pieces)]
    return (
        "".join(f"**{piece}**" if said else piece for piece, said in zip(pieces, says, strict=True))
        if any(says)
        else ""
    )


def symbol(code: str, font: str) -> str:
    """A sign told by its font and code."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return ""
    return shown_in(font, chr(number)) if is_symbol_font(font) or 0xF000 <= number <= 0xF0FF else chr(number)
