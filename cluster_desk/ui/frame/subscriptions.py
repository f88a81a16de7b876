"""How the window is told, on its own thread, that the file changed or was found damaged."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from cluster_desk.core.errors import UserError

if TYPE_CHECKING:
    from cluster_desk.desk import Desk


class _Subscriber(QObject):
    """Lives on the window's thread, so that what it calls runs there."""

    announced = Signal(object)


EVERYTHING = None
"""Every area there is: to name them all would import every kind of record."""
_Areas = frozenset[str] | None


def subscribe(desk: Desk, areas: _Areas, call: Callable[[], object], owner: QObject) -> None:
    """Call `call` on the window's thread after every change that touched one of `areas`, as long as `owner` lives."""
    subscriber = _Subscriber(owner)

    def take(touched: frozenset[str]) -> None:
        if areas is EVERYTHING or touched & areas:
            call()

    subscriber.announced.connect(take)
    end = desk.subscribe(subscriber.announced.emit)
    owner.destroyed.connect(lambda *_: end())


class _Waiting(QObject):
    """Does a call at once while its widget is seen, else when that is shown next, once for all that was missed."""

    def __init__(self, call: Callable[[], object], seen: QWidget) -> None:
        super().__init__(seen)
        self._call, self._seen, self._missed = call, seen, False
        seen.installEventFilter(self)

    def call(self) -> None:
        """Do it now or when the widget is shown."""
        self._missed = not self._seen.isVisible()
        if not self._missed:
            self._call()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._missed:
            self._missed = False
            self._call()
        return super().eventFilter(watched, event)


def subscribe_seen(desk: Desk, areas: _Areas, reload: Callable[[], object], screen: QWidget) -> None:
    """Call `reload` after changes that touched one of `areas`, at once or when `screen` is next shown."""
    subscribe(desk, areas, _Waiting(reload, screen).call, screen)


def subscribe_to_damage(desk: Desk, call: Callable[[UserError], object], owner: QObject) -> None:
    """Call `call` on the window's thread should the checksums, compared since the file was opened, not agree."""
    subscriber = _Subscriber(owner)
    subscriber.announced.connect(call)

    def wait() -> None:
        try:
            desk.make_sure()
        except UserError as error:
            with suppress(RuntimeError):  # the window is gone
                subscriber.announced.emit(error)

    threading.Thread(target=wait, name="damage", daemon=True).start()
