"""A file of the program that is missing never ends it silently: a sentence, a box where there is no console, a code."""

from __future__ import annotations

import builtins
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cluster_desk import __main__, cli, incomplete
from cluster_desk.cli import complaints, main
from cluster_desk.core import resources
from cluster_desk.core.errors import Incomplete, as_user_error

Import = Callable[..., Any]
_MISSING = """
import runpy, sys
gone = sys.argv.pop(1)
class Missing:
    def find_spec(self, name, *_more):
        if name == gone:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
for name in [name for name in sys.modules if name == gone]:
    del sys.modules[name]
sys.meta_path.insert(0, Missing())
runpy.run_module("cluster_desk", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ("cluster_desk.cli", ["papers"]),
        ("cluster_desk.core.errors", ["--version"]),
        ("argparse", ["verify", "a.cdesk"]),
        ("PySide6.QtWidgets", []),
        ("PySide6.QtSvg", []),
        ("cluster_desk.app", []),
        ("cluster_desk.program", []),
        ("cluster_desk.ui.look.stylesheet", []),
        ("cluster_desk.cli.commands.files", ["verify", "a.cdesk"]),
        ("cluster_desk.data.file.open", ["verify", "a.cdesk"]),
    ],
)
def test_a_module_that_is_missing_is_named_and_ends_with_its_code(tmp_path: Path, gone: str, words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", _MISSING, gone, *words], capture_output=True, text=True, check=False,
                          cwd=Path(__file__).parents[1], timeout=60)  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert gone in done.stderr
    assert "Установите её заново" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


_A_FOLDER_ALONE = """
import importlib.machinery, runpy, sys
gone = sys.argv.pop(1)
class Folder:
    def find_spec(self, name, *_more):
        if name == gone:
            found = importlib.machinery.PathFinder.find_spec(name)
            alone = importlib.machinery.ModuleSpec(name, None, is_package=True)
            alone.submodule_search_locations = found.submodule_search_locations
            return alone
sys.meta_path.insert(0, Folder())
runpy.run_module("cluster_desk", run_name="__main__")
"""


@pytest.mark.parametrize("gone", ["shiboken6", "PySide6"])
def test_a_package_that_lacks_its_own_file_is_told_though_a_folder_can_be_imported_too(gone: str) -> None:
    done = subprocess.run([sys.executable, "-c", _A_FOLDER_ALONE, gone], capture_output=True, text=True, check=False,
                          cwd=Path(__file__).parents[1], timeout=60)  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert f"нет файла {gone}" in done.stderr


def test_without_a_console_a_box_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(complaints, "tell_in_a_box", told.append)
    monkeypatch.setattr(incomplete, "tell_in_a_box", told.append)
    monkeypatch.setattr(sys, "stderr", None)

    def gone(*_words: object) -> int:
        raise ImportError("DLL load failed while importing QtWidgets", name="PySide6.QtWidgets")

    monkeypatch.setattr(cli, "_open_window", gone)
    assert main([]) == 3
    assert "PySide6.QtWidgets" in told.pop()
    assert incomplete.tell_incomplete("encodings.idna") == 3
    assert "encodings.idna" in told.pop()
    really = builtins.__import__

    def refuse(name: str, *more: Any) -> Any:
        if name == "cluster_desk.cli":
            raise ModuleNotFoundError("gone", name=name)
        return really(name, *more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert __main__.start() == 3
    assert "cluster_desk.cli" in told.pop()


def test_the_windows_launcher_is_told_in_a_box_even_where_somebody_handed_streams_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    monkeypatch.setattr(complaints, "tell_in_a_box", told.append)
    monkeypatch.setattr(incomplete, "tell_in_a_box", told.append)
    monkeypatch.setattr(sys, "_xoptions", {"utf8": True, "window": True})
    assert incomplete.tell_incomplete("encodings.idna") == 3
    assert main(["--nonsense"]) == 2
    assert "encodings.idna" in told[0]
    assert "--nonsense" in told[1]
    assert not capsys.readouterr().err


def test_whatever_keeps_the_window_from_opening_is_told_in_the_box(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(complaints, "tell_in_a_box", told.append)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(cli, "_open_window", lambda _words: 1 // 0)
    assert main([]) == 1
    assert "ошибка" in told.pop().lower()
    assert main(["--нет-такого"]) != 0


def test_a_resource_that_is_missing_is_named() -> None:
    error = FileNotFoundError(2, "none", str(resources.FOLDER / "fonts" / "Tinos-Regular.ttf"))
    trouble = as_user_error(error)
    assert isinstance(trouble, Incomplete)
    assert "Tinos-Regular.ttf" in trouble.what
    assert as_user_error(FileNotFoundError(2, "none", "/tmp/чужой.ttf")) is None


@pytest.mark.parametrize(("build", "code"), [(9600, 5), (14393, 5), (17763, 0), (22631, 0), (None, 0)])
def test_an_old_windows_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], build: int | None, code: int
) -> None:
    monkeypatch.setattr(cli, "_windows_build", lambda: build)
    assert main(["--version"]) == code
    assert ("Windows 10" in capsys.readouterr().err) is bool(code)
