"""Short works one after another in one other thread, their results back on the window's thread.

For work that nobody waits for with a bar: drawing pages, building a paper. Libraries that may be called from one
thread only (pdfium) are safe here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal

Result = TypeVar("Result")


class OneThread(QObject):
    """A queue of works. `stop` before the owner goes; works not yet begun are then dropped."""

    _back = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._stopped = False
        self._back.connect(self._call)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Do `work` there, then `done(result)` or `failed(error)` here."""

        def do() -> None:
            result: Callable[[], object]
            try:
                result = partial(done, work())
            except BaseException as error:  # noqa: BLE001 - told on the window's thread, which knows what to do
                result = partial(failed, error)
            with suppress(RuntimeError):  # the window has gone meanwhile
                self._back.emit(result)

        if not self._stopped:
            self._pool.start(do)

    def stop(self) -> None:
        """Drop what waits and wait for what is under way."""
        self._stopped = True
        self._pool.clear()
        self._pool.waitForDone()

    def _call(self, result: Callable[[], object]) -> None:
        if not self._stopped:
            result()
