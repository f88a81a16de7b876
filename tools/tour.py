"""Every screen and dialog of the program on the sample cluster, opened one after another without a screen.

What looks at them all goes this way: `make look`, `make screenshots`, and the tests of Tab, of cut cells and of names.
A new screen or dialog gets its line in `SCREENS` or `DIALOGS`.
"""
# Why so long: a list of every screen and dialog, each with what opens it; nothing in it decides anything.

from __future__ import annotations

import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cluster_desk.app import App
from cluster_desk.desk import Desk
from cluster_desk.settings import RecentFile, Settings
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import ShowsRecords
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.frame.messages import Answer, Message
from cluster_desk.ui.look import theme
from cluster_desk.ui.screens.calendar.screen import CalendarScreen
from cluster_desk.ui.screens.council.screen import CouncilScreen
from cluster_desk.ui.screens.plan.plan_actions import PlanActions
from cluster_desk.ui.screens.plan.screen import PlanScreen
from tools.tour_collecting import COLLECTING, collecting_dialog
from tools.tour_single import SINGLE, single_dialog

_READ_WITHIN = 10  # seconds that reading a document may take

Stop = Callable[[App], QWidget | None]
"""Brings something in sight; gives it where it is another window than the program's."""


@contextmanager
def opened(data_file: Path, size: QSize, *, language: str = "ru", look: str = "light") -> Iterator[App]:
    """The program with a data file, its window of `size`."""
    theme.speak(language)
    theme.start(look)
    app = App(Settings(theme=look, language=language))
    app.window.resize(size)
    app.open(data_file)
    app.window.show()
    settle()
    yield app
    put_away()
    for form in app.window.findChildren(RecordForm):
        form.clear()
    app.close_file()
    app.window.close()
    app.window.deleteLater()
    settle()


@contextmanager
def own_sample() -> Iterator[Path]:
    """The sample cluster in a folder of its own, and settings that show nobody's files."""
    from cluster_desk.sample import create_sample

    with tempfile.TemporaryDirectory() as folder:
        os.environ["CLUSTER_DESK_HOME"] = folder
        path = Path(folder) / "Заречный кластер.cdesk"
        create_sample(path)
        yield path


def settle() -> None:
    """Let all that was put off for a moment be done."""
    for _round in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def visit(app: App, stop: Stop) -> QWidget:
    """Come to a stop of the tour; gives the window that shows it."""
    put_away()
    shown = stop(app)
    settle()
    return shown or app.window


def put_away() -> None:
    """Close the dialogs and popups that stand open, whatever was typed into them."""
    for _round in range(10):
        popup = QApplication.activePopupWidget()
        if popup is None:
            break
        popup.close()
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QDialog) and each.isVisible():
            QDialog.reject(each)
            each.hide()
    settle()


def _area(key: str, view: str = "") -> Stop:
    """An area, in one of its views, its list at its first place and no form open."""

    def come(app: App) -> None:
        screen = _screen(app, key)
        if view:
            getattr(screen, "show_tab" if key == "meetings" else "show_view")(view)
        for form in screen.findChildren(RecordForm):
            if form.isVisible():
                form.clear()
                form.closed.emit()

    return come


def _screen(app: App, key: str) -> QWidget:
    shell = app.window.shell
    assert shell
    for screen in shell.screens.values():
        for form in screen.findChildren(RecordForm):
            form.clear()
    shell.go(key)
    return shell.screens[key]


def _record(kind: str, area: str, row: int = 1) -> Stop:
    """The form of a record beside its list."""

    def come(app: App) -> None:
        screen = _screen(app, area)
        shows: object = screen
        assert isinstance(shows, ShowsRecords)
        shows.show_record(kind, row)
        settle()
        if isinstance(screen, PlanScreen):
            screen.open_item(("item", row))

    return come


def _new(area: str, view: str = "") -> Stop:
    """A new record's form, with all that is wrong with an empty one."""

    def come(app: App) -> None:
        _area(area, view)(app)
        screen = _screen(app, area)
        shown: QWidget = screen.view(view) if view else screen  # type: ignore[attr-defined]
        shown.add()  # type: ignore[attr-defined]
        form = next(form for form in shown.findChildren(RecordForm) if form.isVisible())
        form.save()

    return come


