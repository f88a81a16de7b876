"""Paper 7: the list of the cluster's members (список участников); in its spirit the council's composition; contacts.

The contacts tell whom to ring and where to write; for the website only what is of no person. Each list chooses how its
sheet lies, and its columns with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import SeatRole
from cluster_desk.core.records.members import OrganizationKind
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.core.russian.names import listed_name
from cluster_desk.core.russian.numbers import plural
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.cluster import ClusterFacts, cluster_facts
from cluster_desk.data.queries.council import SeatHolder, seat_holders
from cluster_desk.data.queries.members import MemberFacts, contact_facts, member_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import LANDSCAPE, PORTRAIT, Column, Document, Page, Row, Section, Table, line
from cluster_desk.reports.document.options import (
    ON_DAY,
    SHEET,
    WEBSITE,
    Options,
    day_of,
    is_for_website,
    one_of,
)
from cluster_desk.reports.shared.bodies import BODY, body_of, body_words
from cluster_desk.reports.shared.cluster_name import named_cluster, of_cluster
from cluster_desk.reports.shared.heads import list_titles, post_at, role_words, signed_by_head, signed_by_seat


def page_of(options: Options) -> Page:
    """The page of `SHEET`."""
    return LANDSCAPE if options[SHEET.name] == "landscape" else PORTRAIT


def fitted(columns: Sequence[Column], page: Page, narrow: Sequence[int] = (0,)) -> tuple[Column, ...]:
    """Columns told for a portrait sheet, widened to `page`; those in `narrow` (numbers) keep their width."""
    spare = page.text_width - sum(column.width for column in columns)
    grows = sum(column.width for n, column in enumerate(columns) if n not in narrow)
    return tuple(
        column if n in narrow else Column(column.title, column.width * (1 + spare / grows), column.align)
        for n, column in enumerate(columns)
    )


NAMES = one_of("names", N_("Names"), {"short": N_("Short names"), "full": N_("Full names")})
OPTIONS = (ON_DAY, NAMES, WEBSITE, SHEET)

_COLUMNS = (
    Column("№ п/п", 10, "center"),
    Column("Организация", 70),
    Column("Руководитель", 38),
    Column("Соглашение: №, дата, срок", 36),
    Column("Место в совете", 26),
)
_AGREEMENT_AT, _SEAT_AT = 3, 4
_SUPPORT = "Опорная школа"
_WITHOUT = "Без соглашения"
CONCLUDED = "заключено"
"""An agreement of which neither the number nor the day is known."""
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
    _refuse_none(read, members)
    council = seat_holders(read, day)
    seats: defaultdict[int | None, list[SeatHolder]] = defaultdict(list)
    for seat in council:
        seats[seat.organization_id].append(seat)
    if is_for_website(options):  # «И.о. директора» before a name tells a person's post
        members = [member._replace(head_post="") for member in members]
    # That nobody has an agreement is not concluded from none being entered: they are left out with their column then.
    agreed = any(member.has_agreement for member in members)
    # Nor is it that nobody has a seat.
    left_out = ((_AGREEMENT_AT,) if not agreed else ()) + ((_SEAT_AT,) if not council else ())
    columns = tuple(column for at, column in enumerate(_COLUMNS) if at not in left_out)
    rows = _rows(members, seats, cluster, full_names=options[NAMES.name] == "full", left_out=left_out)
    total = _total(members, sum(bool(seat.name) for seat in council))
    blocks = (
        *list_titles("СПИСОК УЧАСТНИКОВ", of_cluster(read), on=day),
        Table(fitted(columns, page), rows, size=11),
        line(total, before=6, size=12, keep_next=True),
        signed_by_head(cluster, council),
    )
    return Document(f"Список участников на {day_in_figures(day)}", blocks, page, size=12)


def _refuse_none(read: Reader, members: Sequence[object]) -> None:
    named_cluster(read)  # whose list it is comes first
    if not members:
        raise UserError(_("The cluster has no members yet."), do=_("Enter them in the area “Members”."))


def _section(member: MemberFacts, cluster: ClusterFacts, *, agreed: bool) -> str:
    if member.id == cluster.support_school_id:
        return _SUPPORT
    return _WITHOUT if agreed and not member.has_agreement else _KIND_SECTIONS.get(member.kind, _SCHOOLS)


def _rows(
    members: Sequence[MemberFacts],
    seats: defaultdict[int | None, list[SeatHolder]],
    cluster: ClusterFacts,
    *,
    full_names: bool,
    left_out: Sequence[int],
) -> tuple[Row | Section, ...]:
    """The rows under their sections, numbered through, by kind and name; the support school by its full name."""
    kinds = list(OrganizationKind)
    members = sorted(members, key=lambda member: kinds.index(member.kind))
    rows: list[Row | Section] = []
    number = 0
    for title in _ORDER:
        inside = [
            member for member in members if _section(member, cluster, agreed=_AGREEMENT_AT not in left_out) == title
        ]
        rows += [Section(title)] if inside else []
        for member in inside:
            number += 1
            name = member.full_name if full_names or title == _SUPPORT else member.short_name
            cells = (f"{number}.", name, _head(member), _agreement(member), _seats(member, seats[member.id]))
            rows.append(Row(tuple(cell for at, cell in enumerate(cells) if at not in left_out)))
    return tuple(rows)


def _head(member: MemberFacts) -> str:
    """The head's name; before it «И.о. директора» where the post says so."""
    acting = member.head_post.lower().replace(" ", "").startswith(("и.о.", "врио"))
    return f"{capitalized(member.head_post)} {member.head}" if acting else member.head


