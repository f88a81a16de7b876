"""A module that is loaded late is loaded when it is asked, and only what is named is."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from cluster_desk.core.late_modules import loaded_late


def test_a_module_is_loaded_when_it_is_asked_for_something(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the module does when it is loaded tells when that is."""
    monkeypatch.syspath_prepend(tmp_path)
    loaded = tmp_path / "loaded"
    for name in ("asked_late", "asked_at_once"):
        words = (
            f"import pathlib\nwith pathlib.Path({str(loaded)!r}).open('a') as file:\n    print(__name__, file=file)\n"
        )
        (tmp_path / f"{name}.py").write_text(words + "ANSWER = 42\n", encoding="utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
    finders = list(sys.meta_path)

    with loaded_late("asked_late"):
        late = importlib.import_module("asked_late")
        importlib.import_module("asked_at_once")
    assert importlib.import_module("asked_late") is late, "that is no question yet"

    assert loaded.read_text(encoding="utf-8").split() == ["asked_at_once"]
    assert not hasattr(late, "no_such")
    assert late.ANSWER == 42
    assert loaded.read_text(encoding="utf-8").split() == ["asked_at_once", "asked_late"]
    assert sys.meta_path == finders
