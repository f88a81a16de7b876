"""The joint application (сводная заявка): all participants of an event school by school; its workbook has them flat."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.participants import ParticipantFacts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line, titles
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.events import event_in, when_in_words
from cluster_desk.reports.shared.heads import signed_by_head
from cluster_desk.reports.shared.participants import LISTED_EVENT, by_school, counted_schools, event_and_list, how_many

OPTIONS = (LISTED_EVENT,)


def build(read: Reader, options: Options) -> doc.Document:
    """The participants of the event that `options` name."""
    event, _folder, people = event_and_list(read, options)
    cases = Cases(read)
    works = any(one.record.work for one in people)
    columns = _columns(works=works)
    rows: list[doc.TableRow] = []
    number = 0
    for school, children in by_school(people):
        rows.append(doc.Section(f"{school or 'Организация не указана'} ({how_many(children)})"))
        for one in children:
            number += 1
            rows.append(doc.Row((f"{number}.", *_cells(one, works=works))))
    blocks: tuple[doc.Block, ...] = (
        *titles("СВОДНАЯ ЗАЯВКА", f"на участие в {event_in(cases, event.name, Case.PREPOSITIONAL)}", after=8),
        doc.Sides(when_in_words(event), event.venue, after=6),
        doc.Table(columns, tuple(rows), size=11),
        line(f"Всего: {how_many(people)} чел. из {counted_schools(people)}.", size=12, before=8),
        signed_by_head(cluster_facts(read), seat_holders(read, read.today())),
    )
    page = doc.LANDSCAPE if works else doc.PORTRAIT
    title = f"Сводная заявка: {tidy(event.name)}"
    return doc.Document(title, blocks, page, size=12, doubts=cases.doubts, sheets=(_flat(people, title, works=works),))


def _columns(*, works: bool) -> tuple[doc.Column, ...]:
    columns = (
        doc.Column("№", 12, "center"),
        doc.Column("Фамилия, имя, отчество", 56),
        doc.Column("Класс", 18, "center"),
        doc.Column("Наставник", 52),
        doc.Column("Номинация", 42),
    )
    return (*columns, doc.Column("Работа, тема", 77)) if works else columns


def _cells(one: ParticipantFacts, *, works: bool) -> tuple[str, ...]:
    record = one.record
    return (one.name, record.grade, record.mentor, record.nomination, *((record.work,) if works else ()))


def _flat(people: Sequence[ParticipantFacts], title: str, *, works: bool) -> doc.Sheet:
    """A line for each participant with the school in a column of its own, to be filtered and counted."""
    columns = _columns(works=works)
    own = (*columns[:3], doc.Column("Организация", 56), *columns[3:])
    rows = []
    ordered = [one for _school, children in by_school(people) for one in children]
    for n, one in enumerate(ordered, 1):
        name, grade, *rest = _cells(one, works=works)
        rows.append(doc.Row((n, name, grade, one.organization, *rest)))
    return doc.Sheet("Участники", doc.Table(own, tuple(rows)), (title,))
