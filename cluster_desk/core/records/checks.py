"""What the office has looked at and judged fine, so that the check does not tell it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields as told
from cluster_desk.core.records.fields import Record


@dataclass(eq=False, repr=False, match_args=False, kw_only=True)
class JudgedFine(Record):
    """A finding of the check that is no mistake; it speaks again when the words that it is about change."""

    AREA: ClassVar[str] = "checks"
    TABLE: ClassVar[str] = "judged_fine"
    LABEL: ClassVar[str] = N_("Judged fine")
    TITLE: ClassVar[str] = "finding"

    finding: str = told.text(N_("Finding"), required=True, hidden=True)
