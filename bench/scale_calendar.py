"""What the window asks of a file when the calendar shows a year, the file opened for it; a process of its own.

python -m bench.scale_calendar FILE
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from cluster_desk import places
from cluster_desk.data.file.known import KnownFiles
from cluster_desk.desk import Desk
from cluster_desk.rules.calendar.entries import calendar

_DAY = dt.date(2024, 6, 1)


def main() -> None:
    """Open the file and make the calendar of the year."""
    desk = Desk.open(Path(sys.argv[1]), read_only=True, known=KnownFiles(places.local_folder()))
    calendar(desk.read, _DAY, period=(dt.date(_DAY.year, 1, 1), dt.date(_DAY.year, 12, 31)))


if __name__ == "__main__":
    main()
