"""The program is installed and used: sample, reading, printing, window, second start, portable."""

from __future__ import annotations

import json
import shutil
import statistics
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from installer.build import FOLDER as BUILT
from installer.build import SCRATCH
from installer.pin_inputs import ROOT
from installer.wine_test import documents, watching
from installer.wine_test.trial import Trial, hashes, must
from installer.wine_test.wine import differing, windows_path

Transaction = Callable[[Trial], str]
_UNINSTALL = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\ClusterDesk"
_CLASSES = "HKEY_CURRENT_USER\\Software\\Classes"
_STARTS = 3
_PATIENCE_TRACED = 180  # seconds
_SLOWEST = 1.3  # times the start from source
_GOALS_BESIDE_BARE = {"start screen": 1.3, "sample": 1.6}
_STILL = 2  # seconds without a change tell that all is painted
_BARE = ROOT / "bench" / "bare_window.py"


def silent_setup(trial: Trial) -> str:
    """Installs without a question, for a user with a Cyrillic name; every file is the one built."""
    trial.before = trial.user_files()
    must(trial.install() == 0, "the setup did not end with 0")
    listed = trial.listed()
    result = hashes(trial.wine.installed)
    must(result.pop("uninstall.exe", ""), "there is no uninstaller")
    must(result == listed, f"not the files that were built: {differing(listed, result)[:5]}")
    links = sorted(name for name in trial.user_files() if name.endswith("Cluster Desk.lnk"))
    must(len(links) == 2, f"shortcuts: {links}")
    command = r'Programs\\ClusterDesk\\ClusterDesk.exe\" \"%1\""'
    must(command in trial.wine.registry(f"{_CLASSES}\\ClusterDesk.File"), ".cdesk does not open by double click")
    text = f'"DisplayVersion"="{trial.version}"'
    must(text in trial.wine.registry(_UNINSTALL), "Windows does not know the version")
    size = sum(path.stat().st_size for path in trial.wine.installed.rglob("*") if path.is_file())
    return f"{len(result) + 1} files, {size / 1e6:.1f} MB, 2 shortcuts, .cdesk known"


def sample_and_reading(trial: Trial) -> str:
    """The sample is made; an invented look-alike of a plan is read and stored."""
    trial.sample.unlink(missing_ok=True)  # of a run before
    must("Заречный" in trial.done("new", trial.sample, "--sample"), "the sample's file is not told")
    trial.done("verify", trial.sample)
    document = documents.write_look_alike(trial.wine.documents / "План на 2031 год.docx")
    data = json.loads(trial.done("read", document, "--json"))
    must([each["name"] for each in data["members"]] == list(documents.SCHOOLS), f"members: {data['members']}")
    meeting = data["meetings"][0]
    must((meeting["date"], meeting["theme"]) == ("2031-01-19", documents.THEME), f"the meeting: {meeting}")
    must([each["topic"] for each in meeting["agenda"]] == list(documents.TOPICS), f"agenda: {meeting['agenda']}")
    stored = json.loads(trial.done("import", trial.sample, document, "--json"))
    must(stored["added"].get("Organization") == len(documents.SCHOOLS), f"stored: {stored}")
    return f"{len(data['members'])} members and a meeting of {len(meeting['agenda'])} questions read and stored"


def papers(trial: Trial) -> str:
    """The agenda as PDF and Word, the members as a workbook: their texts are read back."""
    out = trial.wine.documents
    for name in ("Повестка.pdf", "Повестка.docx"):
        trial.done("print", trial.sample, "agenda", "--meeting", "2031-01-19", "--out", out / name)
    trial.done("print", trial.sample, "members", "--out", out / "Участники.xlsx")
    wanted = {
        "Повестка.pdf": (documents.pdf_text, (documents.THEME, *documents.TOPICS)),
        "Повестка.docx": (documents.word_text, (documents.THEME, *documents.TOPICS)),
        "Участники.xlsx": (documents.workbook_text, documents.SCHOOLS),
    }
    for name, (read, texts) in wanted.items():
        content = read(out / name)
        for text in texts:
            must(text in content, f"{name}: no “{text}” in: {content[:300]}")
    return ", ".join(wanted)


