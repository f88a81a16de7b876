"""Words from documents and files from elsewhere do no harm in the window: no markup, formula, program, address."""

from __future__ import annotations

import resource
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QModelIndex, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QImageWriter, Qt, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cluster_desk.app import App
from cluster_desk.core.records.events import Attachment, Event
from cluster_desk.core.records.fields import fields_of
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.attachments import AttachmentsEditor, thumbnail
from cluster_desk.ui.frame import messages, opening
from cluster_desk.ui.frame.help import HelpWindow
from cluster_desk.ui.lists.table_view import table_data
from cluster_desk.ui.look import widgets
from tests.probes import clipboard_rows

MARKUP = "План <img src='//nowhere.example/x.png'> & <b>итоги</b>\nвторая строка"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/hostname'/></svg>"


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system was asked to open."""
    texts: list[str] = []

    def open_url(url: QUrl) -> bool:
        texts.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return texts


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the user was told."""
    texts: list[str] = []
    monkeypatch.setattr(messages, "inform", lambda *words: texts.extend(words[1:]))
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: texts.append(error.what))
    return texts


def test_markup_in_words_is_shown_as_it_is(parent: QWidget) -> None:
    qtext_document = QTextDocument()
    qtext_document.setHtml(widgets.tip(MARKUP))
    assert qtext_document.toPlainText() == MARKUP
    assert widgets.tip("обычные слова") == "обычные слова"
    label = widgets.ElidedLabel(MARKUP)
    label.setParent(parent)
    label.resize(30, 20)
    label.set_whole(MARKUP)
    qtext_document.setHtml(label.toolTip())
    assert "img" in qtext_document.toPlainText()
    assert all(each.textFormat() == Qt.TextFormat.PlainText for each in (label, widgets.label(MARKUP)))


def test_every_label_of_a_message_is_plain(qtbot: QtBot) -> None:
    box = messages.MessageBox(messages.Message(MARKUP, MARKUP, MARKUP, MARKUP, MARKUP))
    qtbot.addWidget(box)
    labels = [label for label in box.findChildren(QLabel) if label.text()]
    assert len(labels) == 4
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_a_cell_like_a_formula_is_pasted_as_a_text() -> None:
    data = table_data(["Что"], [['=HYPERLINK("http://nowhere.example")'], ["+7 000"], ["обычный"], ["<script>"]])
    assert data.html().count("mso-number-format") == 2
    assert "<script>" not in data.html()
    assert clipboard_rows(data.html(), data.text())[0][1][0] == '=HYPERLINK("http://nowhere.example")'


@pytest.mark.parametrize(
    "address", ["http://a.example", "https://a.example/x", "mailto:a@b.example", "HTTPS://a.example"]
)
def test_addresses_of_the_web_and_of_mail_are_opened(
    address: str, parent: QWidget, asked: list[str], described: list[str]
) -> None:
    opening.open_address(QUrl(address), parent)
    assert len(asked) == 1
    assert not described


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "file:///etc/passwd", "file://server/share/x.exe", "//server/share/x", "smb://server/x",
        "data:text/html,x", r"\\server\share", "C:/Windows/notepad.exe", "ms-msdt:/id", "vbscript:x", "", "search-ms:x",
    ],
)  # fmt: skip
def test_any_other_address_is_told_and_not_opened(
    address: str, parent: QWidget, asked: list[str], described: list[str]
) -> None:
    opening.open_address(QUrl(address), parent)
    assert asked == []
    assert described[0] == "Этот адрес не открывается"


def test_the_help_follows_only_its_own_pages(qtbot: QtBot, asked: list[str], described: list[str]) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show_topic("index")
    for link in ("../../../../etc/passwd", "//server/share/x.md", "file:///etc/passwd"):
        window._follow(QUrl(link))
    assert asked == []
    assert len(described) == 6
    assert "Справка" in window.text.toPlainText()


