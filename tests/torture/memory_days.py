"""Bad days of the memory: it runs out while a paper is written or a document read. The window's is in `tests/ui`."""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cluster_desk import cli
from cluster_desk.core.records.members import Organization
from cluster_desk.desk import Desk
from tests.torture.rows import rows_of

ALL_STEPS = (*range(0, 2_048, 128), *range(2_048, 16_384, 1_024), *range(16_384, 65_536, 8_192), 131_072)
"""Kilobytes more than the process has when the work begins."""
_A_FEW = (0, 2_048, 131_072)
_MEMORY_SENTENCE = "Компьютеру не хватило памяти"


def no_memory_for_a_paper(base: Path, folder: Path, steps: Sequence[int] = _A_FEW) -> str:
    """A paper of many pages is written in every format with ever more memory, from too little up to enough."""
    path = _large(base, folder)
    before = rows_of(path)
    rows: list[tuple[int, str]] = []
    for ending in (".pdf", ".docx", ".xlsx", ".html"):
        target = folder / f"члены{ending}"
        words = ["print", str(path), "members", "--out", str(target)]
        _done(words)
        target.unlink()
        rows += _with_ever_more(words, target, steps)
    assert rows_of(path) == before
    return _summed(rows)


def no_memory_for_a_document(base: Path, folder: Path, steps: Sequence[int] = _A_FEW) -> str:
    """A long document is read with ever more memory."""
    path = _large(base, folder)
    rows: list[tuple[int, str]] = []
    for ending in (".docx", ".xlsx"):
        target = folder / f"члены{ending}"
        _done(["print", str(path), "members", "--out", str(target)])
        _done(["read", str(target)])
        rows += _with_ever_more(["read", str(target)], None, steps)
    return _summed(rows)


def _done(words: Sequence[str]) -> None:
    """Do a command in this process: what is imported on the way is there afterwards."""
    with contextlib.redirect_stdout(io.StringIO()):
        assert cli.main(words) == 0


def _with_ever_more(words: Sequence[str], target: Path | None, steps: Sequence[int]) -> Iterator[tuple[int, str]]:
    """The exit code and what was said for each step of memory."""
    for more in steps:
        code, said = _with_memory(words, more << 10)
        assert code in (0, 1), f"{words[0]} with {more} KB more: {code} {said}"
        assert "Traceback" not in said, said
        assert code == 0 or _MEMORY_SENTENCE in said, f"{words[0]} with {more} KB more: {said}"
        if target:
            assert target.exists() == (code == 0), "half a paper is there"
            target.unlink(missing_ok=True)
            assert not list(target.parent.glob(".*")), "a draft is left"
        yield code, said


def _with_memory(words: Sequence[str], more: int) -> tuple[int, str]:
    """Do the command in a process that gets only so much memory more than it has."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.dup2(writing, 1)
            os.dup2(writing, 2)
            sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
            has = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (has + more, resource.RLIM_INFINITY))
            code = cli.main(words)
            resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said


def _large(base: Path, folder: Path) -> Path:
    """A file whose papers have fifty pages."""
    path = Path(shutil.copy(base, folder / "большой.cdesk"))
    desk = Desk.open(path)
    desk.change(
        "Added", *(Organization(short_name=f"№ {n}", full_name=f"Средняя школа № {n} села") for n in range(700))
    )
    desk.close()
    return path


def _summed(rows: list[tuple[int, str]]) -> str:
    out = sum(code == 1 for code, _said in rows)
    return f"{len(rows)} tries: {out} times “{_MEMORY_SENTENCE}” and exit code 1, else done"


DAYS: tuple[Callable[..., str], ...] = (no_memory_for_a_paper, no_memory_for_a_document)
