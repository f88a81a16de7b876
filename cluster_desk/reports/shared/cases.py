"""Names, posts and bodies in their cases for one paper, and which of them no rule is sure of."""

from __future__ import annotations

from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.inflection import Declined, Sex
from cluster_desk.data.queries.matching import declension
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import CaseDoubt


class Cases:
    """Declines for a paper; `doubts` is what the office is to look at once."""

    def __init__(self, read: Reader) -> None:
        self._forms = declension(read)
        self._doubts: dict[CaseDoubt, None] = {}

    @property
    def doubts(self) -> tuple[CaseDoubt, ...]:
        """What no rule was sure of, each once."""
        return tuple(self._doubts)

    def person(self, name: str, case: Case) -> str:
        """A name in the form it was typed in."""
        return self._words("person", name, case, self._forms.person(name, case))

    def addressee(self, name: str) -> str:
        """«Громову П.А.»."""
        return self._words("person", name, Case.DATIVE, self._forms.surname_first(name, Case.DATIVE))

    def post(self, words: str, case: Case) -> str:
        """A post."""
        return self._words("post", words, case, self._forms.post(words, case))

    def organization(self, words: str, case: Case) -> str:
        """An organization's name."""
        return self._words("organization", words, case, self._forms.organization(words, case))

    def if_sure(self, words: str, case: Case) -> str:
        """What something is called, in `case`; "" where no rule is sure of it, for the paper to say it otherwise."""
        declined = self._forms.organization(words, case)
        return declined.words if declined.sure else ""

    def sex(self, name: str) -> Sex | None:
        """Whether a name is a man's or a woman's; None where it does not tell."""
        return self._forms.sex(name)

    def _words(self, kind: str, words: str, case: Case, declined: Declined) -> str:
        if words and not declined.sure:
            self._doubts[CaseDoubt(kind, words, case)] = None
        return declined.words
