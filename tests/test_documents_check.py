"""A sample of the documents that are put together at random: `make documents-check` reads two hundred."""

from pathlib import Path

import pytest

from tests.documents_check.compared import check

_SAMPLE = 40


@pytest.mark.parametrize("first", range(0, _SAMPLE, 10))
def test_documents_put_together_at_random_are_read_right(first: int, tmp_path: Path) -> None:
    outcomes = [check(seed, tmp_path) for seed in range(first, first + 10)]
    assert [line for one in outcomes for line in (*one.wrong, *one.homeless)] == []
