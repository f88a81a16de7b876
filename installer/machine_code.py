"""Machine code made ready for the setup's compression: addresses in place of distances.

A call tells how far away its target is, so every call of one function looks different; told by its address they are
all the same letters, and LZMA presses a library an eighth smaller. NSIS has no such filter, so the setup turns the
distances back by `machine_code.c` when the files are written: the two hold the same rules. A file so changed begins
with "mz" in place of "MZ": no Windows would start it, and the setup knows it by that.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_PROGRAM, _CHANGED = b"MZ", b"mz"
_RUNS = 0x20  # a section's mark: machine code
_ROOM = 1 << 20  # addresses may lie so far behind the file's end: sections are further apart in memory
_RELATIVE = "".join(f"\\x{number:02x}" for number in range(256) if number & 0xC7 == 5).encode()
_DISTANCE = re.compile(b"[\xe8\xe9]|[\x89\x8b\x8d][" + _RELATIVE + b"]|\xff[\x15\x25]", re.DOTALL)
"""What stands before a distance: call, jump, load, address, store, and calls and jumps by way of a table."""


def with_addresses(content: bytes) -> bytes:
    """A program or library so changed; anything else as it is."""
    if not content.startswith(_PROGRAM):
        return content
    changed = bytearray(content)
    changed[:2] = _CHANGED
    limit = len(content) + _ROOM
    for at, end in _sections(content):
        while found := _DISTANCE.search(content, at, end):
            place = found.end()
            distance = int.from_bytes(content[place : place + 4], "little", signed=True)
            if -place <= distance < limit:
                address = distance + place if distance < limit - place else distance - limit
                changed[place : place + 4] = address.to_bytes(4, "little", signed=True)
            at = place + 4  # past it in any case: what decides must not change
    return bytes(changed)


def _sections(content: bytes) -> Iterator[tuple[int, int]]:
    """Where machine code begins, and where the last distance in it may."""
    head = struct.unpack_from("<I", content, 0x3C)[0]
    count, optional = (struct.unpack_from("<H", content, head + place)[0] for place in (6, 20))
    for number in range(count):
        section = head + 24 + optional + 40 * number
        size, begin = struct.unpack_from("<II", content, section + 16)
        if struct.unpack_from("<I", content, section + 36)[0] & _RUNS:
            yield begin, min(begin + size, len(content)) - 4
