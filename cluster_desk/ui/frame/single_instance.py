"""One window a user: a second start asks the first to come forward and to open the file, and ends.

No connection and no port: a lock file in the settings' folder tells who is first; what is asked is a small file in
the folder `asked` beside it, which the first one watches. The system frees the lock when a program dies.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from cluster_desk.core.disk import remove, replace
from cluster_desk.core.lock_file import LockFile

_PATIENCE = 10.0  # seconds a first one may need to hear: it may be busy reading a file
_PAUSE = 0.05
_LONGEST_REQUEST = 65_536  # bytes
_NO_FILE = ""


class FirstInstance(QObject):
    """The program that others with the same `folder` talk to, after `claim` gave True; `asked` brings their file."""

    asked = Signal(str)  # an absolute path, or "" when only the window is wanted

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._requests = folder / "asked"
        self._lock = LockFile(folder / "running.lock", str.isdecimal)
        self._watcher: QFileSystemWatcher | None = None

    def claim(self) -> bool:
        """Become the first; False when another is. Where the folder cannot be written nobody can be asked: True."""
        with suppress(OSError):
            self._requests.mkdir(parents=True, exist_ok=True)
        try:
            return self._lock.held or self._take()
        except OSError:
            return True

    def _take(self) -> bool:
        return self._lock.take(str(os.getpid()))

    def ask_first(self, file: Path | None, *, pause: Callable[[float], object] = time.sleep) -> bool:
        """Ask the first one to come forward and open `file`; True when it heard.

        False when it did not hear in time or has ended meanwhile: then this one should open its own window.
        """
        request = self._write(str(file.absolute()) if file else _NO_FILE)
        if request is None:
            return False
        self._let_come_forward()
        for _turn in range(int(_PATIENCE / _PAUSE)):
            if not request.exists():
                return True
            with suppress(OSError):
                if self._take():
                    break
            pause(_PAUSE)
        with suppress(OSError):
            remove(request)
            return False
        return True  # it heard in the last moment

    def listen(self) -> None:
        """Hear what others ask, from now on; what was asked before is heard at once."""
        self._watcher = QFileSystemWatcher([str(self._requests)], self)
        self._watcher.directoryChanged.connect(self._accept_connection)
        self._accept_connection()

    def release(self) -> None:
        """Stop being the first."""
        if self._watcher:
            self._watcher.deleteLater()
            self._watcher = None
        self._lock.release()

    def _write(self, file: str) -> Path | None:
        import json  # asked by a second start alone

        request = self._requests / f"{os.getpid()}-{time.monotonic_ns()}.json"
        draft = request.with_suffix(".part")
        try:
            draft.write_text(json.dumps({"file": file}), encoding="utf-8")
            replace(draft, request)
        except OSError:
            return None
        return request

    def _accept_connection(self) -> None:
        for request in sorted(self._requests.glob("*.json")):
            import json

            try:
                file = json.loads(_read_request(request))["file"]
                remove(request)
            except (OSError, ValueError, KeyError, TypeError, RecursionError):
                with suppress(OSError):
                    remove(request)
                continue
            if isinstance(file, str):
                self.asked.emit(file)

    def _let_come_forward(self) -> None:
        """Windows lets a window come forward only when the program the user just started allows it."""
        holder = self._lock.words()
        if os.name == "nt" and holder.isdecimal():
            import ctypes

            ctypes.windll.user32.AllowSetForegroundWindow(int(holder))  # type: ignore[attr-defined]  # Windows only


def _read_request(request: Path) -> bytes:
    """What is asked. Raises OSError for a pipe, a link, or what is longer than any path: nobody of ours wrote it."""
    described = request.lstat()
    if not stat.S_ISREG(described.st_mode) or described.st_size > _LONGEST_REQUEST:
        raise OSError(errno.EINVAL, "no request", str(request))
    return request.read_bytes()


def come_forward(window: QWidget) -> None:
    """Bring a window before all others, out of the taskbar if it is there."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def own_taskbar_button() -> None:
    """Run from source on Windows, stand in the taskbar apart from other Python programs, with the window's icon.

    The installed program is a program of its own there already; a name told by it would part it from its pinned icon.
    """
    if os.name == "nt" and Path(sys.executable).stem.lower().startswith("python"):
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("ClusterDesk.FromSource")  # type: ignore[attr-defined]  # Windows only
