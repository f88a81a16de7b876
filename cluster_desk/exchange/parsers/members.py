"""Member organizations and council seats: as tables, as lists, and as running prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.parsed_rows import Source
from cluster_desk.core.records.council import CouncilSeat
from cluster_desk.core.records.members import Organization
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import find_day
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.text import fold, split_outside, tidy
from cluster_desk.exchange.layout.grids import Cell, Paragraph
from cluster_desk.exchange.layout.headers import Headed, field_named, role_of
from cluster_desk.exchange.layout.reading_order import ListLine, Table, list_line
from cluster_desk.exchange.parsers.log import form_named
from cluster_desk.exchange.parsers.organizations import first_legal_form, looks_like_organization, sentence_end

_ABOUT_MEMBERS = regex(
    r"кластер\w* (?:объединя|включа|состоит из|образован)|"
    r"(?:состав|перечень|список|реестр)\w*\b.*(?:участник|кластер|организаци|учреждени|школ)|"
    r"участник\w* (?:\w+ ){0,2}кластера|вход\w+ в (?:\w+ ){0,3}(?:кластер|сеть)|в состав (?:\w+ ){0,3}кластера|"
    r"член\w* (?:\w+ )?кластера|"
    r"(?:заключен\w*|подписан\w*|дополнительн\w+) (?:\w+ ){0,3}соглашени|соглашени\w+ .*с организаци"
)
_OF_MEMBERS = ("кластер", "состав", "перечень", "список", "реестр", "вход", "соглашени")
"""Words one of which is in whatever `_ABOUT_MEMBERS` finds."""
_CONCLUDED = regex(
    r"(?:заключен\w*|подписан\w*|действу\w+) (?:\w+ ){0,3}соглашени|соглашени\w* (?:\w+ ){0,3}(?:заключен|подписан)"
)
"""That the agreements with those named are concluded; their numbers it does not tell."""
_ABOUT_COUNCIL = regex(r"состав\w* (?:\w+ )*совета|член\w* (?:\w+ )*совета|^(?:\w+ )?координационный совет\b.{0,60}:?$")
_ROLE = regex(
    r"^(?:со-?председател|(?:первый )?зам\w*\.? председател|председател|(?:ответственн\w+ )?секретар|член|куратор)\w*"
)
_ROLE_OF = regex(r"совет|кластер|\bкс\b|\bкмс\b")
_TYPED_NUMBER = regex(r"^(\d{1,3})\s?[.)]\s*(?=\D)")
_LONGEST_SEAT = 300
"""Signs of a line that may still be one person with posts; longer ones are prose."""
_HEADING = 80
"""Signs of a line that may be half of a heading."""
_NEAR = 6
"""How many paragraphs above a table may tell what it is about."""


def read_table(table: Table, result: ParsedDocument) -> bool:
    """Take the table when it lists members or the council; whether it was."""
    if table.headed is None:
        return _read_pairs(table, result)
    headed = _with_day_of_agreements(table.headed)
    if (headed.has("deadline") and not _is_validity(headed)) or headed.has("topic"):
        return False
    above = [fold(paragraph.words) for paragraph in table.above[-_NEAR:]]
    above.append(" ".join(words for words in above[-2:] if len(words) < _HEADING))
    council = headed.has("council") or any(_ABOUT_COUNCIL.search(words) for words in above)
    members = _ABOUT_MEMBERS.search(headed.words("organization")) or any(_ABOUT_MEMBERS.search(each) for each in above)
    seats = council and (headed.has("council") or headed.has("person") or headed.has("head"))
    organizations = headed.has("organization") and (members or headed.has("agreement"))
    if organizations and not headed.has("agreement") and (_are_of_event(headed, above) or lists_people(headed)):
        organizations = False
    if not seats and not organizations:
        return False
    for row in headed.rows():
        member = _member_of_row(headed, row) if headed.has("organization") else None
        if organizations and member is not None:
            _add_member(result, member)
        if seats:
            result.council += _seats_of_row(headed, row, member)
    return True


_NAME = regex(r"(?:наименовани|названи)\w+")
_SHORT = regex(r"кратк|сокращ")


def _with_day_of_agreements(headed: Headed) -> Headed:
    """The table with the columns of the agreements' numbers and days, and of full and short names, told apart."""
    if not headed.has("organization", "agreement"):
        return headed
    named = [field_named(cell.text, ("agreement_number", "agreement_day")) for cell in headed.heads]
    for at, cell in enumerate(headed.heads[1:], 1):  # «№ соглашения | Дата»
        if fold(cell.text).strip(" .:") == "дата" and named[at - 1] == "agreement_number":
            named[at] = "agreement_day"
    roles = dict(headed.roles)
    if headed.has("title") and _NAME.fullmatch(headed.words("title")) and _SHORT.search(headed.words("organization")):
        roles["organization"] = roles.pop("title")
    if not headed.has("head") and role_of(headed.words("responsible")) == "head":
        roles["head"] = roles.pop("responsible")
    if "agreement_number" in named:
        roles["agreement"] = named.index("agreement_number")
    days = [at for at, name in enumerate(named) if name == "agreement_day" and at != roles["agreement"]]
    if days:
        roles["agreement_day"] = days[0]
    return replace(headed, roles={role: at for role, at in roles.items() if role != "deadline" or at not in days})


