"""`make papers-check`: every paper in four formats on three days (before, within, after its period), of every file.

The workbooks of the day within the period are recalculated by LibreOffice.

python -m tests.papers_check                      the sample, look-alikes, a sparse and an empty file
python -m tests.papers_check --file sample --paper activity
python -m tests.papers_check --document plan.docx  a real plan, read into a file of its own
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

os.environ["CLUSTER_DESK_HOME"] = tempfile.mkdtemp(prefix="papers-check-home-")

from cluster_desk.core.errors import UserError
from cluster_desk.desk import Desk
from tests.papers_check.checks import complaints, of_format, printed
from tests.papers_check.files import FILES, imported
from tests.papers_check.recalculated import wrong_formulas

_WORKBOOKS = "workbooks"
"""The folder of those of the day within the year, to be recalculated when all are written."""
_FORMATS = (".pdf", ".docx", ".xlsx", ".html")


def days_of(year: int) -> tuple[dt.date, dt.date, dt.date]:
    """A day before, one within and one after a year."""
    return dt.date(year - 1, 11, 20), dt.date(year, 6, 15), dt.date(year + 1, 2, 3)


def main() -> int:
    """Check what was asked; 0 when nothing is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.papers_check")
    parser.add_argument("--file", choices=list(FILES), action="append")
    parser.add_argument("--paper", action="append", default=[])
    parser.add_argument("--document", type=Path, action="append", default=[])
    parser.add_argument("--no-formats", action="store_true", help="the papers as built, not written")
    asked = parser.parse_args()
    began, counts, wrong = time.perf_counter(), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory(prefix="papers-check-") as folder:
        for name, path, year in _files(asked, Path(folder)):
            with_formats = () if asked.no_formats else _FORMATS
            for told in _check(name, path, year, tuple(asked.paper), with_formats, counts):
                print(told, flush=True)
                wrong.append(told)
        workbooks = sorted((Path(folder) / _WORKBOOKS).glob("*.xlsx"))
        for told in wrong_formulas(workbooks):
            print(told, flush=True)
            wrong.append(told)
    print(
        f"{counts['built']} papers built, {counts['refused']} refused in a sentence, {counts['written']} written, "
        f"{len(wrong)} complaints, {time.perf_counter() - began:.0f} s"
    )
    return 1 if wrong else 0


def _files(asked: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Path, int]]:
    for name, (make, year) in FILES.items():
        if (asked.file and name in asked.file) or not (asked.file or asked.document):
            path = folder / f"{name}.cdesk"
            make(path)
            yield name, path, year
    for document in asked.document:
        path = folder / f"{document.stem}.cdesk"
        yield document.stem, path, imported(document, path)


def _check(
    name: str, path: Path, year: int, papers: tuple[str, ...], formats: tuple[str, ...], counts: Counter[str]
) -> Iterator[str]:
    desk = Desk.open(path, read_only=True)
    workbooks = path.parent / _WORKBOOKS
    workbooks.mkdir(exist_ok=True)
    for number, day in enumerate(days_of(year)):
        for one in printed(desk, year, day, papers):
            if isinstance(one, UserError):
                counts["refused"] += 1
                continue
            counts["built"] += 1
            found = complaints(one)
            for suffix in formats:
                counts["written"] += 1
                written = path.with_name(f"paper{suffix}")
                found += of_format(one, written)
                if suffix == ".xlsx" and number == 1:
                    shutil.copyfile(written, workbooks / f"{name} {one.paper.id} {counts['built']}.xlsx")
            where = f"{name}, {one.paper.id} {one.options}, {day}"
            yield from (f"{where}: {each}" for each in dict.fromkeys(found))
    desk.close()


if __name__ == "__main__":
    sys.exit(main())
