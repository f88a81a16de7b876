"""A watch on the network: every socket that a process of this Wine holds, looked at again and again."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType

from installer.wine_test.wine import Wine

_TABLES = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "packet")
_INODE = {"packet": 8}
_BETWEEN_LOOKS = 0.2


class Sockets:
    """Watches while it is entered; `sockets` holds each network socket seen, as the kernel told it."""

    def __init__(self, wine: Wine) -> None:
        self._wine = wine
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.sockets: list[str] = []
        self.looks = 0
        self._processes: set[int] = set()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def described(self) -> str:
        """What the watch did, in words."""
        return f"no network socket in {self.looks} looks at {len(self._processes)} processes"

    def _watch(self) -> None:
        while not self._over.wait(_BETWEEN_LOOKS):
            processes = self._wine.processes()
            held = {inode for process in processes for inode in _sockets_of(process)}
            self.sockets += [line for inode, line in _network_sockets().items() if inode in held]
            self.looks += 1
            self._processes.update(processes)


def sees_a_listener(wine: Wine) -> bool:
    """Whether the watch finds the socket of a program that does listen; else its silence would mean nothing."""
    script = "import socket, sys\ns = socket.create_server(('127.0.0.1', 0))\nprint(flush=True)\nsys.stdin.read()"
    command = [sys.executable, "-c", script]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=wine.environment, stdin=pipe, stdout=pipe) as listener:
        assert listener.stdin
        assert listener.stdout
        listener.stdout.readline()
        held = _sockets_of(listener.pid)
        seen = listener.pid in wine.processes() and any(inode in held for inode in _network_sockets())
        listener.stdin.close()
    return seen


def _sockets_of(process: int) -> list[str]:
    results = []
    try:
        for link in Path(f"/proc/{process}/fd").iterdir():
            target = str(link.readlink())
            if target.startswith("socket:["):
                results.append(target[8:-1])
    except OSError:
        pass  # it has ended
    return results


def _network_sockets() -> dict[str, str]:
    """Every socket of the network on this computer: its inode and its line."""
    values = {}
    for table in _TABLES:
        path = Path("/proc/net") / table
        for line in path.read_text(encoding="ascii").splitlines()[1:] if path.exists() else []:
            values[line.split()[_INODE.get(table, 9)]] = f"{table} {line.strip()}"
    return values
