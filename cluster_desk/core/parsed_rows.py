"""What every row of a parsed document has: where it stood, what was doubted about it, how it becomes JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from cluster_desk.core.language import _


@dataclass(frozen=True)
class Source:
    """Where something stood in the document; every number counts from one, 0 means "not known".

    A row of a table has `table` and `row`; a paragraph has `paragraph`; `sheet` is the name of an Excel sheet, `cell`
    one cell of it («B7»). `words` are the words as they stood; `document` is the file's name, where several are read.
    """

    table: int = 0
    row: int = 0
    paragraph: int = 0
    sheet: str = ""
    words: str = ""
    cell: str = ""
    document: str = ""

    def place(self) -> str:
        """The place in the user's language ("table 2, row 5"); empty when it is not known."""
        place = self._place()
        return f"{self.document}: {place}".rstrip(": ") if self.document else place

    def _place(self) -> str:
        values = {"sheet": self.sheet, "table": self.table, "row": self.row, "paragraph": self.paragraph}
        if self.cell:
            return _("cell %(cell)s") % {"cell": self.cell}
        if self.sheet:
            return _("sheet “%(sheet)s”, row %(row)d") % values
        if self.table and self.row:
            return _("table %(table)d, row %(row)d") % values
        if self.table:
            return _("table %(table)d") % values
        if self.paragraph:
            return _("paragraph %(paragraph)d") % values
        return ""


NOWHERE = Source()
OF_DEADLINE = "deadline"
"""The kind of a doubt about what a deadline means: it is asked anew when the plan's period is known."""
INFERRED = "inferred"
"""The kind of a doubt that is a remark: the words stand, but in another place than where they are meant."""


@dataclass(frozen=True)
class Doubt:
    """Something the reader was not sure of and the user decides.

    `text` is an English msgid marked with `N_`, `values` fill its %(names)s; `kind` is a word for the program
    ("date", "name", "missing", "number", "table" …); `field` is the field it is about ("" for the whole row);
    `candidates` are the readings to choose from, the likeliest first.
    """

    text: str
    kind: str
    field: str = ""
    values: tuple[tuple[str, str], ...] = ()
    candidates: tuple[str, ...] = ()
    source: Source = NOWHERE

    def sentence(self) -> str:
        """The doubt as a sentence in the user's language."""
        return _(self.text) % dict(self.values) if self.values else _(self.text)


@dataclass
class ParsedRow:
    """What everything parsed has: where it stood and what is doubted about it."""

    source: Source = field(default=NOWHERE, kw_only=True, compare=False)
    doubts: list[Doubt] = field(default_factory=list, kw_only=True, compare=False)

    def doubt(self, text: str, kind: str, about: str = "", candidates: tuple[str, ...] = (), **values: str) -> None:
        """Note a doubt about the field `about`; `text` is a msgid marked with `N_`."""
        self.doubts.append(Doubt(text, kind, about, tuple(values.items()), candidates, self.source))

    def to_json(self) -> dict[str, Any]:
        """The row with the keys of the truth files."""
        return {each.name: plain(getattr(self, each.name)) for each in fields(self) if each.name not in KEPT_INSIDE}

    def rows(self) -> Iterator[ParsedRow]:
        """This row and every row inside it, in the order of the document."""
        yield self
        for name in _names_of(type(self)):
            value = getattr(self, name)
            if isinstance(value, ParsedRow):
                yield from value.rows()
            elif isinstance(value, list):
                for part in value:
                    if isinstance(part, ParsedRow):
                        yield from part.rows()


_NAMES: dict[type[ParsedRow], tuple[str, ...]] = {}


def _names_of(kind: type[ParsedRow]) -> tuple[str, ...]:
    """The fields of a kind of row, in their order: a plan has thousands of rows of the same few kinds."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(each.name for each in fields(kind))
    return _NAMES[kind]


KEPT_INSIDE = frozenset(
    {"source", "doubts", "sentence", "headings", "roles", "front", "own_title", "own_period", "first_heading"}
)
"""Fields that are for the program alone."""


def plain(value: Any) -> Any:
    """A field's value as JSON holds it: rows by their own `to_json`."""
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.to_json() if hasattr(value, "to_json") else value