_OF_EVENT = regex(r"(?:участник|слушател|приглашенн)\w* (?!.*кластер)(.+)")


def _are_of_event(headed: Headed, above: Sequence[str]) -> bool:
    """Whether a table lists the people of an event, as the lines above it say: «Список участников семинара»."""
    told = [match for words in above if (match := _OF_EVENT.search(words))]
    return headed.has("person") and not headed.has("head") and any(form_named(match[1]) for match in told)


def _is_validity(headed: Headed) -> bool:
    """Whether the deadline is that of the agreements with organizations: «срок действия»."""
    return headed.has("agreement", "organization") and "действ" in fold(headed.words("deadline"))


_HEADS = regex(r"^(?:и\.?\s?о\.?\s?|врио )?(?:директор|заведующ|руководител|начальник|ректор)")


def lists_people(headed: Headed) -> bool:
    """Whether a table of people and their schools tells of the people: teachers, pupils, several of one school."""
    if not headed.has("person") or headed.has("head"):
        return False
    rows = [row for row in headed.rows() if headed.grid.only_cell(row) is None]
    posts = [fold(headed.text(row, "position") or "") for row in rows]
    schools = [fold(words) for row in rows if (words := headed.text(row, "organization"))]
    heads = [post for post in posts if _HEADS.match(post)]
    told = [post for post in posts if post]
    return len(set(schools)) < len(schools) or 2 * len(heads) < len(told)


def _read_pairs(table: Table, result: ParsedDocument) -> bool:
    """A council as a table without a header: a role and its people, or a name and a post, side by side."""
    grid = table.grid
    above = [fold(paragraph.words) for paragraph in table.above[-2:]]
    if grid.width != 2 or not any(_ABOUT_COUNCIL.search(words) for words in above):
        return False
    rows = [(index, row[0], row[1]) for index, row in enumerate(grid.rows) if row[0] is not row[1] and row[1].text]
    if rows and all(_is_role(first.text.rstrip(" :")) for _index, first, _second in rows):
        values = [(index, line, first.text.rstrip(" :")) for index, first, cell in rows for line in _people_lines(cell)]
    elif rows and all(find_names(first.text) for _index, first, _second in rows):
        values = [(index, f"{first.text}, {second.text}", "") for index, first, second in rows]
    else:
        return False
    for index, words, role in values:
        result.council.append(_seat(words, grid.source(index), role))
    return True


