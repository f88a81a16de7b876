"""PySide's own Python modules as files beside it, compiled like all others: else each start unpacks and compiles them.

They stand in PySide's library as a zip of sources. Where there is a folder `files.dir` beside it they are taken from
there; PySide writes it itself when it is asked to by SBK_EMBED. What of them no start needs waits there
(`cluster_desk/quick_start.py`).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import shiboken6

_VERSION = re.compile(r'^__version__ = "([^"]+)"', re.MULTILINE)


def lay_out(package: Path) -> None:
    """Write them into `package`, a folder of shiboken6 for whatever system. Raises ValueError for another version."""
    here = Path(shiboken6.__file__).parent
    ours, theirs = (
        _VERSION.findall((folder / "__init__.py").read_text(encoding="utf-8")) for folder in (here, package)
    )
    if ours != theirs:
        raise ValueError(f"shiboken6 is {ours} here and {theirs} there: their modules may differ")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "shiboken6"
        shutil.copytree(here, copy, ignore=shutil.ignore_patterns("files.dir", "__pycache__"))
        values = {**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1", "SBK_EMBED": "0"}
        subprocess.run([sys.executable, "-c", "import shiboken6"], env=values, check=True)
        shutil.copytree(copy / "files.dir", package / "files.dir", dirs_exist_ok=True)
