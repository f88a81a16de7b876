"""A fault at every call that writes: the disk is full, or fails, at the first, the second, the third … of them.

SQLite lets its own system calls be replaced (`xSetSystemCall`, made for its tests); ours count and fail when told.
"""

from __future__ import annotations

import ctypes
import errno
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization
from cluster_desk.desk import Desk
from tests.builders import a_meeting
from tests.torture.rows import rows_of

_FAILING = {
    "write": (ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t),
    "pwrite": (ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64),
    "pwrite64": (ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64),
    "ftruncate": (ctypes.c_int, ctypes.c_int, ctypes.c_int64),
}


class Faults:
    """While armed, the call number `at` fails with `code`; `lasting`: and all that come after it."""

    def __init__(self) -> None:
        self.at, self.code, self.lasting = 0, errno.ENOSPC, False
        self.calls = 0
        self.happened = False

    def arm(self, at: int, code: int, *, lasting: bool) -> None:
        """Let the call number `at` from now on fail."""
        self.at, self.code, self.lasting = at, code, lasting
        self.calls, self.happened = 0, False

    def disarm(self) -> None:
        """Let every call succeed again."""
        self.at = 0

    def fails(self) -> bool:
        """Whether the call that is being made fails; sets errno then."""
        if not self.at:
            return False
        self.calls += 1
        if self.calls == self.at or (self.lasting and self.calls > self.at):
            self.happened = True
            ctypes.set_errno(self.code)
            return True
        return False


class _Vfs(ctypes.Structure):
    """The head of struct sqlite3_vfs; only the last three members matter here."""

    _fields_ = (
        ("iVersion", ctypes.c_int),
        ("szOsFile", ctypes.c_int),
        ("mxPathname", ctypes.c_int),
        *((f"p{number}", ctypes.c_void_p) for number in range(3)),
        *((f"x{number}", ctypes.c_void_p) for number in range(13)),
        ("xSetSystemCall", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("xGetSystemCall", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
        ("xNextSystemCall", ctypes.c_void_p),
    )


@contextmanager
def faulty_disk() -> Iterator[Faults]:
    """SQLite's writes of this process go through the faults that are given. Unix only."""
    library = ctypes.CDLL("libsqlite3.so.0")
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    library.sqlite3_vfs_find.argtypes = (ctypes.c_char_p,)
    vfs = library.sqlite3_vfs_find(None)
    faults, kept = Faults(), []
    for name, (result, *arguments) in _FAILING.items():
        real = vfs.contents.xGetSystemCall(vfs, name.encode())
        if real:
            kind = ctypes.CFUNCTYPE(result, *arguments, use_errno=True)
            ours = kind(_call(kind(real), faults))
            kept.append((name, real, ours))
            vfs.contents.xSetSystemCall(vfs, name.encode(), ctypes.cast(ours, ctypes.c_void_p))
    try:
        yield faults
    finally:
        for name, real, _ours in kept:
            vfs.contents.xSetSystemCall(vfs, name.encode(), real)


def _call(real: Callable[..., int], faults: Faults) -> Callable[..., int]:
    def call(*arguments: Any) -> int:
        return -1 if faults.fails() else real(*arguments)

    return call


def _one(desk: Desk) -> None:
    desk.change("Added", Organization(short_name="МКОУ СОШ с. Луговое", full_name="Луговская школа"), a_meeting())


def _many(desk: Desk) -> None:
    desk.change("Imported", *(Organization(short_name=f"№ {n}", full_name=f"Школа № {n}") for n in range(150)))


def _undo(desk: Desk) -> None:
    desk.undo()


def _empty(desk: Desk) -> None:
    desk.empty_bin()


def _copy(desk: Desk) -> None:
    desk.back_up(desk.path.parent / "копии")


WORKS: dict[str, Callable[[Desk], None]] = {
    "one change": _one, "an import": _many, "undo": _undo, "emptying the bin": _empty, "a copy": _copy,
}  # fmt: skip


_OFTEN = 7  # compacting writes the whole file several times over: there every seventh write fails


def fail_every_write(base: Path, folder: Path, every: int = 1) -> Counter[str]:
    """Each work with a fault at its first, second … write, once and lastingly; gives what was done and "lost"."""
    told = Counter[str]()
    prepared = _prepared(base, folder)
    with faulty_disk() as faults:
        for name, work in WORKS.items():
            for code in (errno.ENOSPC, errno.EIO):
                for lasting in (False, True):
                    at = 1
                    while _survived(prepared, folder, work, faults, (at, code, lasting), told):
                        told[f"faults in: {name}"] += 1
                        at += every * (_OFTEN if work is _empty else 1)
    assert all(told[f"faults in: {name}"] for name in WORKS), "no write was reached"
    return told


def _prepared(base: Path, folder: Path) -> Path:
    """A file with something to undo and something in the bin."""
    prepared = Path(shutil.copy(base, folder / "готовый.cdesk"))
    desk = Desk.open(prepared)
    [row] = desk.change("Added", Organization(short_name="Удаляемая", full_name="Удаляемая школа"))
    record = desk.read.load(Organization, row)
    assert record
    desk.change("Deleted", remove=[record])
    desk.change("Added", *(Organization(short_name=f"{n}", full_name=f"Школа {n}") for n in range(20)))
    desk.close()
    return prepared


def _survived(
    prepared: Path,
    folder: Path,
    work: Callable[[Desk], None],
    faults: Faults,
    fault: tuple[int, int, bool],
    told: Counter[str],
) -> bool:
    """Do `work` with that fault and check the file; False when so many writes are not made at all."""
    path = Path(shutil.copy(prepared, folder / "диск.cdesk"))
    before = rows_of(path)
    desk = Desk.open(path)
    told_trouble = False
    faults.arm(fault[0], fault[1], lasting=fault[2])
    try:
        work(desk)
    except UserError:
        told_trouble = True
    finally:
        faults.disarm()
    # The disk has room again: the same desk goes on working, or a new start does.
    if faults.happened and work is not _copy:
        told["went on working"] += _goes_on(desk)
    with suppress(Exception):
        desk.close()
    again = Desk.open(path)
    assert again.verify() == []
    again.close()
    after = [row for row in rows_of(path) if "После беды" not in row]
    if told_trouble and work is _one:
        told["lost"] += len(set(_records(before)) - set(_records(after)))
    _remove(folder / "копии")
    return faults.happened


def _goes_on(desk: Desk) -> int:
    try:
        desk.change("Added", Organization(short_name="После беды", full_name="После беды"))
    except UserError:
        return 0
    return 1


def _records(rows: list[str]) -> list[str]:
    return [row for row in rows if not row.startswith(("steps", "row_changes", "recording"))]


def _remove(folder: Path) -> None:
    if folder.exists():
        for each in folder.rglob("*"):
            if each.is_file():
                assert not each.name.endswith(".part"), "half a copy was left"
                each.unlink()
