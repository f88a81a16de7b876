"""An iCalendar file (.ics, RFC 5545; .vcs too) -> its components: names, parameters, values, nothing understood.

Read by ourselves: a calendar's text is simple, files of offices break its rules (letters cut by folding, other
encodings), and what is hostile has to be bounded; the `icalendar` library is 1.7 MB and gives up at a broken rule.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.regex import regex
from cluster_desk.exchange.files.packages import damaged, open_file, too_large

_LARGEST = 16 * 2**20  # bytes
_DEEPEST = 6  # components within components
_MOST = 5_000  # events
_FOLD = regex(rb"\r?\n[ \t]")
_SOFT = regex(rb"=\r?\n[ \t]?")
_BEGINS = regex(rb"^\s*BEGIN:VCALENDAR", re.IGNORECASE)
_HEAD = regex(r'([A-Za-z0-9-]+)((?:;[^=:;"]+=(?:"[^"]*"|[^":;,]*)(?:,(?:"[^"]*"|[^":;,]*))*)*):(.*)', re.DOTALL)
_PARAMETER = regex(r';([^=:;"]+)=("[^"]*"|[^":;]*)')
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Property:
    """A line: its name in capitals, its parameters, its value as written."""

    name: str
    value: str
    parameters: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """The value as words."""
        signs = {"n": "\n", "N": "\n"}
        return re.sub(r"\\(.)", lambda found: signs.get(found[1], found[1]), self.value).strip()


@dataclass
class Component:
    """An event, a time zone, a reminder: its lines, and what stands inside it."""

    name: str
    properties: list[Property] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)

    def get(self, name: str) -> Property | None:
        """The first property of this name."""
        return next((one for one in self.properties if one.name == name), None)

    def all(self, name: str) -> list[Property]:
        """All properties of this name."""
        return [one for one in self.properties if one.name == name]

    def words(self, name: str) -> str:
        """The words of the first property of this name, "" where there is none."""
        found = self.get(name)
        return found.text() if found else ""


def is_calendar(begins: bytes) -> bool:
    """Whether a file that begins so is a calendar."""
    for mark, encoding in zip(_MARKS, ("utf-8", "utf-16-le", "utf-16-be"), strict=True):
        if begins.startswith(mark):
            begins = begins.removeprefix(mark).decode(encoding, "ignore").encode()
    return bool(_BEGINS.match(begins))


def read_components(path: Path) -> list[Component]:
    """The calendars of a file (mostly one). Raises UserError for what is none, too large or too deep."""
    with open_file(path) as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise too_large(path.name)
    top = Component("")
    open_ones = [top]
    events = 0
    for line in _lines(data):
        found = _HEAD.match(line)
        if found is None:
            continue
        name, value = found[1].upper(), found[3]
        if name == "BEGIN":
            if len(open_ones) > _DEEPEST:
                raise damaged(path.name)
            events += value.strip().upper() == "VEVENT"
            if events > _MOST:
                raise UserError(
                    _("“%(name)s” holds more than %(count)d events.") % {"name": path.name, "count": _MOST},
                    _("Export a shorter period, a year say, and read that."),
                )
            component = Component(value.strip().upper())
            open_ones[-1].inside.append(component)
            open_ones.append(component)
        elif name == "END":
            if len(open_ones) > 1 and open_ones[-1].name == value.strip().upper():
                open_ones.pop()
        else:
            open_ones[-1].properties.append(_property(name, found[2], value))
    if len(open_ones) > 1 or not top.inside:
        raise damaged(path.name)
    return [one for one in top.inside if one.name == "VCALENDAR"]


def _property(name: str, told: str, value: str) -> Property:
    parameters = {one[1].strip().upper(): one[2].strip('"') for one in _PARAMETER.finditer(told)}
    if parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(value.encode("utf-8", "replace"))
        value = _decoded(raw).replace("\r\n", "\n").replace("\n", "\\n")
    return Property(name, value, parameters)


def _lines(data: bytes) -> Iterator[str]:
    """The lines unfolded: before they are decoded, since some programs cut letters."""
    if data.startswith(_MARKS[1:]):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(_MARKS[0]).replace(b"\0", b"")
    if b"QUOTED-PRINTABLE" in data.upper():
        data = _SOFT.sub(b"", data)
    text = _decoded(_FOLD.sub(b"", data))
    return (line for line in text.replace("\r", "\n").split("\n") if line.strip())


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1251", "replace")
