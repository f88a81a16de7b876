"""What a folder holds, told so that two moments can be compared: every row of every data file, every other file whole.

What is new each time a work is done (identities, times, names of drafts) is told as the same word.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from cluster_desk.data.file.migrations import NEWEST
from cluster_desk.data.file.open import SUFFIX
from cluster_desk.desk import Desk
from tests.torture.rows import rows_of

State = dict[str, tuple[str, ...]]
"""By the path of a file inside the folder: its rows, or a word about its bytes."""

_IDENTITY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\+00:00)?")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d-\d\d-\d\d")
_DRAFT = re.compile(r"(\.(part|tmp|new)(-journal)?|-journal)$|^\.")
_CACHE: dict[str, tuple[str, ...]] = {}


class NotWhole(AssertionError):  # noqa: N818 - it says what is the matter
    """A file is there under its name and is not whole."""


def dump_rows(path: Path) -> tuple[str, ...]:
    """The rows of a data file, opened as the program opens it and found whole; one of an older version stays so."""
    journal = path.with_name(f"{path.name}-journal")
    key = "" if journal.exists() else hashlib.sha1(path.read_bytes()).hexdigest()
    if key not in _CACHE:
        if int.from_bytes(path.read_bytes()[60:64], "big") < NEWEST:
            _check_older(path)
        else:
            desk = Desk.open(path)
            try:
                if desk.verify():
                    raise NotWhole(f"{path.name} is not whole")
            finally:
                desk.close()
        results = tuple(_TIME.sub("T", _IDENTITY.sub("U", row)) for row in rows_of(path))
        if not key:
            return results
        if len(_CACHE) > 200:
            _CACHE.clear()
        _CACHE[key] = results
    return _CACHE[key]


def _check_older(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise NotWhole(f"{path.name} is not whole")


def state_of(folder: Path) -> State:
    """What every file under the folder holds, but drafts and what tells whose copies they are. Raises NotWhole."""
    state: State = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not _is_draft(path) and path.name != "source.txt":
            name = _STAMP.sub("T", path.relative_to(folder).as_posix())
            while name in state:
                name += "+"
            state[name] = dump_rows(path) if path.suffix == SUFFIX else (_word_about(path),)
    return state


def drafts_in(folder: Path) -> list[str]:
    """The drafts that lie in the folder; the journal of a file cut in a save belongs to that file."""
    result = (path for path in folder.rglob("*") if path.is_file() and _is_draft(path))
    return sorted(path.name for path in result if not path.name.endswith(f"{SUFFIX}-journal"))


def _is_draft(path: Path) -> bool:
    return bool(_DRAFT.search(path.name))


def _word_about(path: Path) -> str:
    """A digest; of papers that tell when they were made, of what they say."""
    content = path.read_bytes()
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(path) as package:
                names = [name for name in package.namelist() if name != "docProps/core.xml"]
                content = b"".join(name.encode() + package.read(name) for name in names)
        except (zipfile.BadZipFile, EOFError, KeyError) as error:
            raise NotWhole(f"{path.name} is torn") from error
    if content.startswith(b"%PDF"):
        from pypdf import PdfReader

        content = "".join(page.extract_text() for page in PdfReader(path).pages).encode()
    if content.startswith(b"BEGIN:VCALENDAR"):
        content = re.sub(rb"DTSTAMP:\w+", b"", content)
    return hashlib.sha1(content).hexdigest()
