"""Drafts of records as a reader of documents makes them, for what is done with them afterwards."""

from __future__ import annotations

from typing import Any

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.council import AgendaItem, Meeting


def a_meeting(*agenda: Parsed[AgendaItem], number: str = "", **values: Any) -> Parsed[Meeting]:
    """A meeting with the fields `values`, and its questions."""
    return Parsed(Meeting(**values), parts=list(agenda), typed={"number": number})


def a_question(number: str, topic: str, speaker: str | None = None) -> Parsed[AgendaItem]:
    """A question with the words of the speaker's cell."""
    return Parsed(AgendaItem(number=number, topic=topic), typed={"speaker": speaker})
