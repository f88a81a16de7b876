"""What the papers of a plan share: the plan asked for, its table, its lists of funded events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.fields import Field, Kind, Record, fields_of, show_value, table_columns
from cluster_desk.core.records.plans import EventList, Plan, PlanItem, PlanSection, PlanStep
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.plan_table import list_items, list_plans, list_sections, plan_heads, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice, one_of
from cluster_desk.reports.document.text import Text, roubles
from cluster_desk.reports.shared.days import as_day

if TYPE_CHECKING:
    from cluster_desk.rules.states import Standing

_STATE = "state"
_COLUMNS = {name: column for name, column in table_columns(PlanItem).items() if name != _STATE}
"""The columns of a plan's table by their fields; the state is told when it is asked for."""
_NARROW = {"title": 110.0, "deadline": 45.0, "responsible": 90.0}
"""Widths in millimetres on a page where only the usual columns stand."""
_FURTHER_WIDTH = 40.0


def _title(plan: Plan) -> str:
    years = dict.fromkeys(year_of(day) for day in (plan.period_start, plan.period_end))
    return f"{plan.name} ({'–'.join(years)})"


def year_of(day: dt.date | None) -> str:
    """The year of a day in figures; "" without one."""
    return str(day.year) if day else ""


def _choices(read: Reader) -> list[PaperChoice]:
    return [PaperChoice(str(plan.id), _title(plan)) for plan in list_plans(read)]


def _find(read: Reader, text: str) -> list[str]:
    """The plans that `text` may mean: a row number, a name, a kind's code, a year, words of the name or the title."""
    words, plans = fold(text), list_plans(read)
    ways = (
        [plan for plan in plans if words in (str(plan.id), f"id={plan.id}")],
        [plan for plan in plans if fold(plan.name) == words],
        [plan for plan in plans if plan.kind.value == words],
        [plan for plan in plans if words in (year_of(plan.period_start), year_of(plan.period_end))],
        [plan for plan in plans if words and words in fold(plan.name)],
        [plan for plan in plans if words and words in fold(plan.heading)],
    )
    return next(([str(plan.id) for plan in way] for way in ways if way), [])


def _in_force(read: Reader) -> str:
    """The plan whose period holds today, else the latest one."""
    today, plans = read.today(), plan_heads(read)
    held = [plan for plan in plans if plan.start and plan.end and plan.start <= today <= plan.end]
    return str((held or plans)[0].id) if plans else ""


PLAN = Option(
    "plan",
    N_("Plan"),
    OptionKind.CHOICE,
    default=_in_force,
    choices=_choices,
    find=_find,
    required=True,
    nothing=N_("There is no plan in the file yet: read one from a document or add it in the area “Plan”."),
)


def _sections_offered(read: Reader, options: Options) -> list[PaperChoice]:
    sections = list_sections(read, int(options.get(PLAN.name) or 0))
    named = [(place, one.name or _("Without a section")) for place, one in enumerate(sections, 1)]
    return [PaperChoice(str(place), name) for place, name in named] if len(named) > 1 else []


def _columns_offered(read: Reader, options: Options) -> list[PaperChoice]:
    plan = read.load(Plan, int(options.get(PLAN.name) or 0))
    if plan is None:
        return []
    items = list_items(read, plan.id or 0, people=False)
    columns = _own_columns(plan, items, with_more=bool(options.get("with-more")))
    return [
        PaperChoice(role, header or _(fields_of(PlanItem)[role].label)) for role, header in columns if role != _STATE
    ]


SECTIONS = Option(
    "sections",
    N_("Only the sections (numbers or words, with commas)"),
    OptionKind.TEXT,
    offered=N_("Sections"),
    offers=_sections_offered,
)
COLUMNS = Option(
    "columns",
    N_("Only the columns (number, title, deadline, responsible, result)"),
    OptionKind.TEXT,
    offered=N_("Columns of the table"),
    offers=_columns_offered,
)
PARTS = one_of(
    "parts",
    N_("Meetings of the council, members"),
    {"document": N_("as the plan's document had them"), "yes": N_("With them"), "no": N_("Without them")},
)
ORIENTATION = one_of(
    "orientation",
    N_("Sheet of the table"),
    {"fitting": N_("as its columns need"), "portrait": N_("Portrait"), "landscape": N_("Landscape")},
)
WITH_STATE = Option("with-state", N_("With the state of each item"), OptionKind.FLAG)
WITH_MORE = Option("with-more", N_("With sums, audience and whatever else is filled in"), OptionKind.FLAG)
TABLE_OPTIONS = (PLAN, SECTIONS, COLUMNS, ORIENTATION, WITH_STATE, WITH_MORE)


