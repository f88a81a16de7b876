"""Every work with a fault at its first, second, third … call of the system, and killed before each.

The disk is full or fails, once or from then on (the stick is pulled out). Afterwards the folder is compared row by row
with what it must be: as before the work where trouble was told, as after it where it was done, and never a mixture.
"""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from tests.torture import system_calls
from tests.torture.ground import Done, Ground, begin
from tests.torture.states import drafts_in
from tests.torture.system_calls import Fault, Kind, Ran
from tests.torture.works import WORKS

MODES = ((Kind.FULL, False), (Kind.FULL, True), (Kind.FAILING, False), (Kind.FAILING, True), (Kind.KILLED, False))
LASTING_EVERY = 7
"""Works that write the whole file make a thousand calls: faults that last begin at every seventh of them."""


CONTINUED_EVERY = 3
"""After every third fault the same desk is asked to store one change more."""


def fail_every_call(
    base: Path, document: Path, folder: Path, names: Collection[str] = (), every: int = 1, first: int = 1
) -> Counter[str]:
    """Do the works called `names` (all by default) with every fault; gives what was done, and "lost" and the like.

    The calls fail from the `first` on, by turns every `every`th of them.
    """
    result = Counter[str]()
    if not system_calls.available():
        result["passed over: this system lets no call be failed"] += 1
        return result
    begun = begin(base, document, folder)
    for number, work in enumerate(work for work in WORKS if not names or work.name in names):
        ground = Ground(work, begun, folder / str(number))
        gc.collect()
        gc.freeze()  # the children share what is here
        for kind, lasting in MODES:
            numbers = count(first, every * (LASTING_EVERY if lasting and work.large else 1))
            _sweep(ground, kind, lasting, numbers, result)
        shutil.rmtree(folder / str(number))
    return result


def _sweep(ground: Ground, kind: Kind, lasting: bool, numbers: Iterable[int], counts: Counter[str]) -> None:
    name = f"{kind}, lasting" if lasting else str(kind)
    for at in numbers:
        ground.fresh()
        work = partial(ground.do, then=at % CONTINUED_EVERY == 0)
        ran = system_calls.run(work, ground.place, Fault(at, kind, lasting))
        if not (ran.failed or ran.killed):
            return
        counts[f"{ground.work.name}: {name}"] += 1
        if isinstance(ran.result, Done) and (ran.result.went_on or ran.result.afterwards):
            counts["asked the same desk for one change more"] += 1
            counts["it stored it"] += ran.result.went_on
        for word, about in _judged(ground, ran, clean=not (lasting or ran.killed)):
            counts[word] += 1
            print(f"{word}: {ground.work.name}, {name}, call {at} ({ran.failed[0]}): {about}", flush=True)


def _judged(ground: Ground, ran: Ran, *, clean: bool) -> Iterator[tuple[str, str]]:
    """What is not as it must be, in a word and in detail."""
    done = ran.result if isinstance(ran.result, Done) else None
    if ran.error:
        yield "no sentence", ran.error.where
    elif done is None and not ran.killed:
        yield "ended", "the process died by itself"
    if done and done.afterwards:
        yield "did not go on", done.afterwards.text
    drafts = drafts_in(ground.place)
    if clean and drafts and not set(ran.failed) & {"unlink", "unlinkat"}:
        yield "left a draft", ", ".join(drafts)
    yield from ground.wrong(done)
