"""Papers that the office made and keeps: drafts, then signed, then published; orders and letters with their numbers."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Part, Record


class PaperKind(Choice):
    """What a paper is; orders and letters have a register each, where a number stands once a year."""

    ORDER = "order", N_("an order")
    LETTER = "letter", N_("a letter")
    AGREEMENT = "agreement", N_("an agreement or contract")
    MINUTES = "minutes", N_("minutes, agenda, list of the council")
    REGULATION = "regulation", N_("a regulation")
    PLAN = "plan", N_("a plan, programme")
    REPORT = "report", N_("a report, analysis, reference")
    CONSENT = "consent", N_("a consent")
    CERTIFICATE = "certificate", N_("a certificate, thanks, invitation")
    MEMO = "memo", N_("a memo")
    OTHER = "other", N_("another paper")


class Issuer(Choice):
    """Whose order it is: the school orders its own staff, those above it order schools."""

    SCHOOL = "school", N_("the school: order")
    DEPARTMENT = "department", N_("the education department: order")
    MINISTRY = "ministry", N_("the ministry: directive")


class PaperState(Choice):
    """How far a paper is."""

    DRAFT = "draft", N_("draft paper")
    SIGNED = "signed", N_("signed")
    PUBLISHED = "published", N_("published")


class Keeping(Choice):
    """How long a signed paper is kept."""

    BY_KIND = "by_kind", N_("as its kind tells")
    PERMANENTLY = "permanently", N_("permanently")
    YEARS = "years", N_("some years")


class FileRole(Choice):
    """What a file of a paper is to it."""

    MADE = "made", N_("paper as made")
    SIGNED = "signed", N_("signed paper")
    SIGNATURE = "signature", N_("electronic signature")
    ENCLOSED = "enclosed", N_("enclosure")


class PaperFile(Part, area="office_papers", table="paper_files", label=N_("File of a paper")):
    """A file of a paper, byte for byte; its bytes lie once in the table `contents`, by their digest."""

    name: str = fields.text(N_("File name"), required=True, personal=True)
    role: FileRole = fields.choice(N_("What it is"), FileRole.MADE)
    media_type: str = fields.text(N_("Kind of file"), hidden=True, searched=False)
    size: int | None = fields.whole(N_("Size, bytes"), hidden=True, searched=False)
    digest: str = fields.text(N_("Digest"), hidden=True, searched=False)
    attached_on: dt.date | None = fields.day(N_("Attached on"), hidden=True, searched=False)


class OfficePaper(Record, area="office_papers", table="office_papers", label=N_("Paper of the office")):
    """A paper that was made, beside the record that it is about.

    Number and date are typed once it is registered: the program issues none. It is to be sent where `to_send` says so,
    and is sent once somebody told the day.
    """

    name: str = fields.text(
        N_("What it is about"), required=True, personal=True, hint=N_("On the holding of the contest …")
    )
    kind: PaperKind = fields.choice(N_("Kind of paper"), PaperKind.OTHER)
    issuer: Issuer = fields.choice(N_("Issued by"), Issuer.SCHOOL, listed=False)
    number: str = fields.text(N_("№"), row=N_("Registered"), width=52)
    day: dt.date | None = fields.day(N_("Date"), row=N_("Registered"), before=N_("of"))
    addressee: str = fields.text(N_("To whom"), personal=True, of="person_id")
    state: PaperState = fields.choice(N_("State"), PaperState.DRAFT)
    signed_by: str = fields.text(N_("Signed by"), listed=False, personal=True)
    prepared_by: str = fields.text(N_("Prepared by"), listed=False, personal=True)
    to_send: bool = fields.flag(N_("It is to be sent"), False, listed=False, section=N_("Sending and publishing"))
    sent_on: dt.date | None = fields.day(N_("Sent on"))
    sent_by: str = fields.text(N_("How it was sent"), listed=False, hint=N_("e-mail, messenger, by hand"))
    published_on: dt.date | None = fields.day(N_("Published on"), listed=False)
    published_at: str = fields.text(N_("Where it was published"), listed=False, hint=N_("web address"))
    organization_id: int | None = fields.link(
        N_("Organization"), "Organization", cleared=True, listed=False, section=N_("Kept beside")
    )
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, listed=False, personal=True)
    event_id: int | None = fields.link(N_("Event"), "Event", cleared=True, listed=False)
    meeting_id: int | None = fields.link(N_("Meeting"), "Meeting", cleared=True, listed=False)
    plan_id: int | None = fields.link(N_("Plan"), "Plan", cleared=True, listed=False)
    keeping: Keeping = fields.choice(N_("How long it is kept"), Keeping.BY_KIND, listed=False)
    note: str = fields.prose(N_("Note"), personal=True)
    made_on: dt.date | None = fields.day(N_("Made on"), listed=False, hidden=True)
    files: list[PaperFile] = fields.parts(N_("Files"), "PaperFile")


PERMANENT_KINDS = (PaperKind.ORDER, PaperKind.MINUTES, PaperKind.REGULATION, PaperKind.PLAN, PaperKind.REPORT)
"""Papers on the main activity that are kept permanently (Rosarchiv's list of 2019, items 18, 19 and others)."""


def kept_permanently(paper: OfficePaper) -> bool:
    """Whether a paper is to be kept permanently once it is signed."""
    return paper.keeping is Keeping.PERMANENTLY or (paper.keeping is Keeping.BY_KIND and paper.kind in PERMANENT_KINDS)


KEPT_BESIDE = {
    "Organization": "organization_id",
    "Person": "person_id",
    "Event": "event_id",
    "Meeting": "meeting_id",
    "Plan": "plan_id",
}
"""By the name of a kind of record: the link of the papers kept beside it."""
