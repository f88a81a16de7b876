"""Which writer writes a file of a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.reports.writers import SUFFIXES, writer_for
from tests.reports import samples


def test_every_suffix_has_its_writer(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        path = tmp_path / f"повестка{suffix.upper()}"
        writer_for(path)(samples.agenda(), path)
        assert path.stat().st_size > 1000


def test_unknown_suffix_is_told() -> None:
    with pytest.raises(UserError) as told:
        writer_for(Path("повестка.odt"))
    assert "повестка.odt" in told.value.what
