"""Papers of other offices, told in plain text, as Word documents; and what was understood of them, in plain text.

A case of `offices/*.txt` begins with "== its name"; its blocks follow, then "--" and the outline expected. A line that
begins with "|" is a row of a table, its cells parted by "|"; "[3] words" is a cell over three columns, "v words" begins
a cell over rows and "^" goes on with it. "#2 words" is a line of the automatic list 2. "⏎" ends a paragraph inside a
cell, "↵" breaks a line, "⇥" is a tab. Every name is invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, Reason
from cluster_desk.core.parsed_rows import INFERRED
from cluster_desk.core.records.plans import PlanItem, PlanStep, Responsible
from tests.exchange.make_docx import Below, Merged, Numbered, Table

FOLDER = Path(__file__).parent / "offices"


@dataclass
class Paper:
    """A case: the blocks of the document and the outline expected."""

    name: str
    blocks: list[object] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)


def papers() -> Iterator[Paper]:
    """Every case of every file."""
    for path in sorted(FOLDER.glob("*.txt")):
        for entry in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            above, _parting, below = entry.partition("\n--\n")
            name, *lines = above.split("\n")
            yield Paper(name, list(_blocks(lines)), [line for line in below.split("\n") if line])


def _blocks(lines: list[str]) -> Iterator[object]:
    rows: list[list[object]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([_cell(cell.strip()) for cell in line[1:].split("|")])
            continue
        if rows:
            yield Table(rows)
            rows = []
        if listed := re.match(r"#(\d) ", line):
            yield Numbered(line[listed.end() :], int(listed[1]))
        elif line:
            yield _signs(line)


def _cell(words: str) -> object:
    if words == "^":
        return Below()
    if listed := re.match(r"#(\d)", words):
        return Numbered(words[listed.end() :].strip(), int(listed[1]))
    if across := re.match(r"\[(\d+)\] ", words):
        return Merged(_signs(words[across.end() :]), int(across[1]))
    return Merged(_signs(words[2:]), down=True) if words.startswith("v ") else _signs(words)


def _signs(words: str) -> str:
    return words.replace("⏎", "\n").replace("↵", "\v").replace("⇥", "\t")


def outline(result: ParsedDocument) -> list[str]:
    """What was found, a line each; what is empty is left out at the end of a line."""
    lines = [f"TITLE {result.title}"] if result.title else []
    if result.period:
        lines.append(f"PERIOD {result.period.start} {result.period.end}")
    lines += [
        _line("APPROVAL", *(one[key] for key in ("kind", "position", "name", "date", "order")))
        for one in (each.to_json() for each in result.approvals)
    ]
    lines += [_line("GOAL", goal.record.text) for goal in result.goals]
    for task in (one.record for one in result.tasks):
        lines += [_line("TASK", task.text), *(_line("  SUB", sub.text) for sub in task.subtasks)]
    for plan in result.plans:
        lines.append(_line("PLAN", plan.name))
        for section in plan.sections:
            lines += [_line("SECTION", section.record.name)] if section.record.name else []
            lines += [line for item in section.parts for line in _item(item)]
    for events in (one.record for one in result.event_lists):
        lines.append(_line("EVENTS", events.name, events.audience))
        lines += [_line("  EVENT", event.number, event.name, event.when_words) for event in events.events]
    for member in (each.to_json() for each in result.members):
        lines.append(_line("MEMBER", *(member.get(key) for key in ("number", "name", "head", "phone", "agreement"))))
    lines += [_line("SEAT", *each.to_json().values()) for each in result.council]
    for meeting in result.meetings:
        one = meeting.to_json()
        values = (one.get("number"), one["date"] or one["date_text"], one["time"], one["place"], one["theme"])
        lines.append(_line("MEETING", *values))
        lines += [_line("  ASKED", *each.values()) for each in one["agenda"]]
    lines += [_line("LEFT", each.name) for each in result.left_alone if each.reason is Reason.TABLE]
    return lines + [
        _line("KEPT", each.name) for each in result.left_alone if each.reason is Reason.TEXT and each.source.table
    ]


def _item(item: Parsed[PlanItem]) -> Iterator[str]:
    yield _line("  ITEM", item.record.number, item.record.title, *_described(item.record)) + _told(item)
    for step in item.parts:
        yield _line("    STEP", *_described(step.record)) + _told(step)


def _told(row: Parsed[Any]) -> str:
    """The fields whose words stand elsewhere ("~") or are doubted ("?")."""
    signs = {INFERRED: "~", "unsure": "?"}
    return "".join(f" {signs[doubt.kind]}{doubt.field}" for doubt in row.doubts if doubt.kind in signs)


def _described(row: PlanItem | PlanStep) -> tuple[str, str, str]:
    return row.deadline, row.result, "; ".join(map(_person, row.people))


def _person(person: Responsible) -> str:
    return (
        f"{person.name}, {person.position}"
        if person.name and person.position
        else person.name or f"({person.position})"
    )


def _line(*parts: str | None) -> str:
    told = " | ".join((part or "").replace("\n", " ") for part in parts[1:])
    return re.sub(r"(?: \| ?)+$", "", f"{parts[0]} {told}".rstrip())
