"""A process whose system calls fail when told: the kernel asks us about each before it does it.

Linux hands the calls that a filter names (seccomp, user notification) over to a supervisor, here the parent, which
lets a call go on or gives it an error. So every call fails really, whoever makes it: SQLite, Python, a library in C.
Only calls on files inside one folder are counted and failed.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import mmap
import os
import pickle
import platform
import select
import signal
import socket
import struct
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from cluster_desk.core.errors import UserError

_BY_MACHINE = {
    "x86_64": {
        "read": 0, "write": 1, "open": 2, "stat": 4, "lstat": 6, "pread64": 17, "pwrite64": 18, "writev": 20,
        "access": 21, "sendfile": 40, "fsync": 74, "fdatasync": 75, "ftruncate": 77, "rename": 82, "mkdir": 83,
        "link": 86, "unlink": 87, "openat": 257, "mkdirat": 258, "newfstatat": 262, "unlinkat": 263, "renameat": 264,
        "linkat": 265, "faccessat": 269, "fallocate": 285, "renameat2": 316, "seccomp": 317, "copy_file_range": 326,
        "statx": 332, "faccessat2": 439,
    },
    "aarch64": {
        "mkdirat": 34, "unlinkat": 35, "linkat": 37, "renameat": 38, "ftruncate": 46, "fallocate": 47, "faccessat": 48,
        "openat": 56, "read": 63, "write": 64, "writev": 66, "pread64": 67, "pwrite64": 68, "sendfile": 71,
        "newfstatat": 79, "fsync": 82, "fdatasync": 83, "renameat2": 276, "seccomp": 277, "copy_file_range": 285,
        "statx": 291, "faccessat2": 439,
    },
}  # fmt: skip
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_WRITE = frozenset("write pwrite64 writev sendfile copy_file_range ftruncate fallocate".split())
_ENTRY = frozenset("rename renameat renameat2 link linkat mkdir mkdirat".split())  # a new entry in a folder
_GONE = frozenset("unlink unlinkat".split())
_SYNC = frozenset("fsync fdatasync".split())
_READ = frozenset("read pread64".split())
_OPEN = frozenset("open openat".split())
LOOKING = frozenset("stat lstat access newfstatat statx faccessat faccessat2".split())
_AT = {"openat", "mkdirat", "unlinkat", "newfstatat", "statx", "faccessat", "faccessat2"}
SECOND_PATH = {"rename": 1, "renameat": 3, "renameat2": 3, "link": 1, "linkat": 3}  # where the second one stands
_RECEIVE, _SEND, _SYNC_WAKE_UP = 0xC0502100, 0xC0182101, 0x40082104
_GO_ON = 1
_ALLOW, _NOTIFY = 0x7FFF0000, 0x7FC00000
_NOTICE = struct.Struct("=QIIiIQ6Q")
_ARMED, _NEVER, _REFUSED = b"1", b"-", b"0"


class Kind(StrEnum):
    """What goes wrong with the disk."""

    FULL = "full"  # no room: what needs some fails
    FAILING = "failing"  # an error where anything is done with a file
    KILLED = "killed"  # the process is killed before it changes anything


@dataclass(frozen=True)
class Fault:
    """From the call number `at` on (only that one unless `lasting`), calls fail.

    A lasting failure is a stick that was pulled out: looking at what is there fails too.
    """

    at: int
    kind: Kind = Kind.FAILING
    lasting: bool = False

    def counts(self, call: str, flags: int) -> bool:
        """Whether `call` is one that may fail so."""
        makes = call in _WRITE or call in _ENTRY or (call in _OPEN and bool(flags & os.O_CREAT))
        if self.kind is Kind.FULL:
            return makes
        if self.kind is Kind.KILLED:
            return makes or call in _SYNC or call in _GONE
        return call not in LOOKING

    def fails(self, call: str, number: int) -> bool:
        """Whether `call` fails when `number` that count were made up to it, itself too when it counts."""
        if call in LOOKING:
            return self.lasting and self.kind is Kind.FAILING and number >= self.at
        return number == self.at or (self.lasting and number > self.at)


@dataclass(frozen=True)
class Trouble:
    """The error that ended a work: whether it is a sentence for the user, its words, what it says was kept, where."""

    known: bool
    text: str
    kept: str
    where: str

    @classmethod
    def of(cls, error: BaseException) -> Trouble:
        """The error in words, so that it can be carried to another process."""
        known = isinstance(error, UserError)
        kept = error.kept if isinstance(error, UserError) else ""
        return cls(known, f"{type(error).__name__}: {error}", kept, "".join(traceback.format_exception(error)))


@dataclass
class Ran:
    """What came of a work: its result or the error that ended it; how many calls could fail, which did."""

    result: Any = None
    error: Trouble | None = None
    calls: int = 0
    failed: list[str] = field(default_factory=list)
    killed: bool = False


class Armed:
    """The switch that the work holds: calls are counted and fail only while it is on."""

    def __init__(self, theirs: socket.socket) -> None:
        self._shared = mmap.mmap(-1, 1)
        self._theirs = theirs
        self.begun = False

    @property
    def on(self) -> bool:
        """Whether calls are counted."""
        return self._shared[0] == 1

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Count and fail the calls made within. What is done before the first time costs nothing more than usual."""
        if not self.begun:
            self._begin()
        self._shared[0] = 1
        try:
            yield
        finally:
            self._shared[0] = 0

    def _begin(self) -> None:
        try:
            listener = _install_filter()
        except OSError:
            self._theirs.sendall(_REFUSED)
            os._exit(0)
        socket.send_fds(self._theirs, [_ARMED], [listener])
        os.close(listener)
        self.begun = True


