"""Papers for the website hold of people only their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import PAPERS
from cluster_desk.reports.options import settle


@pytest.mark.parametrize("paper", ["members", "council", "contacts"])
def test_no_phone_e_mail_or_post_is_on_a_paper_for_the_website(sample_file: Path, paper: str) -> None:
    desk = Desk.open(sample_file, read_only=True)
    told = next(one for one in PAPERS if one.id == paper)
    text = str(told.build(desk.read, settle(told.options, desk.read, {"website": "1"})))
    assert not any(word in text for word in ("(00000)", "@", "директор", "заведующ"))
    people = [row[0] for row in desk.read.rows("SELECT name FROM people")]
    desk.close()
    assert any(name.split()[0] in text for name in people)
