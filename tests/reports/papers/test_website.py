"""Papers for the website hold of people only their names, and no paper but a letter holds anybody's phone or e-mail."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.privacy.patterns import contact_pattern, emails_in, numbers_in
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import PAPERS, Paper
from cluster_desk.reports.document.options import WEBSITE, resolve_options

FOR_WEBSITE = [paper for paper in PAPERS if WEBSITE in paper.options]
_ON_LETTERHEAD = ("invitations", "pack", "answer")  # which tells the school's own telephone and e-mail
WITHOUT_PHONES = [paper for paper in PAPERS if paper not in FOR_WEBSITE and paper.id not in _ON_LETTERHEAD]
"""Letters to those invited tell whom to ring: the secretary."""


def test_the_papers_with_people_can_be_made_for_the_website() -> None:
    assert {paper.id for paper in FOR_WEBSITE} == {"members", "council", "contacts", "results-summary"}


@pytest.mark.parametrize("paper", FOR_WEBSITE, ids=lambda paper: paper.id)
def test_no_phone_e_mail_or_post_is_on_a_paper_for_the_website(sample_file: Path, paper: Paper) -> None:
    desk = Desk.open(sample_file, read_only=True)
    text = str(paper.build(desk.read, resolve_options(paper.options, desk.read, {"website": "1"})))
    assert not any(word in text for word in ("(00000)", "@", "директор", "заведующ"))
    people = [row[0] for row in desk.read.rows("SELECT name FROM people")]
    desk.close()
    assert any(name.split()[0] in text for name in people)


@pytest.mark.parametrize("paper", WITHOUT_PHONES, ids=lambda paper: paper.id)
def test_no_other_paper_holds_anybodys_phone_or_address(sample_file: Path, paper: Paper) -> None:
    desk = Desk.open(sample_file, read_only=True)
    values = [f"{phone}\n{email}" for phone, email in desk.read.rows("SELECT phone, email FROM people")]
    numbers = {number for line in "\n".join(values).split("\n") for number in numbers_in(line)}
    pattern = contact_pattern(numbers, emails_in("\n".join(values)))
    built = [str(paper.build(desk.read, options)) for options in _ways(desk, paper)]
    desk.close()
    assert pattern
    assert built
    assert not any(pattern.search(text) for text in built)


def _ways(desk: Desk, paper: Paper) -> list[dict[str, str]]:
    """The options that the paper can be built with: what each begins with, or another choice of those it needs."""
    needed = [option for option in paper.options if option.required]
    tried = [{option.name: option.default(desk.read) for option in needed}]
    tried += [{option.name: choice.code} for option in needed for choice in option.choices(desk.read)]
    results = []
    for entry in tried:
        try:
            paper.build(desk.read, entry)
        except UserError:
            continue
        results.append(entry)
    return results[:3]
