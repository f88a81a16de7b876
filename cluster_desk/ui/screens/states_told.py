"""In words: what a change made of plan items that nobody marked in it, and what the log tells of those that were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cluster_desk.core.language import _
from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.reader import Reader

if TYPE_CHECKING:
    from cluster_desk.data.history.journal import Transaction

_MOST_TOLD, _MOST_MARKED, _LONGEST = 3, 50, 60
_OTHERS = "'events', 'plans', 'plan_sections'"
"""The tables by which items change that nobody touched."""
_CHANGED = (
    "SELECT row_id, json_extract(before, '$.state') FROM row_changes WHERE step_id = ? AND table_name = 'plan_items' "
    "AND json_extract(before, '$.state') <> json_extract(after, '$.state') ORDER BY id"
)
_COUNTED = (
    f"SELECT total(table_name = 'plan_items'), total(table_name IN ({_OTHERS})) FROM row_changes WHERE step_id = ?"
)


def states_told(read: Reader, done: Transaction) -> str:
    """What is to be said of the states of plan items after a change; "" for nothing."""
    items, others = read.rows(_COUNTED, done.id)[0]
    if not items or not (others or items <= _MOST_MARKED):
        return ""
    before = dict(read.rows(_CHANGED, done.id))
    if others:
        return _listed(list(_changed_along(read, before)))
    from cluster_desk.rules.log.items_served import marked_otherwise

    told = [
        _("%(item)s: the log tells “%(state)s”, the mark made by hand stays")
        % {"item": _called(item), "state": capitalized(_(state.label))}
        for item, state in (marked_otherwise(read, list(before)) if before else ())
    ]
    return _listed(told)


def _changed_along(read: Reader, before: dict[int, str]) -> Iterator[str]:
    """Each item whose state is another by the log, and what it was."""
    for item in read.load_all(PlanItem, list(before)):
        words = _("%(item)s: by the log “%(state)s” (it was “%(before)s”)")
        was = ItemState.of(before[item.id or 0])
        yield words % {
            "item": _called(item),
            "state": capitalized(_(item.state.label)),
            "before": capitalized(_(was.label)),
        }


def _called(item: PlanItem) -> str:
    number = item.number.strip().rstrip(".)")
    title = " ".join(item.title.split())
    short = title if len(title) <= _LONGEST else f"{title[:_LONGEST].rsplit(' ', 1)[0]}…"
    return _("Plan item %s") % number if number else _("Plan item “%s”") % short


def _listed(told: Sequence[str]) -> str:
    """The first of these; of more, how many."""
    more = len(told) - _MOST_TOLD
    words = "; ".join(told[:_MOST_TOLD])
    return words + _("; and %d more") % more if more > 0 else words
