"""A plan of 2,000 items on the screen, beside a QTreeView over QStandardItemModel with the same delegate.

    python -m bench.plan_table       (part of make bench)

Opened means: its rows read from the file, understood and put into the view, and the first page painted.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from functools import partial
from pathlib import Path

from bench import lines

ITEMS, SECTIONS = 2000, 20
_TENTH = ITEMS // 10
_OFTEN = 20
_TODAY = dt.date(2026, 10, 14)
_WORDS = ("октябрь", "в течение года", "ежеквартально", "до 4 ноября", "20–24 октября", "сентябрь", "по графику")


def make_file(path: Path, items: int) -> int:
    """A data file with a plan of so many items in `SECTIONS` sections; gives the plan's row number."""
    from cluster_desk.core.records.cluster import Cluster
    from cluster_desk.core.records.fields import Record
    from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection, Responsible
    from cluster_desk.desk import Desk

    desk = Desk.create(path, Cluster(name="Заречный образовательный кластер"))
    plan = desk.draft(Plan, name="План", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31))
    records: list[Record] = [plan]
    for place in range(SECTIONS):
        section = desk.draft(PlanSection, plan_id=plan.id, place=place, name=f"Раздел {place + 1}")
        records.append(section)
        for at in range(items // SECTIONS):
            number = place * (items // SECTIONS) + at
            name = f"Работа районных методических объединений учителей-предметников, заседание {number + 1}"
            who = [Responsible(name="Астахова О. В.")]
            deadline = _WORDS[number % len(_WORDS)]
            records.append(
                PlanItem(
                    section_id=section.id,
                    place=at,
                    number=str(at + 1),
                    title=name,
                    deadline=deadline,
                    responsible="Астахова О. В.",
                    people=who,
                )
            )
    desk.change("Plan added", *records)
    desk.close()
    return plan.id or 0


def main() -> int:
    """Print the lines; gives the exit status."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    _application = QApplication([])
    measure(ITEMS, _TENTH)
    return 0


def measure(items: int, fewer: int) -> None:
    """A plan of so many items beside its peer, and beside a plan of `fewer`."""
    from cluster_desk.desk import Desk
    from cluster_desk.ui.look import theme

    theme.start("light")
    with tempfile.TemporaryDirectory() as folder:
        work: dict[int, dict[str, lines.Run]] = {}
        desks = []
        for count in (items, fewer):
            path = Path(folder) / f"{count}.cdesk"
            plan = make_file(path, count)
            desks.append(desk := Desk.open(path))
            opened = lines.timed(partial(_open_ours, desk, plan))
            if count == items:
                peer = lines.timed(partial(_open_peer, desk, plan))
                lines.compare(f"plan of {items} items opened | QStandardItemModel", "1.2", opened, peer)
            work[count] = {"opened": opened, **_work(desk, count)}
        lines.alone("  one page scrolled", "", work[items]["one page scrolled"], runs=_OFTEN)
        lines.alone("  a filter set", "", work[items]["a filter set"], runs=_OFTEN)
        lines.alone("  an item moved by key", "0.03 s", work[items]["an item moved by key"], runs=_OFTEN)
        for name, run in work[items].items():
            lines.grown(name, run, work[fewer][name], items / fewer)
        for desk in desks:
            desk.close()


def _lines(desk: object, plan: int) -> tuple[list[object], list[dt.date]]:
    from cluster_desk.data.queries.plan_table import plan_table
    from cluster_desk.rules.plan.lines import months_of, plan_lines

    table = plan_table(desk.read, plan)  # type: ignore[attr-defined]
    assert table is not None
    return list(plan_lines(table, _TODAY)), months_of(table.head.start, table.head.end)


def _display(tree: object) -> object:
    from PySide6.QtWidgets import QApplication

    tree.resize(1160, 560)  # type: ignore[attr-defined]
    tree.show()  # type: ignore[attr-defined]
    QApplication.processEvents()
    tree.grab()  # type: ignore[attr-defined]
    return tree


def _open_ours(desk: object, plan: int) -> object:
    from cluster_desk.ui.screens.plan.plan_tree import PlanTree

    tree = PlanTree()
    lines, months = _lines(desk, plan)
    tree.plan.today = _TODAY
    tree.set_lines(lines, months, (months[0], dt.date(2026, 12, 31)))  # type: ignore[arg-type]
    return _display(tree)


def _open_peer(desk: object, plan: int) -> object:
    """The same view and delegate over Qt's own model: a QStandardItem for every cell, sections holding their items."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    from cluster_desk.ui.screens.plan.plan_model import HEADINGS, cell_text
    from cluster_desk.ui.screens.plan.plan_tree import PlanTree

    tree = PlanTree()
    lines, months = _lines(desk, plan)
    tree.plan.today = _TODAY
    tree.plan.lines, tree.plan.months = lines, months  # type: ignore[assignment]
    tree.plan.period = (months[0], dt.date(2026, 12, 31))
    model = QStandardItemModel(tree)
    model.setColumnCount(len(HEADINGS))
    for line in lines:
        model.appendRow([QStandardItem(cell_text(line, column)) for column in range(len(HEADINGS))])  # type: ignore[arg-type]
    tree.setModel(model)
    return _display(tree)


def _work(desk: object, items: int) -> dict[str, lines.Run]:
    """What keeps the window busy: one page of scrolling, one filter, one item moved by key."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from cluster_desk.settings import Settings
    from cluster_desk.ui.screens.plan.screen import PlanScreen

    screen = PlanScreen(desk, Settings(), today=lambda: _TODAY)  # type: ignore[arg-type]
    _display(screen)
    tree, bar = screen.tree, screen.tree.verticalScrollBar()

    def scroll() -> None:
        bar.setValue(bar.value() + bar.pageStep())
        tree.viewport().repaint()

    def narrow() -> None:
        screen.filters.search.setText("" if screen.filters.search.text() else "заседание 77")
        tree.viewport().repaint()

    def move() -> None:
        if screen.filters.search.text():
            screen.filters.search.setText("")
        QTest.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        tree.viewport().repaint()

    tree.go_to(tree.plan.lines[items // 2].key)
    works = {"one page scrolled": scroll, "a filter set": narrow, "an item moved by key": move}
    return {name: lines.timed(work) for name, work in works.items()}


if __name__ == "__main__":
    sys.exit(main())
