"""What a work writes into a folder, call by call, so that a power cut after any of them can be played."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.torture import system_calls
from tests.torture.system_calls import Armed, Fault, Kind, Ran, Supervisor


@dataclass(frozen=True)
class Written:
    """`data` written into a file at `at`."""

    path: str
    at: int
    data: bytes


@dataclass(frozen=True)
class Sized:
    """A file made shorter or longer."""

    path: str
    size: int


@dataclass(frozen=True)
class Synced:
    """A file, or what a folder lists, was forced onto the disk."""

    path: str


@dataclass(frozen=True)
class Entered:
    """A name in a folder: of a new file, of the file that `source` names, or no more (`gone`)."""

    path: str
    source: str = ""
    gone: bool = False


Call = Written | Sized | Synced | Entered


@dataclass
class Recording:
    """What was in the folder before the first call, by path, and the calls."""

    before: dict[str, bytes]
    calls: list[Call]


def record(work: Any, folder: Path) -> tuple[Ran, Recording]:
    """Do `work` in a child process, as `system_calls.run` does, and note what it writes into `folder`."""
    recording = Recording({}, [])

    class Watching(_Recorder):
        into = recording

    return system_calls.run(work, folder, Fault(0, Kind.KILLED), Watching), recording


class _Recorder(Supervisor):
    """Lets every call go on and notes it."""

    into: Recording

    def __init__(self, child: int, listener: int, folder: str, fault: Fault, armed: Armed, ran: Ran) -> None:
        super().__init__(child, listener, folder, fault, armed, ran)
        self._taken = False

    def fails(self, call: str, arguments: list[int]) -> bool:
        """Never; but what the call is going to do is noted."""
        if not self._taken:
            self._taken = True
            for path in Path(self._folder).rglob("*"):
                if path.is_file():
                    self.into.before[str(path)] = path.read_bytes()
        if call not in system_calls.LOOKING and self._inside(call, arguments):
            self.into.calls += self._noted(call, arguments)
        return False

    def _noted(self, call: str, arguments: list[int]) -> list[Call]:
        if call in ("open", "openat"):
            return self._opened(self.first_path(call, arguments), arguments[2 if call == "openat" else 1])
        if call in ("unlink", "unlinkat"):
            return [Entered(self.first_path(call, arguments), gone=True)]
        if call.startswith(("rename", "link")):
            old = self.first_path(call, arguments)
            new = self._path(arguments[system_calls.SECOND_PATH[call]])
            entered = Entered(new, source=old)
            return [entered, Entered(old, gone=True)] if call.startswith("rename") else [entered]
        if call in ("mkdir", "mkdirat", "read", "pread64"):
            return []
        return self._written(call, arguments)

    def _opened(self, path: str, flags: int) -> list[Call]:
        if not os.path.exists(path):  # noqa: PTH110 - the quicker one
            return [Entered(path)] if flags & os.O_CREAT else []
        return [Sized(path, 0)] if flags & os.O_TRUNC else []

    def _written(self, call: str, arguments: list[int]) -> list[Call]:
        number = arguments[2] if call == "copy_file_range" else arguments[0]
        path = self._link(number)
        if path.endswith(" (deleted)"):
            return []
        if call in ("fsync", "fdatasync"):
            return [Synced(path)]
        if call == "ftruncate":
            return [Sized(path, arguments[1])]
        if call == "fallocate":
            return [Sized(path, max(os.path.getsize(path), arguments[2] + arguments[3]))]  # noqa: PTH202
        at = arguments[3] if call == "pwrite64" else self._position(number)
        return [Written(path, at, self._data(call, arguments))]

    def _data(self, call: str, arguments: list[int]) -> bytes:
        if call in ("write", "pwrite64"):
            return os.pread(self._memory, arguments[2], arguments[1])
        if call == "writev":
            vectors = os.pread(self._memory, 16 * arguments[2], arguments[1])
            return b"".join(os.pread(self._memory, size, at) for at, size in struct.iter_unpack("=QQ", vectors))
        source, pointer, size = arguments[1:4] if call == "sendfile" else (*arguments[:2], arguments[4])
        at = struct.unpack("=Q", os.pread(self._memory, 8, pointer))[0] if pointer else self._position(source)
        with open(f"/proc/{self._child}/fd/{source}", "rb") as file:  # noqa: PTH123 - no path of a file
            file.seek(at)
            return file.read(size)

    def _position(self, number: int) -> int:
        [line] = Path(f"/proc/{self._child}/fdinfo/{number}").read_text().splitlines()[:1]
        return int(line.split()[1])
