"""No test opens a connection: Python tells of every attempt, and a test that makes one fails.

What Qt or another library in C would open is not seen here; `docs/safety.md` says how that was looked at.
"""

from __future__ import annotations

import sys
from typing import Any

_ATTEMPTS = frozenset(
    {
        "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
        "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request", "http.client.connect", "ftplib.connect",
        "smtplib.connect", "webbrowser.open", "os.startfile",
    }
)  # fmt: skip


class Attempts:
    """What was attempted since the last look."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def subscribe(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What Python calls for everything that might matter to an auditor."""
        if event in _ATTEMPTS:
            self.lines.append(f"{event} {arguments[-1] if arguments else ''}")

    def described(self) -> list[str]:
        """The attempts since the last look."""
        lines, self.lines = self.lines, []
        return lines


ATTEMPTS = Attempts()


def watch() -> None:
    """Hear of every attempt of this process from now on; a hook once added cannot be taken away."""
    sys.addaudithook(ATTEMPTS.subscribe)
