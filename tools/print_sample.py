"""Print every paper of a data file as PDF, the way a person at the command line would.

python tools/print_sample.py FILE FOLDER
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import chain
from pathlib import Path

COMMAND = Path(sys.executable).with_name("cluster-desk")


def run(*arguments: str) -> str:
    """What `cluster-desk` prints for `arguments`; its sentence and the end of this script when it refuses."""
    done = subprocess.run([COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(done.stderr.strip() or f"cluster-desk {' '.join(arguments)}: {done.returncode}")
    return done.stdout


def main() -> None:
    """Print the papers, a file each named after the paper, and say which."""
    data_file, folder = sys.argv[1], Path(sys.argv[2])
    for paper in json.loads(run("papers", data_file, "--json")):
        target = folder / f"{paper['id']}.pdf"
        needed = [(f"--{each['name']}", each["default"]) for each in paper["options"] if each["required"]]
        run("print", data_file, paper["id"], "--out", str(target), *chain.from_iterable(needed))
        print(f"{target}: {paper['title']}")


if __name__ == "__main__":
    main()
