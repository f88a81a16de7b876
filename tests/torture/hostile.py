"""Documents made to do harm, each of a sound one, differently each time.

Far more inside than outside, nested without end, sizes and sums that lie, names that lead out of the folder.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

_BIG = 200_000_000
_CENTRAL, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def hostile(package: bytes, chance: random.Random) -> bytes:
    """A zipped document turned hostile in one of these ways."""
    return chance.choice(WAYS)(package, chance)


def bomb(package: bytes, chance: random.Random) -> bytes:
    """A part that unpacks to far more than it takes."""
    filling = chance.choice((b" ", b"\0", b"<w:p/>", b"<row/>"))
    wanted = chance.choice((70_000_000, 100_000_000))
    return _changed(package, chance, lambda part: part[: len(part) // 2] + filling * (wanted // len(filling)))


def many_parts(package: bytes, chance: random.Random) -> bytes:
    """Thousands of parts."""
    added = {f"word/{n}.xml": b"" for n in range(chance.choice((4_000, 9_000)))}
    return _with(package, added)


def nested(package: bytes, chance: random.Random) -> bytes:
    """Elements inside elements, deeper than anybody writes."""
    name = chance.choice((b"w:tbl><w:tr><w:tc", b"w:p", b"w:sdt", b"table:table", b"c", b"a"))
    opened = b"<" + name + b">"
    closed = b"</" + b"></".join(reversed(name.split(b"><"))) + b">"
    depth = chance.choice((300, 5_000, 60_000))
    return _changed(package, chance, lambda part: _in_the_middle(part, opened * depth + closed * depth))


def wide(package: bytes, chance: random.Random) -> bytes:
    """Attributes, and words, without end."""
    number = chance.choice((2_000, 200_000))
    piece = chance.choice((b'<w:p w:a%d="1"/>', b"<w:p>%d</w:p>", b"<row r='%d'/>"))
    filling = b"".join(piece % n for n in range(number))
    return _changed(package, chance, lambda part: _in_the_middle(part, filling))


def lying_sizes(package: bytes, chance: random.Random) -> bytes:
    """The list of parts tells another size than there is."""
    made = bytearray(package)
    for mark, offset in ((_CENTRAL, 20), (_LOCAL, 18)):
        at = _any_of(made, mark, chance)
        struct.pack_into("<II", made, at + offset, chance.choice((0, 5, _BIG)), chance.choice((0, 7, _BIG, 0xFFFFFFFF)))
    return bytes(made)


def wrong_sums(package: bytes, chance: random.Random) -> bytes:
    """A part whose checksum does not agree."""
    made = bytearray(package)
    for mark, offset in ((_CENTRAL, 16), (_LOCAL, 14)):
        struct.pack_into("<I", made, _any_of(made, mark, chance) + offset, chance.getrandbits(32))
    return bytes(made)


def leading_out(package: bytes, chance: random.Random) -> bytes:
    """A part whose name leads out of the folder."""
    name = chance.choice(
        ("../../наружу.xml", "/tmp/наружу.xml", "C:\\наружу.xml", "word/../../наружу.xml", "..\\наружу.xml", "//h/s/x")
    )
    return _with(package, {name: b"<a/>"})


def twice(package: bytes, chance: random.Random) -> bytes:
    """A part that is there twice, the second one another."""
    made = io.BytesIO(package)
    names = zipfile.ZipFile(made).namelist()
    with zipfile.ZipFile(made, "a") as package_again:
        info = zipfile.ZipInfo(chance.choice(names))
        package_again.fp.seek(0, 2)  # type: ignore[union-attr]  # it is open
        package_again.NameToInfo.pop(info.filename, None)
        package_again.writestr(info, b"<a/>")
    return made.getvalue()


def entities(package: bytes, chance: random.Random) -> bytes:
    """Entities that grow, or name a file or an address."""
    grown = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 9))
    result = chance.choice(
        (
            b'<!DOCTYPE a [<!ENTITY e0 "x">' + grown + b"]>",
            b'<!DOCTYPE a [<!ENTITY e8 SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE a [<!ENTITY e8 SYSTEM "http://127.0.0.1:9/x">]>',
            b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
        )
    )
    return _changed(package, chance, lambda part: _behind_the_head(part, result).replace(b"</w:t>", b"&e8;</w:t>", 3))


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    bomb, many_parts, nested, wide, lying_sizes, wrong_sums, leading_out, twice, entities,
)  # fmt: skip


def _changed(package: bytes, chance: random.Random, change: Callable[[bytes], bytes]) -> bytes:
    """The package with its largest part, or another, changed."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    largest = max(parts, key=lambda name: len(parts[name]))
    chosen = largest if chance.random() < 0.7 else chance.choice(list(parts))
    return _zipped(parts | {chosen: change(parts[chosen])})


def _with(package: bytes, added: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return _zipped({name: old.read(name) for name in old.namelist()} | added)


def _zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def _any_of(content: bytes | bytearray, mark: bytes, chance: random.Random) -> int:
    places = [at for at in range(len(content)) if content.startswith(mark, at)] if len(content) < 10_000 else []
    if not places:
        at = content.find(mark, chance.randrange(len(content)))
        return at if at >= 0 else content.index(mark)
    return chance.choice(places)


def _in_the_middle(part: bytes, filling: bytes) -> bytes:
    """`filling` between two elements of the part."""
    at = part.find(b"><", len(part) // 2) + 1
    return part[:at] + filling + part[at:]


def _behind_the_head(part: bytes, content: bytes) -> bytes:
    at = part.find(b"?>") + 2 if part.startswith(b"<?xml") else 0
    return part[:at] + content + part[at:]
