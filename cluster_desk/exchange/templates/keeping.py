"""Papers just made, to be kept in the data file beside the record that each is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.office_papers import FileRole, Issuer, OfficePaper, PaperKind
from cluster_desk.core.records.templates import ForWhom, Template
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.templates.facts import Subject
from cluster_desk.exchange.templates.filling import Paper
from cluster_desk.exchange.templates.places import TemplateDocument
from cluster_desk.rules.log.attachments import LARGEST_IN_ALL, size_words
from cluster_desk.rules.office_papers import kind_of_title, paper_file

_BESIDE = {
    ForWhom.ORGANIZATION: "organization_id",
    ForWhom.PERSON: "person_id",
    ForWhom.EVENT: "event_id",
    ForWhom.MEETING: "meeting_id",
    ForWhom.PLAN: "plan_id",
}
_HEAD, _TITLE = 20, 6
"""In so many paragraphs a paper says what it is; so many letters of a title are capitals."""
_ABOUT = (ForWhom.EVENT, ForWhom.PLAN, ForWhom.MEETING, ForWhom.DECISION)
"""Papers for these are about them; the others are for somebody, and one paper to many has one name."""


@dataclass
class Keeper:
    """Gathers the papers that are made as records, with their bytes, until they are stored as one change."""

    read: Reader
    template: Template
    facts: dict[str, object]
    kind: PaperKind
    issuer: Issuer = Issuer.SCHOOL
    to_send: bool = False
    records: list[OfficePaper] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    _size: int = 0

    def add(self, paper: Paper) -> None:
        """Keep a paper too. Raises UserError where they would be more than the data file takes."""
        self._size += len(paper.content)
        if self._size > LARGEST_IN_ALL:
            raise UserError(
                _("So many papers cannot be kept in the data file: they would take more than %s.")
                % size_words(LARGEST_IN_ALL),
                do=_("Make them without keeping them, or fewer at a time."),
            )
        self.contents.append(paper.content)
        self.records.append(self._record(paper))

    def _record(self, paper: Paper) -> OfficePaper:
        today, subject = self.read.today(), paper.subject
        day = self.facts.get("paper.day")
        record = OfficePaper(
            name=self.template.name if subject.whom not in _ABOUT else f"{self.template.name}: {subject.title}",
            kind=self.kind,
            issuer=self.issuer if self.kind is PaperKind.ORDER else Issuer.SCHOOL,
            number=str(self.facts.get("paper.number") or ""),
            day=day if isinstance(day, dt.date) else None,
            addressee="" if subject.whom in (*_ABOUT, ForWhom.NOBODY) else subject.title,
            to_send=self.to_send,
            made_on=today,
            files=[paper_file(paper.name, paper.content, FileRole.MADE, today)],
        )
        self._link(record, subject)
        return record

    def _link(self, record: OfficePaper, subject: Subject) -> None:
        """Lay it beside the record that it is about: an agreement beside its member, a decision beside its meeting."""
        if subject.whom in _BESIDE:
            setattr(record, _BESIDE[subject.whom], subject.row)
        elif subject.whom is ForWhom.AGREEMENT:
            sql = "SELECT organizations_id FROM agreements WHERE id = ?"
            record.organization_id = self.read.value(sql, subject.row)
        elif subject.whom is ForWhom.DECISION:
            sql = (
                "SELECT a.meetings_id FROM decisions AS d JOIN agenda_items AS a ON a.id = d.agenda_items_id "
                "WHERE d.id = ?"
            )
            record.meeting_id = self.read.value(sql, subject.row)
        if subject.whom is ForWhom.PERSON:
            sql = "SELECT organization_id FROM people WHERE id = ?"
            record.organization_id = self.read.value(sql, subject.row)


def uses_issuer(template: Template) -> bool:
    """Whether something in a template depends on whose order it is."""
    return any(piece.field.startswith("issuer.") for place in template.places for piece in place.pieces)


def kind_of(template: Template, document: TemplateDocument | None = None) -> PaperKind:
    """What the papers of a template seem to be: by its name, else by the first title in capitals in the paper."""
    kind = kind_of_title(template.name)
    if kind is PaperKind.OTHER and document is not None:
        titles = (one.text.strip() for one in document.paragraphs[:_HEAD] if one.text.strip()[:_TITLE].isupper())
        kinds = (kind_of_title(each.split("№")[0]) for each in titles)
        kind = next((each for each in kinds if each is not PaperKind.OTHER), kind)
    return kind
