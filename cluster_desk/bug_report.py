"""What is kept of an error that nobody foresaw: a log file that can be sent to whoever helps.

Nothing of the user's data goes into it, and so no message of an error: messages quote what was typed, rows, names,
paths. Its kind is told, where in the program it happened, and the code that the system or SQLite gave.
"""

from __future__ import annotations

import datetime as dt
import errno
import platform
import sqlite3
import traceback
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cluster_desk import __version__
from cluster_desk.core.disk import replace
from cluster_desk.places import local_folder

_LARGEST = 1_000_000  # bytes; an older log is put aside
_MOST_FRAMES = 60
_CAUSED = "The above exception was the direct cause of the following exception:"
_DURING = "During handling of the above exception, another exception occurred:"


def write_report(error: BaseException, folder: Path | None = None) -> Path | None:
    """Add `error` to the log, which stays on this computer; its path, or None where it cannot be written."""
    path = (folder or local_folder()) / "errors.log"
    head = f"{dt.datetime.now().isoformat(timespec='seconds')} Cluster Desk {__version__}"
    system = f"Python {platform.python_version()}, {platform.platform()}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            replace(path, path.with_name("errors.old.log"))
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join((head, system, *describe_error(error))) + "\n")
    except OSError:
        return None
    return path


def describe_error(error: BaseException) -> Iterator[str]:
    """The lines that tell of an error and of those that led to it, without a word of the user's."""
    seen: set[int] = set()
    chain: list[tuple[BaseException, str]] = []
    now: BaseException | None = error
    how = ""
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        chain.append((now, how))
        how = _CAUSED if now.__cause__ else _DURING
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    for one, led_to in reversed(chain):
        if one.__traceback__:
            yield "Traceback (most recent call last):"
            frames = traceback.extract_tb(one.__traceback__)
            kept = frames if len(frames) <= _MOST_FRAMES else [*frames[:10], *frames[-_MOST_FRAMES + 10 :]]
            for frame in kept:
                yield f'  File "{place_of(frame.filename)}", line {frame.lineno}, in {frame.name}'
        yield describe_kind(one)
        if led_to:
            yield from ("", led_to, "")


def describe_kind(error: BaseException) -> str:
    """The kind of an error, with the code that the system or SQLite gave it."""
    module, name = type(error).__module__, type(error).__qualname__
    name = name if module in ("builtins", "__main__") else f"{module}.{name}"
    code = ""
    if isinstance(error, OSError) and error.errno is not None:
        code = errno.errorcode.get(error.errno, str(error.errno))
    elif isinstance(error, sqlite3.Error):
        code = str(getattr(error, "sqlite_errorname", "") or "")
    return f"{name} [{code}]" if code else name


def place_of(path: str) -> str:
    """A source's path from the package on; a user's folder before it is left out."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    for root in ("cluster_desk", "site-packages", "lib"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1] if parts else ""
