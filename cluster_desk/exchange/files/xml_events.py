"""The XML of a long document told as it is read and never held whole: what begins and ends, for who reads in contexts.

A reader says in which `Context` it is: what it does where an element begins, and by what that gives, where it ends.
Elements without meaning are passed over with all that is in them, and the properties of something are gathered into a
key: most of a document's thousands of properties are alike, and only those that are not are looked into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from lxml import etree

Attributes = list[str]
"""Names and values in turn, as they are written."""
_R = TypeVar("_R")
Closes = Callable[[_R], object] | None
Begins = Callable[[_R, Attributes], Closes[_R]]
Key = tuple[str | tuple[str, ...] | None, ...]
"""Elements with what is in them: name and attributes where one begins, None where it ends."""
DEEPEST = 256
"""Elements inside one another."""
_MOST_NAMES = 1000


class Context(dict[str, "Begins[_R]"], Generic[_R]):
    """What a reader does where an element begins, by its name with its prefix; told by names without one."""

    def __init__(self, by_name: Mapping[str, Begins[_R]], other: Begins[_R]) -> None:
        super().__init__()
        self._by_name, self._other = by_name, other

    def __missing__(self, name: str) -> Begins[_R]:
        begins = self._by_name.get(name.rpartition(":")[2], self._other)
        if len(self) < _MOST_NAMES:
            self[name] = begins
        return begins


class Events(Generic[_R]):
    """Calls what the context at hand has for each element that begins, and what that gave for its end.

    `words` are the pieces of all text that came by since they were taken last.
    """

    def __init__(self, reader: _R, context: Context[_R], too_deep: Callable[[], Exception]) -> None:
        from xml.parsers import expat

        self.context = context
        self._reader: _R = reader
        self._too_deep = too_deep
        self._closing: list[Closes[_R]] = []
        self._inside = 0  # how deep in what is passed over, or gathered
        self._room = DEEPEST  # how deep what is gathered may be
        self._gathered: list[str | tuple[str, ...] | None] = []
        self._then: Callable[[_R, Key], object] | None = None
        self.words: list[str] = []
        self._spaces: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.CharacterDataHandler = self.words.append
        self._begins, self._ends = self._handlers()
        self._go_on()

    def end(self) -> None:
        """Let go of the reader and the parser, which hold this."""
        self.parser.StartElementHandler = self.parser.EndElementHandler = None
        del self._reader, self._begins, self._ends

    def _handlers(self) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
        """What is called for each element; a long document has a hundred thousand, so nothing is looked up twice."""
        reader, close_later, pop = self._reader, self._closing.append, self._closing.pop

        def begins(name: str, attributes: Attributes) -> None:
            close_later(self.context[name](reader, attributes))

        def ends(_name: str) -> None:
            close = pop()
            if close is not None:
                close(reader)

        return begins, ends

    def depth(self) -> int:
        """How many elements are open around what begins or ends."""
        return len(self._closing)

    def go_deeper(self) -> None:
        """Refuse a document whose elements lie too deep inside one another."""
        if len(self._closing) >= DEEPEST:
            raise self._too_deep()

    def declare(self, attributes: Attributes) -> None:
        """Note for which namespaces the prefixes stand that an element declares."""
        for name, value in _pairs(attributes):
            if name.startswith("xmlns"):
                self._spaces[name[6:]] = value

    def pass_over(self) -> Closes[_R]:
        """Pass over all that is in the element that begins."""
        self.parser.StartElementHandler = self._passed
        self.parser.EndElementHandler = self._passed_end
        return None

    def _passed(self, _name: str, _attributes: Attributes) -> None:
        self._inside += 1

    def _passed_end(self, _name: str) -> None:
        if self._inside:
            self._inside -= 1
            return
        self._go_on()
        self._closing.pop()

    def gather(self, then: Callable[[_R, Key], object]) -> Closes[_R]:
        """Gather all that is in the element that begins; `then` is called with it where that ends."""
        self._gathered, self._then = [], then
        self._room = DEEPEST - len(self._closing)
        self.parser.StartElementHandler = self._gather_one
        self.parser.EndElementHandler = self._gathered_end
        return None

    def _gather_one(self, name: str, attributes: Attributes) -> None:
        self._inside += 1
        if self._inside > self._room:
            raise self._too_deep()
        self._gathered.append(name)
        self._gathered.append(tuple(attributes))

    def _gathered_end(self, _name: str) -> None:
        if self._inside:
            self._inside -= 1
            self._gathered.append(None)
            return
        self._go_on()
        self._closing.pop()
        if self._then is not None:
            self._then(self._reader, tuple(self._gathered))

    def _go_on(self) -> None:
        self.parser.StartElementHandler = self._begins
        self.parser.EndElementHandler = self._ends

    def element(self, key: Key) -> etree._Element:
        """What was gathered as children of an element of XML."""
        from lxml import etree

        root = etree.Element("gathered")
        under = [root]
        for place, one in enumerate(key):
            if one is None:
                under.pop()
            elif isinstance(one, str):
                child = etree.SubElement(under[-1], self._named(one))
                under.append(child)
                for name, value in _pairs(key[place + 1]):
                    if not name.startswith("xmlns"):
                        child.set(self._named(name, in_space=False), value)
        return root

    def _named(self, name: str, *, in_space: bool = True) -> str:
        """A name with its namespace; an attribute without a prefix has none, whatever its element has."""
        prefix, colon, bare_name = name.rpartition(":")
        space = self._spaces.get(prefix, prefix) if colon or in_space else ""
        return f"{{{space}}}{bare_name}" if space else bare_name


def _pairs(attributes: object) -> Iterator[tuple[str, str]]:
    if isinstance(attributes, (list, tuple)):
        yield from zip(attributes[::2], attributes[1::2], strict=True)


def told(attributes: Attributes, name: str) -> str:
    """The value of the attribute `name`, whatever its prefix; "" where there is none."""
    return next((value for each, value in _pairs(attributes) if bare(each) == name), "")


def bare(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]