def window_and_second_start(trial: Trial) -> str:
    """The window paints; a second start hands its file over; a file opened by Windows does the same; no socket."""
    wine, other = trial.wine, trial.wine.documents / "Другой кластер.cdesk"
    other.unlink(missing_ok=True)
    trial.done("new", other)
    must(watching.sees_a_listener(wine), "the watch is blind")
    watch = watching.Sockets(wine)
    with watch:
        window = trial.open("Заречный.* — Cluster Desk", wine.installed / "ClusterDesk.exe", trial.sample)
        colours = settled(trial, "window.png")
        second = wine.run(wine.installed / "ClusterDesk.exe", windows_path(other), seconds=60)
        must(second.code == 0, f"the second start ended with {second.code}")
        must(wine.window("Другой кластер — Cluster Desk", 20), f"the first window still shows {wine.title(window)}")
        _register_for_all(trial)
        wine.start("start", "/unix", trial.sample)
        opened = wine.window("Заречный.* — Cluster Desk", 30)
        wine.picture(wine.folder / "double-click.png")
        must(opened, "a double click did not open the file")
        wine.press(opened, "ctrl+q")
        wine.idle()
    must(not watch.sockets, f"sockets: {watch.sockets}")
    must((trial.settings / "settings.json").exists(), "the settings were not kept")
    return f"{colours} colours in window.png; second start and double click came into the first; {watch.described()}"


def traced_start(trial: Trial) -> str:
    """The kernel is asked: no socket but the screen's is connected or bound while the program starts and prints."""
    trace = trial.wine.folder / "sockets.trace"
    strace = ("strace", "-f", "-e", "trace=connect,bind,sendto,sendmsg", "-o", str(trace))
    program = trial.wine.installed / "ClusterDesk.exe"
    trial.open("Заречный.* — Cluster Desk", program, trial.sample, before=strace, patience=_PATIENCE_TRACED)
    settled(trial, "traced.png")
    trial.wine.stop()
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    outside = [line for line in lines if "AF_INET" in line or "AF_PACKET" in line]
    must(not outside, f"connections: {outside[:5]}")
    return f"{len(lines)} calls traced, none to a network"


def portable(trial: Trial) -> str:
    """From a folder with a Cyrillic name: settings beside the program, nothing at the user's."""
    stick = trial.wine.folder / "Флешка"
    with zipfile.ZipFile(trial.portable) as archive:
        archive.extractall(stick)
    program, before = stick / "ClusterDesk", trial.user_files()
    kept, inside = hashes(trial.settings), hashes(program)
    data = stick / "Кластер.cdesk"
    trial.done("new", data, program=program)
    window = trial.open("Кластер — Cluster Desk", program / "ClusterDesk.exe", data)
    settled(trial, "portable.png")
    trial.wine.press(window, "ctrl+q")
    trial.wine.idle()
    after = hashes(program)
    must((stick / "ClusterDesk-settings" / "settings.json").exists(), "no settings beside the program's folder")
    must(after == inside, f"changed: {differing(inside, after)}")
    must(trial.user_files() == before and hashes(trial.settings) == kept, "left something at the user's")
    shutil.rmtree(stick)
    return "settings beside it, nothing elsewhere"


def start_time(trial: Trial) -> str:
    """Installed against source, both here, in turns: processor time from the start to the window.

    By the clock a busy computer would fail either of them.
    """
    source = _source_tree(trial)
    installed = (trial.wine.installed / "ClusterDesk.exe",)
    from_source = (source / "runtime" / "python.exe", "-m", "cluster_desk")
    taken: dict[str, list[float]] = {"installed": [], "source": []}
    for turn in range(_STARTS + 1):
        for name, command in (("installed", installed), ("source", from_source)):
            seconds = _start(trial, *command)
            if turn:  # the first fills caches and writes the source's byte code
                taken[name].append(seconds)
    ours, theirs = (statistics.median(taken[name]) for name in ("installed", "source"))
    shutil.rmtree(source)
    must(ours <= _SLOWEST * theirs, f"{ours:.2f} s of processor time installed, {theirs:.2f} s from source")
    return f"processor: installed {ours:.2f} s, source {theirs:.2f} s: {ours / theirs:.2f} times (at most {_SLOWEST})"


