"""The columns of a list on the screen, made from a listing's: labels, kinds and words stand told in core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Kind
from cluster_desk.data.queries import listing
from cluster_desk.ui.table.columns import Column
from cluster_desk.ui.table.columns import Kind as ColumnKind

_KINDS: dict[Kind, ColumnKind] = {
    Kind.DAY: "date",
    Kind.WHOLE: "number",
    Kind.NUMBER: "number",
    Kind.CHOICE: "choice",
    Kind.FLAG: "choice",
}
_WIDTHS = {Kind.DAY: 110, Kind.WHOLE: 80, Kind.NUMBER: 80, Kind.CLOCK: 80, Kind.PROSE: 240, Kind.LINK: 170}
_YES = {"1": N_("yes"), "0": ""}


def told_columns(columns: Sequence[listing.Column], shown: Mapping[str, Mapping[str, Any]]) -> list[Column]:
    """A column on the screen for each of `columns`; `shown` changes what its key names (width, chip, hidden, …)."""
    made = []
    for told in columns:
        words = {member.value: member.label for member in told.choices} if told.choices else {}
        column = Column(
            told.key,
            told.label,
            _KINDS.get(told.kind, "text"),
            _WIDTHS.get(told.kind, 140),
            hidden=not told.listed,
            words=_YES if told.kind is Kind.FLAG else words,
        )
        made.append(replace(column, **shown.get(told.key, {})))
    return made
