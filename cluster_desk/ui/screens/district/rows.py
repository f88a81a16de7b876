"""What the window's tables of clusters show, made of the same numbers as the papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from cluster_desk.core.language import N_, _, language
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.district.coverage import Covered, Reported
from cluster_desk.district.reports.beside import BESIDE, numbers_beside
from cluster_desk.district.reports.reminder import reminder_words
from cluster_desk.district.reports.tables import NEVER
from cluster_desk.district.store.engine import Store
from cluster_desk.district.store.loading import Loaded, Outcome
from cluster_desk.district.store.numbers import Numbers
from cluster_desk.reports.shared.periods import Period
from cluster_desk.ui.lists.columns import Chip, Column


class ReportedRow(NamedTuple):
    """A cluster in the list of who reported: its id, what the columns show, how it stands."""

    id: int
    name: str
    district: str
    reported: str
    as_of: str
    made: str
    state: Reported


class ClusterRow(tuple[Any, ...]):
    """A cluster beside others: its id, its name, whether it reported, the numbers, how it stands."""

    __slots__ = ()

    @classmethod
    def of(cls, one: Covered, words: str, numbers: Iterable[int | None]) -> ClusterRow:
        """The row of a cluster with the numbers of `BESIDE`."""
        return cls((one.id, one.name, words, *numbers, one.reported))

    @property
    def id(self) -> int:
        """The cluster's row number."""
        return int(self[0])

    @property
    def name(self) -> str:
        """The cluster's name."""
        return str(self[1])

    @property
    def reported(self) -> str:
        """Whether it reported, in words."""
        return str(self[2])

    @property
    def numbers(self) -> dict[str, int | None]:
        """The numbers by their names."""
        return dict(zip((each.name for each in BESIDE), self[3:-1], strict=True))

    @property
    def state(self) -> Reported:
        """How it stands."""
        return Reported(self[-1])


class Shown(NamedTuple):
    """All that the window shows of a period: rows, the words of the reminder, how many reported."""

    reported: list[ReportedRow]
    clusters: list[ClusterRow]
    reminder: str
    whole: int


def read_shown(store: Store, first: dt.date, last: dt.date, today: dt.date, expected: tuple[str, ...] = ()) -> Shown:
    """Ask the store for what the window shows of a period."""
    period = Period(first, last, today)
    with store.reading() as connection:
        numbers = Numbers(connection, period, expected=expected)
        every = numbers.covered
        beside = [ClusterRow.of(one, _words(one, period), numbers_beside(numbers, one)) for one in every]
        never = numbers.never
    missing = [one for one in every if one.reported is not Reported.WHOLE]
    rows = [_reported_row(one, period) for one in every]
    words = NEVER if language() == "ru" else _("never reported")
    rows += [ReportedRow(-n, name, "", words, "", "", Reported.NONE) for n, name in enumerate(never, 1)]
    reminder = reminder_words(period, missing, never) if missing or never else ""
    return Shown(rows, beside, reminder, len(every) - len(missing))


def _reported_row(one: Covered, period: Period) -> ReportedRow:
    last = max(one.deliveries, key=lambda each: each.made, default=None)
    days = (last.as_of.isoformat(), last.made.date().isoformat()) if last else ("", "")
    return ReportedRow(one.id, one.name, one.district, _words(one, period), *days, state=one.reported)


def _words(one: Covered, period: Period) -> str:
    return one.words(period) if language() == "ru" else english_words(one, period)


def english_words(one: Covered, period: Period) -> str:
    """Whether a cluster reported, for screens in English."""
    if one.reported is Reported.WHOLE:
        return _("reported")
    if one.reported is Reported.NONE:
        return _("not reported")
    if len(one.spans) == 1 and one.spans[0][0] == period.start:
        return _("reported till %s") % day_in_figures(one.spans[0][1])
    return _("reported in part")


def _chip(row: ReportedRow | ClusterRow) -> Chip | None:
    tones = {
        Reported.WHOLE: Chip(row.reported, "ok", "checkmark"),
        Reported.PART: Chip(row.reported, "warn", "clock"),
        Reported.NONE: Chip(row.reported, "bad", "error_circle"),
    }
    return tones[row.state]


_NAME = Column("name", N_("Cluster"), width=250, elastic=True, kept=True)
_REPORTED = Column("reported", N_("Report"), "choice", width=150, chip=_chip, kept=True)
REPORTED_COLUMNS = (
    _NAME,
    Column("district", N_("District"), width=150),
    _REPORTED,
    Column("as_of", N_("As of"), "date", width=110),
    Column("made", N_("Report made"), "date", width=110),
)
CLUSTER_COLUMNS = (
    _NAME,
    _REPORTED,
    *(Column(each.name, each.on_screen, "number", width=102) for each in BESIDE),
)


class FileRow(NamedTuple):
    """A file of the folder: what became of it, what is told."""

    id: str
    file: str
    outcome: str
    cluster: str
    told: str


FILE_COLUMNS = (
    Column("file", N_("File"), width=260, kept=True),
    Column("outcome", N_("State of the file"), width=190, kept=True),
    Column("cluster", N_("Cluster"), width=220),
    Column("told", N_("What to look at"), width=320, elastic=True),
)


def file_rows(files: Iterable[Loaded]) -> list[FileRow]:
    """The files as the list shows them: first those that were not loaded, then those to be looked at."""
    told = sorted(files, key=lambda one: (one.outcome not in (Outcome.REFUSED, Outcome.OLDER), not one.doubts))
    return [_file_row(number, one) for number, one in enumerate(told)]


def _file_row(number: int, one: Loaded) -> FileRow:
    words = {
        Outcome.LOADED: _("loaded"),
        Outcome.REPLACED: _("loaded in the place of the report before"),
        Outcome.SAME: _("is loaded already, nothing changed"),
        Outcome.OLDER: _("not loaded"),
        Outcome.REFUSED: _("not loaded"),
    }
    told = " ".join([one.told, *(doubt.sentence() for doubt in one.doubts)]).strip()
    return FileRow(f"{number} {one.path}", one.path.name, words[one.outcome], one.cluster, told)
