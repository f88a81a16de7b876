"""A cell of a table read as people: who, in what post, and which of them are mere roles or bodies.

Rules of the reading conventions: whether names come before posts ("Иванова И.И., директор") or after ("Директор
опорной школы Иванова И.И.") is decided cell by cell. A cell that ends with a post has its names first, and what
stands before its first name is a role of its own, unless it is one person's post right before that name ("Директор
Иванова И.И., учителя"). Pure functions, never raising.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.text import fold, split_outside, tidy

_EDGE = " ,;:/–—-\n\t"

_ONE = regex(
    r"(?:и\.? ?о\.?\b|врио\b|зам\.|зам(?:директор|еститель)|замдиректора|директор\b|начальник\b|председатель\b|"
    r"руководитель\b|заведующ(?:ий|ая)\b|зав\.|учитель\b|педагог\b|педагог-|методист\b|специалист\b|секретарь\b|"
    r"куратор\b|глава\b|член\b|воспитатель\b|психолог\b|логопед\b|завуч\b|инспектор\b|библиотекарь\b|тренер\b|ректор\b|"
    r"проректор\b|преподаватель\b|профессор\b|доцент\b|организатор\b|советник\b|министр\b|бухгалтер\b|консультант\b|"
    r"координатор\b|представитель\b|тьютор\b|эксперт\b|ответственн(?:ый|ая)\b|классный\b|старш(?:ий|ая)\b|"
    r"ведущ(?:ий|ая)\b|главн(?:ый|ая)\b|техническ(?:ий|ая)\b|социальный\b|научный\b|музыкальный\b|кандидат\b|"
    r"доктор\b|исполняющ|депутат\b|модератор\b|лаборант\b|инженер\b|юрист\b|медсестра\b|врач\b|мастер\b)"
)
_MANY = regex(
    r"(?:директор[аы]\b|заместители\b|замы\b|начальники\b|председатели\b|руководители\b|заведующие\b|учител[яи]\b|"
    r"педагоги\b|педагоги-|методисты\b|специалисты\b|секретари\b|кураторы\b|главы\b|члены\b|воспитатели\b|психологи\b|"
    r"логопеды\b|завучи\b|инспектор[аы]\b|библиотекари\b|тренеры\b|ректоры\b|преподаватели\b|организаторы\b|"
    r"советники\b|координаторы\b|представители\b|тьюторы\b|эксперты\b|ответственные\b|классные\b|старшие\b|ведущие\b|"
    r"главные\b|технические\b|социальные\b|школы\b|школа\b|участники\b|родители\b|обучающиеся\b|ученики\b|сотрудники\b|"
    r"работники\b|администраци[яи]\b|организации\b|учреждения\b|коллективы?\b|группы?\b|творческ|рабоч(?:ая|ие)\b|"
    r"педагогическ(?:ие|ий)\b|образовательн(?:ые|ая)\b|детск(?:ий|ие)\b|дошкольн|волонтеры\b|выпускники\b|все\b|"
    r"управлени[ея]\b|отдел\b|центр\b|совет\b|методическ(?:ий|ая|ие)\b|координационный\b|районные\b|районный\b|"
    r"комисси[яи]\b|жюри\b|оргкомитет\b|библиотек[аи]\b|служб[аы]\b|опорная\b|базов|муниципальн|министерство\b|"
    r"институт\b|колледж\b|техникум\b|лице[йи]\b|гимнази[яи]\b|наставники\b|молодые\b|команд[аы]\b|филиал\b)"
)
_CUT = regex(
    r"(?:кл(?:ас+)?\.? ?рук(?:\.|-л[ьия]|овод|\b)|соц\.? ?пед|пед\.? ?-? ?орг|(?:ст\.? ?)?вожат|муз\.? ?рук|"
    r"пед\.? ?коллектив|"
    r"зам\b|зав\b|рук\.|рук-л[ьия]|учит\.|преп\.|восп\.|психол\.|дир\.|отв\.|инстр\.|секр\.|библ\.|адм(?:\.|-ция)|"
    r"физрук|завхоз|фельдшер|мед(?:сестр|работник|\.? ?раб\b)|дефектолог|делопроизводител|дежурн|инструктор|учащиеся\b|"
    r"ответств\.|орг\.?комитет|род(?:\.|ительск\w+) ?ком)"
)
"""Posts and bodies cut short, and those that only a school has."""


_SOLE = regex(
    r"(?:(?:и\.? ?о\.? |врио )?(?:директор|начальник|председатель|секретарь|глава|ректор|министр|заведующ(?:ий|ая)|"
    r"руководитель))\b"
)
"""A post of one person, which those named behind that one do not have."""
_BODY = regex(
    r"(?:школа\b|опорная\b|базовая\b|детский\b|дошкольн|муниципальн|районн|центр\b|библиотека\b|институт\b|колледж\b|"
    r"техникум\b|лицей\b|гимназия\b|отдел\b|управление\b|министерство\b|филиал\b)"
)
"""A body that somebody is of."""


class CellPerson(NamedTuple):
    """One of those a cell names: `name` as typed or None for a role or a body, `position` or None."""

    name: str | None
    position: str | None


class _Piece(NamedTuple):
    """A name, or the words between names with the separators they stood between."""

    words: str
    is_name: bool


def read_people(lines: Sequence[str] | str) -> list[CellPerson]:
    """The people, roles and bodies in a cell's lines, in the order of the cell."""
    text = lines if isinstance(lines, str) else "\n".join(lines)
    pieces = _pieces(text)
    if not any(piece.is_name for piece in pieces):
        return [CellPerson(None, part) for part in _roles(text)]
    return _names_first(pieces) if _has_names_first(pieces) else _posts_first(pieces)


