"""Member organizations of a document: matched with those of the file by name, the new ones proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.fields import Form, fields_of
from cluster_desk.core.records.members import Agreement, Organization, OrganizationKind
from cluster_desk.core.russian.agreements import AgreementParts, agreement_parts, agreement_told
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.organizations import guess_kind, short_name
from cluster_desk.core.russian.people import read_people
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import ComparedRow
from cluster_desk.exchange.importing.comparison import compare
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
from cluster_desk.rules.fields import FORMS

_WITHOUT_NUMBER = "—"
"""What is remembered of an agreement that the text or a word in its column says is concluded."""
_CONTACTS = ("address", "phone", "email", "site")


def members_part(
    members: Sequence[Parsed[Organization]],
    organizations: KnownOrganizations,
    people: KnownPeople,
    memory: ImportMemory,
) -> ProposalPart:
    """The rows of the members that a document names."""
    rows = [MemberRow(member, organizations) for member in members]
    stored = organizations.records().values() if members else ()
    matching = RowMatching(memory, Organization, "", [row.words() for row in rows], ("full_name",), stored)
    for row, match in zip(rows, matching.matches(()), strict=True):
        row.match(match, people, memory)
    results: list[tuple[str, int]] = [(N_("№"), 1), (N_("Organization in the document"), 8)]
    if any(row.further() for row in rows):
        results.append((N_("Further"), 4))
    interpretation = ((N_("Organization"), 5), (N_("Kind"), 3))
    return ProposalPart("members", N_("Members"), results, interpretation, list(rows))


class MemberRow(ComparedRow[Organization]):
    """One organization of the document."""

    kind = Organization
    is_in_many_documents = True

    def __init__(self, member: Parsed[Organization], organizations: KnownOrganizations) -> None:
        super().__init__(member)
        self.draft, self._typed = member.record, member.typed
        self._head_words: str = self._typed.get("head") or ""
        self._organizations = organizations
        self.kind_of = guess_kind(self.draft.full_name)
        self.new = KnownOrganization((self.draft.full_name,), short_name(self.draft.full_name))
        self._sure: KnownOrganization | None = None
        self.head: PersonLink | None = None
        self._people: KnownPeople | None = None
        self._named = next((one for one in read_people(self._head_words) if one.name), None)
        self._contacts = self._sound_contacts()

    def match(self, match: Match[Organization], people: KnownPeople, memory: ImportMemory) -> None:
        """Settle, or ask, which organization it is: by its name, else as an import remembers it."""
        candidates = self._organizations.find(self.draft.full_name)
        self._sure = candidates.sure
        if candidates.sure is None and match.stored is not None:
            self._sure = self._organizations.with_row(match.stored.id)
        if candidates.perhaps and self._sure is None and not match.is_deleted:
            self.new.question = organization_question(self.draft.full_name, self.new, candidates.perhaps)
            self.questions.append(self.new.question)
        if self._sure is None:
            self._organizations.add(self.new)
        self._people = people
        self.head = self._head(people)
        if self._sure is not None and self._sure.id is not None:
            stored = self._organizations.record(self._sure.id)
            self.take_match(Match(stored, memory.of(stored.uuid)))
        elif self._sure is None:
            self.take_match(match)
            if self.kind_of is OrganizationKind.OTHER:
                self.notes.append(_("what kind it is, its name does not tell"))

    def _head(self, people: KnownPeople) -> PersonLink | None:
        named = self._named
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
            words = getattr(self.draft, name)
            form = fields_of(Organization)[name].form
            if words and form is not Form.ANY and FORMS[form](words):
                strange.append(f"{_(fields_of(Organization)[name].label)}: {words}")
            elif words:
                sound[name] = words
        if strange:
            sound["notes"] = "; ".join(strange)
            self.notes.append(_("goes to the notes: %(words)s") % {"words": sound["notes"]})
        return sound

    def words(self) -> dict[str, str]:
        head = {"head_id": tidy(self._head_words)} if self._named else {}
        agreement = {"agreements": self._agreement()} if self._agreement() else {}
        return {"full_name": self.draft.full_name, **self._contacts, **head, **agreement}

    def words_of(self, record: Organization) -> dict[str, str]:
        """The file's side; names may be written otherwise, notes and agreements are only ever added to others."""
        words = self.words()
        before = self.remembered.words if self.remembered else {}
        is_there = {
            "full_name": True,
            "notes": words.get("notes", "") in record.notes,
            "head_id": self._is_head(record.head_id, words.get("head_id", "")),
            "agreements": any(
                not self._as_told() or fold(one.number) in (fold(self._number()), fold(self._as_told()))
                for one in record.agreements
            ),
        }
        now = {name: str(getattr(record, name)) for name in _CONTACTS}
        now |= {name: before.get(name, "") for name in ("notes", "agreements")}
        was_head = self._is_head(record.head_id, before.get("head_id", ""))
        now["head_id"] = before["head_id"] if was_head else self._head_name(record.head_id)
        return {name: words[name] if is_there.get(name) else now[name] for name in words}

    def display_value(self, name: str, words: str) -> str:
        return words

    def _head_name(self, row: int | None) -> str:
        person = self._people.with_row(row) if self._people and row is not None else None
        return person.name if person else ""

    def _is_head(self, row: int | None, words: str) -> bool:
        """Whether the file's head may be the one whom these words name."""
        name = parse_name(self._head_name(row))
        values = [parse_name(one.name) for one in read_people(words) if one.name]
        return name is not None and any(one is not None and name.may_be(one) for one in values)

    def _parts(self) -> AgreementParts:
        return agreement_parts(self._typed.get("agreement") or "")

    def _number(self) -> str:
        return self._parts().number

    def _as_told(self) -> str:
        """The number with what stands beside it, as earlier versions stored it and imports remember it."""
        return agreement_told(self._typed.get("agreement") or "")[1]

    def _day(self) -> dt.date | None:
        words = self._typed.get("agreement_date")
        return dt.date.fromisoformat(words) if words else self._parts().day

    def _agreement(self) -> str:
        told = " ".join(filter(None, (self._as_told(), self._typed.get("agreement_date"))))
        concluded = self._typed.get("concluded") or agreement_told(self._typed.get("agreement") or "")[0]
        return told or (_WITHOUT_NUMBER if concluded else "")

    @property
    def target(self) -> KnownOrganization:
        """The organization that this row is taken to mean."""
        return (self._sure or self.new).resolved()

    def further(self) -> str:
        """What the document tells beside the name."""
        day = self._day()
        dated = f" {_('dated')} {day:%d.%m.%Y}" if day else ""
        concluded = _("agreement concluded, without a number") if self._agreement() else ""
        agreement = f"№ {self._number()}{dated}" if self._number() or day else concluded
        contacts = (getattr(self.draft, name) for name in _CONTACTS)
        return ", ".join(filter(None, [self._head_words, agreement, *contacts]))

    def said(self) -> tuple[str, ...]:
        return self._typed.get("number") or "", self.draft.full_name, self.further()

    def interpretation(self) -> tuple[str, ...]:
        target = self.target
        kind = self.kind_of if target.id is None else self._organizations.record(target.id).kind
        return target.title, _(kind.label)

    def matched_words(self) -> str:
        return _("in the file already") if self.target.id is not None else _("repeats a row above")

    def changes(self) -> dict[str, str]:
        target = self.target
        if self.stored is not None and target.id == self.stored.id:
            return super().changes()
        if target.id is not None:
            return self._filling(self._organizations.record(target.id))
        return {}

    def _filling(self, record: Organization) -> dict[str, str]:
        """What the document tells where an organization that nobody was sure of has nothing."""
        return dict(compare(self.words(), self.words_of(record), None).changes)

    def matched(self) -> bool:
        target = self.target
        return target is not self.new if target.id is None else not self.changes()

    def store(self, into: ImportBatch) -> None:
        target = self.target
        made = into.made(target)
        if target is self.new:
            record = add_organization(into, target, self.draft.full_name)
            self._complete(record, self._filling(record), into)
            self.remember(record, "", into)
            return
        if isinstance(made, Organization):
            self._complete(made, self._filling(made), into)
        if target.id is None or self.matched():
            into.report.matched[Organization.__name__] += 1
        else:
            self._complete(into.change(Organization, target.id), self.changes(), into)
        if target.id is not None:
            self.remember(self._organizations.record(target.id), "", into)

    def _complete(self, record: Organization, changes: Mapping[str, str], into: ImportBatch) -> None:
        for name, words in changes.items():
            if name == "head_id":
                record.head_id = self.head.row_number(into) if self.head else record.head_id
            elif name == "agreements":
                record.agreements.append(
                    Agreement(number=self._number(), day=self._day(), valid_until=self._parts().until)
                )
            elif name == "notes":
                record.notes = "\n".join(filter(None, [record.notes, words]))
            else:
                setattr(record, name, words)
