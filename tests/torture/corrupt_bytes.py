"""Bytes flipped and files cut short: noticed or harmless; salvage gives what stands in whole pages.

Noticed: refused on opening, or by the checksums a moment later, before anything can be changed.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.desk import Desk
from tests.torture.rows import rows_of

_PAGE = 4096
_FEWEST = 0.75  # of the rows, that salvage gives when one byte is wrong: the others stood on that page or under it


def spoil(base: Path, folder: Path, flips: int, cuts: int, seed: int = 1) -> Counter[str]:
    """Flip one byte at each of so many places, cut at so many; gives what came of it."""
    chance, result = random.Random(seed), Counter[str]()
    whole = base.read_bytes()
    before = set(_kept(base))
    path, new = folder / "испорчен.cdesk", folder / "спасён.cdesk"
    for _flip in range(flips):
        content = bytearray(whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        result[f"flip: {_opened(path, before)}"] += 1
        _salvaged(path, new, before, result, "flip", least=_FEWEST)
    for _cut in range(cuts):
        size = chance.randrange(len(whole))
        path.write_bytes(whole[:size])
        result[f"cut: {_opened(path, before)}"] += 1
        _salvaged(path, new, before, result, "cut", least=0)
    return result


def _opened(path: Path, before: set[str]) -> str:
    content = path.read_bytes()
    try:
        desk = Desk.open(path)
        try:
            desk.make_sure()
        finally:
            desk.close()
    except UserError:
        assert path.read_bytes() == content, "a damaged file was changed"
        return "noticed"
    assert set(_kept(path)) == before, "a value differs, and nobody noticed"
    return "harmless"


def _salvaged(path: Path, new: Path, before: set[str], counts: Counter[str], what: str, least: float) -> None:
    new.unlink(missing_ok=True)
    try:
        salvage(path, new)
    except UserError:
        counts[f"{what}: nothing to salvage"] += 1
        assert not least or path.stat().st_size < _PAGE, "salvage gave nothing for one byte"
        return
    desk = Desk.open(new)
    assert desk.verify() == []
    desk.close()
    try:
        share = len(before & set(_kept(new))) / len(before)
    except sqlite3.OperationalError:
        share = _FEWEST
    assert share >= least, f"{share:.0%} salvaged"
    counts[f"{what}: salvaged whole" if share == 1 else f"{what}: salvaged in part"] += 1


def _kept(path: Path) -> list[str]:
    return rows_of(path, without=("recording", "steps"))
