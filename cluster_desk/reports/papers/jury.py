"""Minutes of an event's jury: criteria, points and places by nomination, who wins; blank where nothing is told."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.records.members import Case
from cluster_desk.core.records.participants import EventFolder
from cluster_desk.core.russian.dates import BLANK_DAY
from cluster_desk.core.russian.names import listed_name, signed_name
from cluster_desk.core.russian.numbers import show_number
from cluster_desk.core.russian.text import quoted, tidy
from cluster_desk.data.queries.cluster import support_school_place
from cluster_desk.data.queries.events import EventFacts
from cluster_desk.data.queries.participants import ParticipantFacts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line, titles
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.document.text import bold, rich
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.events import event_in, when_in_words
from cluster_desk.reports.shared.heads import BLANK_NAME
from cluster_desk.reports.shared.participants import (
    LISTED_EVENT,
    by_nomination,
    counted_participants,
    counted_schools,
    event_and_list,
    jury_of,
    placed,
)

OPTIONS = (LISTED_EVENT,)
_WIDTH = doc.LANDSCAPE.text_width
_POINTS = (16.0, 26.0)
"""The least and the greatest width of a criterion's column, mm."""
_BLANK_MEMBERS = 3


def build(read: Reader, options: Options) -> doc.Document:
    """The minutes for the event that `options` name."""
    event, folder, people = event_and_list(read, options)
    cases = Cases(read)
    chair, members = jury_of(read, event.id)
    about = f"заседания жюри {event_in(cases, event.name, Case.GENITIVE)}"
    blocks: tuple[doc.Block, ...] = (
        *titles("ПРОТОКОЛ", about, after=8),
        doc.Sides(when_in_words(event) or BLANK_DAY, "№ ______", support_school_place(read), after=6),
        doc.Fact("Место проведения:", event.venue),
        doc.Fact("Председатель жюри:", listed_name(chair) if chair else ""),
        doc.Fact("Члены жюри:", ", ".join(map(listed_name, members))),
        doc.Fact("Участники:", _counted(people)),
        doc.Fact("Критерии оценки:", _criteria(folder)),
        *_tables(people, folder),
        *_decided(people, event),
        *_signatures(chair, members),
    )
    title = f"Протокол жюри: {tidy(event.name)}"
    return doc.Document(title, blocks, doc.LANDSCAPE, size=12, doubts=cases.doubts)


def _counted(people: Sequence[ParticipantFacts]) -> str:
    return f"{counted_participants(people)} из {counted_schools(people)}"


def _criteria(folder: EventFolder) -> str:
    told = [
        one.name if one.most is None else f"{one.name} — до {show_number(one.most)} {_of_points(one.most)}"
        for one in folder.criteria
    ]
    return "; ".join(told)


def _of_points(most: float) -> str:
    return "балла" if most % 10 == 1 and most % 100 != 11 else "баллов"


def _tables(people: Sequence[ParticipantFacts], folder: EventFolder) -> list[doc.Block]:
    """The points and places, a section a nomination."""
    columns = _columns(folder)
    nominations = by_nomination(people)
    rows: list[doc.TableRow] = []
    number = 0
    for nomination, some in nominations:
        if len(nominations) > 1 or nomination:
            rows.append(doc.Section(f"Номинация {quoted(nomination)}" if nomination else "Без номинации"))
        for one in some:
            number += 1
            rows.append(doc.Row((f"{number}.", *_cells(one, folder))))
    return [doc.Table(columns, tuple(rows), size=11, before=6, after=6)]


def _columns(folder: EventFolder) -> tuple[doc.Column, ...]:
    own = (doc.Column("№", 11, "center"), doc.Column("Класс", 18, "center"))
    ends = (doc.Column("Сумма", 18, "center"), doc.Column("Место", 24, "center"))
    criteria = folder.criteria
    taken = sum(one.width for one in (*own, *ends))
    room = _WIDTH - taken - 100  # a name and a school need no less
    width = max(_POINTS[0], min(_POINTS[1], room / len(criteria))) if criteria else 0.0
    points = tuple(doc.Column(one.name, width, "center") for one in criteria)
    left = max(100.0, _WIDTH - taken - width * len(criteria))
    name, school = doc.Column("Фамилия, имя", left * 0.5), doc.Column("Организация", left * 0.5)
    return (own[0], name, own[1], school, *points, *(ends if len(criteria) != 1 else ends[1:]))


def _cells(one: ParticipantFacts, folder: EventFolder) -> tuple[str, ...]:
    points = tuple(_figure(one.points_by(each.id)) for each in folder.criteria)
    total = (_figure(one.standing.total),) if len(folder.criteria) != 1 else ()
    return one.name, one.record.grade, one.organization, *points, *total, one.standing.words


def _figure(points: float | None) -> str:
    """Points as a jury writes them: a zero is a zero."""
    return "" if points is None else show_number(points)


def _decided(people: Sequence[ParticipantFacts], event: EventFacts) -> tuple[doc.Block, ...]:
    """«РЕШИЛИ:» who wins and who takes a prize; lines to write on where no place is given yet."""
    winners = placed(people)
    if not winners:
        return (
            line(rich(bold("РЕШИЛИ:")), before=6, keep_next=True),
            doc.BlankLine("Признать победителями и призёрами:", lines=3),
        )
    rows: list[doc.TableRow] = []
    nominations = by_nomination(winners)
    for nomination, some in nominations:
        if len(nominations) > 1 or nomination:
            rows.append(doc.Section(f"Номинация {quoted(nomination)}" if nomination else "Без номинации"))
        for one in some:
            record = one.record
            rows.append(doc.Row((one.standing.words, one.name, record.grade, one.organization, record.mentor)))
    columns = (
        doc.Column("Место", 24, "center"),
        doc.Column("Фамилия, имя", 66),
        doc.Column("Класс", 18, "center"),
        doc.Column("Организация", 66),
        doc.Column("Наставник", 83),
    )
    return (
        line(rich(bold("РЕШИЛИ:")), before=8, keep_next=True),
        line("1. Признать победителями и призёрами:", after=4, keep_next=True),
        doc.Table(columns, tuple(rows), size=11),
        line("2. Представить протокол для издания приказа об итогах.", before=6),
    )


def _signatures(chair: str, members: Sequence[str]) -> tuple[doc.Block, ...]:
    names = list(members) or [""] * _BLANK_MEMBERS
    first = doc.Signature("Председатель жюри", signed_name(chair) if chair else BLANK_NAME, before=18)
    others = [
        doc.Signature("Члены жюри" if n == 0 else "", signed_name(name) if name else BLANK_NAME, before=8)
        for n, name in enumerate(names)
    ]
    return (first, *others)
