"""Print how fast and how large the program is, each line beside its peer in the same run.

    python -m bench                          (make bench; within six minutes on an idle machine)
    BENCH_OLD=FOLDER python -m bench         further lines: the same jobs in the code of an older checkout
    BENCH_RUNS=1 python -m bench             fewer runs of each, for a look
    BENCH_CPU=1 python -m bench              the processor's seconds, where the machine is busy with other things
    python -m bench.events [COUNT …]         one part alone: events, plan_table, safety
    python -m bench.district, bench.scale    the district's store, a file of ten years: apart, they take long

A line has ours, the peer's, their ratio, the goal and whether it is reached; what grows stands beside a tenth of the
rows, and is to take no more than ten times as long. A line that cannot be measured says FAILED and why, the others go
on, and the last line counts. Windows are timed to their finished picture on a screen of their own (Xvfb), papers to
the end of the process. Typst, docxtpl, LibreOffice and rustpy-xlsxwriter are peers where they are installed; nothing
is loaded from the network.
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

from bench import lines, papers, plans, rows, verdicts
from bench.older import measure as beside_older
from bench.older import older_checkout
from bench.older import starts as starts_beside_older
from bench.processes import BY_PROCESSOR, how_often, to_the_picture
from cluster_desk.settings import Settings, save

OURS = [sys.executable, "-m", "cluster_desk"]
_SCREEN = "-screen 0 1366x768x24"


def main() -> int:
    """Measure all that this machine can; gives the exit status."""
    if "BENCH_SCREEN" not in os.environ and shutil.which("xvfb-run"):
        values = {**os.environ, "BENCH_SCREEN": "1", "QT_QPA_PLATFORM": "xcb"}
        return subprocess.run(
            ["xvfb-run", "-a", "-s", _SCREEN, sys.executable, "-m", "bench"], env=values, check=False
        ).returncode
    seconds = "the processor's seconds, " if BY_PROCESSOR else ""
    lines.head(f"Python {platform.python_version()}, {platform.platform()}; {seconds}{how_often()}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["CLUSTER_DESK_HOME"] = str(Path(folder) / "home")
        verdicts.begin(Path(folder))
        # An installed program comes compiled; here the run that does not count compiles it.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        # It also comes without Pillow, whose place a small module takes, and without OpenSSL (`installer/contents.py`,
        # `linux_contents.py`): hashlib does without.
        libraries = str(Path(__file__).parents[1] / "installer" / "libraries")
        left_out = Path(folder) / "left-out"
        left_out.mkdir()
        (left_out / "_hashlib.py").write_text('raise ImportError("not installed")\n', encoding="utf-8")
        found_first = filter(None, (libraries, str(left_out), os.environ.get("PYTHONPATH")))
        os.environ["PYTHONPATH"] = os.pathsep.join(found_first)
        _measure(Path(folder))
        print(verdicts.counted())
    return 0


def _measure(folder: Path) -> None:
    office, sample, older = _office(folder), folder / "sample.cdesk", older_checkout()
    subprocess.run([*OURS, "new", str(sample), "--sample"], check=True, stdout=subprocess.DEVNULL)
    lines.parts(
        ("papers and documents", lambda: papers.measure(folder, sample, office)),
        ("a plan", lambda: plans.measure(folder, office)),
        # Processes of their own: what one part leaves in the memory slows no other.
        ("a plan's table", lambda: _part("bench.plan_table")),
        ("a long log", lambda: _part("bench.events")),
        ("safety", lambda: _part("bench.safety")),
    )
    # Before this process loads Qt to look at a screen: Linux counts a process's peak from that of whoever began it.
    if older:
        lines.parts(("an older checkout", lambda: beside_older(folder, older)))
    lines.parts(("windows", lambda: _windows(folder, office, older)))


def _part(name: str) -> None:
    # Qt without a screen says of each window what it cannot do.
    unseen = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.warning=false"}
    subprocess.run(lines.command(name), env=unseen, check=True)


def _look() -> Callable[[], bytes] | None:
    if "BENCH_SCREEN" not in os.environ:
        return None
    from bench.screen import look

    return look


def _office(folder: Path) -> list[str]:
    """How LibreOffice is called, with a profile of its own; [] when it is not installed."""
    result = shutil.which("soffice")
    if not result:
        print("LibreOffice is not installed: its lines are left out.")
        return []
    return [result, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--norestore", "--nologo"]


def _windows(folder: Path, office: list[str], older: Path | None) -> None:
    look = _look()
    if look is None:
        print("Windows: not measured, there is no xvfb-run here.")
        return

    def painted(*command: str) -> lines.Run:
        return lambda: to_the_picture(command, look)

    installed = _as_installed(folder)
    bare = painted(sys.executable, str(Path(__file__).with_name("bare_window.py")))
    lines.compare("start to the start screen | bare PySide6", "1.3", painted(*installed), bare)
    today = painted(*installed, str(folder / "sample.cdesk"))
    lines.compare("start to Today on the sample | bare PySide6", "1.6", today, bare)
    data_file, workbook = folder / "rows.cdesk", folder / "rows.xlsx"
    rows.make_files(data_file, workbook)
    if office:
        home = folder / "at-the-list"
        save(Settings(opens="left", area="members"), home)
        at_the_list = painted(*installed[:1], f"CLUSTER_DESK_HOME={home}", *installed[1:], str(data_file))
        calc = painted(*office, "--calc", str(workbook))
        lines.compare(
            f"start to a list of {rows.COUNT} rows | LibreOffice Calc", "0.25", at_the_list, calc, megabytes=80
        )
    if older:
        starts_beside_older(folder, older, look)


def _as_installed(folder: Path) -> list[str]:
    """How our window is started with PySide's modules as the installed program has them; the bare one has PySide's."""
    import shiboken6

    from installer import qt_support

    package = folder / "as-installed" / "shiboken6"
    shutil.copytree(Path(shiboken6.__file__).parent, package)
    qt_support.lay_out(package)
    return ["env", f"PYTHONPATH={package.parent}{os.pathsep}{os.environ['PYTHONPATH']}", *OURS]


if __name__ == "__main__":
    sys.exit(main())