def plan_of(read: Reader, options: Options) -> Plan:
    """The plan that `options` name. Raises UserError when it is gone."""
    plan = read.load(Plan, int(options[PLAN.name]))
    if plan is None:
        raise UserError(_("The plan is no longer in the file."))
    return plan


def table_page(table: doc.Table, options: Options) -> doc.Page:
    """The page that the table stands on: as told, else landscape where it has five columns or more."""
    chosen = options[ORIENTATION.name]
    return (
        doc.LANDSCAPE
        if chosen == "landscape" or (chosen == "fitting" and len(table.columns) > 4)
        else doc.KEPT_FOR_YEARS
    )


def calendar_table(read: Reader, plan: Plan, options: Options) -> doc.Table:
    """The calendar table. Raises UserError for a section or column that the plan does not have."""
    row = plan.id or 0
    sections = _chosen_sections(list_sections(read, row), options[SECTIONS.name])
    items: dict[int | None, list[PlanItem]] = {}
    for item in list_items(read, row, people=False):
        items.setdefault(item.section_id, []).append(item)
    every = [item for section in sections for item in items.get(section.id, [])]
    columns = _own_columns(plan, every, with_more=bool(options[WITH_MORE.name] or options[COLUMNS.name].strip()))
    columns = _chosen_columns(columns, options[COLUMNS.name])
    if options[WITH_STATE.name]:
        columns = [*columns, (_STATE, table_columns(PlanItem)[_STATE].header)]
    known = _standings(read, row) if options[WITH_STATE.name] else {}
    roles = tuple(role for role, _header in columns)
    rows: list[doc.Row | doc.Section | doc.Group] = []
    for section in sections:
        if section.name and (items.get(section.id) or not every):
            rows.append(doc.Section(section.name))
        rows += [_item_rows(item, roles, plan, known) for item in items.get(section.id, [])]
    return doc.Table(_ruled(columns), tuple(rows))


def _standings(read: Reader, plan: int) -> Mapping[str, Standing]:
    """How far each row is; what deadlines mean is imported only where a state is asked for."""
    from cluster_desk.rules.states import standings

    table = plan_table(read, plan)
    return standings(table, read.today()) if table else {}


def _state_words(row: PlanItem | PlanStep, standing: Standing) -> str:
    from cluster_desk.reports.shared.item_states import whole_state_words

    return whole_state_words(row, standing)


def _own_columns(plan: Plan, items: Sequence[PlanItem], *, with_more: bool) -> list[tuple[str, str]]:
    """What each column holds with its header: those of the document, else the usual ones; then what else is filled in.

    What is told on request comes `with_more`. The words over a column for which the plan has no field of its own stand
    among its further headers.
    """
    further = iter(plan.further_headers.split("\n"))
    columns = [(role, _header_of(plan, role, further)) for role in plan.column_order.split(",") if role]
    there = {role for role, _header in columns}
    rows = [row for item in items for row in item.rows()]
    for role, column in _COLUMNS.items():
        header = _header_of(plan, role, iter(()))
        filled = (with_more or not column.on_request) and any(getattr(row, role, None) for row in rows)
        wanted = header or filled if column.optional else not plan.column_order
        if wanted and role not in there:
            columns.append((role, header or column.header))
    return columns


def _header_of(plan: Plan, role: str, further: Iterator[str]) -> str:
    header = getattr(plan, f"{role}_header", None)
    return next(further, "") if header is None else str(header)


def _chosen_columns(columns: list[tuple[str, str]], text: str) -> list[tuple[str, str]]:
    """The columns that `text` names by what they hold or by their header, in its order; all when it names none."""
    if not text.strip():
        return columns
    chosen = []
    for words in text.split(","):
        fitting = [one for one in columns if fold(words) in (one[0], fold(one[1]))]
        if not fitting:
            there = ", ".join(header or role for role, header in columns)
            what = _("The plan has no column “%(words)s”.") % {"words": tidy(words)}
            raise UserError(what, do=_("There is: %s.") % there)
        chosen += fitting[:1]
    return chosen


def _chosen_sections(sections: Sequence[PlanSection], text: str) -> list[PlanSection]:
    """The sections that `text` names by their place or words of their title; all when it names none."""
    if not text.strip():
        return list(sections)
    chosen: set[int | None] = set()
    for words in filter(None, map(fold, text.split(","))):
        named = [one for one in sections if words in fold(one.name)]
        by_place = [sections[int(words) - 1]] if words.isdecimal() and 0 < int(words) <= len(sections) else []
        if not (by_place or named):
            there = "; ".join(f"{place} ({one.name})" for place, one in enumerate(sections, 1))
            what = _("The plan has no section “%(words)s”.") % {"words": words}
            raise UserError(what, do=_("There is: %s.") % there)
        chosen.update(one.id for one in by_place or named)
    return [one for one in sections if one.id in chosen]


