"""Contacts that a school tells -> the organization's own fields, its head, and who answers for the cluster."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.language import _
from cluster_desk.core.parsed_replies import ParsedAnswer
from cluster_desk.core.records.fields import Form, Kind, Record, fields_of
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.numbers import read_whole
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.core.school_forms import CONTACTS
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import display
from cluster_desk.exchange.importing.existing import KnownPeople
from cluster_desk.exchange.importing.proposal import Answer, ProposedRow, Question
from cluster_desk.rules.fields import FORMS

_HEAD = "head"
_STAFF = "staff"
_DIRECTOR = "директор"


def contact_rows(read: Reader, answers: Sequence[ParsedAnswer], school: int) -> list[ProposedRow]:
    """A row for each contact told; those of the person who answers for the cluster hang on that person's row."""
    if not answers:
        return []
    organization = read.load(Organization, school)
    assert organization is not None
    people = KnownPeople(read)
    rows: list[ProposedRow] = []
    named = next((one for one in answers if one.question == _STAFF), None)
    staff = PersonOfSchoolRow(named, read, organization, people) if named else None
    for answer in answers:
        if answer.question == _HEAD:
            rows.append(PersonOfSchoolRow(answer, read, organization, people))
        elif answer is named and staff is not None:
            rows.append(staff)
        elif answer.question.startswith(_STAFF):
            rows.append(StaffFieldRow(answer, answer.question.removeprefix("staff_"), staff))
        else:
            rows.append(FieldRow(answer, organization))
    return rows


def _unsound(record: type[Record], name: str, words: str) -> str:
    """Why words cannot stand in a field; "" when they can."""
    field = fields_of(record)[name]
    if field.kind is Kind.WHOLE:
        return "" if read_whole(words) is not None else _("“%s” is no number.") % words
    return FORMS[field.form](words) if field.form is not Form.ANY else ""


class _ContactRow(ProposedRow):
    """One contact beside the words of the file: asked where they differ, left out where it cannot be stored."""

    def __init__(self, answer: ParsedAnswer, record: type[Record], name: str, now: str) -> None:
        super().__init__(answer)
        self.answer, self._name, self._now = answer, name, now
        self._words = tidy(answer.words)
        self._asked: Question | None = None
        wrong = _unsound(record, name, self._words) if name in fields_of(record) else ""
        self._is_sound = not wrong
        if wrong:
            where = f"{answer.source.place()}: " if answer.source.place() else ""
            self.questions.append(Question(f"{where}{wrong}", [Answer(_("Leave it in the document"), None)]))
        elif self._now and not self._is_same():
            self._ask()

    def _ask(self) -> None:
        keep = Answer(_("Keep: %(words)s") % {"words": display(self._now)}, None)
        take = Answer(_("From the document: %(words)s") % {"words": display(self._words)}, self._words)
        text = _("%(field)s is another one in the file.") % {"field": self._label()}
        self._asked = Question(text, [keep, take], kept=_("the former words stay"))
        self.questions.append(self._asked)

    def _label(self) -> str:
        return CONTACTS.get(self.answer.question, self.answer.question)

    def _is_same(self) -> bool:
        return fold(self._now) == fold(self._words)

    def said(self) -> tuple[str, ...]:
        return self._label(), self._words

    def interpretation(self) -> tuple[str, ...]:
        return (self._now or "—",)

    def matched(self) -> bool:
        if not self._is_sound:
            return True
        return bool(self._now) and (self._is_same() or self._asked is None or self._asked.value is None)

    def matched_words(self) -> str:
        return super().matched_words() if self._is_sound else _("left in the document")

    def store(self, into: ImportBatch) -> None:
        if not self.matched():
            self.put(into)

    def put(self, into: ImportBatch) -> None:
        """Write the words down."""
        raise NotImplementedError


