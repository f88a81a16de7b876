"""An office's own Word papers as templates: the paper itself, and what stands in each of its places."""

from __future__ import annotations

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Part, Record
from cluster_desk.core.records.members import Case


class ForWhom(Choice):
    """What a copy of a paper is made for."""

    ORGANIZATION = "organization", N_("a member of the cluster")
    PERSON = "person", N_("a person")
    AGREEMENT = "agreement", N_("an agreement")
    EVENT = "event", N_("an event")
    MEETING = "meeting", N_("a meeting of the council")
    DECISION = "decision", N_("a decision of the council")
    PLAN = "plan", N_("a plan")
    PARTICIPANT = "participant", N_("a line of a list from Excel")
    NOBODY = "nobody", N_("nobody: one paper")


class Repeated(Choice):
    """What a row of a table is repeated for."""

    MEMBERS = "members", N_("for each member of the cluster")
    COUNCIL = "council", N_("for each seat on the council")
    QUESTIONS = "questions", N_("for each question of the agenda")
    DECISIONS = "decisions", N_("for each decision of the meeting")
    ITEMS = "items", N_("for each item of the plan")
    TAKING_PART = "taking_part", N_("for each organization that takes part in the event")
    PARTICIPANTS = "participants", N_("for each line of a list from Excel")
    ONCE = "once", N_("not at all: it is one row")


class Kept(Choice):
    """When a sentence or a paragraph is left in the paper."""

    AGREEMENT = "agreement", N_("if there is an agreement")
    NO_AGREEMENT = "no_agreement", N_("if there is no agreement")
    ADDITION = "addition", N_("if there is an additional agreement")
    SCHOOL = "school", N_("if it is a school")
    KINDERGARTEN = "kindergarten", N_("if it is a kindergarten")
    EXTRA = "extra", N_("if it is additional education")
    COLLEGE = "college", N_("if it is a college")
    HEAD = "head", N_("if its head is known")
    NEVER = "never", N_("never: it goes out")
    ALWAYS = "always", N_("always")


class Letters(Choice):
    """How a place writes its words."""

    CAPITAL = "capital", N_("with a capital letter")
    SMALL = "small", N_("with a small letter")
    CAPITALS = "capitals", N_("in capitals")
    AS_THEY_ARE = "plain", N_("as they are")


class PlacePiece(Part, area="templates", table="place_pieces", label=N_("Words of a place"), title="field"):
    """A piece of what stands in a place: words that stay (`field` is ""), or a field in a case and a form.

    Spaces at the ends of words that stay are written as «␣», since stored words have none.
    """

    field: str = fields.text(N_("Field"), hidden=True, searched=False)
    case: Case = fields.choice(N_("Case"), Case.NOMINATIVE, hidden=True, searched=False)
    form: str = fields.text(N_("Form"), hidden=True, searched=False)
    letters: Letters = fields.choice(N_("Letters"), Letters.AS_THEY_ARE, hidden=True, searched=False)
    words: str = fields.text(N_("Words"), hidden=True, searched=False, personal=True)

    def again(self) -> PlacePiece:
        """Another piece that says the same: in another place, a record of its own."""
        return PlacePiece(field=self.field, case=self.case, form=self.form, letters=self.letters, words=self.words)


class TemplatePlace(Part, area="templates", table="template_places", label=N_("Place in a template"), title="words"):
    """A place of a template by its number in the paper: what stands in it, or that it stays to be written by hand."""

    number: int | None = fields.whole(N_("№"), hidden=True, searched=False)
    words: str = fields.text(N_("Words of the example"), hidden=True, personal=True)
    told: bool = fields.flag(N_("What stands here is told"), False, hidden=True, searched=False)
    kept: Kept = fields.choice(N_("When it stays"), Kept.ALWAYS)
    pieces: list[PlacePiece] = fields.parts(N_("What stands here"), "PlacePiece")


class TemplateRow(Part, area="templates", table="template_rows", label=N_("Repeated row"), title="words"):
    """A row of a template's table that is repeated."""

    number: int | None = fields.whole(N_("№"), hidden=True, searched=False)
    words: str = fields.text(N_("Words of the example"), hidden=True, personal=True)
    repeated: Repeated = fields.choice(N_("Repeated"), Repeated.ONCE)


class Template(Record, area="templates", table="templates", label=N_("Own template")):
    """A Word paper of the office's own; its bytes lie once in the table `contents`, by their digest."""

    name: str = fields.text(N_("Template's name"), required=True, hint=N_("Agreement, Invitation, Order"))
    whom: ForWhom = fields.choice(N_("Made for"), ForWhom.NOBODY)
    file_words: str = fields.text(
        N_("Names of the files"), hint=N_("Agreement *: the star stands for whom it is made"), searched=False
    )
    file_name: str = fields.text(N_("File taken in"), hidden=True, searched=False, personal=True, read_from="digest")
    size: int | None = fields.whole(N_("Size, bytes"), hidden=True, searched=False, read_from="digest")
    digest: str = fields.text(N_("Digest"), hidden=True, searched=False)
    places: list[TemplatePlace] = fields.parts(N_("Places"), "TemplatePlace", hidden=True, read_from="digest")
    rows: list[TemplateRow] = fields.parts(N_("Repeated rows"), "TemplateRow", hidden=True, read_from="digest")
