"""Paper 5: the register of decisions (реестр решений) by state, person and date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import OPEN_STATES, DecisionState
from cluster_desk.core.russian.dates import day_in_figures, day_in_words
from cluster_desk.core.russian.names import listed_name
from cluster_desk.core.russian.numbers import plural
from cluster_desk.core.russian.text import fold, sort_key
from cluster_desk.data.queries.minutes import DecisionFacts, list_decisions
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import (
    LANDSCAPE,
    Block,
    Cell,
    Column,
    Content,
    Document,
    Heading,
    Row,
    Section,
    Table,
    line,
)
from cluster_desk.reports.document.options import ON_DAY, Option, OptionKind, Options, PaperChoice, day_of, one_of
from cluster_desk.reports.document.text import Run, bold
from cluster_desk.reports.shared.bodies import BODY, body_of, body_words
from cluster_desk.reports.shared.cluster_name import named_cluster
from cluster_desk.reports.shared.heads import signed_by_secretary
from cluster_desk.rules.states import under_control

STATE = one_of(
    "state",
    N_("Decisions"),
    {"all": N_("All"), "open": N_("Not fulfilled yet"), "overdue": N_("Overdue"), "fulfilled": N_("Fulfilled")},
)


def executors_offered(read: Reader, options: Options) -> list[PaperChoice]:
    """Everybody who is to carry out a decision: of the meeting asked for, else of any."""
    meeting = options.get("meeting")
    decisions = [one for one in list_decisions(read, read.today()) if not meeting or str(one.meeting_id) == meeting]
    names = sorted({who for one in decisions for who in one.who}, key=sort_key)
    return [PaperChoice("", _("Everybody")), *(PaperChoice(name, name) for name in names)]


PERSON = Option(
    "person", N_("Responsible"), OptionKind.TEXT, offered=N_("Responsible"), offers=executors_offered, only_one=True
)
SINCE = Option("from", N_("Meetings from"), OptionKind.DAY)
UNTIL = Option("to", N_("Meetings till"), OptionKind.DAY)
OPTIONS = (STATE, PERSON, SINCE, UNTIL, ON_DAY, BODY)

_COLUMNS = (
    Column("№", 12, "center"),
    Column("Содержание решения", 92),
    Column("Ответственный", 44),
    Column("Срок", 27, "center"),
    Column("Состояние", 40),
    Column("Отметка об исполнении", 42),
)


def build(read: Reader, options: Options) -> Document:
    """The register on a day: under each meeting its decisions that `options` ask for, and totals."""
    day = day_of(options)
    body = body_words(read, body_of(options))
    every = [one for one in list_decisions(read, day) if one.body_id == body.row]
    if not every:
        raise UserError(
            _("No decision has been made by %s.") % day_in_figures(day), do=_("Write them down in the minutes first.")
        )
    late = {one.id: under_control(one.due_facts, day).overdue_days for one in every}
    decisions = [one for one in every if _asked(one, options, is_late=late[one.id] > 0)]
    rows: list[Row | Section] = []
    meeting = None
    for one in decisions:
        if one.meeting_id != meeting:
            meeting = one.meeting_id
            rows.append(Section(_meeting(one)))
        rows.append(_row(one, late[one.id]))
    blocks: tuple[Block, ...] = (
        line(f"{named_cluster(read).name}. {body.over}", "center", 12, after=10, keep_next=True),
        Heading("РЕЕСТР РЕШЕНИЙ", after=2),
        Heading(f"{body.of}{_period(options, decisions)}", 0, size=13, after=2),
        line(f"по состоянию на {day_in_words(day)}", "center", 12, after=10, keep_next=True),
        *([Table(_COLUMNS, tuple(rows), size=11)] if rows else []),
        line(totals_words(decisions, late), size=12, before=8, keep_next=True),
        signed_by_secretary(read, day, body=body),
    )
    return Document(f"Реестр решений на {day_in_figures(day)}", blocks, LANDSCAPE, size=12)


def lists_any(register: Document) -> bool:
    """Whether a register built here holds a decision."""
    return any(isinstance(block, Table) and block.rows for block in register.blocks)


def _asked(one: DecisionFacts, options: Options, *, is_late: bool) -> bool:
    state, person = options[STATE.name], fold(options.get(PERSON.name, "").strip())
    fits = {
        "all": True,
        "open": one.state in OPEN_STATES,
        "overdue": is_late,
        "fulfilled": one.state is DecisionState.FULFILLED,
    }[state]
    since, until = options.get(SINCE.name, ""), options.get(UNTIL.name, "")
    within = (not since or one.meeting_day >= since) and (not until or one.meeting_day <= until)
    return fits and within and (not person or any(person in fold(words) for words in one.who))


def _period(options: Options, decisions: Sequence[DecisionFacts]) -> str:
    """The meetings asked for, else the first and the last of those listed."""
    days = [one.meeting_day for one in decisions if one.meeting_day]
    since, until = options.get(SINCE.name, ""), options.get(UNTIL.name, "")
    if not since and not until and days:
        since, until = min(days), max(days)
    return (f" с {day_in_figures(since)}" if since else "") + (f" по {day_in_figures(until)}" if until else "")


def _meeting(one: DecisionFacts) -> str:
    day = f" от {day_in_words(dt.date.fromisoformat(one.meeting_day))}" if one.meeting_day else ""
    number = f" № {one.meeting_number}" if one.meeting_number is not None else ""
    return f"Протокол{day}{number}"


def _row(one: DecisionFacts, overdue: int) -> Row:
    due: Content = one.due_words or (dt.date.fromisoformat(one.due) if one.due else "")  # as told
    who = ",\n".join(listed_name(words) for words in one.who)
    return Row((one.number, one.text, who, due, Cell(state_words(one, overdue)), one.done))


def state_words(one: DecisionFacts, overdue: int = 0) -> tuple[Run, ...] | str:
    """The state in words, those `overdue` by days and those dropped in bold (papers.md, paper 5)."""
    if overdue:
        days = plural(overdue, "день", "дня", "дней")
        return (bold("ПРОСРОЧЕНО"), Run(f" на {overdue} {days}"))
    day = f" {day_in_figures(one.fulfilled_on)}" if one.fulfilled_on else ""
    words: dict[DecisionState, tuple[Run, ...] | str] = {
        DecisionState.FULFILLED: f"Исполнено{day}",
        DecisionState.PARTLY: "Исполнено частично",
        DecisionState.MOVED: f"Перенесено на {day_in_figures(one.moved_to)}" if one.moved_to else "Перенесено",
        DecisionState.DROPPED: (bold("Снято"), Run(day)),
    }
    return words.get(one.state, "В работе")


def totals_words(decisions: Sequence[DecisionFacts], overdue: Mapping[int, int] | None = None) -> str:
    """«Всего: 17 решений; исполнено — 11, на контроле — 5, снято — 1.»: the parts add up. `overdue`: days by id."""
    count = len(decisions)
    done = sum(one.state is DecisionState.FULFILLED for one in decisions)
    late = sum((overdue or {}).get(one.id, 0) > 0 for one in decisions)
    opened = sum(one.state in OPEN_STATES for one in decisions)
    dropped = count - done - opened
    word = plural(count, "решение", "решения", "решений")
    if not count:
        return "Таких решений нет."
    parts = [f"исполнено — {done}", f"на контроле — {opened}" + (f" (из них просрочено — {late})" if late else "")]
    return f"Всего: {count} {word}; {', '.join([*parts, *([f'снято — {dropped}'] if dropped else [])])}."
