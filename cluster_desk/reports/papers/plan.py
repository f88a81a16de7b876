"""Paper 8: a plan of work, whole (план работы); its calendar table alone; its lists of funded events alone.

The lists are of events that the region's ministry pays for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records import plans as records
from cluster_desk.core.records.plans import LINE_BREAK, EventList, Plan, PlanText
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import day_in_words
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.cluster import support_school_place
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.sheets import sheets_of
from cluster_desk.reports.document.text import Run, Text, bold, plain, rich
from cluster_desk.reports.shared import plans

TABLE_OPTIONS = plans.TABLE_OPTIONS
OPTIONS = (*TABLE_OPTIONS, plans.PARTS)

_ABREAST = 3
"""So many approvals stand beside each other."""
_SIGNED_BY_HAND = ("утвержд", "согласован")
_BULLET = regex(r"(-{1,3}) ")
_ALL_BOLD = regex(r"\*\*[^*]+\*\*")
_LINE_BREAK = regex(rf" *{LINE_BREAK.strip()} *")  # however it was typed
_DEEPER = 8.0
"""How much further in each level of a list stands, mm."""
_TITLE_WORDS = regex(r"^(?:\S+ )?(?:план|программа)(?: работы| мероприятий)?(?= )", re.IGNORECASE)


def build(read: Reader, options: Options) -> doc.Document:
    """The plan that `options` name. Raises UserError when it is gone, or for a section or column it does not have."""
    plan = plans.plan_of(read, options)
    table = plans.calendar_table(read, plan, options)
    lists, approvals = plan.event_lists, plan.approvals
    front = [*_prose([one for one in plan.texts if one.before_table]), *_aims(plan), *_directions(plan)]
    heading = plan.heading or plan.name
    page = plans.table_page(table, options)
    compact = not front and not lists
    blocks: list[doc.Block] = [*_approval_blocks(approvals, plan)]
    if compact:
        blocks.append(_title_block(heading, before=18))
    else:
        blocks += [*_place_and_year(read, plan), doc.Spacer(70 if approvals else 95), _title_block(heading)]
        blocks.append(doc.PageBreak(doc.KEPT_FOR_YEARS))
        blocks += [*front, *_list_blocks(lists)]
        blocks.append(doc.PageBreak(page))
    if not compact or plan.name != heading:
        blocks.append(doc.Heading(plan.name, 2, after=8))
    blocks.append(table)
    behind = _prose([one for one in plan.texts if not one.before_table])
    blocks += behind
    from cluster_desk.reports.shared.plan_parts import part_blocks  # what its table alone has no need of

    if parts := part_blocks(read, plan, options[plans.PARTS.name]):
        blocks += [doc.PageBreak(doc.KEPT_FOR_YEARS), *parts]
    sheets = _sheets(plan, front, lists, table, [*behind, *parts])
    return doc.Document(plan.name, tuple(blocks), page=page if compact else doc.KEPT_FOR_YEARS, sheets=sheets)


def _title_block(title: str, before: float = 0.0) -> doc.Heading:
    """«ПЛАН РАБОТЫ» over whose it is and the year: one paragraph, so that it stays one title."""
    words = _TITLE_WORDS.match(title)
    text: Text = (Run(title, bold=True, size=16),)
    if words:
        text = (bold(words[0], 18), bold(f"\n{title[words.end() :].strip()}", 16))
    return doc.Heading(text, 1, size=16, before=before, after=14)


def _place_and_year(read: Reader, plan: Plan) -> list[doc.Block]:
    """The foot of the title page; told before the title, which a reader of the file would else go on with it."""
    place = support_school_place(read)
    return [doc.Foot((place, plans.year_of(plan.period_start)), "center", 13)] if place else []


def _approval_blocks(approvals: Sequence[records.Approval], plan: Plan) -> list[doc.Block]:
    values = [_approval(one, plan) for one in approvals]
    return [doc.Approvals(tuple(values[start : start + _ABREAST])) for start in range(0, len(values), _ABREAST)]


def _approval(approval: records.Approval, plan: Plan) -> doc.Approval:
    """Who signs has a line to sign on, without a name too; a date that nobody told is left to be written.

    What an order or minutes approved («Утвержден приказом …») is signed by nobody here.
    """
    signed = approval.name or (_is_signed(approval.kind) and not approval.order)
    basis = approval.order
    if approval.day and str(approval.day.year) not in basis:
        basis = "\n".join(filter(None, (basis, day_in_words(approval.day))))
    if not basis and signed and approval.name:
        basis = f"«____» __________ {plans.year_of(plan.period_start)} г."
    return doc.Approval(approval.kind, approval.position, (approval.name or "\u00a0") if signed else "", basis)


def _is_signed(kind: str) -> bool:
    """Whether a block of this kind is signed by a person (a body's is not)."""
    return kind.lower().startswith(_SIGNED_BY_HAND)


def _aims(plan: Plan) -> list[doc.Block]:
    """Goals and tasks."""
    goals, tasks = [one.text for one in plan.goals], plan.tasks
    words = [("ЦЕЛИ" if len(goals) > 1 else "ЦЕЛЬ") if goals else "", "ЗАДАЧИ" if tasks else ""]
    heading = " И ".join(filter(None, words))
    blocks: list[doc.Block] = [doc.Heading(heading, 2, before=12, after=6)] if heading else []
    if len(goals) == 1:
        blocks.append(doc.Paragraph(rich(bold("Цель:"), f" {goals[0]}"), after=4))
    elif goals:
        blocks.append(doc.Paragraph(rich(bold("Цели:")), keep_next=True))
        blocks += [doc.Paragraph(f"{number}. {goal}") for number, goal in enumerate(goals, 1)]
    if tasks:
        blocks.append(doc.Paragraph(rich(bold("Задачи:")), before=4, keep_next=True))
    for number, task in enumerate(tasks, 1):
        blocks.append(doc.Paragraph(f"{number}. {task.text}", before=3, keep_next=bool(task.subtasks)))
        blocks += [doc.Paragraph(f"{number}.{place}. {one.text}") for place, one in enumerate(task.subtasks, 1)]
    return blocks


def _directions(plan: Plan) -> list[doc.Block]:
    blocks: list[doc.Block] = (
        [doc.Heading("НАПРАВЛЕНИЯ ДЕЯТЕЛЬНОСТИ", 2, before=12, after=6)] if plan.directions else []
    )
    for number, direction in enumerate(plan.directions, 1):
        blocks.append(
            doc.Paragraph(f"{number}. {_titled(direction.title_words)}", before=3, keep_next=bool(direction.lines))
        )
        blocks += [doc.Paragraph(f"– {one.text}") for one in direction.lines]
    return blocks


def _titled(words: str) -> str:
    """Words of a list's line as a title: «методическая работа,» begins large and ends without a comma."""
    return capitalized(words.rstrip(" ,;"))


def _prose(texts: Sequence[PlanText]) -> list[doc.Block]:
    """Texts under their headings, with the lists, bold words and tables that `PlanText` tells of."""
    blocks: list[doc.Block] = []
    for text in texts:
        if text.heading:
            blocks.append(doc.Heading(text.heading, 2, before=12, after=6))
        lines = filter(str.strip, text.text.split("\n"))
        for is_table, run in groupby(lines, key=_is_row):
            found = [*run]
            blocks += [_kept_table(found)] if is_table else map(_paragraph, found)
    return blocks


def _paragraph(words: str) -> doc.Paragraph:
    """A line of a text; one that is bold as a whole and no sentence stands over those below."""
    if bullet := _BULLET.match(words):
        return doc.Paragraph(_faces(f"– {words[bullet.end() :]}"), left=_DEEPER * (len(bullet[1]) - 1))
    is_title = _ALL_BOLD.fullmatch(words) is not None and not words.endswith((".**", ";**", ",**"))
    return doc.Paragraph(_faces(words), before=4 if is_title else 0, keep_next=is_title)


def _faces(words: str) -> Text:
    """The words with those between "**" in bold; signs that stand alone are kept as typed."""
    pieces = words.split("**")
    if len(pieces) % 2 == 0:
        return words
    return tuple(Run(piece, bold=place % 2 == 1) for place, piece in enumerate(pieces) if piece)


def _is_row(line: str) -> bool:
    """Whether a line of a text is a row of a table: «| Этап | Срок |»."""
    return line.startswith("| ") and line.endswith(" |")


def _kept_table(lines: Sequence[str]) -> doc.Table:
    """A table that is no plan, as it stood: its first row above the others, widths by the words."""
    rows = [[_LINE_BREAK.sub("\n", cell.strip()) for cell in line[1:-1].split("|")] for line in lines]
    count = max(map(len, rows))
    full = [[*row, *[""] * (count - len(row))] for row in rows if len(row) > 1 or count == 1]
    weights = [max(6.0, min(40.0, sum(len(row[at]) for row in full) / len(full))) for at in range(count)]
    room = doc.KEPT_FOR_YEARS.text_width
    head = full[0] if rows[0] == full[0][: len(rows[0])] and (len(rows[0]) > 1 or count == 1) else [""] * count
    columns = tuple(
        doc.Column(title, room * weight / sum(weights)) for title, weight in zip(head, weights, strict=True)
    )
    body = rows[1:] if any(head) or not any(rows[0]) else rows
    kept = tuple(doc.Section(row[0]) if len(row) == 1 and count > 1 else doc.Row(tuple(row)) for row in body)
    return doc.Table(columns, kept, size=11, after=8)


def _list_blocks(lists: Sequence[EventList], *, alone: bool = False) -> list[doc.Block]:
    """The lists under their headings, which are those of the paper where the lists stand `alone`."""
    blocks: list[doc.Block] = []
    heading = ""
    for entry in lists:
        if entry.heading and entry.heading != heading:
            heading = entry.heading
            apart = 0 if alone and not blocks else 14
            blocks.append(doc.Heading(heading, 1 if alone else 2, before=apart, after=8 if alone else 6))
        blocks += [line(rich(bold(plain(plans.list_title(entry)))), after=3, keep_next=True), plans.event_table(entry)]
    return blocks


def _sheets(
    plan: Plan,
    front: Sequence[doc.Block],
    lists: Sequence[EventList],
    table: doc.Table,
    behind: Sequence[doc.Block],
) -> tuple[doc.Sheet, ...]:
    """The workbook: what stands around the table on a sheet of its own, each table on one, its header frozen."""
    lines = []
    for one in plan.approvals:
        result = _approval(one, plan)
        lines += [result.word, plain(result.who), result.name.strip(), *result.basis.split("\n")]
    title = doc.SheetLine(plan.heading or plan.name, bold=True, align="center")
    opening, *kept = sheets_of(doc.Document("Начало плана", tuple(front)))
    sheets = []
    heading = ""
    for events in lists:
        titles = (events.heading if events.heading != heading else "", plain(plans.list_title(events)))
        heading = events.heading
        sheets.append(doc.Sheet(events.name or "Мероприятия", plans.event_table(events), tuple(filter(None, titles))))
    above = (*filter(str.strip, lines), title, *opening.titles)
    first = opening._replace(name="Начало плана", titles=above)
    ending = sheets_of(doc.Document("Окончание плана", tuple(behind))) if behind else ()
    return (first, *kept, *sheets, doc.Sheet("Календарный план", table, (plan.name,)), *ending)


def build_table(read: Reader, options: Options) -> doc.Document:
    """The table of the plan that `options` name. Raises UserError for a plan, section or column that is not there."""
    plan = plans.plan_of(read, options)
    table = plans.calendar_table(read, plan, options)
    return doc.Document(plan.name, (doc.Heading(plan.name, after=10), table), page=plans.table_page(table, options))


FUNDED_OPTIONS = (plans.PLAN,)


def build_funded(read: Reader, options: Options) -> doc.Document:
    """The lists of the plan that `options` name. Raises UserError when it has none."""
    plan = plans.plan_of(read, options)
    lists = plan.event_lists
    if not lists:
        raise UserError(_("“%(name)s” has no list of funded events.") % {"name": plan.name})
    heading = next((entry.heading for entry in reversed(lists) if entry.heading), "")
    blocks = tuple(_list_blocks(lists, alone=True))
    return doc.Document(heading or lists[0].name or plan.name, blocks, page=doc.KEPT_FOR_YEARS)
