"""Print how fast and how large the program is, each line beside its peer in the same run.

    python -m bench        (make bench; some minutes)

Windows are timed to their finished picture on a screen of their own (Xvfb), papers to the end of the process.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import plans, rows, verdicts
from bench.processes import RUNS, Taken, side_by_side, to_the_end, to_the_picture

OURS = [sys.executable, "-m", "cluster_desk"]
_SCREEN = "-screen 0 1366x768x24"


def main() -> int:
    """Measure all that this machine can; gives the exit status."""
    if "BENCH_SCREEN" not in os.environ and shutil.which("xvfb-run"):
        values = {**os.environ, "BENCH_SCREEN": "1", "QT_QPA_PLATFORM": "xcb"}
        return subprocess.run(
            ["xvfb-run", "-a", "-s", _SCREEN, sys.executable, "-m", "bench"], env=values, check=False
        ).returncode
    print(f"Python {platform.python_version()}, {platform.platform()}; medians of {RUNS} runs in turn, one discarded")
    print(f"{'':<46}{'ours':>18}{'peer':>18}   ratio   goal")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["CLUSTER_DESK_HOME"] = str(Path(folder) / "home")
        verdicts.begin(Path(folder))
        # An installed program comes compiled; here the run that does not count compiles it.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        office = _office(Path(folder))
        _papers(Path(folder), office)
        plans.measure(Path(folder), office, _compare, _alone)
        sys.stdout.flush()
        subprocess.run([sys.executable, "-m", "bench.plan_table"], check=True)
        subprocess.run([sys.executable, "-m", "bench.safety"], check=True)
        if "BENCH_SCREEN" in os.environ:
            _windows(Path(folder), office)
        else:
            print("Windows: not measured, there is no xvfb-run here.")
        print(verdicts.counted())
    return 0


def _office(folder: Path) -> list[str]:
    """How LibreOffice is called, with a profile of its own; [] when it is not installed."""
    result = shutil.which("soffice")
    if not result:
        print("LibreOffice is not installed: its lines are left out.")
        return []
    return [result, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--norestore", "--nologo"]


def _papers(folder: Path, office: list[str]) -> None:
    sample, word, pdf = folder / "sample.cdesk", folder / "agenda.docx", folder / "agenda.pdf"
    for made in (["new", str(sample), "--sample"], _agenda(sample, word)):
        subprocess.run([*OURS, *made], check=True, stdout=subprocess.DEVNULL)
    if not office:
        return
    convert = [*office, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "theirs"), str(word)]
    _compare(
        "agenda to PDF, whole process | LibreOffice",
        "0.5",
        lambda: to_the_end([*OURS, *_agenda(sample, pdf)]),
        lambda: to_the_end(convert),
    )


def _agenda(sample: Path, out: Path) -> list[str]:
    return ["print", str(sample), "agenda", "--meeting", "2026-12-17", "--out", str(out)]


def _windows(folder: Path, office: list[str]) -> None:
    from bench.screen import look

    bare = [sys.executable, str(Path(__file__).with_name("bare_window.py"))]
    _compare(
        "start to the painted window | bare PySide6",
        "1.3",
        lambda: to_the_picture(OURS, look),
        lambda: to_the_picture(bare, look),
    )
    data_file, workbook = folder / "rows.cdesk", folder / "rows.xlsx"
    rows.make_files(data_file, workbook)
    if office:
        _compare(
            f"start to a list of {rows.COUNT} rows | LibreOffice Calc",
            "0.25",
            lambda: to_the_picture([*OURS, str(data_file)], look),
            lambda: to_the_picture([*office, "--calc", str(workbook)], look),
        )


def _compare(name: str, goal: str, ours: Callable[[], Taken], peer: Callable[[], Taken]) -> None:
    mine, theirs = side_by_side(ours, peer)
    ratio = mine.seconds / theirs.seconds
    told = verdicts.verdict(goal, ratio, mine.seconds)
    print(f"{name:<46}{mine.seconds:>16.3f} s{theirs.seconds:>16.3f} s{ratio:>8.2f}   {told}")
    share = mine.megabytes / theirs.megabytes
    print(f"{'  peak memory':<46}{mine.megabytes:>15.0f} MB{theirs.megabytes:>15.0f} MB{share:>8.2f}", flush=True)


def _alone(name: str, goal: str, ours: Callable[[], Taken]) -> None:
    [mine] = side_by_side(ours)
    print(f"{name:<46}{mine.seconds:>16.3f} s{'':>18}{'':>8}   {verdicts.verdict(goal, 0.0, mine.seconds)}")
    print(f"{'  peak memory':<46}{mine.megabytes:>15.0f} MB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
