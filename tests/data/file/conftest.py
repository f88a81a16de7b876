"""Files of every older version as it made them, and each brought up to this one, once for all who want it so."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from cluster_desk.data.backup.copies import Backup
from cluster_desk.data.file.migrations import NEWEST
from cluster_desk.desk import Desk

FILES = Path(__file__).parents[1] / "files"


@dataclass(frozen=True)
class Upgraded:
    """A file brought up: where it lies, the folder of its copies, the copy made before, what was wrong after."""

    path: Path
    copies: Path
    copy: Backup | None
    faults: list[str]


@pytest.fixture(params=range(1, NEWEST))
def version(request: pytest.FixtureRequest) -> int:
    """Every older version in turn."""
    number: int = request.param
    return number


@pytest.fixture
def old_file(version: int, tmp_path: Path) -> Path:
    """A file of an older version with a history: added, changed, deleted and taken back, added and taken back."""
    return _written(version, tmp_path)


@pytest.fixture(scope="session")
def _upgraded(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Upgraded]:
    @cache
    def upgrade(version: int) -> Upgraded:
        folder = tmp_path_factory.mktemp("upgraded")
        path = _written(version, folder)
        desk = Desk.open(path, copies=folder / "копии")
        result = Upgraded(path, desk.backups_folder(folder / "копии"), desk.upgraded_from, desk.verify())
        desk.close()
        return result

    return upgrade


@pytest.fixture
def upgraded(version: int, _upgraded: Callable[[int], Upgraded]) -> Upgraded:
    """The old file brought up by being opened; whoever changes it works on a copy."""
    return _upgraded(version)


def _written(version: int, folder: Path) -> Path:
    path = folder / "Прежний кластер.cdesk"
    path.write_bytes(gzip.decompress((FILES / f"version-{version}.cdesk.gz").read_bytes()))
    return path
