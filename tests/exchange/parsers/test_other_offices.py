"""Papers of other offices: other words, other orders, other merges; what is no plan is left alone and named."""

from pathlib import Path

import pytest

from cluster_desk.exchange.files.reader import read_document
from tests.exchange.make_docx import write_docx
from tests.exchange.office_papers import Paper, outline, papers


@pytest.mark.parametrize("paper", list(papers()), ids=lambda paper: paper.name)
def test_a_paper_is_understood(paper: Paper, tmp_path: Path) -> None:
    document = read_document(write_docx(tmp_path / "d.docx", paper.blocks))
    assert outline(document) == paper.expected


def test_there_are_enough_of_them() -> None:
    assert len(list(papers())) >= 40
