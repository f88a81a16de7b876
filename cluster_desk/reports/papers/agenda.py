"""Paper 1: a council meeting's agenda (повестка)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.language import N_
from cluster_desk.core.records.council import AgendaItem, Meeting
from cluster_desk.core.russian.dates import BLANK_DAY, clock_in_figures, day_in_words, weekday
from cluster_desk.core.russian.names import listed_names
from cluster_desk.data.queries.cluster import ClusterFacts, cluster_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line, titles
from cluster_desk.reports.document.options import Option, OptionKind, Options
from cluster_desk.reports.shared.bodies import body_words
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.heads import body_head, signed_by_secretary
from cluster_desk.reports.shared.meetings import MEETING, meeting_of

REGISTRATION = Option("registration", N_("Registration"), OptionKind.TEXT)

OPTIONS = (MEETING, REGISTRATION)

_RULED = "_" * 55
"""A line to write a fact on, as wide as the facts are."""

_COLUMNS = (doc.Column("№", 12, "center"), doc.Column("Тема выступления", 98), doc.Column("Выступающий", 70))
_REGULATION = "доклад — до 10 минут, выступление — до 5 минут."


def build(read: Reader, options: Options) -> doc.Document:
    """The agenda of the meeting that `options` name. Raises UserError when the meeting is gone."""
    meeting = meeting_of(read, options)
    cluster, cases = cluster_facts(read), Cases(read)
    body = body_words(read, meeting.body_id, cases)
    day = meeting.day
    stated_day = day_in_words(day) if day else meeting.day_words or BLANK_DAY
    blocks: tuple[doc.Block, ...] = (
        *body_head(read, body),
        *titles("ПОВЕСТКА", f"заседания {body.of}", stated_day, after=22),
        doc.Fact("Тема:", meeting.theme, after=6),
        doc.Fact("Место проведения:", meeting.place or _RULED, after=6),
        doc.Fact("Время проведения:", _when(meeting, day, stated_day), after=6),
        doc.Fact("Регистрация:", options.get(REGISTRATION.name, ""), after=0),
        doc.Table(_COLUMNS, _rows(meeting.agenda), before=14),
        line(_regulation(cluster), before=22, keep_next=True),
        signed_by_secretary(read, day or read.today(), before=36, body=body),
    )
    return doc.Document(f"Повестка заседания {stated_day}", blocks, doubts=cases.doubts)


def _when(meeting: Meeting, day: dt.date | None, stated_day: str) -> str:
    """«22 января 2026 г. (четверг), начало в 10:00»; a line where the time is not known."""
    time = clock_in_figures(meeting.time) or meeting.time_words or "________"
    return f"{stated_day} ({weekday(day)}), начало в {time}" if day else f"{stated_day}, начало в {time}"


def _rows(questions: Sequence[AgendaItem]) -> tuple[doc.Row, ...]:
    """A row a question: the number as typed, else its place; each speaker on a new line."""
    rows = []
    for place, question in enumerate(questions, 1):
        speakers = _speakers([listed_names(speaker.words) for speaker in question.speakers])
        rows.append(doc.Row((question.number or f"{place}.", question.topic, speakers)))
    return tuple(rows)


def _speakers(words: Sequence[str]) -> str:
    """Speakers one below another, parted by «;» unless the words end with a mark of their own."""
    *others, last = words or ("",)
    return "\n".join([*(each if each.endswith((";", ",", ".")) else f"{each};" for each in others), last])


def _regulation(cluster: ClusterFacts) -> str:
    """The time limits that the cluster told, else the usual ones."""
    words = cluster.regulation or _REGULATION
    words = words if words.lower().startswith("регламент") else f"Регламент: {words}"
    return words if words.endswith((".", "!", "…")) else f"{words}."
