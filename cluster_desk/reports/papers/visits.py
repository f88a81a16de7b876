"""A round of visits to schools: when who goes where, what was found and recommended, how that is fulfilled."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_, in_russian
from cluster_desk.core.records.control import Visit
from cluster_desk.core.records.council import DecisionState
from cluster_desk.core.records.members import Organization
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.core.russian.names import listed_name
from cluster_desk.core.russian.text import fold, quoted, tidy
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.control import RecommendationFacts, recommendations
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.listing import titles
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import ON_DAY, Option, Options, PaperChoice, day_of, one_in_file, one_of
from cluster_desk.reports.shared.heads import signed_by_head


def _rounds(read: Reader) -> list[PaperChoice]:
    """The rounds by their topics, the latest first; the code is the row number of its latest visit."""
    rows = read.rows("SELECT id, topic, day FROM visits ORDER BY day DESC, id DESC")
    found: dict[str, PaperChoice] = {}
    for row, topic, _day in rows:
        found.setdefault(fold(topic), PaperChoice(str(row), tidy(topic)))
    return list(found.values())


ROUND: Option = one_in_file(
    "round", N_("Round of visits"), _rounds, N_("There is no visit yet: add one in the area “Under control”.")
)
WHAT = one_of("what", N_("What is printed"), {"report": N_("what was found"), "schedule": N_("the schedule of visits")})
OPTIONS = (ROUND, WHAT, ON_DAY)

_SCHEDULE = (
    doc.Column("№", 10, "center"),
    doc.Column("Дата", 30, "center"),
    doc.Column("Организация", 70),
    doc.Column("Кто посещает", 70),
)
_REPORT = (
    doc.Column("№", 10, "center"),
    doc.Column("Организация, дата, кто посетил", 60),
    doc.Column("Что выявлено", 70),
    doc.Column("Рекомендовано, срок", 75),
    doc.Column("Исполнение", 42),
)


def build(read: Reader, options: Options) -> doc.Document:
    """The schedule or the report of a round."""
    chosen = read.load(Visit, int(options[ROUND.name]))
    topic = fold(chosen.topic) if chosen else ""
    records = [one for one in read.load_all(Visit) if fold(one.topic) == topic]
    records.sort(key=lambda one: (one.day or dt.date.max, one.id or 0))
    names = titles(read, Organization, [one.organization_id for one in records])
    day = day_of(options)
    title = quoted(tidy(chosen.topic)) if chosen else ""
    head = signed_by_head(cluster_facts(read), seat_holders(read, day))
    if options[WHAT.name] == "schedule":
        rows = tuple(
            doc.Row((n, one.day, names.get(one.organization_id, ""), _visitors(one)))
            for n, one in enumerate(records, 1)
        )
        blocks: tuple[doc.Block, ...] = (
            *doc.titles("ГРАФИК", "посещения образовательных организаций", title, after=10),
            doc.Table(_SCHEDULE, rows),
            head,
        )
        return doc.Document("График посещения школ", blocks, size=12)
    known: dict[int, list[RecommendationFacts]] = {}
    for each in recommendations(read):
        known.setdefault(each.visit_id, []).append(each)
    made = [one for one in records if one.day is None or one.day <= day]
    rows = tuple(
        _report_row(n, one, names.get(one.organization_id, ""), known.get(one.id or 0, []))
        for n, one in enumerate(made, 1)
    )
    count = sum(len(known.get(one.id or 0, [])) for one in made)
    blocks = (
        *doc.titles("СПРАВКА", "по итогам посещения образовательных организаций", title, after=2),
        line(f"по состоянию на {day_in_figures(day)}", "center", 12, after=10, keep_next=True),
        doc.Table(_REPORT, rows, size=11),
        line(
            f"Посещено организаций: {len(made)} из {len(records)}; рекомендаций: {count}.",
            size=12,
            before=8,
            keep_next=True,
        ),
        head,
    )
    return doc.Document("Справка по итогам посещения школ", blocks, doc.LANDSCAPE, size=12)


def _visitors(visit: Visit) -> str:
    return ",\n".join(listed_name(one.words) for one in visit.visitors)


def _report_row(number: int, visit: Visit, school: str, told: list[RecommendationFacts]) -> doc.Row:
    day = f"{visit.day:%d.%m.%Y}" if visit.day else ""
    where = "\n".join(part for part in (school, day, _visitors(visit)) if part)
    advised = "\n".join(f"{one.number}. {one.text}{f' ({one.due_words})' if one.due_words else ''}" for one in told)
    done = "\n".join(f"{one.number}. {_fulfilment(one)}" for one in told)
    return doc.Row((number, where, visit.found or "не записано", advised, done))


def _fulfilment(one: RecommendationFacts) -> str:
    state = DecisionState.of(one.state)
    day = f" {day_in_figures(one.settled_on)}" if one.settled_on else ""
    moved = f" на {day_in_figures(one.moved_to)}" if state is DecisionState.MOVED and one.moved_to else ""
    words = {DecisionState.MOVED: "перенесено", DecisionState.PARTLY: "исполнено частично"}.get(state)
    return f"{words or in_russian(state.label)}{day}{moved}" + (f": {one.done}" if one.done else "")
