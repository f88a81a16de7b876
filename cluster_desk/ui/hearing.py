"""How a screen hears that the file changed, whichever thread changed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

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
