"""A sample of the pairs of histories that are merged: `make merge-check` merges a thousand."""

import random
from collections import Counter
from pathlib import Path

from tests.merge_check.checks import checked
from tests.merge_check.killed import killed

_PAIRS = 8


def test_no_edit_of_either_side_is_lost_unseen(tmp_path: Path) -> None:
    counts = Counter[str]()
    assert list(checked(tmp_path, _PAIRS, 7, counts)) == []
    assert counts["pairs"] == counts["three ways"] == _PAIRS


def test_a_merge_that_is_killed_is_done_wholly_or_not_at_all(tmp_path: Path) -> None:
    assert killed(tmp_path, random.Random(1), Counter(), every=12) == []
