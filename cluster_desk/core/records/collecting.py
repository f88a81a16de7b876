"""What the office asks of schools, and who answered; the answers stand in the log, in the plan, in indicators.

Only what no other record holds is kept here: words of a need, of an own question, words said by telephone that are not
in the log yet.
"""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.records.fields import Choice, Part, Record


class Way(Choice):
    """How an answer came."""

    FILE = "file", N_("a file")
    CHAT = "chat", N_("a message")
    CALL = "call", N_("by telephone")


class AskedIndicator(
    Part, area="collecting", table="asked_indicators", label=N_("Indicator asked"), title="indicator_id"
):
    """An indicator whose value every school is asked for."""

    indicator_id: int | None = fields.link(N_("Indicator"), "Indicator", required=True, follows=True)


class AskedSchool(Part, area="collecting", table="asked_schools", label=N_("School asked"), title="organization_id"):
    """A school that is to answer."""

    organization_id: int | None = fields.link(N_("School"), "Organization", required=True, follows=True)


class ReplyWords(Part, area="collecting", table="reply_words", label=N_("Answer"), title="question"):
    """The words that answer one question; `question` is what was asked, as the form has it."""

    question: str = fields.text(N_("Question"), required=True)
    words: str = fields.prose(N_("Answer"), required=True, personal=True)


class SchoolReply(Part, area="collecting", table="school_replies", label=N_("School's answer"), title="source"):
    """That a school answered: when, how, in which file; and its words that no other record holds."""

    organization_id: int | None = fields.link(N_("School"), "Organization", required=True, follows=True)
    day: dt.date | None = fields.day(N_("Answered on"), required=True)
    way: Way = fields.choice(N_("How"), Way.CALL)
    source: str = fields.text(N_("File or message"), personal=True)
    answers: list[ReplyWords] = fields.parts(N_("Answers"), "ReplyWords")


class Collection(Record, area="collecting", table="collections", label=N_("Request to schools")):
    """One round of asking: what, of whom, by which day. Its form is known by its code (`code`)."""

    name: str = fields.text(N_("What is collected"), required=True, hint=N_("Results of quarter IV"))
    first_day: dt.date | None = fields.day(N_("From"), required=True)
    last_day: dt.date | None = fields.day(N_("To"), required=True)
    due: dt.date | None = fields.day(N_("Answers by"))
    events: bool = fields.flag(N_("Events of the period with participants"), True, listed=False, section=N_("Asked"))
    pupils: bool = fields.flag(N_("of them pupils"), True, listed=False)
    teachers: bool = fields.flag(N_("of them teachers"), True, listed=False)
    parents: bool = fields.flag(N_("of them parents"), False, listed=False)
    preschoolers: bool = fields.flag(N_("of them preschoolers"), False, listed=False)
    others: bool = fields.flag(N_("of them others"), False, listed=False)
    winners: bool = fields.flag(N_("winners by name"), False, listed=False)
    proposals: bool = fields.flag(N_("Proposals for the next plan"), False, listed=False)
    proposals_year: int | None = fields.whole(N_("for the year"), listed=False, width=90)
    contacts: bool = fields.flag(N_("Contacts"), False, listed=False)
    needs: bool = fields.flag(N_("Needs"), False, listed=False)
    questions: str = fields.prose(N_("Own questions"), hint=N_("one a line"))
    indicators: list[AskedIndicator] = fields.parts(N_("Indicators asked"), "AskedIndicator")
    schools: list[AskedSchool] = fields.parts(N_("Schools asked"), "AskedSchool")
    replies: list[SchoolReply] = fields.parts(N_("Answers of schools"), "SchoolReply", hidden=True)

    @property
    def code(self) -> str:
        """What stands on the form so that it is known again, whatever its file is called."""
        from uuid import UUID

        return f"КД-{UUID(self.uuid).int % 1_000_000:06}"

    @property
    def kinds(self) -> list[TakingPart]:
        """Which participants are counted apart."""
        return [kind for kind in TakingPart if getattr(self, kind.value)]

    @property
    def own_questions(self) -> list[str]:
        """The office's own questions in their order."""
        return [line for line in self.questions.split("\n") if line.strip()]

    def reply_of(self, organization: int | None) -> SchoolReply | None:
        """What a school answered; None where it did not."""
        return next((one for one in self.replies if one.organization_id == organization), None)
