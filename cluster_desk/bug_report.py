"""What is kept of an error that nobody foresaw: a log file that can be sent to whoever helps."""

from __future__ import annotations

import datetime as dt
import platform
import traceback
from pathlib import Path

from cluster_desk import __version__
from cluster_desk.settings import settings_folder

_LARGEST = 1_000_000  # bytes; an older log is put aside


def write_report(error: BaseException, folder: Path | None = None) -> Path | None:
    """Add `error` to the log in the settings' folder; the log's path, or None where it cannot be written.

    Nothing of the user's data goes into it: versions, the system, where in the program it happened.
    """
    path = (folder or settings_folder()) / "errors.log"
    head = f"{dt.datetime.now().isoformat(timespec='seconds')} Cluster Desk {__version__}"
    system = f"Python {platform.python_version()}, {platform.platform()}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_name("errors.old.log"))
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join((head, system, *traceback.format_exception(error))) + "\n")
    except OSError:
        return None
    return path
