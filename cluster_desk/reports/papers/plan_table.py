"""The calendar table of a plan alone, under its title."""

from __future__ import annotations

from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import Document, Heading
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.shared.plans import TABLE_OPTIONS, plan_of, plan_table, table_page

OPTIONS = TABLE_OPTIONS


def build(read: Reader, options: Options) -> Document:
    """The table of the plan that `options` name. Raises UserError for a plan, section or column that is not there."""
    plan = plan_of(read, options)
    table = plan_table(read, plan, options)
    return Document(plan.name, (Heading(plan.name, after=10), table), page=table_page(table, options))
