"""Word's automatic numbers: what a paragraph with `w:numPr` shows before its text.

The rules are those of ISO/IEC 29500-1, 17.9: numbers of one abstract list go on across its users; a `startOverride`
starts anew on its first use; a deeper level starts anew after a higher one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cluster_desk.core.russian.numbers import to_roman
from cluster_desk.exchange.layout.grids import BULLET

if TYPE_CHECKING:
    from lxml import etree


_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
LEVELS = 9


def local(tag: object) -> str:
    """An XML tag without its namespace; "" for what is no element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element | None, name: str = "val") -> str:
    """The attribute `name` of an element, in the element's own namespace; "" where there is none."""
    if element is None:
        return ""
    return element.get(f"{element.tag.rpartition('}')[0]}}}{name}") or ""


def whole(text: str, default: int = 0) -> int:
    """`text` as a whole number within what a document may mean, else `default`."""
    try:
        return max(-9999, min(int(text), 99_999))
    except ValueError:
        return default


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child called `name`."""
    return None if element is None else next(element.iterchildren(f"{{*}}{name}"), None)


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, how its numbers look, after which level it starts anew."""

    start: int = 1
    style: str = "decimal"
    text: str = "%1."
    restart: int = -1
    legal: bool = False


@dataclass
class _Numbers:
    levels: dict[int, Level]
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


class Numbering:
    """The lists of one document, counting as the paragraphs come in order."""

    def __init__(self, root: etree._Element | None = None) -> None:
        self._lists: dict[str, _Numbers] = {}
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * LEVELS)
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        styles: dict[str, str] = {}
        for element in root:
            kind = local(element.tag)
            if kind == "abstractNum":
                key = value(element, "abstractNumId")
                abstracts[key] = {number: level for number, level in map(_level, element) if number >= 0}
                if name := value(child(element, "numStyleLink")):
                    links[key] = name
                if name := value(child(element, "styleLink")):
                    styles[name] = key
            elif kind == "num":
                key = value(child(element, "abstractNumId"))
                self._lists[value(element, "numId")] = _numbers(element, key)
        for numbers in self._lists.values():
            key = styles.get(links.get(numbers.abstract, ""), numbers.abstract)
            numbers.abstract = key
            numbers.levels = abstracts.get(key, {}) | numbers.levels

    def mark(self, list_id: str, depth: int) -> str:
        """The mark of the next paragraph of the list at `depth` (from 0); "" where the list shows none."""
        numbers = self._lists.get(list_id)
        if numbers is None or not 0 <= depth < LEVELS:
            return ""
        level = numbers.levels.get(depth, Level(text=f"%{depth + 1}."))
        counts = self._counts[numbers.abstract]
        start = level.start
        if depth in numbers.starts and depth not in numbers.used:
            numbers.used.add(depth)
            counts[depth], start = None, numbers.starts[depth]
        current = counts[depth]
        counts[depth] = start if current is None else current + 1
        for deeper in range(depth + 1, LEVELS):
            restart = numbers.levels.get(deeper, Level()).restart
            if restart != 0 and (restart < 0 or depth < restart):
                counts[deeper] = None
        return self._display(numbers, level, counts)

    @staticmethod
    def _display(numbers: _Numbers, level: Level, counts: list[int | None]) -> str:
        if level.style == "bullet":
            return BULLET
        if level.style == "none":
            return ""
        result = level.text
        for depth in range(LEVELS):
            place = f"%{depth + 1}"
            if place in result:
                other = numbers.levels.get(depth, Level())
                count = counts[depth] if counts[depth] is not None else other.start
                result = result.replace(place, written(count or 0, "decimal" if level.legal else other.style))
        return result.strip()


def _level(element: etree._Element) -> tuple[int, Level]:
    if local(element.tag) != "lvl":
        return -1, Level()
    values = {local(each.tag): each for each in element}
    number = whole(value(element, "ilvl"))
    restart = values.get("lvlRestart")
    legal = values.get("isLgl")
    return number, Level(
        start=whole(value(values.get("start")), 1),
        style=value(values.get("numFmt")) or "decimal",
        text=value(values.get("lvlText")),
        restart=-1 if restart is None else whole(value(restart)),
        legal=legal is not None and value(legal) not in ("0", "false", "off"),
    )


def _numbers(element: etree._Element, abstract: str) -> _Numbers:
    numbers = _Numbers({}, abstract)
    for override in element:
        if local(override.tag) != "lvlOverride":
            continue
        depth = whole(value(override, "ilvl"))
        if (own := child(override, "lvl")) is not None:
            numbers.levels[depth] = _level(own)[1]
        if (start := child(override, "startOverride")) is not None:
            numbers.starts[depth] = whole(value(start), 1)
            if depth in numbers.levels:
                numbers.levels[depth] = replace(numbers.levels[depth], start=numbers.starts[depth])
    return numbers


def written(count: int, style: str) -> str:
    """A number as a list of that style (`w:numFmt`) writes it; unknown styles are decimal."""
    if style == "decimalZero":
        return f"{count:02d}"
    if style in ("lowerRoman", "upperRoman"):
        roman = to_roman(count)
        return roman if style == "upperRoman" else roman.lower()
    letters = {"lowerLetter": _LATIN, "upperLetter": _LATIN, "russianLower": _RUSSIAN, "russianUpper": _RUSSIAN}.get(
        style
    )
    if letters and count > 0:
        entry = letters[(count - 1) % len(letters)] * min((count - 1) // len(letters) + 1, 8)
        return entry.upper() if style.endswith(("Upper", "upperLetter")) else entry
    return str(count)
