"""The parts of the torture, each cut into pieces that are done alone: by number, in any order, each in a process.

The number of a piece is its seed, or the number of a work or a day; so a run that was broken off goes on where it was,
and what went wrong can be done once more.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cluster_desk.core.records.cluster import Cluster
from cluster_desk.desk import Desk
from cluster_desk.sample import create_sample
from tests.torture import bad_days, corrupt_bytes, faults, full_disks, hostile_files, inputs, kills, power_cuts, week
from tests.torture.samples import make_samples, office_documents
from tests.torture.works import WORKS

_QUICK_DISK = Path("/dev/shm")  # faults need no slow disk; where there is none, the usual place


@dataclass(frozen=True)
class Ground:
    """What every piece begins with."""

    root: Path
    empty: Path
    sample: Path
    documents: list[Path]
    papers: list[Path]


@dataclass(frozen=True)
class Part:
    """One kind of torture: `do(ground, folder, number)` is a piece, of `pieces` in all; `each` of what `unit` names.

    `sample` are the numbers of those that `make torture` does; where they are seeds (`seeds`) there is no end of them.
    """

    name: str
    do: Callable[[Ground, Path, int], Counter[str]]
    pieces: int
    sample: Sequence[int]
    each: int = 1
    unit: str = ""
    seeds: bool = True


def prepare(root: Path) -> Ground:
    """Make the files that all pieces begin with."""
    empty, sample = root / "пустой.cdesk", root / "образец.cdesk"
    Desk.create(empty, Cluster(name="Кластер")).close()
    create_sample(sample)
    (root / "образцы").mkdir()
    (root / "бумаги").mkdir()
    return Ground(root, empty, sample, make_samples(root / "образцы", empty, sample), office_documents(root / "бумаги"))


def do_piece(ground: Ground, name: str, number: int) -> Counter[str]:
    """Do one piece in a folder of its own."""
    part = next(part for part in PARTS if part.name == name)
    place = _QUICK_DISK if _QUICK_DISK.is_dir() and name != "kills" else None
    with tempfile.TemporaryDirectory(prefix="torture-", dir=place, ignore_cleanup_errors=True) as folder:
        return part.do(ground, Path(folder), number)


def _kills(ground: Ground, folder: Path, number: int) -> Counter[str]:
    return kills.kill_at_random(ground.empty, ground.papers[0], folder, 100, number)


def _faults(ground: Ground, folder: Path, number: int) -> Counter[str]:
    """The work of that number, a fault at every call; those of the large ones in six pieces."""
    work, first = _FAULTS[number - 1]
    every = _SHARES if work.large else 1
    return faults.fail_every_call(ground.empty, ground.papers[0], folder, (work.name,), every, first)


def _cuts(ground: Ground, folder: Path, number: int) -> Counter[str]:
    return power_cuts.cut_power(ground.empty, ground.papers[0], folder, 252, number)


def _hostile(ground: Ground, folder: Path, number: int) -> Counter[str]:
    return hostile_files.attack(ground.sample, folder, 102, number)


def _inputs(ground: Ground, folder: Path, number: int) -> Counter[str]:
    return inputs.fuzz(ground.documents, folder, 1_000, number)


def _bytes(ground: Ground, folder: Path, number: int) -> Counter[str]:
    return corrupt_bytes.spoil(ground.sample, folder, 100, 10, number)


def _full(ground: Ground, folder: Path, number: int) -> Counter[str]:
    return full_disks.fill_disks(ground.empty, ground.papers[0], folder, (WORKS[number - 1].name,))


def _week(ground: Ground, folder: Path, number: int) -> Counter[str]:
    path = Path(shutil.copy(ground.sample, folder / "неделя.cdesk"))
    return week.work_a_week(path, ground.papers, 300, number)


def _day(ground: Ground, folder: Path, number: int) -> Counter[str]:
    day = bad_days.DAYS[number - 1]
    print(f"{day.__name__.replace('_', ' ')}: {day(ground.empty, folder, **bad_days.MORE.get(day, {}))}", flush=True)
    return Counter({"bad days": 1})


_SHARES = 6
_FAULTS = [(work, first) for work in WORKS for first in range(1, _SHARES + 1 if work.large else 2)]
_FAULTS_SAMPLED = [number for number, (_work, first) in enumerate(_FAULTS, 1) if first == 1]
PARTS = (
    Part("bad days", _day, len(bad_days.DAYS), range(1, len(bad_days.DAYS) + 1), unit="bad days", seeds=False),
    Part("week", _week, 1, [1], 300, "changes undone and redone"),
    Part("faults", _faults, len(_FAULTS), _FAULTS_SAMPLED, unit="works with a fault at every call", seeds=False),
    Part("full disks", _full, len(WORKS), range(1, len(WORKS) + 1), unit="works on a disk that fills", seeds=False),
    Part("kills", _kills, 24, range(1, 7), 100, "kills"),
    Part("power cuts", _cuts, 12, range(1, 4), 252, "power cuts"),
    Part("hostile files", _hostile, 5, [1, 2], 102, "hostile schemas, values and journals"),
    Part("inputs", _inputs, 20, range(1, 5), 1_000, "inputs"),
    Part("spoilt bytes", _bytes, 5, [1], 110, "bytes flipped and files cut"),
)
"""In the order in which they are done."""
