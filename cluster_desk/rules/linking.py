"""Making a record of nothing but the name that was typed where it is linked to."""

from __future__ import annotations

from typing import Any

from cluster_desk.core.records.fields import Kind, Record, fields_of


def values_of_new(target: type[Record], name: str) -> dict[str, Any]:
    """What a new `target` called `name` is begun with: its title, and whatever else of text must not be empty."""
    fields = fields_of(target).values()
    return {
        field.name: name
        for field in fields
        if field.name == target.TITLE or (field.required and field.kind in (Kind.TEXT, Kind.PROSE))
    }
