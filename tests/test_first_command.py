"""The first command on a bare machine: what a window needs is installed when there is a screen, whenever that is."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CATALOGUE = "cluster_desk/resources/translations/ru/LC_MESSAGES/cluster_desk.mo"
pytestmark = pytest.mark.skipif(not shutil.which("make") or os.name != "posix", reason="make is asked here")


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """The project after a `make run` without a screen, on a machine that has none of the libraries."""
    for name in ("Makefile", "pyproject.toml", "setup.py", "tools/prepare.sh"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name in (".venv/ready-to-run", CATALOGUE):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    machine = tmp_path / "bin"
    machine.mkdir()
    for name, does in {
        "dpkg-query": "exit 1",
        "apt-get": 'echo "$*" >>"$LOG"',
        "id": "echo 0",
        "sudo": "exit 1",
    }.items():
        (machine / name).write_text(f"#!/bin/bash\n{does}\n", encoding="utf-8")
        (machine / name).chmod(0o755)
    return tmp_path


def run(folder: Path, *words: str, screen: str = "") -> str:
    """What a command prints; what it asked apt-get for stands in `log` then."""
    values = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LOG": str(folder / "log"), "DISPLAY": screen}
    done = subprocess.run(words, cwd=folder, env=values, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_screen_that_comes_later_is_prepared_for(prepared: Path) -> None:
    assert "prepare.sh" not in run(prepared, "make", "-n", "run")
    assert "prepare.sh window" in run(prepared, "make", "-n", "run", screen=":0")
    run(prepared, "make", ".venv/ready-for-window", screen=":0")
    asked = (prepared / "log").read_text(encoding="utf-8")
    assert "libxcb-cursor0" in asked
    assert "libegl1" in asked
    assert "prepare.sh" not in run(prepared, "make", "-n", "run", screen=":0")