def is_role(words: str) -> bool:
    """Whether words begin with a post, a role or a body and name nobody."""
    start = fold(words)
    return _begins_role(start) and not find_names(words)


def _begins_role(folded: str) -> bool:
    return bool(_ONE.match(folded) or _MANY.match(folded) or _CUT.match(folded))


def _pieces(text: str) -> list[_Piece]:
    pieces, end = [], 0
    for spot in find_names(text):
        pieces += [_Piece(text[end : spot.start], False), _Piece(tidy(spot.words), True)]
        end = spot.end
    pieces.append(_Piece(text[end:], False))
    return [piece for piece in pieces if piece.is_name or piece.words]


def _empty(words: str) -> bool:
    return not words.strip(_EDGE + ".()") or fold(words).strip(_EDGE) == "и"


def _has_names_first(pieces: Sequence[_Piece]) -> bool:
    values = [piece for piece in pieces if piece.is_name or not _empty(piece.words)]
    if not values[-1].is_name:
        return True
    between = [piece.words for piece in values[1:-1] if not piece.is_name]
    # "Иванова И.И., директор, Петрова П.П.": a comma on each side tells that the post follows its name.
    return values[0].is_name and bool(between) and all(_walled(words) for words in between)


def _walled(words: str) -> bool:
    return bool(re.match(r"\s*[,;(–—-]", words)) and bool(re.search(r"[,;)]\s*$", words))


def _roles(text: str) -> list[str]:
    """The roles and bodies of a text without names: parts between commas, continuations joined again."""
    texts: list[str] = []
    for line in _unwrapped(text):
        begins = True
        for part in split_outside(line):
            part = part.strip(_EDGE)
            if not part:
                continue
            if texts and not begins and not _stands_alone(part):
                texts[-1] = f"{texts[-1]}, {part}"
            else:
                texts.append(part)
            begins = False
    return texts


def _unwrapped(text: str) -> list[str]:
    """The lines of `text`; a line that goes on with small letters without being a role is joined to the one before."""
    lines: list[str] = []
    for line in filter(None, (tidy(line) for line in text.split("\n"))):
        starts = fold(line)
        continues = lines and line[0].islower() and not _ONE.match(starts) and not _MANY.match(starts)
        if lines and (continues or lines[-1].endswith(("-", "–"))):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return lines


def _stands_alone(part: str) -> bool:
    return _begins_role(fold(part)) or part[0].isupper()


