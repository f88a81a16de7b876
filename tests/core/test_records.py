"""What every kind of record says of itself."""

from __future__ import annotations

import pytest

from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import all_records, owner_of
from cluster_desk.core.records.fields import Part, Record, columns_of, title_column
from cluster_desk.core.records.plans import Responsible, StepResponsible


@pytest.mark.parametrize("record", all_records(), ids=lambda record: record.__name__)
def test_every_kind_says_its_area_table_label_and_title(record: type[Record]) -> None:
    assert record.AREA
    assert record.TABLE
    assert _(record.LABEL) != record.LABEL, "it has Russian words"
    assert title_column(record) in {"uuid", *columns_of(record)}
    assert issubclass(record, Part) == (owner_of(record) is not None)
    assert repr(record(id=7)) == f"{record.__name__}(id=7)"
    assert record() != record(), "each has an identity of its own"


def test_tables_are_told_once() -> None:
    assert len({record.TABLE for record in all_records()}) == len(all_records())


def test_what_a_class_line_leaves_out_is_as_in_the_class_it_is_made_from() -> None:
    assert StepResponsible.TABLE != Responsible.TABLE
    assert (StepResponsible.AREA, StepResponsible.LABEL) == (Responsible.AREA, Responsible.LABEL)
