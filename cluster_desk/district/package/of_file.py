"""A desk's own data file in the place of a package: each of its years is delivered as its office would deliver it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import is_data_file
from cluster_desk.core.language import _
from cluster_desk.data.queries.reader import Reader
from cluster_desk.desk import Desk
from cluster_desk.district.package.delivering import deliver
from cluster_desk.district.package.writing import SUFFIX, package_bytes

_FIRST_YEAR = (
    "SELECT min(day) FROM (SELECT min(first_day) AS day FROM events UNION ALL SELECT min(period_start) FROM plans "
    "UNION ALL SELECT min(day) FROM meetings)"
)
_MOST_YEARS = 30


def is_own_file(path: Path) -> bool:
    """Whether it is a data file, not a package."""
    try:
        return is_data_file(path)
    except OSError:
        return False


def packages_of(path: Path, into: Path, period: tuple[dt.date, dt.date] | None = None) -> Iterator[Path]:
    """Packages of a data file, written into the folder `into`: of a period, else of each year that it tells of.

    They count as made when the file was changed last, so that the same file is the same packages.
    """
    changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    with closing(Desk.open(path, read_only=True, origin="district")) as desk:
        day = changed.astimezone().date()
        desk.read.today = lambda: day
        for first, last in [period] if period else _years(desk.read, day):
            package = into / f"{path.stem[:60]} {first:%Y%m%d}-{last:%Y%m%d}{SUFFIX}"
            package.write_bytes(package_bytes(deliver(desk.read, first, last), changed))
            yield package


def _years(read: Reader, today: dt.date) -> list[tuple[dt.date, dt.date]]:
    told = read.value(_FIRST_YEAR)
    if not told:
        raise UserError(
            _("The file holds nothing of this period."), do=_("Choose another period, or enter what was done.")
        )
    first = max(int(str(told)[:4]), today.year - _MOST_YEARS)
    return [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in range(first, today.year + 1)]
