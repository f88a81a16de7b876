"""Applications of schools -> participants of an event: each row matched with the list that is there, doubts asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from cluster_desk.core.children import ChildKey, child_key, child_of
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.parsed_document import ParsedApplication, ParsedParticipant
from cluster_desk.core.records.participants import Participant
from cluster_desk.core.russian.organizations import is_named_in
from cluster_desk.core.russian.school_classes import read_class
from cluster_desk.core.russian.text import fold, index_words, tidy
from cluster_desk.data.queries.events import choosable_events
from cluster_desk.data.queries.participants import participants_of
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.existing import KnownOrganization, KnownOrganizations
from cluster_desk.exchange.importing.proposal import Answer, OfferedRow, ProposalPart, ProposedRow, Question

_OFFERED = 10
_NEAR = dt.timedelta(days=200)
"""So long before and after today an event may be meant."""
_ALIKE = 0.5


def applications_part(
    applications: Sequence[ParsedApplication], organizations: KnownOrganizations, read: Reader, event: int | None
) -> ProposalPart:
    """The rows of all applications; without an `event` they are only offered, and it is asked which one is meant."""
    part = ProposalPart(
        "participants",
        N_("Participants of the event"),
        ((N_("Name"), 5), (N_("Class"), 2), (N_("School"), 5), (N_("Mentor"), 4), (N_("Nomination"), 4)),
        ((N_("School in the file"), 4), (N_("Class"), 2)),
        main="Participant",
        offer=_offer,
    )
    seen: dict[ChildKey, list[str]] = {}
    there = participants_of(read, event) if event is not None else []
    for one in there:
        seen.setdefault(child_of(one), []).append(fold(one.nomination))
    for application in applications:
        heading = ApplicationRow(application, read, event)
        part.rows.append(heading)
        for participant in application.people:
            row = ParticipantRow(participant, heading, organizations)
            row.note_others(seen)
            part.rows.append(row)
    return part


def _offer(count: int) -> str:
    return n_("Take %d application", "Take %d applications", count) % count


class ApplicationRow(OfferedRow):
    """One application: what it says above its list, to which event it goes."""

    is_heading = True

    def __init__(self, application: ParsedApplication, read: Reader, event: int | None) -> None:
        super().__init__(application)
        self.application, self._event = application, event
        self.skipped = event is None
        if event is None:
            self.questions.append(_which_event(application.title, read))

    @property
    def event(self) -> int | None:
        """The row number of the event that the participants are of; None where it is left out."""
        if self._event is not None:
            return self._event
        value = self.questions[-1].value
        return value if isinstance(value, int) else None

    def matched(self) -> bool:
        return False

    def said(self) -> tuple[str, ...]:
        return self.application.title or _("An application"), "", self.application.school, "", ""

    def interpretation(self) -> tuple[str, ...]:
        count = len(self.application.people)
        return "", n_("%d participant|line", "%d participants|lines", count).partition("|")[0] % count


def _which_event(title: str, read: Reader) -> Question:
    """To which event an application belongs; none until somebody says so, unless its title names one."""
    today = read.today()
    words = set(index_words(title).split())
    ranked = []
    for one in choosable_events(read, near=(today - _NEAR, today + _NEAR)):
        own = set(index_words(one.name).split())
        ranked.append((len(own & words) / (len(own) or 1), one))
    ranked.sort(key=lambda each: (-each[0], not each[1].is_planned))
    answers = [Answer(one.title, one.id) for _rank, one in ranked[:_OFFERED]]
    answers.append(Answer(_("None of these: it is left out"), None))
    named = bool(ranked) and ranked[0][0] >= _ALIKE
    text = _("To which event does this application belong?")
    return Question(text, answers, 0 if named else len(answers) - 1, brief=_("to which event?"))


class ParticipantRow(ProposedRow):
    """One line of an application."""

    kind = Participant

    def __init__(self, row: ParsedParticipant, heading: ApplicationRow, organizations: KnownOrganizations) -> None:
        super().__init__(row, heading)
        self.participant, self.heading = row, heading
        self._is_there = False
        self._known = self._found(organizations) if row.organization else None
        if not row.organization:
            self.notes.append(_("the school is not told"))

    def _found(self, organizations: KnownOrganizations) -> KnownOrganization | None:
        words = self.participant.organization
        candidates = organizations.find(words)
        if candidates.sure is not None:
            return candidates.sure
        perhaps = list(candidates.perhaps) or list(_named_in(words, organizations))
        if not perhaps:
            self.notes.append(_("the school is not in the list of organizations: it stays in words"))
            return None
        answers = [Answer(_("It is “%(name)s”") % {"name": one.title}, one) for one in perhaps]
        answers.append(Answer(_("It stays in words"), None))
        text = _("“%(name)s”: is it one that is known?") % {"name": words}
        brief = _("is it a known one?")
        self.questions.append(
            Question(text, answers, len(answers) - 1, words=fold(words), brief=brief, spelling=tidy(words))
        )
        return None

    @property
    def school(self) -> KnownOrganization | None:
        """The school that is meant, as it was matched or answered."""
        answered = next((one.value for one in self.questions if isinstance(one.value, KnownOrganization)), None)
        return self._known or answered

    def note_others(self, seen: dict[ChildKey, list[str]]) -> None:
        """Note where the same child stands already: in this nomination or in another."""
        one = self.participant
        child = child_key(one.name, self.school.id if self.school else None, one.organization)
        nominations = seen.setdefault(child, [])
        if fold(one.nomination) in nominations:
            self._is_there = True
        elif nominations:
            self.notes.append(_("takes part in another nomination too"))
        nominations.append(fold(one.nomination))

    def matched(self) -> bool:
        return self._is_there

    def said(self) -> tuple[str, ...]:
        one = self.participant
        return one.name, one.grade, one.organization, one.mentor, one.nomination

    def interpretation(self) -> tuple[str, ...]:
        known = read_class(self.participant.grade)
        return self.school.title if self.school else "", known.called if known else ""

    def store(self, into: ImportBatch) -> None:
        event, one = self.heading.event, self.participant
        if event is None:
            return
        if self._is_there:
            into.report.matched["Participant"] += 1
            return
        into.add(
            Participant,
            self,
            event_id=event,
            name=one.name,
            grade=one.grade,
            organization_words=one.organization,
            organization_id=self.school.row_number(into) if self.school else None,
            mentor=one.mentor,
            nomination=one.nomination,
            work=one.work,
        )


def _named_in(words: str, organizations: KnownOrganizations) -> Iterator[KnownOrganization]:
    """The organizations of the file that longer words name."""
    for row, record in organizations.records().items():
        if is_named_in(words, record.short_name):
            yield organizations.with_row(row)
