"""Reports: what they say is what the bare files hold, and nothing is concluded of what nobody reported."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import AgendaItem, Decision, DecisionState, Meeting
from cluster_desk.data.queries.minutes import list_decisions
from cluster_desk.desk import Desk
from cluster_desk.district.expected import FILE, read_expected, write_expected
from cluster_desk.district.package.delivering import Delivered
from cluster_desk.district.reports.catalog import REPORTS, build, find_cluster, find_indicator, report
from cluster_desk.district.reports.parts import Asked
from cluster_desk.district.store.engine import Store
from cluster_desk.district.store.loading import load, load_all
from cluster_desk.reports.document import Document, Row, Table, as_cell
from cluster_desk.reports.document.sheets import lines_of, sheets_of
from cluster_desk.reports.document.text import Sum
from cluster_desk.reports.formats import SUFFIXES, write_paper
from cluster_desk.rules.states import under_control
from tests.district import server
from tests.district.conftest import ENGINES, QUARTER, TODAY, YEAR, delivered_of, packed

NINE = (dt.date(2026, 1, 1), dt.date(2026, 9, 30))
EARLY = dt.date(2026, 4, 10)


@pytest.fixture(scope="module", params=ENGINES)
def told(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    socket_folder: Path | None,
    cluster_files: list[Path],
    of_year: list[Delivered],
) -> Iterator[Store]:
    """Two clusters that reported of the year so far, one of its first quarter alone."""
    folder = tmp_path_factory.mktemp("told")
    where = str(folder / "district.cdstore")
    if request.param == "postgresql":
        assert socket_folder
        where = server.new_database(socket_folder, "told")
    store = Store(where)
    first_quarter = delivered_of(cluster_files[2], (dt.date(2026, 1, 1), dt.date(2026, 3, 31)), EARLY)
    early = dt.datetime(2026, 4, 10, tzinfo=dt.UTC)
    paths = [packed(one, folder) for one in of_year[:2]]
    list(load_all(store, [*paths, packed(first_quarter, folder, early)]))
    yield store
    store.close()


def made(store: Store, name: str, period: tuple[dt.date, dt.date] = QUARTER, asked: Asked | None = None) -> Document:
    return build(store, report(name), *period, TODAY, asked)


def rows_of(document: Document, at: int = 0) -> list[list[Any]]:
    """The rows of a table as values."""
    table = [block for block in document.blocks if isinstance(block, Table)][at]
    rows = [row for row in table.rows if isinstance(row, Row)]
    values = [[as_cell(cell).content for cell in row.cells] for row in rows]
    return [[cell.value if isinstance(cell, Sum) else cell for cell in row] for row in values]


def words_in(document: Document) -> str:
    return "\n".join(line for block in document.blocks for line in lines_of(block))


def _bare(file: Path, sql: str, first: dt.date, last: dt.date) -> Any:
    with closing(sqlite3.connect(file)) as bare:
        return bare.execute(sql, (first.isoformat(), last.isoformat())).fetchone()


def test_numbers_side_by_side_are_those_of_the_bare_files(told: Store, cluster_files: list[Path]) -> None:
    held = "SELECT count(*), total(people_count) FROM events WHERE state = 'held' AND first_day BETWEEN ? AND ?"
    rows = {row[1].rsplit(" ", 1)[1]: row for row in rows_of(made(told, "clusters"))[:-1]}
    for number in (1, 2):
        count, people = _bare(cluster_files[number - 1], held, *QUARTER)
        assert rows[str(number)][2:6] == ["сдан", 7, count, people]
    silent = rows["3"]
    assert silent[2] == "не сдан"
    assert silent[4:] == [None] * 7  # what nobody reported is no zero
    total = rows_of(made(told, "clusters"))[-1]
    assert total[4] == rows["1"][4] + rows["2"][4]


def test_who_took_part_in_nothing_is_told_only_of_those_that_reported(told: Store, cluster_files: list[Path]) -> None:
    sql = (
        "SELECT group_concat(short_name, ', ') FROM organizations WHERE id <= 7 AND id NOT IN (SELECT organization_id "
        "FROM participations AS p JOIN events AS e ON e.id = p.events_id WHERE e.state = 'held' "
        "AND e.first_day BETWEEN ? AND ? AND organization_id IS NOT NULL)"
    )
    rows = rows_of(made(told, "absent", NINE))
    by_name = {row[1].rsplit(" ", 1)[1]: row for row in rows[:-1]}
    for number in (1, 2):
        names = _bare(cluster_files[number - 1], sql, *NINE)[0].split(", ")
        assert sorted(by_name[str(number)][5].split(", ")) == sorted(names)
        assert by_name[str(number)][4] == len(names)
    assert by_name["3"][2] == "сдан по 31.03.2026"


def test_decisions_money_and_people_add_up_to_the_bare_files(told: Store, cluster_files: list[Path]) -> None:
    late = "SELECT count(*) FROM decisions WHERE state IN ('in_work', 'partly') AND due < ?2 AND ?1 < due"
    planned = "SELECT total(first_quarter), (SELECT total(amount) FROM expenses) FROM budget_lines WHERE ?1 < ?2"
    decided = {row[1].rsplit(" ", 1)[1]: row for row in rows_of(made(told, "decisions", YEAR))[:-1]}
    money = {row[1].rsplit(" ", 1)[1]: row for row in rows_of(made(told, "money", YEAR))[:-1]}
    people = {row[1].rsplit(" ", 1)[1]: row for row in rows_of(made(told, "people", YEAR))[:-1]}
    for number in (1, 2):
        file = cluster_files[number - 1]
        assert decided[str(number)][6] == _bare(file, late, dt.date(2026, 1, 1), TODAY)[0]
        plan, spent = _bare(file, planned, *YEAR)
        assert float(money[str(number)][-3]) * 100 == plan
        assert float(money[str(number)][-2] or 0) * 100 == spent
        own = people[str(number)]
        assert sum(value or 0 for value in own[4:9]) == own[9]


def _any_decision(luck: random.Random, since: dt.date) -> Decision:
    """Of any state, due on any day or on none, settled before or after the day of the report."""
    days = [since + dt.timedelta(days=luck.randrange(400)) for _day in range(3)]
    state = luck.choice(list(DecisionState))
    due = days[0] if luck.random() < 0.8 else None
    decision = Decision(text="Подготовить отчёт", state=state, due=due)
    decision.due_words = f"до {due:%d.%m.%Y}" if due else luck.choice(("", "постоянно", "ежемесячно"))
    if state in (DecisionState.FULFILLED, DecisionState.DROPPED) and luck.random() < 0.7:
        decision.fulfilled_on = days[1]
    if state is DecisionState.MOVED:
        decision.moved_to = days[2]
    return decision


@pytest.mark.parametrize("seed", range(3))
def test_what_is_overdue_is_told_alike_by_the_register_and_over_clusters(
    new_store: Callable[[], Store], tmp_path: Path, seed: int
) -> None:
    luck = random.Random(seed)
    meetings = []
    for n in range(1, 10):
        day = dt.date(2026, n, 10)
        agenda = [AgendaItem(topic="О ходе", decisions=[_any_decision(luck, day) for _one in range(8)])]
        meetings.append(Meeting(number=n, day=day, theme="Ход работы", agenda=agenda))
    path = tmp_path / "office.cdesk"
    Desk.create(path, Cluster(name="Лесной кластер"), *meetings).close()
    for last in (dt.date(2026, 3, 31), dt.date(2026, 9, 30), dt.date(2026, 12, 31)):
        store, today = new_store(), dt.date(2027, 2, 1)
        load(store, packed(delivered_of(path, (dt.date(2026, 1, 1), last), today), tmp_path))
        with closing(Desk.open(path, read_only=True)) as desk:
            known = [(one, under_control(one.due_facts, last)) for one in list_decisions(desk.read, last)]
        late = sorted((told.overdue_days for _one, told in known if told.overdue_days), reverse=True)
        assert late or last.month == 3
        document = build(store, report("decisions"), dt.date(2026, 1, 1), last, today)
        one = rows_of(document)[0]
        done = sum(decision.state is DecisionState.FULFILLED for decision, _told in known)
        assert one[3:8] == [
            len(known),
            done,
            sum(told.is_open for _one, told in known),
            len(late),
            max(late, default=None),
        ]
        assert [row[5] for row in (rows_of(document, 1) if late else [])] == late


def test_plans_by_quarter_add_up_and_silence_is_not_undone(told: Store) -> None:
    document = made(told, "plan", YEAR)
    for at in range(4):
        for row in rows_of(document, at)[:-1]:
            assert row[3] == sum(value or 0 for value in row[4:10])
    assert "пункт без отметки не считается невыполненным" in words_in(document)


def test_the_list_of_who_reported_ends_in_a_reminder(told: Store) -> None:
    document = made(told, "deliveries")
    assert [row[3] for row in rows_of(document)] == ["не сдан", "сдан", "сдан"]
    words = words_in(document)
    assert "Просим прислать отчёт кластера за период: III квартал 2026 года." in words
    assert "— Восточный образовательный кластер № 3" in words


def test_who_never_sent_a_report_is_told_where_it_is_expected(told: Store, tmp_path: Path) -> None:
    path = tmp_path / FILE
    write_expected(path, "Дальний кластер\n\n  южный образовательный кластер № 1 \nДальний  кластер\n")
    assert read_expected(path) == ("Дальний кластер", "южный образовательный кластер № 1")
    path.write_bytes("Дальний кластер".encode("cp1251"))
    asked = Asked(expected=read_expected(path))
    document = made(told, "deliveries", asked=asked)
    assert [row[3] for row in rows_of(document)] == ["не сдан", "сдан", "сдан", "не присылал ни разу"]
    assert "— Дальний кластер" in words_in(document)
    assert "Не присылали отчётов ни разу: Дальний кластер." in words_in(made(told, "clusters", asked=asked))


def test_one_indicator_over_all_and_all_against_their_targets(told: Store) -> None:
    name = find_indicator(told, "доля")
    document = made(told, "indicators", YEAR, Asked(indicator=name))
    assert len(rows_of(document)) == 3
    assert {row[6] for row in rows_of(document)} <= {"достигнуто", "пока нет", "не достигнуто"}
    assert [row[1] for row in rows_of(document)] == [dt.date(2026, 3, 31), TODAY, TODAY]  # by cluster, as each told it
    assert len(rows_of(made(told, "indicators", YEAR))) > 3


def test_a_part_of_a_year_is_not_held_against_the_years_target(
    told: Store, store: Store, cluster_files: list[Path], tmp_path: Path
) -> None:
    document = made(told, "indicators", YEAR)
    rows = [row for row in rows_of(document) if row[5] is not None]
    parts = [row for row in rows if row[4] == dt.date(2026, 3, 31)]
    assert parts
    assert not any(row[6] for row in parts)
    assert all(row[6] for row in rows if row[4] == dt.date(2026, 12, 31))
    assert "значение за часть года с ним не сравнивается" in words_in(document)
    delivered = delivered_of(cluster_files[0], QUARTER)
    delivered.rows["indicator_values"] = [
        (2, 1, None, "2026-07-01", "2026-09-30", "7", 7.0, True, "not_yet"),
        (2, 2, None, "2026-01-01", "2026-12-31", "25", 25.0, True, "reached"),
    ]
    load(store, packed(delivered, tmp_path))
    for name in ("clusters", "summary"):
        assert rows_of(made(store, name), 1)[0][4] == "1 из 1"
    assert [row[5:] for row in rows_of(made(store, "indicators")) if row[5:]] == [[25, "достигнуто"], [7, ""]]


def test_the_summary_tells_what_each_report_tells(told: Store) -> None:
    every = ("clusters", "people", "organizations", "absent", "plan", "decisions", "indicators", "money", "deliveries")
    for period in (QUARTER, NINE, YEAR, (dt.date(2025, 7, 1), dt.date(2026, 12, 31))):
        names = every if period[0].year == period[1].year else (*every, "years")
        apart = [block for name in names for block in made(told, name, period).blocks if isinstance(block, Table)]
        assert [block for block in made(told, "summary", period).blocks if isinstance(block, Table)] == apart


def test_over_the_years_a_year_nobody_reported_is_blank(told: Store) -> None:
    document = made(told, "years", (dt.date(2025, 1, 1), dt.date(2026, 12, 31)))
    assert all(row[2] is None for row in rows_of(document)[:-1])
    assert all(row[3] for row in rows_of(document)[:-1])
    assert "2026 (по 31.03.2026)" in words_in(document)
    wider = made(told, "years")  # a quarter alone has nothing beside it: five years are shown
    assert [len(row) for row in rows_of(wider)] == [7] * 4


def test_each_number_leads_to_its_file_and_events(told: Store, tmp_path: Path) -> None:
    document = made(told, "summary", QUARTER, Asked(sources=True))
    path = tmp_path / "свод.xlsx"
    write_paper(document, path)
    book = load_workbook(path)
    assert {"Кластеры", "Источники", "Мероприятия"} <= set(book.sheetnames)
    events = [row for row in book["Мероприятия"].iter_rows(values_only=True) if isinstance(row[1], int)]
    side = rows_of(made(told, "clusters"))
    for row in side[:-1]:
        own = [event for event in events if event[0] == row[1]]
        assert len(own) == (row[4] or 0)
        assert sum(int(str(event[-1] or 0)) for event in own) == (row[5] or 0)
    people = [row for row in book["Участие по мероприятиям"].iter_rows(values_only=True) if isinstance(row[1], int)]
    organizations = [row for row in rows_of(made(told, "organizations")) if row[1:] and row[1]]
    for name, count, *_kinds, whole in organizations:
        own = [row for row in people if row[4] == name]
        assert len({(row[0], row[1]) for row in own}) == count
        assert sum(int(str(row[7])) for row in own if row[6] == "человек" and row[7]) == (whole or 0)
    assert sum(int(str(row[7] or 0)) for row in people if row[6] == "человек") == side[-1][5]
    files = [
        cell for row in book["Источники"].iter_rows(values_only=True) for cell in row if str(cell).endswith("report")
    ]
    assert len(files) == 2


def test_every_report_is_written_in_four_formats(told: Store, tmp_path: Path) -> None:
    cluster = find_cluster(told, "№ 1")
    for one in REPORTS:
        document = made(told, one.id, NINE, Asked(cluster if one.needs_cluster else None))
        for suffix in SUFFIXES if one.id in ("clusters", "cluster") else (".html",):
            write_paper(document, tmp_path / f"{one.id}{suffix}")
            assert (tmp_path / f"{one.id}{suffix}").stat().st_size > 500
        assert sheets_of(document)


def test_what_cannot_be_told_is_a_sentence(told: Store, store: Store, of_year: list[Delivered], tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Ни одного отчёта"):
        made(store, "clusters")
    with pytest.raises(UserError, match="целые месяцы"):
        made(told, "clusters", (dt.date(2026, 7, 5), dt.date(2026, 9, 30)))
    with pytest.raises(UserError, match="о каком кластере"):
        made(told, "cluster")
    with pytest.raises(UserError, match="может значить"):
        find_cluster(told, "кластер")
    with pytest.raises(UserError, match="Нет показателя"):
        find_indicator(told, "рост")
    load(store, packed(of_year[0], tmp_path))
    assert len(rows_of(made(store, "clusters"))) == 2
