"""The summary («Свод»): every table of the reports in one workbook, each number with its source."""

from __future__ import annotations

from cluster_desk.district.reports import tables
from cluster_desk.district.reports.beside import side_by_side
from cluster_desk.district.reports.parts import Asked, Part
from cluster_desk.district.store.numbers import Numbers


def everything(numbers: Numbers, asked: Asked) -> list[Part]:
    """The parts of all reports, one after another."""
    wanted = [side_by_side, tables.people, tables.organizations, tables.absent, tables.plan, tables.decisions,
              tables.indicators, tables.budget, tables.reported_part]  # fmt: skip
    if len(numbers.years) > 1:
        wanted.append(tables.years)
    return [part for each in wanted for part in each(numbers, asked)]
