"""A PostgreSQL of the tests' own: made in a temporary folder, on a socket there, gone afterwards.

Where the tests run as root, which the server refuses, it runs as the user that Debian's package made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SERVER_USER = "postgres"
_SETTINGS = "-c fsync=off -c max_connections=60 -c shared_buffers=256MB -c listen_addresses=''"


def binaries() -> Path | None:
    """The folder of the newest server's programs; None where none is installed."""
    folders = [one for one in Path("/usr/lib/postgresql").glob("*/bin") if (one / "initdb").exists()]
    return max(folders, key=lambda one: float(one.parent.name), default=None)


def run(program: str, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run one of the server's programs as the server's user."""
    folder = binaries()
    assert folder
    command = [str(folder / program), *words]
    if os.geteuid() == 0:
        command = ["runuser", "-u", _SERVER_USER, "--", *command]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/")
    assert not check or done.returncode == 0, f"{program}: {done.stdout}{done.stderr}"
    return done


@contextmanager
def own_server(settings: str = _SETTINGS) -> Iterator[Path]:
    """A running server; gives the folder of its socket."""
    # Short: a socket's name has 107 signs. As root not inside the tests' own folder, which nobody else may enter.
    folder = Path(tempfile.mkdtemp(prefix="cd-pg-", dir="/tmp" if os.geteuid() == 0 else None))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _SERVER_USER)
        data = folder / "data"
        run("initdb", "-D", str(data), "-U", _SERVER_USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        log = folder / "log"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(log), "-o", f"-k {folder} {settings}", "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop", check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def address(folder: Path, database: str = "postgres", user: str = _SERVER_USER) -> str:
    """The address of a database of this server."""
    return f"postgresql://{user}@/{database}?host={folder}"


def new_database(folder: Path, name: str) -> str:
    """An empty database; gives its address."""
    run("psql", "-h", str(folder), "-q", "-c", f'CREATE DATABASE "{name}"', "postgres")
    return address(folder, name)
