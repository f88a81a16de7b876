"""Compile the translations into the wheel; everything else is told in pyproject.toml."""

from __future__ import annotations

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))  # an isolated build does not see the folder it builds

from tools import messages  # noqa: E402 - needs the line above


class BuildWithMessages(build_py):
    """Copy the package, then put the compiled catalogue beside its sources; git keeps no compiled file."""

    def run(self) -> None:
        """Build as setuptools does and compile the messages: in place when installed for development."""
        super().run()
        translations = ROOT if self.editable_mode else Path(self.build_lib)
        messages.compile_catalogue(translations / messages.COMPILED)


setup(cmdclass={"build_py": BuildWithMessages})
