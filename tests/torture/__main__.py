"""`make torture`: every bad day, thousands of times; prints what was done and what was lost. Minutes."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

os.environ["CLUSTER_DESK_HOME"] = tempfile.mkdtemp(prefix="torture-home-")

from cluster_desk.core.records.cluster import Cluster
from cluster_desk.desk import Desk
from cluster_desk.sample import create_sample
from tests.torture import bad_days, faults, inputs, kills, spoilt_bytes, week
from tests.torture.samples import make_samples

KILLS, FLIPS, CUTS, INPUTS, CHANGES = 2_400, 500, 50, 20_000, 300
_PARTS = 12
_PROCESSES = 4  # killing is mostly waiting


def main() -> int:
    """Do it all; 0 when nothing that was confirmed was lost."""
    began = time.perf_counter()
    root = Path(tempfile.mkdtemp(prefix="torture-"))
    empty, sample = root / "пустой.cdesk", root / "образец.cdesk"
    Desk.create(empty, Cluster(name="Кластер")).close()
    create_sample(sample)
    documents = make_samples(_made(root / "документы"), empty, sample)
    lost = 0
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        works: list[tuple[str, Future[Counter[str]]]] = []

        def ask(name: str, work: Callable[..., Counter[str]], *told: object) -> None:
            works.append((name, pool.submit(work, *told)))

        ask("a fault at every write", faults.fail_every_write, empty, _made(root / "faults"))
        ask("spoilt bytes", spoilt_bytes.spoil, sample, _made(root / "bytes"), FLIPS, CUTS)
        ask("a week of work", week.work_a_week, _copied(sample, root / "неделя.cdesk"), CHANGES)
        for part in range(_PARTS):
            ask("kills", kills.kill_at_random, empty, _made(root / f"kills{part}"), KILLS // _PARTS, part)
            ask("inputs", inputs.fuzz, documents, _made(root / f"inputs{part}"), INPUTS // _PARTS, part)
        totals: dict[str, Counter[str]] = {}
        for future, name in _as_they_end(works):
            totals.setdefault(name, Counter()).update(future.result())
            print(f"{time.perf_counter() - began:6.0f} s  {name}: {dict(future.result())}", flush=True)
    for name, told in totals.items():
        print(f"\n{name}")
        for what, number in sorted(told.items()):
            print(f"  {what:<50}{number:>9}")
        lost += told["lost"]
    print("\nbad days")
    for day in bad_days.DAYS:
        print(f"  {day.__name__.replace('_', ' ')}: {day(empty, _made(root / day.__name__))}")
    print(f"\nConfirmed and lost: {lost}. {time.perf_counter() - began:.0f} s.")
    return 1 if lost else 0


def _as_they_end(works: list[tuple[str, Future[Counter[str]]]]) -> Iterator[tuple[Future[Counter[str]], str]]:
    names = {future: name for name, future in works}
    return ((future, names[future]) for future in as_completed(names))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _copied(source: Path, target: Path) -> Path:
    target.write_bytes(source.read_bytes())
    return target


if __name__ == "__main__":
    sys.exit(main())
