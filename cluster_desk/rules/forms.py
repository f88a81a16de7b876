"""The forms a text must keep: e-mail, phone, web address, taxpayer number. Each check gives a sentence or ""."""

from __future__ import annotations

import re
from collections.abc import Callable

from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Form

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")
_SITE = re.compile(r"(https?://)?[^\s/.]+(\.[^\s/.]+)+(/\S*)?", re.IGNORECASE)
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
