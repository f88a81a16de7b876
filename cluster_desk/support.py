"""What a person who helps needs to know, in one zip: versions, settings, errors, whether the open file is whole.

Nothing personal goes in: no record, no name, no path. Of an error its kind and its place in the program are kept; a
log that holds more, of an older version or of another hand, is looked through once more.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import re
import sqlite3
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk import __version__
from cluster_desk.bug_report import place_of
from cluster_desk.core.file_writing import whole_file
from cluster_desk.places import local_folder, portable_program, settings_folder
from cluster_desk.settings import Settings

if TYPE_CHECKING:
    from cluster_desk.desk import Desk

_LOGS = ("errors.log", "errors.old.log")
_INCLUDED = ("language", "theme", "lists")  # no path and no name can stand there
_COUNT = 'SELECT count(*) FROM "%s"'
_FRAME = re.compile(r'^(\s+File ")(.+)(", line \d+, in .+)$')
_HEAD = re.compile(r"^\d{4}-\d\d-\d\dT[\d:]+ Cluster Desk [\w.]+$")
_SYSTEM = re.compile(r"^Python [\d.]+, [\w.+-]+$")
_KIND = re.compile(r"^([A-Za-z_][\w.]*)( \[[A-Z0-9_]+\])?(?::.*)?$")
_MARKS = ("Traceback (most recent call last):", "During handling of the above", "The above exception was")


def write_support(target: Path, settings: Settings, desk: Desk | None = None, screen: str = "") -> None:
    """Write the zip `target`; `screen` tells about the display. Raises UserError when it cannot be written."""
    parts = {
        "versions.txt": _versions(screen),
        "settings.json": _describe_settings(settings),
        "file.txt": _describe_file(desk) if desk else "No file was open.\n",
        **{name: "\n".join(anonymous_lines(text)) for name, text in _logs()},
    }
    with whole_file(target, ".zip") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def anonymous_lines(text: str) -> Iterator[str]:
    """The lines of a log of errors that tell nothing about the user: when, which version, what kind, where."""
    for line in text.splitlines():
        frame = _FRAME.match(line)
        if frame:
            yield f"{frame[1]}{place_of(frame[2])}{frame[3]}"
        elif _HEAD.match(line) or _SYSTEM.match(line) or line.startswith(_MARKS):
            yield line
        elif not line.startswith(" ") and (kind := _KIND.match(line)) and kind[1].endswith(("Error", "Exception")):
            yield f"{kind[1]}{kind[2] or ''}"


def carried() -> dict[str, str]:
    """The versions of what the program carries along: Python, SQLite, and Qt where a window runs."""
    return {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version, "Qt": _qt_version()}


def _versions(screen: str) -> str:
    values = {
        "Cluster Desk": __version__,
        "told on": dt.date.today().isoformat(),
        **carried(),
        "system": platform.platform(),
        "processors": str(os.cpu_count()),
        "kept": "beside the program" if portable_program() else "for the user",
        "screen": screen,
    }
    return "".join(f"{key}: {value}\n" for key, value in values.items() if value)


def _qt_version() -> str:
    """Qt's version where the window runs; "" on the command line, which needs no Qt."""
    core = sys.modules.get("PySide6.QtCore")
    return str(core.qVersion()) if core else ""


def _describe_settings(settings: Settings) -> str:
    values: dict[str, Any] = {key: value for key, value in asdict(settings).items() if key in _INCLUDED}
    values["recent files"] = len(settings.recent)
    return json.dumps(values, ensure_ascii=False, indent=1, default=str)


def _describe_file(desk: Desk) -> str:
    """Size, version, whether it is whole, how many rows the tables have. No path: it may hold a name."""
    read = desk.read
    broken = desk.verify()
    tables = [row[0] for row in read.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    lines = [
        f"bytes: {desk.path.stat().st_size}",
        f"version of the file: {read.value('PRAGMA user_version')}",
        f"for reading only: {desk.read_only}",
        "whole: yes" if not broken else "whole: NO",
        *broken,
        "",
        *(f"{table}: {read.value(_COUNT % table)} rows" for table in tables),
    ]
    return "\n".join(lines) + "\n"


def _logs() -> Iterator[tuple[str, str]]:
    """The logs by their names; earlier versions wrote them where the settings are."""
    for folder, before in {settings_folder(): "roaming ", local_folder(): ""}.items():
        for name in _LOGS:
            with suppress(OSError):
                yield f"{before}{name}", (folder / name).read_text(encoding="utf-8", errors="replace")
