"""What the papers of a plan share: the plan asked for, its table, its lists of funded events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, in_russian
from cluster_desk.core.records.plans import ItemState
from cluster_desk.core.words import fold, tidy
from cluster_desk.data.queries.plans import (
    EventListFacts,
    ItemFacts,
    PlanFacts,
    SectionFacts,
    StepFacts,
    items_told,
    plan_told,
    plans_told,
    sections_told,
)
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.day_forms import as_day
from cluster_desk.reports.document import KEPT_FOR_YEARS, LANDSCAPE, Column, Group, Page, Row, Section, Table
from cluster_desk.reports.options import Option, OptionKind, Options, PaperChoice
from cluster_desk.reports.text import Dated, Text

ROLES = ("number", "title", "deadline", "responsible", "result")
_USUAL_HEADERS = {
    "number": "№ п/п",
    "title": "Наименование мероприятия",
    "deadline": "Срок",
    "responsible": "Ответственный",
    "result": "Ожидаемый результат",
    "state": "Состояние",
}
_WIDTHS = {"number": 12.0, "title": 88.0, "deadline": 37.0, "responsible": 66.0, "result": 54.0, "state": 34.0}
_WIDTHS_WITHOUT_RESULT = _WIDTHS | {"title": 110.0, "deadline": 45.0, "responsible": 90.0}
_FURTHER_WIDTH = 40.0


def _title(plan: PlanFacts) -> str:
    years = f"{plan.period_start[:4]}–{plan.period_end[:4]}"
    return f"{plan.name} ({years if years[:4] != years[5:] else years[:4]})"


def _choices(read: Reader) -> list[PaperChoice]:
    return [PaperChoice(str(plan.id), _title(plan)) for plan in plans_told(read)]


def _find(read: Reader, told: str) -> list[str]:
    """The plans that `told` may mean: a row number, a name, a kind's code, a year, words of the name or the title."""
    words, plans = fold(told), plans_told(read)
    ways = (
        [plan for plan in plans if words in (str(plan.id), f"id={plan.id}")],
        [plan for plan in plans if fold(plan.name) == words],
        [plan for plan in plans if plan.kind.value == words],
        [plan for plan in plans if words in (plan.period_start[:4], plan.period_end[:4])],
        [plan for plan in plans if words and words in fold(plan.name)],
        [plan for plan in plans if words and words in fold(plan.heading)],
    )
    return next(([str(plan.id) for plan in way] for way in ways if way), [])


def _in_force(read: Reader) -> str:
    """The plan whose period holds today, else the latest one."""
    today, plans = dt.date.today().isoformat(), plans_told(read)
    held = [plan for plan in plans if plan.period_start <= today <= plan.period_end]
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
SECTIONS = Option("sections", N_("Only the sections (numbers or words, with commas)"), OptionKind.TEXT)
COLUMNS = Option("columns", N_("Only the columns (number, title, deadline, responsible, result)"), OptionKind.TEXT)
ORIENTATION = Option(
    "orientation",
    N_("Sheet of the table"),
    OptionKind.CHOICE,
    default=lambda _read: "fitting",
    choices=lambda _read: (
        PaperChoice("fitting", _("as its columns need")),
        PaperChoice("portrait", _("Portrait")),
        PaperChoice("landscape", _("Landscape")),
    ),
)
WITH_STATE = Option("with-state", N_("With the state of each item"), OptionKind.FLAG)
TABLE_OPTIONS = (PLAN, SECTIONS, COLUMNS, ORIENTATION, WITH_STATE)


def plan_of(read: Reader, options: Options) -> PlanFacts:
    """The plan that `options` name. Raises UserError when it is gone."""
    plan = plan_told(read, int(options[PLAN.name]))
    if plan is None:
        raise UserError(_("The plan is no longer in the file."))
    return plan


def table_page(table: Table, options: Options) -> Page:
    """The page that the table stands on: as told, else landscape where it has five columns or more."""
    told = options[ORIENTATION.name]
    return LANDSCAPE if told == "landscape" or (told == "fitting" and len(table.columns) > 4) else KEPT_FOR_YEARS


def plan_table(read: Reader, plan: PlanFacts, options: Options) -> Table:
    """The calendar table. Raises UserError for a section or column that the plan does not have."""
    sections = _chosen_sections(sections_told(read, plan.id), options[SECTIONS.name])
    items: dict[int, list[ItemFacts]] = {}
    for item in items_told(read, plan.id):
        items.setdefault(item.section_id, []).append(item)
    every = [item for section in sections for item in items.get(section.id, [])]
    columns = _chosen_columns(_own_columns(plan, every), options[COLUMNS.name])
    if options[WITH_STATE.name]:
        columns = [*columns, ("state", _USUAL_HEADERS["state"])]
    rows: list[Row | Section | Group] = []
    for section in sections:
        if section.name and (items.get(section.id) or not every):
            rows.append(Section(section.name))
        rows += [_item_rows(item, columns, plan) for item in items.get(section.id, [])]
    return Table(_ruled(columns), tuple(rows))


