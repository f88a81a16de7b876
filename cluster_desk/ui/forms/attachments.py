"""The editor of the files that a record holds: thumbnails, attached by a dialog, by dropping or pasting.

`AttachingForm` is the form of a record that has some: their bytes go into the file with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QImageReader,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QListView, QListWidget, QListWidgetItem, QWidget

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.fields import Field, Record
from cluster_desk.data.queries.contents import read_content
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.log.attachments import (
    make_attachment,
    may_be_drawn,
    picture_format,
    read_attachment,
    size_words,
)
from cluster_desk.ui.forms.editors import FieldEditor
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.frame import messages, opening
from cluster_desk.ui.look import icons, widgets
from cluster_desk.ui.look.items import ENTER

_THUMB = QSize(88, 64)
_RECORD = Qt.ItemDataRole.UserRole


class AttachmentsEditor(FieldEditor):
    """`pending` holds the bytes of what was attached and is not stored yet."""

    MAY_RENAME = True  # whether what stands under a thumbnail is typed

    def __init__(self, field: Field, read: Reader, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._read = read
        self.pending: dict[str, bytes] = {}
        self.list = _Thumbnails(self)
        self.add_button = widgets.button(_("Attach…"), self._choose, look="link", icon="attach")
        self.remove_button = widgets.button(_("Take away"), self.remove_chosen, look="link", icon="delete")
        buttons = widgets.row(spacing=2, of=(self.add_button, self.remove_button, widgets.GAP))
        self.buttons = buttons
        box = widgets.stack(spacing=4, of=(self.list, buttons))
        self.row.addLayout(box, 1)
        self.name_input(self.list)
        self.list.itemSelectionChanged.connect(self._describe)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())

    def value(self) -> list[Any]:
        results = []
        for item in self._items():
            record = item.data(_RECORD)
            if self.MAY_RENAME:
                record.note = "" if item.text() == record.name else item.text()
            results.append(record)
        return results

    def read_file(self, path: Path) -> tuple[Any, bytes]:
        """A file as a part of the record, with its bytes. Raises UserError for what cannot be kept."""
        return read_attachment(path)

    def words_of(self, record: Any) -> str:
        """What stands under a file's thumbnail."""
        return str(record.note or record.name)

    def chosen(self) -> list[Any]:
        """The files chosen."""
        return [item.data(_RECORD) for item in self.list.selectedItems()]

    def content(self, record: Any) -> bytes | None:
        """The bytes of a file; None where they are gone."""
        return self.pending.get(record.digest) or read_content(self._read, record.digest)

    def set_value(self, value: Any) -> None:
        self.pending = {}
        self.list.blockSignals(True)
        self.list.clear()
        for record in value:
            self._append(record.copy())
        self.list.blockSignals(False)
        self._describe()

    def state(self) -> Any:
        return tuple((item.data(_RECORD).uuid, item.text()) for item in self._items())

    def inputs(self) -> list[QWidget]:
        return [self.list, self.add_button, self.remove_button]

    def set_read_only(self, read_only: bool) -> None:
        self.add_button.setEnabled(not read_only)
        self.list.setAcceptDrops(not read_only)
        self._describe()

    def attach(self, path: Path) -> None:
        """Attach a file; what cannot be kept is told and nothing is attached."""
        with messages.show_trouble(self):
            record, content = self.read_file(path)
            self.pending[record.digest] = content
            self._append(record)
            self._describe()
            self.changed.emit()

    def remove_chosen(self) -> None:
        """Take the chosen ones away; the change can be undone."""
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self._describe()
        self.changed.emit()

    def open_chosen(self) -> None:
        """Show the chosen one in the program that the system has for it."""
        for record in self.chosen()[:1]:
            content = self.content(record)
            if content is None:
                continue
            try:
                make_attachment(record.name, content)  # a file that came from elsewhere may hold anything
                opening.open_attached(record.name, content, self)
            except (UserError, OSError) as error:
                messages.show_any(self, error)
                return

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _append(self, record: Any) -> None:
        item = QListWidgetItem(self._thumbnail(record), self.words_of(record), self.list)
        item.setData(_RECORD, record)
        item.setToolTip(widgets.tip(f"{record.name}, {size_words(record.size or 0)}"))
        if self.MAY_RENAME:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def _thumbnail(self, record: Any) -> QIcon:
        content = self.content(record) if record.media_type.startswith("image/") else None
        return QIcon(thumbnail(content) or icons.pixmap("document", 20, "text2", self.devicePixelRatioF()))

    def _choose(self) -> None:
        kinds = "*.jpg *.jpeg *.png *.gif *.bmp *.webp *.pdf *.docx *.doc *.xlsx *.xls *.odt *.ods *.pptx *.rtf *.zip"
        title = _("Attach photos and papers")
        paths, _chosen = QFileDialog.getOpenFileNames(self, title, "", f"{title} ({kinds})")
        for path in paths:
            self.attach(Path(path))

    def _describe(self) -> None:
        self.list.setVisible(self.list.count() > 0)
        self.remove_button.setVisible(self.list.count() > 0)
        self.remove_button.setEnabled(bool(self.list.selectedItems()) and self.add_button.isEnabled())


class _Thumbnails(QListWidget):
    def __init__(self, owner: AttachmentsEditor) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setIconSize(_THUMB)
        self.setGridSize(QSize(108, 96))
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setFixedHeight(200)
        self.setAcceptDrops(True)
        self.itemActivated.connect(lambda _item: owner.open_chosen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._owner.remove_chosen()
        elif event.key() in ENTER:
            self._owner.open_chosen()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._take(QGuiApplication.clipboard().mimeData().urls())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData().urls())
        event.acceptProposedAction()

    def _take(self, urls: list[QUrl]) -> None:
        for url in urls:
            if url.isLocalFile():
                self._owner.attach(Path(url.toLocalFile()))


def thumbnail(content: bytes | None) -> QPixmap | None:
    """A small picture of an image's bytes, read no larger than it is shown; None for what cannot be drawn.

    The bytes tell which kind it is, not the record: a drawing that names files or addresses is never read.
    """
    form = picture_format(content) if content is not None else ""
    if content is None or not form:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    reader = QImageReader(buffer, QByteArray(form.encode()))
    reader.setDecideFormatFromContent(False)
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not may_be_drawn(content, size.width(), size.height()):
        return None
    reader.setScaledSize(size.scaled(_THUMB, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


class _FilesEditor(AttachmentsEditor):
    """The files of a record whose parts are attachments of its own kind."""

    def read_file(self, path: Path) -> tuple[Any, bytes]:
        read, content = read_attachment(path)
        kind: Any = record_class(self.field.target)
        return kind(name=read.name, media_type=read.media_type, size=read.size, digest=read.digest), content


class AttachingForm(RecordForm):
    """A form whose record holds files in the field `FILES`; their bytes are stored with the record."""

    FILES: ClassVar[str] = "files"

    def _own_editors(self) -> dict[str, Callable[[Field], FieldEditor]]:
        return {self.FILES: lambda field: _FilesEditor(field, self._desk.read)}

    def _store(self, record: Record, made: Sequence[Record]) -> int:
        attached = self.pane.editors[self.FILES]
        assert isinstance(attached, AttachmentsEditor)
        is_new = self.record is not None and self.record.id is None
        name = self._added if is_new else self._changed
        contents = list(attached.pending.values())
        return self._desk.change(name, *made, record, subject=record.display_name(), contents=contents)[-1]
