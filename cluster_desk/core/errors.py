"""What can go wrong in a way that the user can mend.

A `Problem` belongs to one field of one record; `Problems` stop a change. A `UserError` is known trouble with a file
or a document. Anything else that is raised is a bug of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_FACT_AND_PATH = re.compile(r"(?P<fact>[^:]+): (?P<path>(?:[A-Za-z]:)?[/\\].+)")


@dataclass(frozen=True)
class Problem:
    """One thing to mend: `text` is a sentence in the user's language.

    `field` is the name of the field it stands beside ("" for the record as a whole); `path` leads to the part that
    holds the field, as (parts field, index) pairs from the record down.
    """

    field: str
    text: str
    path: tuple[tuple[str, int], ...] = ()


class Problems(Exception):  # noqa: N818 - the word the whole house uses
    """A change is not stored because of these problems; nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(problems)
        super().__init__(" ".join(problem.text for problem in self.problems))


class UserError(Exception):
    """Known trouble, in the user's language: what happened, what to do, what was kept.

    `what` is one whole sentence and the title of a message; `do` and `kept` are sentences or empty.
    """

    def __init__(self, what: str, do: str = "", kept: str = "") -> None:
        self.what = what
        self.do = do
        self.kept = kept
        super().__init__(" ".join(_closed(part) for part in (what, kept, do) if part))

    def fact_and_path(self) -> tuple[str, str]:
        """The fact, and the path it ends in or "": «The file is damaged: D:/a.cdesk» is a title and a small line."""
        told = _FACT_AND_PATH.fullmatch(self.what)
        return (told["fact"], told["path"]) if told else (self.what.rstrip("."), "")


def _closed(sentence: str) -> str:
    """A sentence with its full stop, so that several can follow one another; titles are told without."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


class Cancelled(Exception):  # noqa: N818 - not an error: the user stopped the work
    """The user stopped a long work; whatever it had begun is taken back."""
