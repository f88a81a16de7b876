"""What holds for every field by the way it is told: required, whole, within the calendar, in its form.

The forms a text must keep are e-mail, phone, web address, taxpayer number; each check gives a sentence or "".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.fields import (
    EARLIEST_DAY,
    LATEST_DAY,
    Field,
    Form,
    Kind,
    Record,
    fields_of,
    values_getter,
)
from cluster_desk.core.regex import regex

_EMAIL = regex(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")
_SITE = regex(r"(https?://)?[^\s/.]+(\.[^\s/.]+)+(/\S*)?", re.IGNORECASE)
_FEWEST_PHONE_DIGITS = 5
_INN_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_LEGAL, _INN_PERSON = 10, 12


def email_problem(text: str) -> str:
    """Several addresses may stand in one field, with commas between."""
    wrong = [one.strip() for one in re.split(r"[,;]", text) if one.strip() and not _EMAIL.fullmatch(one.strip())]
    return _("“%(text)s” is not an e-mail address. Write it like name@site.ru.") % {"text": wrong[0]} if wrong else ""


def phone_problem(text: str) -> str:
    """Any way of writing is right as long as it has a phone's digits."""
    if sum(character.isdigit() for character in text) < _FEWEST_PHONE_DIGITS:
        return _("There are too few digits for a phone number. Write it like 8 (83300) 2-00-17.")
    return ""


def site_problem(text: str) -> str:
    """A web address, with or without http://."""
    return "" if _SITE.fullmatch(text.strip()) else _("This is not a web address. Write it like school.ru.")


def inn_problem(text: str) -> str:
    """A taxpayer number: 10 digits of an organization or 12 of a person, the last ones computed from the others.

    Source: order of the Federal Tax Service of 29.06.2012 № ММВ-7-6/435@, which keeps the check digits' algorithm.
    """
    digits = [int(one) for one in text.strip()] if text.strip().isdecimal() else []
    if len(digits) == _INN_LEGAL and digits[9] == _check_digit(digits[:9]):
        return ""
    if len(digits) == _INN_PERSON and digits[10:] == [_check_digit(digits[:10]), _check_digit(digits[:11])]:
        return ""
    if len(digits) in (_INN_LEGAL, _INN_PERSON):
        return _("The taxpayer number is mistyped: its check digit does not fit.")
    return _("A taxpayer number has 10 digits (a person's 12).")


def _check_digit(digits: list[int]) -> int:
    weights = _INN_WEIGHTS[-len(digits) :]
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11 % 10


FORMS: dict[Form, Callable[[str], str]] = {
    Form.EMAIL: email_problem,
    Form.PHONE: phone_problem,
    Form.SITE: site_problem,
    Form.INN: inn_problem,
}


_LONGEST_LINE = 2_000
_LONGEST_PROSE = 200_000
_WORDS = (Kind.TEXT, Kind.PROSE)
_LARGEST = 2**63 - 1  # what a file can hold
_CLOCK = regex(r"([01]?\d|2[0-3]):[0-5]\d")


def field_problems(record: Record) -> list[Problem]:
    """The problems of a record and of all its parts that the fields' own telling shows."""
    problems = []
    kind = type(record)
    if kind not in _FIELDS:
        _FIELDS[kind] = _fields_and_values(kind)
    fields, values_of = _FIELDS[kind]
    for (field, required, is_free), value in zip(fields, values_of(record), strict=True):
        if not value:
            if not required:
                continue
        # A short line can have nothing wrong with it in a field without a form, as nearly every text.
        elif (
            is_free and type(value) is str and len(value) <= _LONGEST_LINE and "\n" not in value and not value.isspace()
        ):
            continue
        if field.kind is Kind.PARTS:
            for index, part in enumerate(value):
                problems += [
                    Problem(one.field, one.text, ((field.name, index), *one.path)) for one in field_problems(part)
                ]
            continue
        sentence = _problem_of(field, value)
        if sentence:
            problems.append(Problem(field.name, sentence))
    return problems


_Values = Callable[[Record], tuple[Any, ...]]
_Looked = tuple[Field, bool, bool]
"""A field, whether it is required, and whether it holds words of no form."""
_FIELDS: dict[type[Record], tuple[tuple[_Looked, ...], _Values]] = {}


def _fields_and_values(kind: type[Record]) -> tuple[tuple[_Looked, ...], _Values]:
    """The fields of a kind of record, and what gives all that one holds in them."""
    fields = fields_of(kind)
    looked = ((one, one.required, one.form is Form.ANY and one.kind in _WORDS) for one in fields.values())
    return tuple(looked), values_getter(tuple(fields))


def _problem_of(field: Field, value: Any) -> str:
    """A sentence on what is wrong with one value, "" when nothing is."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return _("Fill in “%(field)s”.") % {"field": _(field.label)} if field.required else ""
    if field.kind is Kind.DAY:
        return _day_problem(value)
    if isinstance(value, int) and not -_LARGEST <= value <= _LARGEST:
        return _("This number is too large.")
    if field.kind is Kind.CLOCK and not _CLOCK.fullmatch(value):
        return _("This is not a time of day. Write it like 10:00.")
    if field.kind in (Kind.TEXT, Kind.PROSE):
        return _text_problem(field, value)
    return ""


def _day_problem(value: Any) -> str:
    if not isinstance(value, dt.date):
        return _("There is no such date. Write it like 22.10.2026.")
    if not EARLIEST_DAY <= value <= LATEST_DAY:
        return _("The year %(year)d looks mistyped.") % {"year": value.year}
    return ""


def _text_problem(field: Field, value: str) -> str:
    longest = _LONGEST_LINE if field.kind is Kind.TEXT else _LONGEST_PROSE
    if len(value) > longest:
        return _("The text is too long: %(length)d characters of %(longest)d.") % {
            "length": len(value),
            "longest": longest,
        }
    if field.kind is Kind.TEXT and "\n" in value:
        return _("This must be one line.")
    return FORMS[field.form](value) if field.form is not Form.ANY else ""


def end_problems(
    field: str, start: dt.date | None, end: dt.date | None, path: tuple[tuple[str, int], ...] = ()
) -> list[Problem]:
    """The problem of an end, told in `field`, that stands before its start."""
    if start is None or end is None or start <= end:
        return []
    return [Problem(field, _("Earlier than its beginning (%(start)s).") % {"start": f"{start:%d.%m.%Y}"}, path)]
