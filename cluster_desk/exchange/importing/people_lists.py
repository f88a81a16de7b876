"""Lists of the people of an event, offered as entries of the log: who took part, from which organizations."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from cluster_desk.core.language import _, n_
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPeopleList
from cluster_desk.core.records.events import Event, EventPerson, EventSpan, EventState, Participation, TakingPart
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.proposal import OfferedRow, ProposalPart


def offer_people_lists(document: ParsedDocument, log: ProposalPart) -> None:
    """Offer each list of people that the document holds as an event of the log."""
    log.rows += [PeopleListRow(listed) for listed in document.people_lists]
    if document.people_lists:
        log.offer = _offer


def _offer(count: int) -> str:
    return n_("Take %d list of people into the log", "Take %d lists of people into the log", count) % count


class PeopleListRow(OfferedRow):
    """One list of people, as an event that was held."""

    kind = Event

    def __init__(self, listed: ParsedPeopleList) -> None:
        super().__init__(listed)
        self.listed = listed

    def said(self) -> tuple[str, ...]:
        listed = self.listed
        count = n_("%d person", "%d people", len(listed.people)) % len(listed.people)
        return listed.day_words, listed.title, count

    def interpretation(self) -> tuple[str, ...]:
        schools = len({one.organization for one in self.listed.people if one.organization})
        return self.listed.day_words, "", n_("of %d organization", "of %d organizations", schools) % schools

    def store(self, into: ImportBatch) -> None:
        listed = self.listed
        day = dt.date.fromisoformat(listed.day) if listed.day else None
        who = TakingPart.PUPILS if listed.are_pupils else TakingPart.TEACHERS
        schools = Counter(one.organization for one in listed.people)
        event = into.add(
            Event,
            self,
            name=listed.title or _("A list of people"),
            state=EventState.HELD,
            day_words=listed.day_words or "—",
            first_day=day,
            spans=[EventSpan(first=day, last=day)] if day else [],
        )
        event.people = [EventPerson(words=one.name, role=one.position) for one in listed.people]
        event.participations = [
            Participation(organization_words=school, kind=who, count_words=str(count), count=count)
            for school, count in schools.items()
        ]
