"""`make torture`: every bad day, thousands of times; prints what was done and what was lost. Minutes.

What it prints at its end is fit to be put into `docs/safety.md`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

os.environ["CLUSTER_DESK_HOME"] = tempfile.mkdtemp(prefix="torture-home-")

from cluster_desk.core.records.cluster import Cluster
from cluster_desk.desk import Desk
from cluster_desk.sample import create_sample
from tests.torture import bad_days, corrupt_bytes, faults, full_disks, inputs, kills, week
from tests.torture.samples import make_samples, office_documents
from tests.torture.works import WORKS
from tests.torture.wrong import wrong_in

KILLS, FLIPS, CUTS, INPUTS, CHANGES = 2_400, 500, 50, 20_000, 300
_PARTS = 8  # of the kills and of the inputs, each with a seed of its own
_PROCESSES = 3  # on two cores: killing is partly waiting
_QUICK_DISK = Path("/dev/shm")  # faults need no slow disk; where there is none, the usual place
_Told = dict[str, Counter[str]]


def main() -> int:
    """Do it all; 0 when nothing was lost and nothing else went wrong."""
    with ExitStack() as kept:
        root = Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="torture-", ignore_cleanup_errors=True)))
        quick = tempfile.TemporaryDirectory(prefix="torture-", dir=_QUICK_DISK if _QUICK_DISK.is_dir() else None)
        return _torture(root, Path(kept.enter_context(quick)))


def _torture(root: Path, quick: Path) -> int:
    began = time.perf_counter()
    empty, sample = root / "пустой.cdesk", root / "образец.cdesk"
    Desk.create(empty, Cluster(name="Кластер")).close()
    create_sample(sample)
    totals: _Told = {}
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        works = _ask_all(pool, root, quick, empty, sample)
        for future, name in _as_they_end(works):
            error = future.exception()
            if error:
                totals.setdefault(name, Counter())["ended"] += 1
                print(f"ended: {name}: {''.join(traceback.format_exception(error))}", flush=True)
                continue
            totals.setdefault(name, Counter()).update(future.result())
            print(f"{time.perf_counter() - began:6.0f} s  {name}", flush=True)
    days = [(day.__name__.replace("_", " "), _day(day, empty, root)) for day in bad_days.DAYS]
    return _describe(totals, days, time.perf_counter() - began)


def _ask_all(
    pool: ProcessPoolExecutor, root: Path, quick: Path, empty: Path, sample: Path
) -> list[tuple[str, Future[Counter[str]]]]:
    """Everything that is to be done, what takes longest first."""
    documents = make_samples(_made(root / "образцы"), empty, sample)
    papers = office_documents(_made(root / "бумаги"))
    works: list[tuple[str, Future[Counter[str]]]] = []

    def ask(name: str, work: Callable[..., Counter[str]], *value: object) -> None:
        works.append((name, pool.submit(work, *value)))

    for number, work in enumerate(sorted(WORKS, key=lambda work: not work.large)):
        place = _made(quick / str(number))
        ask("a fault at every call of the system", faults.fail_every_call, empty, papers[0], place, (work.name,))
    for part in range(_PARTS):
        seed = part + 1
        ask("kills", kills.kill_at_random, empty, papers[0], _made(root / f"kills{part}"), KILLS // _PARTS, seed)
        ask("inputs", inputs.fuzz, documents, _made(quick / f"inputs{part}"), INPUTS // _PARTS, seed)
    ask("a disk that is full", full_disks.fill_disks, empty, papers[0], _made(root / "full"))
    ask("spoilt bytes", corrupt_bytes.spoil, sample, _made(root / "bytes"), FLIPS, CUTS)
    ask("a week of work", week.work_a_week, _copied(sample, root / "неделя.cdesk"), papers, CHANGES)
    return works


def _day(day: Callable[..., str], empty: Path, root: Path) -> str:
    try:
        return day(empty, _made(root / day.__name__), **bad_days.MORE.get(day, {}))
    except Exception as error:  # noqa: BLE001 - told among what went wrong
        return f"WRONG: {error!r}"


def _describe(totals: _Told, days: list[tuple[str, str]], seconds: float) -> int:
    """Print it all; what `main` gives."""
    wrong = Counter[str]()
    for name, value in totals.items():
        print(f"\n{name}")
        for what, number in sorted(value.items()):
            print(f"  {what:<66}{number:>9,}")
        wrong.update(wrong_in(value))
    print("\nbad days")
    for name, said in days:
        print(f"  {name}: {said}")
        wrong["a bad day"] += said.startswith("WRONG")
    lost = wrong.pop("lost", 0)
    print(f"\nSaid to be done and lost: {lost}. Anything else wrong: {dict(+wrong) or 'nothing'}.")
    print(f"{seconds / 60:.0f} minutes, {os.cpu_count()} cores.")
    return 1 if lost or +wrong else 0


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
