"""A session of work of which it is known exactly, at every moment, what the file must hold.

The child says before and after each operation what it does; whoever killed it plays the same operations on a model.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Thread

from cluster_desk.core.records.members import Organization
from cluster_desk.data.backup.copies import back_up_file
from cluster_desk.desk import Desk

Say = Callable[[str], None]
Held = dict[str, str]
"""The notes of every school, by its short name."""


@dataclass
class Model:
    """What the file holds by what was said: states one after another, and which of them holds now."""

    states: list[Held] = field(default_factory=lambda: [{}])
    now: int = 0

    def done(self, operation: str) -> Held:
        """What the file holds once `operation` is done."""
        what, *words = operation.split("\t")
        if what == "undo":
            return self.states[self.now - 1]
        if what == "redo":
            return self.states[self.now + 1]
        held = dict(self.states[self.now])
        if what == "add":
            held |= dict.fromkeys(words, "")
        elif what == "note":
            held[words[0]] = words[1]
        else:
            del held[words[0]]
        return held

    def take(self, operation: str) -> None:
        """Play an operation that is done."""
        held = self.done(operation)
        if operation in ("undo", "redo"):
            self.now += 1 if operation == "redo" else -1
            return
        del self.states[self.now + 1 :]
        self.states.append(held)
        self.now += 1

    def choose(self, chance: random.Random, name: str) -> str:
        """An operation that can be done now; `name` is a new school's."""
        held = self.states[self.now]
        what = chance.choices(("add", "import", "note", "remove", "undo", "redo"), (4, 1, 3, 1, 3, 3))[0]
        if (what == "undo" and self.now) or (what == "redo" and self.now + 1 < len(self.states)):
            return what
        if what == "import":
            return "\t".join(["add", *(f"{name}-{place}" for place in range(60))])
        if what in ("note", "remove") and held:
            chosen = chance.choice(sorted(held))
            return f"note\t{chosen}\tИзменено {name}." if what == "note" else f"remove\t{chosen}"
        return f"add\t{name}"


def work(path: Path, serial: int, model: Model, say: Say, copies: Path | None = None) -> None:
    """Work until killed; with `copies`, copies are made there meanwhile by another thread, as the window does."""
    chance = random.Random(serial)
    if serial % 4 == 0:
        say("ready")  # else when the file is open
    desk = Desk.open(path)
    if serial % 4:
        say("ready")
    if copies:
        Thread(target=_copy_on, args=(path, copies), daemon=True).start()
    for number in count():
        operation = model.choose(chance, f"{serial}-{number}")
        say(f"begin\t{operation}")
        do(desk, operation)
        say("end")
        model.take(operation)


def _copy_on(path: Path, copies: Path) -> None:
    for number in count():
        back_up_file(path, copies / str(number % 3))


def do(desk: Desk, operation: str) -> None:
    """Do an operation at the desk."""
    what, *words = operation.split("\t")
    if what == "undo":
        desk.undo()
    elif what == "redo":
        desk.redo()
    elif what == "add":
        desk.change("Added", *(Organization(short_name=name, full_name=f"Школа {name}") for name in words))
    else:
        [row] = desk.read.rows("SELECT id FROM organizations WHERE short_name = ?", words[0])
        record = desk.read.load(Organization, row[0])
        assert record
        if what == "note":
            record.notes = words[1]
            desk.change("Changed", record)
        else:
            desk.change("Deleted", remove=[record])


def held_by(path: Path) -> Held:
    """What a data file holds of schools; it is opened as the program opens it, and must be whole."""
    desk = Desk.open(path)
    try:
        assert not desk.read_only
        assert desk.verify() == [], f"{path.name} is not whole"
        return dict(desk.read.rows("SELECT short_name, notes FROM organizations"))
    finally:
        desk.close()


def play(model: Model, said: list[str]) -> tuple[list[Held], str]:
    """Play all that was said to be done; every state on the way, and the operation that was begun and not ended."""
    states, begun = [model.states[model.now]], ""
    for line in said:
        if line == "end":
            model.take(begun)
            begun = ""
        else:
            begun = line.removeprefix("begin\t")
            states.append(model.done(begun))
    return states, begun
