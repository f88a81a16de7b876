"""The answers to what carrying a plan over proposes: taken, left as it was, own words, or not carried over at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.rules.plan.carry_over import Proposed, RolledPlan, is_not_done


class Answer(StrEnum):
    """What was answered to one proposal."""

    TAKE = "take"
    LEAVE = "leave"
    OWN = "own"
    OUT = "out"  # the item is not carried over


@dataclass
class Answered:
    """A proposal and the answer that holds; `answered` once the user gave one himself."""

    proposed: Proposed
    answer: Answer
    answered: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is a question that the user has not answered; it then stays as it is."""
        return self.proposed.asked and not self.answered

    @property
    def answers(self) -> list[Answer]:
        """What can be answered, the proposed answer first."""
        if not self.proposed.asked:
            return [Answer.TAKE, Answer.LEAVE, Answer.OWN]
        return [Answer.LEAVE, Answer.OWN, *([Answer.OUT] if is_not_done(self.proposed) else [])]

    @property
    def now(self) -> str:
        """The words that the new plan will say in this place."""
        return str(getattr(self.proposed.record, self.proposed.field) or "")


class Answers:
    """All proposals of `rolled` with their answers; the records of the new plan follow at once."""

    def __init__(self, rolled: RolledPlan) -> None:
        self.rolled = rolled
        self.rows = [Answered(one, Answer.LEAVE if one.asked else Answer.TAKE) for one in rolled.proposals]

    @property
    def touched(self) -> bool:
        """Whether the user answered anything."""
        return any(row.answered for row in self.rows)

    def give(self, row: Answered, answer: Answer, words: str = "") -> None:
        """Answer one proposal; others about the same words follow."""
        proposed = row.proposed
        group = [one for one in self.rows if self._same_place(one.proposed, proposed)]
        if answer is Answer.OWN:
            setattr(proposed.record, proposed.field, words)
        elif answer is Answer.LEAVE and not proposed.asked:
            setattr(proposed.record, proposed.field, proposed.before)
        elif answer in (Answer.TAKE, Answer.LEAVE):
            setattr(proposed.record, proposed.field, self._proposed_words(group, proposed))
        for one in group:
            if one is not row and one.answer is not Answer.OUT:
                default = Answer.LEAVE if one.proposed.asked else Answer.TAKE
                one.answer = Answer.OWN if answer is Answer.OWN else default
                if answer is Answer.LEAVE and not proposed.asked and not one.proposed.asked:
                    one.answer = Answer.LEAVE
        row.answer, row.answered = answer, True

    def records(self) -> list[Record]:
        """What is to be stored: the new plan without the items left out."""
        out = {id(row.proposed.record) for row in self.rows if row.answer is Answer.OUT}
        return [one for one in self.rolled.records if not (isinstance(one, PlanItem) and id(one) in out)]

    @staticmethod
    def _same_place(one: Proposed, other: Proposed) -> bool:
        return one.record is other.record and one.field == other.field

    @staticmethod
    def _proposed_words(group: list[Answered], proposed: Proposed) -> str:
        """What carrying over made of the words: the change proposed where there is one."""
        return next((one.proposed.after for one in group if not one.proposed.asked), proposed.after)
