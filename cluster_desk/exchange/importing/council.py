"""The council's seats of a document, matched with those of the file; their people and organizations likewise."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.council import CouncilSeat, SeatRole
from cluster_desk.core.russian.organizations import short_name
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import ComparedRow
from cluster_desk.exchange.importing.existing import (
    KnownOrganization,
    KnownOrganizations,
    KnownPeople,
    PersonLink,
    add_organization,
    organization_question,
)
from cluster_desk.exchange.importing.matching import Match, RowMatching
from cluster_desk.exchange.importing.memory import ImportMemory
from cluster_desk.exchange.importing.proposal import ProposalPart
from cluster_desk.rules.matching import Candidates

_ROLES = (
    ("заместител", SeatRole.DEPUTY),
    ("зам.", SeatRole.DEPUTY),
    ("сопредседател", SeatRole.DEPUTY),
    ("председател", SeatRole.CHAIR),
    ("секретар", SeatRole.SECRETARY),
    ("куратор", SeatRole.CURATOR),
)


def guess_role(words: str) -> SeatRole:
    """The role that the words of a document mean; a member where they tell nothing else."""
    folded = fold(words)
    return next((role for sign, role in _ROLES if sign in folded), SeatRole.MEMBER)


def council_part(
    seats: Sequence[Parsed[CouncilSeat]],
    organizations: KnownOrganizations,
    people: KnownPeople,
    read: Reader,
    memory: ImportMemory,
) -> ProposalPart:
    """The rows of the seats that a document names."""
    stored = [one for one in read.load_all(CouncilSeat) if one.body_id is None] if seats else []
    rows = [SeatRow(seat, organizations, people, stored) for seat in seats]
    matching = RowMatching(memory, CouncilSeat, "", [row.words() for row in rows], ("name", "position"), stored)
    for row, match in zip(rows, matching.matches(()), strict=True):
        known = match.stored or row.seat_now()
        row.take_match(Match(known, memory.of(known.uuid)) if known else match)
    return ProposalPart(
        "council",
        N_("Council"),
        ((N_("Name in the document"), 4), (N_("Post"), 5), (N_("Role"), 4)),
        ((N_("Person"), 4), (N_("Role"), 3), (N_("Organization"), 4)),
        list(rows),
    )


class SeatRow(ComparedRow[CouncilSeat]):
    """One seat of the document."""

    kind = CouncilSeat
    is_in_many_documents = True

    def __init__(
        self,
        seat: Parsed[CouncilSeat],
        organizations: KnownOrganizations,
        people: KnownPeople,
        stored: Sequence[CouncilSeat],
    ) -> None:
        super().__init__(seat)
        self.draft = seat.record
        self._name: str = seat.typed.get("name") or ""
        self._organization_words = tidy(seat.typed.get("organization") or "")
        self.role = guess_role(self.draft.role_words)
        self._open_seats = [one for one in stored if one.until is None]
        self._whose(organizations)
        self.link: PersonLink | None = None
        if self._name:
            self.link = PersonLink(
                self._name, people, position=self.draft.position, organization=self._organization, brings=True
            )
            if self.link.question:
                self.questions.append(self.link.question)

    def words(self) -> dict[str, str]:
        position = {"position": self.draft.position} if self.draft.position else {}
        role = {"role": self.role.value} if self.draft.role_words else {}
        return {"name": self._name, **position, **role}

    def words_of(self, record: CouncilSeat) -> dict[str, str]:
        """The file's side; whose seat it is was settled when it was matched."""
        now = {"name": self.words()["name"], "role": record.role.value, "position": record.position}
        if not self.remembered or "position" not in self.remembered.words:
            now["position"] = self.draft.position
        return now

    def _whose(self, organizations: KnownOrganizations) -> None:
        """Settle, or ask, which organization the seat belongs to; one that nobody knows is brought by it."""
        words = self._organization_words
        candidates = organizations.find(words) if words else Candidates[KnownOrganization]()
        self._organization = candidates.sure
        self._brought: KnownOrganization | None = None
        if not words or candidates.sure:
            return
        brought = self._brought = self._organization = KnownOrganization((words,), short_name(words))
        organizations.add(brought)
        if candidates.perhaps:
            brought.question = organization_question(words, brought, candidates.perhaps)
            self.questions.append(brought.question)
        else:
            self.notes.append(_("brings “%(name)s”") % {"name": brought.title})

    @property
    def organization(self) -> KnownOrganization | None:
        """The organization that the seat belongs to, as things stand."""
        return self._organization.resolved() if self._organization else None

    def said(self) -> tuple[str, ...]:
        return self._name, self.draft.position, self.draft.role_words

    def interpretation(self) -> tuple[str, ...]:
        organization = self.organization
        return self.link.display() if self.link else _("empty seat"), _(self.role.label), (
            organization.title if organization else ""
        )  # fmt: skip

    def seat_now(self) -> CouncilSeat | None:
        """The seat of the file that has not ended and is this person's; of nobody's seats the one with this post."""
        person = self.link.person if self.link else None
        if self.link and (person is None or person.id is None):
            return None
        mine = (person.id, "") if person else (None, fold(self.draft.position))
        seats = ((one.person_id, "" if one.person_id else fold(one.position), one) for one in self._open_seats)
        return next((one for row, post, one in seats if (row, post) == mine), None)

    def matched(self) -> bool:
        return super().matched() if self.stored else self.seat_now() is not None

    def store(self, into: ImportBatch) -> None:
        self.store_record("", into)

    def meant(self) -> CouncilSeat | None:
        return self.stored or self.seat_now()

    def complete(self, record: CouncilSeat, into: ImportBatch) -> None:
        changes = self.changes()
        if "role" in changes:
            record.role, record.role_words = SeatRole.of(changes["role"]), self.draft.role_words
        record.position = changes.get("position", record.position)

    def added(self, into: ImportBatch) -> CouncilSeat:
        return into.add(
            CouncilSeat,
            self,
            role=self.role,
            person_id=self.link.row_number(into) if self.link else None,
            position=self.draft.position,
            organization_id=self._organization_row(into),
            role_words=self.draft.role_words,
        )

    def _organization_row(self, into: ImportBatch) -> int | None:
        organization = self.organization
        if organization is None:
            return None
        row = organization.row_number(into)
        if row is None and organization is self._brought:
            row = add_organization(into, organization, self._organization_words).id
        return row
