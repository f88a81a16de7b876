"""Rows of a table are taken together where they are one value a column, in their order, none left out."""

from __future__ import annotations

import datetime as dt

from cluster_desk.reports import document as doc
from cluster_desk.reports.document.batches import Batch, batches_of


def test_rows_of_values_come_together_and_others_one_by_one() -> None:
    plain = [doc.Row((n, f"Турнир № {n}")) for n in range(1, 4)]
    telling = doc.Row((4, doc.Cell("Итоги", bold=True)))
    short = doc.Row(("Всего",))
    total = doc.Row((6, "всего"), total=True)
    section = doc.Section("Раздел")
    group = doc.Group((plain[0], plain[1]))
    rows: tuple[doc.TableRow, ...] = (*plain, telling, plain[0], section, plain[1], group, short, plain[2], total)
    batches = list(batches_of(rows, 2))
    kinds = [each.rows if isinstance(each, Batch) else each for each in batches]
    assert kinds == [plain, telling, [plain[0]], section, [plain[1]], group, short, [plain[2]], [total]]
    first, last = batches[0], batches[-1]
    assert isinstance(first, Batch)
    assert isinstance(last, Batch)
    assert (first.columns, first.kinds) == ([(1, 2, 3), ("Турнир № 1", "Турнир № 2", "Турнир № 3")], [{int}, {str}])
    assert (first.total, last.total) == (False, True)


def test_no_batch_is_so_long_that_nothing_is_heard_of_it() -> None:
    rows = [doc.Row((dt.date(2026, 1, 1),)) for _day in range(1200)]
    lengths = [len(batch.rows) for batch in batches_of(rows, 1) if isinstance(batch, Batch)]
    assert sum(lengths) == 1200
    assert max(lengths) <= 500


def test_a_table_without_columns_keeps_its_rows() -> None:
    assert list(batches_of((doc.Row(()), doc.Section("Раздел")), 0)) == [doc.Row(()), doc.Section("Раздел")]
