"""A disk that is really full: every work on a small disk with so much room left, from none up to enough."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.torture.ground import Ground, begin
from tests.torture.own_mounts import NotAllowed, in_own_mounts, mount_room
from tests.torture.states import drafts_in
from tests.torture.works import WORKS

_DISK = 12 << 20
_FILLING = "наполнитель"
_ROOMS = (*range(0, 129, 8), *range(160, 1_025, 32), *range(1_152, 4_097, 128))
"""Kilobytes that are left for the work."""


def fill_disks(base: Path, document: Path, folder: Path, names: Collection[str] = (), every: int = 1) -> Counter[str]:
    """Do the works called `names` (all by default) with every room; gives what was done, and "lost" and the like."""
    try:
        return in_own_mounts(partial(_fill_disks, base, document, folder, names, every))
    except NotAllowed:
        return Counter({"passed over: this system lets us have no disk of our own": 1})


def _fill_disks(base: Path, document: Path, folder: Path, names: Collection[str], every: int) -> Counter[str]:
    result = Counter[str]()
    begun = begin(base, document, folder)
    disk = folder / "диск"
    mount_room(disk, _DISK)
    tempfile.tempdir = str(disk)  # what is written on the way lies there too
    for number, work in enumerate(work for work in WORKS if not names or work.name in names):
        ground = Ground(work, begun, folder / str(number), disk / "место")
        for room in _ROOMS[::every]:
            if not _is_full(ground, disk, room, result):
                break
    return result


def _is_full(ground: Ground, disk: Path, room: int, counts: Counter[str]) -> bool:
    """Do the work with so much room; whether that was too little."""
    ground.fresh()
    with _filled(disk, room << 10):
        try:
            done = ground.do(then=False)
        except Exception as error:  # noqa: BLE001 - whatever comes is no sentence
            counts["no sentence"] += 1
            print(f"no sentence: {ground.work.name}, {room} KB left: {error!r}", flush=True)
            return True
    counts["works on a disk that was full" if done.trouble else "works that found room"] += 1
    drafts = drafts_in(ground.place)
    for word, about in (*ground.wrong(done), *([("left a draft", ", ".join(drafts))] if drafts else [])):
        counts[word] += 1
        print(f"{word}: {ground.work.name}, {room} KB left: {about}", flush=True)
    return done.trouble is not None


@contextmanager
def _filled(disk: Path, room: int) -> Iterator[None]:
    """The disk filled up to so many bytes."""
    filling = disk / _FILLING
    result = os.statvfs(disk)
    with filling.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, result.f_bavail * result.f_frsize - room))
    try:
        yield
    finally:
        filling.unlink()
