"""Lists of the people of an event: № , ФИО, Должность or Класс, ОО. They are no members of the cluster and no council.

Such a list stays in the document; the review offers it for the log, as an event with those who took part.
"""

from __future__ import annotations

from cluster_desk.core.parsed_document import ListedPerson, ParsedDocument, ParsedPeopleList
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import find_day
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.headers import Headed, field_named
from cluster_desk.exchange.layout.reading_order import Table

_OF_EVENT = regex(
    r"участник|участниц|присутств|регистраци|слушател|делегат|победител|призер|команд|приглашенн|обучающ|педагог|жюри"
)
_OF_PUPILS = ("grade", "age", "born")
_NEAR = 4
_LONGEST_LINE = 200


def read_table(table: Table, result: ParsedDocument) -> bool:
    """Note a list of the people of an event; it is offered, so that no table is ever taken by it."""
    headed = table.headed
    if headed is None or not headed.has("person") or headed.has("deadline") or headed.has("responsible"):
        return False
    lines = [one.words for one in table.above[-_NEAR:] if len(one.words) < _LONGEST_LINE]
    headings = fold(" ".join([*lines, *headed.columns]))
    people = [person for row in headed.rows() if (person := _person(headed, row))]
    if not people or not _OF_EVENT.search(headings):
        return False
    title = tidy(" ".join(lines))
    day = find_day(title)
    listed = ParsedPeopleList(title, people, source=headed.grid.source(headed.header))
    listed.are_pupils = any(field_named(words, _OF_PUPILS) for words in headed.columns)
    listed.day, listed.day_words = (day.value or "", day.words) if day else ("", "")
    result.people_lists.append(listed)
    return False


def _person(headed: Headed, row: int) -> ListedPerson | None:
    name = headed.text(row, "person") or ""
    if headed.grid.only_cell(row) is not None or not (find_names(name) or len(name.split()) in (2, 3)):
        return None
    return ListedPerson(name, headed.text(row, "position") or "", headed.text(row, "organization") or "")
