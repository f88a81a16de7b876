"""What the styles of a Word document say about lists, headings and hidden words, with what they are based on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cluster_desk.exchange.files.word_numbering import child, local, value, whole

if TYPE_CHECKING:
    from lxml import etree

LONGEST_CHAIN = 20
"""Styles based on styles: a circle in a damaged file must end."""
OFF = ("0", "false", "off")


def is_heading(level: etree._Element | None) -> bool:
    """Whether a paragraph's outline level makes it a heading: the deepest is that of plain text."""
    return level is not None and value(level) != "9"


class Styles:
    """The styles of a document by their ids; `hidden` are those that hide words by themselves."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements = (
            {} if root is None else {value(each, "styleId"): each for each in root if local(each.tag) == "style"}
        )
        self._known: dict[str, tuple[str, int, bool]] = {"": ("", 0, False)}
        self._hiding: dict[str, bool] = {}
        self._bold: dict[str, bool] = {"": False}
        self.hidden = {name for name, each in self._elements.items() if child(child(each, "rPr"), "vanish") is not None}

    def telling(self) -> list[str]:
        """The styles that make a paragraph another one than a plain one is."""
        return [
            each
            for each in self._elements
            if self.look(each) != self.look("") or self.hides(each) or self.is_bold(each)
        ]

    def look(self, style: str) -> tuple[str, int, bool]:
        """(list id, level, is a heading) of a paragraph style."""
        if style not in self._known:
            self._known[style] = self._worked_out(style)
        return self._known[style]

    def hides(self, style: str) -> bool:
        """Whether the words of a style are hidden, by itself or by what it is based on."""
        if style not in self._hiding:
            self._hiding[style] = False
            for element in self._chain(style):
                if (vanish := child(child(element, "rPr"), "vanish")) is not None:
                    self._hiding[style] = value(vanish) not in OFF
                    break
        return self._hiding[style]

    def is_bold(self, style: str) -> bool:
        """Whether the words of a style are bold, by itself or by what it is based on."""
        if style not in self._bold:
            tells = (child(child(element, "rPr"), "b") for element in self._chain(style))
            told = next((each for each in tells if each is not None), None)
            self._bold[style] = told is not None and value(told) not in OFF
        return self._bold[style]

    def is_prompt(self, style: str) -> bool:
        """Whether a style is that of the prompts in fields, whatever Word calls it in its language."""
        name = value(child(self._elements.get(style), "name")) or style
        return name.lower().replace(" ", "") == "placeholdertext"

    def _chain(self, style: str) -> list[etree._Element]:
        """A style and what it is based on, the nearest first."""
        chain: list[etree._Element] = []
        element = self._elements.get(style)
        while element is not None and len(chain) < LONGEST_CHAIN:
            chain.append(element)
            element = self._elements.get(value(child(element, "basedOn")))
        return chain

    def _worked_out(self, style: str) -> tuple[str, int, bool]:
        list_id, depth, heading = "", -1, False
        for element in self._chain(style):
            properties = child(element, "pPr")
            numbers = child(properties, "numPr")
            list_id = list_id or value(child(numbers, "numId"))
            if depth < 0 and (result := value(child(numbers, "ilvl"))):
                depth = whole(result)
            heading = heading or is_heading(child(properties, "outlineLvl"))
        return list_id, max(depth, 0), heading