def _own_columns(plan: PlanFacts, items: Sequence[ItemFacts]) -> list[tuple[str, str]]:
    """What each column holds with its header: those of the document, else the usual ones."""
    further = iter(plan.further_headers.split("\n"))
    if plan.column_order:
        return [
            (role, next(further, "") if role == "further" else getattr(plan, f"{role}_header"))
            for role in plan.column_order.split(",")
        ]
    bare = not any(item.result or any(step.result for step in item.steps) for item in items)
    roles = [role for role in ROLES if role != "result" or plan.result_header or not bare]
    return [(role, getattr(plan, f"{role}_header") or _USUAL_HEADERS[role]) for role in roles]


def _chosen_columns(columns: list[tuple[str, str]], told: str) -> list[tuple[str, str]]:
    """The columns that `told` names by what they hold or by their header, in its order; all when it names none."""
    if not told.strip():
        return columns
    chosen = []
    for words in told.split(","):
        found = [one for one in columns if fold(words) in (one[0], fold(one[1]))]
        if not found:
            there = ", ".join(header or role for role, header in columns)
            what = _("The plan has no column “%(words)s”.") % {"words": tidy(words)}
            raise UserError(what, do=_("There is: %s.") % there)
        chosen += found[:1]
    return chosen


def _chosen_sections(sections: Sequence[SectionFacts], told: str) -> list[SectionFacts]:
    """The sections that `told` names by their place or words of their title; all when it names none."""
    if not told.strip():
        return list(sections)
    chosen: set[int] = set()
    for words in filter(None, map(fold, told.split(","))):
        named = [one for one in sections if words in fold(one.name)]
        by_place = [sections[int(words) - 1]] if words.isdecimal() and 0 < int(words) <= len(sections) else []
        if not (by_place or named):
            there = "; ".join(f"{place} ({one.name})" for place, one in enumerate(sections, 1))
            what = _("The plan has no section “%(words)s”.") % {"words": words}
            raise UserError(what, do=_("There is: %s.") % there)
        chosen.update(one.id for one in by_place or named)
    return [one for one in sections if one.id in chosen]


def _ruled(columns: Sequence[tuple[str, str]]) -> tuple[Column, ...]:
    """The columns with their widths; those that need no more than their share give the rest to the title."""
    roles = [role for role, _header in columns]
    widths = _WIDTHS if "result" in roles or "state" in roles else _WIDTHS_WITHOUT_RESULT
    return tuple(
        Column(header, widths.get(role, _FURTHER_WIDTH), "center" if role == "number" else "left")
        for role, header in columns
    )


def _item_rows(item: ItemFacts, columns: Sequence[tuple[str, str]], plan: PlanFacts) -> Row | Group:
    roles = [role for role, _header in columns]
    first = Row(_cells(item, item.number, item.name, roles, plan))
    if not item.steps:
        return first
    merged = tuple(place for place, role in enumerate(roles) if role in ("number", "title"))
    rows = (first, *(Row(_cells(step, "", "", roles, plan)) for step in item.steps))
    if not merged:
        return Group(rows, (), 0)
    return Group(rows, merged, roles.index("title") if "title" in roles else merged[0])


def _cells(
    row: ItemFacts | StepFacts, number: str, name: str, roles: Sequence[str], plan: PlanFacts
) -> tuple[str | Dated, ...]:
    further = iter(row.further.split("\n"))
    told: dict[str, str | Dated] = {
        "number": number,
        "title": name,
        "deadline": as_day(row.deadline, row.deadline_day, plan.period_start, plan.period_end),
        "responsible": row.responsible,
        "result": row.result,
        "state": _state_words(row),
    }
    return tuple(next(further, "") if role == "further" else told[role] for role in roles)


def _state_words(row: ItemFacts | StepFacts) -> str:
    """«Перенесено на 20 мая: паводок»."""
    words = in_russian(row.state.label)
    if row.state is ItemState.MOVED and row.moved_to:
        words += f" на {row.moved_to}"
    return f"{words[:1].upper()}{words[1:]}" + (f": {row.reason}" if row.reason else "")


_LIST_COLUMNS = (Column("№", 12, "center"), Column("Наименование мероприятия", 123), Column("Месяц", 35))


def event_table(told: EventListFacts) -> Table:
    """A list of funded events."""
    rows = tuple(
        Row((event.number or f"{place}.", event.name, event.when_words)) for place, event in enumerate(told.events, 1)
    )
    return Table(_LIST_COLUMNS, rows, after=8)


def list_title(told: EventListFacts) -> Text:
    """The list's title with a colon, as lists are announced."""
    name = told.name or "Мероприятия"
    return name if name.endswith(":") else f"{name}:"
