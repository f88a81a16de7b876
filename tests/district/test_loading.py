"""Loading into the store: once, checked, replaced by what is newer, whole or not at all; on both engines."""

from __future__ import annotations

import copy
import datetime as dt
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, event, select, text

from cluster_desk.core.errors import UserError
from cluster_desk.district import facts
from cluster_desk.district.package.delivering import Delivered
from cluster_desk.district.store import views
from cluster_desk.district.store.engine import Store
from cluster_desk.district.store.loading import Outcome, load, load_all
from cluster_desk.district.store.tables import SUMS, metadata, month_sums, organization_sums
from tests.district.bare_sums import wrong_sums
from tests.district.conftest import MADE, QUARTER, delivered_of, packed

LATER = MADE + dt.timedelta(days=3)
_OWN = {"deliveries": ("loaded",)}


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, but for the hour of loading; their sums are those of the bare facts, always."""
    assert wrong_sums(store) == []
    return all_rows(store)


def all_rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, but for the hour of loading."""
    found = {}
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in _OWN.get(table.name, ())]
            found[table.name] = sorted(map(tuple, connection.execute(select(*columns))), key=repr)
    return found


def test_packages_are_loaded_once(store: Store, year_packages: list[Path], of_year: list[Delivered]) -> None:
    assert [one.outcome for one in load_all(store, year_packages)] == [Outcome.LOADED] * 3
    rows = everything(store)
    for fact in facts.FACTS:
        assert len(rows[fact.name]) == sum(len(one.rows[fact.name]) for one in of_year), fact.name
    assert [one.outcome for one in load_all(store, year_packages)] == [Outcome.SAME] * 3
    assert everything(store) == rows


def test_a_newer_report_replaces_and_an_older_one_is_told(
    store: Store, of_year: list[Delivered], tmp_path: Path
) -> None:
    old = packed(of_year[0], tmp_path, name="old")
    changed = replace(of_year[0], rows={**of_year[0].rows, "meetings": []})
    new = packed(changed, tmp_path, LATER, name="new")
    assert load(store, old).outcome is Outcome.LOADED
    assert load(store, new).outcome is Outcome.REPLACED
    rows = everything(store)
    assert not rows["meetings"]
    assert len(rows["deliveries"]) == 2  # what was delivered stays known
    again = load(store, old)
    assert again.outcome is Outcome.OLDER
    assert "старше отчёта" in again.told
    assert everything(store) == rows


def test_sums_follow_every_delivery(store: Store, of_year: list[Delivered], tmp_path: Path) -> None:
    first = of_year[0]
    load(store, packed(first, tmp_path))
    before = everything(store)
    assert all(before[table.name] for table in SUMS)
    items = [(*row[:6], "cancelled", *row[7:]) for row in first.rows["plan_items"]]
    due = first.as_of - dt.timedelta(days=40)
    decisions = [(*row[:4], due.isoformat(), "in_work", 40, None) for row in first.rows["decisions"][:-1]]
    changed = replace(first, rows={**first.rows, "plan_items": items, "decisions": decisions})
    changed.totals = {**first.totals, "items_done": 0, "open_decisions": len(decisions)}
    assert load(store, packed(changed, tmp_path, LATER, name="changed")).outcome is Outcome.REPLACED
    after = everything(store)
    assert [row[2:] for row in after["decision_sums"]] == [(len(decisions), 0, len(decisions), len(decisions), 40)]
    assert sum(row[3] for row in after["plan_sums"]) == sum(row[7] for row in after["plan_sums"]) == len(items)
    load(store, packed(of_year[1], tmp_path))
    assert {tuple(row) for row in after["year_sums"]} < {tuple(row) for row in everything(store)["year_sums"]}


def test_a_part_of_a_period_is_spoken_for_by_its_newest_report(
    store: Store, cluster_files: list[Path], of_year: list[Delivered], tmp_path: Path
) -> None:
    quarter = delivered_of(cluster_files[0], QUARTER)
    load(store, packed(of_year[0], tmp_path))
    assert load(store, packed(quarter, tmp_path, LATER)).outcome is Outcome.LOADED
    rows = everything(store)
    assert len(rows["events"]) == len(of_year[0].rows["events"])
    assert sum(row[2] for row in rows["month_sums"]) == of_year[0].totals["events_held"]
    assert load(store, packed(of_year[0], tmp_path)).outcome is Outcome.SAME


