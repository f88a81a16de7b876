"""The council's seats of a document, matched with those of the file; their people and organizations likewise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from cluster_desk.core.found import FoundSeat
from cluster_desk.core.language import N_, _
from cluster_desk.core.organization_names import short_name
from cluster_desk.core.records.council import CouncilSeat, SeatRole
from cluster_desk.core.words import fold, tidy
from cluster_desk.data.queries.matching import open_seats
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.known import (
    KnownOrganization,
    KnownOrganizations,
    KnownPeople,
    PersonLink,
    add_organization,
    organization_question,
)
from cluster_desk.exchange.proposal import Part, Row
from cluster_desk.exchange.storing import Storing
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
    seats: Sequence[FoundSeat], organizations: KnownOrganizations, people: KnownPeople, read: Reader
) -> Part:
    """The rows of the seats that a document names."""
    known = {(seat.person_id, "" if seat.person_id else fold(seat.position)): seat.role for seat in open_seats(read)}
    return Part(
        "council",
        N_("Council"),
        ((N_("Name in the document"), 4), (N_("Post"), 5), (N_("Role"), 4)),
        ((N_("Person"), 4), (N_("Role"), 3), (N_("Organization"), 4)),
        [SeatRow(seat, organizations, people, known) for seat in seats],
    )


class SeatRow(Row):
    """One seat of the document."""

    counts: ClassVar[str] = "CouncilSeat"

    def __init__(
        self,
        seat: FoundSeat,
        organizations: KnownOrganizations,
        people: KnownPeople,
        known: dict[tuple[int | None, str], SeatRole],
    ) -> None:
        super().__init__(seat)
        self.seat = seat
        self.role = guess_role(seat.role or "")
        self._known = known
        self._whose(organizations)
        self.link: PersonLink | None = None
        if seat.name:
            self.link = PersonLink(
                seat.name, people, position=seat.position or "", organization=self._organization, brings=True
            )
            if self.link.question:
                self.questions.append(self.link.question)
        role = self._stored_role()
        if role not in (None, self.role):
            assert role is not None
            self.notes.append(_("in the file: %(role)s") % {"role": _(role.label)})

    def _whose(self, organizations: KnownOrganizations) -> None:
        """Settle, or ask, which organization the seat belongs to; one that nobody knows is brought by it."""
        words = tidy(self.seat.organization or "")
        found = organizations.find(words) if words else Candidates[KnownOrganization]()
        self._organization = found.sure
        self._brought: KnownOrganization | None = None
        if not words or found.sure:
            return
        brought = self._brought = self._organization = KnownOrganization((words,), short_name(words))
        organizations.add(brought)
        if found.perhaps:
            brought.question = organization_question(words, brought, found.perhaps)
            self.questions.append(brought.question)
        else:
            self.notes.append(_("brings “%(name)s”") % {"name": brought.title})

    @property
    def organization(self) -> KnownOrganization | None:
        """The organization that the seat belongs to, as things stand."""
        return self._organization.resolved() if self._organization else None

    def said(self) -> tuple[str, ...]:
        return self.seat.name or "", self.seat.position or "", self.seat.role or ""

    def understood(self) -> tuple[str, ...]:
        organization = self.organization
        return self.link.shown() if self.link else _("empty seat"), _(self.role.label), (
            organization.title if organization else ""
        )  # fmt: skip

    def _stored_role(self) -> SeatRole | None:
        person = self.link.person if self.link else None
        if self.link and (person is None or person.id is None):
            return None
        return self._known.get((person.id, "") if person else (None, fold(self.seat.position or "")))

    def matched(self) -> bool:
        return self._stored_role() is not None

    def store(self, into: Storing) -> None:
        if self.matched():
            into.report.matched[CouncilSeat.__name__] += 1
            return
        into.add(
            CouncilSeat,
            self,
            role=self.role,
            person_id=self.link.row_number(into) if self.link else None,
            position=tidy(self.seat.position or ""),
            organization_id=self._organization_row(into),
            role_words=tidy(self.seat.role or ""),
        )

    def _organization_row(self, into: Storing) -> int | None:
        organization = self.organization
        if organization is None:
            return None
        row = organization.row_number(into)
        if row is None and organization is self._brought:
            words = tidy(self.seat.organization or "")
            row = add_organization(into, organization, words).id
        return row
