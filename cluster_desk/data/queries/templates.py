"""The office's own templates as a list."""

from __future__ import annotations

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.records.templates import Template
from cluster_desk.data.queries.listing import Column, Listing, field_columns
from cluster_desk.data.queries.reader import Reader

PLACES = Column(
    "places_count", N_("Places"), Kind.WHOLE, "(SELECT count(*) FROM template_places WHERE templates_id = t.id)"
)
UNTOLD = Column(
    "untold",
    N_("Not told yet"),
    Kind.WHOLE,
    "(SELECT count(*) FROM template_places WHERE templates_id = t.id AND NOT told AND kept = 'always')",
)


def own_templates(read: Reader) -> list[tuple[int, str]]:
    """Row number and name of every template, by name."""
    return read.rows("SELECT id, name FROM templates ORDER BY name COLLATE russian, id")


TEMPLATES = Listing(Template, [*field_columns(Template), PLACES, UNTOLD], order="t.name COLLATE russian, t.id")
"""Every template by its name."""
