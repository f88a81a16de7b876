"""Paper 3: the minutes of a council meeting (протокол)."""

from __future__ import annotations

import datetime as dt

from cluster_desk.data.queries.minutes import ItemMinutes
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import KEPT_FOR_YEARS, Block, Document, Heading, Paragraph, Signature
from cluster_desk.reports.meetings import MEETING, meeting_of
from cluster_desk.reports.minutes_parts import Session, agenda_told, decided, heard, minutes_head, session_of, spoke
from cluster_desk.reports.options import Options

OPTIONS = (MEETING,)


def build(read: Reader, options: Options) -> Document:
    """The minutes of the meeting that `options` name. Raises UserError when the meeting is gone."""
    session = session_of(read, meeting_of(read, options), dt.date.today())
    blocks: tuple[Block, ...] = (
        *minutes_head(session, "ПРОТОКОЛ", whole=True),
        Heading("ПОВЕСТКА ДНЯ:", 2, size=13, before=10, after=4),
        *(block for item in session.items for block in agenda_told(item)),
        *(block for item in session.items for block in _question(item)),
        *_appendices(session),
        Signature("Председатель", session.chair),
        Signature("Секретарь", session.secretary, before=16),
    )
    return Document(
        f"Протокол заседания координационного совета {session.number_words}".strip(), blocks, KEPT_FOR_YEARS
    )


def _question(item: ItemMinutes) -> tuple[Block, ...]:
    return (*heard(item), *spoke(item), *decided(item, item.decisions))


def _appendices(session: Session) -> tuple[Block, ...]:
    return (Paragraph("Приложения: список присутствующих на 1 л. в 1 экз.", before=10),) if session.listed_apart else ()
