"""The sample cluster, open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.desk import Desk


@pytest.fixture
def desk(sample_file: Path) -> Iterator[Desk]:
    """The sample cluster's file, open for change."""
    desk = Desk.open(sample_file)
    yield desk
    desk.close()
