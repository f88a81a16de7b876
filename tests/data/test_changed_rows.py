"""Which rows the latest changes touched, as the desk tells it."""

from __future__ import annotations

from cluster_desk.core.records.members import Organization
from cluster_desk.data import changed_rows
from cluster_desk.data.changed_rows import ChangedRows
from cluster_desk.desk import Desk
from tests.builders import an_organization


def test_every_change_undo_and_redo_is_told(desk: Desk) -> None:
    mark = desk.changed_rows.mark()
    assert desk.changed_rows.since(mark) == frozenset()
    [row] = desk.change("Organization added", an_organization())
    school = (Organization.TABLE, row)
    for step in (desk.undo, desk.redo):
        assert school in (desk.changed_rows.since(mark) or ())
        mark = desk.changed_rows.mark()
        step()
    assert school in (desk.changed_rows.since(mark) or ())


def test_what_makes_the_file_another_leaves_nothing_known(desk: Desk) -> None:
    mark = desk.changed_rows.mark()
    [row] = desk.change("Organization added", an_organization())
    school = desk.read.load(Organization, row)
    assert school is not None
    desk.change("Organization deleted", remove=[school])
    assert desk.changed_rows.since(mark)
    desk.empty_trash()
    assert desk.changed_rows.since(mark) is None
    assert desk.changed_rows.since(desk.changed_rows.mark()) == frozenset()


def test_only_the_latest_changes_are_kept() -> None:
    rows = ChangedRows()
    mark = rows.mark()
    for number in range(changed_rows._CHANGES_KEPT):
        rows.note([("plan_items", number, None, None)])
    assert len(rows.since(mark) or ()) == changed_rows._CHANGES_KEPT
    assert rows.note([("plan_items", 1, None, None)]) == {"plan_items"}
    assert rows.since(mark) is None
    assert rows.since(rows.mark() - 1) == frozenset({("plan_items", 1)})
    mark = rows.mark()
    rows.note(("plan_items", number, None, None) for number in range(changed_rows._ROWS_KEPT + 1))
    assert rows.since(mark) is None
