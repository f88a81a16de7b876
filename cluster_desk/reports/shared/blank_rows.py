"""Numbered blank rows at the end of a sheet that people sign in."""

from __future__ import annotations

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _

_MOST = 200


def blank_rows(told: str, columns: int) -> list[tuple[str, ...]]:
    """As many rows of empty cells as were asked for. Raises UserError for what is no number, or too large a one."""
    text = told.strip() or "0"
    if not text.isdecimal() or int(text) > _MOST:
        raise UserError(_("Blank lines: a number from 0 to %(most)d, not “%(told)s”.") % {"most": _MOST, "told": text})
    return [("",) * columns] * int(text)
