"""A newer version of the program that lies beside the data file, on its stick or beside the program.

Only names are looked at, as the installers give them; nothing is opened, started or asked in a network.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cluster_desk.core.regex import regex

_MOST_NAMES = 5_000  # of one folder
_VERSION = regex(r"(?P<numbers>\d+(?:\.\d+)*)(?:[-.]?(?P<stage>dev|a|alpha|b|beta|rc|post)[-.]?(?P<turn>\d*))?")
_STAGES = {"dev": -4, "a": -3, "alpha": -3, "b": -2, "beta": -2, "rc": -1, "": 0, "post": 1}
_AGAIN = r"(?: ?\(\d+\))?"  # what a browser or Windows puts into the name of a second copy
_ENDINGS = {
    "setup": rf"-setup{_AGAIN}\.exe",
    "portable": rf"-portable{_AGAIN}\.zip",
    "linux": r"[-_.\w]*\.(?:tar\.xz|deb|rpm)",
}


@dataclass(frozen=True)
class Found:
    """A newer version: where it lies and which it is."""

    path: Path
    version: str


def version_key(version: str) -> tuple[tuple[int, ...], int, int]:
    """Versions in their order: 0.9 < 0.10, 1.0rc1 < 1.0 = 1.0.0. Raises ValueError for what is none."""
    match = _VERSION.fullmatch(version.lower().partition("+")[0])
    if not match:
        raise ValueError(version)
    numbers = [int(number) for number in match["numbers"].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers), _STAGES[match["stage"] or ""], int(match["turn"] or 0)


def newest_in(folders: Iterable[Path], current: str, kind: str) -> Found | None:
    """The newest version in `folders` that is newer than `current`; `kind`: what suits, see `kind_here`."""
    version = _VERSION.pattern.replace("?P<", "?P<v_")
    name = re.compile(rf"cluster-?desk[-_](?P<version>{version}){_ENDINGS[kind]}", re.IGNORECASE)
    newer = []
    for path in _files(dict.fromkeys(folders)):
        match = name.fullmatch(path.name)
        if match and version_key(match["version"]) > version_key(current):
            newer.append(Found(path, match["version"]))
    return max(newer, key=lambda one: version_key(one.version), default=None)


def kind_here(*, portable: bool) -> str:
    """What brings this program up: a setup, the zip of a portable one, a package of Linux."""
    if os.name != "nt":
        return "linux"
    return "portable" if portable else "setup"


def with_its_disk(folder: Path) -> list[Path]:
    """A folder, and the top of its stick or share; not that of the system's own disk."""
    top = next((one for one in (folder, *folder.parents) if os.path.ismount(one)), folder)
    own = {Path("/"), Path(os.environ.get("SYSTEMDRIVE", "C:") + os.sep)}
    return [folder] if top in own else [folder, top]


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in islice(entries, _MOST_NAMES):
                if entry.is_file(follow_symlinks=False):
                    yield Path(entry.path)
