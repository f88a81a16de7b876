"""What a school's answer would bring: its events into the log, its proposals into the plan, its values, its contacts.

An answer is one change, which one undo takes back. What stands in the file already is matched; what differs is asked,
field by field, the file's words first; the same answer again changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.parsed_replies import ParsedAnswer, ParsedReply
from cluster_desk.core.records.collecting import Collection, ReplyWords, SchoolReply, Way
from cluster_desk.core.russian.text import fold
from cluster_desk.core.school_forms import Block, title_of
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import display
from cluster_desk.exchange.importing.memory import ImportMemory
from cluster_desk.exchange.importing.proposal import Answer, Proposal, ProposalPart, ProposedRow, Question, left_part
from cluster_desk.exchange.importing.reply_contacts import contact_rows
from cluster_desk.exchange.importing.reply_events import event_rows
from cluster_desk.exchange.importing.reply_plan import proposal_rows
from cluster_desk.exchange.importing.reply_values import value_rows
from cluster_desk.rules.collecting import NEEDS, SPOKEN
from cluster_desk.rules.matching import MatchedOrganization

_ANSWERED = (N_("Question"), 5), (N_("Answer"), 6)


@dataclass(frozen=True)
class ReplyOf:
    """Whose answer is proposed: the school, the request, and the day of today."""

    collection: Collection
    school: MatchedOrganization
    today: dt.date

    @property
    def document(self) -> str:
        """What the answer is known by in the file, whatever its own file is called."""
        return f"{self.collection.code}, {self.school.title}"


def propose_reply(
    read: Reader,
    document: ParsedDocument,
    collection: Collection,
    school: MatchedOrganization,
    remarks: Sequence[str] = (),
) -> Proposal:
    """What the answer in `document` would bring as that of `school` to `collection`; nothing is stored."""
    [reply] = document.replies
    of = ReplyOf(collection, school, read.today())
    memory = ImportMemory.load(read, of.document)
    rows = _Rows(read, reply, of, memory, remarks)
    parts = [*rows.parts(), left_part(document)]
    return Proposal(of.document, parts, memory)


class _Rows:
    """The rows of one answer, part by part."""

    def __init__(
        self, read: Reader, reply: ParsedReply, of: ReplyOf, memory: ImportMemory, remarks: Sequence[str]
    ) -> None:
        self._read, self._reply, self._of, self._memory, self._remarks = read, reply, of, memory, remarks

    def parts(self) -> list[ProposalPart]:
        """The tabs of the review."""
        read, reply, of, memory = self._read, self._reply, self._of, self._memory
        assert of.school.id is not None
        head = ReplyRow(reply, of, self._remarks)
        events = event_rows(read, reply.events, of.collection, of.school.id, memory)
        values, unknown = value_rows(read, self._answers(Block.INDICATORS), of.collection, of.school.id)
        plan, unplanned = proposal_rows(read, reply.proposals, of.collection, of.school, memory)
        contacts = contact_rows(read, self._answers(Block.CONTACTS), of.school.id)
        needs = _joined(NEEDS, self._answers(Block.NEEDS))
        kept = [*self._answers(Block.QUESTIONS), *unknown, *needs, *unplanned]
        answers = [AnswerRow(one, of, head) for one in kept]
        head.others = [*events, *plan, *values, *contacts, *answers]
        return [
            ProposalPart(
                "collecting",
                N_("Answer"),
                _ANSWERED,
                ((N_("School, request"), 7),),
                [head, *answers],
            ),
            ProposalPart(
                "log",
                N_("Log"),
                ((N_("When"), 3), (N_("What was done"), 8), (N_("How many"), 4)),
                ((N_("Event of the log"), 7), (N_("Participants"), 4)),
                list(events),
            ),
            ProposalPart(
                "indicators",
                N_("Indicators"),
                ((N_("Indicator"), 7), (N_("Value"), 3)),
                ((N_("Value of the school"), 5),),
                list(values),
            ),
            ProposalPart(
                "plan",
                N_("Plan"),
                ((N_("Deadline"), 3), (N_("Event proposed"), 8), (N_("Responsible"), 4)),
                ((N_("Section of the plan"), 7),),
                list(plan),
            ),
            ProposalPart(
                "members",
                N_("Contacts"),
                ((N_("What"), 4), (N_("Answer"), 6)),
                ((N_("In the file"), 6),),
                list(contacts),
            ),
        ]

    def _answers(self, block: Block) -> list[ParsedAnswer]:
        return [one for one in self._reply.answers if one.block == block.value]


def _joined(question: str, answers: Sequence[ParsedAnswer]) -> list[ParsedAnswer]:
    """Several lines under one question as one answer."""
    if not answers:
        return []
    joined = ParsedAnswer(Block.NEEDS.value, question, "\n".join(one.words for one in answers))
    joined.source = answers[0].source
    return [joined]


class ReplyRow(ProposedRow):
    """That the school answered: stored with whatever else its answer brings."""

    kind = SchoolReply

    def __init__(self, reply: ParsedReply, of: ReplyOf, remarks: Sequence[str] = ()) -> None:
        super().__init__(reply)
        self.notes += remarks
        self._reply, self._of = reply, of
        self.others: Sequence[ProposedRow] = ()
        self.stored = of.collection.reply_of(of.school.id)
        if reply.is_blank:
            self.questions.append(
                Question(_("Nothing is filled in."), [Answer(_("Leave it: the school has not answered"), None)])
            )
        if reply.is_nothing and not reply.events:
            self.notes.append(_("the school tells that there was nothing"))
        if self.stored is not None:
            values = {"day": f"{self.stored.day:%d.%m.%Y}" if self.stored.day else "?", "source": self.stored.source}
            self.notes.append(_("answered on %(day)s already: %(source)s") % values)

    def said(self) -> tuple[str, ...]:
        """Who answered, in which file."""
        return ", ".join(self._reply.school[:1]) or "—", self._reply.told

    def interpretation(self) -> tuple[str, ...]:
        """The school and the request."""
        return (f"{self._of.school.title}: {title_of(self._of.collection)} ({self._of.collection.code})",)

    def matched(self) -> bool:
        """Whether this very answer is in the file."""
        waits = self._is_spoken and any(one.question == SPOKEN for one in (self.stored.answers if self.stored else ()))
        return self.stored is not None and not waits and all(one.skipped or one.matched() for one in self.others)

    @property
    def _is_spoken(self) -> bool:
        """Whether these are the words that were typed while telephoning: once they are in the log they go."""
        return self._reply.way == Way.CALL.value

    def reply_in(self, into: ImportBatch) -> SchoolReply:
        """The school's answer in the request, to be changed; begun where it has none."""
        assert self._of.collection.id is not None
        collection = into.change(Collection, self._of.collection.id)
        reply = collection.reply_of(self._of.school.id)
        if reply is None:
            reply = SchoolReply(organization_id=self._of.school.id)
            collection.replies.append(reply)
        return reply

    def store(self, into: ImportBatch) -> None:
        """Write down that the school answered, unless this very answer was taken before."""
        if self._reply.is_blank or self.matched():
            return
        reply = self.reply_in(into)
        reply.day, reply.way, reply.source = self._of.today, Way.of(self._reply.way), self._reply.told
        if self._is_spoken:
            reply.answers = [one for one in reply.answers if one.question != SPOKEN]
        if self.stored is None:
            into.report.added[SchoolReply.__name__] += 1


