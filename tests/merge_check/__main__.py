"""`make merge-check`: random pairs of histories, merged; and merging killed at every fourth of its calls."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ["CLUSTER_DESK_HOME"] = tempfile.mkdtemp(prefix="merge-check-home-")

from tests.merge_check.checks import checked
from tests.merge_check.killed import killed


def main() -> int:
    """Merge so many pairs; 0 when nothing is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.merge_check")
    parser.add_argument("pairs", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began, counts, wrong = time.process_time(), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory(prefix="merge-check-") as folder:
        for line in checked(Path(folder), asked.pairs, asked.seed, counts):
            print(line, flush=True)
            wrong.append(line)
        for line in killed(Path(folder), random.Random(asked.seed), counts):
            print(line, flush=True)
            wrong.append(line)
    for name, count in sorted(counts.items()):
        print(f"{count:8} {name}")
    print(f"{len(wrong)} wrong, {time.process_time() - began:.0f} s of the processor")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
