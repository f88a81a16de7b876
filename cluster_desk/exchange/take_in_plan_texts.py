"""Texts and directions of a document's plan: a row each, stored with the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cluster_desk.core.found import FoundDirection, FoundText, PlanFront
from cluster_desk.core.language import _
from cluster_desk.core.records.plans import Direction, DirectionLine, Plan, PlanText
from cluster_desk.core.words import fold, tidy
from cluster_desk.exchange.storing import Storing
from cluster_desk.exchange.take_in_plan_front import FrontRow

if TYPE_CHECKING:
    from cluster_desk.exchange.take_in_plans import PlanRow


def text_rows(plan: PlanRow, front: PlanFront, stored: Plan) -> list[FrontRow]:
    """The rows of a plan's prose, matched with the plan of the file (an empty one where there is none)."""
    texts = {(fold(one.heading), fold(one.text)) for one in stored.texts}
    directions = {fold(one.title_words) for one in stored.directions}
    return [
        *(TextRow(one, plan, (fold(one.heading or ""), fold(_typed(one))) in texts) for one in front.texts),
        *(DirectionRow(one, plan, fold(one.title) in directions) for one in front.directions),
    ]


def _typed(text: FoundText) -> str:
    return "\n".join(tidy(line) for line in text.lines)


class TextRow(FrontRow):
    """Prose under a heading."""

    counts: ClassVar[str] = "PlanText"

    def __init__(self, row: FoundText, plan: PlanRow, matched: bool) -> None:
        super().__init__(row, plan, matched)
        self.text = row

    def said(self) -> tuple[str, ...]:
        return _("Text"), self.text.heading or self.text.lines[0]

    def understood(self) -> tuple[str, ...]:
        return (_("Text, paragraphs: %d") % len(self.text.lines),)

    def put_into(self, plan: Plan, into: Storing) -> None:
        text = PlanText(
            heading=tidy(self.text.heading or ""), text=_typed(self.text), before_table=not self.text.after_table
        )
        plan.texts.append(text)
        into.count(text)


class DirectionRow(FrontRow):
    """A direction with its lines."""

    counts: ClassVar[str] = "Direction"

    def __init__(self, row: FoundDirection, plan: PlanRow, matched: bool) -> None:
        super().__init__(row, plan, matched)
        self.direction = row

    def said(self) -> tuple[str, ...]:
        return _("Direction"), self.direction.title

    def understood(self) -> tuple[str, ...]:
        return (_("Direction, lines: %d") % len(self.direction.lines),)

    def put_into(self, plan: Plan, into: Storing) -> None:
        lines = [DirectionLine(text=tidy(line)) for line in self.direction.lines]
        direction = Direction(title_words=tidy(self.direction.title), lines=lines)
        plan.directions.append(direction)
        into.count(direction)