@pytest.mark.parametrize(
    ("name", "content", "opens"),
    [
        ("фото.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20, "фото.png"),
        ("..\\..\\Автозагрузка\\фото.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20, "Автозагрузка фото.png"),
        ("/tmp/x/фото.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20, "tmp x фото.png"),
        ("фото\u202egnp.exe", b"MZ" + b"0" * 20, ""),
        ("фото.png", b"MZ" + b"0" * 20, ""),
        ("бумага.pdf.lnk", b"%PDF-1.7", ""),
        ("картинка.svg", SVG, ""),
    ],
)
def test_an_attachment_of_a_file_from_elsewhere(
    desk: Desk, qtbot: QtBot, asked: list[str], described: list[str], name: str, content: bytes, opens: str
) -> None:
    editor = AttachmentsEditor(fields_of(Event)["attachments"], desk.read)
    qtbot.addWidget(editor)
    editor.set_value([Attachment(name=name, media_type="image/png", size=len(content), digest="x")])
    editor.pending = {"x": content}
    editor.list.setCurrentRow(0)
    editor.open_chosen()
    assert [Path(QUrl(one).toLocalFile()).name for one in asked] == ([opens] if opens else [])
    assert bool(described) != bool(opens)


def test_only_pictures_are_drawn_small() -> None:
    assert thumbnail(SVG) is None
    assert thumbnail(b"MZ") is None
    assert thumbnail(None) is None


def _told(form: str, width: int, height: int, *, progressive: bool = False) -> bytes:
    """A small picture whose bytes tell of a large one."""
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    kept = QBuffer()
    kept.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(kept, QByteArray(form.encode()))
    writer.setProgressiveScanWrite(progressive)
    assert writer.write(image)
    content = bytearray(kept.data().data())
    if form == "png":
        content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
        content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    elif form == "jpg":
        frame = content.index(b"\xff\xc2" if progressive else b"\xff\xc0")
        content[frame + 5 : frame + 9] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    elif form == "bmp":
        content[18:26] = width.to_bytes(4, "little") + height.to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "is_drawn"),
    [
        (_told("png", 64, 64), True),
        (_told("png", 8_100, 8_100), False),
        (_told("png", 30_000, 30_000), False),
        (_told("bmp", 20_000, 20_000), False),
        (_told("jpg", 64, 64), True),
        (_told("jpg", 12_000, 9_000), True),
        (_told("jpg", 65_000, 65_000), False),
        (_told("jpg", 64, 64, progressive=True), True),
        (_told("jpg", 12_000, 9_000, progressive=True), False),
        (_told("jpg", 64, 64, progressive=True) + b"\xff\xda" * 1_000, False),
        (b"\xff\xd8\xff" * 20, False),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,
)
@pytest.mark.qt_log_ignore("JPEG", extend=True)
def test_a_picture_that_would_fill_the_memory_is_not_drawn(content: bytes, is_drawn: bool) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (thumbnail(content) is not None) == is_drawn
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kilobytes


_NAMED = {
    "organizations": ("short_name", "full_name"), "people": ("name", "position"), "events": ("name", "day_words"),
    "meetings": ("theme", "place"), "plans": ("name",), "plan_sections": ("name",), "decisions": ("text",),
    "plan_items": ("name", "deadline", "responsible", "reason", "result"), "speakers": ("words",),
    "attendees": ("words",), "resources": ("name",), "clubs": ("name",), "indicators": ("name",), "cluster": ("name",),
}  # fmt: skip


def test_no_screen_takes_words_of_a_file_for_markup(sample_file: Path, qtbot: QtBot) -> None:
    with closing(sqlite3.connect(sample_file)) as connection, connection:
        for table, names in _NAMED.items():
            for name in names:
                connection.execute(f'UPDATE {table} SET "{name}" = "{name}" || ?', (f" {MARKUP}",))
    app = App(Settings())
    qtbot.addWidget(app.window)
    assert app.open(sample_file)
    shell = app.window.shell
    assert shell
    app.window.show()
    seen = 0
    for area in shell.areas.keys() - {"papers"}:  # pages are pictures
        assert shell.go(area)
        qtbot.wait(1)
        tips = [widget.toolTip() for widget in app.window.findChildren(QWidget)]
        for view in app.window.findChildren(QAbstractItemView):
            tips += [str(index.data(Qt.ItemDataRole.ToolTipRole) or "") for index in _indexes(view)]
        for label in app.window.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText or not Qt.mightBeRichText(label.text())
        for entry in filter(Qt.mightBeRichText, tips):
            assert entry.startswith("<p style"), entry
            assert "<img" not in entry
            seen += 1
    assert seen
    app.close_file()


def _indexes(view: QAbstractItemView) -> Iterator[QModelIndex]:
    model = view.model()
    if model is not None:
        for row in range(min(model.rowCount(), 30)):
            column = 0
            while model.hasIndex(row, column):
                yield model.index(row, column)
                column += 1
