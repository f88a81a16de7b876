"""Copies of a data file that still hold a person's name, wherever they lie; they are named, never changed.

A copy is asked as a data file first, the people, the other records and the history: where it holds the name, that is
soon told. Only one that seems to hold nothing is read to its last byte, for what was deleted and stands there still.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from cluster_desk.core.file_writing import lengthened
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.records.catalog import all_records
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.text import index_words
from cluster_desk.data.backup.copies import backups_of
from cluster_desk.data.file import tables
from cluster_desk.data.file.connection import UNREADABLE, read_apart
from cluster_desk.data.file.open import SUFFIX
from cluster_desk.data.privacy.erase import Somebody

_PIECE = 1 << 22
_LONGEST_TAIL = 80  # bytes behind the stem of a file that is kept beside another; a long stem is cut for them
_TABLES = tuple(record.TABLE for record in all_records())
_HISTORY = ("SELECT subject, user, computer FROM steps", "SELECT before, after FROM row_changes")
_OWN = ("people", "name_forms")  # asked first: where the name is, it is mostly there


def copies_of(data_file: Path, cluster_uuid: str, insides: Iterable[Path]) -> list[Path]:
    """Every copy of a data file: those inside the folders of copies, also under an earlier name, and those beside it.

    Beside it lie files replaced by a copy, salvaged ones, and whatever was copied there by hand; halves of copies too.
    """
    ending = f" {cluster_uuid[:8]}"
    stem = lengthened(data_file.stem, " " * _LONGEST_TAIL).rstrip()
    copies: dict[Path, None] = {}
    for inside in insides:
        copies |= {one.path: None for one in backups_of(cluster_uuid, inside)}
        copies |= dict.fromkeys(_files(inside, f"*{ending}/*.part"))
    for path in _files(data_file.parent, f"*{SUFFIX}*"):
        uuid = _uuid_of(path)
        if uuid == cluster_uuid or (not uuid and path.name.startswith(stem)):
            copies[path] = None
    copies.pop(data_file, None)
    return [path for path in copies if not path.name.startswith(".")]


def copies_that_name(copies: Sequence[Path], who: Somebody, progress: Progress = SILENT) -> list[Path]:
    """Those of `copies` that still hold the person's name, in whatever case or letters. Raises Cancelled."""
    naming = []
    for number, path in enumerate(copies):
        progress.report(number, len(copies), path.name)
        if _names(path, who, progress):
            naming.append(path)
    return naming


def _names(path: Path, who: Somebody, progress: Progress) -> bool:
    try:
        if any(_is_named(words, who) for words in _texts(path)):
            return True
    except UNREADABLE:
        pass  # damaged, or half a file: its bytes tell
    return _has_bytes(path, _written(who), progress)


def _is_named(words: str, who: Somebody) -> bool:
    if not who.eraser.may_name(unicodedata.normalize("NFC", words)):
        return False
    values = [words]
    if words.startswith("{"):  # an image of a row, in history
        with suppress(ValueError, AttributeError):
            values = [value for value in json.loads(words).values() if isinstance(value, str)]
    return any(spot.sure for text in values for spot in who.eraser.spots(unicodedata.normalize("NFC", text)))


def _texts(path: Path) -> Iterator[str]:
    """Every text of a data file, read without touching it; raises one of UNREADABLE."""
    with closing(read_apart(path, immutable=True)) as copy:
        if tables.foreign(copy):
            raise sqlite3.DatabaseError("tables")
        copy.text_factory = lambda result: result.decode("utf-8", "replace")
        there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        ordered = [*_OWN, *(table for table in _TABLES if table not in _OWN)]
        asked = [f'SELECT * FROM "{table}"' for table in ordered if table in there]
        for sql in (*asked, *_HISTORY):
            for row in copy.execute(sql):
                yield from (value for value in row if isinstance(value, str))


def _written(who: Somebody) -> set[bytes]:
    """The names as they stand in bytes: as typed, with initials, in capitals, as JSON may tell them, in the index."""
    texts: set[str] = set()
    for words in who.names:
        name = parse_name(words)
        ways = {words}
        if name and name.first:
            short, first_letters = name.surname_first(), name.initials_first()
            ways |= {short, short.replace(". ", "."), first_letters, first_letters.replace(". ", "."), name.full()}
        texts |= ways
        texts |= {index_words(one) for one in ways if " " in one or "." in one}
    texts |= {one.replace("ё", "е").replace("Ё", "Е") for one in texts} | {one.upper() for one in texts}
    escaped = {json.dumps(one).strip('"') for one in texts}
    return {one.encode() for one in texts | escaped if len(one) > 3}


def _has_bytes(path: Path, wanted: set[bytes], progress: Progress) -> bool:
    longest = max(map(len, wanted), default=0)
    cores = {max(one.split(), key=len) for one in wanted}  # few, and rare among a photo's bytes
    before = b""
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                progress.report(0, 0, path.name)
                whole = before + piece
                if any(core in whole for core in cores) and any(one in whole for one in wanted):
                    return True
                before = whole[-longest:]
    except OSError:
        return False
    return False


def _uuid_of(path: Path) -> str:
    try:
        with closing(read_apart(path, immutable=True)) as file:
            if tables.foreign(file):
                return ""
            return str(file.execute("SELECT uuid FROM cluster").fetchone()[0])
    except (*UNREADABLE, TypeError):
        return ""


def _files(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(path for path in folder.glob(pattern) if path.is_file())
    except OSError:
        return []
