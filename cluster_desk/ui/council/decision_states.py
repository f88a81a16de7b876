"""How the state of a decision looks: a shape, a word and a tone, late ones told first."""

from __future__ import annotations

from cluster_desk.core.language import _, n_
from cluster_desk.core.records.minutes import OPEN_STATES, DecisionState
from cluster_desk.ui.look.tokens import Tone

_LOOKS: dict[DecisionState, tuple[Tone, str]] = {
    DecisionState.IN_WORK: ("neutral", "circle"),
    DecisionState.FULFILLED: ("ok", "checkmark_circle_filled"),
    DecisionState.PARTLY: ("info", "circle_half_fill"),
    DecisionState.MOVED: ("moved", "arrow_circle_right_filled"),
    DecisionState.DROPPED: ("neutral", "dismiss_circle"),
}


def state_look(state: DecisionState, overdue: int = 0) -> tuple[str, Tone, str]:
    """Words, tone and icon of a state; `overdue` days late makes an open one red."""
    tone, icon = _LOOKS[state]
    if overdue > 0 and state in OPEN_STATES:
        return n_("overdue by %d day", "overdue by %d days", overdue) % overdue, "bad", "warning_filled"
    return _(state.label), tone, icon
