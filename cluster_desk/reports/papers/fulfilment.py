"""How the decisions of a meeting are fulfilled (информация об исполнении решений), and a slip for each executor.

The slip asks the executor to write down what was done; what is known of it already stands in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.russian.dates import BLANK_DAY, day_in_figures, day_in_words
from cluster_desk.core.russian.names import listed_name
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.council import list_meetings
from cluster_desk.data.queries.minutes import DecisionFacts, list_decisions
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import ON_DAY, Option, OptionKind, Options, day_of
from cluster_desk.reports.papers.decisions import executors_offered, state_words, totals_words
from cluster_desk.reports.shared.bodies import body_words
from cluster_desk.reports.shared.cluster_name import named_cluster
from cluster_desk.reports.shared.heads import signed_by_secretary
from cluster_desk.reports.shared.meetings import MEETING, meeting_of


def _last_decided(read: Reader) -> str:
    """The latest meeting that decided something, else the one that papers of a meeting begin with."""
    decided = {one.meeting_id for one in list_decisions(read, read.today())}
    last = next((one for one in list_meetings(read) if one.id in decided), None)
    codes = [choice.code for choice in MEETING.choices(read)]
    wanted = MEETING.find(read, f"id={last.id}") if last and MEETING.find else []
    return next(iter(wanted), codes[0] if codes else "")


ASKED = MEETING._replace(default=_last_decided)
PERSON = Option(
    "person", N_("Slips only for"), OptionKind.TEXT, offered=N_("Slips for"), offers=executors_offered, only_one=True
)
OPTIONS = (ASKED, PERSON, ON_DAY)

_COLUMNS = (
    doc.Column("№", 12, "center"),
    doc.Column("Содержание решения", 92),
    doc.Column("Ответственный", 44),
    doc.Column("Срок", 27, "center"),
    doc.Column("Состояние", 40),
    doc.Column("Что сделано", 42),
)
_SLIP_COLUMNS = (
    doc.Column("№", 12, "center"),
    doc.Column("Решение", 70),
    doc.Column("Срок", 30, "center"),
    doc.Column("Что сделано, дата", 68),
)
_ROOM = 24.0
"""Millimetres left to write in on a slip."""


def build(read: Reader, options: Options) -> doc.Document:
    """The information on the meeting that `options` name, as of a day, then the slips. Raises UserError for none."""
    meeting, day = meeting_of(read, options), day_of(options)
    body = body_words(read, meeting.body_id)
    # That a day has passed is told by the register alone: here stands what was entered.
    decisions = [one for one in list_decisions(read, day) if one.meeting_id == meeting.id]
    if not decisions:
        raise UserError(_("This meeting has no decisions yet."), do=_("Write them down in the minutes first."))
    number = f" № {meeting.number}" if meeting.number is not None else ""
    of = f"протокола{f' от {day_in_words(meeting.day)}' if meeting.day else ''}{number}"
    rows = tuple(
        doc.Row(
            (
                one.number,
                one.text,
                ",\n".join(map(listed_name, one.who)),
                _due(one),
                doc.Cell(state_words(one)),
                one.done,
            )
        )
        for one in decisions
    )
    blocks: list[doc.Block] = [
        line(f"{named_cluster(read).name}. {body.over}", "center", 12, after=10, keep_next=True),
        *doc.titles("ИНФОРМАЦИЯ", f"об исполнении решений {of}", after=2),
        line(f"по состоянию на {day_in_figures(day)}", "center", 12, after=10, keep_next=True),
        doc.Table(_COLUMNS, rows, size=11),
        line(totals_words(decisions), size=12, before=8, keep_next=True),
        signed_by_secretary(read, day, body=body),
    ]
    for who, own in _by_executor(decisions, options.get(PERSON.name, "")).items():
        blocks += _slip(who, own, of)
    return doc.Document(f"Информация об исполнении решений{number}", tuple(blocks), doc.LANDSCAPE, size=12)


def _by_executor(decisions: Sequence[DecisionFacts], wanted: str) -> dict[str, list[DecisionFacts]]:
    """The decisions of each who is to carry one out, in the order named; only of those `wanted` by words."""
    own: dict[str, list[DecisionFacts]] = {}
    names: dict[str, str] = {}
    for one in decisions:
        for who in one.who:
            if fold(wanted.strip()) in fold(who):
                own.setdefault(names.setdefault(fold(who), who), []).append(one)
    return own


def _slip(who: str, decisions: Sequence[DecisionFacts], of: str) -> list[doc.Block]:
    rows = tuple(doc.Row((one.number, one.text, _due(one), one.done), min_height=_ROOM) for one in decisions)
    return [
        doc.PageBreak(doc.PORTRAIT),
        *doc.titles("ИНФОРМАЦИЯ", f"об исполнении решений {of}", after=8),
        doc.Fact("Исполнитель:", listed_name(who), 32, after=8),
        doc.Table(_SLIP_COLUMNS, rows, size=11),
        doc.Signature("Исполнитель", ""),
        line(BLANK_DAY, before=8),
    ]


def _due(one: DecisionFacts) -> doc.Content:
    return dt.date.fromisoformat(one.due) if one.due and not one.due_words else one.due_words
