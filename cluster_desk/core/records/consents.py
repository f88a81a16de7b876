"""Consents of people, or of the parents of children: whose, for what, until when, and whether they were withdrawn."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.events import Attachment
from cluster_desk.core.records.fields import Record


class ConsentFile(Attachment, area="members", table="consent_files", label=N_("Attachment")):
    """The signed paper, scanned or photographed."""


class Consent(Record, area="members", table="consents", label=N_("Consent"), title="whose"):
    """A signed consent. `until` is the last day that `until_words` are understood to mean; None where they name none.

    What it allows is ticked alone: nothing is allowed that nobody ticked.
    """

    whose: str = fields.text(
        N_("Whose consent"),
        required=True,
        personal=True,
        of="person_id",
        hint=N_("surname, name, patronymic; a child's too"),
    )
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, personal=True, listed=False)
    about: str = fields.text(N_("Class or post"), personal=True, hint=N_("class 9 B, teacher"))
    organization_id: int | None = fields.link(N_("Organization"), "Organization", cleared=True, personal=True)
    given_by: str = fields.text(
        N_("Who signed"), personal=True, listed=False, hint=N_("a parent or guardian; empty: the person")
    )
    for_keeping: bool = fields.flag(N_("To keep and use personal data"), True)
    for_name: bool = fields.flag(N_("To publish the name"), False)
    for_photo: bool = fields.flag(N_("To publish photos and video"), False)
    purpose: str = fields.prose(N_("For what and where"), hint=N_("the site of the school, the contest …"))
    given_on: dt.date | None = fields.day(N_("Given on"), required=True)
    until_words: str = fields.text(N_("Until"), hint=N_("31.12.2028, for two years, until withdrawn"))
    until: dt.date | None = fields.day(N_("Last day"), listed=False, hint=N_("as the words are understood"))
    withdrawn_on: dt.date | None = fields.day(N_("Withdrawn on"))
    notes: str = fields.prose(N_("Notes"), personal=True)
    files: list[ConsentFile] = fields.parts(N_("The signed paper"), "ConsentFile")
