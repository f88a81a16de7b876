"""How many took part, as a log tells it: in a sentence, in a cell of a table, school by school in one cell.

A number in a cell that is not understood stays there as words without a number, and is doubted in the review.
"""

from __future__ import annotations

import re

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.events import Participation, TakingPart
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.counts import find_counts, kind_named, number_in, read_counts
from cluster_desk.core.russian.organizations import looks_like_organization
from cluster_desk.core.russian.text import fold, split_outside, tidy
from cluster_desk.exchange.layout.grids import Cell

_PEOPLE = frozenset(one.value for one in TakingPart)
_OTHERS = TakingPart.OTHERS.value
_OLDEST_CLASS = 11
_CLASSES = regex(r"\d{1,2}(?:\s?[-–—,и]\s?\d{1,2})*(?:\s?-?\s?(?:х|го|м))?\s?[«\"]?[а-я]?[»\"]?\s?(?:класс\w*|кл\b\.?)")
"""«5-9 классов»: who they were, not how many."""
_UNREAD = regex(r"(?:[–—:(+-]|^)\s*(\d{1,5})(?!\d)")
"""A number behind words in what is left of a cell whose other numbers were understood."""
_SCHOOL = regex(r"(?P<school>\D.*?)\s*(?:[–—:]|\s-|-\s|\()\s*(?P<count>[^–—:(]*\d[^–—:(]*?)\)?", re.IGNORECASE)
_NO_NAME = regex(
    r"(?:школ[аы]?|(?:детск\w+ )?сад\w*|организаци\w*|учрежден\w*|оо|оу)$|"
    r"(?:кол-?во|количеств|числ|команд|класс|групп|работ|из|от|в|для|среди)\b"
)
_IN_ALL = regex(r"(?:всего|итого)\b[\s:–—-]*", re.IGNORECASE)


def counts_told(text: str) -> list[Parsed[Participation]]:
    """Whom the words of a sentence count, each with its words."""
    results = []
    for count in find_counts(text):
        kind = count.unit or count.kind.value
        if kind.startswith("класс") and count.number <= _OLDEST_CLASS:
            continue
        if count.of_people and kind == _OTHERS and _of_pupils(text[: count.start], text[count.end :]):
            kind = TakingPart.PUPILS.value
        results.append(counted(kind, count.number, tidy(f"{count.words} {count.counted}").rstrip(".")))
    return results


def counts_under(kind: str, cell: Cell) -> list[Parsed[Participation]]:
    """Whom a cell of a column counts that counts `kind`; a number that is not understood stays in words."""
    text = cell.text
    if text.isdecimal():
        return [counted(kind, int(text), text)] if int(text) else []
    by_school = _by_school(kind, cell.lines) if kind in _PEOPLE else []
    if by_school:
        return by_school
    told = counts_told(text)
    if not told and (number := number_in(text)):
        return [counted(kind, number, text)]
    is_unread = _is_part_unread(text, told) if told else _has_number(text)
    return [*_as_headed(kind, told), *([_not_understood(kind, text)] if is_unread else [])]


def counted(kind: str, number: int, text: str, school: str = "") -> Parsed[Participation]:
    """How many of whom: `kind` is the code of who takes part, or the unit as typed; `text` the words as typed."""
    participation = Participation(
        kind=TakingPart.of(kind) if kind in _PEOPLE else TakingPart.OTHERS,
        unit="" if kind in _PEOPLE else kind,
        organization_words=school,
        count_words=_number_words(text, number),
        count=number,
    )
    return Parsed(participation, typed={"unit_or_kind": kind, "text": text})


def _not_understood(kind: str, text: str) -> Parsed[Participation]:
    unit = "" if kind in _PEOPLE else kind
    record = Participation(kind=TakingPart.of(kind) if not unit else TakingPart.OTHERS, unit=unit, count_words=text)
    return Parsed(record, typed={"unit_or_kind": kind, "text": text})


def _is_part_unread(text: str, told: list[Parsed[Participation]]) -> bool:
    """Whether a number stands beside those understood that is no part of them («12 детей: 5 кл. – 7, 6 кл. – 5»)."""
    further = [int(one) for one in _UNREAD.findall(_CLASSES.sub(" ", fold(read_counts(text)[1])))]
    return bool(further) and sum(further) != sum(one.record.count or 0 for one in told if not one.record.unit)


def _has_number(text: str) -> bool:
    return bool(re.search(r"\d", _CLASSES.sub(" ", fold(text)))) and text.strip(" -–—0") != ""


def _as_headed(kind: str, told: list[Parsed[Participation]]) -> list[Parsed[Participation]]:
    """What a cell counts as people of whom it says nothing further is whom the heading names."""
    if kind not in _PEOPLE:
        return told
    for one in told:
        if one.typed["unit_or_kind"] == _OTHERS:
            one.record.kind, one.typed["unit_or_kind"] = TakingPart.of(kind), kind
    return told


def _by_school(kind: str, lines: list[str]) -> list[Parsed[Participation]]:
    """«СОШ – 15, ООШ с. Луза – 3»: each school with its number; [] where anything of it is read otherwise."""
    found: list[Parsed[Participation]] = []
    school = ""
    for part in (part for line in lines for part in split_outside(line)):
        if in_all := _IN_ALL.match(part):
            if number_in(part[in_all.end() :]) != sum(one.record.count or 0 for one in found):
                return []
            continue
        named = _SCHOOL.fullmatch(part)
        if named and _is_school(named["school"]):
            school, part = named["school"], named["count"]
        elif not school or (number_in(part) is not None and not find_counts(part)):
            return []
        counts, rest = read_counts(part)
        if not counts or rest or any(not one.of_people for one in counts):
            return []
        told = [counted(one.kind.value, one.number, tidy(f"{one.words} {one.counted}"), school) for one in counts]
        found += _as_headed(kind, told)
    return found


def _is_school(words: str) -> bool:
    return looks_like_organization(words) and kind_named(words) is None and not _NO_NAME.match(fold(words))


def _number_words(text: str, number: int) -> str:
    """The words of the number without what was counted: «более 70» of «более 70 школьников»."""
    counts = [one for one in find_counts(text) if one.number == number]
    if counts:
        return counts[0].words
    return text if text and number_in(text) == number else str(number)


def _of_pupils(before: str, after: str) -> bool:
    """Whether the words around "12 человек" say that they are pupils."""
    match = re.match(r",? ?\(?(?:учащ|обучающ|школьник|дет[ие])", after, re.IGNORECASE)
    return bool(
        match or re.search(r"(?:учащихся|обучающихся|школьников)[^.;,()]{0,40}[–—-]\s*$", before, re.IGNORECASE)
    )
