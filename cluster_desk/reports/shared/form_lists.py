"""What goes into the rows of a department's lists: each event of the period once, and what is not known, by name.

Only what somebody entered is told: a number that nobody counted leaves its cell empty, and that is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cluster_desk.core.form_lists import FormList, ListColumn, months_named
from cluster_desk.core.language import _, n_
from cluster_desk.core.records.events import EventState, Mode
from cluster_desk.core.records.forms import FormMonths, FormValue
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import MONTHS
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.events import ServedFacts, plan_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document.text import Dated
from cluster_desk.reports.shared.days import as_day
from cluster_desk.reports.shared.log_entries import Entry, entries_of, entries_undated, level_words, not_held
from cluster_desk.reports.shared.periods import Period, part_of

RowValue = str | int | Dated | None
_NAMED = 3  # of what is missing


@dataclass(frozen=True)
class ListRows:
    """The rows of a list, each with a value for each of its columns, None where nothing is known; `notes` in words.

    `left_out` rows more are there for which a protected sheet has no place.
    """

    of: FormList
    rows: tuple[tuple[RowValue, ...], ...] = ()
    notes: tuple[str, ...] = ()
    left_out: int = 0
    events: frozenset[int] = frozenset()

    @property
    def added(self) -> int:
        """How many rows are put in because the form has too few."""
        return max(0, len(self.rows) - len(self.of.free))


@dataclass(frozen=True)
class FilledLists:
    """The rows of all lists of a form; `notes` are about what is in none of them."""

    lists: tuple[ListRows, ...]
    notes: tuple[str, ...] = ()

    @property
    def all_notes(self) -> list[str]:
        """Everything to be looked at, the lists' in their order first; what is said of several lists once."""
        places: dict[str, list[str]] = {}
        for one in self.lists:
            for words in one.notes:
                places.setdefault(words, []).append(where_of(one.of))
        if len(self.lists) == 1:
            return [*places, *self.notes]
        told = [f"{where[0] if len(where) == 1 else _several(where)}: {words}" for words, where in places.items()]
        return [*told, *self.notes]


def _several(places: Sequence[str]) -> str:
    return n_("%d list", "%d lists", len(places)) % len(places)


def rows_of_lists(read: Reader, lists: Sequence[FormList], period: Period) -> FilledLists:
    """What goes into the lists of a form over `period`. Raises UserError where it asks for quarters of two years."""
    if not lists:
        return FilledLists(())
    plan = plan_facts(read)
    filled = tuple(_rows(read, one, period, plan) for one in lists)
    return FilledLists(filled, tuple(_left(read, filled, period)))


def _rows(read: Reader, one: FormList, period: Period, plan: Mapping[int, ServedFacts]) -> ListRows:
    if one.twin_of is not None:
        words = _("the same headings stand in row %d already, this list stays empty")
        return ListRows(one, notes=(words % (one.twin_of + 1),))
    part = part_of(period, one.months)
    if part.start > part.last:
        return ListRows(one, notes=(_("the period is still to come, nothing is filled"),))
    entries = [entry for entry in entries_of(read, part) if _belongs(entry, one, plan)]
    room = len(one.free) if one.is_locked else len(entries)
    fitting, left_out = entries[:room], max(0, len(entries) - room)
    rows = tuple(
        tuple(_value(column, entry, number, one, plan) for column in one.columns)
        for number, entry in enumerate(fitting, len(one.kept) + 1)
    )
    notes = [*_unsure(one, fitting), *_of_list(one, part, entries), *_untold(one, fitting, rows)]
    if left_out:
        words = n_(
            "the sheet is protected: %d event has no row", "the sheet is protected: %d events have no row", left_out
        )
        notes.append(words % left_out)
    return ListRows(one, rows, tuple(notes), left_out, frozenset(entry.event.id for entry in entries))


def where_of(one: FormList) -> str:
    """A list as a person finds it: the sheet, and what stands above."""
    words = _shortened(one.title or one.columns[0].heading, 60)
    return _("Sheet “%(sheet)s”, row %(row)d (%(title)s)") % {
        "sheet": one.sheet, "row": one.header + 1, "title": words}  # fmt: skip


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most].rstrip()}…"


def _belongs(entry: Entry, one: FormList, plan: Mapping[int, ServedFacts]) -> bool:
    if one.organization_id is not None:
        return any(each.organization_id == one.organization_id for each in entry.participations)
    if one.direction:
        known = plan.get(entry.event.id)
        return known is not None and fold(one.direction) in map(fold, known.sections)
    return True


