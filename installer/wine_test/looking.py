"""Nothing that the program can do was pruned away: every module, command, paper, document and screen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from installer.build import SCRATCH
from installer.wine_test import documents
from installer.wine_test import every_way as every_way_script
from installer.wine_test.trial import Trial, must
from installer.wine_test.using import Transaction, settled, with_python
from installer.wine_test.wine import Wine, wait_for, windows_path

_SCRIPT = Path(__file__).with_name("every_way.py")
SCREENS, _WITH_KEYS = 14, 9
"""Areas, and how many of them have a key of their own."""
_TO_THE_END_OF_GO = ("Alt_L", "Right", "Right", "Right", "Down", "Up")
_CHOSEN = "60x640+0+60"
"""Where the list of areas tells by a mark at its left which one is shown; no menu lies over it."""
_DESKTOP = "HKCU\\Control Panel\\Desktop"
_LOOKS = (("light", 96), ("dark", 96), ("light", 144), ("dark", 144))
_LONGEST, _PATIENCE, _MAY_BE_THERE = 1_600, 90, 5  # seconds
_NEWEST_SQLITE_BEFORE = (3, 50)


def every_way(trial: Trial) -> str:
    """Modules, commands, papers, documents, screens, previews: in one run of the shipped Python, see every_way.py."""
    wine = trial.wine
    probe, folder = with_python(wine.installed, wine.folder / "probe"), wine.folder / "every-way"
    shutil.rmtree(folder, ignore_errors=True)
    documents.write_every_kind(folder / "documents")
    documents.write_form(folder / every_way_script.FORM)
    names = folder / "names.json"
    names.write_text(json.dumps(documents.imported_names(SCRATCH / "sources" / "cluster_desk")), encoding="utf-8")
    python = (probe / "runtime" / "python.exe", "-B", "-X", "utf8")
    words = (windows_path(_SCRIPT), windows_path(folder), windows_path(names))
    answer = wine.run(*python, *words, seconds=_LONGEST)
    failed = [line for line in answer.said.splitlines() if line.startswith("FAILED ")]
    must(not failed, "\n".join(failed[:20]))
    must(answer.code == 0, f"exit code {answer.code}: {answer.complained[-1500:]}")
    counts = json.loads(answer.said.strip().splitlines()[-1])
    (wine.folder / "loaded.json").write_text(json.dumps(counts.pop("loaded")), encoding="utf-8")
    version = counts.pop("sqlite")
    must(tuple(map(int, version.split(".")))[:2] >= _NEWEST_SQLITE_BEFORE, f"SQLite {version}")
    must(not trial.errors, trial.errors[-1500:])
    shutil.rmtree(probe)
    return f"SQLite {version}; " + ", ".join(f"{value} {name}" for name, value in counts.items())


def every_screen(trial: Trial) -> str:
    """The start screen and each area in the installed program, by the keyboard, at 100 and 150 %, light and dark.

    The pictures are to be looked at.
    """
    colours = [number for theme, dots in _LOOKS for number in _pictures(trial, theme, dots)]
    trial.wine.run("reg", "add", _DESKTOP, "/v", "LogPixels", "/t", "REG_DWORD", "/d", "96", "/f")
    must(not trial.errors, trial.errors[-1500:])
    return f"{len(colours)} pictures of {min(colours)} to {max(colours)} colours, no error"


def _pictures(trial: Trial, theme: str, dots: int) -> list[int]:
    """Take the pictures of one look: their colours."""
    wine, program = trial.wine, trial.wine.installed / "ClusterDesk.exe"
    trial.choose(theme=theme, reminders=False)  # Wine would show those over the window
    wine.run("reg", "add", _DESKTOP, "/v", "LogPixels", "/t", "REG_DWORD", "/d", str(dots), "/f")
    name = f"screen-{dots * 100 // 96}-{theme}"
    window = trial.open("^Cluster Desk$", program)
    colours = [settled(trial, f"{name}-start.png")]
    wine.press(window, "ctrl+q")
    wine.idle()
    window = trial.open("Заречный.* — Cluster Desk", program, trial.sample)
    settled(trial, f"{name}-0.png")
    chosen = [wine.signature(_CHOSEN)]
    for number in range(1, SCREENS + 1):
        wine.press(window, *_keys_to(number))
        _wait_for_another(wine, chosen, _MAY_BE_THERE if number == 1 else _PATIENCE)
        colours.append(settled(trial, f"{name}-{number}.png"))
        chosen.append(wine.signature(_CHOSEN))
    must(len(set(chosen[1:])) == SCREENS, f"{name}: not {SCREENS} different areas")
    wine.press(window, "ctrl+q")
    wine.idle()
    return colours


def _keys_to(number: int) -> tuple[str, ...]:
    """The key of an area; those without one stand at the end of the menu that lists all."""
    if number <= _WITH_KEYS:
        return (f"ctrl+{number}",)
    return (*_TO_THE_END_OF_GO, *["Up"] * (SCREENS - number), "Return")


def _wait_for_another(wine: Wine, chosen: list[str], seconds: float) -> None:
    """A busy computer shows the area before for a while; the first one may be there already, so nothing is asked."""
    wait_for(lambda: "" if wine.signature(_CHOSEN) in chosen else "another", seconds)


TRIALS: tuple[Transaction, ...] = (every_way, every_screen)
