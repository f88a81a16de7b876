"""Acts between the support school and an organization on textbooks and equipment lent to it, and on their return."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.members import Case
from cluster_desk.core.records.resources import Loan, Resource, ResourceKind
from cluster_desk.core.russian.dates import BLANK_DAY, day_in_words
from cluster_desk.core.russian.inflection import Sex
from cluster_desk.core.russian.names import signed_name
from cluster_desk.core.russian.text import capitalized, fold, tidy
from cluster_desk.data.queries.cluster import cluster_facts, support_school_place
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.resources import list_resources
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line, titles
from cluster_desk.reports.document.options import MARK, Option, OptionKind, Options, PaperChoice, one_in_file
from cluster_desk.reports.document.text import Sum
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.heads import BLANK_NAME
from cluster_desk.reports.shared.prose import sentence

_LENT_KINDS = (ResourceKind.TEXTBOOKS, ResourceKind.EQUIPMENT)


def _lent(read: Reader) -> list[tuple[Resource, Loan]]:
    """Every loan of what is handed over and given back."""
    return [(one, loan) for one in list_resources(read) if one.kind in _LENT_KINDS for loan in one.loans]


def _organizations(read: Reader) -> list[PaperChoice]:
    """Those that something was lent to."""
    sql = (
        "SELECT DISTINCT o.id, o.short_name FROM loans AS l JOIN organizations AS o ON o.id = l.organization_id "
        f"JOIN resources AS r ON r.id = l.resources_id WHERE r.kind IN ({', '.join('?' * len(_LENT_KINDS))}) "
        "ORDER BY o.short_name COLLATE russian"
    )
    rows = read.rows(sql, *(kind.value for kind in _LENT_KINDS))
    return [PaperChoice(str(row), name) for row, name in rows]


TO = one_in_file(
    "organization",
    N_("Organization"),
    _organizations,
    N_("No textbooks or equipment are lent yet: enter them in the area “Resources”."),
)
NUMBER = Option("number", N_("№ of the act"), OptionKind.TEXT)
DAY = Option("day", N_("Date of the act"), OptionKind.DAY)
UNTIL = Option("until", N_("Lent until"), OptionKind.DAY)
OPTIONS = (TO, NUMBER, DAY, UNTIL, MARK)
RETURN_OPTIONS = (TO, NUMBER, DAY, MARK)

_COLUMNS = (
    doc.Column("№ п/п", 12, "center"),
    doc.Column("Наименование", 70),
    doc.Column("Ед. изм.", 20, "center"),
    doc.Column("Количество", 26, "right"),
    doc.Column("Состояние, примечание", 42),
)
_NO_NAME = "_" * 28


@dataclass(frozen=True)
class _Party:
    """One of the two: its full and short name, its head and the post."""

    full_name: str
    short_name: str
    head: str
    post: str


def build(read: Reader, options: Options) -> doc.Document:
    """What is lent to the organization that `options` name."""
    lent = [(one, loan, loan.count or 0) for one, loan in _loans(read, options) if loan.count]
    until = options[UNTIL.name]
    term = f"до {day_in_words(_day(until))}" if until else f"до {BLANK_DAY}"
    return _act(
        read,
        options,
        ("АКТ", "приёма-передачи во временное пользование"),
        "передаёт, а Получатель принимает во временное безвозмездное пользование следующее имущество:",
        lent,
        (sentence(f"Срок пользования: {term}"),),
        giver_first=True,
    )


def build_return(read: Reader, options: Options) -> doc.Document:
    """What the organization that `options` name gives back: what was entered as returned, else what it still has."""
    loans = _loans(read, options)
    returned = [(one, loan, loan.returned_count or 0) for one, loan in loans if loan.returned_count]
    still = [(one, loan, loan.count or 0) for one, loan in loans if loan.count]
    return _act(
        read,
        options,
        ("АКТ ВОЗВРАТА", "имущества, переданного во временное пользование"),
        "возвращает, а Опорная школа принимает следующее имущество, переданное во временное пользование:",
        returned or still,
        (),
        giver_first=False,
    )


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _loans(read: Reader, options: Options) -> list[tuple[Resource, Loan]]:
    return [(one, loan) for one, loan in _lent(read) if str(loan.organization_id) == options[TO.name]]


def _act(
    read: Reader,
    options: Options,
    named: Sequence[str],
    what: str,
    handed: Sequence[tuple[Resource, Loan, int]],
    terms: Sequence[str],
    *,
    giver_first: bool,
) -> doc.Document:
    """The act: parties, what is handed over, in which state, both signatures."""
    school, other = _party(read, cluster_facts(read).support_school_id), _party(read, int(options[TO.name]))
    if school is None or other is None:
        raise UserError(_("The support school is not chosen yet."), do=_("Choose it in the settings of the cluster."))
    cases = Cases(read)
    one, two = _called(cases, school, "Опорная школа"), _called(cases, other, "Получатель")
    first, second = (one, two) if giver_first else (two, one)
    acting = "Опорная школа" if giver_first else "Получатель"
    day = day_in_words(_day(options[DAY.name])) if options[DAY.name] else BLANK_DAY
    rows = [
        doc.Row((f"{n}.", tidy(res.name), res.unit, count, loan.note)) for n, (res, loan, count) in enumerate(handed, 1)
    ]
    same_unit = len({fold(res.unit) for res, _loan, _count in handed}) == 1
    total = [doc.Row(("", "Итого", "", Sum(sum(count for *_rest, count in handed)), ""), total=True)]
    marked = bool(options[MARK.name])
    sides = (_signs(school, "Опорная школа", marked=marked), _signs(other, "Получатель", marked=marked))
    blocks: tuple[doc.Block, ...] = (
        *titles(f"{named[0]} № {options[NUMBER.name].strip() or '____'}", *named[1:], after=10),
        doc.Sides(support_school_place(read), day, after=12),
        doc.Paragraph(f"{capitalized(first)}, с одной стороны, и {second}, с другой стороны, составили настоящий акт."),
        doc.Paragraph(f"1. {acting} {what}", after=6, keep_next=True),
        doc.Table(_COLUMNS, tuple(rows + (total if same_unit and len(rows) > 1 else [])), size=11, after=6),
        *(doc.Paragraph(f"{n}. {words}") for n, words in enumerate(terms, 2)),
        doc.BlankLine(f"{len(terms) + 2}. Замечания к состоянию и комплектности:", lines=2, before=6),
        doc.Paragraph(f"{len(terms) + 3}. Акт составлен в двух экземплярах, по одному для каждой стороны.", before=6),
        doc.Spacer(8),
        doc.Columns(tuple(sides if giver_first else sides[::-1])),
    )
    title = f"{' '.join(named).capitalize()}: {other.short_name}"
    return doc.Document(title, blocks, doc.KEPT_FOR_YEARS, size=13, doubts=cases.doubts)


def _party(read: Reader, organization: int | None) -> _Party | None:
    sql = (
        "SELECT o.full_name, o.short_name, coalesce(p.name, ''), coalesce(p.position, '') FROM organizations AS o "
        "LEFT JOIN people AS p ON p.id = o.head_id WHERE o.id = ?"
    )
    row = read.row(sql, organization) if organization else None
    return _Party(*row) if row else None


def _called(cases: Cases, party: _Party, name: str) -> str:
    """«МКОУ …, именуемое в дальнейшем «Получатель», в лице директора …, действующего на основании Устава»."""
    head = cases.person(party.head, Case.GENITIVE) if party.head else _NO_NAME
    post = cases.post(party.post, Case.GENITIVE) if party.post else "руководителя"
    sex = cases.sex(party.head) if party.head else None
    acting = {Sex.FEMALE: "действующей", Sex.MALE: "действующего", None: "действующего(ей)"}[sex]
    return f"{party.full_name} (далее — {name}) в лице {post} {head}, {acting} на основании Устава"


def _signs(party: _Party, name: str, *, marked: bool) -> doc.Side:
    """Where a party signs: its name, its head's post, a line or, `marked`, room for an electronic signature, М.П."""
    signed = signed_name(party.head) if party.head else ""
    post = capitalized(party.post) if party.post else "Руководитель"
    lines = [line(words, size=12, before=8 if n else 0) for n, words in enumerate((f"{name}:", party.short_name, post))]
    if marked:
        signature: tuple[doc.Block, ...] = (doc.Spacer(doc.MARK_SIZE[1]), line(signed or BLANK_NAME, size=12))
    else:
        below = (f"{'_' * 18} {signed or '_' * 15}", "М.П.")
        signature = tuple(line(words, size=12, before=8) for words in below)
    return doc.Side(80, (*lines, *signature))
