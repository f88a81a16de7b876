"""PySide's own modules as files: the installed program loads them only when a call is told wrong, in the same words."""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6

from installer import qt_support
from installer.contents import is_shipped
from installer.linux_contents import is_shipped as is_shipped_for_linux

_BEGIN = "from cluster_desk import quick_start; quick_start.begin(); quick_start.end()"
_WRONG_CALLS = """
import sys
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLabel, QWidget
application = QApplication([])
late = [name for name, module in sys.modules.items() if type(module).__name__ == "_LateModule"]
print(*sorted(late), file=sys.stderr)
class Told(QObject):
    told = Signal(int)
calls = (
    lambda: QLabel(1, 2, 3, 4), lambda: QLabel("").setText(3), lambda: QLabel("", wrong=3), lambda: QWidget().move(""),
    lambda: QTimer.singleShot("soon", print), lambda: Told().told.emit("x"), lambda: QLabel.setText.__signature__,
    lambda: QLabel("").no_such, lambda: QWidget.resize.__doc__, lambda: QWidget("x"), lambda: help(QLabel.setText),
)
for call in calls:
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
"""


def _told(begin: str, *folders: Path) -> tuple[str, list[str]]:
    """What is told of wrong calls, and which modules waited until then."""
    path = os.pathsep.join([*map(str, folders), str(Path(__file__).parents[2])])
    values = {**os.environ, "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen", "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", f"{begin}\n{_WRONG_CALLS}"]
    done = subprocess.run(command, env=values, capture_output=True, text=True, check=True)
    return done.stdout, [word for word in done.stderr.split() if word.startswith("shibokensupport")]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """PySide's package as it is installed: byte code in place of sources."""
    made = tmp_path_factory.mktemp("installed") / "shiboken6"
    shutil.copytree(Path(shiboken6.__file__).parent, made)
    qt_support.lay_out(made)
    for source in made.rglob("files.dir/**/*.py"):
        py_compile.compile(str(source), str(source.with_suffix(".pyc")), doraise=True)
        source.unlink()
    return made


def test_wrong_calls_are_told_in_the_same_words_whenever_the_words_are_loaded(package: Path) -> None:
    stock, none = _told("")
    assert "called with wrong argument types" in stock
    assert not none
    assert _told(_BEGIN) == (stock, [])  # as pip installs it: PySide finds its modules by itself
    told, late = _told(_BEGIN, package.parent)
    assert told == stock
    assert {"shibokensupport.signature.lib.pyi_generator", "shibokensupport.signature.parser"} <= set(late)


def test_they_are_shipped_for_both_systems(package: Path) -> None:
    names = [path.relative_to(package.parent).as_posix() for path in package.rglob("files.dir/**/*.pyc")]
    assert len(names) > 10
    assert all(map(is_shipped, names))
    assert all(map(is_shipped_for_linux, names))


def test_those_of_another_version_are_refused(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").write_text('__version__ = "1.2.3"\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"1\.2\.3"):
        qt_support.lay_out(tmp_path)
