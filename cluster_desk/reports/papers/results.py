"""A summary (справка) of an event's results: how many from each organization, with which places, who took them."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.text import quoted, tidy
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.events import EventFacts
from cluster_desk.data.queries.participants import ParticipantFacts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import titles
from cluster_desk.reports.document.options import WEBSITE, Options, is_for_website
from cluster_desk.reports.document.text import Sum
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.events import event_in, when_in_words
from cluster_desk.reports.shared.heads import signed_by_head
from cluster_desk.reports.shared.participants import (
    LISTED_EVENT,
    by_nomination,
    by_school,
    counted_children,
    counted_schools,
    event_and_list,
    how_many,
    named_by_consent,
    placed,
    public_name,
)
from cluster_desk.reports.shared.recipients import recipients

OPTIONS = (LISTED_EVENT, WEBSITE)


def build(read: Reader, options: Options) -> doc.Document:
    """The summary for the event that `options` name; for the website children are named only with a consent."""
    event, _folder, people = event_and_list(read, options)
    cases = Cases(read)
    allowed = named_by_consent(read, people) if is_for_website(options) else None
    blocks: tuple[doc.Block, ...] = (
        *titles("СПРАВКА", f"об итогах {event_in(cases, event.name, Case.GENITIVE)}", after=10),
        doc.Fact("Дата:", when_in_words(event)),
        doc.Fact("Место проведения:", event.venue),
        doc.Fact("Организатор:", event.organizer),
        doc.Fact("Участники:", f"{counted_children(people)} из {counted_schools(people)}"),
        doc.Fact("Наставники:", _mentors(read, event)),
        doc.Fact("Номинации:", "; ".join(name for name, _some in by_nomination(people) if name)),
        _schools(people),
        *_winners(people, allowed),
        signed_by_head(cluster_facts(read), seat_holders(read, read.today())),
    )
    title = f"Справка об итогах: {tidy(event.name)}"
    return doc.Document(title, blocks, doc.KEPT_FOR_YEARS, size=12, doubts=cases.doubts)


def _mentors(read: Reader, event: EventFacts) -> str:
    count = len(recipients(read, event, "mentors", ""))
    return f"{count} чел." if count else ""


def _schools(people: Sequence[ParticipantFacts]) -> doc.Table:
    rows: list[doc.TableRow] = []
    for n, (school, children) in enumerate(by_school(people), 1):
        rows.append(doc.Row((f"{n}.", school or "не указана", *_counts(children))))
    rows.append(doc.Row(("", "Итого", *(Sum(number) for number in _counts(people))), total=True))
    columns = (
        doc.Column("№", 11, "center"),
        doc.Column("Организация", 69),
        doc.Column("Участников", 32, "right"),
        doc.Column("Победителей", 32, "right"),
        doc.Column("Призёров", 26, "right"),
    )
    return doc.Table(
        columns, tuple(rows), size=11, caption="Таблица 1 — Участие и результаты по организациям", before=8
    )


def _counts(children: Sequence[ParticipantFacts]) -> tuple[int, int, int]:
    winners = sum(one.standing.is_winner for one in children)
    return how_many(children), winners, sum(one.standing.is_prize for one in children)


def _winners(people: Sequence[ParticipantFacts], allowed: frozenset[int] | None) -> tuple[doc.Block, ...]:
    """The table of places; nothing where none is given yet. `allowed`: who may be named, None for everybody."""
    winners = placed(people)
    if not winners:
        return ()
    rows: list[doc.TableRow] = []
    for nomination, some in by_nomination(winners):
        if nomination:
            rows.append(doc.Section(f"Номинация {quoted(nomination)}"))
        for one in some:
            whose = (one.name, one.record.grade) if allowed is None else (public_name(one, allowed),)
            mentor = (one.record.mentor,) if allowed is None else ()
            rows.append(doc.Row((one.standing.words, *whose, one.organization, *mentor)))
    columns: tuple[doc.Column, ...] = (
        doc.Column("Место", 20, "center"),
        doc.Column("Фамилия, имя", 50),
        doc.Column("Класс", 16, "center"),
        doc.Column("Организация", 42),
        doc.Column("Наставник", 42),
    )
    if allowed is not None:
        columns = (columns[0], doc.Column("Кто", 74), doc.Column("Организация", 76))
    caption = "Таблица 2 — Победители и призёры"
    return (doc.Table(columns, tuple(rows), size=11, caption=caption, before=10),)
