"""Every paper that 2ce847c had, and many documents, each in a process of its own, which is timed from start to end.

python -m bench.paper_jobs print SAMPLE FOLDER     the papers of the sample, as files
python -m bench.paper_jobs make COUNT FOLDER       makes invented documents to be read
python -m bench.paper_jobs read FOLDER             they are read and understood
"""

from __future__ import annotations

import datetime as dt
import sys
from contextlib import closing, suppress
from itertools import product
from pathlib import Path
from typing import Any

PAPERS = (
    "agenda invitations attendance minutes extract decisions pack members council contacts plan plan-table calendar "
    "events-funded activity analysis participation plan-done resources clubs indicators expenses certificates "
    "department"
).split()
"""Those of 2ce847c, by which speed is compared; newer papers are left out."""
_DAY = dt.date(2026, 10, 15)


def print_papers(sample: Path, folder: Path) -> None:
    """All of `PAPERS` as PDF, of the first meeting, event, … for which there is anything to print."""
    from cluster_desk.desk import Desk
    from cluster_desk.reports.catalog import paper
    from cluster_desk.reports.formats import write_paper

    with closing(Desk.open(sample, read_only=True)) as desk:
        desk.read.today = lambda: _DAY
        for name in PAPERS:
            write_paper(_built(paper(name), desk.read), folder / f"{name}.pdf")


def _built(paper: Any, read: Any) -> Any:
    from cluster_desk.core.errors import UserError

    names = [each.name for each in paper.options if each.required]
    choices = [[choice.code for choice in each.choices(read)] for each in paper.options if each.required]
    ways = [dict(zip(names, codes, strict=True)) for codes in product(*choices)]
    for options in ways[:-1]:
        with suppress(UserError):
            return paper.build(read, options)
    return paper.build(read, ways[-1])


def make_documents(count: int, folder: Path) -> None:
    """Plans of invented offices as Word documents and workbooks, each of another layout."""
    from tests.documents_check.made import make
    from tests.documents_check.written import write

    for seed in range(count):
        write(make(seed), folder, seed)


def read_documents(folder: Path) -> None:
    """Every document of a folder read and understood."""
    from cluster_desk.exchange.files.reader import read_document

    for path in sorted(folder.iterdir()):
        read_document(path)


def main() -> None:
    """Do what the command line tells."""
    what, *words = sys.argv[1:]
    if what == "make":
        make_documents(int(words[0]), Path(words[1]))
    elif what == "print":
        print_papers(Path(words[0]), Path(words[1]))
    else:
        read_documents(Path(words[0]))


if __name__ == "__main__":
    main()
