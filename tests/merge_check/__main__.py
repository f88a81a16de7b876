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
    _began, counts, wrong = time.process_time(), Counter[str](), list[str]()
    with tempfile.TemporaryDirectory(prefix="merge-check-") as folder:
        for line in checked(Path(folder), asked.pairs, asked.seed, counts):
            wrong.append(line)
        lines = killed(Path(folder), random.Random(asked.seed), counts)
    for _name, _count in sorted(counts.items()):
        pass
    return 1 if wrong or lines else 0


if __name__ == "__main__":
    sys.exit(main())