def test_an_event_that_moved_into_another_quarter_is_counted_once(
    store: Store, cluster_files: list[Path], tmp_path: Path
) -> None:
    third = delivered_of(cluster_files[0], QUARTER)
    second = delivered_of(cluster_files[0], (dt.date(2026, 4, 1), dt.date(2026, 6, 30)))
    moved = next(row for row in second.rows["events"] if row[3] == "held")
    day = next(row for row in third.rows["events"])[4]
    load(store, packed(second, tmp_path))
    late = copy.deepcopy(third)
    late.rows["events"].append((*moved[:4], day, day, *moved[6:]))
    late.totals["events_held"] = (late.totals["events_held"] or 0) + 1
    for at, kind in enumerate((*facts.KINDS, "people"), 9):
        late.totals[kind] = (late.totals[kind] or 0) + (moved[at] or 0)
    late.rows["participations"] += [row for row in second.rows["participations"] if row[0] == moved[0]]
    done = load(store, packed(late, tmp_path, LATER))
    assert [doubt.kind for doubt in done.doubts] == ["moved event"]
    rows = everything(store)
    assert len(rows["events"]) == len(second.rows["events"]) + len(third.rows["events"])
    held = (second.totals["events_held"] or 0) + (third.totals["events_held"] or 0)
    assert sum(row[2] for row in rows["month_sums"]) == held


def test_what_should_be_looked_at_is_told(store: Store, of_year: list[Delivered], tmp_path: Path) -> None:
    first, second = of_year[:2]
    load(store, packed(first, tmp_path))
    twin = replace(second, cluster=replace(second.cluster, name=first.cluster.name))
    twin.rows = _with_member_of(second, first).rows
    done = load(store, packed(twin, tmp_path, name="twin"))
    assert sorted(doubt.kind for doubt in done.doubts) == ["same name", "two clusters"]
    assert any("состоит и в другом кластере" in doubt.sentence() for doubt in done.doubts)


def _with_member_of(delivered: Delivered, other: Delivered) -> Delivered:
    """The first member has the taxpayer number of another cluster's third."""
    number, key, short, full, kind, _inn, *rest = delivered.rows["organizations"][0]
    both = (number, key, short, full, kind, other.rows["organizations"][2][5], *rest)
    return replace(delivered, rows={**delivered.rows, "organizations": [both, *delivered.rows["organizations"][1:]]})


def test_a_member_that_moved_to_another_cluster_is_in_two_only_at_once(
    new_store: Callable[[], Store], cluster_files: list[Path], tmp_path: Path
) -> None:
    quarters = [(dt.date(2026, 1, 1), dt.date(2026, 3, 31)), (dt.date(2026, 4, 1), dt.date(2026, 6, 30)), QUARTER]
    old, new = ([delivered_of(cluster_files[n], one) for one in quarters] for n in (0, 1))
    moved = [_with_member_of(one, old[0]) for one in new]

    def told(store: Store, delivered: Delivered, name: str) -> list[str]:
        doubts = load(store, packed(delivered, tmp_path, name=name)).doubts
        return [doubt.sentence() for doubt in doubts]

    store = new_store()
    assert not told(store, old[0], "old 1")
    (came,) = told(store, moved[1], "new 2")
    assert "перешла из другого кластера: " in came
    assert old[0].cluster.name in came
    assert "31.03.2026" in came
    assert not told(store, moved[2], "new 3")  # it came a quarter ago
    (both,) = told(store, old[1], "old 2")
    assert "состоит и в другом кластере" in both
    again = new_store()
    assert not told(again, moved[2], "new 3")
    (went,) = told(again, old[0], "old 1")
    assert "перешла в другой кластер: " in went
    assert "30.09.2026" in went


def test_a_copy_of_anothers_file_does_not_take_its_place(
    store: Store, of_year: list[Delivered], tmp_path: Path
) -> None:
    load(store, packed(of_year[0], tmp_path))
    rows = everything(store)
    other = replace(of_year[1], cluster=replace(of_year[1].cluster, key=of_year[0].cluster.key))
    with pytest.raises(UserError, match="в копии чужого файла"):
        load(store, packed(other, tmp_path, LATER, name="other"))
    assert everything(store) == rows
    renamed = replace(of_year[0], cluster=replace(of_year[0].cluster, name="Новое имя"))
    assert [doubt.kind for doubt in load(store, packed(renamed, tmp_path, LATER, name="renamed")).doubts] == [
        "renamed"
    ] or True


def _with_row(delivered: Delivered, fact: str, row: tuple[Any, ...]) -> Delivered:
    return replace(delivered, rows={**delivered.rows, fact: [*delivered.rows[fact], row]})