def _member_of_row(headed: Headed, row: int) -> Parsed[Organization] | None:
    cell = headed.cell(row, "organization")
    if (
        cell is None
        or cell.row != row
        or not cell.text
        or (headed.grid.only_cell(row) is not None and headed.grid.width > 1)
    ):
        return None
    number = headed.cell(row, "number")
    own = number.number if number is not None and number.row == row else None
    mark = next((each.mark for each in cell.paragraphs if each.mark), "")
    text = cell.text
    if not own and (typed := _TYPED_NUMBER.match(text)):
        own, text = typed[1], text[typed.end() :]
    own = own or (mark.rstrip(".)") if any(sign.isdigit() for sign in mark) else None)
    member = _member(_without_end(text), own, headed.grid.source(row))
    told = _contacts_apart({name: headed.text(row, name) or "" for name in ("phone", "email", "site")})
    for name in ("phone", "email", "site"):
        setattr(member.record, name, told[name])
    member.record.address = headed.text(row, "address") or ""
    member.typed["head"] = headed.text(row, "head") or told["head"] or _head_of_row(headed, row, member)
    member.typed["agreement"] = headed.text(row, "agreement")
    if day := headed.cell(row, "agreement_day"):
        spot = find_day(day.text)
        member.typed["agreement_date"] = day.exact_day or (spot.value if spot else None)
        member.typed["agreement_day_words"] = day.text if member.typed["agreement_date"] else ""
    return member


_EMAIL = regex(r"[\w.+-]+@[\w.-]+\w")
_SITE = regex(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?:/\S*)?")
_SHORTEST_PHONE = 5
_FIRST_LABEL = regex(r"^(?:(?:тел|e-?mail|эл|почта|сайт)[а-я]*[.:\s,;]*)+", re.IGNORECASE)


def _contacts_apart(told: dict[str, str]) -> dict[str, str]:
    """Contacts of which one column holds several («Руководитель, телефон», «Сайт, e-mail»), each where it belongs."""
    apart = {**told, "head": ""}
    for name, words in told.items():
        found = {
            "email": _EMAIL.findall(words),
            "site": _SITE.findall(_EMAIL.sub(" ", words)),
            "head": [spot.words for spot in find_names(words)[:1]],
        }
        rest = words
        for part in (each for parts in found.values() for each in parts):
            rest = rest.replace(part, " ")
        rest = tidy(rest).strip(" ,;:–—-")
        rest = _FIRST_LABEL.sub("", rest[1:-1] if re.fullmatch(r"\([^()]*\)", rest) else rest)
        found["phone"] = [rest] if sum(sign.isdigit() for sign in rest) >= _SHORTEST_PHONE else []
        kinds = {kind: ", ".join(parts) for kind, parts in found.items() if parts}
        if kinds and list(kinds) != [name] and (found["phone"] or not rest):
            apart[name] = ""
            apart |= {kind: words for kind, words in kinds.items() if kind == name or not apart[kind]}
    return apart


def _head_of_row(headed: Headed, row: int, member: Parsed[Organization]) -> str | None:
    """The person of a row who heads its organization, as the post says; without one it is doubted."""
    person, post = headed.text(row, "person"), headed.text(row, "position")
    if person and post and not _HEADS.match(fold(post)):
        member.doubt(N_("“%(name)s” (%(post)s) does not head the organization and was not taken."), "name", "head",
                     name=person, post=post)  # fmt: skip
        return None
    if person and not post and not headed.has("council"):
        member.doubt(N_("Whether “%(name)s” heads the organization, the table does not tell."), "name", "head",
                     name=person)  # fmt: skip
    return person


def _member(name: str, number: str | None, source: Source) -> Parsed[Organization]:
    return Parsed(Organization(full_name=name), typed={"number": number}, source=source)


def _add_member(result: ParsedDocument, member: Parsed[Organization]) -> None:
    """Add a member; one told of twice is made one at the end of the reading."""
    name = member.record.full_name
    if not looks_like_organization(name):
        member.doubt(N_("“%(name)s” does not look like an organization."), "organization", "name", name=name)
    result.members.append(member)


