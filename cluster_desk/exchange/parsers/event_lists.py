"""Lists of events with their months, kept apart from plans: for teachers, for pupils, funded by the region."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.plans import EventList, ListedEvent
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.grids import Paragraph
from cluster_desk.exchange.layout.headers import Headed
from cluster_desk.exchange.layout.reading_order import Table, list_line

_AUDIENCES = (
    (regex(r"педагог|учител|работник|руководител"), "педагоги"),
    (regex(r"обучающ|учащ|детей|детьми|школьник|воспитанник|ученик"), "обучающиеся"),
    (regex(r"родител"), "родители"),
    (regex(r"дошкол"), "дошкольники"),
)
_ABOUT_EVENTS = regex(r"мероприяти\w* (?:для|с|среди)\b|финансиру|перечень мероприятий|конкурс\w* и|список мероприятий")
_LONGEST = 200


def read_table(table: Table, result: ParsedDocument) -> bool:
    """Take the table when it is a list of events: a title and a month, nobody responsible; whether it was."""
    headed = table.headed
    if headed is None or not headed.has("title", "deadline"):
        return False
    if headed.has("responsible") or headed.has("result") or headed.has("speaker"):
        return False
    if headed.heads[headed.roles["title"]].inferred:
        return False  # a table of times by directions is a plan
    lines = _headings(table.above)
    about = _ABOUT_EVENTS.search(fold(" ".join(lines)))
    if not about and not (headed.words("deadline").startswith("месяц") and "плана" not in headed.words("title")):
        return False
    result.event_lists.append(_event_list(headed, lines, result))
    return True


def _headings(above: Sequence[Paragraph]) -> list[str]:
    lines: list[str] = []
    for paragraph in reversed(above):
        words = paragraph.words
        if list_line(paragraph).mark or len(words) > _LONGEST or words.endswith((";", ".")) or len(lines) > 5:
            break
        lines.insert(0, words)
    return lines


def _event_list(headed: Headed, lines: Sequence[str], result: ParsedDocument) -> Parsed[EventList]:
    title = lines[-1].rstrip(" :") if lines else ""
    heading = tidy(" ".join(lines[:-1]))
    if not heading and result.event_lists and title:
        heading = result.event_lists[-1].record.heading
    audience = next((audience for words, audience in _AUDIENCES if words.search(fold(title))), "")
    events = EventList(name=tidy(title), heading=heading, audience=audience)
    for row in headed.rows():
        cell = headed.cell(row, "title")
        if cell is None or not cell.text or cell.row != row:
            continue
        number, when = headed.cell(row, "number"), headed.cell(row, "deadline")
        listed = ListedEvent(name=cell.text, number=number.number if number is not None else "")
        listed.when_words = when.text if when is not None else ""
        events.events.append(listed)
    absent = frozenset(() if headed.has("number") else ("number",))
    return Parsed(events, absent=absent, source=headed.grid.source(headed.header))
