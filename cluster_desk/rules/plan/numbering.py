"""Whether the numbers before the items of a plan are in order: of a plan that is kept, and of one that is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.regex import regex

_NUMBER = regex(r"^(.*?)(\d+)$")


@dataclass(frozen=True)
class OddNumber:
    """A number that stands at an earlier item too (`repeats`: its place), or those left out before it."""

    repeats: int | None = None
    missing: tuple[str, str] | None = None

    @property
    def missing_words(self) -> str:
        """«3», «3–5»: the numbers left out."""
        return "–".join(dict.fromkeys(self.missing or ()))


def bare_number(words: str) -> str:
    """«4» of «4.» and «4)»: a number as it is called."""
    return words.strip().rstrip(".)")


def odd_numbers(sections: Sequence[Sequence[str]]) -> list[OddNumber | None]:
    """What is odd about each number, section by section; they may run through or start anew in a section."""
    odd: list[OddNumber | None] = []
    seen: dict[str, int] = {}
    last: dict[str, int] = {}
    for numbers in sections:
        first = next(filter(None, map(_parted, numbers)), None)
        if first is not None and first[1] == 1:
            seen, last = {}, {}
        for words in numbers:
            odd.append(_odd(words, seen, last))
            seen.setdefault(bare_number(words), len(odd) - 1)
    return odd


def _odd(words: str, seen: dict[str, int], last: dict[str, int]) -> OddNumber | None:
    parted = _parted(words)
    if parted is None:
        bare = bare_number(words)
        return OddNumber(seen[bare]) if bare in seen and bare else None
    head, count = parted
    before = last.get(head, 0 if head else None)
    last[head] = max(count, before or 0)
    if bare_number(words) in seen:
        return OddNumber(seen[bare_number(words)])
    if before is not None and count > before + 1:
        return OddNumber(missing=(f"{head}{before + 1}", f"{head}{count - 1}"))
    return None


def _parted(words: str) -> tuple[str, int] | None:
    """The number 2.10 as what stands before its last part, and that part."""
    match = _NUMBER.match(bare_number(words))
    return (match[1], int(match[2])) if match else None
