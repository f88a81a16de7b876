"""Papers and documents by the dozen: all papers of the sample, 50 documents of other offices, a log as a workbook."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bench import lines
from bench.log_jobs import peer
from bench.paper_jobs import PAPERS
from bench.processes import FEWEST, timed_by_itself, to_the_end

DOCUMENTS, ENTRIES = 50, 100_000


def measure(folder: Path, sample: Path, office: list[str]) -> None:
    """Print every line."""
    _agenda(folder, sample, office)
    out = folder / "papers"
    out.mkdir()
    printed = lines.command("bench.paper_jobs", "print", str(sample), str(out))
    lines.alone(f"the {len(PAPERS)} papers of 2ce847c, one process", "2 s", lambda: to_the_end(printed))
    documents = folder / "documents"
    documents.mkdir()
    made = lines.command("bench.paper_jobs", "make", str(DOCUMENTS), str(documents))
    with lines.guarded("documents to be read"):
        subprocess.run(made, check=True)
    read = lines.command("bench.paper_jobs", "read", str(documents))
    lines.alone(f"{DOCUMENTS} documents read, one process", f"{DOCUMENTS * 0.06:g} s", lambda: to_the_end(read))
    _workbook(folder)


def _agenda(folder: Path, sample: Path, office: list[str]) -> None:
    words = ("cluster_desk", "print", str(sample), "agenda", "--meeting", "2026-12-17", "--out")
    word, pdf = str(folder / "agenda.docx"), str(folder / "agenda.pdf")
    subprocess.run(lines.command(*words, word), check=True, stdout=subprocess.DEVNULL)
    if office:
        convert = [*office, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "theirs"), word]
        ours = lines.command(*words, pdf)
        lines.compare("agenda to PDF, whole process | LibreOffice", "0.5", lambda: to_the_end(ours),
                      lambda: to_the_end(convert))  # fmt: skip


def _workbook(folder: Path) -> None:
    name, goal = peer()
    many, few = _writer(folder, "ours", ENTRIES), _writer(folder, "ours", ENTRIES // 10)
    lines.compare(f"a log of {ENTRIES:,} to Excel | {name}", goal, many, _writer(folder, name, ENTRIES))
    lines.grown("to Excel", many, few)
    many, theirs = (_writer(folder, writer, ENTRIES, "words") for writer in ("ours", name))
    lines.compare(f"a log in random words to Excel | {name}", goal, many, theirs, runs=FEWEST)


def _writer(folder: Path, name: str, count: int, *words: str) -> lines.Run:
    job = lines.command("bench.log_jobs", name, str(count), str(folder / f"{name}.xlsx"), *words)
    return lambda: timed_by_itself(job)
