"""The resources are found wherever the program stands: a checkout, a wheel, the zip of the Windows program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cluster_desk.core import resources


@pytest.mark.parametrize(
    ("module", "folder"),
    [
        ("checkout/cluster_desk/core/resources.py", "checkout/resources"),
        ("site-packages/cluster_desk/core/resources.py", "site-packages/cluster_desk/resources"),
        ("program/runtime/python313.zip/cluster_desk/core/resources.pyc", "program/app/resources"),
    ],
)
def test_the_resources_are_found_beside_the_modules(tmp_path: Path, module: str, folder: str) -> None:
    (tmp_path / folder / "sample").mkdir(parents=True)
    told: dict[str, Any] = {"__file__": str(tmp_path / module)}
    exec(Path(resources.__file__).read_text(encoding="utf-8"), told)  # as if it stood there
    assert told["FOLDER"] == tmp_path / folder


def test_the_package_holds_nothing_but_modules() -> None:
    """The build for Windows moves its modules into a zip; anything else that lay in it would stay behind."""
    package = Path(resources.__file__).parents[1]
    names = {path.suffix for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert names == {".py"}
