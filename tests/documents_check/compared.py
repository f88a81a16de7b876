"""What was read of a made document, held against its truth: facts right and all, words without a home."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.files.reader import read_document
from tests.documents_check.made import Item, Made, make
from tests.documents_check.written import words_of, write


@dataclass
class Outcome:
    """How much of a document was read right; `wrong` tells the facts that were not, `homeless` the words lost."""

    layout: str
    held_back: bool
    facts: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)


def check(seed: int, folder: Path) -> Outcome:
    """Make, write and read the document with that number."""
    made = make(seed)
    document = read_document(write(made, folder, seed))
    outcome = Outcome(made.layout, made.held_back)
    for name, wanted, got in _facts(made, document):
        outcome.facts += 1
        if _bare(wanted) == _bare(got):
            outcome.right += 1
        else:
            outcome.wrong.append(f"{seed} {made.layout}: {name} {wanted!r}, read {got!r}")
    told = set(re.findall(r"[^\W_]+", fold(json.dumps(document.to_json(), ensure_ascii=False).replace("\\n", " "))))
    outcome.homeless = [
        f"{seed} {word}" for word in words_of(made) if not told.issuperset(re.findall(r"\w+", fold(word)))
    ]
    return outcome


def _bare(words: str) -> str:
    return fold(words).strip(" .;")


def _facts(made: Made, document: ParsedDocument) -> Iterator[tuple[str, str, str]]:
    """Each fact of the truth with what was read."""
    yield "title", made.title, document.title or ""
    period = document.period
    yield "period", " ".join(made.period), f"{period.start} {period.end}" if period else ""
    approvals = [f"{one.record.kind} {one.record.name}" for one in document.approvals]
    yield "approvals", "; ".join(map(" ".join, made.approvals)), "; ".join(approvals)
    yield "goals", "; ".join(made.goals), "; ".join(goal.record.text.rstrip(".") for goal in document.goals)
    yield "tasks", "; ".join(made.tasks), "; ".join(task.record.text.rstrip(".") for task in document.tasks)
    found = [
        Item(one.title, one.deadline, one.responsible, one.result, one.number, section.record.name)
        for plan in document.plans
        for section in plan.sections
        for one in (item.record for item in section.parts)
    ]
    for wanted, got in zip_longest(made.items, found):
        if wanted is None:
            yield "invented", "", got.title
            continue
        for name in ("title", "deadline", "responsible", "result", "number"):
            if getattr(wanted, name):
                yield name, getattr(wanted, name), getattr(got, name, "")
        if wanted.section:
            yield "section", wanted.section, getattr(got, "section", "")
