"""A plan of 2,000 rows: read, understood and stored, printed; each beside its peer."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench.processes import Taken, timed_by_itself, to_the_end

MANY, FEW = 2000, 200
Compare = Callable[[str, str, Callable[[], Taken], Callable[[], Taken]], None]
Alone = Callable[[str, str, Callable[[], Taken]], None]


def measure(folder: Path, office: list[str], compare: Compare, alone: Alone) -> None:
    """Print every line of the plan's measurements."""
    many, few = folder / "plan.cdesk", folder / "few.cdesk"
    document, few_document = folder / "plan.docx", folder / "few.docx"
    for file, count, made in ((many, MANY, document), (few, FEW, few_document)):
        # In a process of its own: a child's peak memory begins with what its parent held.
        subprocess.run([sys.executable, "-m", "bench.plan_rows", str(file), str(count), str(made)], check=True)
    pdf, word = str(folder / "plan.pdf"), str(folder / "made.docx")
    ours_pdf = _job("print-ours", str(many), pdf)
    compare(f"Word plan of {MANY} rows read | python-docx", "0.2", _job("read-ours", str(document)),
            _job("read-python-docx", str(document)))  # fmt: skip
    alone(f"{MANY} rows understood and stored", "0.5 s", _job("store-ours", str(document)))
    alone(f"{MANY} items changed at once", "1 s", _job("change-many", str(many)))
    alone("20 items changed one after another", "0.4 s", _job("change-one-by-one", str(many)))
    compare(f"{MANY} rows to PDF | LongTable of Paragraphs", "0.3", ours_pdf, _job("pdf-long-table", str(MANY), pdf))
    if importlib.util.find_spec("typst"):
        compare(f"{MANY} rows to PDF | Typst", "0.10", ours_pdf, _job("pdf-typst", str(MANY), pdf))
    compare(f"{MANY} rows to PDF | our own {FEW} rows", "10", ours_pdf, _job("print-ours", str(few), pdf))
    if importlib.util.find_spec("docxtpl"):
        compare(f"{MANY} rows to Word | docxtpl", "0.4", _job("print-ours", str(many), word),
                _job("word-docxtpl", str(MANY), word))  # fmt: skip
    if office:
        ours = [sys.executable, "-m", "cluster_desk", "print", str(few), "plan-table", "--out", pdf]
        convert = [*office, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "theirs"), str(few_document)]
        compare(f"{FEW} rows to PDF, whole process | LibreOffice", "0.10", lambda: to_the_end(ours),
                lambda: to_the_end(convert))  # fmt: skip


def _job(*arguments: str) -> Callable[[], Taken]:
    command = [sys.executable, "-m", "bench.plan_jobs", *arguments]
    return lambda: timed_by_itself(command)