def _folder(app: App) -> QWidget | None:
    """The folder of an event of the sample."""
    from cluster_desk.ui.screens.areas import open_folder

    event = _desk(app).read.value("SELECT event_id FROM participants LIMIT 1") or 3
    open_folder(app.window.shell, int(event))
    return None


def _meeting(tab: str, number: int = 1) -> Stop:
    def come(app: App) -> None:
        screen = _screen(app, "council")
        assert isinstance(screen, CouncilScreen)
        screen.show_record("Meeting", number)
        screen.meetings.show_tab(tab)

    return come


def _calendar(view: str) -> Stop:
    def come(app: App) -> None:
        screen = _screen(app, "calendar")
        assert isinstance(screen, CalendarScreen)
        screen.show_view(view)

    return come


def _paper(paper: str) -> Stop:
    return lambda app: app.print_paper(paper, {})


def _start(app: App) -> QWidget | None:
    """The start screen, of a program that opened files before."""
    app.settings.recent = [
        RecentFile("D:\\Кластер\\Заречный кластер.cdesk", "Заречный кластер", "2026-11-02T09:12", "")
    ]
    app.close_file()
    return None


def _several_clusters(app: App) -> QWidget | None:
    """Many clusters: a folder with the file of one, loaded and told."""
    reports = _desk(app).path.with_name("Отчёты")
    reports.mkdir(exist_ok=True)
    _desk(app).save_as(reports / "Заречный кластер.cdesk")
    earlier = time.time() - 3600  # nobody is writing it any more
    os.utime(reports / "Заречный кластер.cdesk", (earlier, earlier))
    app.settings.folders["district"] = str(reports)
    app.close_file()
    app.many.show()
    screen = app.many.screen
    until = time.monotonic() + _READ_WITHIN
    while screen and not screen.clusters.list_model.rowCount() and time.monotonic() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    return None


def _template(app: App) -> QWidget | None:
    """An own template beside the list of them, its toolbar above."""
    from cluster_desk.core.language import N_
    from cluster_desk.core.records.templates import Template
    from cluster_desk.exchange.templates.starter_set import starter_set, template_of

    desk = _desk(app)
    if not desk.read.value("SELECT 1 FROM templates LIMIT 1"):
        template, content = template_of(starter_set()[0])
        desk.change(N_("Ready papers taken"), template, contents=[content])
    row = int(desk.read.value("SELECT max(id) FROM templates"))
    return _record(Template.__name__, "templates", row)(app)


SCREENS: dict[str, Stop] = {
    "today": _area("today"),
    "plan": _area("plan"),
    "plan item": _record("PlanItem", "plan"),
    "calendar month": _calendar("month"),
    "calendar week": _calendar("week"),
    "calendar year": _calendar("year"),
    "calendar list": _calendar("list"),
    "agenda": _meeting("agenda"),
    "attendance": _meeting("attendance"),
    "minutes": _meeting("minutes"),
    "decisions": _meeting("decisions"),
    "bodies": _area("council", "bodies"),
    "seats": _area("council", "seats"),
    "seat": _new("council", "seats"),
    "register": _area("council", "decisions"),
    "log": _area("log", "entries"),
    "log entry": _record("Event", "log", 3),
    "participation": _area("log", "participation"),
    "folder of an event": _folder,
    "totals": _area("log", "totals"),
    "organizations": _area("members", "organizations"),
    "organization": _record("Organization", "members", 2),
    "organization with problems": _new("members", "organizations"),
    "consents": _area("members", "consents"),
    "consent": _record("Consent", "members", 1),
    "under control": _area("control", "control"),
    "incoming papers": _area("control", "incoming"),
    "incoming paper": _record("IncomingPaper", "control", 5),
    "visits": _area("control", "visits"),
    "visit": _record("Visit", "control", 1),
    "people": _area("members", "people"),
    "person": _record("Person", "members"),
    "resources": _area("resources", "resources"),
    "resource": _record("Resource", "resources"),
    "clubs": _area("resources", "clubs"),
    "club": _record("Club", "resources"),
    "own templates": _area("templates", "templates"),
    "papers made": _area("templates", "papers"),
    "paper of the office": _record("OfficePaper", "templates"),
    "indicators": _area("indicators", "indicators"),
    "indicator": _record("Indicator", "indicators"),
    "budget": _area("indicators", "budget"),
    "budget line": _record("BudgetLine", "indicators"),
    "collecting": _area("collecting"),
    "request to schools": _record("Collection", "collecting"),
    "publishing": _record("Publication", "publishing"),
    "papers": _paper("plan"),
    "report": _paper("activity"),
    "settings": _area("cluster"),
    "own template": _template,  # last: it takes one into the file
}
"""What is shown in the window, by name."""


