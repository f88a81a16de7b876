"""Put the resources and the compiled translations into the wheel; everything else is told in pyproject.toml."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))  # an isolated build does not see the folder it builds

from tools import messages  # noqa: E402 - needs the line above


class BuildWithResources(build_py):
    """Copy the package, then `resources/` into it with the compiled catalogue: git keeps no compiled one.

    A checkout installed for development reads both where they stand.
    """

    def run(self) -> None:
        """Build as setuptools does, then add what is no module."""
        super().run()
        if self.editable_mode:
            messages.compile_catalogue(ROOT / messages.COMPILED)
            return
        package = Path(self.build_lib) / "cluster_desk"
        shutil.copytree(
            ROOT / "resources", package / "resources", ignore=shutil.ignore_patterns("*.po", "*.ts"), dirs_exist_ok=True
        )
        messages.compile_catalogue(package / messages.COMPILED)


setup(cmdclass={"build_py": BuildWithResources})
