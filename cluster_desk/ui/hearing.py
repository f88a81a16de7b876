"""How the window hears, on its own thread, that the file changed or was found damaged."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cluster_desk.core.errors import UserError

if TYPE_CHECKING:
    from cluster_desk.desk import Desk


class _Ear(QObject):
    """Lives on the window's thread, so that what it calls runs there."""

    heard = Signal(object)


def hear(desk: Desk, areas: frozenset[str], call: Callable[[], object], owner: QObject) -> None:
    """Call `call` on the window's thread after every change that touched one of `areas`, as long as `owner` lives."""
    ear = _Ear(owner)

    def take(touched: frozenset[str]) -> None:
        if touched & areas:
            call()

    ear.heard.connect(take)
    end = desk.listen(ear.heard.emit)
    owner.destroyed.connect(lambda *_: end())


def hear_of_damage(desk: Desk, call: Callable[[UserError], object], owner: QObject) -> None:
    """Call `call` on the window's thread should the checksums, compared since the file was opened, not agree."""
    ear = _Ear(owner)
    ear.heard.connect(call)

    def wait() -> None:
        try:
            desk.make_sure()
        except UserError as error:
            with suppress(RuntimeError):  # the window is gone
                ear.heard.emit(error)

    threading.Thread(target=wait, name="damage", daemon=True).start()