@cache
def available() -> bool:
    """Whether this system lets calls be failed so."""
    if platform.system() != "Linux" or platform.machine() not in _BY_MACHINE:
        return False
    with suppress(OSError):
        return run(_look, Path("/dev"), Fault(1)).failed == ["openat"]
    return False


def _look(armed: Armed) -> None:
    with armed(), suppress(OSError):
        os.close(os.open(os.devnull, os.O_RDONLY))


def run(work: Callable[[Armed], Any], folder: Path, fault: Fault, watching: type[Supervisor] | None = None) -> Ran:
    """Do `work` in a child process whose calls on files inside `folder` fail as `fault` says, or are only watched."""
    ours, theirs = socket.socketpair()
    armed = Armed(theirs)
    child = os.fork()
    if child == 0:
        ours.close()
        _be_the_child(work, armed, theirs)
    theirs.close()
    ran = Ran()
    with ours:
        begun, listeners, _flags, _from = socket.recv_fds(ours, 1, 1)
        if listeners:
            (watching or Supervisor)(child, listeners[0], str(folder.resolve()), fault, armed, ran).serve()
        text = b"".join(iter(lambda: ours.recv(1 << 20), b""))
    _pid, status = os.waitpid(child, 0)
    if begun == _REFUSED:
        raise OSError("this system does not let calls be failed")
    ran.killed = os.WIFSIGNALED(status)
    if text:
        ran.result, ran.error = pickle.loads(text)
    return ran


def _be_the_child(work: Callable[[Armed], Any], armed: Armed, theirs: socket.socket) -> None:
    try:
        try:
            rows: tuple[Any, Trouble | None] = (work(armed), None)
        except BaseException as error:  # noqa: BLE001 - told to the parent, which judges it
            rows = (None, Trouble.of(error))
        theirs.sendall((b"" if armed.begun else _NEVER) + pickle.dumps(rows))
    finally:
        os._exit(0)