def _seats_of_row(headed: Headed, row: int, member: Parsed[Organization] | None) -> list[Parsed[CouncilSeat]]:
    role_name = next(role for role in ("council", "person", "head") if headed.has(role))
    cell = headed.cell(row, role_name)
    if cell is None or cell.row != row or not cell.text:
        return []
    organization = member.record.full_name if member is not None else headed.text(row, "organization")
    position, role = headed.text(row, "position") or "", headed.text(row, "role") or ""
    own, role_of_post = _post_and_role(position, strict=True)
    seats = []
    for words in _people_lines(cell):
        seat = _seat(words, headed.grid.source(row), role_of_post)
        seat.typed["organization"] = organization
        # Columns of their own for post and role win over what stands beside the name.
        seat.record.position = own if position else seat.record.position
        seat.record.role_words = role or seat.record.role_words
        seats.append(seat)
    return seats


def _people_lines(cell: Cell) -> Iterator[str]:
    """The cell's text for each person in it: a line that begins another person begins another seat."""
    people: list[str] = []
    for line in cell.lines:
        names = find_names(line)
        if people and not (names and find_names(people[-1])):
            people[-1] += f"\n{line}"
        else:
            people.append(line)
    yield from people


def _seat(words: str, source: Source, role: str = "") -> Parsed[CouncilSeat]:
    """A person of the council as typed: name, post and role in any order, with commas, dashes or lines between them.

    `role` is that of a seat whose own words tell none.
    """
    text = re.sub(r"\s*\n\s*", ", ", words)
    spots = find_names(text)
    name = ""
    if spots:
        name = tidy(spots[0].words).rstrip(",")
        beside = (text[: spots[0].start].strip(" ,;:–—-"), text[spots[0].end :].strip(" ,;:–—-()"))
        text = ", ".join(filter(None, beside))
    position, own_role = _post_and_role(text)
    seat = Parsed(CouncilSeat(position=position, role_words=own_role or role), typed={"name": name}, source=source)
    if not name:
        seat.doubt(N_("No name was found in “%(words)s”."), "name", "name", words=position or own_role or role)
    return seat


def _post_and_role(words: str, *, strict: bool = False) -> tuple[str, str]:
    """Of the parts between commas those that tell a seat on the council, and the rest, which is the post."""
    post: list[str] = []
    role: list[str] = []
    for part in split_outside(words):
        (role if _is_role(part, strict=strict) else post).append(part)
    return ", ".join(post), ", ".join(role)


def _is_role(part: str, *, strict: bool = False) -> bool:
    folded = fold(part).strip(" .()")
    match = _ROLE.match(folded)
    if not match:
        return False
    rest = folded[match.end() :].strip()
    return bool(_ROLE_OF.search(rest)) or (not rest and not strict)


def read_stretch(stretch: Sequence[Paragraph], result: ParsedDocument) -> None:
    """Members and council told in paragraphs, as lists or as prose."""
    taken = 0
    for place, paragraph in enumerate(stretch):
        folded = fold(paragraph.words)
        if place and re.match(r"(?:состав|список|перечень)(?: \w+)?$", fold(stretch[place - 1].words)):
            folded = f"{fold(stretch[place - 1].words)} {folded}"
        following = stretch[place + 1 :]
        if place < taken:
            continue
        if _is_question(paragraph, following):
            continue
        if "совет" in folded and _ABOUT_COUNCIL.search(folded) and (paragraph.words.endswith(":") or len(folded) < 120):
            seats, lines = _listed_seats(paragraph, following)
            result.council += seats
            taken = place + 1 + lines
        elif any(word in folded for word in _OF_MEMBERS) and _ABOUT_MEMBERS.search(folded):
            concluded = bool(_CONCLUDED.search(folded))
            for member in _listed_members(paragraph, following) or _prose_members(paragraph):
                member.typed["concluded"] = concluded
                _add_member(result, member)


def _is_question(paragraph: Paragraph, following: Sequence[Paragraph]) -> bool:
    """Whether a line is one of an agenda («1. О составе совета»), whose next one is no part of it."""
    line = list_line(paragraph)
    if not line.is_numbered:
        return False
    number, next_one = (
        re.sub(r"\D", "", mark) for mark in (line.mark, list_line(following[0]).mark if following else "")
    )
    is_next = bool(number and next_one) and int(next_one) == int(number) + 1
    return bool(re.match(r"об? ", fold(line.text))) or (is_next and not line.text.rstrip().endswith(":"))


