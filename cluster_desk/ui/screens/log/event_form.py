"""The form of an event: the fields as told, a grid for who took part, thumbnails for files, doubts on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QHideEvent,
    QIcon,
    QImageReader,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QFileDialog, QListView, QListWidget, QListWidgetItem, QWidget

from cluster_desk.core.deadlines.event_days import days_of
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.events import Attachment, Event, EventState
from cluster_desk.core.records.fields import Field, Record
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.contents import read_content
from cluster_desk.data.queries.reader import Reader
from cluster_desk.desk import Desk
from cluster_desk.rules.log.attachments import (
    make_attachment,
    may_be_drawn,
    picture_format,
    read_attachment,
    size_words,
)
from cluster_desk.ui.forms.editors import FieldEditor
from cluster_desk.ui.forms.form import FormDialog, RecordForm
from cluster_desk.ui.frame import messages, opening
from cluster_desk.ui.look import icons, widgets
from cluster_desk.ui.look.items import ENTER
from cluster_desk.ui.screens.log.participation_grid import ParticipationGrid

if TYPE_CHECKING:
    from cluster_desk.rules.calendar.entries import Entry

_PAUSE = 150  # milliseconds after the last key
_THUMB = QSize(88, 64)
_RECORD = Qt.ItemDataRole.UserRole


class AttachmentsEditor(FieldEditor):
    """`pending` holds the bytes of what was attached and is not stored yet."""

    def __init__(self, field: Field, read: Reader, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._read = read
        self.pending: dict[str, bytes] = {}
        self.list = _Thumbnails(self)
        self.add_button = widgets.button(_("Attach…"), self._choose, look="link", icon="attach")
        self.remove_button = widgets.button(_("Take away"), self.remove_chosen, look="link", icon="delete")
        buttons = widgets.row(spacing=2, of=(self.add_button, self.remove_button, widgets.GAP))
        box = widgets.stack(spacing=4, of=(self.list, buttons))
        self.row.addLayout(box, 1)
        self.name_input(self.list)
        self.list.itemSelectionChanged.connect(self._describe)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())

    def value(self) -> list[Attachment]:
        results = []
        for item in self._items():
            record: Attachment = item.data(_RECORD)
            record.note = "" if item.text() == record.name else item.text()
            results.append(record)
        return results

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
            record, content = read_attachment(path)
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
        for item in self.list.selectedItems()[:1]:
            record: Attachment = item.data(_RECORD)
            content = self._content(record)
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

    def _content(self, record: Attachment) -> bytes | None:
        return self.pending.get(record.digest) or read_content(self._read, record.digest)

    def _append(self, record: Attachment) -> None:
        item = QListWidgetItem(self._thumbnail(record), record.note or record.name, self.list)
        item.setData(_RECORD, record)
        item.setToolTip(widgets.tip(f"{record.name}, {size_words(record.size or 0)}"))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def _thumbnail(self, record: Attachment) -> QIcon:
        content = self._content(record) if record.media_type.startswith("image/") else None
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


class EventForm(RecordForm):
    """Edits an event; the bytes of new attachments go into the file with it."""

    def __init__(self, desk: Desk, today: Callable[[], dt.date]) -> None:
        super().__init__(desk, Event, added=N_("Event added"), changed=N_("Event changed"), without=("spans",))
        self._today = today
        self._booked: list[str] = []
        self._soon = widgets.later(self, _PAUSE, self.warn_of_bookings)
        self.edited.connect(self._soon.start)

    def show_record(self, record: Record) -> None:
        self._soon.stop()
        self._booked = []
        super().show_record(record)
        self._show_doubts()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is put away warns of nothing: the file may be closed by then."""
        self._soon.stop()
        super().hideEvent(event)

    def warn_of_bookings(self) -> None:
        """Say which hall or person is taken at the time that is typed now."""
        from cluster_desk.rules.calendar.entries import calendar, double_bookings

        # Without a time of day nothing can meet, and nothing needs to be read.
        typed = [one for one in self._typed() if one.time]
        period = (min(one.first for one in typed), max(one.last for one in typed)) if typed else None
        entries = calendar(self._desk.read, self._today(), (), period).entries if period else ()
        values = [sentence for one in typed for sentence in double_bookings(one, entries)]
        if values != self._booked:
            self._booked = values
            self._show_doubts()

    def _typed(self) -> list[Entry]:
        """What is typed so far, on each run of its days."""
        from cluster_desk.rules.calendar.entries import Entry, Shape

        if self.record is None:
            return []
        names = ("name", "day_words", "time", "venue", "people")
        values = {name: self.pane.editors[name].value() for name in names}
        name, words, time, venue = (str(values[each] or "") for each in names[:4])
        people = tuple(str(one.words) for one in values["people"] or ())
        days = days_of(words, self._today().year)
        return [
            Entry("event", self.record.id or -1, "", place, Shape.BAR, first, last, name, "planned",
                  time=time, venue=venue, people=people)
            for place, (first, last) in enumerate(days)
        ]  # fmt: skip

    def _own_editors(self) -> dict[str, Callable[[Field], FieldEditor]]:
        return {
            "participations": lambda field: ParticipationGrid(field, self._choosable),
            "attachments": lambda field: AttachmentsEditor(field, self._desk.read),
        }

    def _show_doubts(self) -> None:
        from cluster_desk.rules.log.events import event_doubts

        doubts = list(dict.fromkeys(self._booked))
        if isinstance(self.record, Event) and self.record.id is not None:
            doubts += event_doubts(self.record, self._today())
        self.whole.say("\n".join(doubts), "warn")

    def _store(self, record: Record, made: Sequence[Record]) -> int:
        attached = self.pane.editors["attachments"]
        assert isinstance(attached, AttachmentsEditor)
        is_new = self.record is not None and self.record.id is None
        name = self._added if is_new else self._changed
        contents = list(attached.pending.values())
        return self._desk.change(name, *made, record, subject=record.display_name(), contents=contents)[-1]


class EventDialog(FormDialog):
    """The form of a new event on `day` as a window."""

    form: EventForm

    def __init__(self, desk: Desk, day: dt.date, parent: QWidget) -> None:
        event = Event(state=EventState.PLANNED, first_day=day, day_words=show_day(day))
        super().__init__(parent, EventForm(desk, lambda: day), event, _("New event"), (620, 640))
        self.form.focus_first()
