"""Whether the numbers that somebody typed before the items of a plan are in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.plans import PlanSection

_NUMBER = re.compile(r"^(.*?)(\d+)[.)]?$")


@dataclass(frozen=True)
class OddNumber:
    """An item's number is `repeated`, or those from `missing[0]` to `missing[1]` are left out before it."""

    repeated: str = ""
    missing: tuple[str, str] | None = None


def odd_numbers(sections: Sequence[Parsed[PlanSection]]) -> dict[int, OddNumber]:
    """By the identity of an item: what is odd about its number. Numbers may run through or start anew in a section."""
    values: dict[int, OddNumber] = {}
    seen: set[tuple[str, int]] = set()
    last: dict[str, int] = {}
    for section in sections:
        first = next((number for number in (_read(item.record.number) for item in section.parts) if number), None)
        if first is not None and first[1] == 1:
            seen, last = set(), {}
        for item in section.parts:
            number = _read(item.record.number)
            if number is None:
                continue
            head, count = number
            before = last.get(head, 0 if head else None)
            if number in seen:
                values[id(item)] = OddNumber(repeated=item.record.number.rstrip(".)"))
            elif before is not None and count > before + 1:
                values[id(item)] = OddNumber(missing=(f"{head}{before + 1}", f"{head}{count - 1}"))
            seen.add(number)
            last[head] = max(count, before or 0)
    return values


def _read(number: str) -> tuple[str, int] | None:
    """The number 2.10 as what stands before its last part, and that part."""
    match = _NUMBER.match(number.strip())
    return (match[1], int(match[2])) if match else None
