"""Paper 7: the list of the cluster's members (список участников)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import SeatRole
from cluster_desk.core.records.members import OrganizationKind
from cluster_desk.core.russian import capitalized, day_in_figures, plural, signed_name
from cluster_desk.data.queries.cluster import ClusterFacts, cluster_facts
from cluster_desk.data.queries.council import SeatHolder, seat_holders
from cluster_desk.data.queries.members import MemberFacts, member_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import Column, Document, Row, Section, Table, line
from cluster_desk.reports.document.options import (
    ON_DAY,
    SHEET,
    WEBSITE,
    Option,
    OptionKind,
    Options,
    PaperChoice,
    day_of,
    is_for_website,
)
from cluster_desk.reports.shared.heads import list_titles, of_cluster, role_words, signed_by_head
from cluster_desk.reports.shared.page_layout import fitted, page_of

NAMES = Option(
    "names",
    N_("Names"),
    OptionKind.CHOICE,
    default=lambda _read: "short",
    choices=lambda _read: (PaperChoice("short", _("Short names")), PaperChoice("full", _("Full names"))),
)
OPTIONS = (ON_DAY, NAMES, WEBSITE, SHEET)

_COLUMNS = (
    Column("№ п/п", 10, "center"),
    Column("Организация", 70),
    Column("Руководитель", 38),
    Column("Соглашение: №, дата, срок", 36),
    Column("Место в совете", 26),
)
_SUPPORT = "Опорная школа"
_WITHOUT = "Без соглашения"
_SCHOOLS = "Общеобразовательные организации"
_EXTRA = "Организации дополнительного и профессионального образования"
_KIND_SECTIONS = {
    OrganizationKind.KINDERGARTEN: "Дошкольные образовательные организации",
    OrganizationKind.EXTRA: _EXTRA,
    OrganizationKind.COLLEGE: _EXTRA,
    OrganizationKind.DEPARTMENT: "Органы управления образованием",
    OrganizationKind.OTHER: "Иные организации",
}
_ORDER = (_SUPPORT, _SCHOOLS, *dict.fromkeys(_KIND_SECTIONS.values()), _WITHOUT)


def build(read: Reader, options: Options) -> Document:
    """The members on the day that `options` name, by sections, with their agreements and seats."""
    day, page = day_of(options), page_of(options)
    cluster = cluster_facts(read)
    members = member_facts(read, day)
    council = seat_holders(read, day)
    seats: defaultdict[int | None, list[SeatHolder]] = defaultdict(list)
    for seat in council:
        seats[seat.organization_id].append(seat)
    if is_for_website(options):  # «И.о. директора» before a name tells a person's post
        members = [replace(member, head_post="") for member in members]
    rows = _rows(members, seats, cluster, full_names=options[NAMES.name] == "full")
    total = _total(members, sum(bool(seat.name) for seat in council))
    blocks = (
        *list_titles("СПИСОК УЧАСТНИКОВ", of_cluster(cluster), on=day),
        Table(fitted(_COLUMNS, page), rows, size=11),
        line(total, before=6, size=12, keep_next=True),
        signed_by_head(cluster, council),
    )
    return Document(f"Список участников на {day_in_figures(day)}", blocks, page, size=12)


def _section(member: MemberFacts, cluster: ClusterFacts) -> str:
    if member.id == cluster.support_school_id:
        return _SUPPORT
    return _KIND_SECTIONS.get(member.kind, _SCHOOLS) if member.has_agreement else _WITHOUT


def _rows(
    members: Sequence[MemberFacts],
    seats: defaultdict[int | None, list[SeatHolder]],
    cluster: ClusterFacts,
    *,
    full_names: bool,
) -> tuple[Row | Section, ...]:
    """The rows under their sections, numbered through, by kind and name; the support school by its full name."""
    kinds = list(OrganizationKind)
    members = sorted(members, key=lambda member: kinds.index(member.kind))
    rows: list[Row | Section] = []
    number = 0
    for title in _ORDER:
        inside = [member for member in members if _section(member, cluster) == title]
        rows += [Section(title)] if inside else []
        for member in inside:
            number += 1
            name = member.full_name if full_names or title == _SUPPORT else member.short_name
            cells = (f"{number}.", name, _head(member), _agreement(member), _seats(member, seats[member.id]))
            rows.append(Row(cells))
    return tuple(rows)


def _head(member: MemberFacts) -> str:
    """The head's name; before it «И.о. директора» where the post says so."""
    acting = member.head_post.lower().replace(" ", "").startswith(("и.о.", "врио"))
    return f"{capitalized(member.head_post)} {member.head}" if acting else member.head


def _agreement(member: MemberFacts) -> str:
    """«№ 4 от 12.10.2018, доп. согл. № 1 от 20.01.2025 до 31.12.2028»; «—» where there is none."""
    if not member.has_agreement:
        return "—"
    words = _numbered(member.agreement, member.agreement_day)
    until = member.valid_until
    if member.addition or member.addition_day:
        words = f"{words}, доп. согл. {_numbered(member.addition, member.addition_day)}"
        until = member.added_until or until
    return f"{words} до\u00a0{day_in_figures(until)}" if until else words


def _numbered(number: str, day: str) -> str:
    parts = (f"№ {number.removeprefix('№').strip()}" if number else "", f"от\u00a0{day_in_figures(day)}" if day else "")
    return " ".join(part for part in parts if part)


def _seats(member: MemberFacts, seats: Iterable[SeatHolder]) -> str:
    """«Председатель; секретарь — А.С. Ветрова»: a name stands where it is not the head's; «—» for no seat."""
    words = []
    for seat in seats:
        if not seat.name:
            vacant = "не назначен" if seat.role is SeatRole.MEMBER else f"{role_words(seat.role)} — не назначен"
            words.append(vacant)
        elif seat.person_id == member.head_id:
            words.append(role_words(seat.role))
        else:
            words.append(f"{role_words(seat.role)} — {signed_name(seat.name)}")
    return capitalized("; ".join(words)) or "—"


def _total(members: Sequence[MemberFacts], on_council: int) -> str:
    """«Всего: 12 организаций, из них по соглашениям — 9. Членов совета — 11.»; both counts of the day."""
    count = len(members)
    word = plural(count, "организация", "организации", "организаций")
    agreed = sum(member.has_agreement for member in members)
    return f"Всего: {count} {word}, из них по соглашениям — {agreed}. Членов совета — {on_council}."
