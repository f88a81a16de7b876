"""Run every trial in order and tell each result; ends with 1 when one failed.

python -m installer.wine_test [--setup SETUP.exe] [--again] [WORD …]   only trials whose name holds one of the words;
`--again` goes on with the Windows that the run before left.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from pathlib import Path

from installer.build import DIST
from installer.pin_inputs import ROOT
from installer.wine_test import ending, looking, refusing, using
from installer.wine_test.trial import Failed, Trial
from installer.wine_test.wine import Wine

FOLDER = ROOT / "build" / "wine-test"
_TRIALS = (*using.TRIALS, *looking.TRIALS, *refusing.TRIALS, *ending.TRIALS)


def main() -> int:
    """Try everything; the pictures stay in build/wine-test."""
    parser = argparse.ArgumentParser(description="The setup under Wine.")
    parser.add_argument("--setup", type=Path)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("words", nargs="*")
    asked = parser.parse_args()
    setup = asked.setup or max(DIST.glob("*-setup.exe"), key=lambda path: path.stat().st_mtime)
    wine = Wine(FOLDER)
    trial = Trial(wine, setup.absolute())
    failed = []
    try:
        wine.use() if asked.again else wine.make()
        for each in _TRIALS:
            name = each.__name__.replace("_", " ")
            if asked.words and not any(word in name for word in asked.words):
                continue
            if not _run(trial, each, name):
                failed.append(name)
    finally:
        wine.close()
    for line in trial.noted:
        print(f"noted: {line}")
    print(f"\n{len(failed)} failed: {', '.join(failed)}" if failed else "\nall passed")
    return 1 if failed else 0


def _run(trial: Trial, each: using.Transaction, name: str) -> bool:
    began = time.monotonic()
    try:
        result = each(trial)
    except Failed as error:
        print(f"FAILED {name}: {error}", flush=True)
        return False
    except Exception:  # noqa: BLE001 - one trial that breaks must not hide the others
        print(f"FAILED {name}:\n{traceback.format_exc()}", flush=True)
        return False
    finally:
        trial.wine.stop()
    print(f"ok {name} ({time.monotonic() - began:.0f} s): {result}", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