def _value(column: ListColumn, entry: Entry, number: int, one: FormList, plan: Mapping[int, ServedFacts]) -> RowValue:
    if column.value is None:
        return None
    if column.value is FormValue.ROW_NUMBER:
        return number
    if column.value.is_count:
        return _count(column.value, entry, one.organization_id)
    known = plan.get(entry.event.id)
    if column.value is FormValue.ROW_RESPONSIBLE:
        return "; ".join(known.responsible) or None if known else None
    if column.value is FormValue.ROW_DIRECTION:
        return "; ".join(known.sections) or None if known else None
    told = _TOLD.get(column.value)
    return (told(entry) or None) if told else None


def _count(value: FormValue, entry: Entry, school: int | None) -> int | None:
    """How many there were, as far as it was told; of one organization where the list is its own."""
    if value is FormValue.ROW_ORGANIZATIONS:
        return len(entry.organizations) or None
    kind = value.counted
    if school is None:
        return entry.people_told if kind is None else entry.number(kind)
    told = [
        one.number
        for one in entry.participations
        if one.organization_id == school and not one.unit and one.number is not None and kind in (None, one.kind)
    ]
    return sum(told) if told else None


def _day(iso: str) -> RowValue:
    day = dt.date.fromisoformat(iso) if iso else None
    return as_day(f"{day:%d.%m.%Y}", day) if day else None


_MODES = {Mode.IN_PERSON: "очно", Mode.REMOTE: "дистанционно", Mode.MIXED: "смешанно"}
_WINNERS = regex(r"победител|призер|лауреат|дипломант")


def _results(entry: Entry) -> str:
    """The outcome as written down; where there is none, the winners named."""
    if entry.event.results.strip():
        return tidy(entry.event.results.replace("\n", "; "))
    winners = [one for one in entry.people if _WINNERS.search(fold(f"{one.role} {one.nomination}"))]
    return "; ".join(", ".join(filter(None, (one.name, one.role, one.nomination))) for one in winners)


_TOLD: dict[FormValue, Callable[[Entry], RowValue]] = {
    FormValue.ROW_NAME: lambda entry: tidy(entry.event.name),
    FormValue.ROW_DAY: lambda entry: entry.when,
    FormValue.ROW_FIRST_DAY: lambda entry: _day(entry.event.first_day),
    FormValue.ROW_LAST_DAY: lambda entry: _day(entry.event.last_day),
    FormValue.ROW_MONTH: lambda entry: MONTHS[int(entry.event.first_day[5:7]) - 1] if entry.event.first_day else "",
    FormValue.ROW_TIME: lambda entry: entry.event.time,
    FormValue.ROW_VENUE: lambda entry: tidy(entry.event.venue),
    FormValue.ROW_LEVEL: lambda entry: level_words(entry.event.level),
    FormValue.ROW_FORM: lambda entry: tidy(entry.event.form),
    FormValue.ROW_MODE: lambda entry: _MODES.get(entry.event.mode, ""),
    FormValue.ROW_AUDIENCE: lambda entry: tidy(entry.event.audience),
    FormValue.ROW_ORGANIZER: lambda entry: tidy(entry.event.organizer),
    FormValue.ROW_RESULTS: _results,
    FormValue.ROW_LINKS: lambda entry: "\n".join(entry.event.links.split()),
    FormValue.ROW_ORGANIZATION_NAMES: lambda entry: ", ".join(sorted(entry.organizations)),
}


def _unsure(one: FormList, entries: Sequence[Entry]) -> list[str]:
    """The columns that are not understood, or may mean another thing, or count by themselves."""
    notes = []
    for column in one.columns:
        called = {"column": column.heading}
        if column.doubt:
            notes.append(_("column “%(column)s”: %(doubt)s") % {**called, "doubt": column.doubt})
        elif column.value is None:
            notes.append(_("column “%(column)s” is not understood and stays empty") % called)
        if column.by_formula is not None and column.by_formula.is_count:
            untold = [entry for entry in entries if _count(column.by_formula, entry, one.organization_id) is None]
            words = n_("column “%(column)s”: its formula may show 0 for %(n)d event of which nobody told a number",
                       "column “%(column)s”: its formula may show 0 for %(n)d events of which nobody told a number",
                       len(untold))  # fmt: skip
            notes += [words % {**called, "n": len(untold)}] if untold else []
    return notes


