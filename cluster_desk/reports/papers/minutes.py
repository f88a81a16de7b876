"""Paper 3: the minutes of a council meeting (протокол)."""

from __future__ import annotations

from cluster_desk.core.russian import plural
from cluster_desk.core.russian.text import sort_key
from cluster_desk.data.queries.minutes import ItemMinutes
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import (
    KEPT_FOR_YEARS,
    Block,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Table,
    line,
    titles,
)
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.shared.meetings import MEETING, meeting_of
from cluster_desk.reports.shared.minutes_parts import (
    Session,
    agenda_item,
    decided,
    heard,
    minutes_head,
    session_of,
    spoke,
)

OPTIONS = (MEETING,)


def build(read: Reader, options: Options) -> Document:
    """The minutes of the meeting that `options` name. Raises UserError when the meeting is gone."""
    session = session_of(read, meeting_of(read, options), read.today())
    blocks: tuple[Block, ...] = (
        *minutes_head(session, "ПРОТОКОЛ", whole=True),
        Heading("ПОВЕСТКА ДНЯ:", 2, size=13, before=10, after=4),
        *(block for item in session.items for block in agenda_item(item)),
        *(block for item in session.items for block in _question(item)),
        *_appendices(session),
        Signature("Председатель", session.chair),
        Signature("Секретарь", session.secretary, before=16),
        *_list_of_present(session),
    )
    return Document(
        f"Протокол заседания координационного совета {session.number_words}".strip(), blocks, KEPT_FOR_YEARS
    )


def _question(item: ItemMinutes) -> tuple[Block, ...]:
    return (*heard(item), *spoke(item), *decided(item, item.decisions))


def _appendices(session: Session) -> tuple[Block, ...]:
    if not session.listed_apart:
        return ()
    sheets = "1" if len(session.present) <= _ON_ONE_SHEET else "____"
    return (Paragraph(f"Приложения: список присутствующих на {sheets} л. в 1 экз.", before=10),)


_ON_ONE_SHEET = 20
"""So many rows stand on the sheet even when each takes three lines."""
_COLUMNS = (
    Column("№", 10, "center"),
    Column("Фамилия, имя, отчество", 58),
    Column("Организация", 56),
    Column("Должность", 46),
)


def _list_of_present(session: Session) -> tuple[Block, ...]:
    """The list on a sheet of its own that the minutes refer to when they do not name everybody."""
    if not session.listed_apart:
        return ()
    words = " ".join(part for part in (f"от {session.day_words}", session.number_words) if part)
    rows = tuple(
        Row((f"{n}.", session.who_came(seat, seat.came, seat.name), seat.organization, seat.position))
        for n, seat in enumerate(sorted(session.present, key=lambda seat: sort_key(seat.came)), 1)
    )
    return (
        PageBreak(),
        line("Приложение", "right"),
        line(f"к протоколу {words}", "right", after=12),
        *titles("СПИСОК", "присутствующих на заседании координационного совета", after=10),
        Table(_COLUMNS, rows, size=11),
        line(f"Всего: {len(rows)} {plural(len(rows), 'человек', 'человека', 'человек')}.", before=8, keep_next=True),
        Signature("Секретарь", session.secretary, before=16),
    )
