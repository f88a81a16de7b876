"""Every path that the map and the other papers for developers name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FROM = (ROOT, ROOT / "cluster_desk", *sorted((ROOT / "cluster_desk").glob("*/")), ROOT / "tests" / "data" / "file")
NOT_THERE = ("dist/", "build/", "out/", "portable.txt", "data/file/migrations/to_N.py", "stand_ins/")
"""Made by a command, or named for what will be there."""
PAPERS = (
    "CONTRIBUTING.md",
    "README.md",
    "docs/safety.md",
    "docs/speed.md",
    "docs/command-line.md",
    "docs/district.md",
    "installer/README.md",
)


def _named(paper: Path) -> set[str]:
    text = paper.read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w./*-]+(?:\.(?:py|md|toml|sh|tsv|txt|nsi|nsh)|/))`", text))
    named |= set(re.findall(r"\]\(([\w./-]+)\)", text))
    return {name for name in named if not name.startswith(NOT_THERE)}


@pytest.mark.parametrize("name", PAPERS)
def test_every_path_named_is_there(name: str) -> None:
    folders = [*FROM, (ROOT / name).parent, ROOT / "tests" / "torture"]
    missing = [one for one in _named(ROOT / name) if not any([*folder.glob(one.rstrip("/"))] for folder in folders)]
    assert missing == []


def test_every_folder_of_the_map_is_there_and_none_is_left_out() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = text.split("```\n")[1]
    above: list[str] = []
    named: set[str] = set()
    for line in drawn.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        for word in re.match(r"\s*((?:[\w*]+(?:/|\.py) ?)*)", line)[1].split():  # type: ignore[index]
            path = "/".join([*above[:depth], word.rstrip("/")])
            assert [*ROOT.glob(path)], path
            if word.endswith("/"):
                above[depth:] = [word.rstrip("/")]
                named.add(path)
    rooms = {path.parent.relative_to(ROOT) for path in (ROOT / "cluster_desk").glob("*/*/*.py")}
    assert {path.as_posix() for path in rooms} <= named
