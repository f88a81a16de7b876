"""A row before or after a change, as the journal keeps it: JSON, which a disk or another program may have spoilt."""

from __future__ import annotations

import json
from typing import Any

from cluster_desk.data.file.error_messages import corrupt_value


def is_readable(image: str | None) -> bool:
    """Whether an image can be read; a row that was not there has none, which is as good."""
    return image is None or _values(image) is not None


def values_of(image: str | None) -> dict[str, Any]:
    """The row's values; none for a row that was not there, or for an image that cannot be read."""
    return (_values(image) if image else None) or {}


def values_to_restore(image: str) -> dict[str, Any]:
    """The row's values. Raises UserError for an image that cannot be read: nothing is made of one."""
    values = _values(image)
    if values is None:
        raise corrupt_value()
    return values


def _values(image: str) -> dict[str, Any] | None:
    try:
        values = json.loads(image)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None