def _untold(one: FormList, entries: Sequence[Entry], rows: Sequence[tuple[RowValue, ...]]) -> list[str]:
    """The columns of which nothing is known of some events."""
    notes = []
    for at, column in enumerate(one.columns):
        called = {"column": column.heading}
        if column.value in (None, FormValue.ROW_EMPTY):
            continue
        empty = [entry.event.name for entry, row in zip(entries, rows, strict=True) if row[at] is None]
        if empty and len(empty) == len(entries):
            notes.append(_("column “%(column)s”: nothing of it is entered, it stays empty") % called)
        elif empty:
            words = n_("column “%(column)s”: not entered for %(n)d event (%(names)s)",
                       "column “%(column)s”: not entered for %(n)d events (%(names)s)", len(empty))  # fmt: skip
            notes.append(words % {**called, "n": len(empty), "names": _names(empty)})
    return notes


def _names(names: Sequence[str]) -> str:
    more = "…" if len(names) > _NAMED else ""
    return "; ".join(_shortened(tidy(name), 50) for name in names[:_NAMED]) + more


_YEAR = regex(r"\b20\d\d\b")
_PLAN = regex(r"\bплан(?:а|ы|ов)?\b|запланир|планируем")


def _of_list(one: FormList, part: Period, entries: Sequence[Entry]) -> list[str]:
    notes = []
    if not entries:
        notes.append(_("the log has no event for it"))
    if one.kept:
        words = n_("%d row is filled already: it stays, new ones stand below",
                   "%d rows are filled already: they stay, new ones stand below", len(one.kept))  # fmt: skip
        notes.append(words % len(one.kept))
    if one.direction:
        notes.append(_("events of the direction “%s” alone") % one.direction)
    if _PLAN.search(fold(one.title)):
        notes.append(_("the title speaks of a plan; what was held is filled in"))
    if one.months is FormMonths.WHOLE and _names_another(one.title, part):
        notes.append(_("the title “%(title)s” stays, the list is %(period)s") % {
            "title": _shortened(one.title, 80), "period": part.title})  # fmt: skip
    return notes


def period_in_titles(lists: Sequence[FormList], today: dt.date) -> Period | None:
    """The quarter, month or half of a year that the form says it is about; None for none, or for several."""
    found = set()
    for one in lists:
        months, years = months_named(one.title), set(_YEAR.findall(one.title))
        if one.months is FormMonths.WHOLE and months is not None and len(years) == 1:
            year = int(years.pop())
            found.add(part_of(Period(dt.date(year, 1, 1), dt.date(year, 12, 31), today), months))
    return found.pop() if len(found) == 1 else None


def _names_another(title: str, part: Period) -> bool:
    """Whether a title names another quarter, month or year than the one that is filled in."""
    months = months_named(title)
    years = _YEAR.findall(title)
    own = f"{part.start.month}-{part.end.month}"
    return (months is not None and months.value != own) or (
        bool(years) and not {str(part.start.year), str(part.end.year)} & set(years)
    )


def _left(read: Reader, filled: Sequence[ListRows], period: Period) -> list[str]:
    """What happened in the period and stands in none of the lists."""
    notes = []
    inside = {event for one in filled for event in one.events}
    if any(one.events for one in filled):
        missing = [entry.event.name for entry in entries_of(read, period) if entry.event.id not in inside]
        if missing:
            words = n_("%(n)d event fits no list: %(names)s", "%(n)d events fit no list: %(names)s", len(missing))
            notes.append(words % {"n": len(missing), "names": _names(missing)})
    untold = [one.name for one in not_held(read, period)
              if one.state is EventState.PLANNED and one.first_day <= period.last.isoformat()]  # fmt: skip
    if untold:
        words = n_("%(n)d event has no mark that it was held and is not filled in: %(names)s",
                   "%(n)d events have no mark that they were held and are not filled in: %(names)s",
                   len(untold))  # fmt: skip
        notes.append(words % {"n": len(untold), "names": _names(untold)})
    undated = [entry.event.name for entry in entries_undated(read)]
    if undated:
        words = n_("%(n)d event is on no known day and is not filled in: %(names)s",
                   "%(n)d events are on no known day and are not filled in: %(names)s", len(undated))  # fmt: skip
        notes.append(words % {"n": len(undated), "names": _names(undated)})
    return notes
