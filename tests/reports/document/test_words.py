"""The words of many texts are measured at once, and the lines of many texts are counted at once, as those of each."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from cluster_desk.reports.document import Cell, Row, Section, TableRow
from cluster_desk.reports.document.batches import Batch, batches_of
from cluster_desk.reports.document.signs import SOFT_HYPHEN
from cluster_desk.reports.document.typography import letter_widths
from cluster_desk.reports.document.words import END, Words
from cluster_desk.reports.writers.excel.heights import _Ruler

_TEXTS = st.lists(st.text(alphabet=f"шгЩ17. \u00a0{SOFT_HYPHEN}\n", max_size=40), min_size=1, max_size=12)


@given(_TEXTS, st.booleans())
@example([f"11111 111ш{SOFT_HYPHEN}"], False)
def test_the_widest_word_is_that_of_all_texts(texts: list[str], bold: bool) -> None:
    words, measure = Words(bold=bold), letter_widths(bold)
    words.of(texts)
    parted = " ".join(texts).replace(SOFT_HYPHEN, "- ").split()
    assert measure(words.widest) == max(map(measure, parted), default=0.0)


@given(_TEXTS, st.floats(5, 60), st.booleans())
def test_lines_of_many_texts_are_those_of_each(texts: list[str], width: float, bold: bool) -> None:
    ruler = _Ruler(width, bold)
    assert ruler.lines_of_many(texts, Words(bold=bold).of(texts)) == [ruler.lines(text) for text in texts]


def test_a_text_with_an_unseen_sign_is_one_text() -> None:
    assert Words(bold=False).of(["а\0б", "9"]).count(END) == 2


def test_rows_of_a_table_are_taken_together_where_they_are_alike() -> None:
    rows = [Row(("а", n)) for n in range(1200)]
    assert [len(each.rows) for each in batches_of(rows, 2) if isinstance(each, Batch)] == [500, 500, 200]
    mixed: tuple[TableRow, ...] = (
        rows[0],
        Row(("а", 1), total=True),
        Row(("а",)),
        Section("Раздел"),
        Row((Cell("а"), 1)),
        *rows[1:3],
    )
    taken = [each.rows if isinstance(each, Batch) else each for each in batches_of(mixed, 2)]
    assert taken == [[mixed[0]], [mixed[1]], mixed[2], mixed[3], mixed[4], [*rows[1:3]]]
