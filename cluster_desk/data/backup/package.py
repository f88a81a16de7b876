"""A package for the stick: the file, or it without the photos that an earlier package carried; with a password or not.

A zip of the file's pages and of what is told of them, with their checksum; with a password it is encrypted whole, in
the age format, which other programs read too (`age -d`). Nothing is written unencrypted beside it: the file's pages are
taken in memory. What arrives is looked through before anything is made of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.held_files import open_shared
from cluster_desk.core.language import _

SUFFIX = ".cdpack"
_AGE = b"age-encryption.org/v1"
_ZIP = b"PK\x03\x04"
_MANIFEST, _FILE = "manifest.json", "file.cdesk"
_FORMAT = 1
_LARGEST = 2 << 30  # bytes
_LONGEST_MANIFEST = 16 << 20


class WrongPassword(UserError):  # noqa: N818 - it says what is the matter
    """The package wants a password, or another one."""


@dataclass(frozen=True)
class Manifest:
    """What a package tells of itself; `left_out` are photos and papers that an earlier package carried."""

    cluster: str
    name: str
    made: str
    size: int
    sha256: str
    left_out: tuple[str, ...] = ()
    format: int = _FORMAT

    @property
    def is_whole(self) -> bool:
        """Whether the file is in it as it is."""
        return not self.left_out


def write_package(
    connection: sqlite3.Connection, name: str, target: Path, *, password: str = "", carried: Collection[str] = ()
) -> Manifest:
    """Write the file that is open as a package; `carried` are the photos and papers that its reader has.

    Raises UserError when the place cannot be written.
    """
    pages = connection.serialize()
    left_out: list[str] = []
    if carried:
        pages, left_out = _without(pages, set(carried))
    cluster = str(connection.execute("SELECT uuid FROM cluster").fetchone()[0])
    made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    digest = hashlib.sha256(pages).hexdigest()
    manifest = Manifest(cluster, name, made, len(pages), digest, tuple(left_out))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        package.writestr(_MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False))
        package.writestr(_FILE, pages)
    content = packed.getvalue()
    if password:
        from pyrage import passphrase

        content = passphrase.encrypt(content, password)
    with whole_file(target, SUFFIX) as file:
        file.write(content)
    return manifest


def digests_in(connection: sqlite3.Connection) -> list[str]:
    """The photos and papers that a file holds, by their digests: the next package may leave them out."""
    return [digest for (digest,) in connection.execute("SELECT digest FROM contents ORDER BY digest")]


def is_package(path: Path) -> bool:
    """Whether a file is to be read as a package: by its name, since what is encrypted tells nothing."""
    return path.suffix.lower() == SUFFIX


@contextmanager
def unpacked(path: Path, password: str = "") -> Iterator[tuple[Path, Manifest]]:
    """The file of a package, for a while, in a folder of its own on this computer; and what the package tells.

    Raises UserError for what is no package, is cut short or damaged; WrongPassword.
    """
    manifest, pages = read_package(path, password)
    with TemporaryDirectory(prefix="cluster-desk-") as folder:
        file = Path(folder) / f"{path.stem}.cdesk"
        file.write_bytes(pages)
        del pages
        yield file, manifest


def read_package(path: Path, password: str = "") -> tuple[Manifest, bytes]:
    """What a package tells, and the pages of its file."""
    content = _decrypted(_read(path), path, password)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sorted(one.filename for one in package.infolist()) != sorted((_MANIFEST, _FILE)):
                raise _damaged(path)
            if package.getinfo(_MANIFEST).file_size > _LONGEST_MANIFEST or package.getinfo(_FILE).file_size > _LARGEST:
                raise _damaged(path)
            manifest = _manifest(json.loads(package.read(_MANIFEST)), path)
            pages = package.read(_FILE)
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, TypeError, RuntimeError, EOFError) as error:
        raise _damaged(path) from error
    if len(pages) != manifest.size or hashlib.sha256(pages).hexdigest() != manifest.sha256:
        raise _damaged(path)
    return manifest, pages


def refuse_missing(count: int) -> None:
    """Raises UserError where photos are missing."""
    if count:
        raise UserError(
            _("This package leaves out what an earlier one carried, and that one was not taken in here."),
            do=_("Take the earlier package in first, or ask for the whole file in a package."),
            kept=_("Nothing was changed."),
        )


def _without(pages: bytes, carried: set[str]) -> tuple[bytes, list[str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        memory.deserialize(pages)
        left_out = [digest for digest in digests_in(memory) if digest in carried]
        memory.executemany("DELETE FROM contents WHERE digest = ?", [(digest,) for digest in left_out])
        memory.execute("VACUUM")
        return memory.serialize(), left_out


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise _damaged(path)
        with open_shared(path) as file:
            return file.read()
    except OSError as error:
        raise UserError(
            _("The package cannot be read: %s") % path, do=_("See that the stick is in and try again.")
        ) from error


def _decrypted(content: bytes, path: Path, password: str) -> bytes:
    if content.startswith(_ZIP):
        return content
    if not content.startswith(_AGE):
        raise _damaged(path)
    if not password:
        raise WrongPassword(
            _("The package wants a password: %s") % path.name, do=_("Type the password it was made with.")
        )
    from pyrage import DecryptError, passphrase

    try:
        return bytes(passphrase.decrypt(content, password))
    except DecryptError as error:
        if str(error) == "Decryption failed":
            raise WrongPassword(
                _("This is not the password of the package: %s") % path.name,
                do=_("Type the password it was made with; capitals and the language of the keyboard matter."),
                kept=_("Nothing was changed."),
            ) from error
        raise _damaged(path) from error


def _manifest(told: dict[str, Any], path: Path) -> Manifest:
    manifest = Manifest(**{**told, "left_out": tuple(told["left_out"])})
    if manifest.format > _FORMAT:
        raise UserError(
            _("The package was made by a newer version of the program: %s") % path.name,
            do=_("Bring the program up to that version."),
            kept=_("Nothing was changed."),
        )
    return manifest


def _damaged(path: Path) -> UserError:
    return UserError(
        _("This is no whole package: it is cut short, damaged or another file: %s") % path.name,
        do=_("Copy it onto the stick once more, or have it made again."),
        kept=_("Nothing was changed."),
    )


class Carried:
    """What the packages of a cluster carried so far, remembered on this computer for the next one."""

    def __init__(self, folder: Path, cluster: str) -> None:
        self._path = folder / "packages" / f"{cluster}.json"

    def digests(self) -> list[str]:
        """The photos and papers that they carried."""
        with suppress(OSError, ValueError):
            told = json.loads(self._path.read_text(encoding="utf-8"))
            return [str(one) for one in told] if isinstance(told, list) else []
        return []

    def remember(self, digests: Collection[str]) -> None:
        """The next package may leave these out."""
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(sorted({*self.digests(), *digests})), encoding="utf-8")
