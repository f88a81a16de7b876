"""Organizations of the cluster, their agreements and stays in it, and people."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Form, Part, Record


class OrganizationKind(Choice):
    """What an organization is; the order is the order of sections on papers."""

    LYCEUM = "lyceum", N_("lyceum")
    SECONDARY = "secondary", N_("secondary school")
    BASIC = "basic", N_("basic school")
    PRIMARY = "primary", N_("primary school")
    BOARDING = "boarding", N_("boarding school")
    KINDERGARTEN = "kindergarten", N_("kindergarten")
    EXTRA = "extra", N_("additional education")
    COLLEGE = "college", N_("college")
    DEPARTMENT = "department", N_("education department")
    OTHER = "other", N_("other organization")


class AdditionalAgreement(
    Part, area="members", table="additional_agreements", label=N_("Additional agreement"), title="number"
):
    """An additional agreement; it hangs on the first."""

    number: str = fields.text(N_("№"), row=N_("Number and date"), width=52)
    day: dt.date | None = fields.day(N_("Date"), row=N_("Number and date"), before=N_("of"))
    valid_until: dt.date | None = fields.day(N_("Valid until"))
    subject: str = fields.text(N_("What it is about"))


class Agreement(Part, area="members", table="agreements", label=N_("Agreement"), title="number"):
    """An agreement on interaction between the support school and an organization."""

    number: str = fields.text(N_("№"), row=N_("Number and date"), width=52)
    day: dt.date | None = fields.day(N_("Date"), row=N_("Number and date"), before=N_("of"))
    valid_from: dt.date | None = fields.day(N_("Valid from"))
    valid_until: dt.date | None = fields.day(N_("Valid until"))
    subject: str = fields.text(N_("What it is about"))
    additions: list[AdditionalAgreement] = fields.parts(N_("Additional agreements"), "AdditionalAgreement")


class Membership(Part, area="members", table="memberships", label=N_("Stay in the cluster"), title="ground"):
    """One stay of an organization in the cluster."""

    joined: dt.date | None = fields.day(N_("In the cluster since"))
    left: dt.date | None = fields.day(N_("Left"))
    ground: str = fields.text(N_("On what ground"))


class FormerHead(Part, area="members", table="former_heads", label=N_("Former head"), title="order"):
    """Somebody who headed an organization before its present head."""

    person_id: int | None = fields.link(N_("Person"), "Person", required=True, personal=True)
    since: dt.date | None = fields.day(N_("Since"), personal=True)
    until: dt.date | None = fields.day(N_("Until"), required=True, personal=True)
    order: str = fields.text(N_("By which order"), personal=True)


class Organization(Record, area="members", table="organizations", label=N_("Organization"), title="short_name"):
    """A school, kindergarten, club or body that the office deals with."""

    full_name: str = fields.prose(N_("Full name"), required=True)
    short_name: str = fields.text(N_("Short name"), required=True, roles="organization title")
    kind: OrganizationKind = fields.choice(N_("Kind"), OrganizationKind.SECONDARY)
    head_id: int | None = fields.link(N_("Head"), "Person", personal=True, roles="head person staff responsible")
    head_since: dt.date | None = fields.day(N_("Heads since"), listed=False, personal=True)
    head_order: str = fields.text(N_("Order of appointment"), listed=False, personal=True)
    phone: str = fields.text(N_("Phone"), form=Form.PHONE, listed=False, width=170)
    agreements: list[Agreement] = fields.parts(N_("Agreements on interaction"), "Agreement")
    memberships: list[Membership] = fields.parts(N_("In the cluster"), "Membership")
    former_heads: list[FormerHead] = fields.parts(N_("Former heads"), "FormerHead")
    district: str = fields.text(N_("District"), listed=False, section=N_("Address and details"))
    locality: str = fields.text(N_("Place"), listed=False, hint=N_("village, settlement or town"))
    address: str = fields.text(N_("Address"), listed=False)
    email: str = fields.text(N_("E-mail"), form=Form.EMAIL, listed=False)
    site: str = fields.text(N_("Web site"), form=Form.SITE, listed=False)
    founder: str = fields.text(N_("Founder"), listed=False, hint=N_("as the letterhead names it"))
    inn: str = fields.text(N_("Taxpayer number"), form=Form.INN, listed=False)
    kpp: str = fields.text(N_("KPP"), listed=False, hint=N_("nine digits"))
    ogrn: str = fields.text(N_("OGRN"), listed=False, hint=N_("thirteen digits"))
    okpo: str = fields.text(N_("OKPO"), listed=False, hint=N_("eight digits"))
    learners: int | None = fields.whole(N_("Pupils and children"), listed=False)
    notes: str = fields.prose(N_("Notes"))


class Person(Record, area="members", table="people", label=N_("Person")):
    """Somebody the office deals with; the name stands as it was typed."""

    name: str = fields.text(
        N_("Surname, name, patronymic"), required=True, personal=True, roles="person head staff responsible"
    )
    position: str = fields.text(
        N_("Post"), hint=N_("head teacher, deputy head, …"), personal=True, roles="position role"
    )
    organization_id: int | None = fields.link(N_("Organization"), "Organization", personal=True, roles="organization")
    phone: str = fields.text(N_("Phone"), form=Form.PHONE, personal=True)
    email: str = fields.text(N_("E-mail"), form=Form.EMAIL, personal=True)
    notes: str = fields.prose(N_("Notes"), personal=True)


class Case(Choice):
    """Grammatical cases of Russian, as papers need them."""

    NOMINATIVE = "nominative", N_("nominative: who?")
    GENITIVE = "genitive", N_("genitive: of whom?")
    DATIVE = "dative", N_("dative: to whom?")
    ACCUSATIVE = "accusative", N_("accusative: whom?")
    INSTRUMENTAL = "instrumental", N_("instrumental: by whom?")
    PREPOSITIONAL = "prepositional", N_("prepositional: about whom?")


class NameForm(Record, area="members", table="name_forms", label=N_("Form of a name"), title="words"):
    """How a name, a post or an organization's name stands in a case: said once by the office, kept from then on."""

    words: str = fields.text(N_("Words in the nominative"), required=True, personal=True)
    case: Case = fields.choice(N_("Case"), Case.DATIVE)
    corrected: str = fields.text(N_("As papers say it"), required=True, personal=True)


class OrganizationSpelling(
    Record, area="members", table="organization_spellings", label=N_("Spelling of a name"), title="spelling"
):
    """Another way in which documents write an organization: the answer to a question, asked once."""

    organization_id: int | None = fields.link(N_("Organization"), "Organization", follows=True, required=True)
    spelling: str = fields.text(N_("As documents write it"), required=True)
