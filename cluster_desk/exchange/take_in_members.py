"""Member organizations of a document: matched with those of the file by name, the new ones proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from cluster_desk.core.found import FoundMember
from cluster_desk.core.language import N_, _
from cluster_desk.core.organization_names import guess_kind, short_name
from cluster_desk.core.people import read_people
from cluster_desk.core.records.fields import Form, fields_of
from cluster_desk.core.records.members import Agreement, Organization, OrganizationKind
from cluster_desk.core.words import fold, tidy
from cluster_desk.exchange.known import (
    KnownOrganization,
    KnownOrganizations,
    KnownPeople,
    PersonLink,
    add_organization,
    organization_question,
)
from cluster_desk.exchange.proposal import Answer, Part, Question, Row
from cluster_desk.exchange.storing import Storing
from cluster_desk.rules.forms import FORMS

_CONTACTS = ("address", "phone", "email", "site")


def members_part(members: Sequence[FoundMember], organizations: KnownOrganizations, people: KnownPeople) -> Part:
    """The rows of the members that a document names."""
    rows = [MemberRow(member, organizations, people) for member in members]
    told: list[tuple[str, int]] = [(N_("№"), 1), (N_("Organization in the document"), 8)]
    if any(row.further() for row in rows):
        told.append((N_("Further"), 4))
    understood = ((N_("Organization"), 5), (N_("Kind"), 3))
    return Part("members", N_("Members"), told, understood, list(rows))


class MemberRow(Row):
    """One organization of the document."""

    counts: ClassVar[str] = "Organization"

    def __init__(self, member: FoundMember, organizations: KnownOrganizations, people: KnownPeople) -> None:
        super().__init__(member)
        self.member = member
        self._organizations = organizations
        self.kind = guess_kind(member.name)
        self.new = KnownOrganization((member.name,), short_name(member.name))
        self._match(organizations)
        self.head = self._head(people)
        self._contacts = self._sound_contacts()
        self._ask_about_differences()
        if self.target is self.new and self.kind is OrganizationKind.OTHER:
            self.notes.append(_("what kind it is, its name does not tell"))

    def _match(self, organizations: KnownOrganizations) -> None:
        found = organizations.find(self.member.name)
        self._sure = found.sure
        if found.perhaps:
            self.new.question = organization_question(self.member.name, self.new, found.perhaps)
            self.questions.append(self.new.question)
        if found.sure is None:
            organizations.add(self.new)

    def _head(self, people: KnownPeople) -> PersonLink | None:
        told = read_people(self.member.head or "")
        named = next((one for one in told if one.name), None)
        if named is None or named.name is None:
            return None
        link = PersonLink(
            named.name, people, position=named.position or "", organization=self.target, brings=True
        )  # fmt: skip
        if link.question:
            self.questions.append(link.question)
        return link

    def _sound_contacts(self) -> dict[str, str]:
        """What the document tells of contacts, by field; what is in no form that the field keeps goes to the notes."""
        sound: dict[str, str] = {}
        strange = []
        for name in _CONTACTS:
            words = tidy(getattr(self.member, name) or "")
            form = fields_of(Organization)[name].form
            if words and form is not Form.ANY and FORMS[form](words):
                strange.append(f"{_(fields_of(Organization)[name].label)}: {words}")
            elif words:
                sound[name] = words
        if strange:
            sound["notes"] = "; ".join(strange)
            self.notes.append(_("goes to the notes: %(words)s") % {"words": sound["notes"]})
        return sound

    def _ask_about_differences(self) -> None:
        """Where the file already tells something else than the document: which of the two holds."""
        self._differing: dict[str, Question] = {}
        if self._sure is None or self._sure.id is None:
            return
        stored = self._organizations.record(self._sure.id)
        for name, words in self._contacts.items():
            kept = str(getattr(stored, name))
            if name == "notes" or not kept or fold(kept) == fold(words):
                continue
            label = _(fields_of(Organization)[name].label)
            answers = [Answer(_("Keep: %(words)s") % {"words": kept}, None)]
            answers.append(Answer(_("From the document: %(words)s") % {"words": words}, words))
            text = _("%(field)s is another one in the file.") % {"field": label}
            self._differing[name] = Question(text, answers)
        self.questions += self._differing.values()

    @property
    def target(self) -> KnownOrganization:
        """The organization that this row is taken to mean."""
        return (self._sure or self.new).resolved()

    def further(self) -> str:
        """What the document tells beside the name."""
        member = self.member
        dated = f" {_('dated')} {_day(member.agreement_date):%d.%m.%Y}" if _day(member.agreement_date) else ""
        agreement = f"№ {_bare(member.agreement or '')}{dated}" if member.agreement or dated else ""
        return ", ".join(filter(None, [member.head, agreement, *(getattr(member, name) for name in _CONTACTS)]))

    def said(self) -> tuple[str, ...]:
        return self.member.number or "", self.member.name, self.further()

    def understood(self) -> tuple[str, ...]:
        target = self.target
        kind = self.kind if target.id is None else self._organizations.record(target.id).kind
        return target.title, _(kind.label)

    def matched_words(self) -> str:
        return _("in the file already") if self.target.id is not None else _("repeats a row above")

    def matched(self) -> bool:
        target = self.target
        if target.id is None:
            return target is not self.new
        return not self._missing(self._organizations.record(target.id))

    def store(self, into: Storing) -> None:
        target = self.target
        if target is self.new:
            record = add_organization(into, target, tidy(self.member.name))
            self._complete(record, self._missing(record), into)
            return
        made = into.made(target)
        if isinstance(made, Organization):
            self._complete(made, self._missing(made), into)
        if self.matched():
            into.report.matched[Organization.__name__] += 1
        elif target.id is not None:
            record = into.change(Organization, target.id)
            self._complete(record, self._missing(record), into)

    def _missing(self, record: Organization) -> list[str]:
        """The fields of `record` that this row fills: empty ones, and those the user wants from the document."""
        missing = [name for name in self._contacts if name != "notes" and not getattr(record, name)]
        missing += [
            name for name, question in self._differing.items() if question.value not in (None, getattr(record, name))
        ]
        if self._contacts.get("notes", "") not in record.notes:
            missing.append("notes")
        if self.head is not None and record.head_id is None:
            missing.append("head_id")
        number = _bare(self.member.agreement or "")
        if (number or self.member.agreement_date) and not any(
            fold(one.number) == fold(number) for one in record.agreements
        ):
            missing.append("agreements")
        return missing

    def _complete(self, record: Organization, missing: Sequence[str], into: Storing) -> None:
        for name in missing:
            if name == "head_id" and self.head is not None:
                record.head_id = self.head.row_number(into)
            elif name == "agreements":
                number, day = _bare(self.member.agreement or ""), _day(self.member.agreement_date)
                record.agreements.append(Agreement(number=number, day=day))
            elif name == "notes":
                record.notes = "\n".join(filter(None, [record.notes, self._contacts["notes"]]))
            else:
                setattr(record, name, self._contacts[name])


def _bare(number: str) -> str:
    """An agreement's number without its sign."""
    return tidy(number).lstrip("№").strip()


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None
