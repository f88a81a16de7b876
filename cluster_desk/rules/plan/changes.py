"""Operations on the items and steps of a plan: each gives the records to store, changed or new, and stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Record, fields_of
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanSection, PlanStep, StepResponsible
from cluster_desk.core.regex import regex
from cluster_desk.data.queries.plan_table import PlanTable

Numbering = Literal["through", "sections"]
_NUMBER = regex(r"(\d+)([.)]?)")


def next_number(numbers: Sequence[str]) -> str:
    """The number that follows the last of `numbers`, written as that is; "" when it is no plain number.

    Without any number yet it is 1.
    """
    typed = [number.strip() for number in numbers if number.strip()]
    if not typed:
        return "1" if not numbers else ""
    match = _NUMBER.fullmatch(typed[-1])
    return f"{int(match[1]) + 1}{match[2]}" if match else ""


def renumbered(table: PlanTable, how: Numbering) -> list[PlanItem]:
    """Number all items 1, 2, 3: through the plan, or anew in each section; the items whose number changes.

    What the first number ends with ("1." or "1)") the new ones end with too.
    """
    first = next((match for item in table.items if (match := _NUMBER.fullmatch(item.number.strip()))), None)
    ending = first[2] if first else ""
    changed: list[PlanItem] = []
    count = 0
    section: int | None = None
    for item in table.items:
        if how == "sections" and item.section_id != section:
            count, section = 0, item.section_id
        count += 1
        number = f"{count}{ending}"
        if number != item.number:
            changed.append(item.copy())
            changed[-1].number = number
    return changed


def new_item(table: PlanTable, section: int | None, name: str, after: int | None = None) -> PlanItem:
    """An item called `name` with the number that follows where it will stand; it has no place yet.

    A plan numbered through goes on from its last number, even when its section is not the last.
    """
    own = table.items_in(section)
    if own:
        at = next((place for place, item in enumerate(own) if item.id == after), len(own) - 1)
        numbers = [item.number for item in own[: at + 1]]
    else:
        numbers = [item.number for item in table.items] if numbered_through(table) else []
    following = next_number(numbers)
    taken = {item.number for item in (table.items if numbered_through(table) else own)}
    return PlanItem(section_id=section, number="" if following in taken else following, title=name)


def numbered_through(table: PlanTable) -> bool:
    """Whether numbers run on from section to section: no section but the first begins with 1."""
    firsts: dict[int | None, str] = {}
    for item in table.items:
        firsts.setdefault(item.section_id, item.number)
    return len(firsts) > 1 and all(number.strip().rstrip(".)") != "1" for number in list(firsts.values())[1:])


def with_step(item: PlanItem, after: int | None = None) -> tuple[PlanItem, int]:
    """A copy of the item with an empty step more, and the step's place from 0.

    It stands behind the step `after` (its row number), else last.
    """
    draft = item.copy()
    places = [place for place, step in enumerate(draft.steps) if step.id is not None and step.id == after]
    at = places[0] + 1 if places else len(draft.steps)
    draft.steps.insert(at, PlanStep())
    return draft, at


def without_steps(item: PlanItem, steps: Iterable[int]) -> PlanItem:
    """A copy of the item without the steps of these row numbers."""
    draft = item.copy()
    to_delete = set(steps)
    draft.steps = [step for step in draft.steps if step.id not in to_delete]
    return draft


def step_moved(item: PlanItem, step: int, by: int) -> PlanItem | None:
    """A copy of the item with a step moved up (-1) or down (1) among its like; None at either end."""
    draft = item.copy()
    at = next((place for place, each in enumerate(draft.steps) if each.id == step), -1)
    to = at + by
    if at < 0 or not 0 <= to < len(draft.steps):
        return None
    draft.steps.insert(to, draft.steps.pop(at))
    return draft


def step_put(item: PlanItem, other: PlanItem, step: int, behind: int | None) -> list[PlanItem]:
    """Put a step of `item` into `other` (which may be the same), behind the step `behind` or first; what to store."""
    same = item.id == other.id
    source = item.copy()
    target = source if same else other.copy()
    moving = next(one for one in source.steps if one.id == step)
    source.steps.remove(moving)
    if not same:
        # In another item it is another row: a part's row never changes its owner.
        people = [StepResponsible(**_values(one)) for one in moving.people]
        moving = PlanStep(**{**_values(moving), "people": people})
    at = next((place + 1 for place, one in enumerate(target.steps) if one.id == behind), 0)
    target.steps.insert(at, moving)
    if same:
        return [] if [one.id for one in source.steps] == [one.id for one in item.steps] else [source]
    return [source, target]


def _values(part: Record) -> dict[str, Any]:
    return {name: getattr(part, name) for name in fields_of(type(part))}


def changed_lines(
    table: PlanTable,
    items: Sequence[int | None],
    steps: Sequence[int | None],
    change: Callable[[PlanItem | PlanStep], bool],
) -> list[PlanItem]:
    """The items to store after `change` was done to these items and steps; it tells whether it changed anything."""
    whole, parts = set(items), set(steps)
    touched = []
    for item in table.items:
        if item.id in whole or any(step.id in parts for step in item.steps):
            draft = item.copy()
            done = [change(draft)] if draft.id in whole else []
            done += [change(step) for step in draft.steps if step.id in parts]
            if any(done):
                touched.append(draft)
    return touched


STATE_CHANGES = {
    ItemState.PLANNED: N_("Marked as planned"),
    ItemState.UNDER_WAY: N_("Marked as under way"),
    ItemState.DONE: N_("Marked as done"),
    ItemState.MOVED: N_("Moved to another date"),
    ItemState.CANCELLED: N_("Marked as cancelled"),
}
"""What a change to a state is called, by the state; earlier versions had one name for all, which files hold."""

CALLED_BEFORE = N_("State changed")


def set_state(state: ItemState, moved_to: str = "", reason: str = "") -> Callable[[PlanItem | PlanStep], bool]:
    """A change that sets the state; words told for another state before go when they no longer hold."""

    def change(line: PlanItem | PlanStep) -> bool:
        before = (line.state, line.moved_to, line.reason)
        line.state = state
        line.moved_to = moved_to if state is ItemState.MOVED else ""
        line.reason = reason if state in (ItemState.MOVED, ItemState.CANCELLED) else ""
        return before != (line.state, line.moved_to, line.reason)

    return change


def set_words(name: str, value: str) -> Callable[[PlanItem | PlanStep], bool]:
    """A change that sets one field of text, on records that have it; what it means is derived when it is stored."""

    def change(line: PlanItem | PlanStep) -> bool:
        if getattr(line, name, value) == value:
            return False
        setattr(line, name, value)
        return True

    return change


def new_section(plan: int, place: int, name: str) -> PlanSection:
    """A section at the end of a plan."""
    return PlanSection(plan_id=plan, place=place, name=name)
