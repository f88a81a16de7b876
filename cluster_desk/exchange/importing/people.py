"""People whom a document names and the file does not know: those who answer, speak and approve, and seats for speakers.

They are offered, not stored unasked: a name in a plan is not always one of the office's people. Who is taken is linked
with every place that names them, by the matcher of all names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.parsed_rows import ParsedRow
from cluster_desk.core.records.council import CouncilSeat, SeatRole
from cluster_desk.core.records.members import Person
from cluster_desk.core.russian.names import surname_first
from cluster_desk.core.russian.people import read_people
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.existing import KnownPeople
from cluster_desk.exchange.importing.meetings import speaker_words
from cluster_desk.exchange.importing.proposal import OfferedRow, ProposalPart
from cluster_desk.rules.matching import MatchedPerson, PersonMatcher


@dataclass
class _Named:
    """One whom the document names: the fullest name, the first post, where and how often."""

    person: MatchedPerson
    source: ParsedRow
    position: str = ""
    answers: int = 0
    speaks: int = 0
    approves: int = 0
    spellings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Mention:
    name: str
    position: str
    row: ParsedRow
    role: str


def people_part(document: ParsedDocument, people: KnownPeople) -> ProposalPart:
    """A row for each person whom the document names and nobody knows; `people` knows those that its lists bring."""
    part = ProposalPart(
        "people",
        N_("People"),
        ((N_("Name in the document"), 5), (N_("Post"), 6), (N_("Named"), 5)),
        ((N_("Person"), 5),),
        offer=_offer,
    )
    part.rows += [PersonRow(one) for one in _named(document, people)]
    return part


def _offer(count: int) -> str:
    return n_("Create %d person", "Create %d people", count) % count


def seats_of_speakers(document: ParsedDocument, part: ProposalPart, people: ProposalPart, read: Reader) -> None:
    """Offer a seat to each speaker where neither the document nor the file names the council."""
    if document.council or read.value("SELECT count(*) FROM council_seats WHERE body_id IS NULL"):
        return
    part.offer = _offer_seats
    part.rows += [SpeakerSeatRow(row) for row in people.rows if isinstance(row, PersonRow) and row.named.speaks]


def _offer_seats(count: int) -> str:
    return n_("Take %d speaker into the council", "Take %d speakers into the council", count) % count


def _named(document: ParsedDocument, people: KnownPeople) -> list[_Named]:
    """Everybody once, however they are spelled; a surname alone is nobody."""
    known = PersonMatcher[MatchedPerson](())
    by_person: dict[int, _Named] = {}
    for each in _mentions(document):
        candidates = people.find(each.name)
        if candidates.sure or candidates.perhaps:
            continue
        own = known.find(each.name)
        person = own.sure or (own.perhaps[0] if len(own.perhaps) == 1 else None)
        if person is None:
            person = MatchedPerson(tidy(each.name), each.position)
            if person.parsed is None or not person.parsed.first:
                continue
            known.add(person)
        named = by_person.setdefault(id(person), _Named(person, each.row))
        named.position = named.position or each.position
        named.spellings.append(each.name)
        setattr(named, each.role, getattr(named, each.role) + 1)
    return list(by_person.values())


def _mentions(document: ParsedDocument) -> Iterator[_Mention]:
    """Every place that names a person: approvals, those who answer, those who speak."""
    for approval in document.approvals:
        if approval.record.name:
            yield _Mention(approval.record.name, tidy(approval.record.position), approval, "approves")
    for row in (row for plan in document.plans for row in plan.rows() if isinstance(row, Parsed)):
        for one in getattr(row.record, "people", ()):
            if one.name:
                yield _Mention(one.name, one.position, row, "answers")
    for question in (question for meeting in document.meetings for question in meeting.parts):
        told = question.typed.get("speaker") or ""
        for person in (person for words in speaker_words(told) for person in read_people(words)):
            if person.name:
                yield _Mention(person.name, person.position or "", question, "speaks")


class PersonRow(OfferedRow):
    """One who is named and not known."""

    kind = Person

    def __init__(self, named: _Named) -> None:
        super().__init__(ParsedRow(source=named.source.source))
        self.named = named
        self.name, self.position = surname_first(max(named.spellings, key=len)), named.position

    @property
    def key(self) -> str:
        """By what the row is known when the document is read again."""
        return fold(self.named.person.name)

    def said(self) -> tuple[str, ...]:
        counts = (
            (_("answers: %d"), self.named.answers),
            (_("speaks: %d"), self.named.speaks),
            (_("approves: %d"), self.named.approves),
        )
        return self.name, self.position, ", ".join(words % count for words, count in counts if count)

    def interpretation(self) -> tuple[str, ...]:
        return (_("a new person") if not self.skipped else _("in words only"),)

    def store(self, into: ImportBatch) -> None:
        self.row_number(into)

    def row_number(self, into: ImportBatch) -> int | None:
        """The person's row number, made at the first asking."""
        made = into.made(self) or into.add(Person, self, name=self.name, position=self.position)
        return made.id


class SpeakerSeatRow(OfferedRow):
    """A seat on the council for one who speaks at its meetings."""

    kind = CouncilSeat

    def __init__(self, person: PersonRow) -> None:
        super().__init__(person.row)
        self._person = person
        self.notes.append(_("speaks at the council's meetings"))

    def said(self) -> tuple[str, ...]:
        return self._person.name, self._person.position, ""

    def interpretation(self) -> tuple[str, ...]:
        return self._person.name, _(SeatRole.MEMBER.label), ""

    def store(self, into: ImportBatch) -> None:
        row = self._person.row_number(into)
        into.add(CouncilSeat, self, role=SeatRole.MEMBER, person_id=row, position=self._person.position)
