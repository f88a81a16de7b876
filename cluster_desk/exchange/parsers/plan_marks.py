"""Marks in a plan's table («Отметка о выполнении», «Статус»): which columns hold them, which state each row's tell.

The words stay where they stand. Only what a state itself is called tells that state; of anything else it is said, once
for a column, that it changes none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cluster_desk.core.language import N_, in_russian
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPlan
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanStep
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold

_SURELY_MARKS = regex(r"отметк")
_MAY_BE_MARKS = regex(
    r"^(?:о )?(?:выполнен|исполнен|проведен|реализ)\w+$|(?:статус|контроль) (?:выполн|исполн)|^статус|^состояни"
)
_SPEAKS_OF_STATE = regex(
    r"(?:(?:не|пока не|еще не|уже|частично|полностью) )?"
    r"(?:(?:выполн|исполн|провед|реализован|сделан|заверш)(?:ен)?[оаы]?(?: (?:в срок|полностью|частично))?"
    r"|(?:перенес|отмен)ен[оаы]?\b.*|не (?:состоял\w+|проводил\w+)|в (?:работе|процессе|стадии)\b.*"
    r"|выполняется|запланировано)"
)
_NOTHING = regex(r"[\s.–—-]*|отметки о выполнении нет|нет отметки(?: о выполнении)?")
_MARKS_STAY = N_("“%(heading)s”: the words %(words)s are kept, the state of these items is not changed by them.")
_TOLD, _LONGEST = 3, 40


class MarkColumn(NamedTuple):
    """A column in which marks may stand: its heading, the field that keeps its words, its place in a further one.

    `tells_states`: its heading says that it holds them.
    """

    heading: str
    field: str
    place: int
    tells_states: bool

    def words(self, row: PlanItem | PlanStep) -> str:
        """What stands in it."""
        if self.field == "result":
            return row.result
        lines = row.further.split("\n")
        return lines[self.place] if self.place < len(lines) else ""


def mark_columns(plan: ParsedPlan) -> list[MarkColumn]:
    """The columns of a plan in which marks may stand: that of the result and the further ones."""
    columns: list[MarkColumn] = []
    places = iter(range(len(plan.columns)))
    for heading, role in zip(plan.columns, plan.roles, strict=False):
        place = 0 if role else next(places)
        if role in ("result", ""):
            one = MarkColumn(" ".join(heading.split()), role or "further", place, tells_states=False)
            columns.append(one._replace(tells_states=_holds_marks(plan, one)))
    return columns


def marked_state(columns: Sequence[MarkColumn], row: PlanItem | PlanStep) -> ItemState | None:
    """The state that a row's marks tell; None where they tell none, or several."""
    told = {state_named(one.words(row)) for one in columns if one.tells_states} - {None}
    return told.pop() if len(told) == 1 else None


def state_named(words: str) -> ItemState | None:
    """The state that is called like this, without regard to case."""
    return next((one for one in ItemState if _bare(words) == fold(in_russian(one.label))), None)


def read_marks(result: ParsedDocument) -> None:
    """Doubt the columns of the document's plans in which something is marked that is no state."""
    for plan in result.plans:
        for one in mark_columns(plan):
            is_odd = _is_no_state if one.tells_states else _is_of_state
            words = [each for each in _told(plan, one) if is_odd(each)]
            if words:
                listed = ", ".join(f"«{_shortened(each)}»" for each in words[:_TOLD])
                more = "…" if len(words) > _TOLD else ""
                plan.doubt(_MARKS_STAY, "column", "", (), heading=one.heading, words=f"{listed}{more}")


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"


def _holds_marks(plan: ParsedPlan, one: MarkColumn) -> bool:
    """Whether a column holds marks by its heading, and where that may mean another thing by a cell too."""
    heading = fold(one.heading)
    return bool(_SURELY_MARKS.search(heading)) or (
        bool(_MAY_BE_MARKS.search(heading)) and any(map(_is_of_state, _told(plan, one)))
    )


def _is_of_state(words: str) -> bool:
    return bool(_SPEAKS_OF_STATE.fullmatch(_bare(words)))


def _is_no_state(words: str) -> bool:
    return state_named(words) is None and not _NOTHING.fullmatch(_bare(words))


def _bare(words: str) -> str:
    return fold(words).strip(" .;!")


def _told(plan: ParsedPlan, one: MarkColumn) -> list[str]:
    """What stands in a column, each text once."""
    return list(dict.fromkeys(" ".join(one.words(row.record).split()) for row in _rows(plan)))


def _rows(plan: ParsedPlan) -> Iterator[Parsed[PlanItem] | Parsed[PlanStep]]:
    for section in plan.sections:
        for item in section.parts:
            yield item
            yield from item.parts