def _agreement(member: MemberFacts) -> str:
    """«№ 4 от 12.10.2018, доп. согл. № 1 от 20.01.2025 до 31.12.2028»; «—» where there is none.

    One of which neither number nor day is known is «заключено»: nobody's number is made up, nor is it left out.
    """
    if not member.has_agreement:
        return "—"
    words = _numbered(member.agreement, member.agreement_day) or CONCLUDED
    until = member.valid_until
    if member.addition or member.addition_day:
        words = f"{words}, доп. согл. {_numbered(member.addition, member.addition_day)}"
        until = member.added_until or until
    return f"{words} до\u00a0{day_in_figures(until)}" if until else words


def _numbered(number: str, day: str) -> str:
    parts = (f"№ {number.removeprefix('№').strip()}" if number else "", f"от\u00a0{day_in_figures(day)}" if day else "")
    return " ".join(part for part in parts if part)


def _seats(member: MemberFacts, seats: Iterable[SeatHolder]) -> str:
    """«Председатель; секретарь — Ветрова А.С.»: a name stands where it is not the head's; «—» for no seat."""
    words = []
    for seat in seats:
        if not seat.name:
            vacant = "не назначен" if seat.role is SeatRole.MEMBER else f"{role_words(seat.role)} — не назначен"
            words.append(vacant)
        elif seat.person_id == member.head_id:
            words.append(role_words(seat.role))
        else:
            words.append(f"{role_words(seat.role)} — {listed_name(seat.name)}")
    return capitalized("; ".join(words)) or "—"


def _total(members: Sequence[MemberFacts], on_council: int) -> str:
    """«Всего: 12 организаций, из них по соглашениям — 9. Членов совета — 11.»; counts that are none are left out."""
    count = len(members)
    word = plural(count, "организация", "организации", "организаций")
    agreed = sum(member.has_agreement for member in members)
    words = f"Всего: {count} {word}{f', из них по соглашениям — {agreed}' if agreed else ''}."
    return f"{words} Членов совета — {on_council}." if on_council else words


COUNCIL_OPTIONS = (ON_DAY, WEBSITE, SHEET, BODY)

_COUNCIL_COLUMNS = (
    Column("№ п/п", 10, "center"),
    Column("Фамилия, имя, отчество", 50),
    Column("Должность, организация", 80),
    Column("Роль в совете", 40),
)
_COUNCIL_ON_WEBSITE = (*_COUNCIL_COLUMNS[:2], Column("Организация", 80), _COUNCIL_COLUMNS[3])


def build_council(read: Reader, options: Options) -> Document:
    """The council on the day that `options` name; an empty seat has no name."""
    day, page = day_of(options), page_of(options)
    body = body_words(read, body_of(options))
    council = seat_holders(read, day, body.row)
    named_cluster(read)
    if not council and not body.is_council:
        raise UserError(_("The body has no members on that day."), do=_("Enter its members first."))
    if not council:
        raise UserError(_("The council has no members yet."), do=_("Enter them in the area “Council”."))
    website = is_for_website(options)
    rows = tuple(
        Row(
            (
                f"{number}.",
                seat.name,
                seat.organization if website else post_at(seat.position, seat.organization),
                capitalized(body.role(seat.role)),
            )
        )
        for number, seat in enumerate(council, 1)
    )
    columns = _COUNCIL_ON_WEBSITE if website else _COUNCIL_COLUMNS
    columns = columns if body.is_council else (*columns[:3], Column("Роль", 40))
    blocks = (
        *list_titles("СОСТАВ", body.of, of_cluster(read), on=day),
        Table(fitted(columns, page), rows, size=12),
        line(_council_total(council), before=6, size=12, keep_next=True),
        signed_by_seat(SeatRole.CHAIR, council, body=body),
    )
    return Document(f"Состав {body.of} на {day_in_figures(day)}", blocks, page, size=12)


def _council_total(council: Sequence[SeatHolder]) -> str:
    """«Всего: 12 мест, из них занято — 11.»; people where no seat is empty."""
    count = len(council)
    taken = sum(bool(seat.name) for seat in council)
    if taken == count:
        return f"Всего: {count} {plural(count, 'человек', 'человека', 'человек')}."
    return f"Всего: {count} {plural(count, 'место', 'места', 'мест')}, из них занято — {taken}."


CONTACTS_OPTIONS = (ON_DAY, WEBSITE, SHEET)

_CONTACT_COLUMNS = (
    Column("№ п/п", 10, "center"),
    Column("Организация, адрес", 56),
    Column("Руководитель", 34),
    Column("Телефон", 34),
    Column("Электронная почта, сайт", 46),
)
_CONTACTS_ON_WEBSITE = (*_CONTACT_COLUMNS[:3], Column("Сайт", 60))


def build_contacts(read: Reader, options: Options) -> Document:
    """A row a member on the day that `options` name, by short name."""
    day, page = day_of(options), page_of(options)
    website = is_for_website(options)
    members = contact_facts(read, day)
    _refuse_none(read, members)
    rows = tuple(
        Row(
            (
                f"{number}.",
                _lines(each.short_name, each.address),
                listed_name(each.head) if each.head else "",
                *(
                    (each.site,)
                    if website
                    else (
                        _lines(each.phone, each.head_phone if each.head_phone != each.phone else ""),
                        _lines(each.email, each.site),
                    )
                ),
            )
        )
        for number, each in enumerate(members, 1)
    )
    blocks = (
        *list_titles("КОНТАКТЫ УЧАСТНИКОВ", of_cluster(read), on=day),
        Table(fitted(_CONTACTS_ON_WEBSITE if website else _CONTACT_COLUMNS, page), rows, size=11),
    )
    return Document(f"Контакты участников на {day_in_figures(day)}", blocks, page, size=12)


def _lines(*words: str) -> str:
    return "\n".join(each for each in words if each)