def _plan_actions(app: App) -> tuple[PlanActions, QWidget]:
    screen = _screen(app, "plan")
    assert isinstance(screen, PlanScreen)
    screen.go_to(("item", 1))
    return screen.commands, screen.tree


def _desk(app: App) -> Desk:
    assert app.desk
    return app.desk


def _merge_dialog(desk: Desk, window: QWidget) -> QDialog:
    """Two copies of the file that were both worked on, side by side."""
    from cluster_desk.core.records.council import Meeting
    from cluster_desk.core.records.members import Person
    from cluster_desk.ui.screens.safety.merge_dialog import MergeDialog

    with tempfile.TemporaryDirectory() as folder:
        copies = [Path(folder) / f"{name}.cdesk" for name in ("Кластер", "Кластер (конфликтующая копия)")]
        sides = []
        for path, theme in zip(copies, ("Итоги полугодия", "О наставничестве молодых педагогов"), strict=True):
            desk.save_as(path)
            side = Desk.open(path)
            meeting = side.read.load(
                Meeting, int(side.read.value("SELECT max(id) FROM meetings WHERE body_id IS NULL"))
            )
            assert meeting
            meeting.theme = theme
            side.change("Meeting changed", meeting, Person(name="Мельникова Галина Фёдоровна"))
            sides.append(side)
        dialog = MergeDialog(sides[0].compare_with(sides[1]), copies[1].name, window)
        for side in sides:
            side.close()
    return dialog


def _over(make: Callable[[App], QDialog]) -> Stop:
    """A dialog that stands over the window."""

    def come(app: App) -> QWidget:
        dialog = make(app)
        if isinstance(dialog, Dialog):
            dialog.show_over()
        elif not dialog.isVisible():
            dialog.show()
        return dialog

    return come


def _plan_dialog(name: str) -> Stop:
    from cluster_desk.ui.screens.plan import plan_dialogs

    def make(app: App) -> QDialog:
        tree = _plan_actions(app)[1]
        title, today = "3. Составить календарный план мероприятий кластера", dt.date.today()
        made: dict[str, Callable[[], Dialog]] = {
            "moved": lambda: plan_dialogs.MovedDialog(title, (None, None), tree),
            "cancelled": lambda: plan_dialogs.CancelledDialog(title, tree),
            "responsible": lambda: plan_dialogs.ResponsibleDialog(title, ["Воронцова М. С."], tree),
            "shift": lambda: plan_dialogs.ShiftDialog(title, tree),
            "section": lambda: plan_dialogs.NameDialog("Новый раздел", "Название", "Добавить раздел", tree),
            "plan": lambda: plan_dialogs.NewPlanDialog(today, tree),
        }
        return made[name]()

    return _over(make)


def _next_year(app: App) -> QDialog:
    dialog = _plan_actions(app)[0].carry_over()
    assert dialog
    return dialog


def _deadline(app: App) -> QWidget | None:
    return _plan_actions(app)[0].edit_deadline(("item", 1))


def _check(app: App) -> QWidget | None:
    screen = _screen(app, "plan")
    assert isinstance(screen, PlanScreen)
    screen.checker.show()
    return screen.checker.window


def _council_dialog(name: str) -> Stop:
    from cluster_desk.core.records.council import Meeting
    from cluster_desk.ui.screens.council import dialogs

    def make(app: App) -> QDialog:
        screen = _screen(app, "council")
        assert isinstance(screen, CouncilScreen)
        screen.show_record("Meeting", 1)
        view, desk = screen.meetings, _desk(app)
        meetings = desk.read.load_all(Meeting)
        made: dict[str, Callable[[], QDialog]] = {
            "speakers": lambda: dialogs.SpeakersDialog(meetings[0].agenda[0], view.names.name_choices(), view),
            "confirm": lambda: dialogs.ConfirmDialog("Утвердить протокол?", ["Нет решения по вопросу 2."] * 3, view),
            "unlock": lambda: dialogs.UnlockDialog("Снять утверждение", view),
            "repeat": lambda: dialogs.RepeatDialog(meetings, dt.date.today(), view),
        }
        return made[name]()

    return _over(make)


