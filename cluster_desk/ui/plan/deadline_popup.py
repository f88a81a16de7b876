"""The editor of a deadline opened below its cell in the plan's table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cluster_desk.core.days_off import DaysOff
from cluster_desk.rules.plan_lines import Line
from cluster_desk.ui.plan.deadline_editor import DeadlineEditor, edit_deadline
from cluster_desk.ui.plan.plan_model import DEADLINE
from cluster_desk.ui.plan.plan_tree import PlanTree


def open_deadline(
    tree: PlanTree, line: Line, typed: str, lines: Sequence[Line], days_off: DaysOff, take: Callable[[str], object]
) -> DeadlineEditor | None:
    """Open the editor for `line`, which is brought in sight; `take` gets the words when they are others than before.

    `typed` takes the place of the line's words. None where the plan has no period to read words in: the cell is then
    edited in place.
    """
    start, end = tree.period
    if not tree.go_to(line.key, DEADLINE):
        return None
    if start is None or end is None:
        tree.edit_words(tree.currentIndex(), typed)
        return None
    # The file may hold several paragraphs; the field has one line, so that words left alone must stay as they are.
    shown = " ".join(line.words.split())
    made = DeadlineEditor(
        start,
        end,
        typed or shown,
        days_off=days_off,
        ink=tree.delegate.section_ink(line),
        today=tree.plan.today,
        used=list(dict.fromkeys(one.words for one in lines if one.words and one.key != line.key)),
        parent=tree,
    )
    edit_deadline(made, tree.cell_on_screen(line.key, DEADLINE), lambda words: words == shown or take(words))
    if typed:
        made.field.end(False)
    return made
