"""Which long files were looked through on this computer and are as they were then.

Every record of a file is read when it is opened, which takes seconds for hundreds of thousands. A long file that was
read so, or was closed by this program afterwards, is known by its place on the disk, its length, its times and what
its checksums say: as long as all of these are the same its records are not read again. Its checksums are compared each
time all the same.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from cluster_desk import __version__
from cluster_desk.core.disk import remove, replace
from cluster_desk.data.file import checksums

_NAME = "known-files.json"
_LONG = 20_000_000  # bytes; shorter ones are read in no time
_MOST = 50
_LARGEST = 100_000  # bytes of the list; a longer one is not ours


class KnownFiles:
    """The list of them in a folder of this computer; without it every file is looked through."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME

    def holds(self, path: Path) -> bool:
        """Whether the file at `path` is as it was when it was remembered."""
        marks = _marks(path)
        return marks is not None and self._read().get(str(path)) == marks

    def remember(self, path: Path) -> None:
        """Take the file in as it stands now; a short one, or one without checksums, is left out."""
        marks = _marks(path)
        if marks is not None:
            known = {key: value for key, value in self._read().items() if key != str(path)}
            self._write({**dict(list(known.items())[-_MOST + 1 :]), str(path): marks})

    def forget(self, path: Path) -> None:
        """Have the file looked through the next time."""
        known = self._read()
        if known.pop(str(path), None) is not None:
            self._write(known)

    def _read(self) -> dict[str, Sequence[object]]:
        with suppress(OSError, ValueError, RecursionError):
            if self._path.is_file() and self._path.stat().st_size <= _LARGEST:
                kept = json.loads(self._path.read_text(encoding="utf-8"))
                return kept if isinstance(kept, dict) else {}
        return {}

    def _write(self, known: dict[str, Sequence[object]]) -> None:
        draft = self._path.with_name(f"{_NAME}.{os.getpid()}.tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(json.dumps(known, ensure_ascii=False, indent=0), encoding="utf-8")
            replace(draft, self._path)
        except OSError:
            with suppress(OSError):
                remove(draft, missing_ok=True)


def _marks(path: Path) -> list[object] | None:
    """What a long file with valid checksums is known by; None for any other."""
    with suppress(OSError):
        told = path.stat()
        foot = checksums.valid_foot(path) if told.st_size >= _LONG else b""
        if foot:
            times = (told.st_mtime_ns, told.st_ctime_ns)
            return [__version__, told.st_dev, told.st_ino, told.st_size, *times, foot.hex()]
    return None
