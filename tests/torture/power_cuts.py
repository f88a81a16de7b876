"""The power fails in the middle of a work: what was not forced onto the disk yet is there, or not, or torn.

Played from what a work really wrote, call by call. Two kinds of disks: *ordered* ones change their folders and sizes in
the order in which it was asked (a hard disk with a journal), *unordered* ones in any (a stick). Nothing that was
written since the last fsync of its file is sure, on neither; a name is sure once its folder was synced.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from tests.torture import system_calls
from tests.torture.ground import Done, Ground, begin
from tests.torture.recorded_calls import Call, Entered, Recording, Sized, Synced, Written, record
from tests.torture.works import WORKS

_SECTOR = 512  # what a disk writes whole
_AT_THE_END = 4
"""So many times as often as elsewhere the power fails right after the work: then something was said to be done."""
NOT_FORCED = ("looking through lists", "the calendar as a file", "settings saved", "a paper as ")
"""Works that write nothing which could not be made again: they are not forced onto the disk."""


def cut_power(
    base: Path, document: Path, folder: Path, cuts: int, seed: int = 1, names: Collection[str] = ()
) -> Counter[str]:
    """Play so many power cuts, shared among the works; gives what was done, and "lost" and the like."""
    result, chance = Counter[str](), random.Random(seed)
    if not system_calls.available():
        result["passed over: this system lets no call be watched"] += 1
        return result
    begun = begin(base, document, folder)
    works = [one for one in WORKS if (one.name in names if names else not one.name.startswith(NOT_FORCED))]
    for number, work in enumerate(works):
        ground = Ground(work, begun, folder / str(number), goes_on=False)
        ground.fresh()
        _ran, recording = record(partial(ground.do, then=False), ground.place)
        for ordered in (True, False):
            for at in _moments(len(recording.calls), cuts // len(works) // 2, chance):
                result[f"{'ordered' if ordered else 'unordered'} disk: {work.name}"] += 1
                _cut(ground, recording, at, _Disk(recording, at, chance, ordered=ordered).files(), result)
        shutil.rmtree(folder / str(number))
    return result


def _moments(calls: int, cuts: int, chance: random.Random) -> Iterator[int]:
    """After how many calls the power fails."""
    for number in range(cuts):
        yield calls if number % _AT_THE_END == 0 else chance.randint(0, calls)


def _cut(ground: Ground, recording: Recording, at: int, files: dict[str, bytes], counts: Counter[str]) -> None:
    shutil.rmtree(ground.place)
    for folder in (path for path in ground.start.rglob("*") if path.is_dir()):
        (ground.place / folder.relative_to(ground.start)).mkdir(parents=True)
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)
    confirmed = at == len(recording.calls)
    counts["power cut after something was confirmed"] += confirmed
    for word, about in ground.wrong(Done() if confirmed else None):
        counts[word] += 1
        last = [f"{type(one).__name__} {Path(one.path).name}" for one in recording.calls[:at][-6:]]
        print(f"{word}: power cut, {ground.work.name}, call {at} of {len(recording.calls)} {last}: {about}", flush=True)


class _Disk:
    """What a disk holds after a power cut."""

    def __init__(self, recording: Recording, calls: int, chance: random.Random, *, ordered: bool) -> None:
        self._chance, self._ordered = chance, ordered
        self._recording = recording
        self._calls = list(enumerate(recording.calls[:calls]))
        synced = [place for place, call in self._calls if isinstance(call, Synced) and call.path not in self._names()]
        self._folders_until = chance.randint(max(synced, default=0), calls)  # on an ordered disk
        self._kept = chance.choice((0.0, 0.5, 0.9, 1.0))  # how much of what was not forced

    def _names(self) -> set[str]:
        made = {call.path for call in self._recording.calls if isinstance(call, Entered)}
        return made | set(self._recording.before)

    def files(self) -> dict[str, bytes]:
        """Path and content of every file."""
        files: list[list[tuple[int, Call]]] = [[] for _path in self._recording.before]
        contents: list[bytes] = list(self._recording.before.values())
        listed: dict[str, list[tuple[int, int | None]]] = {
            path: [(-1, number)] for number, path in enumerate(self._recording.before)
        }
        for place, call in self._calls:
            if isinstance(call, Entered):
                self._enter(place, call, files, contents, listed)
            elif call.path in listed:
                number = listed[call.path][-1][1]
                if number is not None:
                    self._take(place, call, number, files, contents)
            elif isinstance(call, Synced):
                self._sync_folder(call.path, listed)
        shown = {path: self._chosen(entries) for path, entries in listed.items()}
        return {
            path: self._content(contents[number], files[number]) for path, number in shown.items() if number is not None
        }

    def _enter(
        self,
        place: int,
        call: Entered,
        files: list[list[tuple[int, Call]]],
        contents: list[bytes],
        listed: dict[str, list[tuple[int, int | None]]],
    ) -> None:
        if call.gone:
            number = None
        elif call.source:
            number = listed[call.source][-1][1]
        else:
            number = len(files)
            files.append([])
            contents.append(b"")
        listed.setdefault(call.path, [(-1, None)]).append((place, number))

    def _take(
        self, place: int, call: Call, number: int, files: list[list[tuple[int, Call]]], contents: list[bytes]
    ) -> None:
        if isinstance(call, Synced):
            for _place, one in files[number]:
                contents[number] = _with(contents[number], one)
            files[number] = []
        else:
            files[number].append((place, call))

    def _sync_folder(self, folder: str, listed: dict[str, list[tuple[int, int | None]]]) -> None:
        for path, entries in listed.items():
            if str(Path(path).parent) == folder:
                del entries[:-1]

    def _chosen(self, entries: list[tuple[int, int | None]]) -> int | None:
        """Which file a name leads to, of those that it led to since its folder was synced."""
        if not self._ordered:
            return self._chance.choice(entries)[1]
        return [number for place, number in entries if place <= self._folders_until][-1]

    def _content(self, content: bytes, calls: list[tuple[int, Call]]) -> bytes:
        for place, call in calls:
            if isinstance(call, Sized) and self._ordered:
                kept = place <= self._folders_until
            else:
                kept = self._chance.random() < self._kept
            if kept:
                content = _with(content, call)
            elif isinstance(call, Written) and self._chance.random() < 0.2:
                content = _with(content, self._torn(call))
        return content

    def _torn(self, call: Written) -> Written:
        """Only some of the sectors, the first ones."""
        kept = self._chance.randint(0, len(call.data) // _SECTOR) * _SECTOR
        return Written(call.path, call.at, call.data[:kept])


def _with(content: bytes, call: Call) -> bytes:
    if isinstance(call, Sized):
        return content[: call.size].ljust(call.size, b"\0")
    assert isinstance(call, Written)
    return content[: call.at].ljust(call.at, b"\0") + call.data + content[call.at + len(call.data) :]