def _ruled(columns: Sequence[tuple[str, str]]) -> tuple[doc.Column, ...]:
    """The columns with their widths; those that need no more than their share give the rest to the title."""
    is_wide = any(role == _STATE or (role in _COLUMNS and _COLUMNS[role].optional) for role, _header in columns)
    ruled = []
    for role, header in columns:
        own = table_columns(PlanItem).get(role)
        width = own.paper if own else _FURTHER_WIDTH
        kind = fields_of(PlanItem)[role].kind if own else Kind.TEXT
        align: doc.Align = "center" if role == "number" else "right" if kind is Kind.MONEY else "left"
        ruled.append(doc.Column(header, width if is_wide else _NARROW.get(role, width), align))
    return tuple(ruled)


def _item_rows(
    item: PlanItem, roles: tuple[str, ...], plan: Plan, known: Mapping[str, Standing]
) -> doc.Row | doc.Group:
    if not item.steps:
        return doc.Row(_cells(item, roles, plan, known))
    rows = tuple(doc.Row(_cells(row, roles, plan, known)) for row in item.rows())
    # What only an item has stands once, merged over its steps.
    own = [place for place, role in enumerate(roles) if role in _COLUMNS and role not in table_columns(PlanStep)]
    if not own:
        return doc.Group(rows, (), 0)
    return doc.Group(rows, tuple(own), roles.index("title") if "title" in roles else own[0])


def _cells(
    row: PlanItem | PlanStep, roles: tuple[str, ...], plan: Plan, known: Mapping[str, Standing]
) -> tuple[doc.Content, ...]:
    cells: list[doc.Content] = []
    further: Iterator[str] | None = None
    for role, field, is_text in _fields(type(row), roles):
        if is_text:
            cells.append(getattr(row, role))
        elif role == "deadline":
            cells.append(row.deadline if row.deadline_day is None else _deadline(row, plan))
        elif role == "further":
            further = further or iter(row.further.split("\n"))
            cells.append(next(further, ""))
        elif role == _STATE:
            cells.append(_state_words(row, known[row.uuid]))
        else:  # a step has neither a number nor a title of its own
            cells.append("" if field is None else _shown(field, getattr(row, role)))
    return tuple(cells)


_Told = tuple[str, Field | None, bool]
_FIELDS: dict[tuple[type[Record], tuple[str, ...]], tuple[_Told, ...]] = {}


def _fields(record: type[Record], roles: tuple[str, ...]) -> tuple[_Told, ...]:
    """What each column holds of a row, None for what it does not have, and whether it is words as they are."""
    if (record, roles) not in _FIELDS:
        own = [(role, fields_of(record).get(role)) for role in roles]
        _FIELDS[record, roles] = tuple((role, field, _is_text(role, field)) for role, field in own)
    return _FIELDS[record, roles]


def _is_text(role: str, field: Field | None) -> bool:
    return field is not None and field.kind in (Kind.TEXT, Kind.PROSE) and role not in ("deadline", "further", _STATE)


def _shown(field: Field, value: Any) -> doc.Content:
    return roubles(value) if field.kind is Kind.MONEY and value is not None else show_value(field, value)


def _deadline(row: PlanItem | PlanStep, plan: Plan) -> doc.Content:
    """The words; a date in a workbook where they are the day read with them, and that lies in the plan's period.

    Words that were changed since, or a plan carried over to another year, no longer agree with it.
    """
    day, start, end = row.deadline_day, plan.period_start, plan.period_end
    return as_day(row.deadline, day) if day and start and end and start <= day <= end else row.deadline


_LIST_COLUMNS = (doc.Column("№", 12, "center"), doc.Column("Наименование мероприятия", 123), doc.Column("Месяц", 35))


def event_table(event_list: EventList) -> doc.Table:
    """A list of funded events."""
    rows = tuple(
        doc.Row((event.number or f"{place}.", event.name, event.when_words))
        for place, event in enumerate(event_list.events, 1)
    )
    return doc.Table(_LIST_COLUMNS, rows, after=8)


def list_title(event_list: EventList) -> Text:
    """The list's title with a colon, as lists are announced."""
    name = event_list.name or "Мероприятия"
    return name if name.endswith(":") else f"{name}:"
