"""The small dialogs of the program, each made by itself on the sample, for the tour of all screens."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from cluster_desk.app import App
from cluster_desk.core.records.council import Decision
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.members import Organization
from cluster_desk.desk import Desk

SINGLE = (
    "keys",
    "pasted columns",
    "news of an event",
    "password",
    "what was salvaged",
    "whose reports are expected",
    "outcome of an event",
    "address of news",
    "decision moved",
    "correct what was read",
    "columns of a table",
    "form of the department",
    "name of the cluster",
    "stand-in",
    "move to a date",
    "papers beside a record",
    "names of the file",
)


def single_dialog(name: str, app: App) -> QDialog:
    """The dialog called `name`."""
    assert app.desk
    assert app.window.shell
    makers = {**_of_screens(app.desk, app.window), **_of_files(app.desk, app.window)}
    shell = app.window.shell

    def keys() -> QDialog:
        from cluster_desk.ui.frame.keys_dialog import KeysDialog

        return KeysDialog(app.window, shell.strip.menus.values())

    return {"keys": keys, **makers}[name]()


def _of_screens(desk: Desk, window: QWidget) -> dict[str, Callable[[], QDialog]]:
    """What is asked at a record of a screen."""
    from cluster_desk.data.queries.minutes import roll_of
    from cluster_desk.rules.calendar.entries import calendar
    from cluster_desk.ui.forms.beside import PapersBeside
    from cluster_desk.ui.forms.names_dialog import NamesDialog
    from cluster_desk.ui.screens.calendar.entry_actions import DayDialog
    from cluster_desk.ui.screens.council.dialogs import StandInDialog
    from cluster_desk.ui.screens.log.folder.news_dialog import NewsDialog
    from cluster_desk.ui.screens.papers.cluster_name import ClusterName
    from cluster_desk.ui.screens.today.dialogs import AddressDialog, DecisionMovedDialog, OutcomeDialog

    event = desk.read.load(Event, int(desk.read.value("SELECT event_id FROM participants LIMIT 1")))
    organization = desk.read.load(Organization, 1)
    assert event
    assert organization
    day = desk.read.today()
    decision = Decision(text="Разместить отчёт за 2025 год на сайте опорной школы", due_words="до 1 февраля")
    names = ["Лаптева О. Д., заместитель директора опорной школы", "Гусева М. О., главный специалист"]
    return {
        "news of an event": lambda: NewsDialog(desk, event, window),
        "outcome of an event": lambda: OutcomeDialog(event, window),
        "address of news": lambda: AddressDialog(event, window),
        "decision moved": lambda: DecisionMovedDialog(decision, day, window),
        "name of the cluster": lambda: ClusterName(desk, "Заречный образовательный кластер", window),
        "stand-in": lambda: StandInDialog(roll_of(desk.read, 1).seats[0], names, window),
        "move to a date": lambda: DayDialog(calendar(desk.read, day).entries[0], window),
        "papers beside a record": lambda: PapersBeside(desk, organization, window),
        "names of the file": lambda: NamesDialog(desk, window),
    }


def _of_files(desk: Desk, window: QWidget) -> dict[str, Callable[[], QDialog]]:
    """What is asked when a file is read or written."""
    from cluster_desk.exchange.importing.corrections import CorrectableField
    from cluster_desk.exchange.layout.grids import Cell, Grid, Paragraph, TableColumns
    from cluster_desk.exchange.layout.told_columns import OF_PLANS
    from cluster_desk.reports.shared.periods import Period
    from cluster_desk.ui.lists.pasting import PasteDialog
    from cluster_desk.ui.screens.district.expected_dialog import ExpectedDialog
    from cluster_desk.ui.screens.importing.columns_dialog import ColumnsDialog
    from cluster_desk.ui.screens.importing.correct_dialog import CorrectDialog
    from cluster_desk.ui.screens.papers.form_dialog import FormDialog
    from cluster_desk.ui.screens.safety.package_dialog import PasswordDialog

    rows = [["№", "Мероприятие", "Когда", "Кто отвечает"], ["1", "Неделя математики", "11–20 октября", "Лаптева О. Д."]]
    grid = Grid([[Cell([Paragraph(words)]) for words in row] for row in rows], number=1)
    read = [
        CorrectableField("title", "Мероприятие", "Неделя математики в школах кластера", is_long=True),
        CorrectableField("deadline", "Срок", "11–20 октября"),
        CorrectableField("day", "Дата", "11.10.2026", is_day=True),
    ]
    asked = [("Столбец «Примечание»: очно; по заявкам", ["Не брать", "Место", "Итог"], 0)]
    advice = "Эти столбцы не подходят ни к одному полю. Выберите, куда их записать, или оставьте в стороне."
    form = Path(__file__).parents[1] / "tests" / "data" / "school_forms"
    year = desk.read.today().year
    return {
        "pasted columns": lambda: PasteDialog(advice, asked, window),
        "password": lambda: PasswordDialog("Пакет закрыт паролем. Введите пароль, с которым он записан.", window),
        "whose reports are expected": lambda: ExpectedDialog(Path("/"), ["Заречный кластер"], lambda: None, window),
        "correct what was read": lambda: CorrectDialog(read, "таблица 1, строка 2", window),
        "columns of a table": lambda: ColumnsDialog(
            grid, TableColumns(0, ("number", "title", "deadline", "responsible")), OF_PLANS, window
        ),
        "form of the department": lambda: FormDialog(
            desk, next(form.glob("*.xlsx")), Period(dt.date(year, 1, 1), dt.date(year, 12, 31)), window
        ),
        "what was salvaged": lambda: _salvaged(desk, window),
    }


def _salvaged(desk: Desk, window: QWidget) -> QDialog:
    """The report on a file of which the last part is missing."""
    from cluster_desk.data.backup.salvage import salvage
    from cluster_desk.data.backup.salvage_report import compare_files
    from cluster_desk.ui.screens.safety.salvage_report import SalvageReport

    with tempfile.TemporaryDirectory() as folder:
        damaged, new, copy = (Path(folder) / f"{name}.cdesk" for name in ("Кластер", "Спасено", "Копия"))
        desk.save_as(copy)
        content = copy.read_bytes()
        damaged.write_bytes(content[: len(content) * 2 // 3])
        salvaged = salvage(damaged, new)
        return SalvageReport(salvaged, compare_files(new, [copy]), new, "29.11.2026 14:32", window)
