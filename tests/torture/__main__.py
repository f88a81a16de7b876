"""`make torture`: every bad day, thousands of times; prints what was done and what was lost.

    python -m tests.torture                     a sample of every part, whole: within the hour on two cores
    python -m tests.torture --all               all pieces, then further seeds without end; Ctrl+C ends it, and
                                                the next run goes on where it was (build/torture.json)
    python -m tests.torture --part kills --seed 7   one part, one piece of it

What it prints at its end is fit to be put into `docs/safety.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from itertools import chain, count, islice
from multiprocessing import get_context
from pathlib import Path

os.environ["CLUSTER_DESK_HOME"] = tempfile.mkdtemp(prefix="torture-home-")

from tests.torture import parts
from tests.torture.wrong import wrong_in

_PROCESSES = 3  # on two cores: killing is partly waiting
_KEPT = Path(__file__).parents[2] / "build" / "torture.json"
_Piece = tuple[str, int]
_Done = dict[_Piece, Counter[str]]


def main() -> int:
    """Do what was asked; 0 when nothing was lost and nothing else went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("--all", action="store_true", help="all pieces, then further seeds without end")
    parser.add_argument("--part", choices=[part.name for part in parts.PARTS], action="append")
    parser.add_argument("--seed", type=int, help="only the piece of this number")
    asked = parser.parse_args()
    chosen = [part for part in parts.PARTS if not asked.part or part.name in asked.part]
    began, done = time.perf_counter(), _kept() if asked.all else {}
    pieces = [(part.name, asked.seed) for part in chosen] if asked.seed else _pieces(chosen, every=asked.all)
    with (
        tempfile.TemporaryDirectory(prefix="torture-", ignore_cleanup_errors=True) as root,
        suppress(KeyboardInterrupt),
    ):
        _torture(Path(root), (piece for piece in pieces if piece not in done), done, keep=asked.all)
    return _describe(done, time.perf_counter() - began)


def _pieces(chosen: list[parts.Part], *, every: bool) -> Iterator[_Piece]:
    """The sample; or all pieces, and then further seeds without end."""
    if not every:
        return ((part.name, number) for part in chosen for number in part.sample)
    planned = ((part.name, number) for part in chosen for number in range(1, part.pieces + 1))
    seeds = [part for part in chosen if part.seeds]
    return chain(planned, ((part.name, part.pieces + more) for more in (count(1) if seeds else ()) for part in seeds))


def _torture(root: Path, pieces: Iterable[_Piece], done: _Done, *, keep: bool) -> None:
    """Do the pieces, as many at once as there are processes."""
    began, ground, waiting = time.perf_counter(), parts.prepare(root), iter(pieces)
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        running: dict[Future[Counter[str]], _Piece] = {}
        try:
            while True:
                for piece in islice(waiting, _PROCESSES - len(running)):
                    running[pool.submit(parts.do_piece, ground, *piece)] = piece
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    name, number = running.pop(future)
                    done[name, number] = _result(future, f"{name} {number}")
                    print(f"{time.perf_counter() - began:6.0f} s  {name} {number}", flush=True)
                    if keep:
                        _keep(done)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _result(future: Future[Counter[str]], name: str) -> Counter[str]:
    error = future.exception()
    if error:
        print(f"ended: {name}: {''.join(traceback.format_exception(error))}", flush=True)
        return Counter({"ended": 1})
    return future.result()


def _kept() -> _Done:
    """What earlier runs have done."""
    if not _KEPT.exists():
        return {}
    stored = json.loads(_KEPT.read_text(encoding="utf-8"))
    return {(str(name), int(number)): Counter(counts) for name, number, counts in stored}


def _keep(done: _Done) -> None:
    _KEPT.parent.mkdir(exist_ok=True)
    content = json.dumps([[*piece, counts] for piece, counts in done.items()], ensure_ascii=False, indent=0)
    draft = _KEPT.with_suffix(".new")
    draft.write_text(content, encoding="utf-8")
    draft.replace(_KEPT)


def _describe(done: _Done, seconds: float) -> int:
    """Print it all, how much of how much was done; what `main` gives."""
    wrong = Counter[str]()
    for part in parts.PARTS:
        pieces = {number: counts for (name, number), counts in done.items() if name == part.name}
        if pieces:
            print(f"\n{part.name}: {len(pieces) * part.each:,} of {part.pieces * part.each:,} {part.unit}")
            total = sum(pieces.values(), Counter())
            for what, number in sorted(total.items()):
                print(f"  {what:<66}{number:>9,}")
            wrong.update(wrong_in(total))
    lost = wrong.pop("lost", 0)
    print(f"\nSaid to be done and lost: {lost}. Anything else wrong: {dict(+wrong) or 'nothing'}.")
    print(f"{seconds / 60:.0f} minutes, {os.cpu_count()} cores.")
    return 1 if lost or +wrong else 0


if __name__ == "__main__":
    sys.exit(main())
