"""The review of a document and the ways to it, as a user sees them. All names are invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.propose import import_document, propose
from cluster_desk.exchange.importing.reviewed import ReviewedDocument
from cluster_desk.ui.frame import messages
from cluster_desk.ui.screens.importing.dropping import DroppedFiles, is_one_document
from cluster_desk.ui.screens.importing.new_cluster import NewCluster
from cluster_desk.ui.screens.importing.review import ImportReview
from tests.exchange.drafts import a_meeting, a_member, a_question, a_seat


@pytest.fixture
def desk(desk: Desk) -> Desk:
    people = [Person(name="Лебедев Игорь Павлович", position="директор лицея"), Person(name="Лебедев Иван Петрович")]
    desk.change("Added", *people, Organization(full_name="МКОУ СОШ с. Савинка", short_name="МКОУ СОШ с. Савинка"))
    return desk


def a_document() -> ParsedDocument:
    """Two members, one of them doubtful, a seat, and a meeting where one speaker may be either of two."""
    agenda = [a_question("1.", "О подвозе", "Лебедев И.П."), a_question("2.", "О форуме", "Носов К.Е.")]
    return ParsedDocument(
        document="План 2026.docx",
        members=[a_member("МКОУ ООШ с. Ключи"), a_member("школа с. Савинка")],
        council=[a_seat("Громова Е.Н.", "директор", "председатель")],
        meetings=[a_meeting(*agenda, theme="Итоги года", day=date(2026, 12, 17), day_words="17.12.2026")],
    )


def _saying(said: list[str]) -> Callable[[QWidget | None, messages.Message], str]:
    """A stand-in for `messages.ask` that notes the titles and accepts."""

    def say(_parent: QWidget | None, message: messages.Message) -> str:
        said.append(message.title)
        return "accept"

    return say


def _leave(review: QWidget) -> None:
    """Close without a question; nobody is there to answer it."""
    assert isinstance(review, QDialog)
    review.done(QDialog.DialogCode.Rejected)


@pytest.fixture
def review(qtbot: QtBot, desk: Desk) -> ImportReview:
    made = ImportReview(Path("План 2026.docx"), lambda _show_parsed: desk)
    qtbot.addWidget(made, before_close_func=_leave)
    made.show_reviewed(ReviewedDocument(a_document()))
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    return made


def tab_texts(review: ImportReview) -> list[str]:
    """What the tabs say."""
    return [tab.text() for tab in review.tabs.buttons()]


def check_words(review: ImportReview) -> list[str]:
    """The last column of the tab shown."""
    model = review.table.list_model
    return [str(model.index(row, len(model.columns) - 1).data()) for row in range(model.rowCount())]


def answers(review: ImportReview) -> list[str]:
    """The answers offered, the one that holds marked."""
    return [f"{'*' if radio.isChecked() else ''}{radio.text()}" for radio in review.panel.radios]


def test_f1_explains_the_review(review: ImportReview) -> None:
    assert review.show_help().text.toPlainText().startswith("Чтение документа")


def test_what_file_and_document_both_changed_stands_side_by_side(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "ask", _saying([]))
    import_document(desk, a_document())
    [meeting] = desk.read.load_all(Meeting)
    meeting.theme = "Итоги"
    meeting.place = "библиотека"
    desk.change("Changed", meeting)
    newer = a_document()
    newer.meetings[0].record.place = "актовый зал"
    review = ImportReview(Path("План 2026.docx"), lambda _show_parsed: desk)
    qtbot.addWidget(review)
    review.show_reviewed(ReviewedDocument(newer))
    review._show_tab(2)
    assert review.panel.title.whole().endswith("Место: в файле иначе.")
    assert answers(review) == ["*Оставить: библиотека", "Из документа: актовый зал"]
    QTest.keyClick(review.table, Qt.Key.Key_2)
    with qtbot.waitSignal(review.stored):
        review.store()
    [meeting] = desk.read.load_all(Meeting)
    assert (meeting.theme, meeting.place) == ("Итоги", "актовый зал")


def test_tabs_tell_how_much_was_found_and_where_doubts_are(review: ImportReview) -> None:
    assert tab_texts(review) == ["Участники 2", "Совет 1", "Заседания 1", "Люди 1"]
    assert review.tabs.buttons()[0].accessibleName() == "Участники 2, сомнений: 1"
    assert [chip.text() for chip in review.chips.values()] == ["Всё 2", "Сомнения: здесь 1, всего 2", "Пропущено 0"]
    assert review.checked.text() == "Проверено 4 из 6"
    review._show_tab(1)
    assert review.chips["doubts"].text() == "Сомнения: здесь 0, всего 2"
    assert review.summary.whole() == "Прочитано: 2 организации, 1 член совета, 1 заседание, 2 вопроса"


def test_at_200_percent_every_button_is_in_reach(review: ImportReview, qtbot: QtBot) -> None:
    qtbot.addWidget(review)
    review.resize(683, 349)
    review.show()
    QApplication.processEvents()
    assert review.width() == 683
    for button in (review.cancel, review.correct_row, review.skip, review.next, review.accept_all):
        place = button.mapTo(review, button.rect().bottomRight())
        assert review.rect().contains(place)


def test_doubts_are_settled_by_keyboard_alone(review: ImportReview, qtbot: QtBot, desk: Desk) -> None:
    QTest.keyClick(review.table, Qt.Key.Key_F8)
    assert review.panel.title.whole() == "Строка 2. «школа с. Савинка»: это уже известная организация?"
    assert answers(review) == ["Это «МКОУ СОШ с. Савинка»", "*Новая организация"]
    QTest.keyClick(review.table, Qt.Key.Key_1)
    assert check_words(review) == ["понятно", "уже есть в файле"]
    QTest.keyClick(review.table, Qt.Key.Key_F8)
    assert review.tabs.checkedId() == 2
    assert answers(review)[-1] == "*Оставить как в документе"
    QTest.keyClick(review.table, Qt.Key.Key_1)
    QTest.keyClick(review.table, Qt.Key.Key_Space)
    assert check_words(review) == ["понятно", "пропущено", "понятно"]
    QTest.keyClick(review.table, Qt.Key.Key_Space)
    assert not review.next.isEnabled()
    with qtbot.waitSignal(review.stored):
        QTest.keyClick(review, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.read.value("SELECT count(*) FROM organizations") == 2
    assert desk.read.rows("SELECT words, person_id FROM speakers") == [("Лебедев И.П.", 1), ("Носов К.Е.", None)]
    step = desk.next_undo()
    assert step is not None
    assert step.label() == "Импорт: План 2026.docx"


def test_a_click_on_an_answer_settles_the_doubt(review: ImportReview, qtbot: QtBot) -> None:
    review.next_doubt()
    QTest.mouseClick(review.panel.radios[0], Qt.MouseButton.LeftButton)
    assert check_words(review)[1] == "уже есть в файле"
    assert review.table.list_model.index(1, 2).data() == "МКОУ СОШ с. Савинка"


def test_chips_show_doubts_and_skipped_rows_only(review: ImportReview) -> None:
    review.chips["doubts"].click()
    assert check_words(review) == ["это уже известная?"]
    review.chips["all"].click()
    review.table.go_to(0)
    review.skip.click()
    assert review.skip.text() == "Вернуть строку"
    review.chips["skipped"].click()
    assert check_words(review) == ["пропущено"]


def test_nothing_is_stored_before_it_is_accepted(review: ImportReview, qtbot: QtBot, desk: Desk) -> None:
    before = desk.next_undo()
    with qtbot.waitSignal(review.rejected):
        QTest.keyClick(review, Qt.Key.Key_Escape)
    assert desk.next_undo() == before


@pytest.mark.parametrize("work", ["answer", "skip", "type", "new file"])
def test_what_was_done_in_the_review_is_not_thrown_away_unasked(
    review: ImportReview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    asked: list[str] = []
    answers = iter(("stay", "", "drop"))

    def ask(_parent: QWidget | None, message: messages.Message) -> str:
        asked.append(message.title)
        return next(answers)

    monkeypatch.setattr(messages, "ask", ask)
    if work == "answer":
        review.next_doubt()
        review.answer(0)
    elif work == "skip":
        review.table.go_to(0)
        review.skip.click()
    elif work == "type":
        QTest.keyClicks(review.panel.day, "17.1")
    else:
        review.is_of_new_file = True
    for _turn in range(2):
        QTest.keyClick(review, Qt.Key.Key_Escape)
        assert review.isVisible()
    with qtbot.waitSignal(review.rejected):
        review.close()
    assert asked == ["Выйти без сохранения?"] * 3


@pytest.mark.parametrize("new", [True, False])
def test_what_the_file_has_otherwise_is_told_of_a_file_that_was_there(
    review: ImportReview, monkeypatch: pytest.MonkeyPatch, new: bool
) -> None:
    told: list[str] = []

    def ask(_parent: QWidget | None, message: messages.Message) -> str:
        told.append(message.text)
        return "show"

    monkeypatch.setattr(messages, "ask", ask)
    review.is_of_new_file = new
    review.store()
    [words] = told
    assert ("Где в файле написано иначе" in words) is not new


def test_an_answer_taken_back_leaves_nothing_to_ask(review: ImportReview, qtbot: QtBot) -> None:
    review.table.go_to(0)
    review.skip.click()
    review.skip.click()
    with qtbot.waitSignal(review.rejected):
        QTest.keyClick(review, Qt.Key.Key_Escape)


def test_open_doubts_are_told_before_all_is_accepted(
    review: ImportReview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    asked: list[str] = []

    def say(_parent: QWidget | None, message: messages.Message) -> str:
        asked.append(message.title)
        return "show" if len(asked) == 1 else "accept"

    monkeypatch.setattr(messages, "ask", say)
    review.accept_all.click()
    assert asked == ["Осталось сомнений: 2"]
    assert review.panel.question is not None
    with qtbot.waitSignal(review.stored):
        review.accept_all.click()
    assert desk.read.value("SELECT count(*) FROM organizations") == 3


def test_a_day_is_typed_for_a_meeting_without_one(qtbot: QtBot, desk: Desk) -> None:
    review = ImportReview(Path("Б.docx"), lambda _show_parsed: desk)
    qtbot.addWidget(review, before_close_func=_leave)
    meeting = a_meeting(a_question("1", "О плане"), theme="Итоги", day_words="январь")
    review.show_proposal(propose(desk.read, ParsedDocument(document="Б.docx", meetings=[meeting])))
    review.show()
    assert answers(review) == ["*Не записывать это заседание"]
    review.panel.day.setFocus()
    QTest.keyClicks(review.panel.day, "32.01.2026\r")
    assert review.panel.day.property("problem") is True
    review.panel.day.clear()
    QTest.keyClicks(review.panel.day, "22.01.2026\r")
    assert review.panel.question is not None
    assert review.panel.question.value == date(2026, 1, 22)
    assert check_words(review)[0] == "понятно"


def test_a_document_that_is_in_the_file_already_changes_nothing(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_document(desk, a_document())
    before = desk.next_undo()
    said: list[str] = []
    monkeypatch.setattr(messages, "ask", _saying(said))
    review = ImportReview(Path("План 2026.docx"), lambda _show_parsed: desk)
    qtbot.addWidget(review, before_close_func=_leave)
    review.show_reviewed(ReviewedDocument(a_document()))
    with qtbot.waitSignal(review.stored):
        review.accept_all.click()
    assert said[-1] == "Всё из этого документа уже есть в файле"
    assert desk.next_undo() == before


@pytest.mark.parametrize(
    ("begins", "title"),
    [(b"", "пуст"), (b"PK\x03\x04 cut", "повреж"), (b"%PDF-1.4", "PDF")],
    ids=["empty", "cut", "pdf"],
)
def test_a_document_that_cannot_be_read_is_told_in_a_sentence(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begins: bytes, title: str
) -> None:
    path = tmp_path / "План.docx"
    path.write_bytes(begins)
    said: list[str] = []
    monkeypatch.setattr(messages, "ask", _saying(said))
    review = ImportReview(path, lambda _show_parsed: desk)
    qtbot.addWidget(review, before_close_func=_leave)
    with qtbot.waitSignal(review.rejected):
        review.read()
    assert len(said) == 1
    assert title in said[0]


def test_a_document_dropped_on_the_window_is_taken(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    taken: list[Path] = []
    DroppedFiles(window, taken.extend, is_one_document)
    for name in ("план.docx", "фото.png"):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(f"/документы/{name}")])
        held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        qapp.sendEvent(window, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, *held))
        qapp.sendEvent(window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *held))
    qtbot.waitUntil(lambda: bool(taken))  # after the drop
    assert [path.name for path in taken] == ["план.docx"]


class TestNewCluster:
    """The one page that begins a file."""

    @pytest.fixture
    def dialog(self, qtbot: QtBot, tmp_path: Path) -> Iterator[NewCluster]:
        parent = QWidget()
        qtbot.addWidget(parent)
        cluster = Cluster(name="Ольховский образовательный кластер", district="Ольховский район")
        yield NewCluster(parent, tmp_path, cluster, ("МКОУ СОШ с. Ключи", "Ключев К. К."))
        parent.close()

    def test_the_file_is_called_as_the_cluster(self, dialog: NewCluster, tmp_path: Path) -> None:
        assert dialog.fields["path"].text() == str(tmp_path / "Ольховский образовательный кластер.cdesk")
        assert [dialog.fields[key].text() for key in ("full_name", "head")] == ["МКОУ СОШ с. Ключи", "Ключев К. К."]
        dialog.fields["name"].setText("Кластер: «Юг»")
        assert dialog.fields["path"].text() == str(tmp_path / "Кластер «Юг».cdesk")

    def test_what_was_typed_is_not_thrown_away_unasked(
        self, dialog: NewCluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answers = iter(("stay", "drop"))
        monkeypatch.setattr(messages, "ask", lambda _parent, _message: next(answers))
        rejected: list[bool] = []
        dialog.rejected.connect(lambda: rejected.append(True))
        QTest.keyClicks(dialog.fields["head"], "7")
        dialog.cancel.click()
        assert rejected == []
        dialog.cancel.click()
        assert rejected == [True]

    def test_cluster_school_and_head_are_created_at_once(self, dialog: NewCluster) -> None:
        full = "Муниципальное казённое общеобразовательное учреждение средняя общеобразовательная школа с. Луговое"
        dialog.fields["full_name"].setText(full)
        assert dialog.fields["short_name"].placeholderText() == "МКОУ СОШ с. Луговое"
        dialog.fields["head"].setText("Громова Елена Николаевна")
        dialog.main.click()
        assert dialog.result() == QDialog.DialogCode.Accepted
        desk = dialog.desk
        assert desk is not None
        (cluster,) = desk.read.load_all(Cluster)
        (school,) = desk.read.load_all(Organization)
        (head,) = desk.read.load_all(Person)
        assert cluster.name_genitive == "Ольховского образовательного кластера"
        assert (cluster.support_school_id, school.head_id, head.organization_id) == (school.id, head.id, school.id)
        assert school.short_name == "МКОУ СОШ с. Луговое"
        assert desk.next_undo() is None
        desk.close()

    def test_what_is_missing_is_said_beside_its_field(self, dialog: NewCluster, tmp_path: Path) -> None:
        dialog.fields["name"].clear()
        dialog.main.click()
        assert dialog.desk is None
        assert "Название" in dialog._lines["name"].words.text()
        assert list(tmp_path.glob("*.cdesk")) == []


def test_tabs_are_reached_by_keyboard(review: ImportReview, qtbot: QtBot) -> None:
    QTest.keyClick(review.table, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert review.tabs.checkedId() == 1
    tab = review.tabs.button(1)
    assert isinstance(tab, QPushButton)
    assert review.table.hasFocus()


def test_a_whole_document_goes_through_the_window(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "Повестка.docx"
    _write_agenda(path)
    review = ImportReview(path, lambda _show_parsed: desk)
    qtbot.addWidget(review, before_close_func=_leave)
    with qtbot.waitSignal(review.background.busy_changed, check_params_cb=lambda busy: not busy):
        review.read()
    assert tab_texts(review) == ["Заседания 1", "Люди 1", "Совет 1"]
    with qtbot.waitSignal(review.stored):
        review.store()
    assert desk.read.rows("SELECT day, time FROM meetings") == [("2026-12-17", "10:00")]


def _write_agenda(path: Path) -> None:
    """A Word file with nothing but an agenda."""
    rows = [("№", "Тема выступления", "Выступающий"), ("1", "Об итогах года", "Носов К.Е."), ("2", "О плане", "")]
    above = ["Повестка заседания координационного совета", "Тема: Итоги года", "Дата: 17.12.2026, начало в 10.00"]
    text = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
    table = "".join(f"<w:tr>{''.join(f'<w:tc>{text % cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    body = "".join(text % line for line in above) + f"<w:tbl>{table}</w:tbl>"
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    with ZipFile(path, "w") as package:
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{kind}" Target="word/document.xml"/>'
            "</Relationships>",
        )
        package.writestr("word/document.xml", f'<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>')


def test_the_answers_stand_below_a_sentence_of_two_lines(qtbot: QtBot, review: ImportReview) -> None:
    assert review.proposal
    panel, row = review.panel, next(row for row in review.proposal.rows() if row.open_questions)
    row.open_questions[0].text = "Дни в скобках срока «2 раза в год (октябрь, апрель)» не учтены, как примечание. " * 2
    panel.show_row(row, 1)
    review.resize(910, 512)
    qtbot.waitUntil(lambda: "\n" in panel.title.text())
    assert panel.radios
    assert all(radio.y() >= panel.title.geometry().bottom() for radio in panel.radios)
    assert panel.radios[-1].geometry().bottom() < panel.height()
