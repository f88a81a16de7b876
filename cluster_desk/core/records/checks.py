"""What the office has looked at and judged fine, so that the check does not tell it again."""

from __future__ import annotations

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Record


class JudgedFine(Record, area="checks", table="judged_fine", label=N_("Judged fine"), title="finding"):
    """A finding of the check that is no mistake; it speaks again when the words that it is about change."""

    finding: str = fields.text(N_("Finding"), required=True, hidden=True)
