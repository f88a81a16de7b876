"""The bench on a handful of rows: each of its lines can still be measured, and one that fails stops no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench import lines, log_jobs, paper_jobs, plan_jobs, processes, verdicts
from bench.plan_rows import make_plan
from bench.processes import Taken

Capture = pytest.CaptureFixture[str]
_ALL = """
import sys
from bench.{} import main
for words in sys.argv[1:]:
    sys.argv[1:] = words.split("|")
    main()
"""


def run_jobs(module: str, jobs: list[tuple[str, ...]]) -> None:
    """Do these jobs in one process of their own, as each is in one of its own in the bench."""
    command = [sys.executable, "-c", _ALL.format(module), *("|".join(job) for job in jobs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == len(jobs)


def test_every_job_with_a_plan_runs(tmp_path: Path) -> None:
    data_file, document = tmp_path / "plan.cdesk", tmp_path / "plan.docx"
    make_plan(data_file, 6, document)
    plan, word, pdf, out = str(data_file), str(document), str(tmp_path / "o.pdf"), str(tmp_path / "o.docx")
    jobs = [
        ("read-ours", word), ("read-python-docx", word), ("store-ours", word), ("change-many", plan),
        ("change-one-by-one", plan), ("print-ours", plan, pdf), ("print-ours", plan, out), ("pdf-long-table", "6", pdf),
        ("pdf-typst", "6", pdf), ("word-docxtpl", "6", out),
    ]  # fmt: skip
    assert {job[0] for job in jobs} == set(plan_jobs.JOBS)
    run_jobs("plan_jobs", jobs)


def test_a_log_is_written_by_us_and_by_the_peer(tmp_path: Path) -> None:
    writers = ("ours", log_jobs.peer()[0])
    jobs = [(one, "6", str(tmp_path / f"{one}.xlsx"), *words) for one in writers for words in ((), ("words",))]
    run_jobs("log_jobs", jobs)
    assert all((tmp_path / f"{one}.xlsx").stat().st_size > 1000 for one in writers)


def test_papers_and_documents_are_printed_and_read(sample_file: Path, tmp_path: Path) -> None:
    for name in ("papers", "documents"):
        (tmp_path / name).mkdir()
    paper_jobs.print_papers(sample_file, tmp_path / "papers")
    assert {path.stem for path in (tmp_path / "papers").iterdir()} == set(paper_jobs.PAPERS)
    paper_jobs.make_documents(3, tmp_path / "documents")
    paper_jobs.read_documents(tmp_path / "documents")


@pytest.mark.parametrize(
    ("asked", "told"), [("", "medians of 3 and more runs"), ("2", "medians of up to 2 runs"), ("0", "of one run each")]
)
def test_the_first_line_tells_how_often_each_is_run(asked: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENCH_RUNS", asked)
    assert processes.how_often().startswith(told)


def test_a_line_that_fails_says_so_and_the_rest_goes_on(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BENCH_VERDICTS", "")  # what `begin` says holds for this test alone
    verdicts.begin(tmp_path)

    def fail() -> Taken:
        raise TimeoutError("painted nothing")

    lines.alone("the window", "1 s", fail)
    lines.compare("a list | its peer", "0.5", lambda: Taken(0.2, 10.0), lambda: Taken(1.0, 20.0))
    lines.compare("a search | its peer", "0.5 s", lambda: Taken(0.8, 0.0), lambda: Taken(1.0, 0.0))
    window, ours, memory, search = capsys.readouterr().out.splitlines()
    assert "FAILED: TimeoutError: painted nothing" in window
    assert ours.split() == ["a", "list", "|", "its", "peer", "0.200", "s", "1.000", "s", "0.200", "≤", "0.5", "reached"]
    assert memory.split() == ["peak", "memory", "10", "MB", "20", "MB", "0.500"]
    assert search.endswith("missed")
    assert verdicts.counted() == "1 of 2 goals reached, 1 lines failed"
