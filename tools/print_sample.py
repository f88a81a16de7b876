"""Print every paper of a data file as PDF, the way a person at the command line would.

python tools/print_sample.py FILE FOLDER
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("cluster-desk")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What `cluster-desk` answers to `arguments`."""
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


def ways(paper: dict[str, Any]) -> Iterator[list[str]]:
    """The options to print a paper with: what the window begins with, else another of the meetings or events."""
    needed = [each for each in paper["options"] if each["required"]]
    yield [word for each in needed for word in (f"--{each['name']}", each["default"])]
    for option in needed:
        for choice in option["choices"]:
            yield [f"--{option['name']}", choice["value"]]


def main() -> None:
    """Print the papers, a file each named after the paper, and say which."""
    data_file, folder = sys.argv[1], Path(sys.argv[2])
    listed = run("papers", data_file, "--json")
    if listed.returncode:
        sys.exit(listed.stderr.strip())
    for paper in json.loads(listed.stdout):
        target = folder / f"{paper['id']}.pdf"
        said = ""
        for options in ways(paper):
            done = run("print", data_file, paper["id"], "--out", str(target), *options)
            if not done.returncode:
                break
            said = said or done.stderr.strip()
        else:
            sys.exit(f"{paper['id']}: {said}")
        print(f"{target}: {paper['title']}")


if __name__ == "__main__":
    main()
