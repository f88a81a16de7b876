"""Long work beside the window: a function in another thread, how far it is, a button to stop it.

`Background.start` runs `work(progress)`; its result or error comes back on the window's thread. One work at a time:
the window goes on, and the bar above the status line shows what is under way.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from cluster_desk.core.errors import Cancelled
from cluster_desk.core.language import _
from cluster_desk.core.progress import Progress
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import theme, widgets

Result = TypeVar("Result")
_LEAST_SECONDS_BETWEEN_NEWS = 0.04
Outcome = TypeVar("Outcome")


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
        self, work: Callable[[], Outcome], done: Callable[[Outcome], object], failed: Callable[[BaseException], object]
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

    def _call(self, function: Callable[[], object]) -> None:
        if not self._stopped:
            function()


class _Work(QObject):
    """One work under way, seen from both threads: it tells by signals and hears by an event."""

    news = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[Progress], Any]) -> None:
        super().__init__()
        self._work = work
        self.stop = threading.Event()
        self._reported_at = 0.0

    def report(self, done: int, total: int, text: str = "") -> None:
        """Part of `Progress`: tell how far it is, not oftener than an eye can follow."""
        if self.stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._reported_at >= _LEAST_SECONDS_BETWEEN_NEWS or 0 < done == total:
            self._reported_at = now
            self.news.emit(done, total, text)

    def run(self) -> None:
        """Do the work; called in the other thread."""
        try:
            result = self._work(self)
        except BaseException as error:  # noqa: BLE001 - told on the window's thread, which knows what to do with it
            self.failed.emit(error)
        else:
            self.done.emit(result)


class ProgressStrip(QWidget):
    """The bar: what is under way, how far, «Stop»."""

    def __init__(self) -> None:
        super().__init__()
        widgets.ground(self, "surface")
        self.title = widgets.label("", "strong")
        self.text = widgets.ElidedLabel("", "quiet")
        self.percent = widgets.label("", "strong")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = widgets.button(_("Stop"))
        self._picture = QLabel()
        words = widgets.row((0, 0, 0, 0), 12, of=(self.title, widgets.GAP, self.text, self.percent))
        middle = widgets.stack((0, 0, 0, 0), 4, of=(words, self.bar))
        row = widgets.row((20, 8, 16, 8), 14, of=(self._picture, (middle, 1), self.stop))
        self.setLayout(widgets.stack(of=(widgets.line(), row)))
        self._draw()
        theme.on_change(self._draw)
        self.hide()

    def begin(self, title: str) -> None:
        """Show that `title` is under way."""
        self.title.setText(title)
        self.bar.setAccessibleName(title)
        self.stop.setEnabled(True)
        self.stop.setAccessibleDescription(title)
        self.show_progress(0, 0, "")
        self.show()

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show how far it is; without a total the bar only moves."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.percent.setText(f"{100 * done // total}\u00a0%" if total else "")
        self.text.set_whole(text)

    def _draw(self) -> None:
        self._picture.setPixmap(picture("document", 20, "accent", self))


class Background(QObject):
    """Runs one long work at a time and shows it in `strip`.

    `unexpected` is told an error that nobody asked to hear: the window shows it.
    """

    busy_changed = Signal(bool)

    def __init__(self, strip: ProgressStrip, unexpected: Callable[[BaseException], object]) -> None:
        super().__init__(strip)
        self._strip = strip
        self._unexpected = unexpected
        self._work: _Work | None = None
        self._last: _Work | None = None
        strip.stop.clicked.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether a work is under way."""
        return self._work is not None

    def start(
        self,
        title: str,
        work: Callable[[Progress], Result],
        done: Callable[[Result], object],
        failed: Callable[[BaseException], object] | None = None,
        stopped: Callable[[], object] | None = None,
    ) -> bool:
        """Run `work` in another thread, then `done(result)`, `failed(error)` or `stopped()` here.

        False, and nothing is run, while another work is under way.
        """
        if self._work is not None:
            return False
        job = self._work = _Work(work)

        def end(error: BaseException) -> None:
            self._end()
            if isinstance(error, Cancelled):
                if stopped:
                    stopped()
            else:
                (failed or self._unexpected)(error)

        def finish(result: Result) -> None:
            self._end()
            done(result)

        queued = Qt.ConnectionType.QueuedConnection
        job.news.connect(self._strip.show_progress, queued)
        receiver = _Receiver(self, finish, end)
        job.done.connect(receiver.done, queued)
        job.failed.connect(receiver.failed, queued)
        self._strip.begin(title)
        self.busy_changed.emit(True)
        QThreadPool.globalInstance().start(job.run)
        return True

    def stop(self) -> None:
        """Ask the work to stop; it does at its next step."""
        if self._work is not None:
            self._work.stop.set()
            self._strip.stop.setEnabled(False)

    def _end(self) -> None:
        # Kept until the next one: the other thread may not be out of it yet, and must not be who deletes it.
        self._last, self._work = self._work, None
        self._strip.hide()
        self.busy_changed.emit(False)


class _Receiver(QObject):
    """Lives on the window's thread, so that what is connected to it runs there."""

    def __init__(
        self, parent: QObject, done: Callable[[Any], object], failed: Callable[[BaseException], object]
    ) -> None:
        super().__init__(parent)
        self._done = done
        self._failed = failed

    def done(self, result: object) -> None:
        """Hand over the result, once."""
        self.deleteLater()
        self._done(result)

    def failed(self, error: BaseException) -> None:
        """Hand over the error, once."""
        self.deleteLater()
        self._failed(error)
