"""Drafts of records as a reader of documents makes them, for what is done with them afterwards."""

from __future__ import annotations

from datetime import date
from typing import Any

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.council import AgendaItem, CouncilSeat, Meeting
from cluster_desk.core.records.events import Event, EventSpan, Participation
from cluster_desk.core.records.members import Organization


def a_member(name: str, **words: str) -> Parsed[Organization]:
    """An organization of that name; `words` are its contacts by field, and what the document tells beside them."""
    fields: dict[str, Any] = {
        field: words.pop(field) for field in ("phone", "email", "address", "site") if field in words
    }
    return Parsed(Organization(full_name=name, **fields), typed=dict(words))


def a_seat(name: str, position: str, role: str = "", organization: str = "") -> Parsed[CouncilSeat]:
    """A seat with its words."""
    typed = {"name": name, "organization": organization}
    return Parsed(CouncilSeat(position=position, role_words=role), typed=typed)


def a_meeting(*agenda: Parsed[AgendaItem], number: str = "", **values: Any) -> Parsed[Meeting]:
    """A meeting with the fields `values`, and its questions."""
    return Parsed(Meeting(**values), parts=list(agenda), typed={"number": number})


def a_question(number: str, topic: str, speaker: str | None = None) -> Parsed[AgendaItem]:
    """A question with the words of the speaker's cell."""
    return Parsed(AgendaItem(number=number, topic=topic), typed={"speaker": speaker})


def an_entry(
    name: str, *days: date, counts: tuple[Parsed[Participation], ...] = (), task: str | None = None, **values: Any
) -> Parsed[Event]:
    """An entry of a log that was held on `days`, under the words of a task; `values` are fields of the event."""
    spans = [EventSpan(first=day, last=day) for day in days]
    return Parsed(Event(name=name, spans=spans, **values), parts=list(counts), typed={"task": task})


def a_count(count_words: str, text: str = "", **values: Any) -> Parsed[Participation]:
    """Who took part, in the words of the number; `text` is all that was said of it."""
    return Parsed(Participation(count_words=count_words, **values), typed={"text": text})