def _names_first(pieces: Sequence[_Piece]) -> list[CellPerson]:
    people: list[CellPerson] = []
    waiting: list[int] = []
    bound = ""
    for index, piece in enumerate(pieces):
        if piece.is_name:
            people.append(CellPerson(piece.words, bound or None))
            waiting = [] if bound else [*waiting, len(people) - 1]
            bound = ""
        elif _empty(piece.words):
            continue
        elif not waiting and index + 1 < len(pieces) and (bound := _bound(piece.words)):
            people += [CellPerson(None, role) for role in _whole_posts(piece.words)[:-1]]
        elif not people:
            people += [CellPerson(None, role) for role in _roles(piece.words)]
        elif waiting:
            # "Иванова И.И., Петрова П.П., заместители директора": a post in the plural is everybody's.
            shared = len(waiting) > 1 and bool(_MANY.match(fold(piece.words.strip(f"{_EDGE}("))))
            own, others = _own_and_others(piece.words, shared)
            for place in waiting if shared else waiting[-1:]:
                people[place] = CellPerson(people[place].name, own)
            people += [CellPerson(None, role) for role in others]
            waiting = []
        elif index:
            people += [CellPerson(None, role) for role in _roles(piece.words)]
    return people


def _bound(words: str) -> str:
    """The post that stands right before the next name, on its line («Директор Лугов П.К., учителя»); "" for none."""
    if not re.search(r"[\w.»\")][^\S\n]*\Z", words):
        return ""
    post = _whole_posts(words)[-1]
    return post if _ONE.match(fold(post)) or _CUT.match(fold(post)) else ""


def _own_and_others(words: str, shared: bool) -> tuple[str | None, list[str]]:
    """The words after a name: the post of that person, and the roles and bodies that follow on their own."""
    lines = _unwrapped(words.strip(_EDGE))
    bracket = re.fullmatch(r"\((.*)\)", lines[0].strip(_EDGE)) if lines else None
    if bracket and _BODY.match(fold(bracket[1])):
        return bracket[1], _roles("\n".join(lines[1:]))
    parts = [bracket[1]] if bracket else split_outside(lines[0]) if lines else []
    own: list[str] = []
    others: list[str] = []
    for part in (part.strip(_EDGE) for part in parts):
        if part and not others and (_is_own(part, own) or (shared and not own)):
            own.append(part)
        elif part:
            others += [part] if _stands_alone(part) or not others else []
            if others[-1] != part:
                others[-1] += f", {part}"
    return ", ".join(own) or None, others + _roles("\n".join(lines[1:]))


def _is_own(part: str, own: Sequence[str]) -> bool:
    """Whether a part after a name still tells that person's post."""
    words = fold(part)
    if _ONE.match(words):
        return True
    if _MANY.match(words):
        return False
    if not own:
        return True
    # "директор, МКОУ СОШ с. Ключи": a bare post is followed by its place; a post with its place is not.
    return part[0].islower() or " " not in own[-1]


def _posts_first(pieces: Sequence[_Piece]) -> list[CellPerson]:
    people: list[CellPerson] = []
    position: str | None = None
    for piece in pieces:
        if piece.is_name:
            people.append(CellPerson(piece.words, position))
            position = None if position and _SOLE.match(fold(position)) else position
        elif not _empty(piece.words):
            *before, position = _whole_posts(piece.words)
            people += [CellPerson(None, role) for role in before]
            # "руководители РМО, Лугов П.К.": what a comma parts from the name and is no one person's post.
            if position and piece.words.rstrip(" \n").endswith((",", ";")) and not _ONE.match(fold(position)):
                people.append(CellPerson(None, position))
                position = None
    return people


def _whole_posts(words: str) -> list[str]:
    """The roles before a name; the last of them is that name's post, with its own commas kept."""
    roles = _roles(words)
    while len(roles) > 1 and _ONE.match(fold(roles[-1])) and _ONE.match(fold(roles[-2])):
        last = roles.pop()
        roles[-1] = f"{roles[-1]}, {last}"
    return roles or [tidy(words).strip(_EDGE)]


@lru_cache(1024)
def two_posts(text: str) -> CellPerson | None:
    """The first person before whose name two posts stand: «Директор, зам. по УВР Иванов И.И.», perhaps two people.

    A seat beside a post («председатель совета, директор») is one person's.
    """
    letters = _letters(text)
    for one in read_people(text):
        posts = split_outside(one.position or "")
        if one.name and len(posts) > 1 and all(_ONE.match(fold(post)) for post in posts):
            seats = any(re.search(r"совет|кластер|комисси|председател|секретар", fold(post)) for post in posts)
            if not seats and _letters(f"{one.position} {one.name}") in letters:
                return one
    return None


def _letters(words: str) -> str:
    return "".join(sign for sign in fold(words) if sign.isalnum())
