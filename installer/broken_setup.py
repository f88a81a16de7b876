"""Say in Russian, too, that a setup file is broken.

The sentence stands in NSIS's ready-made program head and is English only. makensis hands that head over before it packs
(`!packhdr`); the sentence is replaced in place, no longer than the old one.
"""

from __future__ import annotations

import sys
from pathlib import Path

_OLD = "Installer integrity check has failed."
_NEW = (
    "Файл установки повреждён или скопирован не полностью.\nСкопируйте его заново. Ничего не изменено.\n\n"
    "The setup file is broken or incomplete. Copy it again."
)


def replaced(head: bytes) -> bytes:
    """The program head with our sentence. Raises ValueError when NSIS's is not found or too short."""
    at = head.find(_OLD.encode("utf-16-le"))
    if at < 0:
        raise ValueError("this NSIS keeps its sentence about broken files elsewhere")
    end = head.index(b"\0\0\0", at) + 1
    end += (end - at) % 2
    words = _NEW.encode("utf-16-le")
    if len(words) > end - at:
        raise ValueError("our sentence is longer than the place for it")
    return head[:at] + words + bytes(end - at - len(words)) + head[end:]


def main() -> int:
    """Mend the file told on the command line; 1 with a sentence when it cannot be."""
    path = Path(sys.argv[1])
    try:
        path.write_bytes(replaced(path.read_bytes()))
    except ValueError as error:
        print(f"broken_setup.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
