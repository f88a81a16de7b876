"""Who answers for an item: the words of a cell, each name and body in them linked with what the file knows.

A link is made once for the same words all over a document, so that a doubt about them is asked, and answered, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from cluster_desk.core.language import _
from cluster_desk.core.records.plans import Responsible
from cluster_desk.core.russian.names import find_names, parse_name, turned_name
from cluster_desk.core.russian.people import CellPerson, two_posts
from cluster_desk.core.russian.text import fold, perhaps_cyrillic, split_outside
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.existing import KnownOrganization, KnownOrganizations, KnownPeople, PersonLink
from cluster_desk.exchange.importing.proposal import Answer, Question
from cluster_desk.exchange.parsers.plans import TWO_POSTS

_R = TypeVar("_R", bound=Responsible)


class DocumentLinks:
    """What the names and bodies of a document are taken to mean."""

    def __init__(self, organizations: KnownOrganizations, people: KnownPeople) -> None:
        self._organizations, self._people = organizations, people
        self._persons: dict[str, PersonLink] = {}
        self._bodies: dict[str, KnownOrganization | None] = {}

    def person(self, name: str) -> PersonLink:
        """Whom `name` means; who is not known stays in words."""
        key = fold(name)
        if key not in self._persons:
            self._persons[key] = PersonLink(name, self._people, brings=False)
        return self._persons[key]

    def surname(self, words: str) -> PersonLink | None:
        """Whom a surname alone, or a name in Latin letters, may mean; None for words that are nobody's."""
        if not _may_be_name(words):
            return None
        link = self.person(words)
        return link if link.person or link.question else None

    def body(self, words: str) -> KnownOrganization | None:
        """The organization that `words` surely name; None for a role and for whatever is not sure."""
        key = fold(words)
        if key not in self._bodies:
            self._bodies[key] = self._organizations.find(words).sure
        return self._bodies[key]


@lru_cache(1024)
def _may_be_name(words: str) -> bool:
    """Whether words may be a surname, or hold a name; the same posts come again and again in a plan."""
    if words.istitle() and len(words.split()) <= 1:
        return True
    typed = perhaps_cyrillic(words)
    return bool(find_names(typed) or parse_name(typed) or turned_name(typed))


_AS_ABOVE = frozenset(("-//-", '-"-', '"', "-", "то же", "те же", "он же", "она же", "//", "-/-"))


def is_as_above(words: str) -> bool:
    """Whether a cell only says that its people are those of the row above."""
    return fold(words.replace("\n", " ")) in _AS_ABOVE


def _split_apart(person: Responsible, links: DocumentLinks) -> list[Responsible]:
    """A person, and the one whose bare surname was read as the post: "Громова Е.Н., Лебедев"."""
    if person.name and person.position and links.surname(person.position):
        return [Responsible(name=person.name), Responsible(position=person.position)]
    return [person]


class ResponsibleCell:
    """The people, roles and bodies of one cell; `words` are the cell's own."""

    def __init__(self, people: Sequence[Responsible], links: DocumentLinks, words: str = "") -> None:
        self._links = links
        both = two_posts(words)
        self._posts = _ask_posts(both) if both else None
        self._entries = [one for entry in people for one in _split_apart(entry, links)]
        self._doubted = next((one for one in self._entries if both and one.name == both.name), None)

    def _people(self) -> list[tuple[Responsible, PersonLink | None, KnownOrganization | None]]:
        """Everybody, with whom or what they are taken to mean, as things stand."""
        rows = []
        for entry in self._entries:
            is_two = entry is self._doubted and self._posts is not None and self._posts.value
            for one in _two(entry) if is_two else [entry]:
                link = self._links.person(one.name) if one.name else self._links.surname(one.position)
                rows.append((one, link, None if link else self._links.body(one.position)))
        return rows

    @property
    def questions(self) -> list[Question]:
        """The doubts about who is meant."""
        asked = [link.question for _one, link, _body in self._people() if link and link.question]
        return [self._posts, *asked] if self._posts else asked

    def display(self) -> str:
        """Who is meant, for the review."""
        names = []
        for one, link, body in self._people():
            if link is not None:
                names.append(link.person.name if link.person else link.display())
            else:
                names.append(body.title if body else one.position)
        return "; ".join(filter(None, names))

    def parts(self, kind: type[_R], into: ImportBatch) -> list[_R]:
        """The records that stand beside the words."""
        return [
            kind(
                name=one.name,
                position=one.position,
                person_id=link.row_number(into) if link else None,
                organization_id=body.row_number(into) if body else None,
            )
            for one, link, body in self._people()
        ]


def _ask_posts(both: CellPerson) -> Question:
    words = f"{both.position} {both.name}"
    first, last = _posts(both.position or "")
    answers = [
        Answer(_("One person: %(words)s") % {"words": words}, False),
        Answer(_("Two: %(first)s and %(last)s") % {"first": first, "last": f"{last} {both.name}"}, True),
    ]
    return Question(_(TWO_POSTS) % {"words": words}, answers, words=fold(words), brief=_("one person or two?"))


def _posts(position: str) -> tuple[str, str]:
    *first, last = split_outside(position)
    return ", ".join(first), last


def _two(person: Responsible) -> list[Responsible]:
    first, last = _posts(person.position)
    return [Responsible(position=first), Responsible(name=person.name, position=last)]