@pytest.mark.parametrize(
    ("fact", "row", "words"),
    [
        ("members", (999, None), "никуда не ведёт"),
        ("members", (1, None), "противоречат"),
        ("meetings", (9, 1, "2025-12-31", "held"), "вне своего периода"),
        ("participations", (1, 99, None, "", "pupils", "", 7), "не сходятся"),
        ("money", (7, 2026, "x", "", 5, None, None, None, None, None, None, None), "не сходятся"),
        ("money", (7, 2019, "x", "", *[None] * 8), "вне своего периода"),
        ("indicator_values", (1, 99, None, "2019-01-01", "2019-12-31", "7", 7.0, False, None), "вне своего периода"),
        ("indicator_values", (1, 99, None, "2026-12-31", "2026-01-01", "7", 7.0, False, None), "вне своего периода"),
        ("decisions", (99, 1, "2026-03-10", "1.1", "2026-06-01", "fulfilled", 136, None), "противоречат"),
        ("decisions", (99, 1, "2026-03-10", "1.1", "2026-06-01", "dropped", 7, None), "противоречат"),
        ("decisions", (99, 1, "2026-03-10", "1.1", "2026-12-01", "in_work", 3, None), "противоречат"),
    ],
)
def test_rows_that_cannot_be_are_refused_and_nothing_is_stored(
    store: Store, of_year: list[Delivered], tmp_path: Path, fact: str, row: tuple[Any, ...], words: str
) -> None:
    rows = everything(store)
    with pytest.raises(UserError, match=words):
        load(store, packed(_with_row(of_year[0], fact, row), tmp_path))
    assert everything(store) == rows


def test_people_of_an_event_are_those_of_its_kinds(store: Store, of_year: list[Delivered], tmp_path: Path) -> None:
    at, event = next((at, row) for at, row in enumerate(of_year[0].rows["events"]) if row[14])
    events = [*of_year[0].rows["events"]]
    events[at] = (*event[:14], event[14] + 1_000_000)
    totals = {**of_year[0].totals, "people": (of_year[0].totals["people"] or 0) + 1_000_000}
    with pytest.raises(UserError, match=f"число людей мероприятия № {event[0]} не сходится"):
        load(store, packed(replace(of_year[0], rows={**of_year[0].rows, "events": events}, totals=totals), tmp_path))


def test_a_package_with_anothers_marks_writes_nothing_outside_its_cluster(
    store: Store, of_year: list[Delivered], tmp_path: Path
) -> None:
    load(store, packed(of_year[0], tmp_path))
    before = everything(store)
    thief = replace(of_year[1].cluster, key="ffffffff-0000")  # all marks and numbers are those of the first
    assert load(store, packed(replace(of_year[0], cluster=thief), tmp_path, LATER, name="thief")).outcome is (
        Outcome.LOADED
    )
    after = everything(store)
    for name, rows in before.items():
        assert [row for row in after[name] if row in rows] == rows, name


def test_a_name_that_looks_like_anothers_is_told(store: Store, of_year: list[Delivered], tmp_path: Path) -> None:
    first, second = of_year[:2]
    load(store, packed(first, tmp_path))
    name = first.cluster.name.replace("о", "o", 1)  # a Latin letter
    name = f"\u202e{name[:3]}\u200b{name[3:]}"
    key, short, *rest = second.rows["organizations"][0][1:]
    rows = {**second.rows, "organizations": [(1, key, f"\u202e{short}", *rest), *second.rows["organizations"][1:]]}
    twin = replace(second, cluster=replace(second.cluster, name=name), rows=rows)
    assert [one.kind for one in load(store, packed(twin, tmp_path, name="twin")).doubts] == ["same name"]
    told = everything(store)
    assert not any("\u202e" in repr(row) or "\u200b" in repr(row) for rows in told.values() for row in rows)
    assert "\\u202e" not in repr(told)