def _install_filter() -> int:
    """From now on the calls of this process that are named wait for the answer of whoever holds the listener."""
    numbers = sorted(number for name, number in _calls().items() if name != "seccomp")
    steps = [(0x20, 0, 0, 4), (0x15, 0, len(numbers) + 1, _ARCHITECTURE[platform.machine()]), (0x20, 0, 0, 0)]
    steps += [(0x15, len(numbers) - place, 0, number) for place, number in enumerate(numbers)]
    steps += [(0x06, 0, 0, _ALLOW), (0x06, 0, 0, _NOTIFY)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    result = struct.pack("@HP", len(steps), ctypes.addressof(program))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(38, 1, 0, 0, 0):  # no new privileges, without which only root may
        raise OSError(ctypes.get_errno(), "prctl")
    listener = library.syscall(ctypes.c_long(_calls()["seccomp"]), ctypes.c_uint(1), ctypes.c_uint(8), result)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return int(listener)


def _calls() -> dict[str, int]:
    return _BY_MACHINE[platform.machine()]


class Supervisor:
    """Answers for one child."""

    def __init__(self, child: int, listener: int, folder: str, fault: Fault, armed: Armed, ran: Ran) -> None:
        self._child, self._listener, self._fault, self._armed, self._ran = child, listener, fault, armed, ran
        self._folder = folder
        self._names = {number: name for name, number in _calls().items()}
        self._memory = -1
        with suppress(OSError):  # the child may have ended already
            self._memory = os.open(f"/proc/{child}/mem", os.O_RDONLY)
        with suppress(OSError):  # newer kernels only: saves going through the scheduler
            fcntl.ioctl(listener, _SYNC_WAKE_UP, struct.pack("=Q", 1))

    def serve(self) -> None:
        """Answer until the child is gone, or has told what came of its work."""
        waiting = select.poll()
        waiting.register(self._listener, select.POLLIN)
        try:
            while all(what & select.POLLIN for _ready, what in waiting.poll()):
                self._answer()
        finally:
            os.close(self._listener)
            if self._memory >= 0:
                os.close(self._memory)

    def _answer(self) -> None:
        notice = bytearray(_NOTICE.size)
        try:
            fcntl.ioctl(self._listener, _RECEIVE, notice)
        except OSError:
            return  # killed while it was asking
        number, _pid, _flags, call, _architecture, _at, *arguments = _NOTICE.unpack(notice)
        failing = self._armed.on and self.fails(self._names[call], arguments)
        if failing and self._fault.kind is Kind.KILLED:
            os.kill(self._child, signal.SIGKILL)
            return
        code = errno.ENOSPC if self._fault.kind is Kind.FULL else errno.EIO
        answer = (number, 0, -code, 0) if failing else (number, 0, 0, _GO_ON)
        with suppress(OSError):
            fcntl.ioctl(self._listener, _SEND, struct.pack("=QqiI", *answer))

    def fails(self, call: str, arguments: list[int]) -> bool:
        """Whether a call that the child is about to make fails."""
        flags = arguments[2 if call == "openat" else 1] if call in _OPEN else 0
        counts = self._fault.counts(call, flags)
        if not (counts or call in LOOKING) or not self._inside(call, arguments):
            return False
        if counts:
            self._ran.calls += 1
        if not self._fault.fails(call, self._ran.calls):
            return False
        self._ran.failed.append(call)
        return True

    def _inside(self, call: str, arguments: list[int]) -> bool:
        """Whether the call is about a file in the folder."""
        if call in _WRITE or call in _SYNC or call in _READ:
            return self._is_inside(self._link(arguments[0]))
        if call in SECOND_PATH and self._is_inside(self._path(arguments[SECOND_PATH[call]])):
            return True
        return self._is_inside(self.first_path(call, arguments))

    def first_path(self, call: str, arguments: list[int]) -> str:
        """The whole path that a call names first."""
        place = 1 if call in _AT or call in ("renameat", "renameat2", "linkat") else 0
        path = self._path(arguments[place])
        if place and not path.startswith("/"):
            path = f"{self._link(ctypes.c_int(arguments[0] & 0xFFFFFFFF).value)}/{path}"
        return path

    def _is_inside(self, path: str) -> bool:
        return path == self._folder or path.startswith(f"{self._folder}/")

    def _link(self, number: int) -> str:
        try:
            return os.readlink(f"/proc/{self._child}/{'cwd' if number == -100 else f'fd/{number}'}")  # noqa: PTH115 - the quicker one
        except OSError:
            return ""

    def _path(self, address: int) -> str:
        try:
            return os.pread(self._memory, 4096, address).split(b"\0", 1)[0].decode("utf-8", "replace")
        except OSError:
            return ""
