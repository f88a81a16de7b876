"""How long work reports how far it is, and is told to stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Progress(Protocol):
    """What long work calls now and then."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell that `done` of `total` is ready; `text` says what is under way. Raises Cancelled when stopped."""


class _Silent:
    def report(self, done: int, total: int, text: str = "") -> None:
        pass


SILENT: Progress = _Silent()


_LISTENING: ContextVar[Progress] = ContextVar("listening", default=SILENT)


@contextmanager
def listening(progress: Progress) -> Iterator[None]:
    """Let what is done inside, by this thread, be stopped through `progress` wherever it calls `check`.

    Only around what may end anywhere: what reads, or what is one transaction.
    """
    token = _LISTENING.set(progress)
    try:
        yield
    finally:
        _LISTENING.reset(token)


def check() -> None:
    """A step of long work that is handed no progress, as a query or a row of a paper; raises Cancelled when stopped."""
    _LISTENING.get().report(0, 0)
