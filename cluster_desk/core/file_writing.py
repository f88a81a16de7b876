"""Files that the user names, written whole or not at all, and never over what they were not meant for; their names.

A name made of words that come from documents and forms never leads out of the folder chosen. What holds on Windows
holds everywhere, since files travel: no separators, no devices, no dots or spaces at the end; and nothing that makes a
name look like another one (marks that turn the writing round, unseen signs).

Every command and every dialog that writes a paper, a calendar, a filled form or facts for support writes it here.
Drafts of data files, which the room `data` writes, begin here too.
"""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from cluster_desk.core.disk import ANY_NAME, reachable, remove, rename, replace
from cluster_desk.core.errors import UserError
from cluster_desk.core.held_files import held, holder_of
from cluster_desk.core.language import _
from cluster_desk.core.regex import regex

LONGEST = 160
"""Bytes of a name in UTF-8, its ending included; disks allow 255, and a copy that is kept puts words and its hour
behind the name."""

BESIDE = 64
"""So many letters longer are the names of what stands beside a data file: what it replaced, its journal."""
_NAMES_TRIED = 100
_NOT_IN_NAMES = regex(r'[<>:"/\\|?*]+')
_DEVICES = regex(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE)
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # controls, marks of direction, halves of letters, unassigned


def file_name(words: str, suffix: str = "") -> str:
    """A name for a file out of `words`, with `suffix`; "" when nothing of the words can stand in a name."""
    text = "".join(" " if sign in "\t\n\r" else sign for sign in words)
    text = "".join(sign for sign in text if unicodedata.category(sign) not in _UNSEEN)
    text = unicodedata.normalize("NFC", text)
    text = " ".join(_NOT_IN_NAMES.sub(" ", text).split()).strip(". ")
    if _DEVICES.match(text):
        text = f"_{text}"
    room = LONGEST - len(suffix.encode())
    text = text.encode()[:room].decode("utf-8", "ignore").rstrip(". ")
    return f"{text}{suffix}" if text else ""


def lengthened(stem: str, tail: str) -> str:
    """A file's name of `stem` and `tail`, for a file beside or made of another; the stem is cut where disks ask it."""
    while len(f"{stem}{tail}".encode("utf-8", "surrogatepass")) > ANY_NAME:
        stem = stem[:-1]
    return f"{stem}{tail}"


def with_ending(name: str, suffix: str) -> Path:
    """The file that a dialog gave, with the ending of its format, which people leave out."""
    path = Path(name)
    return path if path.suffix.lower() == suffix else path.with_name(f"{path.name}{suffix}")


def attached_name(name: str) -> str:
    """The name of an attachment under which it may be written; its ending stays, however long the rest is."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not re.fullmatch(r"\w{1,5}", ending):
        return file_name(name)
    return file_name(stem or "_", f".{ending}") or f"_.{ending}"


SQLITE_MAGIC = b"SQLite format 3\0"
"""What a data file begins with, ours or another program's."""


def real_path(path: Path) -> Path:
    """Where a file really stands, links followed: what SQLite leaves beside it lies there.

    A letter that stands for a folder of another computer stays: its user knows the file by that. There is room for the
    names of files beside it.
    """
    with suppress(OSError, RuntimeError):
        real = path.resolve()
        elsewhere = real.drive.startswith("\\\\") and not path.drive.startswith("\\\\")
        return reachable(path.absolute() if elsewhere else real, BESIDE)
    return reachable(path.absolute(), BESIDE)


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file: by a link, a second name, another letter of the same disk."""
    with suppress(OSError):
        return real_path(one) == real_path(other) or one.samefile(other)
    return False


@contextmanager
def whole_file(path: Path, suffix: str) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of `path` when all is written; what was there stays on any trouble.

    Raises UserError: the name does not end in `suffix`, a data file stands there, the folder is missing or read-only,
    the target is open in another program, the disk is full.
    """
    path = reachable(path, BESIDE)
    try:
        _refuse_wrong_target(path, suffix)
        with draft_beside(path) as draft:
            with draft.open("r+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if path.exists() and not os.access(path, os.W_OK):
                raise PermissionError(errno.EACCES, "read-only", str(path))
            replace(draft, path)
            sync_folder(path.parent)
    except OSError as trouble:
        raise _describe(trouble, path) from trouble


@contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, to be filled and then to take its place: new, and its name cannot be foreseen.

    So nothing of anybody's is written over, nor is a link followed. It has the rights of the file that it will replace,
    and is gone afterwards whatever happens. Raises OSError.
    """
    draft = _new_file_beside(path)
    try:
        with suppress(OSError):  # a stick that knows no rights
            draft.chmod(_mode(path))
        yield draft
    finally:
        with suppress(OSError):
            remove(draft, missing_ok=True)


def _new_file_beside(path: Path) -> Path:
    """An empty file with a name that nobody knows. Raises OSError.

    Not by `tempfile`: where a folder of Windows refuses, that tries ten thousand names.
    """
    for _turn in range(_NAMES_TRIED):
        draft = path.with_name(f"{path.stem[:20]} {os.urandom(6).hex()}{path.suffix}.part")
        with suppress(FileExistsError):
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            return draft
    raise FileExistsError(errno.EEXIST, "no free name", str(path))


def give_name(draft: Path, path: Path) -> None:
    """Give a whole draft the name `path`, lastingly. Raises FileExistsError when there is such a file, OSError."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # the disk knows no second names: a stick
        if path.exists():
            raise FileExistsError from None
        rename(draft, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written down to the disk, where the system does that: else a power cut takes one."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def wrong_ending(path: Path, suffix: str) -> str:
    """The sentence for a name that does not tell what is in the file."""
    return _("The name “%(name)s” does not fit: the file's name must end in %(ending)s.") % {
        "name": path.name,
        "ending": suffix,
    }


def is_data_file(path: Path) -> bool:
    """Whether what stands at `path` begins as a data file; False where nothing does. Raises OSError."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC


def _refuse_wrong_target(path: Path, suffix: str) -> None:
    kept = _("Nothing was written.")
    if path.suffix.lower() != suffix:
        raise UserError(wrong_ending(path, suffix), _("Choose another name."), kept)
    if is_data_file(path):
        do = _("Choose another name or folder.")
        raise UserError(_("“%s” is a data file; it is not written over.") % path, do, kept)


def _mode(path: Path) -> int:
    """The access rights of the file that is replaced, or those a new file gets here."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _describe(trouble: OSError, path: Path) -> UserError:
    """The trouble as a sentence with what to do."""
    kept = _("Nothing was written.")
    program = holder_of(path, trouble)
    if program:
        return held(path, program, kept)
    if trouble.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return UserError(
            _("The disk is full: the file “%s” could not be saved.") % path.name,
            _("Free some space or choose another disk."),
            kept,
        )
    if isinstance(trouble, FileNotFoundError | NotADirectoryError):
        return UserError(_("There is no folder “%s”.") % path.parent, _("Choose another folder."), kept)
    if isinstance(trouble, IsADirectoryError):
        return UserError(_("“%s” is a folder, not a file.") % path, _("Choose another name."), kept)
    if isinstance(trouble, PermissionError):
        return UserError(
            _("The file “%s” could not be saved: it is open in another program or its folder is read-only.")
            % path.name,
            _("Close the file in the other program or choose another name or folder."),
            kept,
        )
    return UserError(
        _("The file “%s” could not be saved (%s).") % (path.name, trouble.strerror or trouble),
        _("Choose another folder."),
        kept,
    )
