"""«Сегодня»: what stands there, each line settled by mouse and by keyboard, and where its lines lead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cluster_desk.core.language import _
from cluster_desk.core.records.council import AgendaItem, Decision, DecisionState, Meeting, Speaker
from cluster_desk.core.records.events import Event, EventState
from cluster_desk.core.records.plans import ItemState, Plan, PlanItem, PlanSection
from cluster_desk.core.resources import FOLDER
from cluster_desk.desk import Desk
from cluster_desk.rules.council.next_meeting import printed_key
from cluster_desk.rules.today import GROUP_TITLES, GroupKey
from cluster_desk.rules.today_line import TodayLine
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.names_dialog import NamesDialog
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.screens.council.screen import CouncilScreen
from cluster_desk.ui.screens.plan.plan_dialogs import MovedDialog
from cluster_desk.ui.screens.today.dialogs import AddressDialog, DecisionMovedDialog, OutcomeDialog
from cluster_desk.ui.screens.today.lines import Line, mark_words
from cluster_desk.ui.screens.today.screen import TodayScreen
from cluster_desk.ui.screens.today.ways import Ways

DAY = dt.date(2026, 10, 13)


class Visited(Ways):
    """Remembers where a line led."""

    def __init__(self) -> None:
        super().__init__(lambda: None)
        self.to_record: list[tuple[str, int]] = []
        self.areas: list[str] = []

    def record(self, kind: str, row: int) -> None:
        self.to_record.append((kind, row))

    def late_items(self, plan: int) -> None:
        self.to_record.append(("Plan", plan))

    def area(self, key: str) -> bool:
        self.areas.append(key)
        return False


@pytest.mark.parametrize("spoken", ["ru", "en"])
def test_the_help_tells_of_every_card(spoken: str) -> None:
    page = (FOLDER / "help" / spoken / "today.md").read_text("utf-8")
    titles = [*GROUP_TITLES.values(), "Next meeting", "Copies"]
    said = [(_(title) if spoken == "ru" else title).partition("|")[0] for title in titles]
    assert [title for title in said if f"**{title}**" not in page] == []


@pytest.fixture
def desk_of_sample(sample_file: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_file)
    yield opened
    opened.close()


@pytest.fixture
def printed() -> list[tuple[str, object]]:
    return []


@pytest.fixture
def screen(qtbot: QtBot, desk_of_sample: Desk, printed: list[tuple[str, object]]) -> TodayScreen:
    requests = Requests(print_paper=lambda paper, options: printed.append((paper, options)))
    made = TodayScreen(desk_of_sample, Settings(), requests, Visited(), today=lambda: DAY)
    qtbot.addWidget(made)
    made.resize(1150, 660)
    made.show()
    qtbot.waitExposed(made)
    return made


def line_of(screen: TodayScreen, title: str) -> Line:
    return next(line for line in screen.lines() if line.text().startswith(title))


def press(line: Line, words: str) -> None:
    next(button for button in line.buttons if button.text().strip().startswith(words)).click()


def dialog_of(kind: type) -> object:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def settle_layout() -> None:
    """Let the queue run till the cards have their places."""
    for _round in range(5):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def the_item(desk: Desk, title: str) -> PlanItem:
    return next(one for one in desk.read.load_all(PlanItem) if one.title.startswith(title))


def test_the_groups_stand_in_their_order_with_counts(screen: TodayScreen) -> None:
    assert list(screen.cards) == [
        "late",
        "week",
        "no_outcome",
        "meeting",
        "control",
        "decisions",
        "agreements",
        "unsent",
    ]
    assert screen.page.subtitle.whole() == "вторник, 13\u00a0октября\u00a02026 г."
    assert screen.cards["meeting"].lines[0].text() == "Повестка: 5 вопросов"


def test_a_paper_made_meanwhile_is_seen_when_one_comes_back(screen: TodayScreen, desk_of_sample: Desk) -> None:
    assert screen.cards["meeting"].lines[-1].text() == "Повестка здесь ещё не печаталась"
    screen.hide()
    uuid = desk_of_sample.read.value("SELECT uuid FROM meetings WHERE id = ?", screen.day.meeting.row)  # type: ignore[union-attr]
    screen._settings.remember_printed(printed_key("agenda", uuid), "PDF", dt.datetime(2026, 10, 13, 9))
    screen.show()
    assert screen.cards["meeting"].lines[-1].text() == "Повестка сохранена в PDF 13.10.2026"


def test_what_is_late_of_two_plans_leads_to_each(qtbot: QtBot, desk_of_sample: Desk) -> None:
    plan = desk_of_sample.draft(
        Plan, name="План на 2027 год", period_start=dt.date(2027, 1, 1), period_end=dt.date(2027, 12, 31)
    )
    section = desk_of_sample.draft(PlanSection, plan_id=plan.id, name="Дела")
    desk_of_sample.change("Added", plan, section, PlanItem(section_id=section.id, title="Смотр", deadline="10 января"))
    ways = Visited()
    made = TodayScreen(desk_of_sample, Settings(), Requests(), ways, today=lambda: dt.date(2027, 1, 20))
    qtbot.addWidget(made)
    links = [one for one in made.cards["late"].findChildren(QPushButton) if one.text().startswith("Показать все")]
    assert [one.text().partition(" · ")[2] for one in links] == ["План на\u00a02027", "План на\u00a02026"]
    counted = [int(one.text().partition(" · ")[0].rpartition(" ")[2]) for one in links]
    assert sum(counted) == made.day.groups[GroupKey.LATE].total
    links[0].click()
    assert ways.to_record == [("Plan", plan.id)]


def test_an_item_is_done_by_one_click_and_can_be_taken_back(screen: TodayScreen, desk_of_sample: Desk) -> None:
    title = "Предоставление учебников"
    press(line_of(screen, title), "Выполнено")
    assert the_item(desk_of_sample, title).state is ItemState.DONE
    assert all(not line.text().startswith(title) for line in screen.lines())
    desk_of_sample.undo()
    assert the_item(desk_of_sample, title).state is ItemState.UNDER_WAY
    assert line_of(screen, title) in screen.cards["late"].lines


def test_the_page_stays_where_it_is_and_the_keyboard_goes_to_the_next_line(
    qtbot: QtBot, screen: TodayScreen, desk_of_sample: Desk
) -> None:
    screen.resize(900, 330)
    bar = screen.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(60)
    first, after = screen.cards["late"].lines[:2]
    QTest.mouseClick(first.buttons[0], Qt.MouseButton.LeftButton)
    settle_layout()
    assert bar.value() == 60
    assert screen.cards["late"].lines[0].text() == after.text()
    assert screen.cards["late"].lines[0].buttons[0].hasFocus()
    desk_of_sample.undo()
    settle_layout()
    assert bar.value() == 60
    assert screen.cards["late"].lines[0].buttons[0].hasFocus()
    screen.reload()
    settle_layout()
    assert bar.value() == 60


def test_the_page_is_as_high_as_its_cards_from_the_first_painting(qtbot: QtBot, desk_of_sample: Desk) -> None:
    made = TodayScreen(desk_of_sample, Settings(), Requests(), Visited(), today=lambda: DAY)
    qtbot.addWidget(made)
    made.resize(1150, 660)
    made.show()
    QApplication.sendPostedEvents()
    bar = made.area.verticalScrollBar()
    at_first = bar.maximum()
    settle_layout()
    assert bar.maximum() == at_first > 0


def test_in_a_narrow_window_the_page_is_as_high_as_both_columns(screen: TodayScreen) -> None:
    bar = screen.area.verticalScrollBar()
    settle_layout()
    wide = bar.maximum()
    screen.set_narrow(True)
    settle_layout()
    last = max(card.mapTo(screen.area, QPoint(0, card.height())).y() for card in screen.cards.values())
    below = last - screen.area.height() - bar.maximum()
    assert bar.maximum() > wide
    assert 0 >= below > -40
    screen.set_narrow(False)
    settle_layout()
    assert bar.maximum() == wide


def test_after_a_dialog_the_keyboard_goes_to_the_next_line(qtbot: QtBot, screen: TodayScreen) -> None:
    screen.resize(900, 330)
    bar = screen.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    line, after = screen.cards["late"].lines[:2]
    next_title = after.text()
    button = next(each for each in line.buttons if each.text().strip().startswith("Перенести"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    bar.setValue(150)
    asked = dialog_of(MovedDialog)
    assert isinstance(asked, MovedDialog)
    qtbot.waitUntil(asked.isActiveWindow)
    asked.when.setText("до 25 декабря")
    QTest.keyClick(asked.when, Qt.Key.Key_Return)
    settle_layout()
    now = screen.cards["late"].lines[0]
    assert now.text() == next_title
    assert screen.window().focusWidget() in (now, *now.buttons)
    assert bar.value() == 150


def test_after_the_last_line_of_a_card_the_keyboard_goes_to_the_line_below(qtbot: QtBot, screen: TodayScreen) -> None:
    (line,) = screen.cards["no_outcome"].lines
    below = screen.lines()[screen.lines().index(line) + 1].text()
    button = next(each for each in line.buttons if each.text().strip().startswith("Записать итог"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    asked = dialog_of(OutcomeDialog)
    assert isinstance(asked, OutcomeDialog)
    qtbot.waitUntil(asked.isActiveWindow)
    asked.how_many.setText("27 школьников")
    asked.results.setText("Победила школа № 1")
    QTest.keyClick(asked.results, Qt.Key.Key_Return)
    settle_layout()
    now = next(each for each in screen.lines() if each.text() == below)
    assert screen.window().focusWidget() in (now, *now.buttons)


def test_an_item_is_moved_with_a_reason(screen: TodayScreen, desk_of_sample: Desk) -> None:
    title = "Заключение соглашения"
    press(line_of(screen, title), "Перенести")
    asked = dialog_of(MovedDialog)
    assert isinstance(asked, MovedDialog)
    asked.when.setText("до 16 октября")
    asked.why.setText("ждём подписи")
    QTest.keyClick(asked.why, Qt.Key.Key_Return)
    item = the_item(desk_of_sample, title)
    assert (item.state, item.moved_to, item.reason) == (ItemState.MOVED, "до 16 октября", "ждём подписи")
    assert line_of(screen, title) in screen.cards["week"].lines


def test_an_outcome_is_written_down_in_one_line(screen: TodayScreen, desk_of_sample: Desk) -> None:
    title = "Осенний кросс"
    press(line_of(screen, title), "Записать итог")
    asked = dialog_of(OutcomeDialog)
    assert isinstance(asked, OutcomeDialog)
    asked.how_many.setText("27 школьников, 2 педагога")
    asked.results.setText("Победила школа № 1")
    QTest.keyClick(asked.results, Qt.Key.Key_Return)
    event = next(one for one in desk_of_sample.read.load_all(Event) if one.name.startswith(title))
    assert (event.state, event.people_count, event.results) == (EventState.HELD, 29, "Победила школа № 1")
    assert all(not line.text().startswith(title) for line in screen.lines())


def test_an_event_that_did_not_take_place_says_why_and_a_moved_one_when(
    screen: TodayScreen, desk_of_sample: Desk
) -> None:
    event = desk_of_sample.read.load_all(Event)[0]
    asked = OutcomeDialog(event, screen)
    asked.state.setCurrentIndex(1)
    asked.take()
    assert asked.problem.text()
    asked.moved_to.setText("20 ноября")
    moved = asked.event_told()
    assert (moved.state, moved.moved_to) == (EventState.MOVED, "20 ноября")
    asked.state.setCurrentIndex(2)
    asked.reason.setText("карантин")
    cancelled = asked.event_told()
    assert (cancelled.state, cancelled.moved_to, cancelled.reason) == (EventState.CANCELLED, "", "карантин")


def test_a_decision_is_fulfilled_or_moved(screen: TodayScreen, desk_of_sample: Desk) -> None:
    first, second = screen.cards["decisions"].lines[:2]
    texts = [first.text(), second.text()]
    screen.settling.acts(screen.day.groups["decisions"].lines[1])[2].do()  # type: ignore[index]
    asked = dialog_of(DecisionMovedDialog)
    assert isinstance(asked, DecisionMovedDialog)
    asked.when.setText("когда-нибудь")
    asked.take()
    assert asked.problem.text()
    asked.when.setText("20 января")
    asked.take()
    press(screen.cards["decisions"].lines[0], "Исполнено")
    decisions = {one.text.strip(): one for one in desk_of_sample.read.load_all(Decision)}
    assert decisions[texts[0]].state is DecisionState.FULFILLED
    assert decisions[texts[0]].fulfilled_on == DAY
    assert decisions[texts[1]].moved_to == dt.date(2027, 1, 20)


def test_a_line_is_gone_through_by_keyboard(qtbot: QtBot, screen: TodayScreen, desk_of_sample: Desk) -> None:
    screen.focus_first()
    lines = screen.lines()
    QTest.keyClick(lines[0], Qt.Key.Key_Down)
    assert lines[1].hasFocus()
    QTest.keyClick(lines[1], Qt.Key.Key_Right)
    assert lines[1].buttons[0].hasFocus()
    for button in (*lines[1].buttons[1:], lines[1].buttons[-1]):
        QTest.keyClick(lines[1].window().focusWidget(), Qt.Key.Key_Right)
        assert button.hasFocus()
    QTest.keyClick(lines[1].buttons[-1], Qt.Key.Key_Up)
    assert lines[0].buttons[-1].hasFocus()
    QTest.keyClick(lines[0].buttons[-1], Qt.Key.Key_Left)
    assert lines[0].buttons[-2].hasFocus()
    lines[1].take_focus(0)
    QTest.keyClick(lines[1].buttons[0], Qt.Key.Key_Down)
    assert lines[2].buttons[0].hasFocus()
    title = lines[2].text()
    QTest.keyClick(lines[2].buttons[0], Qt.Key.Key_Return)
    assert the_item(desk_of_sample, title[:30]).state is ItemState.DONE
    assert screen.lines()[2].buttons[0].hasFocus(), "the keyboard stays at its place"
    QTest.keyClick(screen.lines()[2].buttons[0], Qt.Key.Key_Left)
    QTest.keyClick(screen.lines()[2], Qt.Key.Key_Return)
    visited = screen.ways
    assert isinstance(visited, Visited)
    assert visited.to_record[0][0] == "PlanItem"


def test_a_click_opens_and_a_right_click_offers_all(qtbot: QtBot, screen: TodayScreen) -> None:
    line = line_of(screen, "Заключение соглашения")
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(60, line.height() // 2))
    visited = screen.ways
    assert isinstance(visited, Visited)
    assert len(visited.to_record) == 1
    words = [action.text() for action in line.menu().actions()]
    assert words == ["Открыть", "Выполнено", "Перенести…", "Выполняется", "Отменить пункт…"]


def test_the_papers_of_the_next_meeting_are_a_click_away(
    screen: TodayScreen, printed: list[tuple[str, object]]
) -> None:
    press(line_of(screen, "Приглашения"), "Печать")
    press(line_of(screen, "Повестка здесь"), "Печать")
    press(line_of(screen, "Праздник первоклассников"), "Лист регистрации")
    assert [paper for paper, _options in printed] == ["invitations", "agenda", "attendance-event"]


def test_speakers_of_documents_are_offered_where_nobody_is_in_the_council(qtbot: QtBot, desk: Desk) -> None:
    speakers = [Speaker(words="Лугов П. К., директор"), Speaker(words="Полева А.Б., методист")]
    agenda = [AgendaItem(topic="О плане", speakers=speakers)]
    desk.change("Added", Meeting(day=DAY + dt.timedelta(days=5), time="10:00", place="школа", agenda=agenda))

    class ToCouncil(Visited):
        def _council(self) -> CouncilScreen:
            return council

    council = CouncilScreen(desk, Settings(), today=lambda: DAY)
    qtbot.addWidget(council)
    screen = TodayScreen(desk, Settings(), Requests(), ToCouncil(), today=lambda: DAY)
    qtbot.addWidget(screen)
    screen.reload()
    line = line_of(screen, "В совете ещё никого; из выступающих в документах можно взять 2 человека")
    press(line, "Создать места…")
    dialog = dialog_of(NamesDialog)
    assert isinstance(dialog, NamesDialog)
    dialog.take()
    assert desk.read.value("SELECT count(*) FROM council_seats") == 2
    screen.reload()
    assert "В совете" not in " ".join(each.text() for each in screen.lines())


def test_every_line_and_button_says_what_it_is_of(screen: TodayScreen) -> None:
    lines = screen.lines()
    assert len(lines) >= 15
    for line in lines:
        assert line.accessibleName()
        for button in line.buttons:
            assert line.text() in button.accessibleName()
    first = line_of(screen, "Предоставление")
    assert first.accessibleDescription().startswith("август – сентябрь, просрочено, План, п.")


def test_nothing_is_cut_or_overlaps(qtbot: QtBot, screen: TodayScreen) -> None:
    for width in (1150, 700):
        screen.set_narrow(width < 1000)
        screen.resize(width, 660)
        screen.reload()
        qtbot.wait(20)
        for line in screen.lines():
            assert line.height() >= line.heightForWidth(line.width())
        bottoms = [0, 0]
        for key, card in screen.cards.items():
            column = 0 if width < 1000 or key in ("late", "week", "no_outcome") else 1
            top = card.mapTo(screen, QPoint(0, 0)).y()
            assert top >= bottoms[column] - 1
            bottoms[column] = top + card.height()


def test_a_file_for_reading_shows_all_and_changes_nothing(qtbot: QtBot, sample_file: Path) -> None:
    desk = Desk.open(sample_file, read_only=True)
    made = TodayScreen(desk, Settings(), today=lambda: DAY)
    qtbot.addWidget(made)
    words = {button.text().strip() for line in made.lines() for button in line.buttons}
    assert words <= {"Открыть", "Указать…"}
    desk.close()


def test_a_new_file_is_greeted_with_up_to_three_ways_to_begin(qtbot: QtBot, desk: Desk) -> None:
    made = TodayScreen(desk, Settings(), Requests(import_file=lambda: None), Visited(), today=lambda: DAY)
    qtbot.addWidget(made)
    made.show()
    assert made.empty.isVisible()
    offers = [one.text().strip() for one in made.empty.findChildren(QPushButton)]
    assert offers == ["План", "Участники", "Прочитать из Word или Excel…"]


def test_an_old_plan_is_told_in_a_line_and_offers_the_next_year(qtbot: QtBot, desk: Desk) -> None:
    name = "Календарный план мероприятий Заречного образовательного кластера на 2023 год"
    plan = desk.draft(Plan, name=name, period_start=dt.date(2023, 1, 1), period_end=dt.date(2023, 12, 31))
    section = desk.draft(PlanSection, plan_id=plan.id)
    desk.change(
        "Added", plan, section, *(PlanItem(section_id=section.id, title=f"Дело {n}", deadline="март") for n in range(9))
    )
    made = TodayScreen(desk, Settings(), today=lambda: DAY)
    qtbot.addWidget(made)
    assert list(made.cards)[:1] == ["old_plan"]
    [line] = made.cards["old_plan"].lines
    assert line.words.title.endswith("9 пунктов остались без отметки о выполнении.")
    assert [button.text() for button in line.buttons] == ["План на следующий год…"]


def test_an_address_is_written_down(screen: TodayScreen, desk_of_sample: Desk) -> None:
    event = next(one for one in desk_of_sample.read.load_all(Event) if not one.links)
    assert event.id
    screen.settling.publish(TodayLine("event", event.id, event.name))[0].do()
    asked = dialog_of(AddressDialog)
    assert isinstance(asked, AddressDialog)
    asked.address.setText("https://school.example/news/1")
    QTest.keyClick(asked.address, Qt.Key.Key_Return)
    stored = desk_of_sample.read.load(Event, event.id)
    assert stored
    assert stored.links == "https://school.example/news/1"


@pytest.mark.parametrize(
    ("days", "deadline", "first", "last", "words"),
    [
        ("до 9 октября", "by", DAY, DAY, "до 9 октября"),
        (
            "с 14 сентября по 30 октября",
            "fixed",
            dt.date(2026, 9, 14),
            dt.date(2026, 10, 30),
            "14\u00a0сен – 30\u00a0окт",
        ),
        ("ежеквартально, до 5 числа", "recurring", dt.date(2026, 10, 5), dt.date(2026, 10, 5), "до 5 октября"),
        ("в первой половине октября месяца", "fixed", dt.date(2026, 10, 1), dt.date(2026, 10, 15), "1–15 октября"),
    ],
)
def test_the_mark_of_a_line_is_short(days: str, deadline: str, first: dt.date, last: dt.date, words: str) -> None:
    line = TodayLine("item", 1, "Дело", days=days, deadline=deadline, first=first, last=last)
    assert mark_words(line) == words
