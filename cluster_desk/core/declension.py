"""Names, posts and organizations in the cases that papers need, with what the office has corrected once.

A correction is looked up first and is right by definition; else rules decline, and tell whether they are sure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cluster_desk.core.name_declension import Sex, decline_person, sex_of
from cluster_desk.core.names import parse_name
from cluster_desk.core.phrase_declension import decline_body, decline_post
from cluster_desk.core.records.members import Case
from cluster_desk.core.words import fold

__all__ = ["Case", "Declension", "Declined", "Sex", "sex_of"]

Corrections = Mapping[tuple[str, Case], str]
"""What the office said, by the folded words and the case."""


@dataclass(frozen=True)
class Declined:
    """Words in a case; `sure` is False where the office should be asked once (and a `NameForm` kept)."""

    words: str
    sure: bool


@dataclass(frozen=True)
class Declension:
    """Declines, minding `corrections` (see `data.queries.name_forms`)."""

    corrections: Corrections = field(default_factory=dict)

    def person(self, words: str, case: Case, sex: Sex | None = None) -> Declined:
        """A person's name in any form offices use, in the same form: «Белоус М.Я» stays with its initials."""
        return self._told(words, case) or Declined(*decline_person(words, case, sex))

    def post(self, words: str, case: Case) -> Declined:
        """A post: «и.о. директора», «главный специалист управления образования»."""
        return self._told(words, case) or Declined(*decline_post(words, case))

    def organization(self, words: str, case: Case) -> Declined:
        """An organization's name, short or full."""
        return self._told(words, case) or Declined(*decline_body(words, case))

    def sex(self, words: str) -> Sex | None:
        """Whether a name is a man's or a woman's («Уважаемый», «Уважаемая»); None where it does not tell."""
        name = parse_name(words)
        return sex_of(name) if name else None

    def _told(self, words: str, case: Case) -> Declined | None:
        told = self.corrections.get((fold(words), case))
        return Declined(told, True) if told else None
