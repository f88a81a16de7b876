"""What holds for every field by the way it is told: required, whole, within the calendar, in its form."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Field, Form, Kind, Record, fields_of
from cluster_desk.rules.forms import FORMS

_EARLIEST = dt.date(1900, 1, 1)
_LATEST = dt.date(2100, 12, 31)
_LONGEST_LINE = 2_000
_LONGEST_PROSE = 200_000
_CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")


def field_problems(record: Record) -> list[Problem]:
    """The problems of a record and of all its parts that the fields' own telling shows."""
    problems = []
    for field in fields_of(type(record)).values():
        value = getattr(record, field.name)
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


def _problem_of(field: Field, value: Any) -> str:
    """A sentence on what is wrong with one value, "" when nothing is."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return _("Fill in “%(field)s”.") % {"field": _(field.label)} if field.required else ""
    if field.kind is Kind.DAY:
        return _day_problem(value)
    if field.kind is Kind.CLOCK and not _CLOCK.fullmatch(value):
        return _("This is not a time of day. Write it like 10:00.")
    if field.kind in (Kind.TEXT, Kind.PROSE):
        return _text_problem(field, value)
    return ""


def _day_problem(value: Any) -> str:
    if not isinstance(value, dt.date):
        return _("There is no such date. Write it like 22.10.2026.")
    if not _EARLIEST <= value <= _LATEST:
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
