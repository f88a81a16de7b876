"""The acknowledgement sheet (лист ознакомления) of an order or a plan: who has read it, on which day, signed."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.members import Case
from cluster_desk.core.records.plans import Plan
from cluster_desk.core.russian.dates import BLANK_DAY
from cluster_desk.core.russian.text import quoted, sort_key, tidy
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.matching import person_facts
from cluster_desk.data.queries.members import member_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line, titles
from cluster_desk.reports.document.options import ON_DAY, Option, OptionKind, Options, PaperChoice, day_of, one_of
from cluster_desk.reports.shared.blank_rows import blank_rows
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.heads import post_at
from cluster_desk.reports.shared.plans import PLAN

_ORDER = "order"


def _choices(read: Reader) -> list[PaperChoice]:
    return [PaperChoice(_ORDER, _("an order")), *PLAN.choices(read)]


def _find(read: Reader, text: str) -> Sequence[str]:
    """The order, or plans that `text` may mean."""
    if text == _ORDER:
        return [text]
    return PLAN.find(read, text) if PLAN.find else ()


WITH = Option("with", N_("Acknowledged is"), OptionKind.CHOICE, lambda _read: _ORDER, _choices, _find)
WHAT = Option("what", N_("The order: of …, № …, about …"), OptionKind.TEXT)
WHO = one_of(
    "who",
    N_("Who signs"),
    {
        "school": N_("people of the support school"),
        "heads": N_("heads of the members"),
        "council": N_("the council"),
        "nobody": N_("blank lines only"),
    },
)
BLANK = Option("blank", N_("Blank lines"), OptionKind.TEXT, default=lambda _read: "8")
OPTIONS = (WITH, WHAT, WHO, BLANK, ON_DAY)

_COLUMNS = (
    doc.Column("№ п/п", 12, "center"),
    doc.Column("Фамилия, имя, отчество", 56),
    doc.Column("Должность", 50),
    doc.Column("Дата", 24),
    doc.Column("Подпись", 28),
)
_ROW_HEIGHT = 9.5


def build(read: Reader, options: Options) -> doc.Document:
    """The sheet for an order or the plan that `options` name, with those who are to sign and blank lines."""
    rows = [*_people(read, options), *blank_rows(options[BLANK.name], 2)]
    numbered = tuple(
        doc.Row((f"{n}.", *cells, "", ""), min_height=_ROW_HEIGHT, middle=True) for n, cells in enumerate(rows, 1)
    )
    blocks: tuple[doc.Block, ...] = (
        *titles("ЛИСТ ОЗНАКОМЛЕНИЯ", after=4),
        line(_with_what(read, options), "center", 13, after=12, keep_next=True),
        doc.Table(_COLUMNS, numbered, size=11),
    )
    return doc.Document("Лист ознакомления", blocks, doc.KEPT_FOR_YEARS, size=12)


def _with_what(read: Reader, options: Options) -> str:
    """«с планом работы … на 2026 год», «с приказом от … № …»."""
    if options[WITH.name] == _ORDER:
        told = options[WHAT.name].strip().rstrip(".")
        return f"с приказом {told or f'от {BLANK_DAY} № ________'}"
    plan = read.load(Plan, int(options[WITH.name]))
    name = tidy(plan.name) if plan else ""
    declined = Cases(read).if_sure(name[:1].lower() + name[1:], Case.INSTRUMENTAL)
    return f"с {declined}" if declined else f"с документом {quoted(name)}"


def _people(read: Reader, options: Options) -> list[tuple[str, str]]:
    """Name and post of those who are to sign, by name."""
    day, who = day_of(options), options[WHO.name]
    people: list[tuple[str, str]] = []
    if who == "school":
        school = cluster_facts(read).support_school_id
        people = [(one.name, one.position) for one in person_facts(read) if school and one.organization_id == school]
    elif who == "heads":
        people = [(one.head, post_at(one.head_post, one.short_name)) for one in member_facts(read, day) if one.head]
    elif who == "council":
        people = [
            (seat.name, post_at(seat.position, seat.organization)) for seat in seat_holders(read, day) if seat.name
        ]
    return sorted(people, key=lambda one: sort_key(one[0]))