def _cases(app: App) -> QDialog:
    from cluster_desk.core.records.members import Case
    from cluster_desk.ui.forms.cases_dialog import CasesDialog

    asked = [("person", "Воронцова Марина Сергеевна"), ("post", "директор опорной школы")]
    return CasesDialog(_desk(app), asked, list(Case)[1:], _screen(app, "members"))


def _answer(app: App) -> QDialog:
    from cluster_desk.ui.screens.answers.dialog import AnswerDialog

    asked = {"question": "сколько детей из Лугового за 2026 год"}
    return AnswerDialog(_desk(app).read, asked, app.print_paper, app.go_to_record, app.window)


def _new_cluster(app: App) -> QDialog:
    from cluster_desk.core.records.cluster import Cluster
    from cluster_desk.ui.screens.importing.new_cluster import NewCluster

    return NewCluster(app.window, Path("/"), Cluster(name=""))


def _ready_papers(app: App) -> QDialog:
    from cluster_desk.ui.screens.templates.starter_dialog import StarterDialog

    return StarterDialog(_desk(app), app.window)


def _places(app: App) -> QDialog:
    from cluster_desk.exchange.templates.places import read_template
    from cluster_desk.exchange.templates.starter_set import starter_set, template_of
    from cluster_desk.exchange.templates.taking_in import TakenIn
    from cluster_desk.exchange.templates.understanding import understand
    from cluster_desk.ui.screens.templates.places_dialog import PlacesDialog

    desk = _desk(app)
    template, content = template_of(starter_set()[-1])
    understanding = understand(read_template(content, template.file_name), desk.read, template.whom)
    return PlacesDialog(desk, TakenIn(understanding), template, app.window)


def _make_papers(app: App) -> QDialog:
    from cluster_desk.core.language import N_
    from cluster_desk.core.records.templates import Template
    from cluster_desk.exchange.templates.starter_set import starter_set, template_of
    from cluster_desk.ui.screens.templates.fill_dialog import FillDialog

    desk = _desk(app)
    template, content = template_of(starter_set()[0])
    desk.change(N_("Ready papers taken"), template, contents=[content])
    dialog = FillDialog(desk, app.settings, desk.read.load_all(Template)[-1], app.window)
    desk.undo()  # what comes after sees the sample as it was
    return dialog


def _sending(name: str) -> Stop:
    def make(app: App) -> QDialog:
        from cluster_desk.core.records.office_papers import OfficePaper
        from cluster_desk.ui.screens.templates.sending_dialogs import PrepareDialog, SentDialog

        desk = _desk(app)
        papers = desk.read.load_all(OfficePaper)[4:6]
        if name == "sent":
            return SentDialog(papers, dt.date.today(), app.window)
        return PrepareDialog(desk, papers, app.window)

    return _over(make)


def _safety(name: str) -> Stop:
    def make(app: App) -> QDialog:
        from cluster_desk.core.records.members import Organization
        from cluster_desk.data.privacy.erase import somebody
        from cluster_desk.ui.screens.safety.copies_dialog import CopiesDialog
        from cluster_desk.ui.screens.safety.history_dialog import HistoryDialog, RecordHistoryDialog
        from cluster_desk.ui.screens.safety.package_dialog import PackageDialog
        from cluster_desk.ui.screens.safety.person_dialog import PersonDialog, PersonQuestion
        from cluster_desk.ui.screens.safety.trash_dialog import TrashDialog

        desk, window = _desk(app), app.window
        made: dict[str, Callable[[], QDialog]] = {
            "history": lambda: HistoryDialog(desk, window),
            "record history": lambda: RecordHistoryDialog(desk, window, Organization, 1),
            "trash": lambda: TrashDialog(desk, window),
            "merge": lambda: _merge_dialog(desk, window),
            "package": lambda: PackageDialog(3, lambda _password, _changes: True, window),
            "copies": lambda: CopiesDialog([("На этом компьютере", [])], desk.path, window),
            "person": lambda: PersonDialog(desk, somebody(desk.read, 1), app.settings, window),
            "person question": lambda: PersonQuestion(desk, window),
        }
        return made[name]()

    return _over(make)


