"""What is known of plan items on a day, in the words of papers, and how many there are of each: the parts add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cluster_desk.core.records.plans import ItemState, PlanItem, PlanStep
from cluster_desk.reports.shared.prose import ITEM, counted
from cluster_desk.rules.states import Standing

UNTOLD, AHEAD = "отметки о выполнении нет", "запланировано"
WORDS: dict[ItemState | None, str] = {
    ItemState.DONE: "выполнено",
    ItemState.UNDER_WAY: "выполняется",
    ItemState.MOVED: "перенесено",
    ItemState.CANCELLED: "отменено",
    None: UNTOLD,
}


def state_words(known: Standing) -> str:
    """«выполнено», «отметки о выполнении нет», «запланировано» of what is still to come."""
    return AHEAD if known.is_ahead else WORDS[known.state]


def whole_state_words(row: PlanItem | PlanStep, known: Standing) -> str:
    """The state with the new date and the reason: «Перенесено на 20 мая: паводок»."""
    words = state_words(known)
    if known.state is ItemState.MOVED and row.moved_to:
        words += f" на {row.moved_to}"
    why = row.reason if known.state in (ItemState.MOVED, ItemState.CANCELLED) else ""
    return f"{words[:1].upper()}{words[1:]}" + (f": {why}" if why else "")


def reason_words(moved_to: str, reason: str) -> str:
    """«на 20 мая: паводок», «паводок»; "" where nothing was told."""
    if not moved_to:
        return reason
    when = moved_to if moved_to.lower().startswith(("на ", "до ", "с ", "в ")) else f"на {moved_to}"
    return f"{when}: {reason}" if reason else when


def totals_words(states: Sequence[Standing]) -> str:
    """«Всего: 22 пункта; выполнено — 18 (82 %), перенесено — 2, отметки о выполнении нет — 2.»; no share of nothing."""
    if not states:
        return "В плане нет пунктов."
    counts = _counts(states)
    whole = f"Всего: {counted(len(states), ITEM)}"
    if set(counts) <= {UNTOLD, AHEAD}:
        return f"{whole}; отметок о выполнении нет."
    done = WORDS[ItemState.DONE]
    share = f" ({round(100 * counts[done] / len(states))} %)" if done in counts else ""
    return (
        f"{whole}; " + ", ".join(f"{words} — {n}{share if words == done else ''}" for words, n in counts.items()) + "."
    )


def _counts(states: Iterable[Standing]) -> dict[str, int]:
    told = [state_words(one) for one in states]
    return {words: told.count(words) for words in (*WORDS.values(), AHEAD) if words in told}
