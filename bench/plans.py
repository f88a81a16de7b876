"""A plan of 2,000 rows: read, understood and stored, printed; each beside its peer, and beside a tenth of the rows."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

from bench import lines
from bench.processes import timed_by_itself, to_the_end

MANY, FEW = 2000, 200


def measure(folder: Path, office: list[str]) -> None:
    """Print every line of the plan's measurements."""
    make_files(folder)
    many, few = str(folder / "plan.cdesk"), str(folder / "few.cdesk")
    document, few_document = str(folder / "plan.docx"), str(folder / "few.docx")
    pdf, word = str(folder / "out.pdf"), str(folder / "out.docx")
    read, store, to_pdf = job("read-ours", document), job("store-ours", document), job("print-ours", many, pdf)
    to_word = job("print-ours", many, word)
    lines.compare(f"Word plan of {MANY} rows read | python-docx", "0.2", read, job("read-python-docx", document))
    lines.grown("read", read, job("read-ours", few_document))
    lines.alone(f"{MANY} rows understood and stored", "0.5 s", store)
    lines.grown("understood and stored", store, job("store-ours", few_document))
    lines.alone(f"{MANY} items changed at once", "1 s", job("change-many", many))
    lines.alone("20 items changed one after another", "0.4 s", job("change-one-by-one", many))
    long_table = lines.once(job("pdf-long-table", str(MANY), pdf))
    lines.compare(f"{MANY} rows to PDF | LongTable of Paragraphs", "0.3", to_pdf, long_table)
    if importlib.util.find_spec("typst"):
        typst = job("pdf-typst", str(MANY), pdf)
        lines.compare(f"{MANY} rows to PDF | Typst", "0.10", to_pdf, typst, megabytes=45)
    lines.grown("to PDF", to_pdf, job("print-ours", few, pdf))
    if importlib.util.find_spec("docxtpl"):
        lines.compare(f"{MANY} rows to Word | docxtpl", "0.4", to_word, job("word-docxtpl", str(MANY), word))
    lines.grown("to Word", to_word, job("print-ours", few, word))
    _whole_processes(folder, office)


def make_files(folder: Path) -> None:
    """A plan's data file and Word document, of many rows and of a tenth of them."""
    for name, count in (("plan", MANY), ("few", FEW)):
        made = (str(folder / f"{name}.cdesk"), str(count), str(folder / f"{name}.docx"))
        subprocess.run(lines.command("bench.plan_rows", *made), check=True)


def job(*arguments: str) -> lines.Run:
    """A job of `plan_jobs`, in a process of its own."""
    return lambda: timed_by_itself(lines.command("bench.plan_jobs", *arguments))


def _whole_processes(folder: Path, office: list[str]) -> None:
    """200 rows to PDF from the start of the process to its end, beside programs that are started as well."""
    data_file, pdf, theirs = str(folder / "few.cdesk"), str(folder / "out.pdf"), str(folder / "theirs")
    ours = lines.command("cluster_desk", "print", data_file, "plan-table", "--out", pdf)
    name = f"{FEW} rows to PDF, whole process"
    if importlib.util.find_spec("typst"):
        typst = lines.command("bench.plan_jobs", "pdf-typst", str(FEW), pdf)
        lines.compare(f"{name} | Typst", "0.75", lambda: to_the_end(ours), lambda: to_the_end(typst))
    if office:
        convert = [*office, "--headless", "--convert-to", "pdf", "--outdir", theirs, str(folder / "few.docx")]
        lines.compare(f"{name} | LibreOffice", "0.10", lambda: to_the_end(ours), lambda: to_the_end(convert))
