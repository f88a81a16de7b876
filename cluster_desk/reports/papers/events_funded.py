"""The lists of events that the region's ministry pays for, apart from their plan."""

from __future__ import annotations

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import KEPT_FOR_YEARS, Block, Document, Heading, line
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.text import bold, plain, rich
from cluster_desk.reports.shared.plans import PLAN, event_table, list_title, plan_of

OPTIONS = (PLAN,)


def build(read: Reader, options: Options) -> Document:
    """The lists of the plan that `options` name. Raises UserError when it has none."""
    plan = plan_of(read, options)
    lists = plan.event_lists
    if not lists:
        raise UserError(_("“%(name)s” has no list of funded events.") % {"name": plan.name})
    blocks: list[Block] = []
    heading = ""
    for entry in lists:
        if entry.heading and entry.heading != heading:
            heading = entry.heading
            blocks.append(Heading(heading, before=14 if blocks else 0, after=8))
        blocks += [line(rich(bold(plain(list_title(entry)))), after=3, keep_next=True), event_table(entry)]
    return Document(heading or lists[0].name or plan.name, tuple(blocks), page=KEPT_FOR_YEARS)
