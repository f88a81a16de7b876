"""Makes and reads the documents, and tells the figures."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.documents_check.compared import Outcome, check

_ENOUGH = 0.97
_SHOWN = 30


def main() -> int:
    """Check as many documents as asked; whether fewer facts than enough were read, or words lost."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [check(seed, Path(folder)) for seed in range(count)]
    for wrong in [line for one in outcomes for line in one.wrong][:_SHOWN]:
        _say(f"wrong: {wrong}")
    for held_back in (False, True):
        told = [one for one in outcomes if one.held_back is held_back]
        _tell("layouts held back" if held_back else "layouts known", told)
        for layout in sorted({one.layout for one in told}):
            _tell(f"  {layout}", [one for one in told if one.layout == layout])
    _tell("all", outcomes)
    homeless = [word for one in outcomes for word in one.homeless]
    _say(f"words without a home: {len(homeless)} {' '.join(homeless[:_SHOWN])}")
    return int(bool(homeless) or share(outcomes) < _ENOUGH)


def share(outcomes: Sequence[Outcome]) -> float:
    """How many of all facts were read right."""
    return sum(one.right for one in outcomes) / max(sum(one.facts for one in outcomes), 1)


def _tell(name: str, outcomes: Sequence[Outcome]) -> None:
    right, facts = sum(one.right for one in outcomes), sum(one.facts for one in outcomes)
    _say(f"{name}: {len(outcomes)} documents, {right} of {facts} facts ({100 * share(outcomes):.1f} %)")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
