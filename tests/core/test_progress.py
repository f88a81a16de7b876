"""Long work that is handed no progress is stopped all the same, in its own thread alone."""

from __future__ import annotations

import threading

import pytest

from cluster_desk.core.errors import Cancelled
from cluster_desk.core.progress import check, listening
from cluster_desk.desk import Desk


class Stop:
    """Stops whatever asks."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Part of `Progress`."""
        raise Cancelled


def test_what_is_done_inside_is_stopped_and_nothing_else() -> None:
    check()
    with listening(Stop()):
        with pytest.raises(Cancelled):
            check()
        other = threading.Thread(target=check)  # an exception there would fail the test
        other.start()
        other.join()
    check()


def test_every_query_hears_that_its_paper_was_stopped(desk: Desk) -> None:
    with listening(Stop()):
        for read in (
            lambda: desk.read.rows("SELECT 1"),
            lambda: desk.read.rows_named("SELECT 1", {}),
            lambda: desk.read.value("SELECT 1"),
        ):
            with pytest.raises(Cancelled):
                read()
    assert desk.read.value("SELECT 1") == 1


def test_a_query_that_takes_long_is_ended(desk: Desk) -> None:
    class StopLater:
        asked = 0

        def report(self, done: int, total: int, text: str = "") -> None:
            """Part of `Progress`."""
            self.asked += 1
            if self.asked > 2:
                raise Cancelled

    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with listening(StopLater()), pytest.raises(Cancelled):
        desk.read.value(endless)
    assert desk.read.value("SELECT 1") == 1
