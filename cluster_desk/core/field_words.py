"""A field's value in words, as its kind is shown on a screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Field, Kind
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.numbers import show_money, show_number


def show_value(field: Field, value: Any) -> str:
    """A field's value in words, as its kind is shown; nothing as ""."""
    if value is None:
        return ""
    if field.kind is Kind.CHOICE:
        return _(value.label)
    show: dict[Kind, Callable[[Any], str]] = {Kind.DAY: show_day, Kind.NUMBER: show_number, Kind.MONEY: show_money}
    return show.get(field.kind, str)(value)