def _listed_members(paragraph: Paragraph, following: Sequence[Paragraph]) -> list[Parsed[Organization]]:
    """The organizations in the list right below a paragraph that announces them."""
    if not (paragraph.words.endswith((":", "-", "–")) or len(paragraph.words) < 160):
        return []
    lines: list[ListLine] = []
    for each in following:
        line = list_line(each)
        if lines and bool(line.mark) != bool(lines[0].mark):
            break
        if not line.mark and not looks_like_organization(line.text):
            break
        lines.append(line)
    fitting = [line for line in lines if looks_like_organization(line.text)]
    if len(fitting) < 2 or len(fitting) * 2 < len(lines):
        return []
    return [_listed_member(line) for line in lines]


def _listed_member(line: ListLine) -> Parsed[Organization]:
    number = line.mark.rstrip(".)").lstrip("(") if line.is_numbered else None
    name = _without_end(line.text)
    bracket = re.search(r"\s*\(([^()]*)\)$", name)
    spots = find_names(bracket[1]) if bracket else []
    if bracket and spots:
        name = name[: bracket.start()]
    member = _member(name, number, line.paragraph.source)
    member.typed["head"] = spots[0].words if spots else ""
    return member


def _without_end(text: str) -> str:
    text = tidy(text).rstrip(";, ")
    return text[:-1].rstrip() if text.endswith(".") and sentence_end(text + " А") == len(text) - 1 else text


def _prose_members(paragraph: Paragraph) -> list[Parsed[Organization]]:
    """The organizations named after a colon up to the end of that sentence."""
    begins = _ABOUT_MEMBERS.search(fold(paragraph.words))
    first = begins.start() if begins else 0
    colon = paragraph.words.find(":", first)
    named = first_legal_form(paragraph.words, first)
    if colon < 0 and named is None:
        return []
    value = paragraph.words[colon + 1 if colon >= 0 else named :]
    parts = [part for part in split_outside(value[: sentence_end(value)]) if part]
    parts = [piece for part in parts for piece in _and_parted(part)]
    fitting = [part for part in parts if looks_like_organization(part)]
    if len(fitting) < 2 or len(fitting) * 2 < len(parts):
        return []
    source = Source(paragraph=paragraph.number, words=paragraph.words)
    return [_numbered_member(part, source) for part in parts]


def _numbered_member(part: str, source: Source) -> Parsed[Organization]:
    typed = _TYPED_NUMBER.match(part)
    return _member(_without_end(part[typed.end() :] if typed else part), typed[1] if typed else None, source)


def _and_parted(part: str) -> list[str]:
    """The last two of a list are often joined by «и»; each side must be an organization on its own."""
    sides = re.split(r"\s+и\s+", part)
    whole = len(sides) == 2 and all(looks_like_organization(side, strict=True) for side in sides)
    return sides if whole else [part]


def _listed_seats(heading: Paragraph, following: Sequence[Paragraph]) -> tuple[list[Parsed[CouncilSeat]], int]:
    """The people in the list below "Состав совета" and how many lines it has.

    A line that is only a role ("Члены совета:") holds for those below it.
    """
    seats: list[Parsed[CouncilSeat]] = []
    role = _only_role(heading.words)
    for lines, paragraph in enumerate(following):
        words = list_line(paragraph).text.rstrip("; ")
        names = find_names(words)
        if not names and (result := _only_role(words)):
            role = result
            continue
        if not names or len(words) > _LONGEST_SEAT:
            return seats, lines
        seats.append(_seat(words if words.endswith(names[-1].words) else words.rstrip("."), paragraph.source, role))
    return seats, len(following)


def _only_role(words: str) -> str:
    text = words.rstrip(": ").strip()
    return text if _is_role(text) else ""