class AnswerRow(ProposedRow):
    """The words that answer a question which no other record holds."""

    kind = ReplyWords

    def __init__(self, answer: ParsedAnswer, of: ReplyOf, head: ReplyRow) -> None:
        super().__init__(answer, head)
        self.answer = answer
        stored = [
            one for one in (head.stored.answers if head.stored else ()) if fold(one.question) == fold(answer.question)
        ]
        self._now = stored[0].words if stored else ""
        self._asked: Question | None = None
        if self._now and fold(self._now) != fold(answer.words):
            keep = Answer(_("Keep: %(words)s") % {"words": display(self._now)}, None)
            take = Answer(_("From the document: %(words)s") % {"words": display(answer.words)}, answer.words)
            self._asked = Question(_("Another answer is in the file."), [keep, take], kept=_("the former answer stays"))
            self.questions.append(self._asked)

    def said(self) -> tuple[str, ...]:
        """The question and the answer."""
        return self.answer.question, self.answer.words.replace("\n", "; ")

    def interpretation(self) -> tuple[str, ...]:
        """Where it goes."""
        return (_("answer of the school"),)

    def matched(self) -> bool:
        """Whether the file has the answer."""
        return bool(self._now) and (self._asked is None or self._asked.value is None)

    def store(self, into: ImportBatch) -> None:
        """Put the answer into the school's."""
        if self.matched():
            into.report.matched[ReplyWords.__name__] += 1
            return
        head = self.parent
        assert isinstance(head, ReplyRow)
        reply = head.reply_in(into)
        known = next((one for one in reply.answers if fold(one.question) == fold(self.answer.question)), None)
        if known is None:
            reply.answers.append(ReplyWords(question=self.answer.question, words=self.answer.words))
            into.report.added[ReplyWords.__name__] += 1
        else:
            known.words = self.answer.words