def start_time_beside_a_bare_window(trial: Trial) -> str:
    """From the start to the painted picture, in turns: a bare window of PySide6, the start screen, the sample."""
    program = trial.wine.installed / "ClusterDesk.exe"
    probe = with_python(trial.wine.installed, trial.wine.folder / "probe")
    bare = (probe / "runtime" / "python.exe", windows_path(_BARE))
    trial.choose(reminders=False)  # Wine would show them over the window
    starts: dict[str, tuple[str, tuple[str | Path, ...]]] = {
        "bare": ("^python$", bare),
        "start screen": ("^Cluster Desk$", (program,)),
        "sample": ("Заречный.* — Cluster Desk", (program, trial.sample)),
    }
    taken: dict[str, list[float]] = {name: [] for name in starts}
    for turn in range(_STARTS + 1):
        for name, (title, command) in starts.items():
            seconds = _painted(trial, title, *command)
            if turn:  # the first fills caches
                taken[name].append(seconds)
    shutil.rmtree(probe)
    medians = {name: statistics.median(each) for name, each in taken.items()}
    ratios = {name: medians[name] / medians["bare"] for name in _GOALS_BESIDE_BARE}
    told = ", ".join(f"{name} {medians[name]:.2f} s, {ratio:.2f} times" for name, ratio in ratios.items())
    told = f"bare {medians['bare']:.2f} s; {told}"
    for name, most in _GOALS_BESIDE_BARE.items():
        if ratios[name] > most:  # no failure: the clock of a busy computer proves nothing
            trial.noted.append(f"{name}: {ratios[name]:.2f} times a bare window, {most} is the goal")
    return told


def folder_unchanged(trial: Trial) -> str:
    """All this running changed no file of the installed folder."""
    listed = trial.listed()
    values = {name: value for name, value in hashes(trial.wine.installed).items() if name != "uninstall.exe"}
    must(values == listed, f"changed: {differing(listed, values)}")
    return f"{len(values)} files are as they were built"


def _start(trial: Trial, *command: str | Path) -> float:
    window = trial.open("Заречный.* — Cluster Desk", *command, trial.sample)
    taken = trial.wine.processor_time()
    trial.wine.press(window, "ctrl+q")  # not killed: the next start would find its lock and look whether it lives
    trial.wine.idle()
    return taken


def _painted(trial: Trial, title: str, *command: str | Path) -> float:
    """Seconds from the start of a program until its window shows what it goes on showing."""
    wine = trial.wine
    window = trial.open(title, *command)
    began, shown, taken = time.monotonic(), "", 0.0
    while (looked := time.monotonic() - began) < taken + _STILL:
        before, shown = shown, wine.signature()
        if shown != before:
            taken = looked
    wine.press(window, "alt+F4")
    wine.idle()
    return trial.seconds + taken


def settled(trial: Trial, name: str) -> int:
    """Wait until the screen shows something and stays as it is, and take a picture; gives how many colours it has."""
    shown, colours = "", 0
    for _look in range(30):
        before, shown = shown, trial.wine.signature()
        if shown == before:
            colours = trial.wine.picture(trial.wine.folder / name)
            if colours > 50:
                break
        time.sleep(0.5)
    must(colours > 50, f"{name} shows nothing, or never the same twice")
    return colours


def with_python(program: Path, target: Path) -> Path:
    """A copy of a program's folder with the runtime's own python.exe, which is not shipped."""
    shutil.rmtree(target, ignore_errors=True)  # of a trial tried again
    shutil.copytree(program, target)
    python = next(SCRATCH.glob("python/python.exe"))
    shutil.copyfile(python, target / "runtime" / "python.exe")
    return target


def _source_tree(trial: Trial) -> Path:
    """The program as it runs from source: whole wheels, sources, byte code written by the first run."""
    target = trial.wine.folder / "source"
    shutil.rmtree(target, ignore_errors=True)  # of a trial tried again
    shutil.copytree(BUILT / "runtime", target / "runtime")
    shutil.copyfile(next(SCRATCH.glob("python/python.exe")), target / "runtime" / "python.exe")
    paths = next((target / "runtime").glob("*._pth"))
    paths.write_text(f"..\\app\n{paths.read_text(encoding='utf-8')}", encoding="utf-8")  # before the zip's modules
    shutil.copytree(SCRATCH / "wheels", target / "lib")
    for name in ("cluster_desk", "resources"):
        shutil.copytree(SCRATCH / "sources" / name, target / "app" / name)
    return target


def _register_for_all(trial: Trial) -> None:
    """Wine looks for associations at all users' only; what the setup told for one user is told there too."""
    for name in (".cdesk", "ClusterDesk.File"):
        result = trial.wine.registry(f"{_CLASSES}\\{name}")
        trial.wine.add_to_registry(result.replace("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"))


TRIALS: tuple[Transaction, ...] = (
    silent_setup,
    sample_and_reading,
    papers,
    window_and_second_start,
    traced_start,
    portable,
    start_time,
    start_time_beside_a_bare_window,
    folder_unchanged,
)
