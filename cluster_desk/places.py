"""Where the program keeps what is its own: settings, which may follow the user; copies and locks, which may not.

On Windows settings roam with the account; copies of data files would make every logon slow, so they stay on the
computer. A program on a stick (`portable.txt` lies beside it) keeps both in a folder beside its own, which replacing
the program's folder by a newer one leaves alone, and leaves nothing on the computer.
"""

from __future__ import annotations

import filecmp
import os
import sys
from contextlib import suppress
from pathlib import Path, PurePath, PureWindowsPath

from cluster_desk.core.disk import remove, rename

HOME_VARIABLE = "CLUSTER_DESK_HOME"
_NAME = "Cluster Desk"
_BESIDE, _BESIDE_BEFORE = "ClusterDesk-settings", "settings"


def settings_folder() -> Path:
    """The folder of the settings; it may not exist yet."""
    return _own_folder() or _by_system(roaming=True)


def local_folder() -> Path:
    """The folder of what stays on this computer: copies, who runs the program; it may not exist yet."""
    return _own_folder() or _by_system(roaming=False)


def _by_system(*, roaming: bool) -> Path:
    # Imported here: a run with its folder told (tests, a stick) does not pay for it.
    from platformdirs import user_config_path

    return user_config_path(_NAME, appauthor=False, roaming=roaming)


def _own_folder() -> Path | None:
    value = os.environ.get(HOME_VARIABLE)
    if value:
        return Path(value)
    program = portable_program()
    return _beside(program) if program else None


def portable_program() -> Path | None:
    """The program's folder, when it runs from a stick."""
    folder = Path(sys.executable).parent
    return folder if (folder / "portable.txt").exists() else None


def _beside(program: Path) -> Path:
    """The folder beside the program's. What an earlier version kept inside of it is taken there."""
    inside, beside = program / _BESIDE_BEFORE, program.parent / _BESIDE
    if beside.is_dir():
        return beside
    if program.name:  # not a whole stick
        with suppress(OSError):
            if inside.is_dir():
                rename(inside, beside)
            else:
                beside.mkdir()
            return beside
    return inside


def take_copies_along() -> None:
    """Bring the copies that lie where the settings are, as earlier versions kept them, to their place.

    What cannot be moved at once (the account's folder is on a server) stays where it is, and is listed all the same.
    """
    before, now = settings_folder() / "backups", local_folder() / "backups"
    if before == now or not before.is_dir():
        return
    with suppress(OSError):
        now.mkdir(parents=True, exist_ok=True)
        for folder in [path for path in before.iterdir() if path.is_dir()]:
            _move_into(folder, now / folder.name)
        before.rmdir()


def _move_into(folder: Path, target: Path) -> None:
    """Move a folder; where there is one of that name, what it does not hold yet."""
    with suppress(OSError):
        if not target.exists():
            rename(folder, target)
            return
        for file in list(folder.iterdir()):
            there = target / file.name
            if not there.exists():
                rename(file, there)
            elif filecmp.cmp(file, there, shallow=False):
                remove(file)
        folder.rmdir()


def from_here(path: str, here: PurePath) -> str:
    """A path as it is kept on the stick that the program runs from: without the letter that it has today.

    A path on another disk is kept as it is.
    """
    place = type(here)(path)
    if not path or not place.is_absolute():
        return path
    if isinstance(here, PureWindowsPath):
        on_the_stick = bool(here.drive) and place.drive.lower() == here.drive.lower()
        return f"{place.root}{place.relative_to(place.anchor)}" if on_the_stick else path
    with suppress(ValueError):
        return str(place.relative_to(here.parent))
    return path


def found_from(kept: str, here: PurePath) -> str:
    """What `from_here` kept, as a path of today."""
    if not kept or type(here)(kept).is_absolute():
        return kept
    return str((here if isinstance(here, PureWindowsPath) else here.parent) / kept)
