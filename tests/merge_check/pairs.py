"""Pairs of histories: a file that was worked on, copied, and worked on at both places."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.desk import Desk
from tests.builders import a_cluster
from tests.exchange.make_docx import Table, write_docx
from tests.merge_check import same_rows
from tests.merge_check.rows import State, state_of
from tests.plan_builder import store_plan
from tests.torture.office_changes import ALONE, Office, add
from tests.torture.week import CHANGES

_SAME = 0.6  # of the changes are of the few records that both sides change
_BEFORE = 12  # changes before the file is copied
_LONGEST = 12  # changes of a side
_OFTEN = (
    "words changed",
    "deleted",
    "part deleted",
    "plan rows moved",
    "plan rows pasted",
    "plan section moved",
    "states of plan rows",
    "minutes confirmed",
    "minutes unlocked",
    "brought back from the bin",
    "earlier state brought back",
    "document taken in",
    "photo removed",
    "event typed in one line",
    "added: Event",
    "added: Meeting",
    "changed after an undo",
    "undo",
    "redo",
)
"""What is drawn as often as everything else together: where two sides meet."""


_BACK = ("undo", "redo", "changed after an undo")


@dataclass
class Pair:
    """Two copies of a file, and what it held when it was copied."""

    one: Path
    other: Path
    before: State
    documents: list[Path]


class Bases:
    """Files to be copied, one for some pairs; and documents to take in."""

    def __init__(self, folder: Path, chance: random.Random, each: int) -> None:
        self._folder, self._chance, self._each = folder, chance, each
        self._sample = folder / "образец.cdesk"
        _small_file(self._sample, chance)
        self.documents = _documents(folder)
        self._made = 0
        self._state = State()

    def pair(self, number: int, counts: Counter[str]) -> Pair:
        """The next pair, worked on at both places."""
        base = self._folder / "общий.cdesk"
        if not self._made or self._made % self._each == 0:
            shutil.copy(self._sample, base)
            with closing(Desk.open(base)) as desk:
                work(desk, self._chance, self.documents, _BEFORE, counts)
                self._state = state_of(desk._file.connection)
        self._made += 1
        copies = []
        for side in ("здесь", "там"):
            place = self._folder / f"{number} {side}"
            place.mkdir()
            copies.append(Path(shutil.copy(base, place / "Кластер.cdesk")))
            with closing(Desk.open(copies[-1])) as desk:
                work(desk, self._chance, self.documents, self._chance.randint(0, _LONGEST), counts)
        return Pair(copies[0], copies[1], self._state, self.documents)


def work(
    desk: Desk, chance: random.Random, documents: list[Path], changes: int, counts: Counter[str], *, undo: bool = True
) -> None:
    """Make so many changes, drawn by lot; those that the rules refuse are none. Without `undo` none is taken back."""
    office = Office(desk, chance, documents, serial=chance.randrange(10**6))
    names, weights = list(CHANGES), [each[1] for each in CHANGES.values()]
    for _change in range(changes):
        name = chance.choice(_OFTEN) if chance.random() < 0.5 else chance.choices(names, weights)[0]
        if not undo and name in _BACK:
            continue
        try:
            if name in ("undo", "redo"):
                desk.undo() if name == "undo" else desk.redo()
            elif chance.random() < _SAME:
                chance.choice(same_rows.CHANGES)(office)
            else:
                CHANGES[name][0](office)
        except (Problems, UserError):
            continue
        counts["changes"] += 1
        counts[f"changes: {name}"] += 1


def _small_file(path: Path, chance: random.Random) -> None:
    """A file with one or two records of every kind and a plan: small, so that both sides meet at the same rows."""
    with closing(Desk.create(path, a_cluster())) as desk:
        store_plan(desk)
        for kind in ALONE:
            for _each in range(2):
                with suppress(Problems, UserError):
                    add(kind)(Office(desk, chance, [], serial=chance.randrange(10**6)))


def _documents(folder: Path) -> list[Path]:
    """An agenda and a plan as offices write them."""
    head = ["№", "Мероприятие", "Срок", "Ответственный"]
    rows = [[str(n), f"Семинар {n} по наставничеству", "до 10 ноября", "Зимина А. Р."] for n in range(1, 6)]
    plan = write_docx(folder / "план.docx", ["План работы кластера на 2026 год", Table([head, *rows])])
    members = [["№", "Наименование организации", "Руководитель"], ["1", "МКОУ СОШ с. Дальнее", "Громов П. А."]]
    return [plan, write_docx(folder / "члены.docx", ["Члены кластера", Table(members)])]
