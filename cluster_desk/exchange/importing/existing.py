"""Who is known already: organizations and people of the file, and those that the same document brings.

A name is matched when it is sure; where it is not, a question is asked and the words stay as they are until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cluster_desk.core.language import _
from cluster_desk.core.records.members import Organization, OrganizationSpelling, Person
from cluster_desk.core.russian.organizations import guess_kind
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.matching import person_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.proposal import Answer, Question
from cluster_desk.rules.matching import (
    MatchedOrganization,
    MatchedPerson,
    OrganizationMatcher,
    PersonMatcher,
    names_by_organization,
)


@dataclass(eq=False)
class KnownOrganization(MatchedOrganization):
    """An organization of the file or of the document; `question` may settle that a new one is another that is known."""

    question: Question | None = None

    def resolved(self) -> KnownOrganization:
        """The organization that this one is, as the question about it was answered."""
        other = self.question.value if self.question else None
        return other.resolved() if isinstance(other, KnownOrganization) and other is not self else self

    def row_number(self, into: ImportBatch) -> int | None:
        """Its row number, once it is stored or made; None when its row was skipped."""
        own = self.resolved()
        made = into.made(own)
        return own.id if own.id is not None else made.id if made else None


class KnownOrganizations(OrganizationMatcher[KnownOrganization]):
    """The organizations of the file and of the document."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        super().__init__(KnownOrganization(names, names[1], row) for row, names in names_by_organization(read).items())
        self._records: dict[int, Organization] = {}

    def with_row(self, row: int | None) -> KnownOrganization:
        """The organization of the file with this row number."""
        return next(one for one in self._all if one.id == row)

    def record(self, row: int) -> Organization:
        """The organization as the file holds it."""
        return self.records()[row]

    def records(self) -> dict[int, Organization]:
        """The organizations of the file by row number; all are loaded at once when the first is asked for."""
        if not self._records:
            self._records = {one.id: one for one in self._read.load_all(Organization) if one.id is not None}
        return self._records


def remember_spellings(into: ImportBatch, questions: Iterable[Question]) -> None:
    """Keep how documents write an organization, where somebody said which one they mean: it is not asked again."""
    kept: set[str] = set()
    for question in questions:
        known = question.value if question.answered and question.spelling else None
        row = known.row_number(into) if isinstance(known, KnownOrganization) else None
        if row is not None and fold(question.spelling) not in kept:
            kept.add(fold(question.spelling))
            into.add(OrganizationSpelling, organization_id=row, spelling=question.spelling)


def organization_question(words: str, new: KnownOrganization, perhaps: Sequence[KnownOrganization]) -> Question:
    """Whether `words` mean one of those known; a new organization until somebody answers."""
    answers = [Answer(_("It is “%(name)s”") % {"name": one.title}, one) for one in perhaps]
    answers.append(Answer(_("A new organization"), None))
    text = _("“%(name)s”: is it one that is known?") % {"name": new.title}
    return Question(
        text, answers, len(answers) - 1, words=fold(words), brief=_("is it a known one?"), spelling=tidy(words)
    )


def add_organization(into: ImportBatch, new: KnownOrganization, words: str) -> Organization:
    """Make the organization that `words` name, its short name one that no other has."""
    return into.add(
        Organization,
        new,
        full_name=words,
        short_name=into.free_short_name(new.title, words),
        kind=guess_kind(words),
    )


@dataclass(eq=False)
class KnownPerson(MatchedPerson):
    """A person of the file, whose organization `detail` names, or of the document, with the `organization` it tells."""

    organization: KnownOrganization | None = None
    detail: str = ""
    question: Question | None = None

    def resolved(self) -> KnownPerson:
        """The person that this one is, as the question about them was answered."""
        other = self.question.value if self.question else None
        return other.resolved() if isinstance(other, KnownPerson) and other is not self else self

    def label(self) -> str:
        """The name with what tells namesakes apart."""
        detail = self.detail or self.position
        return f"{self.name}, {detail}" if detail else self.name


class KnownPeople(PersonMatcher[KnownPerson]):
    """The people of the file and of the document."""

    def __init__(self, read: Reader) -> None:
        super().__init__(
            KnownPerson(one.name, one.position, one.id, one.organization_id, detail=one.organization)
            for one in person_facts(read)
        )

    def with_row(self, row: int) -> KnownPerson | None:
        """The person of the file with this row number."""
        return next((one for some in self._named.values() for one in some if one.id == row), None)

    def _works_at(self, one: KnownPerson, organization: MatchedOrganization | None) -> bool:
        if not isinstance(organization, KnownOrganization):
            return False
        own = organization.resolved()
        here = one.organization.resolved() if one.organization else None
        return here is own or super()._works_at(one, own)


class PersonLink:
    """Words that name a person, and whom they are taken to mean.

    With `brings` somebody unknown becomes a person of the file; without, the words just stay as they are.
    """

    def __init__(
        self,
        words: str,
        people: KnownPeople,
        *,
        position: str = "",
        organization: KnownOrganization | None = None,
        brings: bool,
    ) -> None:
        self.words = words
        self.question: Question | None = None
        candidates = people.find(words, organization)
        self._new = KnownPerson(tidy(words), position, organization=organization) if brings else None
        self._sure = candidates.sure
        if candidates.sure is None and candidates.perhaps:
            self.question = self._asked(candidates.perhaps)
        if self._new is not None:
            self._new.question = self.question
        if candidates.sure is None and self._new is not None:
            people.add(self._new)

    def _asked(self, perhaps: Sequence[KnownPerson]) -> Question:
        other = Answer(_("Somebody else") if self._new else _("Leave as in the document"), self._new)
        answers = [*(Answer(one.label(), one) for one in perhaps), other]
        text = _("“%(name)s”: who is it?") % {"name": self.words}
        return Question(text, answers, len(answers) - 1, words=fold(self.words))

    @property
    def person(self) -> KnownPerson | None:
        """Whom the words mean as things stand; None for nobody we know."""
        if self.question is not None:
            value = self.question.value
            return value.resolved() if isinstance(value, KnownPerson) else None
        person = self._sure or self._new
        return person.resolved() if person else None

    def display(self) -> str:
        """Whom the words are taken to mean, for the review."""
        person = self.person
        if self.question is not None and not self.question.answered:
            return f"{self.words} (?)"
        return person.label() if person and person.id is not None else self.words

    def row_number(self, into: ImportBatch) -> int | None:
        """The person's row number; who is new and `brings` is made at the first asking."""
        person = self.person
        if person is None or person.id is not None:
            return person.id if person else None
        made = into.made(person)
        if made is None and person is self._new:
            place = person.organization.row_number(into) if person.organization else None
            made = into.add(Person, person, name=person.name, position=person.position, organization_id=place)
        return made.id if made else None