class FieldRow(_ContactRow):
    """A field of the school's own."""

    kind = Organization

    def __init__(self, answer: ParsedAnswer, organization: Organization) -> None:
        self._organization = organization
        value = getattr(organization, answer.question, "")
        super().__init__(answer, Organization, answer.question, "" if value is None else str(value))

    def _is_same(self) -> bool:
        if self._name == "phone":
            return _digits(self._now) == _digits(self._words)
        return super()._is_same()

    def put(self, into: ImportBatch) -> None:
        assert self._organization.id is not None
        record = into.change(Organization, self._organization.id)
        is_whole = fields_of(Organization)[self._name].kind is Kind.WHOLE
        setattr(record, self._name, read_whole(self._words) if is_whole else self._words)


def _digits(words: str) -> str:
    """The last ten digits of a phone: 8 and +7 before them are the same."""
    return "".join(sign for sign in words if sign.isdecimal())[-10:]


class PersonOfSchoolRow(_ContactRow):
    """The head of the school, or who answers for the cluster there."""

    kind = Person

    def __init__(self, answer: ParsedAnswer, read: Reader, organization: Organization, people: KnownPeople) -> None:
        self._organization, self._is_head = organization, answer.question == _HEAD
        self._read = read
        candidates = people.find(tidy(answer.words))
        here = [
            one for one in ([candidates.sure] if candidates.sure else candidates.perhaps)
            if one.organization_id in (organization.id, None) or candidates.sure is one
        ]  # fmt: skip
        self.person = here[0].id if len(here) == 1 else None
        head = read.load(Person, organization.head_id) if organization.head_id else None
        now = (head.name if head else "") if self._is_head else (here[0].name if self.person else "")
        super().__init__(answer, Person, "", now)
        if parse_name(self._words) is None:
            where = f"{answer.source.place()}: " if answer.source.place() else ""
            self.questions.append(
                Question(_("%(where)s“%(words)s” is no name as it seems.") % {"where": where, "words": self._words},
                         [Answer(_("Take it as read"), None)])
            )  # fmt: skip

    def known(self) -> Person | None:
        """The person as the file holds them; None for somebody new."""
        return self._read.load(Person, self.person) if self.person is not None else None

    def _is_same(self) -> bool:
        now, words = parse_name(self._now), parse_name(self._words)
        return fold(self._now) == fold(self._words) or (now is not None and words is not None and words.may_be(now))

    def row_number(self, into: ImportBatch) -> int:
        """The person, made where nobody of that name is known."""
        if self.person is not None:
            return self.person
        made = into.made(self)
        if made is None:
            post = _DIRECTOR if self._is_head else ""
            made = into.add(Person, self, name=self._words, position=post, organization_id=self._organization.id)
        assert made.id is not None
        return made.id

    def put(self, into: ImportBatch) -> None:
        row = self.row_number(into)
        if self._is_head:
            assert self._organization.id is not None
            into.change(Organization, self._organization.id).head_id = row


class StaffFieldRow(_ContactRow):
    """Post, phone or address of the person who answers for the cluster."""

    kind = Person

    def __init__(self, answer: ParsedAnswer, name: str, staff: PersonOfSchoolRow | None) -> None:
        known = staff.known() if staff is not None else None
        super().__init__(answer, Person, name, str(getattr(known, name, "") or "") if known else "")
        self._staff = staff
        if staff is None:
            self._is_sound = False
            text = _("Whose this is is not told: “%(words)s”.") % {"words": self._words}
            self.questions.append(Question(text, [Answer(_("Leave it in the document"), None)]))

    def _is_same(self) -> bool:
        if self._name == "phone":
            return _digits(self._now) == _digits(self._words)
        return super()._is_same()

    def put(self, into: ImportBatch) -> None:
        assert self._staff is not None
        row = self._staff.row_number(into)
        made = into.made(self._staff)
        person = made if isinstance(made, Person) else into.change(Person, row)
        setattr(person, self._name, self._words)