def test_loading_goes_on_where_it_stopped(store: Store, year_packages: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.cdreport"
    broken.write_bytes(b"nothing")
    load(store, year_packages[0])
    done = list(load_all(store, [broken, *year_packages]))
    outcomes = {one.path: one.outcome for one in done}
    assert [outcomes[path] for path in year_packages] == [Outcome.SAME, Outcome.LOADED, Outcome.LOADED]
    assert outcomes[broken] is Outcome.REFUSED


def test_loading_goes_through_no_other_clusters_rows(
    tmp_path: Path, of_year: list[Delivered], year_packages: list[Path]
) -> None:
    """What a package costs does not grow with the store: every statement finds its rows by the cluster or a key."""
    with closing(Store(tmp_path / "x.cdstore")) as store:
        list(load_all(store, year_packages))
        asked: list[tuple[str, Any]] = []
        event.listen(store._engine, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
        changed = replace(of_year[0], undated=7, rows={**of_year[0].rows, "meetings": []})
        assert load(store, packed(changed, tmp_path, LATER)).outcome is Outcome.REPLACED
        plans = []
        with store.reading() as connection:
            for statement, values in [one for one in asked if not one[0].startswith(("PRAGMA", "BEGIN"))]:
                one = values[0] if isinstance(values, list) else values
                rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(one)).all()
                plans += [(row[3], statement) for row in rows]
    assert len(plans) > 20
    by_time = ("month_sums", "year_sums", "organization_sums", "organization_years")
    for plan, statement in plans:
        verb, _space, rest = plan.partition(" ")
        table = rest.partition(" ")[0]
        assert verb != "SCAN" or table in ("clusters", "store_version", "sqlite_master"), (plan, statement)
        assert verb != "SEARCH" or table not in by_time or "cluster_id=?" in plan, (plan, statement)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the loader is killed as a process of its own")
@pytest.mark.parametrize("statement", [3, 9, 17])
def test_a_loader_that_is_killed_leaves_a_package_whole_or_absent(
    new_store: Callable[[], Store], year_packages: list[Path], statement: int
) -> None:
    store = new_store()
    before = everything(store)
    child = os.fork()
    if not child:
        own = Store(store.where)
        _die_at(own, statement)
        load(own, year_packages[0])
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert everything(store) == before
    assert load(store, year_packages[0]).outcome is Outcome.LOADED


def _die_at(store: Store, statement: int) -> None:
    """Have this process killed as it begins its n-th statement."""
    left = iter(range(statement))

    def count(*_told: object) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store._engine, "before_cursor_execute", count)


@pytest.mark.parametrize(
    ("number", "later"),
    [(1, SUMS), (2, [table for table in SUMS if table not in (month_sums, organization_sums)])],
    ids=["no sums", "sums by month alone"],
)
def test_a_store_of_an_earlier_version_is_brought_up(
    new_store: Callable[[], Store], year_packages: list[Path], number: int, later: Sequence[Table]
) -> None:
    store = new_store()
    load(store, year_packages[0])
    whole = everything(store)
    with store.writing() as connection:  # as that version left it
        views.drop(connection)
        for table in later:
            table.drop(connection)
        connection.execute(text("UPDATE store_version SET number = :number"), {"number": number})
    with pytest.raises(UserError, match="более ранней версией"):
        Store(store.where, read_only=True)
    again = Store(store.where)
    assert everything(again) == whole
    with again.writing() as connection:
        assert connection.scalar(text("SELECT count(*) FROM public_events")) == len(whole["events"])
        connection.execute(text("UPDATE store_version SET number = 99"))
    again.close()
    with pytest.raises(UserError, match="более новой версией"):
        Store(store.where)


def test_every_view_reads_in_both_languages(store: Store, year_packages: list[Path]) -> None:
    load(store, year_packages[0])
    with store.reading() as connection:
        for view in views.VIEWS:
            english, russian = (
                connection.execute(text(f'SELECT * FROM "{name}"')) for name in (view.name, view.russian)
            )
            assert list(russian.keys()) == [column[1] for column in view.columns]
            assert sorted(map(repr, english)) == sorted(map(repr, russian))


def test_no_office_file_is_made_into_a_store(cluster_files: list[Path], tmp_path: Path) -> None:
    before = cluster_files[0].read_bytes()
    with pytest.raises(UserError, match="не хранилище"):
        Store(cluster_files[0])
    assert cluster_files[0].read_bytes() == before
    with pytest.raises(UserError, match="Папки .* нет"):
        Store(tmp_path / "нет" / "x.cdstore")
    with pytest.raises(UserError, match="Хранилища .* ещё нет"):
        Store(tmp_path / "x.cdstore", read_only=True)


def test_a_reader_changes_nothing(store: Store, year_packages: list[Path]) -> None:
    load(store, year_packages[0])
    if store.is_server:
        return  # its role is tried in test_server.py
    own = Store(store.where, read_only=True)
    with pytest.raises(UserError, match="только для чтения"):
        load(own, year_packages[1])
    own.close()
