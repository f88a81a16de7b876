"""Whom words mean: one matcher of people and one of organizations for the import, for all that is typed, for papers.

A match is sure or it is none: where words may mean several, or somebody only perhaps, the import asks and whatever is
typed stays without a link. The words themselves are never changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.russian.names import PersonName, parse_name, turned_name
from cluster_desk.core.russian.organizations import Likeness, begins_with, likeness, slips_of
from cluster_desk.core.russian.people import read_people
from cluster_desk.core.russian.text import fold, perhaps_cyrillic
from cluster_desk.data.queries.matching import organization_names, person_facts, spellings
from cluster_desk.data.queries.reader import Reader

_T = TypeVar("_T")


@dataclass(frozen=True)
class Candidates(Generic[_T]):
    """Whom words mean: `sure`, or whom they may mean."""

    sure: _T | None = None
    perhaps: Sequence[_T] = ()


@dataclass(eq=False)
class MatchedOrganization:
    """An organization that words may mean, by all its names; `id` is None for one that is not in the file yet."""

    names: tuple[str, ...]
    title: str
    id: int | None = None


@dataclass(eq=False)
class MatchedPerson:
    """A person that words may mean; `organization` and `position` tell namesakes apart."""

    name: str
    position: str = ""
    id: int | None = None
    organization_id: int | None = None
    parsed: PersonName | None = field(init=False)

    def __post_init__(self) -> None:
        self.parsed = parse_name(self.name)


_O = TypeVar("_O", bound=MatchedOrganization)
_P = TypeVar("_P", bound=MatchedPerson)


class OrganizationMatcher(Generic[_O]):
    """Finds which of some organizations words mean."""

    def __init__(self, known: Iterable[_O]) -> None:
        self._all = list(known)

    def find(self, words: str) -> Candidates[_O]:
        """Which organization `words` mean: by a name of its own, by what stands «in quotes» in it, by likeness."""
        result = self._find(words)
        guess = perhaps_cyrillic(words)
        if result.sure or result.perhaps or guess == words:
            return result
        guessed = self._find(guess)
        return Candidates(None, [guessed.sure] if guessed.sure else guessed.perhaps)

    def _find(self, words: str) -> Candidates[_O]:
        folded = fold(words)
        bare = folded.strip('"')
        if not bare:
            return Candidates()
        exact = [one for one in self._all if folded in map(fold, one.names)]
        titled = [one for one in self._all if any(bare in _titles(name) for name in one.names)]
        for fitting in (exact, titled):
            if len(fitting) == 1:
                return Candidates(fitting[0])
        alike = [(max(likeness(words, name) for name in one.names), one) for one in self._all]
        same = [one for rank, one in alike if rank is Likeness.SAME]
        if len(same) == 1:
            return Candidates(same[0])
        return Candidates(None, same or titled or [one for rank, one in alike if rank is Likeness.PERHAPS])

    def find_typed(self, words: str) -> Candidates[_O]:
        """Which organization words typed by hand mean: each of them a word of one of its names, in any order."""
        result = self.find(words)
        if result.sure:
            return result
        ranks = [(max(begins_with(words, name) for name in one.names), one) for one in self._all]
        same = [one for rank, one in ranks if rank is Likeness.SAME]
        # «Луговое» is the school that is called so, not the kindergarten «Колосок», which only stands there.
        called = [one for one in same if begins_with(words, one.title) is Likeness.SAME]
        for fitting in (called, same):
            if len(fitting) == 1:
                return Candidates(fitting[0])
        perhaps = same or [one for rank, one in ranks if rank is Likeness.PERHAPS] or result.perhaps
        return Candidates(None, perhaps or self._with_slips(words))

    def _with_slips(self, words: str) -> list[_O]:
        """Those whose title, or else another name of theirs, is the words but for a slip of the hand."""
        titled = [one for one in self._all if slips_of(words, one.title)]
        return titled or [one for one in self._all if any(slips_of(words, name) for name in one.names)]

    def add(self, one: _O) -> None:
        """Let later words mean `one` too."""
        self._all.append(one)


def _titles(name: str) -> list[str]:
    return [fold(title) for title in re.findall(r"«([^»]+)»", name)]


class PersonMatcher(Generic[_P]):
    """Finds which of some people words mean; there may be many of both, so they are kept by name and surname."""

    def __init__(self, known: Iterable[_P]) -> None:
        self._named: defaultdict[str, list[_P]] = defaultdict(list)
        self._surnamed: defaultdict[str, list[_P]] = defaultdict(list)
        self._found: dict[str, Candidates[_P]] = {}  # a plan names the same few people again and again
        for one in known:
            self.add(one)

    def find(self, words: str, organization: MatchedOrganization | None = None) -> Candidates[_P]:
        """Who `words` mean: surely, when one person alone fits and both names tell the initials.

        A surname alone may mean everybody who has it; of namesakes the one who works at `organization` is meant.
        """
        if organization is not None:
            return self._guessed(words, organization)
        if words not in self._found:
            self._found[words] = self._guessed(words, None)
        return self._found[words]

    def _guessed(self, words: str, organization: MatchedOrganization | None) -> Candidates[_P]:
        result = self._find(words, organization)
        guess = perhaps_cyrillic(words)
        if result.sure or result.perhaps or guess == words:
            return result
        guessed = self._find(guess, organization)
        return Candidates(None, [guessed.sure] if guessed.sure else guessed.perhaps)

    def _find(self, words: str, organization: MatchedOrganization | None) -> Candidates[_P]:
        folded, name = fold(words), parse_name(words)
        exact = self._named.get(folded, [])
        alike = self._surnamed.get(fold(name.surname), []) if name else []
        fitting = list(dict.fromkeys([*(one for one in alike if name and _fits(name, one.parsed)), *exact]))
        if not fitting and (turned := turned_name(words)):
            name, folded = turned, fold(turned.full())
            fitting = [one for one in self._surnamed.get(fold(turned.surname), []) if _fits(turned, one.parsed)]
            exact = [one for one in fitting if fold(one.name) == folded]
        if name is None and not fitting and words.istitle() and len(words.split()) == 1:
            fitting = self._surnamed.get(folded, [])
        there = [one for one in fitting if self._works_at(one, organization)]
        for narrowed in (fitting, there, exact):
            if len(narrowed) == 1:
                only = narrowed[0]
                sure = fold(only.name) == folded or (name and only.parsed and _whole(name) and _whole(only.parsed))
                return Candidates(only) if sure else Candidates(None, fitting)
        return Candidates(None, fitting)

    def _works_at(self, one: _P, organization: MatchedOrganization | None) -> bool:
        """Whether the person is known to work there."""
        return organization is not None and organization.id is not None and one.organization_id == organization.id

    def add(self, one: _P) -> None:
        """Let later words mean `one` too."""
        self._found.clear()
        self._named[fold(one.name)].append(one)
        if one.parsed:
            self._surnamed[fold(one.parsed.surname)].append(one)


def _fits(name: PersonName, other: PersonName | None) -> bool:
    return other is not None and name.may_be(other)


def _whole(name: PersonName) -> bool:
    return bool(name.first and name.middle)


def names_by_organization(read: Reader) -> dict[int, tuple[str, ...]]:
    """By row number all names that the file knows of each organization: full, short, as documents write it."""
    written: dict[int, list[str]] = defaultdict(list)
    for row, spelling in spellings(read):
        written[row].append(spelling)
    return {one.id: (one.full_name, one.short_name, *written[one.id]) for one in organization_names(read)}


class Matching:
    """Links for words: whom they surely mean of the people and organizations of the file, read when first needed.

    `records` are about to be stored: the people and organizations among them count as well, in their new words.
    """

    def __init__(self, read: Reader, records: Iterable[Record] = ()) -> None:
        self._read = read
        self._records = [one for one in records if one.id is not None]
        self._persons: dict[str, Candidates[MatchedPerson]] = {}
        self._bodies: dict[str, Candidates[MatchedOrganization]] = {}

    @cached_property
    def _people(self) -> PersonMatcher[MatchedPerson]:
        people = [one for one in self._records if isinstance(one, Person)]
        fresh = {one.id for one in people}
        known = [
            MatchedPerson(one.name, one.position, one.id, one.organization_id)
            for one in person_facts(self._read)
            if one.id not in fresh
        ]
        return PersonMatcher(
            [*known, *(MatchedPerson(one.name, one.position, one.id, one.organization_id) for one in people)]
        )

    @cached_property
    def _organizations(self) -> OrganizationMatcher[MatchedOrganization]:
        names = names_by_organization(self._read)
        for one in self._records:
            if isinstance(one, Organization) and one.id is not None:
                names[one.id] = (one.full_name, one.short_name, *names.get(one.id, ())[2:])
        return OrganizationMatcher([MatchedOrganization(value, value[1], row) for row, value in names.items()])

    def person(self, words: str, before: int | None = None) -> int | None:
        """The row number of the one person whom `words` name, with a post or without; None when nobody is sure.

        Somebody whom other words of the same link meant `before` is meant still where these may.
        """
        if words not in self._persons:
            named = [one.name for one in read_people(words) if one.name]
            result = Candidates[MatchedPerson]() if len(named) > 1 else self._people.find(named[0] if named else words)
            self._persons[words] = result
        return _chosen(self._persons[words], before)

    def typed_organization(self, words: str) -> Candidates[MatchedOrganization]:
        """Which organization words typed by hand mean, or which they may mean."""
        return self._organizations.find_typed(words)

    def strict_organization(self, words: str) -> Candidates[MatchedOrganization]:
        """Which organization words mean, or may mean, by the names that it has."""
        return self._organizations.find(words)

    def organization(self, words: str, before: int | None = None) -> int | None:
        """The row number of the one organization that `words` name; None when none is sure; `before` likewise."""
        if words not in self._bodies:
            self._bodies[words] = self._organizations.find(words)
        return _chosen(self._bodies[words], before)


def _chosen(candidates: Candidates[MatchedPerson] | Candidates[MatchedOrganization], before: int | None) -> int | None:
    if candidates.sure is not None:
        return candidates.sure.id
    return before if before is not None and any(one.id == before for one in candidates.perhaps) else None
