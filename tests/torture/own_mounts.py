"""Disks of our own: really full, really pulled out, seen by nobody else.

A child process gets a mount namespace of its own; what it mounts is gone with it. Root may, and so may others where
the system lets users have namespaces; where neither is so, the day is passed over and says so.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.torture.system_calls import Trouble

_R = TypeVar("_R")
_NEW_MOUNTS, _NEW_USERS = 0x00020000, 0x10000000
_PRIVATE, _BOUND, _DETACHED = 1 << 18 | 1 << 14, 1 << 12, 2
_READ_ONLY = 1 << 5 | 1  # of what is mounted there already


class NotAllowed(Exception):  # noqa: N818 - said of the system
    """This system lets us have no disks of our own."""


def in_own_mounts(work: Callable[[], _R]) -> _R:
    """What `work` gives, done in a child process that may mount disks. Raises NotAllowed, AssertionError."""
    if not sys.platform.startswith("linux"):
        raise NotAllowed
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_apart(work, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child, 0)
    assert content, "the process died"
    result: _R
    trouble: Trouble | None
    result, trouble = pickle.loads(content)
    if trouble and trouble.text.startswith(NotAllowed.__name__):
        raise NotAllowed
    assert trouble is None, trouble.where
    return result


def mount_room(folder: Path, size: int) -> None:
    """Put a new disk of `size` bytes at the folder."""
    folder.mkdir(exist_ok=True)
    _mount("tmpfs", folder, "tmpfs", 0, f"size={size}")


def show_also(folder: Path, other: Path) -> None:
    """Show at `other` what is at the folder: the stick plugged in again."""
    other.mkdir(exist_ok=True)
    _mount(str(folder), other, "", _BOUND, "")


def show_read_only(folder: Path, other: Path) -> None:
    """Show at `other` what is at the folder, as on a disk or a share that nobody may write to."""
    show_also(folder, other)
    _mount("", other, "", _BOUND | _READ_ONLY, "")


def pull_out(folder: Path) -> None:
    """Take the disk away, whoever uses it."""
    _call("umount2", str(folder).encode(), _DETACHED)


def _work_apart(work: Callable[[], _R], writing: int) -> None:
    rows: tuple[_R | None, Trouble | None]
    try:
        try:
            _leave()
            rows = (work(), None)
        except BaseException as error:  # noqa: BLE001 - told to the parent
            rows = (None, Trouble.of(error))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(rows))
    finally:
        os._exit(0)


def _leave() -> None:
    """Leave the mounts that everybody sees."""
    user, group = os.getuid(), os.getgid()
    try:
        _call("unshare", _NEW_MOUNTS | (0 if user == 0 else _NEW_USERS))
        if user:
            Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
            Path("/proc/self/uid_map").write_text(f"0 {user} 1", encoding="ascii")
            Path("/proc/self/gid_map").write_text(f"0 {group} 1", encoding="ascii")
        _mount("none", Path("/"), "", _PRIVATE, "")
    except OSError as error:
        raise NotAllowed from error


def _mount(source: str, target: Path, kind: str, flags: int, options: str) -> None:
    _call("mount", source.encode(), str(target).encode(), kind.encode(), ctypes.c_ulong(flags), options.encode())


def _call(name: str, *arguments: object) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if getattr(library, name)(*arguments):
        raise OSError(ctypes.get_errno(), f"{name}: {os.strerror(ctypes.get_errno())}")
