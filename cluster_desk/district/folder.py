"""A folder into which offices' reports come by stick and mail, and the store beside it, made by itself."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.district.expected import FILE, read_expected
from cluster_desk.district.package.of_file import is_own_file, packages_of
from cluster_desk.district.package.reading import file_digest
from cluster_desk.district.package.writing import SUFFIX
from cluster_desk.district.store.doubts import from_json
from cluster_desk.district.store.engine import Store
from cluster_desk.district.store.loading import Loaded, Outcome, load_all
from cluster_desk.district.store.numbers import LoadedFile, files_loaded

STORE_SUFFIX, OWN_FILE = ".cdstore", ".cdesk"
_DEEPEST, _MOST = 3, 20_000
_SETTLED = 1.0  # seconds since a file was written last: it is being copied no more


@dataclass(frozen=True)
class Seen:
    """A file as it was looked at: whether it is another one now is told by its size and hour."""

    path: Path
    size: int
    written: int


class ReportFolder:
    """The folder and its store. `look` tells what is new in it, `load` loads that."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UserError(_("There is no folder “%s”.") % folder, do=_("Choose another folder."))
        self.folder = folder
        self.store_path = store_beside(folder)
        self._looked: dict[Path, Seen] = {}
        self.results: dict[Path, Loaded] = {}
        self.is_waiting = False
        """Whether a file was still being copied when the folder was looked at."""

    @property
    def expected_file(self) -> Path:
        """The list of those whose reports are expected."""
        return self.folder / FILE

    def expected(self) -> tuple[str, ...]:
        """Whose reports are expected: the names in the list, none where there is no list."""
        return read_expected(self.expected_file)

    def open_store(self) -> Store:
        """The store, made where there is none yet. Raises UserError where it cannot be."""
        if not self.store_path.exists() and not os.access(self.store_path.parent, os.W_OK):
            raise UserError(
                _("Nothing can be written beside the folder “%s”.") % self.folder,
                do=_("Copy the reports into a folder on this computer and choose that one."),
            )
        return Store(self.store_path)

    def look(self) -> list[Path]:
        """Reports and data files that are new here, or others than they were; not those still being copied."""
        found, now, waiting = [], time.time(), False
        for path in _files(self.folder):
            try:
                told = path.stat()
            except OSError:
                continue  # taken away meanwhile
            seen = Seen(path, told.st_size, told.st_mtime_ns)
            if self._looked.get(path) == seen:
                continue
            if 0 <= now - told.st_mtime < _SETTLED:
                waiting = True
            else:
                found.append(path)
        self.is_waiting = waiting
        return found

    def load(self, paths: list[Path], progress: Progress = SILENT) -> list[Loaded]:
        """Load files, each in one transaction; what is loaded already is passed over without being unpacked.

        Where that is stopped, whatever was not told yet is new at the next look.
        """
        done: list[Loaded] = []
        try:
            self._load(paths, progress, done)
        except BaseException:
            for path in {*paths} - {one.path for one in done}:
                self._looked.pop(path, None)
            raise
        finally:
            for one in done:
                self.results[one.path] = one
        return done

    def _load(self, paths: list[Path], progress: Progress, done: list[Loaded]) -> None:
        with closing(self.open_store()) as store, tempfile.TemporaryDirectory(prefix="district-") as scratch:
            with store.reading() as connection:
                known = files_loaded(connection)
            origin: dict[Path, Path] = {}
            for number, path in enumerate(paths):
                progress.report(number, len(paths) * 2, path.name)
                done += self._prepare(path, known, Path(scratch) / str(number), origin)
            for one in load_all(store, origin, _SecondHalf(progress)):
                done.append(replace(one, path=origin[one.path]))

    def _prepare(
        self, path: Path, known: dict[str, LoadedFile], scratch: Path, origin: dict[Path, Path]
    ) -> list[Loaded]:
        """Put what is to be loaded of a file into `origin`; gives what is told of it at once."""
        try:
            told = path.stat()
            self._looked[path] = Seen(path, told.st_size, told.st_mtime_ns)
            if is_own_file(path):
                scratch.mkdir()
                origin |= dict.fromkeys(packages_of(path, scratch), path)
                return []
            before = known.get(file_digest(path))
            if before is None:
                origin[path] = path
                return []
        except UserError as error:
            return [Loaded(path, Outcome.REFUSED, told=str(error))]
        except OSError:
            told_words = _("The file “%s” cannot be read.") % path.name
            return [Loaded(path, Outcome.REFUSED, told=told_words)]
        doubts = tuple(from_json(before.doubts))
        return [Loaded(path, Outcome.SAME, before.cluster, before.first, before.last, doubts)]


class _SecondHalf:
    """Progress of loading, the second half of what was begun by looking into the files."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell how far it is."""
        self._progress.report(total + done, total * 2, text)


def store_beside(folder: Path) -> Path:
    """Where the store of a folder stands: beside it, inside where it has nothing beside it (a disk)."""
    folder = folder.absolute()
    name = f"{folder.name or 'Cluster Desk'} - свод{STORE_SUFFIX}"
    return (folder.parent if folder.name else folder) / name


def _files(folder: Path) -> Iterator[Path]:
    """The reports and data files in a folder and those inside it, by name; hidden ones and drafts left out."""
    count = 0
    for root, folders, names in os.walk(folder):
        deep = len(Path(root).relative_to(folder).parts)
        folders[:] = sorted(name for name in folders if not name.startswith(".")) if deep < _DEEPEST else []
        for name in sorted(names):
            count += 1
            if count > _MOST:
                return
            if name.lower().endswith((SUFFIX, OWN_FILE)) and not name.startswith((".", "~")):
                yield Path(root) / name
