"""How long work reports how far it is, and is told to stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What long work calls now and then."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell that `done` of `total` is ready; `text` says what is under way. Raises Cancelled when stopped."""


class _Silent:
    def report(self, done: int, total: int, text: str = "") -> None:
        pass


SILENT: Progress = _Silent()