def _review(app: App) -> QDialog:
    """The program's own agenda, printed to Word and read back into the sample: every row is matched."""
    from cluster_desk.reports.catalog import paper
    from cluster_desk.reports.formats import write_paper
    from cluster_desk.ui.screens.importing.review import ImportReview

    desk = _desk(app)
    printed = desk.path.with_name("Повестка.docx")
    write_paper(paper("agenda").build(desk.read, {"meeting": "2026-12-17"}), printed)
    review = ImportReview(printed, lambda _found: desk, app.window)
    review.read()
    review.show()
    until = time.monotonic() + _READ_WITHIN
    while not review.chips["all"].text() and time.monotonic() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    return review


def _hand_in(app: App) -> QWidget | None:
    app.many.hand_in()
    return QApplication.activeModalWidget()


def _event(app: App) -> QDialog:
    from cluster_desk.ui.screens.log.event_form import EventDialog

    return EventDialog(_desk(app), dt.date.today(), _screen(app, "calendar"))


def _meeting_dialog(app: App) -> QWidget | None:
    screen = _screen(app, "council")
    assert isinstance(screen, CouncilScreen)
    screen.show_view("meetings")
    screen.meetings.add()
    return QApplication.activeModalWidget()


def _error(app: App) -> QDialog:
    answers = (Answer("drop", "Не сохранять"), Answer("stay", "Остаться"), Answer("save", "Сохранить"))
    fact = "«Районный семинар учителей начальных классов» изменено и не сохранено"
    return messages.MessageBox(Message(fact, "Сохранить изменения?", tone="warn", answers=answers), app.window)


def _calendar_popup(app: App) -> QWidget:
    from cluster_desk.ui.forms.days import open_calendar

    _area("plan")(app)
    below = app.window.mapToGlobal(QPoint(300, 200))
    popup = open_calendar(app.window, dt.date(2026, 11, 20), lambda _day: None)
    popup.move(below)
    return popup


def _help(app: App) -> QWidget | None:
    app.window.show_help("index")
    return next(
        each for each in QApplication.topLevelWidgets() if each.isVisible() and type(each).__name__ == "HelpWindow"
    )


DIALOGS: dict[str, Stop] = {
    "answer": _over(_answer),
    "event": _over(_event),
    "meeting": _meeting_dialog,
    "speakers": _council_dialog("speakers"),
    "confirm the minutes": _council_dialog("confirm"),
    "unlock the minutes": _council_dialog("unlock"),
    "repeat meetings": _council_dialog("repeat"),
    "moved": _plan_dialog("moved"),
    "cancelled": _plan_dialog("cancelled"),
    "responsible": _plan_dialog("responsible"),
    "shift": _plan_dialog("shift"),
    "new section": _plan_dialog("section"),
    "new plan": _plan_dialog("plan"),
    "next year": _over(_next_year),
    "deadline": _deadline,
    "check": _check,
    **{f"collecting, {name}": _over(partial(collecting_dialog, name)) for name in COLLECTING},
    **{name: _over(partial(single_dialog, name)) for name in SINGLE},
    "cases": _over(_cases),
    "new cluster": _over(_new_cluster),
    "ready papers": _over(_ready_papers),
    "what stands where": _over(_places),
    "make papers": _over(_make_papers),
    "sent": _sending("sent"),
    "prepare to send": _sending("prepare"),
    "hand in the report": _hand_in,
    "history": _safety("history"),
    "history of a record": _safety("record history"),
    "bin": _safety("trash"),
    "merge": _safety("merge"),
    "package": _safety("package"),
    "copies": _safety("copies"),
    "what is kept of a person": _safety("person"),
    "whose": _safety("person question"),
    "review": _over(_review),
    "message": _over(_error),
    "calendar popup": _calendar_popup,
    "help": _help,
}
"""What stands over the window, by name."""

AWAY: dict[str, Stop] = {"several clusters": _several_clusters, "start": _start}
"""What closes the file, by name: comes last."""

ALL: dict[str, Stop] = {**SCREENS, **DIALOGS, **AWAY}
"""Every stop, in an order in which they can be visited."""
